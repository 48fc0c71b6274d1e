"""Comments whose time is over leave the landed runs: sheets written anew without them, the rest as it stood."""

import shutil
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

from crawlers.landing import Fetch, LandingError, RunWriter, read_outcomes, read_run, run_info
from crawlers.public_records import FORM, Comment, Sheet, read_sheet, sheet_bytes
from crawlers.records import Outcome

_OLD, _FRESH = ".forgotten", "rewriting"


def forget_comments(run: Path, is_over: Callable[[Comment], bool]) -> int:
    """Write a landed run of pages anew without the comments that are over; gives how many went.

    Requests, posts and younger comments stay, in order. The old files are deleted when the new ones stand; a killed
    process leaves one or the other. Errors: LandingError.
    """
    finish_forgetting(run.parent)
    sheets = {capture.outcome.seq: read_sheet(capture.body) for capture in read_run(run)}
    gone = sum(is_over(one) for sheet in sheets.values() for one in sheet.comments)
    if not gone:
        return 0
    kept = {
        seq: replace(sheet, comments=tuple(one for one in sheet.comments if not is_over(one)))
        for seq, sheet in sheets.items()
    }
    fresh = run.parent / _FRESH
    shutil.rmtree(fresh, ignore_errors=True)
    info = run_info(run)
    with RunWriter(fresh, run.name, info.kind, input_sha256=info.input_sha256) as writer:
        for outcome in read_outcomes(run):
            _again(writer, outcome, kept.get(outcome.seq))
        writer.notes.extend(info.notes)
        writer.remarks.extend(info.remarks)
    _swap(run, fresh / run.name)
    return gone


def finish_forgetting(landed_dir: Path) -> None:
    """Do what a killed process left: a run that was put aside comes back when its new form isn't there."""
    for aside in landed_dir.glob(f"*{_OLD}"):
        run = aside.with_name(aside.name.removesuffix(_OLD))
        if run.exists():
            shutil.rmtree(aside)
        else:
            aside.replace(run)


def _again(writer: RunWriter, outcome: Outcome, sheet: Sheet | None) -> None:
    fetch = Fetch(**{one.name: getattr(outcome, one.name) for one in fields(Fetch)})
    if outcome.outcome == "failed":
        writer.fail(fetch, outcome.reason or "cancelled")
    else:
        writer.land(fetch, (), sheet_bytes(sheet or Sheet()), derived=FORM)


def _swap(run: Path, fresh: Path) -> None:
    try:
        aside = run.with_name(run.name + _OLD)
        run.replace(aside)
        fresh.replace(run)
        shutil.rmtree(aside)
        shutil.rmtree(fresh.parent, ignore_errors=True)
    except OSError as error:
        raise LandingError(f"{run}: {error.strerror}") from error
