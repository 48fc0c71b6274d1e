"""The rows of an export with their line numbers: CSV with any of four separators, or JSON lines, UTF-8 or UTF-16."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crawlers.outcomes import LandingError
from crawlers.surrogates import paired


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a file with their line numbers; LandingError names the line that can't be read."""
    text = _text(path)
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        for number, line in enumerate(text.split("\n"), start=1):  # a comment may hold other ends of lines
            if line.strip():
                yield number, _object(path, number, line)
        return
    head = text[:4096].split("\n", 1)[0]
    delimiter = max(",;\t|", key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            yield reader.line_num, {key: value for key, value in row.items() if key is not None}
    except csv.Error as error:
        raise LandingError(f"{path}, line {reader.line_num}: not CSV: {error}") from error


def _object(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        told = json.loads(paired(line))
    except (ValueError, RecursionError) as error:
        raise LandingError(f"{path}, line {number}: not JSON") from error
    if not isinstance(told, dict):
        raise LandingError(f"{path}, line {number}: not a JSON object")
    return told


def _text(path: Path) -> str:
    """The file as text: UTF-8, or UTF-16 as spreadsheets write it."""
    try:
        raw = path.read_bytes()
        return raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except OSError as error:
        raise LandingError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise LandingError(f"{path}, line {line}: not UTF-8 (save it as CSV UTF-8)") from error
