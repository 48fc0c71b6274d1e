"""The weekly audit: a random sample of what was shown and not shown, set out for people, and what they answered.

`audits/<week>.jsonl` is the sample, drawn once and never changed: one line an article with
`week` ("2026-W32"), `article_id`, `version_id`, `stratum` (shown, below_line, left_out, near, far), `stratum_size`.
Whoever checks does not see the stratum.

`audits/<week>.csv` is the same for a spreadsheet, in random order (UTF-8 with a mark, commas), with the columns
`week, article_id, bao, gio_dang, tieu_de, tom_tat, duong_dan, dang_hien, ghi_chu`. People fill in `dang_hien`: whether
the article is on the union or on workers in Việt Nam and belongs in the digest, "x", "1", "có" or "0", "không"; left
empty it is not answered.

Answers come in by `answer` (from the CSV, or a form): `corrections/audits/<time>-<hash>.jsonl`, files only ever added,
one line an answer with `week`, `article_id`, `is_worthy`, `note`, `said_by` (a role), `said_at`. The last word counts.
"""

import csv
import io
import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawlers.given import json_of
from flows.auditresult import AuditError, monday_of
from flows.cells import inert
from flows.corrections import keep_lines, said_in_files
from flows.digest import window
from flows.home import Home
from flows.wholefile import write_whole
from flows.wording import VIETNAM
from warehouse import db, store
from warehouse.db import Connection, transaction

# Articles of a week that people read: an hour's work. Most of what was shown is right, so precision needs few; what was
# left out is a hundred times as much, and the model's own doubt says where to look.
SIZES = {"shown": 30, "below_line": 10, "left_out": 5, "near": 15, "far": 15}


@dataclass(frozen=True, slots=True)
class AuditItem:
    """One line of `core.audit_items`."""

    week: str
    article_id: str
    version_id: str
    stratum: str
    stratum_size: int


@dataclass(frozen=True, slots=True)
class AuditAnswer:
    """One line of `core.audit_answers`; `said_by` is a role, never a person's name."""

    answer_id: str
    week: str
    article_id: str
    is_worthy: bool
    note: str
    said_by: str
    said_at: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person says of one article of a week's sample."""

    week: str
    article_id: str
    is_worthy: bool
    note: str = ""


def sample(home: Home, week: str, at: datetime) -> Path | None:
    """The sample of a week as `make` sets it out, None while the week is not over or held no articles."""
    try:
        return make(home, week, at)
    except AuditError:
        return None


def make(home: Home, week: str, at: datetime) -> Path:
    """Draw and set out the sample of a week that is over at `at` (aware); gives the CSV. AuditError when it cannot be.

    A week that was drawn stays as it was: the same call only gives its file again.
    """
    monday = monday_of(week)
    span = window(monday, "week")
    if span.last_at > at:
        raise AuditError(f"week {week} is not over yet")
    path = home.root / "audits" / f"{week}.jsonl"
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        if not path.is_file():
            items = draw(store.query(con, "audit_population", first_at=span.first_at, last_at=span.last_at), week)
            if not items:
                raise AuditError(f"week {week} has no articles")
            lines = "".join(json.dumps(asdict(item), ensure_ascii=False) + "\n" for item in items)
            write_whole(path, lines.encode())
        load(con, home)
        rows = store.query(con, "audit_sheet", week=week)
    sheet = path.with_suffix(".csv")
    if not sheet.is_file():
        write_whole(sheet, sheet_of(rows).encode("utf-8-sig"))
    return sheet


def draw(population: Sequence[dict[str, Any]], week: str) -> list[AuditItem]:
    """A random sample of each stratum, in random order; the same week and articles give the same sample. Pure."""
    chance = random.Random(f"audit {week}")  # noqa: S311 -- a lot that anybody can draw again, no secret
    found: list[AuditItem] = []
    for stratum, wanted in SIZES.items():
        members = sorted((row["article_id"], row["version_id"]) for row in population if row["stratum"] == stratum)
        chosen = chance.sample(members, min(wanted, len(members)))
        found += [AuditItem(week, article_id, version_id, stratum, len(members)) for article_id, version_id in chosen]
    chance.shuffle(found)
    return found


def sheet_of(rows: Iterable[dict[str, Any]]) -> str:
    """The CSV for people to fill in."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(HEADS)
    for row in rows:
        at = row["published_at"]
        when = f"{at.astimezone(VIETNAM):%H:%M %d/%m/%Y}" if at else ""
        cells = (row["outlet"], when, row["title"], row["sapo"], row["url"])
        writer.writerow((row["week"], row["article_id"], *(inert(" ".join(cell.split())) for cell in cells), "", ""))
    return buffer.getvalue()


HEADS = ("week", "article_id", "bao", "gio_dang", "tieu_de", "tom_tat", "duong_dan", "dang_hien", "ghi_chu")


def answer(home: Home, answers: Sequence[Answer], *, role: str, at: datetime) -> Path | None:
    """Land answers as one file and load them; None when there are none. AuditError names an article never drawn."""
    if not answers:
        return None
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        load(con, home)
        drawn = {(row["week"], row["article_id"]) for row in store.query(con, "audit_drawn")}
        stranger = next((one for one in answers if (one.week, one.article_id) not in drawn), None)
        if stranger is not None:
            raise AuditError(f"article {stranger.article_id} is not in the sample of week {stranger.week}")
        lines = [{**asdict(one), "said_by": role} for one in answers]
        path = keep_lines(_answers(home), lines, at.astimezone(UTC))
        load(con, home)
    return path


def load(con: Connection, home: Home, losses: list[str] | None = None) -> None:
    """Bring samples and answers into the warehouse; what can't be read is told in `losses`, or is an AuditError."""
    items: list[AuditItem] = []
    for path in sorted((home.root / "audits").glob("*.jsonl")):
        try:
            items += [AuditItem(**json_of(line)) for line in path.read_text(encoding="utf-8").splitlines()]
        except (OSError, ValueError, TypeError) as error:
            if losses is None:
                raise AuditError(f"{path}: {error}") from error
            losses.append(f"{path}: {error}")
    answers = list(said_in_files(_answers(home), AuditAnswer, "kiểm định", losses, AuditError))
    with transaction(con):
        store.replace(con, "core.audit_items", items, {})
        store.replace(con, "core.audit_answers", answers, {})


def _answers(home: Home) -> Path:
    return home.corrections / "audits"
