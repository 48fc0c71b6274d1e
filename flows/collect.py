"""From the web to the warehouse: plan a crawl, read what it landed.

One landed run is loaded in one transaction, keyed by its id: a run that is already there is skipped, so a
killed load is simply done again.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from crawlers.doors import doors_due
from crawlers.landing import LandingError, landed_runs
from crawlers.layout import Layout, layouts_for
from crawlers.polling import Rhythm, is_due
from crawlers.source import Roll, Source
from crawlers.urls import article_id
from crawlers.version import extractor_id
from flows import incidents
from flows.batches import rounds
from flows.captures import Open, Readings, read_ahead
from flows.crew import ALONE, Crew
from flows.home import Home
from flows.progress import track
from flows.publicload import enrol_pages, load_sheets
from flows.records import Outlet, Run, UnwatchedRun
from flows.settings import Settings
from flows.stages import stage
from flows.wording import number
from warehouse import states, store
from warehouse.db import Connection, transaction

RECHECKS = 20  # known pages of one outlet that one crawl fetches again: a minute of its time at most
ROUND = 5  # parts written at once
Layouts = Mapping[str, tuple[Layout, ...]]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did: run ids, rows, and the runs and outlet files that could not be read, with the reason."""

    runs: tuple[str, ...] = ()
    outcomes: int = 0
    versions: int = 0
    broken: Mapping[str, str] = field(default_factory=dict)

    def with_losses(self, losses: Iterable[str]) -> "Loaded":
        """The same with what else could not be read, each told as `file: reason`."""
        told = {file: reason for file, _, reason in (loss.partition(": ") for loss in losses)}
        return replace(self, broken={**self.broken, **told})


def rhythms(con: Connection, at: datetime) -> dict[str, Rhythm]:
    """What is known at a moment (aware) of every feed, sitemap and list that was ever asked, by URL."""
    return {
        row["url"]: Rhythm(**{one.name: row[one.name] for one in fields(Rhythm)})
        for row in store.query(con, "feed_rhythm", at=at)
    }


def due_doors(con: Connection, sources: Mapping[str, Source], at: datetime) -> list[str]:
    """The feeds, sitemaps and lists that are to be asked at a moment; the others would hardly have anything new."""
    known = rhythms(con, at)
    urls = {url for source in sources.values() for _, url in doors_due(source, None)}
    return sorted(url for url in urls if is_due(known.get(url), at))


def pages_to_recheck(con: Connection, at: datetime) -> list[dict[str, Any]]:
    """The known pages that are to be fetched again at a moment (aware): edited ones, and young ones once more."""
    return store.query(con, "recheck_pages", at=at, most=RECHECKS)


def crawl_plan(
    con: Connection,
    sources: Mapping[str, Source],
    settings: Settings,
    run_id: str,
    *,
    due: datetime | None = None,
    at: datetime | None = None,
) -> dict[str, object]:
    """What the crawler needs to know: outlets, validators of the last good answers, pages already here.

    With `due` (aware) only the feeds, sitemaps and lists are asked whose time has come then; without, all of them.
    With `at`, the moment of the crawl, known pages that may have been edited are fetched again.
    """
    recheck = [] if at is None else [row for row in pages_to_recheck(con, at) if row["source_id"] in sources]
    validators = {
        row["url"]: {"etag": row["etag"], "last_modified": row["last_modified"]}
        for row in [*store.query(con, "feed_validators"), *recheck]
        if row["etag"] or row["last_modified"]
    }
    return {
        "run_id": run_id,
        "kind": "crawl",
        "user_agent": settings.user_agent,
        "allow_private": settings.allow_private,
        "sources_dir": str(settings.sources_dir) if settings.sources_dir else None,
        "source_ids": sorted(sources),
        "feeds": None if due is None else due_doors(con, sources, due),
        "validators": validators,
        "known": _known(con),
        "recheck": [row["url"] for row in recheck],
        "max_pages_per_source": settings.max_pages_per_source,
        "pace_scale": settings.pace_scale,
        "deadline_s": settings.crawl_deadline_s,
    }


def _known(con: Connection) -> list[str]:
    """The articles whose pages need no fetch: here already, or twice found to be none."""
    here = [row["article_id"] for row in store.query(con, "known_pages")]
    return here + [article_id(row["url"]) for row in store.query(con, "rejected_pages")]


def load_runs(
    con: Connection, home: Home, roll: Roll, before: Callable[[Path], None] = lambda run: None, crew: Crew = ALONE
) -> Loaded:
    """Load every landed run that isn't here yet, oldest first; a broken one never stops the others.

    `crew` reads the captures. `before` is done to each run first, such as taking out what must not be kept.
    """
    _enrol(con, roll.press())
    enrol_pages(con, roll.sources)
    present = {row["run_id"] for row in store.query(con, "run_ids")}
    layouts = {source_id: layouts_for(source.layouts) for source_id, source in roll.sources.items()}
    loaded = Loaded(broken={f"{name}.toml": fault.partition(": ")[2] for name, fault in roll.faults.items()})
    missing = [folder for folder in landed_runs(home.landed) if folder.name not in present]
    pace = _Pace()
    runs = read_ahead(missing, layouts, crew, before)
    for folder in track(missing, "đọc đợt thu thập", tell=pace.told):
        run, readings = next(runs)
        is_last = folder == missing[-1]
        try:
            with transaction(con):
                loaded = _add(loaded, pace.count(_write_run(con, run, readings)))
                store.insert(con, "ops.unwatched_runs", [UnwatchedRun(folder.name)])
                if is_last:
                    states.settle(con)
                    _watch(con)
        except LandingError as error:
            loaded = _add(loaded, Loaded(broken={folder.name: str(error)}))
    if missing and missing[-1].name in loaded.broken:
        _watch(con)
    return loaded


def _watch(con: Connection) -> None:
    """Look for incidents in what was loaded since the last look, also by a process that was killed before it looked."""
    with stage("watch"), transaction(con), states.settled(con):
        incidents.refresh(con, [row["run_id"] for row in store.query(con, "unwatched_runs")])
        store.replace(con, "ops.unwatched_runs", [], {})


@dataclass(slots=True)
class _Pace:
    """What was loaded so far, and how fast."""

    began: float = field(default_factory=time.monotonic)
    outcomes: int = 0
    versions: int = 0

    def count(self, one: Loaded) -> Loaded:
        """Add a run; gives it back."""
        self.outcomes += one.outcomes
        self.versions += one.versions
        return one

    def told(self) -> str:
        """The counts in words."""
        pace = self.versions / max(time.monotonic() - self.began, 0.001)
        return f"đợt, {number(self.outcomes)} lần hỏi, {number(self.versions)} lời văn, {pace:.0f} lời văn/giây"


def _enrol(con: Connection, roll: Roll) -> None:
    """Bring the outlets up to date; one whose file can't be used stays as it was last known."""
    known = [Outlet(**{**row, "provinces": tuple(row["provinces"])}) for row in store.query(con, "outlet_rows")]
    wanted = outlets(roll.sources.values()) + [one for one in known if one.source_id in roll.faults]
    if sorted(wanted, key=lambda one: one.source_id) != known:
        store.replace(con, "core.outlets", wanted, where={})


def load_run(con: Connection, folder: Path, layouts: Layouts) -> Loaded:
    """Load one landed run, all or nothing; what is damaged in it is told in `broken` and the rest is loaded."""
    return _write_run(con, *next(read_ahead([folder], layouts, ALONE)))


def _write_run(con: Connection, run: Open | LandingError, readings: Readings) -> Loaded:
    if isinstance(run, LandingError):
        raise run
    info, losses = run.info, run.losses
    with transaction(con):
        store.insert(con, "raw.runs", [Run(info.run_id, info.kind, info.started_at, info.finished_at, extractor_id())])
        if run.has_sheets:
            outcomes, added = load_sheets(con, run.folder, losses), 0
        else:
            outcomes, added = store.insert(con, "raw.outcomes", run.outcomes), _write_readings(con, readings)
    return Loaded((info.run_id,), outcomes, added, {info.run_id: "; ".join(dict.fromkeys(losses))} if losses else {})


def _write_readings(con: Connection, readings_of: Readings) -> int:
    added = 0
    for readings in rounds(readings_of, ROUND):
        with stage("load"):
            store.insert(con, "core.items", [item for reading in readings for item in reading.items])
            store.insert(con, "core.door_links", [door for reading in readings for door in reading.doors])
            versions = [version for reading in readings for version in reading.versions]
            added += store.insert(con, "core.article_versions", versions)
    return added


def outlets(sources: Iterable[Source]) -> list[Outlet]:
    """The outlet rows of the sources."""
    return [
        Outlet(
            s.id,
            s.name,
            str(s.kind),
            s.owner,
            str(s.homepage) if s.homepage else None,
            tuple(s.provinces),
            s.verified,
            s.republish,
        )
        for s in sources
    ]


def _add(left: Loaded, right: Loaded) -> Loaded:
    counts = left.outcomes + right.outcomes, left.versions + right.versions
    return Loaded(left.runs + right.runs, *counts, {**left.broken, **right.broken})
