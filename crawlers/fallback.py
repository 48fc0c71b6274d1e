"""Pages without a layout: trafilatura, and whether a page is an article at all."""

import re
from collections import Counter
from urllib.parse import urlsplit

import trafilatura
from lxml.etree import LxmlError
from selectolax.lexbor import LexborHTMLParser

from crawlers.body import Paragraph, is_link_box, one_line

# trafilatura on damaged trees: lxml's own errors, recursion, and attribute or type slips on nodes it did not expect
_DAMAGE = (LxmlError, RecursionError, ValueError, TypeError, AttributeError, KeyError, IndexError, AssertionError)
_LARGEST = 2_000_000  # characters handed to trafilatura; it takes more than 2 s beyond
_ARTICLE_PATH = re.compile(r"(?:\d{5,}[^/]*$|-post\d+|/\d{4}/\d{1,2}/|[a-z0-9]+(?:-[a-z0-9]+){4,}[^/]*$)", re.IGNORECASE)
_BLOCK_WORDS = 60
_HEADLINES = 8
_TEMPLATE = re.compile(r"\$\{[\w.()\s,]+\}|\{\{[^{}]*\}\}|<%=?.*?%>|\[\[[\w.]+\]\]")


def is_template(text: str) -> bool:
    """Whether a text is a placeholder that its template never filled."""
    return bool(_TEMPLATE.search(text))


def read_unknown(text: str) -> list[Paragraph]:
    """The paragraphs that trafilatura finds in a page; [] when it finds none or the page is too damaged for it."""
    try:
        found = trafilatura.extract(text[:_LARGEST], include_comments=False)
    except _DAMAGE:
        return []
    lines = (one_line(line) for line in (found or "").split("\n"))
    return [Paragraph(line) for line in lines if line]


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


def looks_like_list(tree: LexborHTMLParser, url: str | None, *, is_article: bool) -> bool:
    """Whether a page without a layout body is a home, section or search page.

    An article says so itself (a time of publication, an article object), bears an id in its address, or has 60 words
    in paragraphs that stand together; a list has none of these and at least 8 linked headlines.
    """
    path = urlsplit(url).path if url else ""
    if url and path.strip("/") in ("", "index.html", "index.htm", "home", "vi"):
        return True
    headlines = len(tree.css("h2 a, h3 a, h4 a, .title a")) >= _HEADLINES
    if is_article:
        return False
    return headlines and not (_ARTICLE_PATH.search(path) and _largest_block(tree)) and _largest_block(tree) < _BLOCK_WORDS
