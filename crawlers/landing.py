"""The door to landed runs: write them, read them, recover them, ingest feeds and archives into them.

Errors:
    LandingError    a run, a part of one or an input cannot be used; names the file and, if any, the line
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from crawlers.feed_folder import land_feed_folder
from crawlers.foreign_warc import land_foreign_warc
from crawlers.ingest import Ingest, copy_run
from crawlers.outcomes import LandingError
from crawlers.recovery import recover_runs
from crawlers.rewriting import Changes, hidden_url, rewrite_run, settle
from crawlers.run_writer import Fetch, RunWriter
from crawlers.runs import Run, landed_runs, make_run_id, read_captures, read_outcomes, read_run, run_info, untold
from crawlers.source import Source

__all__ = [
    "Changes",
    "Fetch",
    "Ingest",
    "LandingError",
    "Run",
    "RunWriter",
    "copy_run",
    "hidden_url",
    "land",
    "land_feed_folder",
    "land_foreign_warc",
    "landed_runs",
    "make_run_id",
    "read_captures",
    "read_outcomes",
    "read_run",
    "recover_runs",
    "rewrite_run",
    "run_info",
    "settle",
    "untold",
]


def land(path: Path, landed_dir: Path, sources: Mapping[str, Source], now: datetime) -> list[Ingest]:
    """Land whatever a path holds: a landed run, a folder of them, a folder of feed files, or a WARC file.

    `now` (aware) is the latest time that a file can have been captured. What is here already is not written
    again. Errors: LandingError.
    """
    if path.is_file():
        return [land_foreign_warc(path, landed_dir, sources)]
    runs = [path] if (path / "run.json").is_file() else landed_runs(path)
    if runs:
        return [copy_run(run, landed_dir) for run in runs]
    return land_feed_folder(path, landed_dir, sources, now)
