"""Landed runs changed after the fact, for the law's sake only: answers taken out, or replaced by what was read in them.

The archive is written whole beside the old one and takes its place with the outcomes in one step. Where an answer stood
lies a record of the same length, so that every other record keeps its bytes and its offset; its zeros take no room on
a disk that knows sparse files.
"""

import hashlib
import os
import shutil
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from crawlers.alone import alone_in
from crawlers.outcomes import LandingError, outcome_line, parse_outcome
from crawlers.records import Outcome
from crawlers.runs import CAPTURE_FILE, OUTCOMES_FILE, sync
from crawlers.warc import next_record, reading_member, whole_member

TAKEN_DOWN = "taken_down"
_BLOCK = 0xFFFF  # bytes in a stored block of deflate (RFC 1951, 3.2.4)
_AROUND = 18  # bytes of a gzip header and trailer (RFC 1952)
_NEW, _OLD = ".new", ".old"


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to become of some answers of a run, by seq: taken out for good, or replaced by a reading of them."""

    removed: Mapping[int, str] = field(default_factory=dict)  # seq → the address that is told instead
    readings: Mapping[int, bytes] = field(default_factory=dict)  # seq → JSON of what was read

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.removed or self.readings)


def hidden_url(url: str, article_id: str) -> str:
    """The address that stands for one that must not be told: its host and the article's id."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/da-go/{article_id}"


def rewrite_run(run: Path, changes: Changes) -> None:
    """Take answers out of a landed run; killed at any moment it is the old run or the new one. Errors: LandingError.

    Two who do so wait for one another.
    """
    with alone_in(run.parent):
        _rewrite(run, changes)


def _rewrite(run: Path, changes: Changes) -> None:
    _settle(run.parent)
    fresh = run.with_name(f".{run.name}{_NEW}")
    try:
        fresh.mkdir()
        for path in run.iterdir():
            if path.name not in (CAPTURE_FILE, OUTCOMES_FILE):
                shutil.copyfile(path, fresh / path.name)
        _write(run, fresh, changes)
        for path in (*fresh.iterdir(), fresh):
            sync(path)
        run.rename(run.with_name(f".{run.name}{_OLD}"))
        _settle(run.parent)
        sync(run.parent)
    except OSError as error:
        raise LandingError(f"{error.filename or run}: {error.strerror or error}") from error


def settle(landed_dir: Path) -> None:
    """Finish or forget what a killed `rewrite_run` left: with the old run out of the way the new one is whole."""
    with alone_in(landed_dir):
        _settle(landed_dir)


def _settle(landed_dir: Path) -> None:
    for old in landed_dir.glob(f".*{_OLD}"):
        run, fresh = _named(old, _OLD), old.with_name(old.name.removesuffix(_OLD) + _NEW)
        if not run.exists():
            (fresh if fresh.exists() else old).rename(run)
            sync(landed_dir)  # before the old one goes
        shutil.rmtree(old, ignore_errors=True)
    for fresh in landed_dir.glob(f".*{_NEW}"):
        shutil.rmtree(fresh)


def _named(folder: Path, suffix: str) -> Path:
    return folder.with_name(folder.name.removeprefix(".").removesuffix(suffix))


def _write(run: Path, fresh: Path, changes: Changes) -> None:
    gone = changes.removed.keys() | changes.readings.keys()
    lines: list[bytes] = []
    with (run / CAPTURE_FILE).open("rb") as old, (fresh / CAPTURE_FILE).open("wb") as new:
        at, end = 0, old.seek(0, os.SEEK_END)
        behind = end  # readings are longer than their answers at times, so they follow at the end
        members: list[bytes] = []
        for line in (run / OUTCOMES_FILE).read_bytes().splitlines(keepends=True):
            outcome = _outcome(line)
            if outcome is None or outcome.seq not in gone:
                lines.append(line)
                continue
            if outcome.warc_offset is not None and outcome.warc_offset < end:
                _copy(old, new, at, outcome.warc_offset)
                at = _end_of(old, outcome.warc_offset, end)
                _write_filler(new, at - outcome.warc_offset, outcome.fetched_at)
            told, member = _replaced(outcome, changes, behind)
            behind += len(member)
            members.append(member)
            lines.append(outcome_line(told).encode() + b"\n")
        _copy(old, new, at, end)
        new.writelines(members)
    (fresh / OUTCOMES_FILE).write_bytes(b"".join(lines))


def _outcome(line: bytes) -> Outcome | None:
    try:
        return parse_outcome(line.decode())
    except ValueError:
        return None  # damage stays what it is, and is told when the run is read


def _replaced(outcome: Outcome, changes: Changes, offset: int) -> tuple[Outcome, bytes]:
    body = changes.readings.get(outcome.seq)
    if body is None:
        told = replace(outcome, url=changes.removed[outcome.seq], outcome="failed", reason=TAKEN_DOWN, n_bytes=0)
        return replace(told, final_url=None, sha256=None, warc_offset=None, etag=None, last_modified=None), b""
    member = reading_member(outcome.url, outcome.fetched_at, body)
    sha256 = hashlib.sha256(body).hexdigest()
    return replace(outcome, n_bytes=len(body), sha256=sha256, warc_offset=offset), member


def _end_of(old: BinaryIO, offset: int, end: int) -> int:
    """Where a record ends; a damaged one where the next begins."""
    try:
        return offset + whole_member(old, offset)
    except OSError:
        return next_record(old, offset) or end


def _copy(old: BinaryIO, new: BinaryIO, start: int, end: int) -> None:
    old.seek(start)
    while start < end and (chunk := old.read(min(1 << 20, end - start))):
        new.write(chunk)
        start += len(chunk)


def _write_filler(new: BinaryIO, length: int, moment: datetime) -> None:
    """One gzip member of exactly `length` bytes that holds an empty record; its zeros are skipped, not written."""
    blocks = -(-(length - _AROUND) // (_BLOCK + 5))
    size = length - _AROUND - 5 * blocks
    head = _filler_head(size, moment)
    zeros = size - len(head) - 4
    if zeros < 0:
        raise LandingError(f"an answer of {length} bytes is too short to be replaced in its place")
    check = zlib.crc32(b"\r\n\r\n", _crc_zeros(zeros, zlib.crc32(head)))
    end = new.tell() + length
    new.write(b"\x1f\x8b\x08\0\0\0\0\0\0\xff")
    left = size
    for block in range(blocks):
        part = min(_BLOCK, left)
        new.write(bytes([block == blocks - 1]) + part.to_bytes(2, "little") + (part ^ _BLOCK).to_bytes(2, "little"))
        text = head if block == 0 else b""
        tail = b"\r\n\r\n" if block == blocks - 1 else b""
        new.write(text)
        new.seek(part - len(text) - len(tail), os.SEEK_CUR)
        new.write(tail)
        left -= part
    new.write(check.to_bytes(4, "little") + size.to_bytes(4, "little"))
    assert new.tell() == end  # noqa: S101 - what the arithmetic above promises


def _filler_head(size: int, moment: datetime) -> bytes:
    content, name = size, uuid5(NAMESPACE_URL, f"{moment} {size}")
    while True:
        head = (
            f"WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:uuid:{name}>\r\n"
            f"WARC-Date: {moment:%Y-%m-%dT%H:%M:%S}Z\r\nContent-Type: application/octet-stream\r\n"
            f"Content-Length: {max(content, 0)}\r\n\r\n"
        ).encode()
        if content == (content := size - len(head) - 4):
            return head


def _crc_zeros(count: int, check: int) -> int:
    chunk = bytes(1 << 16)
    for _ in range(count >> 16):
        check = zlib.crc32(chunk, check)
    return zlib.crc32(chunk[: count & 0xFFFF], check)
