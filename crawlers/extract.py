"""A captured page → Article or Rejected; pure: no network, no clock, the same bytes give the same answer."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from crawlers.body import Paragraph
from crawlers.byline import first_word, fold, sapo_prefix, strip_credits
from crawlers.charset import decode_page, has_mark
from crawlers.choice import is_believed, is_cut_off, is_damaged, is_in_doubt, is_small_part
from crawlers.clock import Published
from crawlers.fallback import is_template, looks_like_list, read_unknown, read_without_layout
from crawlers.layout import Layout, detect, layouts_of_host
from crawlers.lines import one_line
from crawlers.nesting import flattened
from crawlers.reading import Reading, read_by_layout
from crawlers.records import Article, Rejected
from crawlers.structured import Structured, read_structured
from crawlers.urls import canonical_id, canonical_url, is_web_url, time_in_url

__all__ = ["read_page", "sapo_prefix"]

_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF")
_SCANNED = 1024
_CHALLENGE_BYTES = 20_000
_CHALLENGE_WORDS = 30
_CHALLENGE = re.compile(
    r"document\.cookie|location\.reload|challenge-platform|cf-browser-verification|Just a moment", re.IGNORECASE
)
_HEADLINE_OVERLAP = 0.7
_LEAD_LETTERS = 20
_MARGIN = 40  # letters of punctuation and prefix that comparing leaves out
_TITLE_LETTERS = 120


def read_page(
    html: bytes,
    *,
    url: str | None,
    layouts: Sequence[Layout] = (),
    charset: str | None = None,
    ceiling: datetime,
) -> Article | Rejected:
    """One page as an Article (body NFC, paragraphs by newline, times in UTC) or the reason why it is none.

    `url` may be None: then the page's canonical link counts. `layouts` are the outlet's own, tried in order;
    without any that fits, families are found by host and fingerprint, and at last trafilatura reads the body.
    `charset` is that of the HTTP header. No time later than `ceiling` (aware) is believed. Never raises on any bytes.
    """
    refused = _not_a_page(html)
    if refused:
        return Rejected(url or "", *refused)
    html = flattened(html)
    page = _look(html, url, layouts, ceiling)
    cut_off = is_cut_off(html)
    found = None if has_mark(html) else _beyond_doubt(page, len(html), ceiling)
    if found is not None:
        return found
    text, is_utf8 = decode_page(html, charset)
    if not is_utf8:
        page = _look(text, url, layouts, ceiling)
    if len(html) < _CHALLENGE_BYTES and not page.told.is_article and _is_challenge(text):
        return Rejected(page.address, "challenge_page", "a script instead of a text")
    if page.reading is not None and is_template(page.reading.title):
        return Rejected(page.address, "not_an_article", "template that was never filled")
    return _decide(text, page, ceiling, cut_off=cut_off)


class _Page(NamedTuple):
    told: Structured
    address: str
    reading: Reading | None


def _look(html: bytes | str, url: str | None, layouts: Sequence[Layout], ceiling: datetime) -> _Page:
    """What the page says of itself; its reading by the outlet's own layouts, those of its host, or any that fits."""
    tree = LexborHTMLParser(html, options=LexborDocumentOptions.WO_EVENTS)
    told = read_structured(tree)
    address = next((given for given in (url, told.url) if given and is_web_url(given)), "")
    host = (urlsplit(address).hostname or "") if address else ""
    reading = read_by_layout(tree, layouts, told, ceiling=ceiling) if layouts else None
    reading = reading or read_by_layout(tree, layouts_of_host(host), told, ceiling=ceiling)
    return _Page(told, address, reading or read_by_layout(tree, detect(tree), told, ceiling=ceiling))


def _beyond_doubt(page: _Page, size: int, ceiling: datetime) -> Article | None:
    """The article when a layout read all of it from the bytes as UTF-8; None says that more must be looked at.

    What was read tells whether the bytes are UTF-8: checking all of them first takes a tenth of the time.
    """
    reading = page.reading
    if reading is None or is_in_doubt(reading) or is_template(reading.title):
        return None
    if size < _CHALLENGE_BYTES and not page.told.is_article:
        return None
    found = _article(page.address, page.told, reading, "layout", ceiling)
    return found if isinstance(found, Article) and not _is_garbled(found) else None


def _is_garbled(article: Article) -> bool:
    texts = (article.title, article.sapo, article.body, article.author or "", article.section or "", *article.tags)
    return any("\ufffd" in text for text in texts)


def _not_a_page(html: bytes) -> tuple[str, str] | None:
    head = html[:_SCANNED].lstrip()
    if not head:
        return "empty_body", ""
    if head.startswith(_BINARY) or b"<" not in html:
        return "not_html", "binary, or no element in it"
    return None


def _is_challenge(text: str) -> bool:
    if not _CHALLENGE.search(text):
        return False
    body = LexborHTMLParser(text).body
    shown = "" if body is None else " ".join(n.text() for n in body.css("p, h1, h2, div:not(:has(*))"))
    return shown.count(" ") < _CHALLENGE_WORDS


def _decide(text: str, page: "_Page", ceiling: datetime, *, cut_off: bool) -> Article | Rejected:
    """The layout's reading where it holds, else trafilatura's, else no article."""
    told, url, reading = page
    if reading is not None and not (is_damaged(reading) or cut_off or is_small_part(text, reading)):
        return _article(url, told, reading, "layout", ceiling)
    tree = LexborHTMLParser(text)  # afresh: reading by layout took elements out
    unknown = read_unknown(text)
    if reading is not None and reading.body and not is_believed(reading, unknown, cut_off=cut_off):
        return _article(url, told, reading, "layout", ceiling)
    if not unknown or looks_like_list(tree, url, told, unknown):
        return Rejected(url, "not_an_article", "no text of its own")
    if reading is not None:
        return _article(url, told, replace(reading, body=unknown), "trafilatura", ceiling)
    found = read_without_layout(tree, told, unknown, ceiling=ceiling)
    if is_template(found.title):
        return Rejected(url, "not_an_article", "template that was never filled")
    return _article(url, told, found, "trafilatura", ceiling)


def _trim(reading: Reading) -> list[Paragraph]:
    """The body without what stands elsewhere: headline and lead at its head, credits at its end."""
    kept = reading.body
    if is_template("\n".join([paragraph.text for paragraph in kept])):
        kept = [paragraph for paragraph in kept if not is_template(paragraph.text)]
    kept = strip_credits(kept, reading.author)
    while len(kept) > 1 and _may_be_repeated(kept[0], reading):
        if not _is_repeated(kept[0], fold(reading.title), fold(sapo_prefix(reading.lead)[1])):
            break
        kept = kept[1:]
    return kept


def _may_be_repeated(paragraph: Paragraph, reading: Reading) -> bool:
    """Whether a paragraph is a heading, or as short as the title or the lead and begins with the same word."""
    if paragraph.heading:
        return True
    text = paragraph.text
    if len(text) > _MARGIN + max(len(reading.title), len(reading.lead)):
        return False
    first = {first_word(reading.title), first_word(sapo_prefix(reading.lead)[1])}
    return first_word(text) in first or first_word(sapo_prefix(text)[1]) in first


def _is_repeated(paragraph: Paragraph, title: str, lead: str) -> bool:
    if not paragraph.heading and len(paragraph.text) > _MARGIN + max(len(title), len(lead)):
        return False
    line = fold(paragraph.text)
    if line == title or (paragraph.heading and _overlap(line, title) >= _HEADLINE_OVERLAP):
        return True
    mark, rest = sapo_prefix(paragraph.text)
    return len(lead) > _LEAD_LETTERS and (fold(rest) if mark else line) == lead


def _overlap(line: str, title: str) -> float:
    words, wanted = set(line.split()), set(title.split())
    return len(words & wanted) / max(len(words | wanted), 1) if len(words) > 3 else 0.0


def _disagreements(told: Structured, reading: Reading) -> tuple[str, ...]:
    found = []
    if any(title and title != reading.title and _is_other(title, reading.title) for title in told.titles[:2]):
        found.append("title")
    if reading.published.disagrees:
        found.append("published_at")
    return tuple(found)


def _is_other(title: str, shown: str) -> bool:
    return not fold(title).startswith(fold(shown))


def _published(reading: Reading, url: str, ceiling: datetime) -> Published:
    """The time read on the page, else the one in its address: that of creation, marked as such."""
    if reading.published.at is not None or not url:
        return reading.published
    at = time_in_url(url)
    return Published(at, url, "url") if at is not None and at <= ceiling else reading.published


def _article(url: str, told: Structured, reading: Reading, method: str, ceiling: datetime) -> Article | Rejected:
    body = _trim(reading)
    address = canonical_url(url)
    title = reading.title or (body[0].text[:_TITLE_LETTERS] if body else "")
    if not title:
        return Rejected(url, "no_title")
    if not body and not told.is_article:
        return Rejected(url, "not_an_article", "no text of its own")
    published = _published(reading, url, ceiling)
    return Article(
        article_id=canonical_id(address),
        url=address,
        title=title,
        sapo=one_line(reading.sapo),
        body="\n".join(paragraph.text for paragraph in body),
        author=reading.author,
        section=reading.section,
        tags=reading.tags,
        published_at=published.at,
        raw_published=published.raw,
        date_source=published.source,
        method=method,
        layout=reading.layout if method == "layout" else None,
        disagreements=_disagreements(told, reading),
    )
