"""What a landed response holds: feed entries and pages become rows of `core`. Pure."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from crawlers.byline import sapo_prefix
from crawlers.directives import noarchive
from crawlers.doors import count_leads
from crawlers.extract import read_page
from crawlers.feed import FeedReading, read_feed
from crawlers.layout import Layout
from crawlers.records import Article, Capture, FeedEntry, Rejected
from crawlers.urls import article_id, canonical_url
from flows.records import ArticleVersion, DoorLinks, Item
from nlp.normalize import text_id

# Clocks of outlets run ahead by minutes; a later time is a scheduled or mistaken one and is not believed.
CLOCK_SKEW = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Reading:
    """All rows that one capture gives."""

    items: tuple[Item, ...] = ()
    versions: tuple[ArticleVersion, ...] = ()
    doors: tuple[DoorLinks, ...] = ()


def read_capture(capture: Capture, layouts: Mapping[str, tuple[Layout, ...]]) -> Reading:
    """The items and article versions in one capture, of a list or sitemap its links; nothing for robots.txt. Pure."""
    outcome = capture.outcome
    if outcome.outcome != "landed" or outcome.kind == "robots":
        return Reading()
    ceiling = outcome.fetched_at + CLOCK_SKEW
    if outcome.kind in ("list", "sitemap"):
        return Reading(doors=(_door_links(capture, ceiling),))
    own = layouts.get(outcome.source_id, ())
    # "(Dân trí) - " is the outlet's mark and no word of the sapo: reprints don't bear it, readers needn't see it
    marks = [mark for layout in own for mark in layout.sapo_prefixes]
    if outcome.kind == "feed":
        reading = read_feed(capture.body, source_id=outcome.source_id, url=outcome.url, ceiling=ceiling)
        entries = tuple(replace(one, summary=sapo_prefix(one.summary, marks)[1]) for one in reading.entries)
        return _feed_rows(capture, replace(reading, entries=entries))
    page = read_page(
        capture.body,
        url=outcome.url,
        layouts=own,
        charset=charset_of(capture),
        ceiling=ceiling,
    )
    if isinstance(page, Rejected):
        return _page_rows(capture, page)
    if noarchive(capture.headers, capture.body):
        page = replace(page, body="", method="noarchive")  # the outlet lets nobody keep its text: metadata only
    return _page_rows(capture, replace(page, sapo=sapo_prefix(page.sapo, marks)[1]))


def _door_links(capture: Capture, ceiling: datetime) -> DoorLinks:
    outcome = capture.outcome
    url = outcome.final_url or outcome.url
    links = count_leads(outcome.kind, capture.body, url=url, charset=charset_of(capture), ceiling=ceiling)
    return DoorLinks(outcome.run_id, outcome.seq, outcome.source_id, outcome.kind, links, outcome.fetched_at)


def _feed_rows(capture: Capture, reading: FeedReading) -> Reading:
    versions = [_entry_version(capture, entry) for entry in reading.entries]
    items = [
        _item(capture, "feed", -1, capture.outcome.url, rejected=reading.rejected),
        *(_item(capture, "entry", version.position, version.url, version=version) for version in versions),
        *(_item(capture, "entry", one.position, one.rejected.url, rejected=one.rejected) for one in reading.dropped),
    ]
    return Reading(tuple(items), tuple(versions))


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
    shown = (
        "feed",
        outcome.source_id,
        entry.article_id,
        entry.title,
        entry.summary,
        entry.raw_published or "",
    )
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
    return with_body(_unread_version(capture, page), page.body)


def with_body(version: ArticleVersion, body: str) -> ArticleVersion:
    """A version that a page showed with this body, and the ids that follow from it."""
    shown = (
        "page",
        version.source_id,
        version.article_id,
        version.title,
        version.sapo,
        body,
        version.author or "",
        version.raw_published or "",
    )
    words = text_id(version.title, version.sapo, body)
    return replace(version, version_id=_digest(shown), body=body, text_id=words)


def _unread_version(capture: Capture, page: Article) -> ArticleVersion:
    outcome = capture.outcome
    return ArticleVersion(
        version_id="",
        article_id=article_id(outcome.url),
        source_id=outcome.source_id,
        url=canonical_url(outcome.url),
        title=page.title,
        sapo=page.sapo,
        body="",
        author=page.author,
        section=page.section,
        tags=page.tags,
        published_at=page.published_at,
        raw_published=page.raw_published,
        date_source=page.date_source,
        origin="page",
        method=page.method,
        layout=page.layout,
        text_id="",
        run_id=outcome.run_id,
        seq=outcome.seq,
        position=0,
        fetched_at=outcome.fetched_at,
        disagreements=page.disagreements,
    )


def charset_of(capture: Capture) -> str | None:
    """The charset that the server declared, if any."""
    for name, value in capture.headers:
        if name.lower() == "content-type" and "charset=" in value.lower():
            return value.lower().split("charset=", 1)[1].split(";")[0].strip(" \"'") or None
    return None


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
