"""What a page says of itself to machines: JSON-LD, meta elements, canonical link."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawlers.surrogates import paired

ARTICLE_TYPES = frozenset(
    {
        "NewsArticle",
        "Article",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BlogPosting",
    }
)
_PUBLISHED = (
    "article:published_time",
    "datepublished",
    "pubdate",
    "dc.date.issued",
    "publishdate",
    "publish-date",
    "og:article:published_time",
    "its_publication",
)
_TOLD = 'meta, link[rel="canonical"], script[type="application/ld+json"], title'
_JSON = json.JSONDecoder(strict=False)
_CONTROL = re.compile(r"[\x00-\x1f]+")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_FIELD = r'"%s"\s*:\s*"((?:[^"\\]|\\.)*)"'
_SCAN = {name: re.compile(_FIELD % name) for name in ("headline", "datePublished", "dateModified", "description")}
_SCAN_AUTHOR = re.compile(r'"author"\s*:\s*[\[{][^}\]]*?"name"\s*:\s*"((?:[^"\\]|\\.)*)"', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Structured:
    """A page's own record; texts as written but unescaped, times raw."""

    title: str = ""
    description: str = ""
    published: tuple[tuple[str, str], ...] = ()  # (jsonld | meta, raw) in order of preference
    authors: tuple[str, ...] = ()  # people first; organisations already left out
    section: str | None = None
    tags: tuple[str, ...] = ()
    url: str | None = None
    site: str = ""  # the outlet's own names in one line: og:site_name, publisher, host
    is_article: bool = False  # an Article in JSON-LD, or a time of publication in meta
    titles: tuple[str, ...] = ()  # every headline given: JSON-LD, og:title, <title>


def _objects(value: object, depth: int = 0) -> Iterator[dict[str, object]]:
    if depth > 6:
        return
    if isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"), depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)


def _load(text: str) -> object:
    """JSON as it should be, then without control characters and trailing commas; None when hopeless."""
    try:
        return _JSON.decode(text)
    except (ValueError, RecursionError):
        pass
    try:
        return _JSON.decode(_TRAILING_COMMA.sub(r"\1", _CONTROL.sub(" ", _WRAPPING.sub("", text))))
    except (ValueError, RecursionError):
        return None


def _scan(text: str) -> dict[str, object]:
    """The wanted fields of JSON that cannot be parsed, taken out one by one."""
    found: dict[str, object] = {"@type": "NewsArticle"}
    for name, pattern in (*_SCAN.items(), ("author", _SCAN_AUTHOR)):
        match = pattern.search(text)
        if match:
            found[name] = _CONTROL.sub(" ", match.group(1)).replace('\\"', '"').replace("\\/", "/")
    return found if len(found) > 1 else {}


def _is_article(thing: dict[str, object]) -> bool:
    kind = thing.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(k, str) and k.rsplit("/", 1)[-1] in ARTICLE_TYPES for k in kinds)


def _json_ld_article(scripts: Iterable[LexborNode]) -> dict[str, object]:
    """The first article object of a page's JSON-LD, repaired when it is not valid JSON; {} without one."""
    for node in scripts:
        text = paired(node.text())
        if "Article" not in text and "BlogPosting" not in text:
            continue
        loaded = _load(text)
        if loaded is None:
            scanned = _scan(text)
            if scanned:
                return scanned
        for thing in _objects(loaded):
            if _is_article(thing):
                return thing
    return {}


def clean(value: object) -> str:
    """A text of a record in one line, entities undone (twice: some CMS escape before serialising)."""
    if not isinstance(value, str):
        return ""
    if "&" in value:
        value = html.unescape(html.unescape(value))
    return " ".join(value.split())


def _names(value: object, depth: int = 0) -> list[str]:
    """Names of people in a JSON-LD author; an Organization gives none."""
    if isinstance(value, str):
        return [clean(value)]
    if isinstance(value, list) and depth < 3:
        return [name for item in value for name in _names(item, depth + 1)]
    if isinstance(value, dict) and value.get("@type") != "Organization":
        return _names(value.get("name"), depth + 1) if depth < 3 else []
    return []


def _metas(nodes: Iterable[LexborNode]) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for node in nodes:
        attributes = node.attributes
        content = attributes.get("content")
        if content:
            key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
            if key:
                metas.setdefault(key.lower(), []).append(content)
    return metas


def _first(metas: dict[str, list[str]], *keys: str) -> str:
    for key in keys:
        if key in metas:
            return clean(metas[key][0])
    return ""


def _published(ld: dict[str, object], metas: dict[str, list[str]]) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    raw = ld.get("datePublished")
    if isinstance(raw, str) and raw.strip():
        found.append(("jsonld", raw.strip()))
    found += [("meta", metas[key][0].strip()) for key in _PUBLISHED if key in metas and metas[key][0].strip()]
    return tuple(found)


def _tags(metas: dict[str, list[str]]) -> tuple[str, ...]:
    keys = ("article:tag", "news_keywords", "its_tag", "keywords")
    listed = next((metas[key] for key in keys if key in metas), [])
    names = (clean(name) for group in listed for name in group.split(","))
    return tuple(dict.fromkeys(name for name in names if name))[:30]


def _link(node: LexborNode | None, metas: dict[str, list[str]]) -> str | None:
    href = node.attributes.get("href") if node is not None else None
    for url in (href, _first(metas, "og:url"), _first(metas, "its_url")):
        if url and url.startswith(("http://", "https://")):
            return url.strip()
    return None


def _document_title(node: LexborNode | None) -> str:
    return clean(node.text()) if node is not None else ""


def read_structured(tree: LexborHTMLParser) -> Structured:
    """Everything a page says of itself to machines; fields are empty where it says nothing."""
    told: dict[str, list[LexborNode]] = {"meta": [], "link": [], "script": [], "title": []}
    for node in tree.css(_TOLD):  # one pass over the page for all of it
        told[node.tag or ""].append(node)
    metas = _metas(told["meta"])
    ld = _json_ld_article(told["script"])
    published = _published(ld, metas)
    publisher = ld.get("publisher")
    publisher_name = clean(publisher.get("name")) if isinstance(publisher, dict) else ""
    url = _link(next(iter(told["link"]), None), metas)
    site = f"{_first(metas, 'og:site_name')} {publisher_name} {url.split('/')[2] if url else ''}".strip()
    titles = (clean(ld.get("headline")), _first(metas, "og:title"), _document_title(next(iter(told["title"]), None)))
    section = ld.get("articleSection")
    return Structured(
        title=next((title for title in titles if title), ""),
        description=clean(ld.get("description")) or _first(metas, "description", "og:description"),
        published=published,
        authors=tuple(dict.fromkeys((*_names(ld.get("author")), *(clean(n) for n in metas.get("dable:author", ()))))),
        section=clean(section if isinstance(section, str) else "")
        or _first(metas, "article:section", "articlesection")
        or None,
        tags=_tags(metas),
        url=url,
        site=site,
        is_article=bool(ld) or bool(published),
        titles=titles,
    )
