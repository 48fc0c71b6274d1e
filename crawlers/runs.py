"""Landed runs: found, described, read lazily.

A landed run is a folder `<run_id>` with `run.json`, `outcomes.jsonl` and `capture.warc.gz`. A folder
`<run_id>.part` is being written (its `outcomes.jsonl` is locked) or was left by a process that died; it never
counts as landed.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from crawlers.given import json_of
from crawlers.outcomes import LandingError, read_lines
from crawlers.records import Capture, Outcome
from crawlers.warc import outcome_at, read_at, whole_members

RUN_FILE, OUTCOMES_FILE, CAPTURE_FILE = "run.json", "outcomes.jsonl", "capture.warc.gz"
PART_SUFFIX = ".part"
_DAY, _TIME = r"(?!0000)\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", r"(?:[01]\d|2[0-3])[0-5]\d[0-5]\d"
_RUN_ID = re.compile(rf"{_DAY}T{_TIME}Z-[0-9a-z]{{6}}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Run:
    """A landed run as its `run.json` tells; times in UTC, `finished_at` is the time of the last request."""

    run_id: str
    kind: str  # crawl | feeds | warc
    started_at: datetime
    finished_at: datetime
    recovered: bool  # cut short by a crash and landed with what was whole
    input_sha256: str | None  # of the file or folder that was ingested
    notes: tuple[str, ...] = ()  # what went wrong in the run itself
    remarks: tuple[str, ...] = ()  # what the run left undone on purpose, or could make no sense of


def make_run_id(moment: datetime, token: str) -> str:
    """The run id of a moment: `YYYYMMDDTHHMMSSZ-` and the first six of the hex digits in `token`."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}-{token[:6]}"


def started_at(run_id: str) -> datetime:
    """The UTC time in a run id; LandingError when it has another form."""
    if not _RUN_ID.fullmatch(run_id):
        raise LandingError(f"{run_id}: not a run id of the form YYYYMMDDTHHMMSSZ-xxxxxx")
    try:
        return datetime.strptime(run_id[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError as error:
        raise LandingError(f"{run_id}: {error}") from error


def write_durably(path: Path, text: str) -> None:
    """Replace a small file so that a crash leaves either the old or the new text."""
    fresh = path.with_name(path.name + ".new")
    with fresh.open("w") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    fresh.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Wait until the disk has a file, or the names that stand in a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_run(folder: Path, run: Run) -> None:
    """Write `run.json`."""
    facts = {
        **asdict(run),
        "started_at": run.started_at.isoformat(),
        "finished_at": run.finished_at.isoformat(),
    }
    write_durably(folder / RUN_FILE, json.dumps(facts, indent=1, ensure_ascii=False) + "\n")


def put_in_place(part: Path, run: Run) -> Path:
    """Land a whole part under its final name; after this returns the run survives a power cut."""
    write_run(part, run)
    final = part.with_name(run.run_id)
    part.replace(final)
    for folder in (final, final.parent):
        sync(folder)
    return final


def landed_runs(landed_dir: Path) -> list[Path]:
    """The landed runs of a folder, sorted by run id; unfinished ones are left out."""
    if not landed_dir.is_dir():
        return []
    return sorted(path for path in landed_dir.iterdir() if _RUN_ID.fullmatch(path.name) and path.is_dir())


def run_info(path: Path) -> Run:
    """The facts of a landed run; LandingError when its `run.json` is missing, not readable or of no run."""
    try:
        raw = json_of((path / RUN_FILE).read_text())
        if not _RUN_ID.fullmatch(str(raw["run_id"])):  # it becomes the name of a folder
            raise ValueError(f"run_id {raw['run_id']!r} is not of the form YYYYMMDDTHHMMSSZ-xxxxxx")
        times = {name: datetime.fromisoformat(raw[name]) for name in ("started_at", "finished_at")}
        told = {"notes": tuple(raw["notes"]), "remarks": tuple(raw.get("remarks", ()))}
        return Run(**{**raw, **times, **told})
    except OSError as error:
        raise LandingError(f"{path / RUN_FILE}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise LandingError(f"{path / RUN_FILE}: {error}") from error


def read_outcomes(path: Path, losses: list[str] | None = None) -> Iterator[Outcome]:
    """All outcomes of a run, lazily and in order; LandingError names file and line of a bad one.

    With `losses` the message is added there instead and what was read before it stands.
    """
    try:
        for outcome in read_lines(path / OUTCOMES_FILE):
            if _RUN_ID.fullmatch(path.name) and outcome.run_id != path.name:
                raise LandingError(f"{path / OUTCOMES_FILE}: the lines are of another run, {outcome.run_id}")
            yield outcome
    except LandingError as error:
        if losses is None:
            raise
        losses.append(str(error))


def read_run(path: Path, losses: list[str] | None = None) -> Iterator[Capture]:
    """The landed responses of a run, lazily and in order.

    What is damaged is left out and everything readable is served; LandingError at the end says what was lost.
    With `losses` the messages are added there and nothing raises.
    """
    lost: list[str] = []
    asked: list[Outcome] = []
    yield from read_captures(path, _noted(read_outcomes(path, lost), asked), lost)
    lost += untold(path, asked)
    if losses is not None:
        losses += lost
    elif lost:
        raise LandingError(lost[0] + (f" and {len(lost) - 1} more losses" if len(lost) > 1 else ""))


def read_captures(path: Path, outcomes: Iterable[Outcome], losses: list[str]) -> Iterator[Capture]:
    """The landed responses of some outcomes of a run, lazily; what is damaged is told in `losses` and left out."""
    archive = path / CAPTURE_FILE
    try:
        with archive.open("rb") as handle:
            for outcome in outcomes:
                if outcome.outcome != "landed" or outcome.warc_offset is None:
                    continue
                if (capture := _capture(handle, outcome, outcome.warc_offset)) is not None:
                    yield capture
                else:
                    losses.append(f"{archive}: no whole record at byte {outcome.warc_offset} ({outcome.url})")
    except OSError as error:
        losses.append(f"{archive}: {error.strerror or error}")


def untold(path: Path, outcomes: Iterable[Outcome]) -> list[str]:
    """What the archive holds behind the last of all outcomes of a run: lines were lost from the end of their file."""
    last = max((one.warc_offset or 0 for one in outcomes), default=0)
    try:
        with (path / CAPTURE_FILE).open("rb") as handle:
            offsets = whole_members(path / CAPTURE_FILE, last)[:-1]
            behind = sum(outcome_at(handle, offset) is not None for offset in offsets if offset > last)
    except OSError:
        return []  # told where the captures are read
    return [f"{path / OUTCOMES_FILE}: the lines of {behind} captured answers are missing at its end"] if behind else []


def _noted(outcomes: Iterable[Outcome], asked: list[Outcome]) -> Iterator[Outcome]:
    for one in outcomes:
        asked.append(one)
        yield one


def _capture(handle: BinaryIO, outcome: Outcome, offset: int) -> Capture | None:
    try:
        headers, body = read_at(handle, offset)
    except OSError:
        return None
    if hashlib.sha256(body).hexdigest() != outcome.sha256:
        return None
    return Capture(outcome, headers, body)


def run_of_input(landed_dir: Path, input_sha256: str) -> Path | None:
    """The landed run that came from the same input, whatever its time; None when there is none."""
    same = (path for path in landed_runs(landed_dir) if path.name.endswith("-" + input_sha256[:6]))
    return next((path for path in same if run_info(path).input_sha256 == input_sha256), None)
