"""How long a home keeps what: captured pages and feeds become what was read in them, irrelevant texts their titles.

The reading lies in the landed run in the answer's place, so that a rebuild gives the same rows without the answer.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from crawlers.given import json_of
from crawlers.landing import Changes, landed_runs, read_run, rewrite_run, run_info
from crawlers.layout import layouts_for
from crawlers.source import Roll
from flows import publicload
from flows.compaction import empty_archived, settle_archive
from flows.home import Home
from flows.labelday import refresh
from flows.parts import RunReader
from flows.progress import track
from flows.reading import Reading
from flows.readings import as_bytes, is_kept
from flows.records import ArticleVersion, Item
from flows.reload import reload_runs
from flows.scrub import Layouts
from flows.settings import Settings
from flows.wholefile import write_whole
from nlp.normalize import text_id
from warehouse import db, store
from warehouse.copies import fill

MARK = "retention.json"  # what a run no longer holds
PENDING = "retention.pending"  # the tables still hold what the run no longer does
KINDS = {"page": "pages", "feed": "feeds"}
IRRELEVANT = "irrelevant"
EXPIRED = "expired"  # how a wording was read of which only the title is left


@dataclass(frozen=True, slots=True)
class Retained:
    """What a retention let go, or would: answers by kind, runs, texts of irrelevant articles, bytes on the disk."""

    answers: Mapping[str, int]
    runs: int
    texts: int
    freed: int


def limits(settings: Settings, at: datetime) -> dict[str, datetime]:
    """Before which moment each kind of thing goes; what has no limit stays for ever."""
    days = {
        "pages": settings.keep_pages_days,
        "feeds": settings.keep_feeds_days,
        IRRELEVANT: settings.keep_irrelevant_days,
    }
    return {kind: at - timedelta(days=given) for kind, given in days.items() if given is not None}


def retain(home: Home, roll: Roll, before: Mapping[str, datetime], *, dry_run: bool = False) -> Retained:
    """Let go of what is older than its limit (`limits`); with `dry_run` only count it.

    Killed at any moment it is simply done again: a run is changed in one step, the tables last. LandingError names a
    run that can't be read.
    """
    layouts: Layouts = {key: layouts_for(source.layouts) for key, source in roll.sources.items()}
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        gone = frozenset(row["article_id"] for row in store.query(con, "irrelevant_articles"))
    answers, texts, freed, changed = dict.fromkeys(KINDS.values(), 0), 0, 0, list[Path]()
    for run in track(landed_runs(home.landed), "giữ theo hạn"):
        due, pending = _due(run, before), [run] if (run / PENDING).is_file() else []
        if not due - _done(run):
            changed += pending
            continue
        readings, found = _readings(run, layouts, due, gone if IRRELEVANT in due else frozenset())
        for kind in found.kinds:
            answers[KINDS[kind]] += 1
        texts += found.texts
        changed += [run] if readings else pending
        if not dry_run:
            freed += _rewrite(run, readings, due)
    if changed and not dry_run:
        _reload(home, layouts, changed)
        for run in changed:
            (run / PENDING).unlink(missing_ok=True)
    return Retained(answers, len(changed), texts, freed)


@dataclass(slots=True)
class _Found:
    kinds: list[str]
    texts: int = 0


def _due(run: Path, before: Mapping[str, datetime]) -> frozenset[str]:
    """What of a run is past its limit; comments and posts have a term of their own (flows/opinionkeeping.py)."""
    told = run_info(run)
    if told.kind in publicload.KINDS:
        return frozenset()
    return frozenset(kind for kind, limit in before.items() if told.finished_at < limit)


def _done(run: Path) -> frozenset[str]:
    """What a run was relieved of already; a mark that can't be read is none."""
    try:
        return frozenset(json_of((run / MARK).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return frozenset()


def _readings(
    run: Path, layouts: Layouts, due: Collection[str], gone: Collection[str]
) -> tuple[dict[int, bytes], _Found]:
    """The readings that take the place of answers, by seq, and what goes with them."""
    reader, found, readings = RunReader(layouts), _Found([]), dict[int, bytes]()
    losses: list[str] = []  # told when the run is loaded
    for capture in read_run(run, losses):
        reading = reader.read(capture)
        lean, texts = stripped(reading, gone)
        is_due = KINDS.get(capture.outcome.kind, "") in due and not is_kept(capture)
        if is_due or texts:
            readings[capture.outcome.seq] = as_bytes(lean)
            found.texts += texts
            found.kinds += [capture.outcome.kind] if not is_kept(capture) else []
    return readings, found


def stripped(reading: Reading, gone: Collection[str]) -> tuple[Reading, int]:
    """A reading in which the articles of `gone` have their titles only, and how many texts went; pure."""
    names = {one.version_id: _title_only(one) for one in reading.versions if one.article_id in gone and _has_text(one)}
    versions = tuple(names.get(one.version_id, one) for one in reading.versions)
    return Reading(tuple(_renamed(one, names) for one in reading.items), versions), len(names)


def _has_text(version: ArticleVersion) -> bool:
    return bool(version.sapo or version.body)


def _title_only(version: ArticleVersion) -> ArticleVersion:
    name = hashlib.sha256(f"{EXPIRED} {version.version_id}".encode()).hexdigest()[:16]
    words = text_id(version.title, "", "")
    return replace(version, version_id=name, sapo="", body="", text_id=words, method=EXPIRED)


def _renamed(item: Item, names: Mapping[str, ArticleVersion]) -> Item:
    version = names.get(item.version_id or "")
    return item if version is None else replace(item, version_id=version.version_id)


def _rewrite(run: Path, readings: Mapping[int, bytes], due: Collection[str]) -> int:
    """Change a run and note of what it was relieved; gives the bytes freed on the disk."""
    before = _on_disk(run)
    if readings:
        write_whole(run / PENDING, b"")
        rewrite_run(run, Changes(readings=readings))
    write_whole(run / MARK, json.dumps(sorted({*_done(run), *due})).encode())
    return max(0, before - _on_disk(run))


def _on_disk(run: Path) -> int:
    return sum(path.stat().st_blocks * 512 for path in run.iterdir())


def _reload(home: Home, layouts: Layouts, changed: Sequence[Path]) -> None:
    with db.rebuilding(home.root, wait_s=home.lock_wait_s) as con:
        fill(con, home.root)
        reload_runs(con, changed, layouts)
        refresh(con)
    settle_archive(home)
    empty_archived(home)
