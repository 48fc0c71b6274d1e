"""Writing one landed run, so that a crash at any point loses nothing that was whole."""

import fcntl
import hashlib
import json
import os
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from crawlers.outcomes import LandingError, outcome_line
from crawlers.records import Outcome
from crawlers.runs import (
    CAPTURE_FILE,
    OUTCOMES_FILE,
    PART_SUFFIX,
    Run,
    put_in_place,
    started_at,
    write_durably,
    write_run,
)
from crawlers.warc import Headers, Response, response_member, warcinfo_member

CHECKPOINT_FILE = "checkpoint.json"


@dataclass(frozen=True, slots=True)
class Fetch:
    """What is known of one request before its outcome is decided."""

    source_id: str
    kind: str  # feed | page | robots | sitemap | list
    url: str
    fetched_at: datetime
    final_url: str | None = None
    status: int | None = None
    elapsed_ms: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    robots: str | None = None  # allowed | disallowed | unavailable
    wait_s: int | None = None  # seconds for which a feed's answer asks to be left alone


_KNOWN = tuple(one.name for one in fields(Fetch))
_FRESH: dict[str, Any] = {"lines": 0, "warc": 0, "seq": 0, "counts": {}, "last_at": None, "noted": {}}


class RunWriter:
    """Writes one run; a context manager that lands it on a clean exit, else leaves the `.part` folder.

    Each record is handed to the system before its outcome line, so a killed process loses at most the record
    in hand; both files are on the disk before the rename. An unfinished ingest with the same id is taken up
    at its checkpoint; an unfinished crawl is refused (`recover_runs` lands it). Errors: LandingError.
    """

    def __init__(
        self,
        landed_dir: Path,
        run_id: str,
        kind: str,
        *,
        input_sha256: str | None = None,
        user_agent: str | None = None,
    ) -> None:
        self.run_id = run_id
        self.path = landed_dir / run_id
        self.part = landed_dir / (run_id + PART_SUFFIX)
        self.counts: Counter[str] = Counter()
        self.notes: list[str] = []  # what went wrong in our own code
        self.remarks: list[str] = []  # what was left undone on purpose, or made no sense
        self._started_at = started_at(run_id)
        self._last_at = self._started_at
        self._kind = kind
        self._input_sha256 = input_sha256
        self._facts = {
            "isPartOf": run_id,
            "software": "diemtin",
            "format": "WARC File Format 1.1",
            "robots": "obey",
        }
        if user_agent is not None:
            self._facts["http-header-user-agent"] = user_agent
        self._seq = 0
        if kind == "crawl" and self.part.exists():
            raise LandingError(f"{self.part}: an unfinished crawl, to be recovered first")
        if self.path.exists():
            raise LandingError(f"{self.path}: already landed")

    def __enter__(self) -> Self:
        try:
            self.part.mkdir(parents=True, exist_ok=True)
            self._lines = lock_outcomes(self.part)
            self._warc = (self.part / CAPTURE_FILE).open("ab")
            self.noted = self._take_up()
            write_run(self.part, self._run())
        except OSError as error:
            raise self._failed(error) from error
        return self

    def _take_up(self) -> dict[str, Any]:
        """Cut both files back to the last checkpoint and return what the writer of it noted there."""
        saved = self.part / CHECKPOINT_FILE
        state: dict[str, Any] = json.loads(saved.read_text()) if saved.exists() else _FRESH
        for handle, size in ((self._lines, state["lines"]), (self._warc, state["warc"])):
            handle.truncate(size)
            handle.seek(0, os.SEEK_END)
        self._seq = state["seq"]
        self.counts.update(state["counts"])
        if state["last_at"] is not None:
            self._last_at = datetime.fromisoformat(state["last_at"])
        if state["warc"] == 0:
            self._append(self._warc, warcinfo_member(self._started_at, self._facts))
        noted: dict[str, Any] = state["noted"]
        return noted

    def save_checkpoint(self, noted: dict[str, Any]) -> None:
        """Make everything so far durable; a later writer of this run goes on from here and finds `noted`."""
        try:
            state = {
                "lines": _synced_size(self._lines),
                "warc": _synced_size(self._warc),
                "seq": self._seq,
                "counts": dict(self.counts),
                "last_at": self._last_at.isoformat(),
                "noted": noted,
            }
            write_durably(self.part / CHECKPOINT_FILE, json.dumps(state))
        except OSError as error:
            raise self._failed(error) from error

    def land(self, fetch: Fetch, headers: Headers, body: bytes, *, derived: str | None = None) -> Outcome:
        """Store a response that was asked for and came; its outcome is `landed`.

        `derived` names the form of a body that is not the server's own, but what was kept of it.
        """
        return self._record(fetch, "landed", None, headers, body, derived=derived)

    def not_modified(self, fetch: Fetch) -> Outcome:
        """Note that the server has nothing newer than what an earlier run landed."""
        return self._record(fetch, "not_modified", None)

    def fail(self, fetch: Fetch, reason: str, headers: Headers = (), body: bytes | None = None) -> Outcome:
        """Note a failed request and store its response, if any; `reason` is one of REQUEST_REASONS."""
        return self._record(fetch, "failed", reason, headers, body)

    def keep(self, response: Response) -> None:
        """Store a response that is only a step to another one; it has no outcome and is served by no reader of runs."""
        try:
            self._append(self._warc, response_member(response, None))
        except OSError as error:
            raise self._failed(error) from error

    def _record(
        self,
        fetch: Fetch,
        verdict: str,
        reason: str | None,
        headers: Headers = (),
        body: bytes | None = None,
        *,
        derived: str | None = None,
    ) -> Outcome:
        try:
            outcome = Outcome(
                run_id=self.run_id,
                seq=self._seq,
                outcome=verdict,
                reason=reason,
                n_bytes=len(body or b""),
                sha256=None if body is None else hashlib.sha256(body).hexdigest(),
                warc_offset=None if body is None else self._warc.tell(),
                **{name: getattr(fetch, name) for name in _KNOWN},
            )
            line = outcome_line(outcome)
            if body is not None:
                url = fetch.final_url or fetch.url
                response = Response(url, fetch.fetched_at, fetch.status, headers, body, derived)
                self._append(self._warc, response_member(response, line))
            self._append(self._lines, line.encode() + b"\n")
        except OSError as error:
            raise self._failed(error) from error
        self._seq += 1
        self.counts[verdict] += 1
        self._last_at = max(self._last_at, fetch.fetched_at)
        return outcome

    @staticmethod
    def _append(handle: BinaryIO, data: bytes) -> None:
        handle.write(data)
        handle.flush()

    def _run(self) -> Run:
        return Run(
            run_id=self.run_id,
            kind=self._kind,
            started_at=self._started_at,
            finished_at=self._last_at,
            recovered=False,
            input_sha256=self._input_sha256,
            notes=tuple(self.notes),
            remarks=tuple(self.remarks),
        )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                _synced_size(self._lines)
                _synced_size(self._warc)
                (self.part / CHECKPOINT_FILE).unlink(missing_ok=True)
                put_in_place(self.part, self._run())
        except OSError as failure:
            raise self._failed(failure) from failure
        finally:
            # a full disk may refuse the last flush too; the error that matters is already on its way
            for handle in (self._warc, self._lines):
                with suppress(OSError):
                    handle.close()

    def _failed(self, error: OSError) -> LandingError:
        return LandingError(f"{error.filename or self.part}: {error.strerror or error}")


def lock_outcomes(part: Path) -> BinaryIO:
    """The open, locked outcome file of an unfinished run; LandingError while another process writes it."""
    handle = (part / OUTCOMES_FILE).open("ab")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        handle.close()
        raise LandingError(f"{part}: another process is writing this run; wait for it and run again") from error
    return handle


def _synced_size(handle: BinaryIO) -> int:
    handle.flush()
    os.fsync(handle.fileno())
    return handle.seek(0, os.SEEK_END)
