"""The door to landed runs: write them, read them, recover them, ingest feeds and archives into them.

Errors:
    LandingError    a run, a part of one or an input cannot be used; names the file and, if any, the line
"""

from crawlers.feed_folder import land_feed_folder
from crawlers.foreign_warc import land_foreign_warc
from crawlers.ingest import Ingest
from crawlers.outcomes import LandingError
from crawlers.recovery import recover_runs
from crawlers.run_writer import Fetch, RunWriter
from crawlers.runs import Run, copy_run, landed_runs, make_run_id, read_outcomes, read_run, run_info

__all__ = [
    "Fetch",
    "Ingest",
    "LandingError",
    "Run",
    "RunWriter",
    "copy_run",
    "land_feed_folder",
    "land_foreign_warc",
    "landed_runs",
    "make_run_id",
    "read_outcomes",
    "read_run",
    "recover_runs",
    "run_info",
]
