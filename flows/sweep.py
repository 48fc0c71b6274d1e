"""The files of a home other than runs and tables searched for sentences that must go, and cleaned of them."""

import os
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from crawlers.given import json_of
from flows.home import Home
from flows.redact import Blotter
from flows.wholefile import write_whole

_ELSEWHERE = frozenset({"landed", "published", "rebuild", "takedowns", "archive"})  # cleaned in their own way
_BINARY = frozenset({".duckdb", ".wal", ".npz", ".skops", ".gz", ".parquet", ".db", ".lock"})
_KEYS = ("text_id", "article_id", "other_article_id", "subject")  # of files under corrections/


def sweep(home: Home, blotter: Blotter, articles: Collection[str], texts: Collection[str]) -> list[str]:
    """Blot sentences out of every file, and drop the lines of journals that are about the articles or their texts.

    Gives the files in which some of it is still to be found: formats that are not understood.
    """
    left = []
    for path in files(home):
        before = path.read_bytes()
        after = blotter.file(path.name, before)
        if path.suffix == ".jsonl":
            after = _without_lines(after, articles, texts)
        if after != before:
            mode = path.stat().st_mode
            write_whole(path, after, mode=mode)
        if _is_left(after, blotter):
            left.append(f"{path}: vẫn còn lời văn đã gỡ, hãy xóa tệp này bằng tay")
    return left


def files(home: Home) -> Iterator[Path]:
    """Every file of a home that is neither a run, a table, a model's weights nor a tombstone."""
    for folder, names, found in os.walk(home.root):
        here = Path(folder)
        if here == home.root:
            names[:] = sorted(set(names) - _ELSEWHERE)
        yield from (here / name for name in sorted(found) if Path(name).suffix not in _BINARY and name != ".lock")


def _without_lines(content: bytes, articles: Collection[str], texts: Collection[str]) -> bytes:
    lines = content.splitlines(keepends=True)
    return b"".join(line for line in lines if not _is_about(line, articles, texts))


def _is_about(line: bytes, articles: Collection[str], texts: Collection[str]) -> bool:
    try:
        said: Any = json_of(line)
    except ValueError:
        return False
    return isinstance(said, dict) and any(said.get(key) in (texts if key == "text_id" else articles) for key in _KEYS)


def _is_left(content: bytes, blotter: Blotter) -> bool:
    text = unicodedata.normalize("NFC", content.decode("utf-8", "replace"))
    return any(sentence in text for sentence in blotter.sentences)
