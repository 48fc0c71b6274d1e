"""What is kept of organisations' posts and of what people say under them: no name, no id, no address of a person.

A sheet is the only form in which an answer of a social network is landed: rebuilt from an allow-list of fields, texts
scrubbed. The hour of a comment stands for its time, so that it can't be found again by its second.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from crawlers.given import json_of
from crawlers.scrub import scrub_comment, scrub_post

FORM = "diemtin-voices/1"
MAX_TEXT = 4000  # characters of a comment, 20,000 of a post: longer ones are pasted documents


class SheetError(Exception):
    """A landed sheet can't be read; the message names the field."""


@dataclass(frozen=True, slots=True)
class Post:
    """One public post of an organisation; counts are as its network told at `seen_at`, None when it told none."""

    post_id: str
    url: str
    text: str
    published_at: datetime | None
    shares: int | None = None
    reactions: int | None = None
    views: int | None = None
    comments: int | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment: `said_at` is the hour, `voice` a number that says nothing outside its run and day (see voice.py)."""

    post_id: str
    said_at: datetime
    text: str
    likes: int = 0
    voice: str | None = None
    is_counted: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one answer brought."""

    posts: tuple[Post, ...] = ()
    comments: tuple[Comment, ...] = ()


def post_id_of(source_id: str, native: str) -> str:
    """The id of an organisation's post: a hash of its page and of the network's own id or address of it."""
    return hashlib.sha256(f"{source_id}\n{native}".encode()).hexdigest()[:16]


def post_of(
    post_id: str, url: str, text: str, published_at: datetime | None, *, is_own: bool = True, **counts: int | None
) -> Post:
    """A post with its text scrubbed; the only way to make one from what a network says.

    What is not surely the organisation's own words (`is_own`) is scrubbed as a comment is.
    """
    scrub = scrub_post if is_own else scrub_comment
    return Post(post_id, url, scrub(text[: 5 * MAX_TEXT]), published_at, **counts)


def comment_of(
    post_id: str, said_at: datetime, text: str, *, likes: int = 0, voice: tuple[str | None, bool] = (None, False)
) -> Comment:
    """A comment with its text scrubbed and its time cut to the hour; the only way to make one."""
    hour = said_at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return Comment(post_id, hour, scrub_comment(text[:MAX_TEXT]), likes, *voice)


def sheet_bytes(sheet: Sheet) -> bytes:
    """A sheet as JSON in UTF-8; the same sheet gives the same bytes."""
    told = {"form": FORM, "posts": _rows(sheet.posts), "comments": _rows(sheet.comments)}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _rows(values: Iterable[Post | Comment]) -> list[dict[str, Any]]:
    return [{k: v.isoformat() if isinstance(v, datetime) else v for k, v in asdict(one).items()} for one in values]


def read_sheet(body: bytes) -> Sheet:
    """The sheet in a landed body; SheetError when it is none."""
    try:
        told = json_of(body)
        if told["form"] != FORM:
            raise SheetError(f"form: {told['form']!r} is not {FORM!r}")
        posts = tuple(Post(**{**row, "published_at": _moment(row["published_at"])}) for row in told["posts"])
        comments = tuple(
            Comment(**{**row, "said_at": datetime.fromisoformat(row["said_at"])}) for row in told["comments"]
        )
    except (ValueError, KeyError, TypeError) as error:
        raise SheetError(f"not a sheet of posts and comments: {error}") from error
    return Sheet(posts, comments)


def _moment(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)
