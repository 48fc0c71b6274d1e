"""What was known when a digest was composed: runs, the roll of outlets, the model, the rules; files beside the digest.

digests/known/<digest id>.json   one Knowledge
digests/known/runs.jsonl         every run in the order in which it became known; only ever added to
digests/known/rolls/<hash>.json  the roll of outlets; one file as long as it stays the same
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawlers.given import json_of
from flows.desks import Desk
from flows.home import Home
from flows.links import Links
from flows.records import Outlet
from flows.wholefile import write_whole
from nlp.grouper import grouper_id
from warehouse import store
from warehouse.db import Connection
from warehouse.sqlfiles import rules_id


class KnowledgeError(Exception):
    """What a digest was composed from can't be kept or read; the message names the file."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What one digest was composed from; `at` in UTC, ISO 8601."""

    digest_id: str
    at: str
    runs: int  # the first so many lines of runs.jsonl
    corrections: int
    story_corrections: int
    annotator_id: str | None
    grouper_id: str
    rules_id: str  # of the statements that compose
    roll: str
    desk: Mapping[str, Any]  # as its file said, without those who get it
    links: Mapping[str, Any]  # where the mail leads


def note(con: Connection, home: Home, desks: Mapping[str, Desk], links: Links, at: datetime) -> None:
    """Keep what the warehouse knows when it composes digests (by id, with their desks) at a moment (aware).

    `links` are where their mails lead. KnowledgeError when the disk refuses.
    """
    folder = _folder(home)
    words = store.query(con, "known_words")[0]
    try:
        shared = Knowledge(
            digest_id="",
            at=at.astimezone(UTC).isoformat(),
            runs=_note_runs(con, folder),
            corrections=words["corrections"],
            story_corrections=words["story_corrections"],
            annotator_id=next((row["annotator_id"] for row in store.query(con, "active_annotator")), None),
            grouper_id=grouper_id(),
            rules_id=rules_id(),
            roll=_note_roll(con, folder),
            desk={},
            links=asdict(links),
        )
        for digest_id, desk in desks.items():
            told = desk.model_dump(mode="json", exclude={"recipients"})
            known = asdict(replace(shared, digest_id=digest_id, desk=told))
            text = json.dumps(known, ensure_ascii=False, indent=1) + "\n"
            write_whole(folder / f"{digest_id}.json", text.encode())
    except OSError as error:
        raise KnowledgeError(f"{folder}: cannot keep what digests were composed from ({error.strerror})") from error


def of_digest(home: Home, digest_id: str) -> Knowledge:
    """What a digest was composed from; KnowledgeError when nobody noted it, or the file can't be read."""
    path = _folder(home) / f"{digest_id}.json"
    try:
        return Knowledge(**json_of(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise KnowledgeError(
            f"{path}: nobody noted what {digest_id} was composed from: there is no such digest"
        ) from error
    except (OSError, ValueError, TypeError) as error:
        raise KnowledgeError(f"{path}: not what a digest was composed from ({error})") from error


def runs_of(home: Home, known: Knowledge) -> list[str]:
    """The runs known then, in the order in which they became known."""
    found = _runs(_folder(home))
    if len(found) < known.runs:
        raise KnowledgeError(f"{_folder(home) / 'runs.jsonl'}: {known.runs} lines are needed, {len(found)} are there")
    return found[: known.runs]


def roll_of(home: Home, known: Knowledge) -> list[Outlet]:
    """The outlets as their files said then."""
    path = _folder(home) / "rolls" / f"{known.roll}.json"
    try:
        rows = json_of(path.read_text(encoding="utf-8"))
        return [Outlet(**{**row, "provinces": tuple(row["provinces"])}) for row in rows]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise KnowledgeError(f"{path}: not a roll of outlets ({error})") from error


def kept(home: Home) -> list[str]:
    """The digests of which it is known what they were composed from."""
    return sorted(path.stem for path in _folder(home).glob("*.json"))


def _folder(home: Home) -> Path:
    return home.digests / "known"


def _note_runs(con: Connection, folder: Path) -> int:
    """Add the runs that became known since the last digest; gives the number of all."""
    path = folder / "runs.jsonl"
    before = _runs(folder)
    here = [row["run_id"] for row in store.query(con, "run_ids")]
    more = sorted(set(here) - set(before))
    if more:
        text = path.read_bytes() if path.is_file() else b""
        write_whole(path, text + "".join(json.dumps({"run_id": one}) + "\n" for one in more).encode())
    return len(before) + len(more)


def _runs(folder: Path) -> list[str]:
    path = folder / "runs.jsonl"
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        return [json_of(line)["run_id"] for line in lines]
    except (ValueError, KeyError, TypeError) as error:
        raise KnowledgeError(f"{path}: not a journal of runs ({error})") from error


def _note_roll(con: Connection, folder: Path) -> str:
    text = json.dumps(store.query(con, "outlet_rows"), ensure_ascii=False, indent=1).encode()
    name = hashlib.sha256(text).hexdigest()[:16]
    path = folder / "rolls" / f"{name}.json"
    if not path.is_file():
        write_whole(path, text)
    return name


def as_parameters(known: Knowledge, runs: Sequence[str], previous_id: str) -> dict[str, Any]:
    """The parameters of warehouse/as_of."""
    return {
        "runs": json.dumps(runs),
        "at": datetime.fromisoformat(known.at),
        "annotator_id": known.annotator_id,
        "previous_id": previous_id,
    }
