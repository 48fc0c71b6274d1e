"""Sitemap bytes → addresses of articles: news sitemaps, plain ones, and indexes of both. Pure.

Protocol: sitemaps.org 0.9 (at most 50,000 addresses and 50 MB) with Google's news extension (title, date).
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from urllib.parse import urljoin

from lxml import etree

from crawlers.dates import parse_time
from crawlers.feed_text import plain_text
from crawlers.list_page import may_be_article
from crawlers.urls import article_id, canonical_url, is_web_url
from crawlers.verdict import MAX_FEED_BYTES

MAX_ENTRIES = 50_000
_HEAD = 4096
# A plain sitemap holds the whole archive; news is what is at most so much older than the newest of it.
_NEWS_AGE = timedelta(days=2)
_MONTH = re.compile(r"(?<!\d)(20\d\d)[-_/.]?(0[1-9]|1[0-2])(?:[-_/.]?([0-2]\d|3[01]))?(?!\d)")
_NAMES = ("url", "sitemap")


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """One address of a sitemap; the times are aware and in UTC."""

    url: str  # canonical
    article_id: str
    title: str  # plain text, "" where the sitemap gives none
    published_at: datetime | None
    modified_at: datetime | None
    is_news: bool  # it has the news extension


@dataclass(frozen=True, slots=True)
class SitemapReading:
    """What a sitemap says: articles, the newest first, or for an index other sitemaps, the most promising first."""

    entries: tuple[SitemapEntry, ...] = ()
    maps: tuple[str, ...] = ()
    problem: str | None = None  # why nothing could be read


def read_sitemap(body: bytes, *, url: str, ceiling: datetime) -> SitemapReading:
    """The news of a sitemap, gzipped or not, each address once; reads what can be read of broken XML, never raises.

    Entries with the news extension all count. Of the others, those that look like articles and are not older than
    the newest by more than two days. A time later than `ceiling` (aware) is not believed.
    """
    text = _inflated(body)
    if len(text) > MAX_FEED_BYTES:
        return SitemapReading(problem=f"over {MAX_FEED_BYTES >> 20} MB")
    raws: list[_Raw] = []
    maps: list[_Raw] = []
    problem = None
    try:
        for raw in _elements(text):
            (raws if raw.name == "url" else maps).append(raw)
            if len(raws) + len(maps) >= MAX_ENTRIES:
                break
    except etree.XMLSyntaxError as error:
        problem = str(error)
    entries = {entry.article_id: entry for raw in reversed(raws) if (entry := _entry(raw, url, ceiling))}
    reading = SitemapReading(tuple(_news(list(reversed(entries.values())))), tuple(_order(maps, url, ceiling)))
    if not reading.entries and not reading.maps:
        return SitemapReading(problem=problem or "no sitemap, or one without articles")
    return reading


def is_index(body: bytes) -> bool:
    """Whether a body, gzipped or not, is an index of sitemaps."""
    return b"<sitemapindex" in _inflated(body, _HEAD)[:_HEAD]


@dataclass(frozen=True, slots=True)
class _Raw:
    name: str  # url | sitemap
    loc: str
    lastmod: str = ""
    published: str = ""
    title: str = ""
    is_news: bool = False


def _inflated(body: bytes, limit: int = MAX_FEED_BYTES) -> bytes:
    """The XML of a .gz file, cut one byte above the limit; a body that is none as it is."""
    if body[:2] != b"\x1f\x8b":
        return body
    try:
        return zlib.decompressobj(31).decompress(body, limit + 1)
    except zlib.error:
        return b""


def _elements(text: bytes) -> Iterator[_Raw]:
    # No entity is expanded, nothing is loaded from anywhere, libxml2's own limits of depth and size hold.
    parser = etree.iterparse(
        BytesIO(text.strip()),
        tag=[f"{{*}}{name}" for name in _NAMES],
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for _, element in parser:
        yield _raw(element)
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _raw(element: etree._Element) -> _Raw:
    said = {_name(child): child for child in element}
    news = said.get("news")
    told = {} if news is None else {_name(one): _text(one) for one in news}
    return _Raw(
        name=_name(element),
        loc=_text(said.get("loc")),
        lastmod=_text(said.get("lastmod")),
        published=told.get("publication_date", ""),
        title=told.get("title", ""),
        is_news=news is not None,
    )


def _name(element: etree._Element) -> str:
    """The local name; a prefix that nobody declared is part of the tag. "" for a comment."""
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def _text(element: etree._Element | None) -> str:
    return "" if element is None else (element.text or "").strip()


def _address(raw: _Raw, base: str) -> str:
    try:
        address = urljoin(base, raw.loc)
    except ValueError:
        return ""
    return address if raw.loc and is_web_url(address) else ""


def _entry(raw: _Raw, base: str, ceiling: datetime) -> SitemapEntry | None:
    address = _address(raw, base)
    if not address or not (raw.is_news or may_be_article(address)):
        return None
    return SitemapEntry(
        url=canonical_url(address),
        article_id=article_id(address),
        title=plain_text(raw.title),
        published_at=parse_time(raw.published, ceiling=ceiling) if raw.published else None,
        modified_at=parse_time(raw.lastmod, ceiling=ceiling) if raw.lastmod else None,
        is_news=raw.is_news,
    )


def _news(entries: list[SitemapEntry]) -> list[SitemapEntry]:
    """The newest first, those without a time last and in their order; the archive of a plain sitemap left out."""
    newest = max((at for entry in entries if (at := _time(entry))), default=None)
    fresh = [
        entry
        for entry in entries
        if entry.is_news or newest is None or ((at := _time(entry)) is not None and newest - at <= _NEWS_AGE)
    ]
    return sorted(fresh, key=lambda entry: _time(entry) or _LONG_AGO, reverse=True)


_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def _time(entry: SitemapEntry) -> datetime | None:
    return entry.published_at or entry.modified_at


def _order(maps: list[_Raw], base: str, ceiling: datetime) -> list[str]:
    """The sitemaps of an index: news first, then by the time given or written into the address, the newest first."""

    def promise(raw: _Raw) -> tuple[bool, datetime]:
        changed = parse_time(raw.lastmod, ceiling=ceiling) if raw.lastmod else None
        return "news" in raw.loc.lower(), changed or _month_in(raw.loc) or _LONG_AGO

    ranked = sorted(maps, key=promise, reverse=True)
    return list(dict.fromkeys(address for raw in ranked if (address := _address(raw, base))))


def _month_in(address: str) -> datetime | None:
    found = _MONTH.search(address)
    if found is None:
        return None
    try:
        return datetime(int(found[1]), int(found[2]), int(found[3] or 1), tzinfo=UTC)
    except ValueError:
        return None
