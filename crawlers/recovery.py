"""What a killed crawl left behind becomes a landed run: nothing that was captured is lost."""

import os
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from crawlers.outcomes import LandingError, outcome_line, parse_outcome
from crawlers.records import Outcome
from crawlers.run_writer import lock_outcomes
from crawlers.runs import (
    CAPTURE_FILE,
    OUTCOMES_FILE,
    PART_SUFFIX,
    Run,
    put_in_place,
    read_outcomes,
    run_info,
    write_durably,
)
from crawlers.warc import outcome_at, whole_members


def recover_runs(landed_dir: Path) -> list[Path]:
    """Land every crawl that was cut short and is not being written now; returns the landed folders.

    Whole records are kept, a torn tail is cut off, a crawl without any outcome is removed. Parts of ingests
    stay: their input is still there, and the next ingest of it goes on from the checkpoint.
    """
    parts = sorted(landed_dir.glob(f"*{PART_SUFFIX}")) if landed_dir.is_dir() else []
    return [run for part in parts if (run := _recover(part)) is not None]


def _recover(part: Path) -> Path | None:
    try:
        lock = lock_outcomes(part)
    except LandingError:
        return None
    with lock:
        run = _begun(part)
        if run is not None and run.kind != "crawl":
            return None
        outcomes = _whole_outcomes(part)
        if run is None or not outcomes:
            shutil.rmtree(part)
            return None
        return _land(part, run, outcomes)


def _begun(part: Path) -> Run | None:
    """The facts of an unfinished run, None when the process died before it wrote them."""
    return run_info(part) if (part / "run.json").exists() else None


def _land(part: Path, run: Run, outcomes: list[Outcome]) -> Path:
    write_durably(part / OUTCOMES_FILE, "".join(outcome_line(outcome) + "\n" for outcome in outcomes))
    finished_at: datetime = max(run.started_at, *(outcome.fetched_at for outcome in outcomes))
    return put_in_place(part, replace(run, finished_at=finished_at, recovered=True))


def _whole_outcomes(part: Path) -> list[Outcome]:
    """The outcomes whose records are whole, and those of whole records whose line was not written any more.

    The archive is cut behind its last whole record.
    """
    archive = part / CAPTURE_FILE
    if not archive.exists():
        return []
    offsets = whole_members(archive, 0)
    os.truncate(archive, offsets[-1])
    known = [outcome for outcome in _readable(part) if (outcome.warc_offset or 0) < offsets[-1]]
    behind = max((outcome.warc_offset or 0 for outcome in known), default=0)
    with archive.open("rb") as handle:
        lines = [outcome_at(handle, offset) for offset in offsets[:-1] if offset > behind]
    return known + [parse_outcome(line) for line in lines if line is not None]


def _readable(part: Path) -> list[Outcome]:
    outcomes: list[Outcome] = []
    try:
        for outcome in read_outcomes(part):
            outcomes.append(outcome)
    except LandingError:
        pass  # the torn last line is what recovery is for
    return outcomes
