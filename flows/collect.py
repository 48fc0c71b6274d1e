"""From the web to the warehouse: plan a crawl, run it as a process of its own, read what it landed.

`read_capture` is pure; everything else here is the edge. One landed run is loaded in one transaction, keyed by its id: a run
that is already there is skipped, so a killed load is simply done again.
"""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawlers.extract import read_page
from crawlers.feed import read_feed
from crawlers.landing import landed_runs, read_manifest, read_run
from crawlers.layout import Layout, layouts_for
from crawlers.records import Article, Capture, FeedEntry, Rejected
from crawlers.source import Source
from crawlers.urls import article_id, canonical_url
from flows.home import Home
from flows.records import ArticleVersion, Item, Outlet, Run
from flows.settings import Settings
from nlp.normalize import text_id
from warehouse import store
from warehouse.db import Connection

# Clocks of outlets run ahead by minutes; a later time is a scheduled or mistaken one and is not believed.
CLOCK_SKEW = timedelta(minutes=5)


class CrawlError(Exception):
    """The crawl process ended without landing a run: our own mistake, never the web's."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All rows that one capture gives."""

    items: tuple[Item, ...] = ()
    versions: tuple[ArticleVersion, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did: run ids, rows, and the runs that could not be read, with the reason."""

    runs: tuple[str, ...] = ()
    outcomes: int = 0
    versions: int = 0
    broken: Mapping[str, str] = field(default_factory=dict)


def crawl_plan(con: Connection, sources: Mapping[str, Source], settings: Settings, run_id: str) -> dict[str, object]:
    """What the crawler needs to know: outlets, validators of the last good answers, articles whose page is already here."""
    validators = {
        row["url"]: {"etag": row["etag"], "last_modified": row["last_modified"]}
        for row in store.query(con, "feed_validators")
    }
    return {
        "run_id": run_id,
        "kind": "crawl",
        "user_agent": settings.user_agent,
        "proxy": settings.proxy,
        "sources_dir": str(settings.sources_dir) if settings.sources_dir else None,
        "source_ids": sorted(sources),
        "validators": validators,
        "known": [row["article_id"] for row in store.query(con, "known_pages")],
        "max_pages_per_source": settings.max_pages_per_source,
        "pace_scale": settings.pace_scale,
        "deadline_s": settings.crawl_deadline_s,
    }


def crawl(home: Home, plan: Mapping[str, object]) -> Path:
    """Run one crawl in a process of its own (Scrapy's reactor can't run twice) and give the landed folder."""
    path = home.plans / f"{plan['run_id']}.json"
    path.write_text(json.dumps(plan, ensure_ascii=False, indent=1), encoding="utf-8")
    command = [sys.executable, "-m", "crawlers", "crawl", "--plan", str(path), "--out", str(home.landed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (our own module)
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        raise CrawlError(f"crawl {plan['run_id']} failed (exit {done.returncode}): {done.stderr.strip()[-2000:]}")
    return Path(lines[-1])


def load_runs(con: Connection, home: Home, sources: Mapping[str, Source]) -> Loaded:
    """Load every landed run that the warehouse doesn't hold yet, oldest first; a broken one never stops the others."""
    from crawlers.landing import LandingError

    store.replace(con, "core.outlets", outlets(sources.values()))
    present = {row["run_id"] for row in store.query(con, "run_ids")}
    layouts = {source_id: tuple(layouts_for(source)) for source_id, source in sources.items()}
    loaded = Loaded()
    for folder in landed_runs(home.landed):
        if folder.name in present:
            continue
        try:
            loaded = _add(loaded, load_run(con, folder, layouts))
        except LandingError as error:
            loaded = _add(loaded, Loaded(broken={folder.name: str(error)}))
    return loaded


def load_run(con: Connection, folder: Path, layouts: Mapping[str, tuple[Layout, ...]]) -> Loaded:
    """Load one landed run, all or nothing."""
    manifest = read_manifest(folder)
    captures = list(read_run(folder))
    readings = [read_capture(capture, layouts) for capture in captures]
    versions = [version for reading in readings for version in reading.versions]
    with store.transaction(con):
        store.insert(con, "raw.runs", [Run(manifest.run_id, manifest.kind, manifest.started_at, manifest.finished_at)])
        store.insert(con, "raw.outcomes", [capture.outcome for capture in captures])
        store.insert(con, "core.items", [item for reading in readings for item in reading.items])
        added = store.insert(con, "core.article_versions", versions)
    return Loaded((manifest.run_id,), len(captures), added)


def read_capture(capture: Capture, layouts: Mapping[str, tuple[Layout, ...]]) -> Reading:
    """The items and article versions in one capture; nothing for robots.txt and for requests that landed nothing. Pure."""
    outcome = capture.outcome
    if outcome.outcome != "landed" or outcome.kind not in ("feed", "page"):
        return Reading()
    ceiling = outcome.fetched_at + CLOCK_SKEW
    if outcome.kind == "feed":
        reading = read_feed(capture.body, source_id=outcome.source_id, url=outcome.url, ceiling=ceiling)
        return _feed_rows(capture, reading.entries, reading.dropped, reading.rejected)
    page = read_page(
        capture.body,
        url=outcome.url,
        layouts=layouts.get(outcome.source_id, ()),
        charset=_charset(capture),
        ceiling=ceiling,
    )
    return _page_rows(capture, page)


def outlets(sources: Iterable[Source]) -> list[Outlet]:
    """The outlet rows of the sources."""
    return [
        Outlet(s.id, s.name, str(s.kind), s.owner, str(s.homepage) if s.homepage else None, tuple(s.provinces), s.verified)
        for s in sources
    ]


def new_run_id(now: datetime) -> str:
    """A run id that sorts by time: `YYYYMMDDTHHMMSSZ-` and six hex digits of the exact moment."""
    tail = hashlib.sha256(now.isoformat().encode()).hexdigest()[:6]
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{tail}"


def _feed_rows(
    capture: Capture, entries: Iterable[FeedEntry], dropped: Iterable[Rejected], rejected: Rejected | None
) -> Reading:
    versions = [_entry_version(capture, entry) for entry in entries]
    items = [
        _item(capture, "feed", -1, capture.outcome.url, rejected=rejected),
        *(_item(capture, "entry", v.position, v.url, version=v) for v in versions),
        *_dropped_items(capture, dropped, len(versions)),
    ]
    return Reading(tuple(items), tuple(versions))


def _dropped_items(capture: Capture, dropped: Iterable[Rejected], taken: int) -> Iterator[Item]:
    """Entries that are no articles stand behind the others, so that positions stay unique within the feed."""
    for offset, rejected in enumerate(dropped):
        yield _item(capture, "entry", 100_000 + taken + offset, rejected.url, rejected=rejected)


def _page_rows(capture: Capture, page: Article | Rejected) -> Reading:
    url = canonical_url(capture.outcome.url)
    if isinstance(page, Rejected):
        return Reading((_item(capture, "page", 0, url, rejected=page),))
    version = _page_version(capture, page)
    return Reading((_item(capture, "page", 0, url, version=version),), (version,))


def _item(
    capture: Capture,
    kind: str,
    position: int,
    url: str,
    *,
    version: ArticleVersion | None = None,
    rejected: Rejected | None = None,
) -> Item:
    outcome = capture.outcome
    return Item(
        run_id=outcome.run_id,
        seq=outcome.seq,
        position=position,
        kind=kind,
        source_id=outcome.source_id,
        url=url,
        article_id=version.article_id if version else None,
        version_id=version.version_id if version else None,
        rejected=rejected.reason if rejected else None,
        detail=rejected.detail or None if rejected else None,
        fetched_at=outcome.fetched_at,
    )


def _entry_version(capture: Capture, entry: FeedEntry) -> ArticleVersion:
    outcome = capture.outcome
    shown = ("feed", outcome.source_id, entry.article_id, entry.title, entry.summary, entry.raw_published or "")
    return ArticleVersion(
        version_id=_digest(shown),
        article_id=entry.article_id,
        source_id=outcome.source_id,
        url=entry.url,
        title=entry.title,
        sapo=entry.summary,
        body="",
        author=None,
        section=None,
        tags=(),
        published_at=entry.published_at,
        raw_published=entry.raw_published,
        date_source=entry.date_source,
        origin="feed",
        method=None,
        layout=None,
        text_id=text_id(entry.title, entry.summary, ""),
        run_id=outcome.run_id,
        seq=outcome.seq,
        position=entry.position,
        fetched_at=outcome.fetched_at,
        disagreements=(),
    )


def _page_version(capture: Capture, page: Article) -> ArticleVersion:
    outcome = capture.outcome
    key = article_id(outcome.url)
    shown = ("page", outcome.source_id, key, page.title, page.sapo, page.body, page.author or "", page.raw_published or "")
    return ArticleVersion(
        version_id=_digest(shown),
        article_id=key,
        source_id=outcome.source_id,
        url=canonical_url(outcome.url),
        title=page.title,
        sapo=page.sapo,
        body=page.body,
        author=page.author,
        section=page.section,
        tags=page.tags,
        published_at=page.published_at,
        raw_published=page.raw_published,
        date_source=page.date_source,
        origin="page",
        method=page.method,
        layout=page.layout,
        text_id=text_id(page.title, page.sapo, page.body),
        run_id=outcome.run_id,
        seq=outcome.seq,
        position=0,
        fetched_at=outcome.fetched_at,
        disagreements=page.disagreements,
    )


def _charset(capture: Capture) -> str | None:
    """The charset that the server declared, if any."""
    for name, value in capture.headers:
        if name.lower() == "content-type" and "charset=" in value.lower():
            return value.lower().split("charset=", 1)[1].split(";")[0].strip(" \"'") or None
    return None


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def _add(left: Loaded, right: Loaded) -> Loaded:
    return Loaded(
        left.runs + right.runs,
        left.outcomes + right.outcomes,
        left.versions + right.versions,
        {**left.broken, **right.broken},
    )
