"""What is kept of a digest beside its rows: the mail, the paper, the page of the archive."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from flows import outbox, webarchive
from flows.deskfiles import desks_of
from flows.desks import Desk
from flows.home import Home
from flows.kept import OutboxError
from flows.links import Links
from flows.load import load_view
from flows.paper import MEDIA_TYPE, attachment, paper
from flows.render import render
from flows.settings import Settings
from flows.view import DigestView, Mail
from flows.webarchive import Kept
from flows.wholefile import write_whole
from warehouse import db


def links_of(settings: Settings) -> Links:
    """Where the mails of this installation lead."""
    return Links(settings.mail_from, (settings.desk_url or "").rstrip("/"))


def mail_of(view: DigestView, desk: Desk, links: Links) -> Mail:
    """The mail of a digest as this desk gets it: with the paper attached if it wants one."""
    mail = render(view, links)
    if "docx" not in desk.formats:
        return mail
    return replace(mail, attachments=(*mail.attachments, attachment(view, desk, mail.text)))


def keep(
    home: Home,
    made: Sequence[tuple[DigestView, Desk]],
    heads: Sequence[Kept],
    *,
    links: Links,
    sender: str,
    at: datetime,
) -> None:
    """Keep digests as mails, as papers where the desk wants one, and as pages of the archive once their time is over.

    `heads` are all digests there are, the newest first, for the index. Raises OutboxError when the disk refuses.
    """
    mails = [mail_of(view, desk, links) for view, desk in made]
    outbox.keep_mails(mails, home, sender=sender)
    try:
        for (view, _), mail in zip(made, mails, strict=True):
            for one in mail.attachments:
                if one.mime == MEDIA_TYPE and isinstance(one.content, bytes):
                    write_whole(home.digests / f"{view.digest_id}.docx", one.content)
            if view.last_at <= at:
                webarchive.keep(home, view, mail.text)
        webarchive.keep_index(home, heads)
    except OSError as error:
        raise OutboxError(f"cannot write {error.filename}: {error.strerror}") from error


def paper_step(home: Home, settings: Settings, digest_id: str) -> Path:
    """Keep a composed digest as a paper, `digests/<id>.docx`, whatever its desk wants; gives the path.

    Raises DigestError, OutboxError.
    """
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        view = load_view(con, digest_id)
    path = home.digests / f"{digest_id}.docx"
    try:
        write_whole(path, paper(view, desks_of(settings).find(view.scope), render(view).text))
    except OSError as error:
        raise OutboxError(f"cannot write {path}: {error.strerror}") from error
    return path
