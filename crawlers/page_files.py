"""Saved pages in files → plain values, as `diemtin extract` writes them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from crawlers.extract import read_page
from crawlers.given import json_of
from crawlers.layout import Layout
from crawlers.records import Article, Rejected

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_FIELDS = ("title", "sapo", "body", "author", "published_at", "date_source", "method", "layout")


class PageIndexError(Exception):
    """`index.json` beside saved pages is not an object of file name → address."""


def article_json(outcome: Article | Rejected) -> dict[str, Any]:
    """The plain form of one page: title, sapo, body, author, published_at, date_source, method, layout, …

    `published_at` is ISO 8601 in Asia/Ho_Chi_Minh. A rejected page has the same keys, all None, and the reason
    in `rejected`; an article has `rejected` None.
    """
    if isinstance(outcome, Rejected):
        return {
            **dict.fromkeys(_FIELDS),
            "url": outcome.url,
            "rejected": outcome.reason,
            "detail": outcome.detail,
        }
    at = outcome.published_at
    return {
        **{name: getattr(outcome, name) for name in _FIELDS},
        "published_at": at.astimezone(VIETNAM).isoformat() if at else None,
        "url": outcome.url,
        "section": outcome.section,
        "tags": list(outcome.tags),
        "disagreements": list(outcome.disagreements),
        "rejected": None,
    }


def read_index(folder: Path) -> dict[str, str | None]:
    """The addresses in a folder's `index.json` (file name → address or null); {} without one."""
    path = folder / "index.json"
    if not path.is_file():
        return {}
    try:
        index = json_of(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise PageIndexError(f"{path}: not JSON: {error}") from error
    if not isinstance(index, dict) or not all(url is None or isinstance(url, str) for url in index.values()):
        raise PageIndexError(f"{path}: must be an object of file name → address or null")
    return index


def read_dir(
    folder: Path, *, ceiling: datetime, layouts: Sequence[Layout] = ()
) -> Iterator[tuple[str, Article | Rejected]]:
    """Every `*.html` and `*.htm` file of a folder in order of name, with what was read in it.

    Addresses come from `index.json`, else from the page itself. PageIndexError when the index is wrong.
    """
    index = read_index(folder)
    for path in sorted(p for p in folder.iterdir() if p.suffix.lower() in (".html", ".htm") and p.is_file()):
        yield (
            path.name,
            read_page(path.read_bytes(), url=index.get(path.name), layouts=layouts, ceiling=ceiling),
        )
