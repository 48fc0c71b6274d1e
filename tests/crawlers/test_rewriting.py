"""Answers taken out of a landed run: the others keep bytes and offsets, and a crash leaves one whole run."""

import gzip
import random
from itertools import pairwise
from pathlib import Path

import pytest
from fastwarc import ArchiveIterator
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator as SlowIterator

from crawlers.landing import Changes, RunWriter, hidden_url, landed_runs, read_outcomes, read_run, rewrite_run, settle
from crawlers.warc import READING_TYPE, whole_members
from tests.crawlers.test_landing import HEADERS, RUN_ID, body, fetch, land


def members(run: Path) -> dict[int, bytes]:
    archive = run / "capture.warc.gz"
    content = archive.read_bytes()
    offsets = whole_members(archive, 0)
    return {start: content[start:end] for start, end in pairwise(offsets)}


def test_the_others_keep_bytes_and_offsets(tmp_path: Path) -> None:
    run = land(tmp_path)
    before, asked = members(run), list(read_outcomes(run))
    rewrite_run(run, Changes(removed={1: "https://bao.example/da-go/x"}, readings={3: b'{"items": []}'}))
    after, told = members(run), list(read_outcomes(run))
    gone = {asked[seq].warc_offset for seq in (1, 3)}
    assert {offset: one for offset, one in before.items() if offset not in gone} == {
        offset: one for offset, one in after.items() if offset in before and offset not in gone
    }
    assert (told[1].outcome, told[1].reason, told[1].url) == ("failed", "taken_down", "https://bao.example/da-go/x")
    assert [one for one in told if one.seq not in (1, 3)] == [one for one in asked if one.seq not in (1, 3)]
    captures = {capture.outcome.seq: capture for capture in read_run(run)}
    assert {seq: one.body for seq, one in captures.items()} == {
        **{seq: body(seq) for seq in (0, 2, 4)},
        3: b'{"items": []}',
    }
    assert captures[3].headers == (("Content-Type", READING_TYPE),)
    assert "Bài số 1:" not in gzip.decompress((run / "capture.warc.gz").read_bytes()).decode(errors="replace")


def test_any_archive_tool_reads_what_is_left(tmp_path: Path) -> None:
    run = land(tmp_path)
    rewrite_run(run, Changes({0: "https://bao.example/da-go/x"}, {2: b"{}"}))
    with (run / "capture.warc.gz").open("rb") as handle:
        kinds = [record.rec_type for record in SlowIterator(handle)]
    assert kinds == ["warcinfo", "metadata", "response", "metadata", "response", "response", "response", "conversion"]
    with (run / "capture.warc.gz").open("rb") as handle:
        assert sum(1 for record in ArchiveIterator(handle) if record.verify_block_digest() is not None) == len(kinds)


@settings(max_examples=25, deadline=None)
@given(size=st.integers(0, 400_000), seed=st.integers(0, 9))
def test_an_answer_of_any_length_makes_room(tmp_path_factory: pytest.TempPathFactory, size: int, seed: int) -> None:
    folder = tmp_path_factory.mktemp("room")
    with RunWriter(folder, RUN_ID, "crawl") as writer:
        for place in range(3):
            content = random.Random(f"{seed}{place}").randbytes(size if place == 1 else 10)
            writer.land(fetch(place), HEADERS, content)
    before = (writer.path / "capture.warc.gz").stat()
    rewrite_run(writer.path, Changes({1: "https://bao.example/da-go/x"}))
    after = (writer.path / "capture.warc.gz").stat()
    assert after.st_size == before.st_size
    assert [capture.outcome.seq for capture in read_run(writer.path)] == [0, 2]
    if size > 100_000:
        assert after.st_blocks * 512 < 40_000  # zeros take no room


@pytest.mark.parametrize("step", ["written", "moved", "in place"])
def test_killed_at_any_moment_one_whole_run_is_there(tmp_path: Path, step: str) -> None:
    run = land(tmp_path / "whole")
    rewritten = land(tmp_path / "new")
    rewrite_run(rewritten, Changes({1: "https://bao.example/da-go/x"}))
    landed = tmp_path / "killed"
    landed.mkdir()
    old, new = landed / f".{RUN_ID}.old", landed / f".{RUN_ID}.new"
    run.rename(landed / RUN_ID if step == "written" else old)
    rewritten.rename(landed / RUN_ID if step == "in place" else new)
    settle(landed)
    (found,) = landed_runs(landed)
    assert len(list(read_run(found))) == (5 if step == "written" else 4)
    assert [path.name for path in landed.iterdir()] == [RUN_ID]


def test_a_damaged_answer_is_taken_out_too(tmp_path: Path) -> None:
    run = land(tmp_path)
    archive = run / "capture.warc.gz"
    content = bytearray(archive.read_bytes())
    at = next(one.warc_offset for one in read_outcomes(run) if one.seq == 1) or 0
    content[at + 60 : at + 80] = bytes(20)
    archive.write_bytes(content)
    rewrite_run(run, Changes({1: "https://bao.example/da-go/x"}))
    assert [capture.outcome.seq for capture in read_run(run)] == [0, 2, 3, 4]


def test_the_hidden_address_tells_the_host_only() -> None:
    assert hidden_url("https://bao.example/ong-a-bi-to.html?x=1", "ab12") == "https://bao.example/da-go/ab12"
