"""A section's list page → the addresses of its articles, in the order of the page. Pure."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawlers.charset import decode_page
from crawlers.ingest import Hosts
from crawlers.urls import article_id, article_number, canonical_url, is_web_url

MAX_BYTES = 4 * 2**20
_MAX_LINKS = 2000
_TITLE_WORDS = 2  # of a link whose address ends in a number: "12" and "Xem" lead elsewhere
_HEADLINE_WORDS = 5  # a section's name is shorter
_SLUG_HYPHENS = 3  # "bao-hiem-xa-hoi" is a section, so it needs a headline beside it
_LONG_SLUG_HYPHENS = 6
_MENUS = re.compile(r"(?:^|[\s_-])(?:mega)?(?:menu|nav|navbar|navigation|breadcrumbs?|footer|topbar)(?:$|[\s_-])", re.I)
_MENU_TAGS = frozenset({"nav", "footer", "header"})
_WHOLE = frozenset({"html", "body", "main", "article"})  # a card's <header> holds its headline
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|pdf|docx?|xlsx?|zip|mp[34]|rss|xml|css|js)$", re.IGNORECASE)
_NUMBER_KEYS = frozenset({"id", "newsid", "itemid", "articleid", "tinid", "idtin", "p", "nid", "matin", "id_tin"})
_ANY_NUMBER = re.compile(r"-[a-z]?\d+\.[a-z]{2,5}$", re.IGNORECASE)
_DIGITS = re.compile(r"\d{5,}")
_PAGING = re.compile(r"(?:^|/)(?:page|trang)[-/]?\d+/?$|/(?:tags?|tu-khoa|author|tac-gia|rss)/", re.IGNORECASE)


def read_list(body: bytes, *, url: str, hosts: Hosts, charset: str | None = None) -> tuple[str, ...]:
    """The canonical addresses of the articles that a list page shows, each article once; empty for any other body.

    An article's address has the number that its outlet writes, or else a long slug or a number together with a
    headline as its text. Menus, breadcrumbs and footers are left out, and whatever is not on `hosts`.
    """
    if len(body) > MAX_BYTES:
        return ()
    tree = LexborHTMLParser(decode_page(body, charset)[0])
    base = _base(tree, url)
    own = article_id(url)
    found: dict[str, str] = {}
    for node in tree.css("a[href]")[:_MAX_LINKS]:
        address = _address(node.attributes.get("href") or "", base)
        if not address or hosts.source_id(address) is None or not _is_article(address, node):
            continue
        key = article_id(address)
        if key != own and key not in found and not _in_menu(node):
            found[key] = canonical_url(address)
    return tuple(found.values())


def is_article_address(url: str) -> bool:
    """Whether an address alone says that it is an article's: by its outlet's number, any long one, or a long slug."""
    if _is_other(url):
        return False
    last = _last(url)
    return bool(article_number(url) or _DIGITS.search(last)) or last.count("-") >= _LONG_SLUG_HYPHENS


def may_be_article(url: str) -> bool:
    """Whether an address at least may be an article's: it ends in a number, however short."""
    return is_article_address(url) or bool(not _is_other(url) and _ANY_NUMBER.search(_last(url)))


def _is_article(url: str, node: LexborNode) -> bool:
    if is_article_address(url):
        return True
    words = len(_headline(node).split())
    if words >= _TITLE_WORDS and may_be_article(url):
        return True
    if _is_other(url) or words < _HEADLINE_WORDS:
        return False
    numbered = any(key.lower() in _NUMBER_KEYS and value.isdecimal() for key, value in parse_qsl(urlsplit(url).query))
    return numbered or _last(url).count("-") >= _SLUG_HYPHENS


def _is_other(url: str) -> bool:
    path = urlsplit(url).path
    return path in {"", "/"} or bool(_FILE.search(path) or _PAGING.search(path))


def _last(url: str) -> str:
    return urlsplit(url).path.rstrip("/").rpartition("/")[2]


def _headline(node: LexborNode) -> str:
    """What the link says: its text, its title, or the text beside its picture."""
    picture = node.css_first("img[alt]")
    beside = (picture.attributes.get("alt") or "") if picture is not None else ""
    return max(node.text(), node.attributes.get("title") or "", beside, key=len)


def _base(tree: LexborHTMLParser, url: str) -> str:
    node = tree.css_first("base[href]")
    return _address(node.attributes.get("href") or "", url) or url if node is not None else url


def _address(href: str, base: str) -> str:
    try:
        address = urljoin(base, href.strip())
    except ValueError:
        return ""
    return address if is_web_url(address) else ""


def _in_menu(node: LexborNode) -> bool:
    for parent in _above(node):
        if parent.tag in _WHOLE:
            return False
        named = f"{parent.attributes.get('class') or ''} {parent.attributes.get('id') or ''}"
        if parent.tag in _MENU_TAGS or _MENUS.search(named):
            return True
    return False


def _above(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    while parent is not None and parent.tag is not None:
        yield parent
        parent = parent.parent
