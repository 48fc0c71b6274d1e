"""What listening services export becomes a landed run: CSV or JSONL, columns by a documented map, persons taken out.

Only comments under public posts of organisations are taken: the page must be known here by its id, name, owner or
address, be named like an organisation, or be told with `page`. The file itself is not kept.

    comment rows   text, time, page (or post's address), author (to count voices), likes
    post rows      kind "post" (bài viết, bài đăng); text, time, page, url, likes, shares, views

Errors:
    LandingError    the file can't be read at all, or lacks a column: names the file, the line and the column
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from crawlers.api_values import count_of
from crawlers.dates import parse_time, slash_order
from crawlers.export_map import Columns
from crawlers.export_pages import KnownPages
from crawlers.export_rows import read_rows
from crawlers.identity_words import bare
from crawlers.ingest import Ingest, content_hash
from crawlers.outcomes import LandingError
from crawlers.public_records import FORM, Comment, Post, Sheet, comment_of, post_id_of, post_of, sheet_bytes
from crawlers.run_writer import Fetch, RunWriter
from crawlers.runs import make_run_id, run_of_input
from crawlers.source import Source
from crawlers.voice import VIETNAM, Voices

KIND = "export"
SUFFIXES = (".csv", ".tsv", ".jsonl", ".ndjson")
_SHEET_ROWS = 2000  # comments of one landed sheet: half a megabyte
_MOST_TOLD = 20  # faulty lines that are told one by one
_POST_KINDS = frozenset(
    {"post", "bai viet", "bai dang", "status", "video", "photo", "link", "article", "bai bao", "bai"}
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rows are meant: `page` names the page of all of them, comments before the day `closed` are left out.

    The weeks before it (Việt Nam) were told and their comments deleted.
    """

    page: str | None = None
    closed: date | None = None


EVERYTHING = Scope()


@dataclass(slots=True)
class _Taking:
    """What one pass over a file has found so far."""

    path: Path
    columns: Columns
    pages: KnownPages
    scope: Scope
    voices: Voices = field(default_factory=Voices)
    posts: dict[tuple[str, str], Post] = field(default_factory=dict)
    comments: dict[str, list[Comment]] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    day_first: bool | None = None


def land_export(
    path: Path,
    landed_dir: Path,
    sources: Mapping[str, Source],
    now: datetime,
    columns: Columns,
    scope: Scope = EVERYTHING,
) -> Ingest:
    """Land the posts and comments of an export; the same file lands once.

    Rows that can't be used are counted by reason, the first of them told with line and column.
    """
    try:
        sha256 = content_hash([repr((columns, scope.page)).encode(), path])
    except OSError as error:
        raise LandingError(f"{path}: {error.strerror}") from error
    if (known := run_of_input(landed_dir, sha256)) is not None:
        return Ingest(known, is_new=False)
    taking = _Taking(path, columns, KnownPages(sources), scope)
    rows = list(read_rows(path))
    _require(taking, rows)
    taking.day_first = slash_order(str(row.get(columns.header("time", row)) or "") for _, row in rows)
    for line, row in rows:
        _take(taking, line, row, now)
    run_id = make_run_id(now, sha256)
    with RunWriter(landed_dir, run_id, KIND, input_sha256=sha256) as writer:
        landed = _write(taking, writer, now)
        writer.remarks.extend(taking.faults[:_MOST_TOLD])
    faults = taking.faults[:_MOST_TOLD]
    if taking.left_out["not_an_organisation"]:
        faults.append("rows under no page that is known as an organisation's: name it with --page")
    damage = "; ".join(faults) or None
    return Ingest(landed_dir / run_id, True, landed, dict(taking.left_out), damage)


def _require(taking: _Taking, rows: Sequence[tuple[int, dict[str, Any]]]) -> None:
    if not rows:
        raise LandingError(f"{taking.path}: no rows in it")
    headers = {header for _, row in rows[:50] for header in row}
    for name in ("text", "time"):
        if taking.columns.find(name, headers) is None:
            raise LandingError(
                f"{taking.path}, line 1: no column for `{name}`; tell its header in a file for --columns"
            )
    if taking.scope.page is None and not any(taking.columns.find(name, headers) for name in ("page", "post", "url")):
        raise LandingError(f"{taking.path}, line 1: no column for `page`; name the organisation's page with --page")


def _take(taking: _Taking, line: int, row: Mapping[str, Any], now: datetime) -> None:
    """Book one row as a post or a comment, or why it is neither."""
    told = {name: _cell(row.get(taking.columns.header(name, row))) for name in taking.columns.names}
    if not told["text"]:
        return _fault(taking, line, "text", "is empty")
    moment = _moment(told["time"], now, taking.day_first)
    if moment is None:
        return _fault(taking, line, "time", "is no time (2026-08-05 14:30, 05/08/2026 14:30, seconds since 1970)")
    page = taking.pages.of_row(told, taking.scope.page)
    if page is None:
        taking.left_out["not_an_organisation"] += 1
        return None
    source_id = page
    native = told["post"] or (told["url"] if _is_post(told["kind"]) else "") or told["post_text"] or "?"
    post_id = post_id_of(source_id, native)
    numbers = {name: _number(told[name]) for name in ("likes", "shares", "views")}
    if _is_post(told["kind"]):
        counts = {"reactions": numbers["likes"], "shares": numbers["shares"], "views": numbers["views"]}
        is_own = not told["author"] or taking.pages.is_called(source_id, told["page"], told["author"])
        taking.posts[source_id, post_id] = post_of(
            post_id, taking.pages.public(source_id, told["url"]), told["text"], moment, is_own=is_own, **counts
        )
        return None
    if taking.scope.closed is not None and moment.astimezone(VIETNAM).date() < taking.scope.closed:
        taking.left_out["week_is_closed"] += 1
        return None
    if (source_id, post_id) not in taking.posts:
        taking.posts[source_id, post_id] = post_of(
            post_id, taking.pages.public(source_id, told["post"]), told["post_text"], None, is_own=False
        )
    voice = taking.voices.of(told["author"] or None, moment)
    comment = comment_of(post_id, moment, told["text"], likes=numbers["likes"] or 0, voice=voice)
    taking.comments.setdefault(source_id, []).append(comment)
    return None


def _write(taking: _Taking, writer: RunWriter, now: datetime) -> int:
    posts: dict[str, list[Post]] = {}
    for (source_id, _), post in taking.posts.items():
        posts.setdefault(source_id, []).append(post)
    landed = 0
    for source_id in sorted({*posts, *taking.comments}):
        said = taking.comments.get(source_id, [])
        for start in range(0, max(len(said), 1), _SHEET_ROWS):
            part = said[start : start + _SHEET_ROWS]
            sheet = Sheet(tuple(posts.get(source_id, ())) if start == 0 else (), tuple(part))
            fetch = Fetch(source_id=source_id, kind="list", url=f"export:{source_id}/{start}", fetched_at=now)
            writer.land(fetch, (), sheet_bytes(sheet), derived=FORM)
            landed += len(sheet.posts) + len(part)
    return landed


def _fault(taking: _Taking, line: int, column: str, why: str) -> None:
    """Tell a faulty cell by its place, never by its content."""
    taking.left_out["faulty_row"] += 1
    taking.faults.append(f"{taking.path.name}, line {line}, {column}: {why}")


def _cell(value: Any) -> str:
    if isinstance(value, dict):  # {"id": …, "name": …}
        value = value.get("id") or value.get("name")
    return "" if value is None else str(value).strip()


def _is_post(kind: str) -> bool:
    return bare(kind) in _POST_KINDS


def _moment(value: str, now: datetime, day_first: bool | None) -> datetime | None:
    if value.isdecimal() and len(value) in (10, 13):
        return datetime.fromtimestamp(int(value[:10]), UTC)
    return parse_time(value, ceiling=now, day_first=day_first)


def _number(value: str) -> int | None:
    plain = value.replace(".", "").replace(",", "")
    return count_of(plain)
