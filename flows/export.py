"""An answer as a file that an office opens: Parquet, CSV for Excel, or a workbook with typed columns."""

import csv
import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from flows.cells import inert
from flows.home import Home, HomeError
from flows.wording import VIETNAM
from warehouse import export as answers
from warehouse.disk import sync

SHEET_ROWS = 1_048_576  # Excel's own limits: rows of a sheet, the head counted; characters of a cell
CELL_LETTERS = 32_767
WHOLE_DIGITS = 2**53  # Excel's numbers are doubles: larger whole numbers are written as text
_WIDTHS = {"DATE": 12, "TIMESTAMP WITH TIME ZONE": 17, "BOOLEAN": 8}
_TEXT_WIDTH, _NUMBER_WIDTH = 28, 12


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the file, its rows, rows that found no place in it, cells that had to be cut."""

    path: Path
    rows: int
    left_out: int = 0
    cut: int = 0


def export(home: Home, question: str, form: str, target: Path) -> Exported:
    """Write the answer to one `select`, or a whole view of mart, to a file that is there whole or not at all."""
    target = target.expanduser().resolve()
    if not target.parent.is_dir():
        raise HomeError(f"there is no folder {target.parent}")
    draft = target.with_name(f".{target.name}.tmp")
    try:
        with answers.answer(home.published, question, target=draft) as relation:
            written = WRITERS[form](relation, draft, question)
        sync(draft)
        os.replace(draft, target)
        sync(target.parent)
    except OSError as error:
        raise HomeError(f"cannot write {target}: {error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)
    return Exported(target, *written)


def _parquet(relation: Any, draft: Path, _question: str) -> tuple[int, int, int]:
    return answers.write_parquet(relation, draft), 0, 0


def _csv(relation: Any, draft: Path, _question: str) -> tuple[int, int, int]:
    """UTF-8 with the mark by which Excel knows it; days and times as ISO 8601, times with Việt Nam's offset."""
    rows = 0
    with draft.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(answers.columns_of(relation))
        for row in answers.rows_of(relation):
            writer.writerow([_as_text(cell) for cell in row])
            rows += 1
    return rows, 0, 0


def _as_text(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return _local(cell).isoformat(sep=" ")
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float | Decimal | None):
        return "" if cell is None else cell
    text = cell.isoformat() if isinstance(cell, date) else plain(cell)
    return inert(text)


def plain(cell: Any) -> str:
    """A cell as a person reads it: lists joined by semicolons, structures as JSON."""
    if isinstance(cell, list | tuple) and not any(isinstance(one, dict | list) for one in cell):
        return "; ".join("" if one is None else str(one) for one in cell)
    if isinstance(cell, dict | list | tuple):
        return json.dumps(cell, ensure_ascii=False, default=str)
    return str(cell)


def _local(moment: datetime) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(VIETNAM)


def _xlsx(relation: Any, draft: Path, question: str) -> tuple[int, int, int]:
    """One sheet of rows and one that says what was asked; times are Việt Nam's, for Excel knows no zones."""
    columns = answers.columns_of(relation)
    # texts stay texts: nothing in a cell is ever taken for a formula, a link or a number
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(str(draft), options) as book:
        sheet = book.add_worksheet("Dữ liệu")
        _head(book, sheet, columns)
        counts: tuple[int, int, int] = _rows(sheet, answers.rows_of(relation), _formats(book))
        if counts[0]:
            sheet.autofilter(0, 0, counts[0], len(columns) - 1)
        _origin(book, question, counts)
    return counts


def _head(book: Workbook, sheet: Worksheet, columns: dict[str, str]) -> None:
    bold = book.add_format({"bold": True, "bg_color": "#DDEBF7", "bottom": 1})
    for at, (name, kind) in enumerate(columns.items()):
        number = any(word in kind for word in ("INT", "DOUBLE", "DECIMAL", "FLOAT")) and not kind.endswith("[]")
        width = _WIDTHS.get(kind, _NUMBER_WIDTH if number else _TEXT_WIDTH)
        sheet.set_column(at, at, max(width, min(len(name) + 3, 40)))
    for at, name in enumerate(columns):
        sheet.write_string(0, at, name, bold)
    sheet.freeze_panes(1, 0)


def _formats(book: Workbook) -> dict[type, Format]:
    return {
        date: book.add_format({"num_format": "dd/mm/yyyy"}),
        datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
    }


def _rows(sheet: Worksheet, rows: Iterable[Sequence[Any]], formats: dict[type, Format]) -> tuple[int, int, int]:
    written = left_out = cut = 0
    for row in rows:
        if written == SHEET_ROWS - 1:
            left_out += 1
            continue
        written += 1
        cut += sum(_cell(sheet, written, at, cell, formats) for at, cell in enumerate(row) if cell is not None)
    return written, left_out, cut


def _cell(sheet: Worksheet, row: int, column: int, cell: Any, formats: dict[type, Format]) -> bool:
    """Write one cell in its own type; says whether its text had to be cut."""
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int | float | Decimal) and -WHOLE_DIGITS < cell < WHOLE_DIGITS:
        sheet.write_number(row, column, float(cell))
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, column, _local(cell).replace(tzinfo=None), formats[datetime])
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, formats[date])
    else:
        text = plain(cell)
        sheet.write_string(row, column, text[:CELL_LETTERS])
        return len(text) > CELL_LETTERS
    return False


def _origin(book: Workbook, question: str, counts: tuple[int, int, int]) -> None:
    """Where the numbers come from, so that the sheet can be proved later."""
    sheet = book.add_worksheet("Nguồn gốc")
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 100)
    written, left_out, cut = counts
    facts = {
        "Câu hỏi (SQL)": question.strip(),
        "Số hàng": f"{written}",
        "Hàng không ghi được": f"{left_out} (một trang tính chứa nhiều nhất {SHEET_ROWS} hàng)" if left_out else "0",
        "Ô bị cắt": f"{cut} (một ô chứa nhiều nhất {CELL_LETTERS} ký tự)" if cut else "0",
        "Giờ": "Giờ Việt Nam",
        "Lần về tận trang đã lấy": "diemtin trace ARTICLE_ID",
    }
    for at, (name, fact) in enumerate(facts.items()):
        sheet.write_string(at, 0, name)
        sheet.write_string(at, 1, fact[:CELL_LETTERS])


Writer = Callable[[Any, Path, str], tuple[int, int, int]]
WRITERS: dict[str, Writer] = {"parquet": _parquet, "csv": _csv, "xlsx": _xlsx}
