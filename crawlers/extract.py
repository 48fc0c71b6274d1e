"""A captured page → Article or Rejected; pure: no network, no clock, the same bytes give the same answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawlers.body import Paragraph, one_line, read_body, words_in
from crawlers.byline import clean_byline, fold, join_bylines, sapo_prefix, strip_credits
from crawlers.charset import decode_page
from crawlers.clock import Published, choose, shown_time, told_times
from crawlers.fallback import is_template, looks_like_list, read_unknown
from crawlers.layout import Form, Layout, detect
from crawlers.records import Article, Rejected
from crawlers.structured import Structured, read_structured
from crawlers.urls import article_id, canonical_url, is_web_url, time_in_url

__all__ = ["read_page", "sapo_prefix"]

_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\x00\x00\x00")
_SCANNED = 1024
_SHORT = 40  # words: a body below this is checked against trafilatura
_FAR_SHORTER = 3  # times as many words must trafilatura find to be believed over the layout
_CHALLENGE_BYTES = 20_000
_CHALLENGE = re.compile(r"document\.cookie|location\.reload|challenge-platform|cf-browser-verification|Just a moment", re.I)
_OUTLET_SUFFIX = re.compile(r"\s+[|–—-]\s+[^|–—]{2,60}$")
_HEADLINE_OVERLAP = 0.7


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one form of a layout reads on a page."""

    title: str
    sapo: str
    author: str | None
    section: str | None
    tags: tuple[str, ...]
    published: Published
    body: list[Paragraph]
    form: Form


def read_page(
    html: bytes,
    *,
    url: str | None,
    layouts: Sequence[Layout] = (),
    charset: str | None = None,
    ceiling: datetime,
) -> Article | Rejected:
    """One page as an Article (body NFC, paragraphs by newline, times in UTC) or the reason why it is none.

    `url` may be None: then the page's canonical link counts. `layouts` are the outlet's own, tried in order; without
    any that fits, families are found by host and fingerprint, and at last trafilatura reads the body. `charset` is that
    of the HTTP header. No time later than `ceiling` (aware) is believed. Never raises on any bytes.
    """
    address = url or ""
    refused = _not_a_page(html)
    if refused:
        return Rejected(address, *refused)
    text = decode_page(html, charset)
    tree = LexborHTMLParser(text)
    told = read_structured(tree)
    address = next((given for given in (url, told.url) if given and is_web_url(given)), "")
    if len(html) < _CHALLENGE_BYTES and not told.is_article and _is_challenge(tree, text):
        return Rejected(address, "challenge_page", "a script instead of a text")
    reading = _read_layouts(tree, layouts or detect(tree, address or None), told, address, ceiling)
    if reading is not None and is_template(reading.title):
        return Rejected(address, "not_an_article", "template that was never filled")
    return _assemble(text, address, told, reading, ceiling)


def _not_a_page(html: bytes) -> tuple[str, str] | None:
    head = html[:_SCANNED].lstrip()
    if not head:
        return "empty_body", ""
    if head.startswith(_BINARY) or (b"<" not in html and b"\x00" in head):
        return "not_html", "binary"
    if b"<" not in html:
        return "not_html", "no element in it"
    return None


def _is_challenge(tree: LexborHTMLParser, text: str) -> bool:
    if not _CHALLENGE.search(text):
        return False
    body = tree.body
    shown = "" if body is None else " ".join(n.text() for n in body.css("p, h1, h2, div:not(:has(*))"))
    return shown.count(" ") < 30


def _text_of(node: LexborNode) -> str:
    """The text of a field's element, without stamps of place and scripts in it; of a picture its alternative text."""
    for inner in node.css(".location-stamp, script, style, ul, button, .hidden"):
        if inner.mem_id != node.mem_id:
            inner.replace_with("")
    line = one_line(node.text(separator=" ") if node.css_first("br, p") is not None else node.text())
    if line:
        return line
    image = node.css_first("img[alt]")
    return one_line(image.attributes.get("alt") or "") if image is not None else ""


def _first_text(tree: LexborHTMLParser, selectors: Sequence[str]) -> str:
    for selector in selectors:
        node = tree.css_first(selector)
        if node is not None and (line := _text_of(node)):
            return line
    return ""


def _author(tree: LexborHTMLParser, form: Form, told: Structured) -> str | None:
    outlet = (told.site,)
    for selector in form.author:
        names = [one_line(node.text(separator=" ")) for node in tree.css(selector)[:4]]
        name = clean_byline(join_bylines(names), outlet=outlet)
        if name:
            return name
    return _told_author(told)


def _told_author(told: Structured) -> str | None:
    names = (clean_byline(name, outlet=(told.site,)) for name in told.authors[:3])
    return next((name for name in names if name), None)


def _read_layouts(
    tree: LexborHTMLParser, layouts: Sequence[Layout], told: Structured, url: str, ceiling: datetime
) -> _Reading | None:
    """The reading of the first layout whose body is on the page; None when no layout fits."""
    for layout in layouts:
        form = layout.form_of(tree)
        root = next((node for selector in form.body if (node := tree.css_first(selector)) is not None), None)
        if root is None:
            continue
        published = choose(
            shown_time(tree, form.time, ceiling=ceiling),
            told_times(told.published, false_offsets=form.false_offsets, ceiling=ceiling),
        )
        if not layout.valid_on(published.at.date() if published.at else None):
            continue
        return _read_form(tree, root, form, told, published)
    return None


def _read_form(
    tree: LexborHTMLParser, root: LexborNode, form: Form, told: Structured, published: Published
) -> _Reading:
    title = _first_text(tree, form.title) or told.title
    sapo = _first_text(tree, form.sapo)
    author = _author(tree, form, told)
    section = _first_text(tree, form.section) or told.section
    tags = tuple(one_line(node.text()).lstrip("#") for node in tree.css(", ".join(form.tags))) if form.tags else ()
    body = read_body(root, drop=form.drop, captions=form.captions)
    if not sapo and not form.no_sapo:
        sapo = told.description
    return _Reading(title, sapo, author, section, tags or told.tags, published, body, form)


def _plain_title(title: str) -> str:
    """A document title without the outlet's name at its end."""
    return _OUTLET_SUFFIX.sub("", title) if len(title) > 30 else title


def _page_title(tree: LexborHTMLParser, told: Structured) -> str:
    headings = [line for node in tree.css("h1")[:3] if (line := _text_of(node))]
    if len(headings) == 1 and headings[0].count(" ") >= 2:
        return headings[0]
    return _plain_title(told.title)


def _trim(paragraphs: list[Paragraph], title: str, sapo: str, author: str | None) -> list[Paragraph]:
    """A body without what stands elsewhere in the article: its headline and sapo at the head, credits at the end."""
    kept = strip_credits([p for p in paragraphs if not is_template(p.text)], author)
    heads = fold(title)
    lead = fold(sapo_prefix(sapo)[1])
    while kept and len(kept) > 1:
        line = fold(kept[0].text)
        if line == heads or (len(lead) > 20 and fold(sapo_prefix(kept[0].text)[1]) == lead):
            kept = kept[1:]
        elif kept[0].heading and _overlap(line, heads) >= _HEADLINE_OVERLAP:
            kept = kept[1:]
        else:
            break
    return kept


def _overlap(line: str, title: str) -> float:
    words, wanted = set(line.split()), set(title.split())
    return len(words & wanted) / max(len(words | wanted), 1) if len(words) > 3 else 0.0


def _assemble(
    text: str, url: str, told: Structured, reading: _Reading | None, ceiling: datetime
) -> Article | Rejected:
    method = "layout"
    if reading is None or words_in(reading.body) < _SHORT:
        unknown = read_unknown(text)
        if reading is None or words_in(unknown) > _FAR_SHORTER * words_in(reading.body):
            outcome = _from_unknown(text, url, told, reading, unknown, ceiling)
            if isinstance(outcome, Rejected):
                return outcome
            reading, method = outcome, "trafilatura"
    if not reading.title:
        return Rejected(url, "no_title")
    return _article(url, told, reading, method, ceiling)


def _from_unknown(
    text: str, url: str, told: Structured, reading: _Reading | None, unknown: list[Paragraph], ceiling: datetime
) -> _Reading | Rejected:
    tree = LexborHTMLParser(text)  # afresh: reading by layout took elements out
    if looks_like_list(tree, url or None, is_article=told.is_article) or not unknown:
        return Rejected(url, "not_an_article", "no text of its own")
    if reading is not None:
        return replace(reading, body=unknown)
    title = _page_title(tree, told)
    if is_template(title):
        return Rejected(url, "not_an_article", "template that was never filled")
    published = choose(None, told_times(told.published, false_offsets=(), ceiling=ceiling))
    form = Layout(family="").form_of(tree)
    return _Reading(title, told.description, _told_author(told), told.section, told.tags, published, unknown, form)


def _disagreements(told: Structured, reading: _Reading) -> tuple[str, ...]:
    found = []
    shown = fold(reading.title)
    titles = [fold(title) for title in told.titles[:2] if title]
    if any(title != shown and not title.startswith(shown) for title in titles):
        found.append("title")
    if reading.published.disagrees:
        found.append("published_at")
    return tuple(found)


def _article(url: str, told: Structured, reading: _Reading, method: str, ceiling: datetime) -> Article:
    published = reading.published
    if published.at is None:
        at = time_in_url(url) if url else None
        if at is not None and at <= ceiling:
            published = Published(at, url, "url")
    body = _trim(reading.body, reading.title, reading.sapo, reading.author)
    return Article(
        article_id=article_id(url),
        url=canonical_url(url),
        title=reading.title,
        sapo=one_line(reading.sapo),
        body="\n".join(paragraph.text for paragraph in body),
        author=reading.author,
        section=reading.section,
        tags=reading.tags,
        published_at=published.at,
        raw_published=published.raw,
        date_source=published.source,
        method=method,
        layout=(reading.form.name or None) if method == "layout" else None,
        disagreements=_disagreements(told, reading),
    )
