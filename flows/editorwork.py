"""What an editor does at the desk, without the web: open the warehouse, look or say, close it again at once."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from crawlers.given import json_of
from flows import audits, corrections, digestwords, labelfile, outbox, steps, storyfixes
from flows.audits import Answer
from flows.deskfiles import desks_of
from flows.desks import Desk
from flows.digest import digest_id_of
from flows.digestwords import Word
from flows.home import Home
from flows.labelcheck import said_in
from flows.labelday import refresh
from flows.labelfile import LabelRow
from flows.load import DigestError, load_view
from flows.settings import Settings
from flows.view import DigestView
from warehouse import db, store

MAX_REVIEW = 40  # attitudes on one page: half an hour of reading
_DIGEST_ID = re.compile(r"(\d{4}-\d\d-\d\d)-(day|week)-([a-z0-9]+(?:-[a-z0-9]+)*)")


class StaleError(Exception):
    """The digest is not what the page showed any more; the message says since when."""


class SentError(Exception):
    """The digest has left: nothing about it can be changed."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One digest that a desk may have: `subject` is None until it was composed."""

    digest_id: str
    period: str
    day: date
    subject: str | None
    approved_at: datetime | None
    is_sent: bool


@dataclass(frozen=True, slots=True)
class DeskSlots:
    """A desk with the digests that are edited now: the day that is open, the last closed one, its week."""

    desk: Desk
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A digest as its page shows it; `mark` changes with everything on that page."""

    view: DigestView
    mark: str
    is_sent: bool


@dataclass(frozen=True, slots=True)
class Desktop:
    """The home that is edited, its settings, and the role that the corrections bear; never a person's name."""

    home: Home
    settings: Settings
    role: str = "bien-tap"

    def slots(self, now: datetime) -> tuple[DeskSlots, ...]:
        """Every desk that has recipients, or the nationwide one, with its digests. Raises LockedError."""
        desks = desks_of(self.settings)
        chosen = desks.served() or (desks.find("toan-quoc"),)
        closed = steps.closed_day(now)
        wanted = {
            desk.desk_id: [(closed + timedelta(days=1), "day"), (closed, "day"), (closed, "week")] for desk in chosen
        }
        ids = [digest_id_of(day, scope, period) for scope, every in wanted.items() for day, period in every]
        with db.writer(self.home.root, wait_s=self.home.lock_wait_s) as con:
            known = {row["digest_id"]: row for row in store.query(con, "desk_drafts", digest_ids=ids)}
        return tuple(
            DeskSlots(desk, tuple(_slot(day, desk.desk_id, period, known) for day, period in wanted[desk.desk_id]))
            for desk in chosen
        )

    def draft(self, digest_id: str) -> Draft:
        """A composed digest. Raises DigestError, LockedError."""
        parsed(digest_id)
        with db.writer(self.home.root, wait_s=self.home.lock_wait_s) as con:
            view = load_view(con, digest_id)
            mark = str(store.query(con, "digest_state", digest_id=digest_id)[0]["mark"])
        return Draft(view, mark, outbox.is_served(self.home, digest_id))

    def compose(self, digest_id: str) -> None:
        """Compose a digest, or do it anew with what came in and was said since. Raises DigestError, LockedError."""
        day, period, scope = parsed(digest_id)
        steps.digest_step(self.home, self.settings, day, scope, period)

    def say(self, digest_id: str, word: Word, *, seen: str, at: datetime) -> bool:
        """Land a word on a digest and compose it anew; gives whether the page that it came from was old.

        The word is on disk before the warehouse is asked for: with a LockedError it is kept all the same and heard at
        the next composition. An old page can't approve (StaleError); any other word of it counts, as the last one.
        Raises SentError, DigestError for a digest that was never composed, WordError.
        """
        if not (self.home.digests / f"{digest_id}.json").is_file():
            raise DigestError(f"chưa soạn bản tin {digest_id}")
        if outbox.is_served(self.home, digest_id):
            raise SentError("Bản tin đã gửi, không sửa được nữa.")
        if word.kind == "approve" and self._mark(digest_id) != seen:
            raise StaleError("Bản tin đã đổi sau khi trang này được mở.")
        digestwords.land(self.home, digest_id, [word], role=self.role, at=at)
        is_old = word.kind != "approve" and self._mark(digest_id) != seen
        self.compose(digest_id)
        return is_old

    def _mark(self, digest_id: str) -> str:
        with db.writer(self.home.root, wait_s=self.home.lock_wait_s) as con:
            rows = store.query(con, "digest_state", digest_id=digest_id)
        return str(rows[0]["mark"]) if rows else ""

    def article(self, article_id: str) -> Mapping[str, Any]:
        """A labelled article with its story's members. Raises StoryError, LockedError."""
        with db.writer(self.home.root, wait_s=self.home.lock_wait_s) as con:
            rows = store.query(con, "label_article", article_id=article_id)
            if not rows:
                raise storyfixes.StoryError(f"không có bài đã gắn nhãn nào mang mã {article_id!r}")
            story_id = rows[0]["story_id"]
            members = store.query(con, "story_members", story_id=story_id) if story_id else []
            cards = store.query(con, "story_card", story_id=story_id) if story_id else []
        return {**rows[0], "members": members, "story": cards[0] if cards else None}

    def relabel(self, text_id: str, cells: Mapping[str, str], *, original: str, reviewed: bool, at: datetime) -> int:
        """Land the labels of a text that differ from `original` (JSON, as the page showed them); gives their number.

        Raises LabelError for what can't be said, LockedError: then nothing is landed.
        """
        row = LabelRow(1, {**cells, "text_id": text_id}, reviewed, original_cells(original))
        with db.writer(self.home.root, wait_s=self.home.lock_wait_s) as con:
            said = said_in([row], store.query(con, "label_texts", article_ids=[], text_ids=[text_id]))
            corrections.land(self.home, said, role=self.role, at=at)
            corrections.load(con, self.home, [])
            refresh(con)
        return len(said)

    def fix_story(self, kind: str, left: str, right: str, *, at: datetime) -> None:
        """Join, part or name stories. Raises StoryError, LockedError: then nothing is landed."""
        if kind not in ("link", "split", "rename"):
            raise storyfixes.StoryError(f"không có việc {kind!r}")
        storyfixes.fix(self.home, kind, left, right, role=self.role, at=at)

    def review(self) -> Sequence[Mapping[str, Any]]:
        """What the model is not sure of, the weightiest first. Raises LockedError."""
        with db.writer(self.home.root, wait_s=self.home.lock_wait_s) as con:
            return store.query(con, "desk_review", most=MAX_REVIEW)

    def audit(self) -> Sequence[Mapping[str, Any]]:
        """The articles of the latest weekly sample that nobody has answered yet. Raises LockedError."""
        with db.writer(self.home.root, wait_s=self.home.lock_wait_s) as con:
            return store.query(con, "desk_audit")

    def answer_audit(self, answer: Answer, *, at: datetime) -> None:
        """Land one answer. Raises AuditError for an article never drawn, LockedError: then nothing is landed."""
        audits.answer(self.home, [answer], role=self.role, at=at)


def parsed(digest_id: str) -> tuple[date, str, str]:
    """The day, period and desk in a digest's id; DigestError for anything else, so that no other path is reached."""
    match = _DIGEST_ID.fullmatch(digest_id)
    try:
        if match:
            return date.fromisoformat(match[1]), match[2], match[3]
    except ValueError:
        pass
    raise DigestError(f"không có bản tin {digest_id!r}")


def original_of(row: Mapping[str, Any]) -> str:
    """The label cells of an article as JSON, for a form to bring back."""
    return json.dumps(labelfile.cells_of(row), ensure_ascii=False)


def original_cells(original: str) -> dict[str, str]:
    """The cells that `original_of` gave; LabelError when a form brings something else."""
    try:
        cells = json_of(original)
        return {str(name): str(value) for name, value in cells.items()}
    except (ValueError, AttributeError) as error:
        raise labelfile.LabelError("biểu mẫu hỏng: hãy mở lại trang") from error


def _slot(day: date, scope: str, period: str, known: Mapping[str, Any]) -> Slot:
    digest_id = digest_id_of(day, scope, period)
    row = known.get(digest_id, {"subject": None, "approved_at": None, "is_sent": False})
    return Slot(digest_id, period, parsed(digest_id)[0], row["subject"], row["approved_at"], row["is_sent"])
