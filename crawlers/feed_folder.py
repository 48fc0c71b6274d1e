"""Saved feeds: a folder of `<source>.xml` becomes one landed run."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from crawlers.ingest import Ingest, content_hash
from crawlers.outcomes import LandingError
from crawlers.run_writer import Fetch, RunWriter
from crawlers.runs import make_run_id, run_of_input
from crawlers.source import Source
from crawlers.verdict import MAX_FEED_BYTES


def land_feed_folder(folder: Path, landed_dir: Path, sources: Mapping[str, Source], now: datetime) -> list[Ingest]:
    """Land a folder of files named `<source>.xml`, and each day folder in it: one run per folder with files.

    A folder named by a date was captured at the end of that day (UTC), another one when its
    files were written; never later than `now` (aware). The same files land once. LandingError names what
    cannot be read.
    """
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix == ".xml" and path.is_file())
        inner = sorted(path for path in folder.iterdir() if path.is_dir() and _day_of(path) is not None)
        ingests = [_land_day(folder, files, landed_dir, sources, now)] if files else []
    except OSError as error:
        raise LandingError(f"{error.filename or folder}: {error.strerror}") from error
    for day_folder in inner:
        ingests += land_feed_folder(day_folder, landed_dir, sources, now)
    if not ingests:
        raise LandingError(f"{folder}: no file named <source>.xml, in it or in a day folder")
    return ingests


def _day_of(folder: Path) -> date | None:
    try:
        return date.fromisoformat(folder.name)
    except ValueError:
        return None


def _captured_at(folder: Path, path: Path, now: datetime) -> datetime:
    day = _day_of(folder)
    if day is None:
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    else:
        # collections cut their days by UTC as well as by Hanoi: the later end holds both
        written = datetime.combine(day + timedelta(days=1), time(), UTC) - timedelta(seconds=1)
    return min(written, now).astimezone(UTC)


def _land_day(
    folder: Path, files: list[Path], landed_dir: Path, sources: Mapping[str, Source], now: datetime
) -> Ingest:
    day = _day_of(folder)
    named = [part for path in files for part in (path.name.encode(), path)]
    sha256 = content_hash([day.isoformat().encode() if day else b"", *named])
    if (known := run_of_input(landed_dir, sha256)) is not None:
        return Ingest(known, is_new=False)
    moments = {path: _captured_at(folder, path, now) for path in files}
    run_id = make_run_id(max(moments.values()), sha256)
    with RunWriter(landed_dir, run_id, "feeds", input_sha256=sha256) as writer:
        for path in files:
            _land_file(writer, path, moments[path], sources.get(path.stem))
    return Ingest(writer.path, is_new=True, n_landed=writer.counts["landed"])


def _land_file(writer: RunWriter, path: Path, captured_at: datetime, source: Source | None) -> None:
    """A file of an unknown source is landed too: nothing that was captured is thrown away."""
    url = source.feeds[0].url if source and source.feeds else f"file:///{path.name}"
    fetch = Fetch(source_id=path.stem, kind="feed", url=url, fetched_at=captured_at, final_url=url)
    if path.stat().st_size > MAX_FEED_BYTES:
        writer.fail(fetch, "too_large")
    else:
        writer.land(fetch, (), path.read_bytes())
