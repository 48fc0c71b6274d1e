"""The steps of the public's voice: ask the pages that are due, take in exports."""

from pathlib import Path

from crawlers.export import Scope, land_export
from crawlers.export_map import load_columns
from crawlers.ingest import Ingest
from flows import models, pages, steps
from flows.home import Home
from flows.opinionkeeping import closed_before, count_old_comments, forget_old_comments
from flows.pages import Askings
from flows.settings import Settings
from flows.voicelabels import label_voices
from flows.wording import VIETNAM
from warehouse import db


def pages_step(home: Home, settings: Settings, *, every: bool = False) -> Askings:
    """Ask organisations' pages whose time has come (all with `every`) and the readers' comments of young articles."""
    at = steps.now()
    sources = steps.shared_sources(settings)
    if not any(source.social or source.comments for source in sources.values()):
        return Askings(None)
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        known = pages.known_of(con, sources, at)
    return pages.ask_pages(home, settings, sources, known, at, every=every)


def export_step(home: Home, settings: Settings, path: Path, *, columns: Path | None, page: str | None) -> Ingest:
    """Land an export of posts and comments, persons taken out."""
    sources = steps.roll_of(settings).sources
    return land_export(path, home.landed, sources, steps.now(), load_columns(columns), Scope(page, closed_before(home)))


def old_comments(home: Home, settings: Settings) -> int:
    """How many comments `forget_step` would take out of the tables."""
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        return count_old_comments(con, steps.now().astimezone(VIETNAM).date(), settings.comment_days)


def forget_step(home: Home, settings: Settings) -> int:
    """Delete the comments whose time is over, from landed files and tables, their figures kept; gives their number."""
    today = steps.now().astimezone(VIETNAM).date()
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        label_voices(con, models.annotator(home))
        gone = forget_old_comments(con, home, today, settings.comment_days)
    if gone:  # a database keeps deleted rows in its free blocks, and a published copy has its own
        steps.rebuild_step(home, settings)
        if home.published.exists():
            steps.publish_step(home)
    return gone
