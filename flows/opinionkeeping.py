"""Comments are kept for a time and then deleted for real; what stays of them are figures, in a file of their own.

A file `opinion/kept-<cutoff>-<hash>.jsonl` is written first; its first line names the runs that it stands for and the
Monday before which their comments are over. A killed process is finished by that line the next time.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from crawlers.given import json_of
from crawlers.public_records import Comment
from crawlers.sheet_forgetting import finish_forgetting, forget_comments
from flows.home import Home
from flows.wholefile import write_whole
from flows.wording import VIETNAM
from warehouse import store
from warehouse.db import Connection, transaction


class KeepingError(Exception):
    """A file of kept figures can't be read; the message names the file and line."""


@dataclass(frozen=True, slots=True)
class KeptOpinionRow:
    """One line of `core.kept_opinion`."""

    kept_id: str
    week_date: str
    source_id: str
    post_id: str
    topic: str
    province: str
    target: str
    stance: str
    intent: str
    valence: str
    comments: int
    voices: int


def forget_old_comments(con: Connection, home: Home, today: date, days: int) -> int:
    """Delete the comments of whole weeks that ended over `days` days ago, figures kept; gives their number."""
    finish_forgetting(home.landed)
    for path in _files(home):
        _forget(con, home, *_head(path))
    cutoff = cutoff_of(today, days)
    cells = store.query(con, "old_opinion", cutoff=cutoff)
    runs = [str(row["run_id"]) for row in store.query(con, "old_comment_runs", cutoff=cutoff)]
    if not runs:
        return 0
    path = _keep(home, cutoff, runs, cells)
    with transaction(con):
        store.insert(con, "core.kept_opinion", list(_rows(path)))
    return _forget(con, home, cutoff, runs)


def cutoff_of(today: date, days: int) -> date:
    """The Monday before which comments are over: of the week that `days` days ago lie in."""
    last = today - timedelta(days=days)
    return last - timedelta(days=last.weekday())


def count_old_comments(con: Connection, today: date, days: int) -> int:
    """How many comments in the tables are over."""
    return int(store.query(con, "count_old_comments", cutoff=cutoff_of(today, days))[0]["comments"])


def load_kept(con: Connection, home: Home, losses: list[str]) -> None:
    """Load the figures that outlived their comments; what can't be read is told in `losses`."""
    rows: list[KeptOpinionRow] = []
    for path in _files(home):
        try:
            rows += _rows(path)
        except KeepingError as error:
            losses.append(str(error))
    store.insert(con, "core.kept_opinion", rows)


def _forget(con: Connection, home: Home, cutoff: date, runs: list[str]) -> int:
    """Take the comments before a Monday out of every landed run of pages and out of the tables."""

    def is_over(comment: Comment) -> bool:
        return comment.said_at.astimezone(VIETNAM).date() < cutoff

    gone = sum(forget_comments(home.landed / run, is_over) for run in runs if (home.landed / run).is_dir())
    with transaction(con):
        store.query(con, "forget_old_comments", cutoff=cutoff, run_ids=runs)
        store.query(con, "forget_unused_voice_labels")
    return gone


def _keep(home: Home, cutoff: date, runs: list[str], cells: list[dict[str, Any]]) -> Path:
    head = {"cutoff": cutoff.isoformat(), "runs": runs}
    told = [json.dumps(head)] + [json.dumps(cell, ensure_ascii=False, default=str) for cell in cells]
    digest = hashlib.sha256("\n".join(told).encode()).hexdigest()[:8]
    path = home.root / "opinion" / f"kept-{cutoff.isoformat()}-{digest}.jsonl"
    write_whole(path, ("\n".join(told) + "\n").encode())
    return path


def _files(home: Home) -> list[Path]:
    return sorted((home.root / "opinion").glob("kept-*.jsonl"))


def closed_before(home: Home) -> date | None:
    """The Monday before which weeks are told for good, their comments deleted; None before the first deletion."""
    return max((_head(path)[0] for path in _files(home)), default=None)


def _head(path: Path) -> tuple[date, list[str]]:
    try:
        told = json_of(path.read_text(encoding="utf-8").split("\n", 1)[0])
        return date.fromisoformat(told["cutoff"]), [str(run) for run in told["runs"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KeepingError(f"{path}, line 1: {error}") from error


def _rows(path: Path) -> list[KeptOpinionRow]:
    rows: list[KeptOpinionRow] = []
    for number, line in enumerate(path.read_bytes().splitlines()[1:], start=2):
        try:
            kept_id = hashlib.sha256(f"{path.name}:{number}".encode()).hexdigest()[:16]
            rows.append(KeptOpinionRow(kept_id=kept_id, **json_of(line)))
        except (ValueError, TypeError) as error:
            raise KeepingError(f"{path}, line {number}: {error}") from error
    return rows
