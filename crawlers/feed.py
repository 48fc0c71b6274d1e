"""Feed bytes → entries: feedparser for the structure, our own reading of text, charset and time."""

import io
import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

import feedparser

from crawlers.dates import VIETNAM, has_clock, parse_time, slash_order
from crawlers.feed_text import decode, plain_text
from crawlers.records import FeedEntry, Rejected
from crawlers.urls import article_id, canonical_url, is_web_url, time_in_url

# The largest real feed measured has 0.2 MB; far above it comes something else, at minutes a feed.
MAX_BYTES = 8 * 2**20

_DECLARATION = re.compile(r"<\?xml[^>]{0,300}\?>")
_ROOT = re.compile(r"<(?:[a-z0-9_]+:)?(rss|feed|rdf|channel)[\s>/]", re.IGNORECASE)
_HTML = re.compile(r"(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|meta)", re.I | re.S)
_SETS_COOKIE = re.compile(r"document\s*\.\s*cookie\s*=", re.IGNORECASE)
_CDATA = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)
_BEGIN = re.compile(r"<(?:[a-z0-9]+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_END = re.compile(r"</(?:[a-z0-9]+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_CHARREF = re.compile(r"&#(x[0-9a-f]{1,12}|[0-9]{1,12});?", re.IGNORECASE)
# What feedparser trips over in broken markup, found by fuzzing: its fault, no reason to stop the day.
_FEEDPARSER_RAISES = (ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SPACES = re.compile(r"[\s\u200b\ufeff]+")

# Where feedparser keeps a raw stamp → what the stamp is called in RSS and in Atom.
_STAMPS = (
    ("published", "pubDate", "atom:published"),
    ("created", "dcterms:created", "dcterms:created"),
    ("updated", "dc:date", "atom:updated"),
)


@dataclass(frozen=True, slots=True)
class Dropped:
    """One entry that can't be an article; `position` counts with the kept ones, from 0."""

    position: int
    rejected: Rejected


@dataclass(frozen=True, slots=True)
class FeedReading:
    """What a feed says: kept and dropped entries are all its entries; `rejected` is set when none is kept."""

    entries: tuple[FeedEntry, ...]
    rejected: Rejected | None
    title: str = ""
    dropped: tuple[Dropped, ...] = ()


def read_feed(body: bytes, *, source_id: str, url: str | None, ceiling: datetime) -> FeedReading:
    """The entries of an RSS, RDF or Atom body, in its order, as plain NFC text with canonical addresses.

    `ceiling` (aware) is the latest time that can be true, usually that of the fetch; a later stamp is not
    believed. An entry without a readable stamp has that of its address (`date_source` "url") or none, never
    that of the fetch. Reads what can be read of broken XML; a body that is no feed is a `rejected` reading;
    nothing raises.
    """
    refused = _refusal(body)
    if refused:
        return FeedReading((), Rejected(url or "", *refused))
    text = _CHARREF.sub(_possible_charref, _CONTROL.sub("", decode(body)))
    refused = _not_a_feed(text)
    if refused:
        return FeedReading((), Rejected(url or "", *refused))
    parsed = _parse(text)
    if parsed is None:
        return FeedReading((), Rejected(url or "", "feed_broken", "markup that feedparser gives up on"))
    title = plain_text(dict.get(parsed.feed, "title", ""))
    if not parsed.entries:
        complete = "</" in text and not parsed.bozo
        reason = ("feed_empty", "no entries") if complete else ("feed_broken", str(parsed.get("bozo_exception", "")))
        return FeedReading((), Rejected(url or "", *reason), title)
    stamps = [dict.get(entry, key) for entry in parsed.entries for key, *_ in _STAMPS]
    context = _Context(
        source_id=source_id,
        base=url or dict.get(parsed.feed, "link", ""),
        ceiling=ceiling,
        is_atom=parsed.version.startswith("atom"),
        day_first=slash_order(stamps),
        cut_at=len(parsed.entries) - 1 if _ends_inside_entry(text) else None,
    )
    results = [_entry(raw, position, context) for position, raw in enumerate(parsed.entries)]
    return _assemble([*results, *_swallowed(text, len(results))], title, url)


@dataclass(frozen=True, slots=True)
class _Context:
    source_id: str
    base: str
    ceiling: datetime
    is_atom: bool
    day_first: bool | None
    cut_at: int | None  # the position of an entry that the body breaks off in


def _refusal(body: bytes) -> tuple[str, str] | None:
    if len(body) > MAX_BYTES:
        return "too_large", f"{len(body) / 2**20:.1f} MB, a feed may have {MAX_BYTES // 2**20} MB"
    if not body.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return "empty_body", f"{len(body)} bytes, none of them text"
    return None


def _not_a_feed(text: str) -> tuple[str, str] | None:
    head = text.lstrip()[:65536]
    if _HTML.match(head):
        if len(text) < 8192 and _SETS_COOKIE.search(text):
            return "challenge_page", "a script that sets a cookie, no feed"
        return "not_a_feed", "an HTML page"
    if text.count("<") > 2 * text.count(">") + 1000:
        return "feed_broken", "tags that never end"
    if not _ROOT.search(head):
        return "not_a_feed", f"no <rss>, <feed> or <rdf> at the start: {_SPACES.sub(' ', text[:60])!r}"
    return None


def _possible_charref(match: re.Match[str]) -> str:
    """The reference itself, or a blank where it names no character: feedparser raises on those."""
    digits = match[1].lower()
    number = int(digits[1:], 16) if digits[0] == "x" else int(digits)
    return match[0] if number in range(0x20, 0xD800) or number in range(0xE000, 0x110000) else " "


def _parse(text: str) -> feedparser.FeedParserDict | None:
    try:
        return feedparser.parse(
            io.BytesIO(_DECLARATION.sub("", text).strip().encode()),
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except _FEEDPARSER_RAISES:
        return None


def _swallowed(text: str, found: int) -> list[Dropped]:
    """Entries that begin in the text but that broken markup made part of another."""
    begun = len(_BEGIN.findall(_CDATA.sub("", text)))
    lost = Rejected("", "feed_broken", "swallowed by the broken markup before it")
    return [Dropped(position, lost) for position in range(found, begun)]


def _ends_inside_entry(text: str) -> bool:
    begun = [match.start() for match in _BEGIN.finditer(text)]
    ended = [match.start() for match in _END.finditer(text)]
    return bool(begun) and (not ended or begun[-1] > ended[-1])


def _assemble(results: list[FeedEntry | Dropped], title: str, url: str | None) -> FeedReading:
    entries = tuple(result for result in results if isinstance(result, FeedEntry))
    dropped = tuple(result for result in results if isinstance(result, Dropped))
    rejected = None
    if not entries:
        why = f"none of {len(dropped)} entries is usable: {dropped[0].rejected.reason}"
        rejected = Rejected(url or "", "feed_broken", why)
    return FeedReading(entries, rejected, title, dropped)


def _entry(raw: feedparser.FeedParserDict, position: int, context: _Context) -> FeedEntry | Dropped:
    link = _link(raw, context.base)
    title = plain_text(dict.get(raw, "title", ""))
    if position == context.cut_at:
        return Dropped(position, Rejected(link, "feed_broken", "the body breaks off inside this entry"))
    if not link:
        return Dropped(position, Rejected("", "no_url", title))
    if not title:
        return Dropped(position, Rejected(link, "no_title", ""))
    published_at, raw_published, date_source = _published(raw, link, context)
    return FeedEntry(
        position=position,
        source_id=context.source_id,
        article_id=article_id(link),
        url=link,
        title=title,
        summary=plain_text(_summary(raw)),
        published_at=published_at,
        raw_published=raw_published,
        date_source=date_source,
    )


def _link(raw: feedparser.FeedParserDict, base: str) -> str:
    """The canonical address of an entry, "" without one; a guid that is an address stands in for a link."""
    for key in ("feedburner_origlink", "link", "id"):
        candidate = str(dict.get(raw, key) or "").strip()
        if candidate and not (key == "id" and not is_web_url(candidate)):
            try:
                absolute = urljoin(base, candidate)
            except ValueError:
                continue
            if is_web_url(absolute):
                return canonical_url(absolute)
    return ""


def _summary(raw: feedparser.FeedParserDict) -> str:
    contents = (dict.get(part, "value", "") for part in dict.get(raw, "content", ()))
    return str(dict.get(raw, "summary") or next(contents, ""))


def _published(
    raw: feedparser.FeedParserDict, link: str, context: _Context
) -> tuple[datetime | None, str | None, str | None]:
    created = time_in_url(link)
    if created and created > context.ceiling:
        created = None
    first_raw = None
    for key, rss_name, atom_name in _STAMPS:
        stamp = dict.get(raw, key)
        first_raw = first_raw or stamp
        found = parse_time(stamp, ceiling=context.ceiling, day_first=context.day_first)
        if found is None:
            continue
        if created and not has_clock(stamp) and found.astimezone(VIETNAM).date() == created.astimezone(VIETNAM).date():
            break  # the address knows the minute, the stamp only the day
        return found, stamp, atom_name if context.is_atom else rss_name
    return created, first_raw, "url" if created else None
