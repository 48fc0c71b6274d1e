"""Any WARC file, such as Common Crawl's news archives, becomes a landed run of the configured outlets."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from fastwarc import ArchiveIterator

from crawlers.ingest import Hosts, Ingest, content_hash
from crawlers.outcomes import LandingError
from crawlers.run_writer import Fetch, RunWriter
from crawlers.runs import make_run_id, run_of_input
from crawlers.source import Source
from crawlers.verdict import MAX_FEED_BYTES, kind_of_body, reason_of_status, undo_transfer
from crawlers.warc import begins_record, next_record

_LONGEST = MAX_FEED_BYTES + (1 << 20)  # bytes of a body; longer ones than a feed are told as too large
# Beginnings that lead nowhere: so many are let be, then one in so many bytes; each costs a head of 64 KiB at worst
_MOST_FALLS, _STRIDE = 200, 8192
_TEXT = ("html", "xml", "rss", "atom", "text/plain")


@dataclass(frozen=True, slots=True)
class Record:
    """One record of interest, or a place where the archive could not be read (`problem`)."""

    position: int
    problem: str | None = None
    url: str = ""
    at: datetime | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


def land_foreign_warc(path: Path, landed_dir: Path, sources: Mapping[str, Source]) -> Ingest:
    """Land the answers of configured hosts in a WARC file (gzip or not, any size, read once as a stream).

    The same file with the same hosts lands once; an interrupted ingest goes on from its checkpoint. Records
    that cannot be used are counted by reason. LandingError when the file holds no WARC record at all.
    """
    hosts = Hosts(sources.values())
    try:
        sha256 = content_hash([repr(sorted(hosts.names)).encode(), path])
        if (known := run_of_input(landed_dir, sha256)) is not None:
            return Ingest(known, is_new=False)
        with path.open("rb") as handle:
            run_id = make_run_id(_first_time(path, handle), sha256)
            with RunWriter(landed_dir, run_id, "warc", input_sha256=sha256) as writer:
                return ArchiveLanding(path, writer, hosts).run(handle)
    except OSError as error:
        raise LandingError(f"{error.filename or path}: {error.strerror or error}") from error


def _first_time(path: Path, handle: BinaryIO) -> datetime:
    """The time of the first dated record, which names the run; the position is free afterwards."""
    handle.seek(0)
    try:
        for record in ArchiveIterator(handle, parse_http=False):
            if record.record_date is not None:
                return record.record_date.astimezone(UTC)
    except OSError as error:
        raise LandingError(f"{path}: not a WARC file ({error})") from error
    raise LandingError(f"{path}: no WARC record in it")


class ArchiveLanding:
    """One pass over an archive; its state is what a checkpoint keeps."""

    # A checkpoint costs two fsyncs; at some 5,000 records a second this is at most one a second.
    checkpoint_every = 5000

    def __init__(self, path: Path, writer: RunWriter, hosts: Hosts) -> None:
        self._path = path
        self.writer = writer
        self._hosts = hosts
        noted: dict[str, Any] = writer.noted
        self._next: int = noted.get("next", 0)
        self._left_out: Counter[str] = Counter(noted.get("left_out", {}))
        self._damage: str | None = noted.get("damage")
        self._seen = 0

    def run(self, handle: BinaryIO) -> Ingest:
        """Land everything from the checkpoint on."""
        with self._path.open("rb") as probe:
            for record in self._records(handle):
                self._checkpoint(probe, record.position)
                self.take(record)
        if self._damage:
            self.writer.notes.append(self._damage)
        counts = self.writer.counts
        return Ingest(self.writer.path, True, counts["landed"], dict(self._left_out), self._damage)

    def _checkpoint(self, probe: BinaryIO, position: int) -> None:
        # an archive compressed as one piece cannot be entered in the middle
        if self._seen >= self.checkpoint_every and begins_record(probe, position):
            self._seen = 0
            noted = {"next": position, "left_out": dict(self._left_out), "damage": self._damage}
            self.writer.save_checkpoint(noted)

    def _records(self, handle: BinaryIO) -> Iterator[Record]:
        """The records of interest; behind a damaged place reading goes on at the next whole record."""
        start: int | None = self._next
        begun, falls = self._next, 0
        while start is not None:
            self._next = start
            handle.seek(start)
            try:
                archive = ArchiveIterator(handle, func_filter=self._wanted, max_header_len=1 << 16)
                for record in archive:
                    yield _read(record)
                return
            except OSError as error:
                yield Record(self._next, problem=str(error))
            falls += 1
            is_trap = falls > _MOST_FALLS + (self._next - begun) // _STRIDE
            start = next_record(handle, self._next + (_STRIDE if is_trap else 0))

    def _wanted(self, record: Any) -> bool:
        """Called for every record, so that damage is known to lie behind the last one seen."""
        self._next = record.stream_pos
        self._seen += 1
        return self._hosts.source_id(_target(record)) is not None

    def take(self, record: Record) -> None:
        """Land one record, or count why not."""
        refusal = record.problem or _refusal(record)
        if record.problem:
            self._damage = self._damage or f"{self._path.name}: {record.problem} near byte {record.position}"
            refusal = "malformed"
        if refusal or record.at is None or record.status is None:
            self._left_out[refusal or "malformed"] += 1
            return
        body = undo_transfer(record.headers, record.body)
        fetch = Fetch(
            source_id=self._hosts.source_id(record.url) or "",
            kind=kind_of_body(record.url, body),
            url=record.url,
            fetched_at=record.at,
            final_url=record.url,
            status=record.status,
        )
        reason = "too_large" if len(body) > MAX_FEED_BYTES else reason_of_status(record.status)
        if reason:
            self.writer.fail(fetch, reason)
        else:
            self.writer.land(fetch, record.headers, body)


def _target(record: Any) -> str:
    return (record.headers.get("WARC-Target-URI") or "").strip().strip("<>")


def _read(record: Any) -> Record:
    """A record with its body; a body that is shorter than announced makes it a problem."""
    position, url = record.stream_pos, _target(record)
    if "response" not in str(record.record_type):
        return Record(position, url=url)
    announced = record.content_length
    body = record.reader.read(_LONGEST + 1)
    if len(body) > _LONGEST:
        return Record(position, problem=f"the record of {url} is longer than any answer")
    if len(body) < announced:
        return Record(position, problem=f"the record of {url} is cut off")
    date = record.record_date
    return Record(
        position,
        url=url,
        at=None if date is None else date.astimezone(UTC),
        status=record.http_headers.status_code if record.is_http_parsed else None,
        headers=record.http_headers.to_tuples() if record.is_http_parsed else (),
        body=body,
    )


def _refusal(record: Record) -> str | None:
    """Why a readable record is not landed; None when it is to be."""
    if record.status is None and record.at is None and not record.headers:
        return "not_a_response"
    if record.status is None or record.at is None:
        return "malformed"
    if 300 <= record.status < 400:
        return "redirect"
    declared = next((value.lower() for name, value in record.headers if name.lower() == "content-type"), "html")
    return None if any(word in declared for word in _TEXT) else "not_text"
