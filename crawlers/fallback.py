"""Pages without a layout: trafilatura, and whether a page is an article at all."""

import re
from collections import Counter
from datetime import datetime
from urllib.parse import urlsplit

import trafilatura
from lxml.etree import LxmlError
from selectolax.lexbor import LexborHTMLParser

from crawlers.body import Paragraph, is_link_box
from crawlers.charset import decode_page
from crawlers.clock import choose, told_times
from crawlers.lines import one_line
from crawlers.reading import Reading, text_of, told_author
from crawlers.structured import Structured

# trafilatura on damaged trees: lxml's own errors, recursion, and slips on nodes that it did not expect
_DAMAGE = (
    LxmlError,
    RecursionError,
    ValueError,
    TypeError,
    AttributeError,
    KeyError,
    IndexError,
    AssertionError,
)
_MOST_TAGS = 40_000  # trafilatura takes 30 µs a tag; the longest saved page has a quarter of them
_LARGEST = 1_000_000  # characters handed to trafilatura; it takes more than 2 s beyond
# never words of an article, and more than half of trafilatura's time on saved pages
_WORDLESS = ["head", "script", "style", "noscript", "svg", "iframe", "select", "button"]
_AROUND = "nav, footer"
_WITHIN = "h1, article, main, [itemprop='articleBody']"  # a menu that was never closed swallows them
# an id at the end of the address; sections and topics bear shorter numbers
_ARTICLE_PATH = re.compile(r"-post\d+|\d{6}(?:\.\w+)?$|\d{5}\.\w+$", re.IGNORECASE)
_TITLE_WORDS = 5
_LEADS = "h2, h3, [class*='sapo'], [class*='lead'], [class*='summary'], [class*='desc'], [class*='intro']"
_OUTLET_SUFFIX = re.compile(r"(?<!\s)\s+[|–—-]\s+[^|–—]{2,60}$")
_LONG_TITLE = 30  # letters; a shorter title is not parted from the outlet's name behind it
_BLOCK_WORDS = 60
_LONG_PARAGRAPH = 80  # words; the longest teaser on a saved list has 53
_HEADLINES = 8
_TEMPLATE = re.compile(r"\$\{[\w.()\s,]+\}|\{\{[^{}]*\}\}|<%=?.*?%>|\[\[[\w.]+\]\]")


def is_template(text: str) -> bool:
    """Whether a text is a placeholder that its template never filled."""
    # single letters are found ten times as fast as pairs
    return ("{" in text or "<" in text or "[" in text) and bool(_TEMPLATE.search(text))


def _lightened(text: str) -> str:
    """A page without what holds no word of an article: the same paragraphs are found in it in half the time."""
    tree = LexborHTMLParser(text)
    tree.strip_tags(_WORDLESS)
    for node in reversed(tree.css(_AROUND)):  # inner ones first: an outer one takes them along
        if node.css_first(_WITHIN) is None:
            node.decompose()
    return _begun(tree.html or text)


def _begun(text: str) -> str:
    """A page up to its last tag that trafilatura is given."""
    pieces = text.split("<", _MOST_TAGS)
    return text if len(pieces) <= _MOST_TAGS else "<".join(pieces[:-1])


def read_unknown(text: str) -> list[Paragraph]:
    """The paragraphs that trafilatura finds in a page; [] when it finds none or fails on the damage."""
    try:
        found = trafilatura.extract(_lightened(text[:_LARGEST]), include_comments=False)
    except _DAMAGE:
        return []
    lines = (one_line(line) for line in (found or "").split("\n"))
    return [Paragraph(line) for line in lines if line]


def plain_body(html: bytes, charset: str | None = None) -> str:
    """The body that trafilatura alone reads in a page, paragraphs by newline; "" when it finds none."""
    return "\n".join(paragraph.text for paragraph in read_unknown(decode_page(html, charset)[0]))


def _largest_block(tree: LexborHTMLParser) -> int:
    """Words of the unlinked paragraphs that stand under one parent, where most stand together."""
    words: Counter[int] = Counter()
    count: Counter[int] = Counter()
    for node in tree.css("p")[:3000]:
        parent = node.parent
        if parent is None or is_link_box(node, "p"):
            continue
        size = node.text().count(" ")
        if size > 5:
            words[parent.mem_id] += size
            count[parent.mem_id] += 1
    return max((total for parent, total in words.items() if count[parent] > 1), default=0)


def _names_itself(tree: LexborHTMLParser, titles: tuple[str, ...]) -> bool:
    """Whether the page's one headline is also its title: a list is titled by the outlet or the section."""
    headings = [line for node in tree.css("h1")[:3] if (line := one_line(node.text()))]
    if len(headings) != 1 or headings[0].count(" ") < _TITLE_WORDS - 1:
        return False
    return any(title.startswith(headings[0][:60]) for title in titles)


def looks_like_list(tree: LexborHTMLParser, url: str, told: Structured, found: list[Paragraph]) -> bool:
    """Whether a page without a layout body is a home, section or search page.

    An article says so itself (a time of publication, an article object, its headline as title), bears an id in
    its address, has 80 words in one paragraph `found` in it, or 60 in paragraphs that stand together; a list has
    none of these and 8 linked headlines.
    """
    path = urlsplit(url).path if url else ""
    if url and path.strip("/") in ("", "index.html", "index.htm", "home", "vi"):
        return True
    if any(paragraph.text.count(" ") >= _LONG_PARAGRAPH for paragraph in found):
        return False
    if told.is_article or _ARTICLE_PATH.search(path.rstrip("/")) or _names_itself(tree, told.titles):
        return False
    return len(tree.css("h2 a, h3 a, h4 a, .title a")) >= _HEADLINES and _largest_block(tree) < _BLOCK_WORDS


def _lead(tree: LexborHTMLParser, description: str) -> str:
    """The description when the page shows it in an element of its own, not as a paragraph of the body; else ""."""
    nodes = tree.css(_LEADS)
    wanted = one_line(description)
    return wanted if wanted and any(one_line(node.text()) == wanted for node in nodes[:200]) else ""


def _title(tree: LexborHTMLParser, told: Structured) -> str:
    headings = [line for node in tree.css("h1")[:3] if (line := text_of(node))]
    if len(headings) == 1 and headings[0].count(" ") >= 2:
        return headings[0]
    return _OUTLET_SUFFIX.sub("", told.title) if len(told.title) > _LONG_TITLE else told.title


def read_without_layout(
    tree: LexborHTMLParser, told: Structured, body: list[Paragraph], *, ceiling: datetime
) -> Reading:
    """A page of no known family: trafilatura's body with what the page tells machines."""
    return Reading(
        title=_title(tree, told),
        sapo=told.description,
        lead=_lead(tree, told.description),
        author=told_author(told),
        section=told.section,
        tags=told.tags,
        published=choose(None, told_times(told.published, false_offsets=(), ceiling=ceiling)),
        body=body,
    )
