"""Landed sheets of organisations' pages, readers' comments and exports become rows."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crawlers.export import KIND as EXPORT
from crawlers.export_pages import STRANGER
from crawlers.landing import read_outcomes, read_run
from crawlers.page_run import KIND as SOCIAL
from crawlers.public_records import SheetError, read_sheet
from crawlers.records import Capture, Outcome
from crawlers.source import Source
from warehouse import store
from warehouse.db import Connection

KINDS = (SOCIAL, EXPORT)


@dataclass(frozen=True, slots=True)
class PageRow:
    """One line of `core.pages`."""

    source_id: str
    name: str
    owner: str
    platform: str
    homepage: str | None
    provinces: tuple[str, ...]
    is_followed: bool


@dataclass(frozen=True, slots=True)
class PageOutcomeRow:
    """One line of `raw.page_outcomes`."""

    run_id: str
    seq: int
    source_id: str
    url: str
    outcome: str
    reason: str | None
    status: int | None
    fetched_at: datetime
    warc_offset: int | None


@dataclass(frozen=True, slots=True)
class PostRow:
    """One line of `core.posts`."""

    post_id: str
    run_id: str
    seq: int
    source_id: str
    url: str
    text: str
    text_id: str
    published_at: datetime | None
    shares: int | None
    reactions: int | None
    views: int | None
    comments: int | None
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class CommentRow:
    """One line of `core.comments`."""

    post_id: str
    said_at: datetime
    run_id: str
    seq: int
    position: int
    source_id: str
    text: str
    text_id: str
    likes: int
    voice: str | None
    is_counted: bool


def load_sheets(con: Connection, folder: Path, losses: list[str]) -> int:
    """Load one landed run of pages within the caller's transaction; gives the number of its requests.

    What can't be read is told in `losses`.
    """
    outcomes = [_outcome(one) for one in read_outcomes(folder, losses)]
    store.insert(con, "raw.page_outcomes", outcomes)
    _enrol_strangers(con, outcomes)
    for capture in read_run(folder, losses):
        try:
            posts, comments = _rows(capture)
        except SheetError as error:
            losses.append(f"{folder.name}, request {capture.outcome.seq}: {error}")
            continue
        store.insert(con, "core.posts", posts)
        store.insert(con, "core.comments", comments)
    store.query(con, "keep_fullest_hours")
    return len(outcomes)


def enrol_pages(con: Connection, sources: Mapping[str, Source]) -> None:
    """Bring the followed pages up to date; those that only exports name stay."""
    known = [PageRow(**{**row, "provinces": tuple(row["provinces"])}) for row in store.query(con, "page_rows")]
    wanted = [_page(source) for source in sources.values() if source.social is not None]
    named = {row.source_id for row in wanted}
    rows = sorted([*wanted, *(row for row in known if row.source_id not in named and not row.is_followed)], key=_key)
    if rows != known:
        store.replace(con, "core.pages", rows, where={})


def text_key(text: str) -> str:
    """The id of a wording of posts and comments: 16 hex digits of its hash."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _key(row: PageRow) -> str:
    return row.source_id


def _page(source: Source) -> PageRow:
    platform = str(source.social.platform) if source.social else "press"
    return PageRow(source.id, source.name, source.owner, platform, source.homepage, source.provinces, True)


def _enrol_strangers(con: Connection, outcomes: Sequence[PageOutcomeRow]) -> None:
    """Pages that only an export names; what a file tells later goes before."""
    named = sorted({one.source_id for one in outcomes if one.source_id.startswith(STRANGER)})
    rows = [PageRow(one, one.removeprefix(STRANGER).replace("-", " "), "", "export", None, (), False) for one in named]
    store.insert(con, "core.pages", rows)


def _outcome(one: Outcome) -> PageOutcomeRow:
    return PageOutcomeRow(
        one.run_id,
        one.seq,
        one.source_id,
        one.url,
        one.outcome,
        one.reason,
        one.status,
        one.fetched_at,
        one.warc_offset,
    )


def _rows(capture: Capture) -> tuple[list[PostRow], list[CommentRow]]:
    sheet, outcome = read_sheet(capture.body), capture.outcome
    posts = [
        PostRow(
            one.post_id, outcome.run_id, outcome.seq, outcome.source_id, one.url, one.text, text_key(one.text),
            one.published_at, one.shares, one.reactions, one.views, one.comments, outcome.fetched_at,
        )
        for one in sheet.posts
    ]  # fmt: skip
    comments = [
        CommentRow(
            one.post_id, one.said_at, outcome.run_id, outcome.seq, position, outcome.source_id, one.text,
            text_key(one.text), one.likes, one.voice, one.is_counted,
        )
        for position, one in enumerate(sheet.comments)
    ]  # fmt: skip
    return posts, comments
