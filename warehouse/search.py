"""Search in the published copy: BM25 over title, sapo and body, with the matching passage."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import duckdb

from warehouse.errors import MissingError, StatementError, translated
from warehouse.sqlfiles import sql_text

_WORD = re.compile(r"[^\W_]+")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")  # huyền, sắc, ngã, hỏi, nặng
_WIDTH = 200  # characters of a snippet: about two lines of a terminal
_CANDIDATES = 300  # articles whose wording is compared with the question's; BM25 alone orders the rest out


def search(con: duckdb.DuckDBPyConnection, words: str, limit: int = 20) -> list[dict[str, Any]]:
    """The articles that best fit some words, typed with or without diacritics, best first.

    Each has article_id, title, outlet, url, published_at (UTC), score and `snippet`, a passage of about 200
    characters with the matches between « and ». Raises MissingError when the connection's file has no index:
    only the published copy has one.
    """
    tokens = _WORD.findall(unicodedata.normalize("NFC", words).lower())
    if not tokens or limit < 1:
        return []
    params = {
        "typed": " ".join(tokens),
        "folded": " ".join(fold(token) for token in tokens),
        "candidates": max(_CANDIDATES, limit),
        "limit": limit,
    }
    return [_with_snippet(row, tokens) for row in _find(con, params)]


def _find(con: duckdb.DuckDBPyConnection, params: dict[str, Any]) -> list[dict[str, Any]]:
    try:
        with translated("search"):
            result = con.execute(sql_text("statements", "search"), params)
            names = [column[0] for column in result.description or []]
            return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    except StatementError as error:
        if "search.documents" in str(error) or "fts_search_documents" in str(error):
            raise MissingError("chưa có chỉ mục tìm kiếm, hãy chạy `diemtin publish`") from error
        raise


def _with_snippet(row: dict[str, Any], tokens: Sequence[str]) -> dict[str, Any]:
    text = f"{row.pop('sapo')} {row.pop('body')}"
    return row | {"snippet": snippet(text, tokens)}


def snippet(text: str, tokens: Sequence[str], width: int = _WIDTH) -> str:
    """The passage of `text` with most of the lower-case tokens, about `width` characters, matches in « »."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    wanted = {spoken(token) for token in tokens}
    spans = [m.span() for m in _WORD.finditer(text) if _matches(m.group().lower(), wanted)]
    near = [sum(left <= start < left + width for start, _ in spans) for left, _ in spans]
    first = spans[near.index(max(near))][0] if spans else 0
    start = text.rfind(" ", 0, max(first - width // 4, 0)) + 1
    end = text.find(" ", start + width)
    return _marked(text, spans, start, len(text) if end < 0 else end)


def _marked(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> str:
    parts, at = ["… " if start else ""], start
    for left, right in spans:
        if start <= left and right <= end:
            parts += [text[at:left], "«", text[left:right], "»"]
            at = right
    # neighbours are one match to the eye
    marked = "".join([*parts, text[at:end]]).replace("» «", " ")
    return f"{marked} …" if end < len(text) else marked


def _matches(word: str, wanted: set[str]) -> bool:
    return spoken(word) in wanted or fold(word) in wanted


def spoken(word: str) -> str:
    """A lower-case syllable with its tone behind it, so that hoà and hòa are one."""
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(c for c in letters if c in _TONES)
    return unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES)) + tones


def fold(word: str) -> str:
    """A lower-case word without diacritics, as the SQL macro fold_text has it."""
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return bare.replace("đ", "d")
