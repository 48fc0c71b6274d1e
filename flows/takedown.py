"""An article taken down: out of landed runs, tables, kept digests, archive and published copy, for good.

The order is what makes it safe to be killed at any line: the tombstone first, then every file, the tables last; until
they are done the words to look for are still known, and the next load, rebuild or takedown goes on.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from crawlers.ingest import Hosts
from crawlers.landing import hidden_url, landed_runs, run_info, settle
from crawlers.layout import layouts_for
from crawlers.source import Roll
from crawlers.urls import article_id
from flows import corrections, digestwords, plansteps, storyfixes, takedowns
from flows.compaction import empty_archived, settle_archive
from flows.home import Home
from flows.labelday import refresh
from flows.progress import track
from flows.redact import Blotter
from flows.reload import reload_runs
from flows.scrub import Layouts, scrub_run
from flows.sections import SectionRow
from flows.sweep import sweep
from flows.takedowns import TakedownError, Tombstone
from nlp.segment import split_sentences
from warehouse import db, store
from warehouse.copies import fill
from warehouse.db import Connection

_ID = re.compile(r"[0-9a-f]{16}")
_WORDS = {
    "corrections": corrections.load,
    "story_corrections": storyfixes.load,
    "digest_corrections": digestwords.load,
}
_BEFORE = timedelta(days=2)  # no outlet shows an article longer before its time


@dataclass(frozen=True, slots=True)
class Subject:
    """What a takedown is about: the articles (id → outlet), their wordings, and where else their words are."""

    articles: Mapping[str, str]
    versions: Sequence[Mapping[str, Any]]
    texts: frozenset[str]  # that no other article has
    reprints: Sequence[Mapping[str, Any]]  # of other outlets: listed, never removed silently
    digests: Sequence[str]
    since: datetime


def find(home: Home, roll: Roll, given: str) -> Subject:
    """What an address or article id stands for, with its aliases; an article never seen has no versions.

    Raises TakedownError for what is neither.
    """
    if not _ID.fullmatch(given) and not given.startswith(("http://", "https://")):
        raise TakedownError(f"{given!r}: không phải địa chỉ web, cũng không phải mã bài (16 ký tự)")
    key = given if _ID.fullmatch(given) else article_id(given)
    source = Hosts(roll.sources.values()).source_id(given) or ""
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        return _subject(con, _aliases(con, key, source))


def _aliases(con: Connection, key: str, source: str) -> dict[str, str]:
    """The article under every id by which it is known: redirects, and the same words again in the same outlet."""
    found = {key: source}
    for row in store.query(con, "takedown_redirects"):
        ids = {article_id(row["url"]), article_id(row["final_url"])}
        if ids & found.keys():
            found |= dict.fromkeys(ids, row["source_id"])
    for row in store.query(con, "takedown_same_outlet", ids=json.dumps(sorted(found))):
        found[row["article_id"]] = row["source_id"]
    for row in store.query(con, "takedown_versions", ids=json.dumps(sorted(found))):
        found[row["article_id"]] = row["source_id"]
    return found


def _subject(con: Connection, articles: Mapping[str, str]) -> Subject:
    ids = json.dumps(sorted(articles))
    versions = store.query(con, "takedown_versions", ids=ids)
    moments = [row[name] for row in versions for name in ("fetched_at", "published_at") if row[name] is not None]
    return Subject(
        articles,
        versions,
        frozenset(row["text_id"] for row in store.query(con, "takedown_texts", ids=ids)),
        store.query(con, "takedown_reprints", ids=ids),
        [row["digest_id"] for row in store.query(con, "takedown_digests", ids=ids)],
        min(moments, default=datetime.now(UTC)) - _BEFORE,
    )


def take_down(home: Home, roll: Roll, subject: Subject, *, reason: str, role: str, at: datetime) -> list[str]:
    """Take the articles down for good; gives what a person should know. Raises TakedownError, WarehouseError."""
    standing = takedowns.standing(home)  # of a takedown that was killed: the tables may know no wording any more
    known = [datetime.fromisoformat(standing[key].since) for key in subject.articles if key in standing]
    takedowns.land(home, subject.articles, since=min([subject.since, *known]), reason=reason, role=role, at=at)
    return finish(home, roll)


def finish(home: Home, roll: Roll) -> list[str]:
    """Do what pending tombstones ask for; gives what a person should know, nothing when there is nothing to do."""
    pending = takedowns.pending(home)
    if not pending:
        return []
    stones = takedowns.standing(home)
    articles = {key: stone.source_id for key, stone in stones.items()}
    layouts: Layouts = {key: layouts_for(source.layouts) for key, source in roll.sources.items()}
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        subject = _subject(con, articles)
    addresses = {row["url"]: hidden_url(row["url"], row["article_id"]) for row in subject.versions}
    blotter = Blotter(_sentences(subject.versions), addresses)
    changed = _scrub(home, layouts, stones, articles, blotter)
    told = sweep(home, blotter, articles.keys(), subject.texts)
    told += _rewrite_tables(home, layouts, changed, blotter)
    if home.published.is_file():
        db.publish(home.root, wait_s=home.lock_wait_s, whole=True)
    takedowns.mark_done(pending)
    return told


def scrubber(home: Home, roll: Roll) -> Callable[[Path], None]:
    """What takes everything that must not be kept out of a run, before it is loaded."""
    settle(home.landed)
    articles = {key: stone.source_id for key, stone in takedowns.standing(home).items()}
    layouts = {key: layouts_for(source.layouts) for key, source in roll.sources.items()}

    def scrub(run: Path) -> None:
        if articles:
            scrub_run(run, layouts, articles)

    return scrub


def _sentences(versions: Sequence[Mapping[str, Any]]) -> list[str]:
    found = []
    for row in versions:
        found += [row["title"], row["sapo"], *split_sentences(row["sapo"])]
        found += [*row["body"].split("\n"), *split_sentences(row["body"])]
    return found


def _scrub(
    home: Home, layouts: Layouts, stones: Mapping[str, Tombstone], articles: Mapping[str, str], blotter: Blotter
) -> list[Path]:
    """Every run that may hold the articles without them; gives those that were ever changed so."""
    settle(home.landed)
    since = min(datetime.fromisoformat(stone.since) for stone in stones.values())
    runs = [run for run in landed_runs(home.landed) if run_info(run).finished_at >= since]
    return [run for run in track(runs, "gỡ khỏi đợt thu thập") if scrub_run(run, layouts, articles, blotter)]


def _rewrite_tables(home: Home, layouts: Layouts, changed: Sequence[Path], blotter: Blotter) -> list[str]:
    """The tables without the words, then a file of their rows alone: what was deleted stays in the blocks of a file."""
    told: list[str] = []
    with db.rebuilding(home.root, wait_s=home.lock_wait_s) as con:
        fill(con, home.root)
        told += reload_runs(con, changed, layouts)
        for table, load in _WORDS.items():
            store.query(con, f"forget_{table}")
            load(con, home, told)
        rows = [SectionRow(**row) for row in store.query(con, "section_rows")]
        store.replace(con, "core.digest_sections", [_blotted(row, blotter) for row in rows], {})
        refresh(con)
        plansteps.refresh(con, home, told)
    settle_archive(home)
    empty_archived(home)
    return told


def _blotted(row: SectionRow, blotter: Blotter) -> SectionRow:
    content = json.dumps(blotter.value(json.loads(row.content)), ensure_ascii=False, separators=(",", ":"))
    return SectionRow(row.digest_id, row.name, content if blotter.holds(row.content) else row.content)
