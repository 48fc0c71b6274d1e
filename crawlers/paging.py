"""Articles that are spread over several pages: which page an address is, and which one follows."""

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

# rel=next first; then the paging boxes of MasterCMS (__MB_ARTICLE_PAGING) and of the usual names
_LINKS = (
    "link[rel~='next'], a[rel~='next'], [class*='ARTICLE_PAGING'] a, [class*='paging'] a, [class*='pagination'] a,"
    " [class*='pager'] a, [class*='phan-trang'] a, [class*='page-numbers'], [id*='paging'] a"
)
_MOST_LINKS = 200
_ARGUMENTS = frozenset({"page", "p", "trang", "pg", "paged"})
_IN_PATH = re.compile(
    r"(?:/(?:trang|page|p)[-/](?P<folder>\d{1,3})/?$"  # …/trang-2, …/page/2/
    r"|[-_](?:trang|page|p)-?(?P<tail>\d{1,3})(?=\.[a-z]{3,5}$))",  # …-trang-2.html, …-p2.htm
    re.IGNORECASE,
)


def next_page(html: bytes, url: str) -> str | None:
    """The absolute address of the page that follows `url` within the same article; None on the last or only page.

    A link counts when it differs from `url` by nothing but the page number (`/trang-2`, `?page=2`, `-p2.html`) and
    that number is the next one: `rel=next` alone often names another article. Pure; never raises.
    """
    here = place_of(url)
    if here is None:
        return None
    for node in LexborHTMLParser(html).css(_LINKS)[:_MOST_LINKS]:
        target = _absolute(url, node.attributes.get("href"))
        there = place_of(target) if target else None
        if there is not None and there[0] == here[0] and there[1] == here[1] + 1:
            return target
    return None


def _absolute(url: str, href: str | None) -> str | None:
    try:
        return urljoin(url, href.strip()).partition("#")[0] if href else None
    except ValueError:
        return None


def place_of(url: str) -> tuple[str, int] | None:
    """Which article an address belongs to, and which of its pages it is, from 1; None for no web address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    number, kept = 1, []
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if name.lower() in _ARGUMENTS and value.isascii() and value.isdigit() and len(value) < 4:
            number = int(value)
        else:
            kept.append((name, value))
    path = parts.path
    if match := _IN_PATH.search(path):
        number = int(match["folder"] or match["tail"])
        path = path[: match.start()] + path[match.end() :]
    host = parts.netloc.lower().removeprefix("www.")
    return f"{host}{path.rstrip('/')}?{urlencode(sorted(kept))}", number
