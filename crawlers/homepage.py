"""What an outlet's homepage tells of it: its name, who it belongs to, its sections. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from crawlers.lines import one_line
from crawlers.list_page import is_article_address
from crawlers.urls import is_web_url

_MOST_LISTS = 12
_MENU = "nav a[href], header a[href], [class*='menu'] a[href], [class*='nav'] a[href]"
# Press law 103/2016/QH13 has papers name their governing body on the front page; that line is the owner.
_OWNER = re.compile(r"cơ quan chủ quản\s*[:：]?\s*([^\n|•;.]{4,120})", re.IGNORECASE)
_OWNER_END = re.compile(
    r"\s*(?:[-–—]\s+|,\s*)?(?:giấy phép|số giấy phép|tổng biên tập|phó tổng|địa chỉ|tòa soạn|điện thoại|email).*$",
    re.IGNORECASE,
)
_TITLE_SPLIT = re.compile(r"\s+[|–—-]\s+|\s*[|:]\s*")
_LABOUR = re.compile(
    r"cong-?doan|lao-?dong|viec-?lam|an-?sinh|bao-?hiem|tien-?luong|chinh-?sach|nguoi-?lao|doi-?song|ban-?doc", re.I
)
_GENERAL = re.compile(r"home|trang-?chu|tin-?moi|thoi-?su|xa-?hoi|kinh-?te|phap-?luat|index", re.I)


@dataclass(frozen=True, slots=True)
class Home:
    """What was read on a homepage; "" or empty where it does not say."""

    name: str = ""
    owner: str = ""
    lists: tuple[str, ...] = ()


def read_home(html: str, url: str) -> Home:
    """Read a homepage; an empty one tells nothing."""
    if not html:
        return Home()
    tree = LexborHTMLParser(html)
    menu = read_links((node.attributes.get("href") or "" for node in tree.css(_MENU)), url)
    return Home(
        name=_name(tree),
        owner=_owner(tree),
        lists=tuple(labour_first([link for link in menu if _is_list(link, url)])[:_MOST_LISTS]),
    )


def read_links(hrefs: Iterable[str], base: str, path: re.Pattern[str] | None = None) -> list[str]:
    """Links as absolute addresses without fragments, each once, those whose path fits a pattern if one is given.

    Not canonical ones: what is tracking in an article's address (`?rss=1`) may be all that makes a feed of another.
    """
    found: dict[str, None] = {}
    for href in hrefs:
        try:
            link = urldefrag(urljoin(base, href.strip())).url
        except ValueError:
            continue
        if is_web_url(link) and (path is None or path.search(urlsplit(link).path)):
            found[link] = None
    return list(found)


def labour_first(urls: Iterable[str]) -> list[str]:
    """Addresses in an order that suits a trade union: sections on labour, then the whole outlet, then the rest."""
    return sorted(urls, key=lambda url: 0 if _LABOUR.search(_path(url)) else 1 if _GENERAL.search(_path(url)) else 2)


def _path(url: str) -> str:
    return urlsplit(url).path


def _same_site(link: str, url: str) -> bool:
    host, home = (urlsplit(one).netloc.lower().removeprefix("www.") for one in (link, url))
    return host == home or host.endswith(f".{home}")


def _is_list(link: str, url: str) -> bool:
    path = _path(link).strip("/")
    return (
        bool(path)
        and _same_site(link, url)
        and path.count("/") <= 1
        and not is_article_address(link)
        and "rss" not in path
    )


def _name(tree: LexborHTMLParser) -> str:
    for selector in ("meta[property='og:site_name']", "meta[name='application-name']"):
        node = tree.css_first(selector)
        if node is not None and (said := one_line(node.attributes.get("content") or "")):
            return said[:80]
    title = tree.css_first("title")
    parts = _TITLE_SPLIT.split(one_line(title.text())) if title is not None else []
    return min((part for part in parts if part), key=len, default="")[:80]


def _owner(tree: LexborHTMLParser) -> str:
    body = tree.body
    text = "" if body is None else body.text(separator="\n")
    # label and value often stand in two elements
    found = _OWNER.search(re.sub(r"(?i)(chủ quản\s*[:：]?)\s*\n+\s*[:：]?\s*", r"\1 ", text))
    return _OWNER_END.sub("", one_line(found[1])).strip(" ,-–:") if found else ""
