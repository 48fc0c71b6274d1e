"""A CSV of counts (source, moment, new items) as arrays: millions of rows in seconds, and what is wrong in the rest."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from warehouse.errors import WarehouseError, translated
from warehouse.scratch import scratch
from warehouse.sqlfiles import sql_text

# What the columns may be called; the first name is ours.
NAMES = {
    "source": ("source", "source_id", "outlet", "outlet_id", "feed", "name", "nguon", "nguồn"),
    "at": ("at", "time", "hour", "timestamp", "ts", "datetime", "date", "polled_at", "fetched_at", "started_at"),
    "items": ("new_items", "items", "count", "n", "new", "n_items", "n_new", "value", "so_tin"),
    "kind": ("kind", "outlet_kind", "type", "loai"),
}
_DELIMITERS = (",", ";", "\t", "|")


class CountsError(WarehouseError):
    """The file is no table of counts; the message names it and what is missing."""


@dataclass(frozen=True, slots=True)
class Counts:
    """One entry a row: `source` (index of `sources`), `hour` from 1970-01-01T00:00Z, `items`; `wrong` rows in words."""

    sources: tuple[str, ...]
    kinds: tuple[str, ...]  # of the sources, "" when the file has none
    source: NDArray[np.int32]
    hour: NDArray[np.int64]
    items: NDArray[np.float64]
    wrong: tuple[str, ...] = ()


def read_counts(path: Path) -> Counts:
    """The rows of a CSV with a header in any order; columns besides those of NAMES are let be.

    Times are ISO 8601 (without a zone: Việt Nam's), day/month/year, or seconds of the epoch. CountsError when a column
    is missing or no row can be read; a single wrong row is passed over and told.
    """
    delim, heads = _header(path)
    column = {name: _find(heads, name) for name in NAMES}
    missing = [name for name in ("source", "at", "items") if column[name] is None]
    if missing:
        wanted = "; ".join(f"{NAMES[name][0]} ({', '.join(NAMES[name][1:4])} …)" for name in missing)
        raise CountsError(f"{path}: no column {wanted}; the header has {', '.join(heads)}")
    where = {name: f'"c{number}"' if number is not None else "''" for name, number in column.items()}
    columns = json.dumps({f"c{number}": "VARCHAR" for number in range(len(heads))}).replace('"', "'")
    with scratch() as con, translated(str(path), otherwise=CountsError):
        con.execute(
            sql_text("statements", "counts_read").format(delim=delim, columns=columns, **where), {"path": str(path)}
        )
        con.execute(sql_text("statements", "counts_moments"))
        con.execute(sql_text("statements", "counts_sources"))
        named = con.execute(sql_text("statements", "counts_named")).fetchall()
        rows = con.execute(sql_text("statements", "counts_rows")).fetchnumpy()
        total = con.execute(sql_text("statements", "counts_total")).fetchone()
        is_whole = total == (len(rows["hour"]),)
        wrong = [] if is_whole else con.execute(sql_text("statements", "counts_wrong")).fetchall()
    told = tuple(f"{path}, line {line}: {field} {value!r}" for line, field, value in wrong)
    if not len(rows["hour"]):
        raise CountsError(told[0] if told else f"{path}: no counts in it")
    sources, kinds = zip(*named, strict=True)
    return Counts(sources, kinds, rows["number"], rows["hour"], rows["items"], told)


def _header(path: Path) -> tuple[str, list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            line = handle.readline()
    except UnicodeDecodeError as error:
        raise CountsError(f"{path}: not UTF-8 ({error})") from error
    delim = max(_DELIMITERS, key=line.count)
    return delim, [head.strip() for head in next(csv.reader([line], delimiter=delim), [])]


def _find(heads: list[str], name: str) -> int | None:
    plain = [head.casefold().replace(" ", "_") for head in heads]
    return next((plain.index(known) for known in NAMES[name] if known in plain), None)
