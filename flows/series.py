"""Daily counters handed in as CSV: files that are only ever added; of one day the word said last counts."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from flows.corrections import keep_lines, said_in_files
from flows.home import Home
from flows.planmodel import Counter
from warehouse import store
from warehouse.db import Connection, transaction

COLUMNS = ("counter", "date", "value")


class SeriesError(Exception):
    """A file of a counter can't be used; the message names the file, line and field."""


@dataclass(frozen=True, slots=True)
class Point:
    """One value of one counter on one day."""

    counter_id: str
    date: str
    value: float


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One line of `core.series_points`; `said_by` is a role, never a person's name."""

    point_id: str
    counter_id: str
    date: str
    value: float
    said_by: str
    said_at: str

    def __post_init__(self) -> None:
        """Refuse what is no day and no number."""
        date.fromisoformat(self.date)
        float(self.value)


def read_csv(path: Path, counters: Mapping[str, Counter]) -> list[Point]:
    """The points of a CSV file with the columns counter, date (2022-06-30 or 30/6/2022) and value.

    SeriesError names file, line and field; a number may have dots or spaces for thousands.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SeriesError(f"{path}: không đọc được ({error})") from error
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.DictReader(text.splitlines(), delimiter=delimiter)
    try:
        missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            raise SeriesError(f"{path}: thiếu cột {', '.join(missing)}")
        return list(_points(path, rows, counters))
    except csv.Error as error:
        raise SeriesError(f"{path}, dòng {rows.line_num + 1}: {error}") from error


def _points(path: Path, rows: "csv.DictReader[str]", counters: Mapping[str, Counter]) -> Iterator[Point]:
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        where = f"{path}, dòng {rows.line_num}"
        cells = {name: (row[name] or "").strip() for name in COLUMNS}
        if cells["counter"] not in counters:
            raise SeriesError(
                f"{where}, cột counter: không có số đếm {cells['counter']!r}; có: {', '.join(sorted(counters))}"
            )
        day, value = _day(cells["date"], where), _number(cells["value"], where)
        key = (cells["counter"], day)
        if key in seen:
            raise SeriesError(f"{where}, cột date: ngày {day} đã có ở dòng {seen[key]}")
        seen[key] = rows.line_num
        yield Point(cells["counter"], day, value)


def _day(text: str, where: str) -> str:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 (a calendar day has no zone)
        except ValueError:
            continue
    raise SeriesError(f"{where}, cột date: {text!r} không phải ngày (2022-06-30 hoặc 30/6/2022)")


def _number(text: str, where: str) -> float:
    """A count; "1.234.567" and "1 234 567" are one million, as Vietnamese papers write it."""
    bare = text.replace(" ", "").replace("\u00a0", "")
    parts = bare.split(".")
    if len(parts) > 1 and all(len(part) == 3 for part in parts[1:]):
        bare = "".join(parts)
    try:
        value = float(bare.replace(",", "."))
    except ValueError:
        raise SeriesError(f"{where}, cột value: {text!r} không phải số") from None
    if not 0 <= value < 1e15:
        raise SeriesError(f"{where}, cột value: {text!r} phải từ 0 trở lên")
    return value


def import_csv(
    home: Home, path: Path, counters: Mapping[str, Counter], *, role: str, at: datetime
) -> tuple[int, Path | None]:
    """Land the points of a file under `series/`; gives their number and the landed file, None for an empty one.

    A file with a wrong line lands nothing (SeriesError).
    """
    points = read_csv(path, counters)
    if not points:
        return 0, None
    landed = keep_lines(home.series, [{**asdict(one), "said_by": role} for one in points], at.astimezone(UTC))
    return len(points), landed


def load(con: Connection, home: Home, losses: list[str] | None = None) -> int:
    """Bring every landed point into core.series_points; gives the number of new rows.

    A file or line that can't be read is told in `losses` and passed over; without a list it is a SeriesError.
    """
    rows = list(said_in_files(home.series, SeriesPoint, "số đếm", losses, SeriesError))
    with transaction(con):
        return store.insert(con, "core.series_points", rows)
