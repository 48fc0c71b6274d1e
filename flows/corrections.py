"""What people say of labels: files that are only ever added, loaded as rows that win over the model's."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from crawlers.given import json_of
from flows.home import Home
from flows.moments import STAMP, behind
from flows.wholefile import write_whole
from nlp.records import TARGETS
from nlp.segment import split_sentences
from warehouse import store
from warehouse.db import Connection, transaction, writer

SEPARATOR = "|"  # between the members of a list: no code and no province has it
R = TypeVar("R", bound=store.Record)


class CorrectionError(Exception):
    """A file of corrections can't be written or read; the message names the file and line."""


@dataclass(frozen=True, slots=True)
class Said:
    """One label of one text as a person says it; `evidence_index` counts 0 title, -1 sapo, from 1 the body."""

    text_id: str
    field: str
    value: str
    evidence: str | None = None
    evidence_index: int | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of `core.corrections`; `said_by` is a role, never a person's name."""

    correction_id: str
    text_id: str
    field: str
    value: str
    evidence: str | None
    evidence_index: int | None
    said_by: str
    said_at: str


def land(home: Home, said: Sequence[Said], *, role: str, at: datetime) -> Path | None:
    """Write `corrections/<time>-<hash>.jsonl`, whole or not at all; gives its path, None when there is nothing to say.

    `at` is aware and kept in UTC; the same labels said at the same time are one file. CorrectionError on a full disk.
    """
    if not said:
        return None
    moment = at.astimezone(UTC)
    return keep_lines(home.corrections, [{**asdict(one), "said_by": role} for one in said], moment)


def keep_lines(folder: Path, lines: Sequence[Mapping[str, Any]], moment: datetime) -> Path:
    """Write `<time>-<hash>.jsonl` into `folder`, whole or not at all, each line with `said_at`; gives its path.

    The last word counts, so none is dated before one that was said earlier: a clock that was set back, or was ahead for
    an hour, gives the moment behind the newest word.
    """
    path, text = _file_of(folder, lines, moment)
    if path.is_file():
        return path  # the same, said again in the same moment
    path, text = _file_of(folder, lines, behind(folder.glob("*.jsonl"), moment))
    try:
        write_whole(path, text.encode())
    except OSError as error:
        raise CorrectionError(f"{path}: không ghi được ({error.strerror})") from error
    return path


def _file_of(folder: Path, lines: Sequence[Mapping[str, Any]], moment: datetime) -> tuple[Path, str]:
    text = "".join(json.dumps({**line, "said_at": moment.isoformat()}, ensure_ascii=False) + "\n" for line in lines)
    return folder / f"{moment:{STAMP}}-{hashlib.sha256(text.encode()).hexdigest()[:8]}.jsonl", text


def load(con: Connection, home: Home, losses: list[str] | None = None) -> int:
    """Bring every landed correction into core.corrections; gives the number of new rows.

    A file or line that can't be read is told in `losses` and passed over; without a list it is a CorrectionError.
    """
    rows = said_in_files(home.corrections, Correction, "sửa nhãn", losses, CorrectionError)
    known = {row["correction_id"] for row in store.query(con, "correction_ids")}
    with transaction(con):
        return store.insert(con, "core.corrections", [row for row in rows if row.correction_id not in known])


def said_in_files(
    folder: Path,
    row: type[R],
    name: str,
    losses: list[str] | None,
    error: type[Exception],
    *,
    known: frozenset[str] = frozenset(),
) -> Iterator[R]:
    """Every line of people's words in `folder` as a `row`, its first field made of file and line.

    `name` is what the files hold, in Vietnamese. A file or line that can't be read is told in `losses` and passed over;
    without a list it is an `error`. Files are never changed: those in `known` (names without ending) are left out.
    """

    def lost(what: str) -> None:
        if losses is None:
            raise error(what)
        losses.append(what)

    first, *keys = [field.name for field in fields(row)]
    for path in sorted(path for path in folder.glob("*.jsonl") if path.stem not in known):
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as fault:
            lost(f"{path}: không đọc được tệp {name} ({fault})")
            continue
        for number, line in enumerate(lines, start=1):
            try:
                said = json_of(line)
                yield row(**{first: f"{path.stem}-{number:05d}"}, **{key: said[key] for key in keys})
            except (ValueError, KeyError, TypeError) as fault:
                lost(f"{path}, dòng {number}: không phải một lần {name} ({fault})")


def gold_records(home: Home) -> list[dict[str, Any]]:
    """Give every corrected text in gold form with its text: what people said, the model's labels for the rest.

    One record holds the fields of labels.jsonl, those of pool.jsonl (`title`, `lead`, `sentences`, `date`, `corpus`
    "corrections") and `corrected`, the fields that people decided. Raises WarehouseError.
    """
    with writer(home.root, wait_s=home.lock_wait_s) as con:
        return [_gold(row) for row in store.query(con, "corrected_texts")]


def _gold(row: Mapping[str, Any]) -> dict[str, Any]:
    relevant = row["relevance"] >= 1
    stance = {target: row[f"stance_{target}"] or "none" if relevant else "none" for target in TARGETS}
    evidence = {
        target: [row[f"stance_{target}_evidence_index"]]
        for target in TARGETS
        if stance[target] in ("favor", "against") and row[f"stance_{target}_evidence_index"] is not None
    }
    return {
        "id": row["text_id"],
        "rel": row["relevance"],
        "topics": list(row["topics"]) if relevant else [],
        "stance": stance,
        "ev": evidence,
        "valence": row["valence"] if relevant else "neu",
        "prov": list(row["provinces"]) if relevant else [],
        "sector": row["sector"] if relevant else "none",
        "level": row["level"] if relevant else "none",
        "strike": int(row["strike"] and relevant),
        "foreign": int(row["is_foreign"]),
        "corrected": list(row["corrected_fields"]),
        "corpus": "corrections",
        "date": row["published_at"].date().isoformat() if row["published_at"] else None,
        "title": row["title"],
        "lead": row["sapo"],
        "sentences": split_sentences(row["body"]),
    }
