"""Files of labels for people: one row an article, CSV for spreadsheets or JSONL; read back with line numbers."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawlers.given import json_of
from crawlers.surrogates import paired
from flows.cells import inert
from flows.labelfields import EVIDENCE, FIELDS
from flows.wording import VIETNAM

# What tells the article, not to be edited.
ABOUT = {
    "article_id": "Mã bài",
    "text_id": "Mã lời văn",
    "outlet": "Báo",
    "news_at": "Thời điểm",
    "title": "Tiêu đề",
    "sapo": "Sapo",
    "url": "Liên kết",
}
REVIEWED, ORIGINAL = "reviewed", "original"
HEADERS = {
    **ABOUT,
    **{name: field.header for name, field in FIELDS.items()},
    **EVIDENCE,
    REVIEWED: "Đã duyệt",
    ORIGINAL: "Nhãn gốc",
}


class LabelError(Exception):
    """A file of labels can't be used; the message names each bad line."""


@dataclass(frozen=True, slots=True)
class LabelRow:
    """One row as read: cells by field name (texts), the line it stands in."""

    line: int
    cells: Mapping[str, str]
    reviewed: bool
    original: Mapping[str, str]  # the cells as exported; empty when the file doesn't tell


def cells_of(row: Mapping[str, Any]) -> dict[str, str]:
    """The label cells of a row of `label_export`."""
    labels = {name: field.write(row[name]) for name, field in FIELDS.items()}
    return labels | {name: "" if row[name] is None else str(row[name]) for name in EVIDENCE}


def write(rows: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Write articles with their labels; the ending (.csv, .jsonl) chooses the form. LabelError when it can't."""
    text = _as_jsonl(rows) if path.suffix == ".jsonl" else _as_csv(rows)
    try:
        # the mark tells spreadsheets that the file is UTF-8
        path.write_text(text, encoding="utf-8-sig" if path.suffix == ".csv" else "utf-8", newline="")
    except OSError as error:
        raise LabelError(f"{path}: không ghi được ({error.strerror})") from error


def _exported(row: Mapping[str, Any]) -> dict[str, str]:
    about = {name: str(row[name]) for name in ABOUT if name != "news_at"}
    moment = f"{row['news_at'].astimezone(VIETNAM):%Y-%m-%d %H:%M}"
    labels = cells_of(row)
    return {**about, "news_at": moment, **labels, REVIEWED: "", ORIGINAL: json.dumps(labels, ensure_ascii=False)}


def _as_csv(rows: Iterable[Mapping[str, Any]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(HEADERS.values())
    for row in map(_exported, rows):
        writer.writerow([_safe(name, row[name]) for name in HEADERS])
    return buffer.getvalue()


def _safe(name: str, cell: str) -> str:
    if name == ORIGINAL:
        return cell.replace(";", "\\u003b")  # the same JSON, in which no spreadsheet sees a further cell
    return inert(cell) if name in ABOUT or name in EVIDENCE else cell


def _as_jsonl(rows: Iterable[Mapping[str, Any]]) -> str:
    return "".join(json.dumps({n: row[n] for n in HEADERS}, ensure_ascii=False) + "\n" for row in map(_exported, rows))


def read(path: Path) -> list[LabelRow]:
    """Read a file of labels in either form; LabelError names the file and each bad line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise LabelError(f"{path}: không phải UTF-8; hãy lưu lại ở dạng “CSV UTF-8”") from error
    except OSError as error:
        raise LabelError(f"{path}: không đọc được ({error.strerror})") from error
    rows = _from_jsonl(text, path) if text.lstrip().startswith("{") else _from_csv(text, path)
    return [_row(line, cells, path) for line, cells in rows]


def _from_csv(text: str, path: Path) -> list[tuple[int, dict[str, str]]]:
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    names = {header: name for name, header in HEADERS.items()} | {name: name for name in HEADERS}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = [cell.strip() for cell in next(reader, [])]
        unknown = [column for column in columns if column and column not in names]
        if unknown or not {"text_id", "article_id"} & {names[c] for c in columns if c}:
            strange = ", ".join(one[:40] for one in unknown[:5])
            what = f"cột lạ: {strange}" if unknown else "thiếu cột “Mã lời văn” hoặc “Mã bài”"
            raise LabelError(f"{path}: {what}")
        found = []
        for cells in reader:
            if any(cell.strip() for cell in cells):
                pairs = zip(columns, cells, strict=False)
                found.append((reader.line_num, {names[column]: cell for column, cell in pairs if column}))
        return found
    except csv.Error as error:
        raise LabelError(f"{path}, dòng {reader.line_num}: {error}") from error


def _from_jsonl(text: str, path: Path) -> list[tuple[int, dict[str, str]]]:
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json_of(paired(line))
            unknown = [name for name in row if name not in HEADERS]
        except (ValueError, TypeError) as error:
            raise LabelError(f"{path}, dòng {number}: không phải JSON ({error})") from error
        if not isinstance(row, dict) or unknown:
            raise LabelError(f"{path}, dòng {number}: trường lạ {', '.join(map(str, unknown))}")
        found.append((number, {name: _cell(value) for name, value in row.items()}))
    return found


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value)


def _row(line: int, cells: Mapping[str, str], path: Path) -> LabelRow:
    reviewed = cells.get(REVIEWED, "").strip().lower() not in ("", "không", "0", "false")
    try:
        original = json_of(cells.get(ORIGINAL) or "{}")
        known = {name: str(value) for name, value in original.items()}
        quoted = {name: known[name] for name in EVIDENCE if name in known and cells.get(name) == inert(known[name])}
        return LabelRow(line, {**cells, **quoted}, reviewed, known)
    except (ValueError, AttributeError) as error:
        raise LabelError(f"{path}, dòng {line}: cột “Nhãn gốc” đã bị sửa") from error
