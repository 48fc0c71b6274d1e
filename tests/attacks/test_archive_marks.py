"""Attack: an archive whose damaged stretch looks like the beginning of a record at every place."""

import gzip
import io
import json
import random
import time
from pathlib import Path

import pytest

from crawlers.foreign_warc import land_foreign_warc
from crawlers.source import Kind, Source
from crawlers.warc import next_record

MEGABYTES = 3
BOUND_S = 2.0  # for 10 MB of it on a quiet machine, with room for one that is not


def record(target: str, body: bytes = b"<p>tin</p>", length: int | None = None) -> bytes:
    """A response record, not compressed."""
    content = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {target}\r\nWARC-Date: 2026-08-05T01:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {length or len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


GOOD = gzip.compress(record("https://bao.example/a.html"))
HOME = "https://bao.example/"
SOURCE = Source(id="bao", name="Báo", kind=Kind.CENTRAL, owner="A", homepage=HOME, hosts=("bao.example",))
MARKS = {
    "gzip's mark": b"\x1f\x8b\x08",
    "a whole head": b"\x1f\x8b\x08\x00\0\0\0\0\x00\xff",
    "a head and tables of codes": b"\x1f\x8b\x08\x00\0\0\0\0\x02\x03\x05\x05",
    "a head with an endless name": b"\x1f\x8b\x08\x08\1\1\1\1\x02\x03",
    "a head with an extra field": b"\x1f\x8b\x08\x04\0\0\0\0\x00\xff\xff\xff",
    "a whole member of others": gzip.compress(b"XARC/1.1"),
    "a line of its own": b"\nWARC/",
}


@pytest.mark.parametrize("mark", MARKS)
def test_a_stretch_of_marks_is_passed_in_linear_time(mark: str) -> None:
    area = MARKS[mark] * (MEGABYTES * 2**20 // len(MARKS[mark]))
    began = time.process_time()
    assert next_record(io.BytesIO(area + GOOD), 0) == len(area)
    assert time.process_time() - began < BOUND_S


@pytest.mark.parametrize("plain", [True, False])
def test_a_record_is_found_wherever_the_pieces_end(plain: bool) -> None:
    text = b"\n" + record("https://bao.example/a.html") if plain else GOOD
    for place in (1, 2, 3000, *range(4090, 4100), 69_000, 70_655, 2**20 + 5, 2**21 + 77):
        noise = random.Random(place).randbytes(place)
        assert next_record(io.BytesIO(noise + text), 0) == place + plain
    assert next_record(io.BytesIO(b"x" + text[:5]), 0) is None


def test_a_false_head_does_not_hide_a_true_one_inside_it() -> None:
    false = b"\x1f\x8b\x08\x00"
    assert next_record(io.BytesIO(b"x" + false + GOOD), 0) == 1 + len(false)


TRAPS = {
    "lines": b"\nWARC/1.0\r\nA: b",
    "members": gzip.compress(b"WARC/1.0\r\nA: b\r\n"),
    "members cut off": gzip.compress(b"WARC/1.0\r\nA: b\r\n")[:-9],
    "members of no length": gzip.compress(b"WARC/1.1\r\nContent-Length: x\r\n\r\n"),
    "lengths that lead over the end": b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 99999999\r\n\r\n",
}


@pytest.mark.parametrize("trap", TRAPS)
def test_an_archive_of_false_beginnings_is_read_to_its_end(trap: str, tmp_path: Path) -> None:
    path = tmp_path / "bay.warc.gz"
    path.write_bytes(GOOD + TRAPS[trap] * (2 * 2**20 // len(TRAPS[trap])) + GOOD.replace(b"a.html", b"b.html"))
    began = time.process_time()
    found = land_foreign_warc(path, tmp_path / "landed", {"bao": SOURCE})
    assert time.process_time() - began < 5 * BOUND_S  # it took twenty seconds
    assert found.n_landed >= 1


def test_a_record_beyond_reason_is_left_out_without_being_held(tmp_path: Path) -> None:
    path = tmp_path / "bom.warc.gz"
    path.write_bytes(gzip.compress(record("https://bao.example/bom.html", bytes(60 * 2**20)), 1) + GOOD)
    found = land_foreign_warc(path, tmp_path / "landed", {"bao": SOURCE})
    assert found.n_landed == 1
    assert "longer than any answer" in (found.damage or "")
    assert json.loads((found.path / "run.json").read_text(encoding="utf-8"))["notes"]
