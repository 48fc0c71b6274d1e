"""What people say of stories: joined, parted, renamed; files that are only ever added, heard by every regrouping."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.corrections import keep_lines, said_in_files
from flows.home import Home
from flows.labelday import refresh
from warehouse import db, store
from warehouse.db import Connection, transaction

MAX_TITLE = 300  # characters; a longer one is a paragraph


class StoryError(Exception):
    """A story or a word about one can't be used; the message names the id, or the file and line."""


@dataclass(frozen=True, slots=True)
class StoryFix:
    """One thing said of stories: link, split or rename; an article stands for its story."""

    kind: str
    article_id: str
    other_article_id: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class StoryCorrection:
    """One line of `core.story_corrections`; `said_by` is a role, never a person's name."""

    correction_id: str
    kind: str
    article_id: str
    other_article_id: str | None
    title: str | None
    said_by: str
    said_at: str

    def __post_init__(self) -> None:
        """Refuse a kind that nobody can say."""
        if self.kind not in ("link", "split", "rename"):
            raise ValueError(f"kind {self.kind!r}")


def fix(home: Home, kind: str, left: str, right: str, *, role: str, at: datetime) -> Path:
    """Land one word of people and tell the stories anew; ids are of stories (old ones lead on) or of articles.

    `right` is the other id of a link or split, the title of a rename. Raises StoryError and changes nothing when an id
    is unknown, both ids are one, or the title is empty.
    """
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        said = _rename(con, left, right) if kind == "rename" else _pair(con, kind, left, right)
        moment = at.astimezone(UTC)
        path = keep_lines(home.story_corrections, [{**asdict(said), "said_by": role}], moment)
        load(con, home)
        refresh(con)
    return path


def _rename(con: Connection, story: str, title: str) -> StoryFix:
    title = " ".join(title.split())
    if not 0 < len(title) <= MAX_TITLE:
        raise StoryError(f"tên câu chuyện phải có từ 1 đến {MAX_TITLE} ký tự")
    return StoryFix("rename", find(con, story)["article_id"], None, title)


def _pair(con: Connection, kind: str, left: str, right: str) -> StoryFix:
    one, other = find(con, left), find(con, right)
    if one["text_id"] == other["text_id"]:
        raise StoryError(f"{left} và {right} là cùng một lời văn: không nối, không tách được")
    if kind == "link" and one["story_id"] == other["story_id"]:
        raise StoryError(f"{left} và {right} đã cùng câu chuyện {one['story_id']}")
    return StoryFix(kind, one["article_id"], other["article_id"])


def find(con: Connection, given: str) -> dict[str, Any]:
    """Give `article_id, text_id, story_id` that an id of a story (old or new) or of an article stands for.

    A story stands for its first article. Raises StoryError when nothing bears the id.
    """
    rows = store.query(con, "story_find", given=given.strip().lower())
    if not rows:
        raise StoryError(f"không có câu chuyện hay bài liên quan nào mang mã {given!r}")
    return rows[0]


def load(con: Connection, home: Home, losses: list[str] | None = None) -> int:
    """Bring every landed word into core.story_corrections; gives the number of new rows.

    A file or line that can't be read is told in `losses` and passed over; without a list it is a StoryError.
    """
    rows = list(said_in_files(home.story_corrections, StoryCorrection, "sửa câu chuyện", losses, StoryError))
    with transaction(con):
        return store.insert(con, "core.story_corrections", rows)
