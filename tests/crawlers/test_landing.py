"""Landed runs: written whole, read strictly, served as far as they can be read."""

import gzip
import hashlib
import json
import random
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastwarc import ArchiveIterator as FastIterator
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator as SlowIterator

from crawlers.landing import (
    Fetch,
    LandingError,
    RunWriter,
    landed_runs,
    make_run_id,
    read_outcomes,
    read_run,
    recover_runs,
    run_info,
)
from crawlers.outcomes import outcome_line, parse_outcome
from crawlers.records import REQUEST_REASONS, Outcome
from crawlers.warc import Response

RUN_ID = "20260803T010000Z-0a1b2c"
AT = datetime(2026, 8, 3, 1, 0, 5, 250000, tzinfo=UTC)
TYPE = ("Content-Type", "text/html; charset=utf-8")
HEADERS = (TYPE, ("Content-Encoding", "gzip"), ("X-Tiêu-đề", "có dấu"), ("X-Note", "có\r\n dấu"))


def fetch(place: int, **fields: object) -> Fetch:
    known: dict[str, object] = {
        "source_id": "bao",
        "kind": "page",
        "url": f"https://bao.example/{place}.html",
        "fetched_at": AT + timedelta(seconds=place),
        "status": 200,
        "robots": "allowed",
    }
    return Fetch(**known | fields)  # type: ignore[arg-type]


def body(place: int) -> bytes:
    return f"<p>Bài số {place}: tiền lương, bữa ăn ca. {'x' * place}</p>".encode()


def land(landed_dir: Path, n: int = 5, run_id: str = RUN_ID) -> Path:
    with RunWriter(landed_dir, run_id, "crawl", user_agent="diemtin-test") as writer:
        for place in range(n):
            writer.land(fetch(place), HEADERS, body(place))
        writer.fail(fetch(n, status=None, robots=None), "timeout")
        writer.fail(fetch(n + 1), "blocked", HEADERS, b"<script>")
        writer.not_modified(fetch(n + 2, status=304, kind="feed"))
    return writer.path


def test_what_is_landed_is_read_back(tmp_path: Path) -> None:
    run = land(tmp_path)
    captures = list(read_run(run))
    assert [capture.body for capture in captures] == [body(place) for place in range(5)]
    assert TYPE in captures[0].headers
    assert [outcome.outcome for outcome in read_outcomes(run)] == ["landed"] * 5 + ["failed"] * 2 + ["not_modified"]
    assert captures[3].outcome.sha256 == hashlib.sha256(body(3)).hexdigest()
    assert captures[3].outcome.fetched_at == AT + timedelta(seconds=3)
    info = run_info(run)
    assert info.started_at == datetime(2026, 8, 3, 1, tzinfo=UTC)
    assert info.finished_at == AT + timedelta(seconds=7)
    assert landed_runs(tmp_path) == [run]


@pytest.mark.parametrize("iterator", [FastIterator, SlowIterator], ids=["fastwarc", "warcio"])
def test_any_archive_tool_reads_the_capture(tmp_path: Path, iterator: type) -> None:
    run = land(tmp_path)
    with (run / "capture.warc.gz").open("rb") as handle:
        uris = []
        for record in iterator(handle):
            headers = record.headers if iterator is FastIterator else record.rec_headers
            uris.append(headers.get("WARC-Target-URI"))
            stored = record.reader.read() if iterator is FastIterator else record.content_stream().read()
            if uris[-1] == "https://bao.example/2.html":
                assert stored == body(2)
                assert headers.get("WARC-Date") == "2026-08-03T01:00:07.250000Z"
    assert uris == [None, *(f"https://bao.example/{place}.html" for place in (0, 1, 2, 3, 4, 6))]


def test_a_record_stands_at_its_offset(tmp_path: Path) -> None:
    run = land(tmp_path)
    data = (run / "capture.warc.gz").read_bytes()
    for outcome in read_outcomes(run):
        if outcome.warc_offset is not None:
            assert gzip.decompress(data[outcome.warc_offset :]).startswith(b"WARC/1.1\r\n")


def test_a_run_that_fails_is_not_landed(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), RunWriter(tmp_path, RUN_ID, "crawl") as writer:  # noqa: PT012
        writer.land(fetch(0), HEADERS, body(0))
        _ = 1 / 0
    assert landed_runs(tmp_path) == []
    with pytest.raises(LandingError, match="recovered first"):
        RunWriter(tmp_path, RUN_ID, "crawl")
    (recovered,) = recover_runs(tmp_path)
    assert run_info(recovered).recovered
    assert [capture.body for capture in read_run(recovered)] == [body(0)]
    with pytest.raises(LandingError, match="already landed"):
        RunWriter(tmp_path, RUN_ID, "crawl")


def test_a_step_of_a_redirect_is_in_the_archive_and_nowhere_else(tmp_path: Path) -> None:
    moved = Response("http://bao.example/cu", fetch(0).fetched_at, 301, (("Location", "/moi"),), b"moved")
    with pytest.raises(ZeroDivisionError), RunWriter(tmp_path, RUN_ID, "crawl") as writer:  # noqa: PT012
        for place in range(2):
            writer.keep(moved)
            writer.land(fetch(place), HEADERS, body(place))
        writer.keep(moved)
        _ = 1 / 0
    (run,) = recover_runs(tmp_path)
    assert [capture.body for capture in read_run(run)] == [body(0), body(1)]
    assert [outcome.seq for outcome in read_outcomes(run)] == [0, 1]
    with (run / "capture.warc.gz").open("rb") as handle:
        kinds = [record.headers["WARC-Type"] for record in FastIterator(handle)]
    assert kinds == ["warcinfo"] + ["response"] * 5


def test_two_writers_of_one_run_are_refused(tmp_path: Path) -> None:
    with (
        RunWriter(tmp_path, RUN_ID, "warc"),
        pytest.raises(LandingError, match="another process"),
        RunWriter(tmp_path, RUN_ID, "warc"),
    ):
        pass


def test_a_run_without_any_outcome_is_removed(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), RunWriter(tmp_path, RUN_ID, "crawl"):
        _ = 1 / 0
    assert recover_runs(tmp_path) == []
    assert list(tmp_path.iterdir()) == []
    assert recover_runs(tmp_path / "nowhere") == []


@pytest.mark.parametrize("cut", range(1, 900, 37))
def test_a_crawl_cut_at_any_byte_is_recovered(tmp_path: Path, cut: int) -> None:
    """The record whose line is missing is taken from the archive; a torn record goes with its line."""
    with pytest.raises(ZeroDivisionError), RunWriter(tmp_path, RUN_ID, "crawl") as writer:  # noqa: PT012
        for place in range(4):
            writer.land(fetch(place), HEADERS, body(place))
        _ = 1 / 0
    archive, lines = writer.part / "capture.warc.gz", writer.part / "outcomes.jsonl"
    whole = archive.read_bytes()
    archive.write_bytes(whole[:-cut])
    lines.write_bytes(b"".join(lines.read_bytes().splitlines(keepends=True)[:1]) + b'{"run')
    recovered = recover_runs(tmp_path)
    offsets = [place for place in range(len(whole)) if whole.startswith(b"\x1f\x8b\x08", place)]
    ends = [*offsets[1:], len(whole)]
    n_whole = sum(end <= len(whole) - cut for end in ends) - 1  # without the warcinfo record
    if n_whole <= 0:
        assert recovered == []
    else:
        assert [capture.body for capture in read_run(recovered[0])] == [body(place) for place in range(n_whole)]


def test_damage_is_named_and_the_rest_is_served(tmp_path: Path) -> None:
    run = land(tmp_path)
    archive = run / "capture.warc.gz"
    data = bytearray(archive.read_bytes())
    offset = list(read_outcomes(run))[2].warc_offset or 0
    data[offset + 60 : offset + 90] = bytes(30)
    archive.write_bytes(data)
    served: list[bytes] = []
    with pytest.raises(LandingError, match=r"capture\.warc\.gz.*2\.html"):
        served.extend(capture.body for capture in read_run(run))
    losses: list[str] = []
    kept = [capture.body for capture in read_run(run, losses)]
    assert kept == [body(place) for place in (0, 1, 3, 4)]
    assert len(losses) == 1


def test_a_truncated_or_missing_archive_is_named(tmp_path: Path) -> None:
    run = land(tmp_path)
    archive = run / "capture.warc.gz"
    archive.write_bytes(archive.read_bytes()[: (list(read_outcomes(run))[4].warc_offset or 0) + 40])
    losses: list[str] = []
    assert len(list(read_run(run, losses))) == 4
    assert losses
    assert str(archive) in losses[0]
    archive.unlink()
    with pytest.raises(LandingError, match=r"capture\.warc\.gz: No such file"):
        list(read_run(run))


def test_a_torn_last_line_is_reported_and_the_rest_served(tmp_path: Path) -> None:
    run = land(tmp_path)
    lines = run / "outcomes.jsonl"
    lines.write_bytes(lines.read_bytes()[:-20])
    served = []
    with pytest.raises(LandingError, match=r"outcomes\.jsonl, line 8: torn"):  # noqa: PT012
        for outcome in read_outcomes(run):
            served.append(outcome)
    assert len(served) == 7
    losses: list[str] = []
    assert len(list(read_run(run, losses))) == 5
    assert len(losses) == 1


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"mood": "good"}, "unknown field mood"),
        ({"seq": "1"}, "field seq"),
        ({"seq": True}, "field seq"),
        ({"outcome": "maybe"}, "field outcome"),
        ({"kind": "image"}, "field kind"),
        ({"robots": "perhaps"}, "field robots"),
        ({"reason": "timeout"}, "field reason"),
        ({"fetched_at": "2026-08-03T01:00:00"}, "time zone"),
        ({"fetched_at": "hôm nay"}, "hôm nay"),
        ({"fetched_at": 3}, "field fetched_at"),
        ({"fetched_at": "0001-01-01T00:00:00+14:00"}, "beyond the calendar"),
        ({"warc_offset": 2**63}, "field warc_offset"),
        ({"n_bytes": -1}, "field n_bytes"),
        ({"seq": 2**31}, "field seq"),
        ({"url": "\ud83d"}, "surrogates"),
        ({"run_id": "20260803T010000Z-ffffff"}, "of another run"),
    ],
)
def test_outcomes_are_read_strictly(tmp_path: Path, change: dict[str, object], complaint: str) -> None:
    run = land(tmp_path, 1)
    lines = (run / "outcomes.jsonl").read_text().splitlines()
    lines[0] = json.dumps(json.loads(lines[0]) | change)
    (run / "outcomes.jsonl").write_text("\n".join(lines) + "\n")
    with pytest.raises(LandingError, match=rf"outcomes\.jsonl.*: .*{complaint}"):
        list(read_outcomes(run))


def test_a_missing_field_and_junk_are_named(tmp_path: Path) -> None:
    run = land(tmp_path, 1)
    for line, complaint in (
        ('{"run_id": "x"}', "missing field"),
        ("[]", "not a JSON object"),
        ("x", "line 1"),
    ):
        (run / "outcomes.jsonl").write_text(line + "\n")
        with pytest.raises(LandingError, match=complaint):
            list(read_outcomes(run))


@pytest.mark.parametrize("change", [{"seq": 0}, {"run_id": "20260803T010000Z-ffffff"}])
def test_a_line_that_comes_twice_or_from_elsewhere_is_named(tmp_path: Path, change: dict[str, object]) -> None:
    run = land(tmp_path, 3)
    lines = (run / "outcomes.jsonl").read_text().splitlines()
    lines[1] = json.dumps(json.loads(lines[1]) | change)
    (run / "outcomes.jsonl").write_text("\n".join(lines) + "\n")
    losses: list[str] = []
    assert len(list(read_outcomes(run, losses))) == 1
    assert "line 2" in losses[0]


_texts = st.text(max_size=30)
_small, _large = st.integers(0, 2**31 - 1), st.integers(0, 2**63 - 1)
_outcomes = st.builds(
    Outcome,
    run_id=st.just(RUN_ID),
    seq=_small,
    status=st.none() | _small,
    elapsed_ms=st.none() | _small,
    wait_s=st.none() | _small,
    n_bytes=_large,
    warc_offset=st.none() | _large,
    kind=st.sampled_from(["feed", "page", "robots", "sitemap", "list"]),
    outcome=st.just("failed"),
    reason=st.sampled_from(sorted(REQUEST_REASONS)),
    fetched_at=st.datetimes(timezones=st.just(UTC)),
    robots=st.sampled_from([None, "allowed", "disallowed", "unavailable"]),
    url=_texts,
    etag=st.none() | _texts,
)


@given(_outcomes)
def test_any_outcome_survives_its_line(outcome: Outcome) -> None:
    line = outcome_line(outcome)
    assert "\n" not in line
    assert parse_outcome(line) == outcome


def test_run_ids() -> None:
    hanoi = datetime.fromisoformat("2026-08-03T08:00:00+07:00")
    assert make_run_id(hanoi, "0a1b2cffff") == RUN_ID
    for wrong in ("20260803T010000Z-XYZ", "2026-08-03", "20261303T010000Z-0a1b2c"):
        with pytest.raises(LandingError, match=wrong):
            RunWriter(Path("nowhere"), wrong, "crawl")


@contextmanager
def little_room(n_bytes: int) -> Iterator[None]:
    """No file can grow beyond a size, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_names_the_run_and_keeps_what_was_whole(tmp_path: Path) -> None:
    noise = [random.Random(place).randbytes(20_000) for place in range(3)]

    def fill() -> None:
        with RunWriter(tmp_path, RUN_ID, "crawl") as writer:
            for place in range(3):
                writer.land(fetch(place), HEADERS, noise[place])

    with little_room(50_000), pytest.raises(LandingError, match=rf"{RUN_ID}\.part: File too large"):
        fill()
    assert landed_runs(tmp_path) == []
    (recovered,) = recover_runs(tmp_path)
    assert [capture.body for capture in read_run(recovered)] == noise[:2]


@pytest.mark.parametrize("kept", [0, 3])
def test_lines_lost_from_the_end_of_the_outcomes_are_told(tmp_path: Path, kept: int) -> None:
    run = land(tmp_path)
    lines = (run / "outcomes.jsonl").read_text().splitlines(keepends=True)
    (run / "outcomes.jsonl").write_text("".join(lines[:kept]))
    losses: list[str] = []
    assert len(list(read_run(run, losses))) == kept
    (loss,) = losses
    assert f"the lines of {6 - kept} captured answers are missing" in loss
