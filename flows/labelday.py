"""Labels between the warehouse and people: a day out, corrections in, where the two differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from flows import corrections, labelfile
from flows.corrections import Said
from flows.entities import read_entities
from flows.grouping import regroup
from flows.home import Home
from flows.labelcheck import said_in
from flows.labelfields import FIELDS
from warehouse import db, store
from warehouse.db import Connection

REVIEWED = 200  # articles in one file: about a working day of reading


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file brought: labels, texts, and the landed file (None: nothing was said)."""

    labels: int
    texts: int
    path: Path | None


@dataclass(frozen=True, slots=True)
class FieldReport:
    """One label: texts that people decided, those where the model says the same, the changes (model, people, texts)."""

    field: str
    header: str
    seen: int
    agreed: int
    changes: tuple[tuple[str, str, int], ...]

    def as_dict(self) -> dict[str, Any]:
        """As plain JSON."""
        changes = [{"model": model, "people": people, "texts": n} for model, people, n in self.changes]
        return {"field": self.field, "seen": self.seen, "agreed": self.agreed, "changes": changes}


def export(home: Home, day: date, path: Path) -> int:
    """Write the labelled articles of a digest day to .csv or .jsonl; gives their number. Raises LabelError."""
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        rows = store.query(con, "label_export", day=day)
    labelfile.write(rows, path)
    return len(rows)


def export_review(home: Home, day: date | None, path: Path) -> int:
    """Write the articles with attitudes that the model is not sure of, of a digest day or of any; gives their number.

    At most REVIEWED, doubted criticism of the union first. Raises LabelError.
    """
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        rows = store.query(con, "label_review", day=day, most=REVIEWED)
    labelfile.write(rows, path)
    return len(rows)


def import_file(home: Home, path: Path, *, role: str, at: datetime) -> Imported:
    """Land what the file says, load it, and bring stories and readings up to date; LabelError when a line is wrong."""
    rows = labelfile.read(path)
    keys = {
        f"{key}s": sorted({row.cells[key].strip() for row in rows if row.cells.get(key)})
        for key in ("article_id", "text_id")
    }
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        said = _news(con, said_in(rows, store.query(con, "label_texts", **keys)))
        landed = corrections.land(home, said, role=role, at=at)
        corrections.load(con, home)
        refresh(con)
    return Imported(len(said), len({one.text_id for one in said}), landed)


def _news(con: Connection, said: Sequence[Said]) -> list[Said]:
    """What is not already people's last word: a file imported twice says nothing new."""
    known = {(row["text_id"], row["field"]): row for row in store.query(con, "last_words")}
    return [one for one in said if not _is_known(one, known.get((one.text_id, one.field)))]


def _is_known(one: Said, row: dict[str, Any] | None) -> bool:
    return row is not None and (row["value"], row["evidence_index"]) == (one.value, one.evidence_index)


def refresh(con: Connection) -> None:
    """Regroup and read what became relevant by people's word; nothing before the first model labelled."""
    for row in store.query(con, "active_annotator"):
        regroup(con, row["annotator_id"])
        read_entities(con)


def report(home: Home) -> list[FieldReport]:
    """Give for every label that people decided how the active model compares, in the order of the export."""
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        rows = store.query(con, "label_report")
    by_field = {field: list(group) for field, group in groupby(rows, key=lambda row: str(row["field"]))}
    return [_report(name, by_field[name]) for name in FIELDS if name in by_field]


def _report(name: str, rows: Sequence[dict[str, Any]]) -> FieldReport:
    agreed = sum(row["texts"] for row in rows if row["model"] == row["people"])
    changes = tuple((row["model"], row["people"], row["texts"]) for row in rows if row["model"] != row["people"])
    return FieldReport(name, FIELDS[name].header, sum(row["texts"] for row in rows), agreed, changes)
