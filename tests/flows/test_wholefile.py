"""Files written whole, journals written line by line: what a killed process leaves of them."""

import fcntl
from pathlib import Path

import pytest

from flows.appendfile import add, appending
from flows.wholefile import sweep, write_whole


def test_drafts_of_the_dead_go_and_those_being_written_stay(tmp_path: Path) -> None:
    write_whole(tmp_path / "digests" / "a.html", b"whole")
    (tmp_path / "digests" / ".b.html.tmp").write_bytes(b"ha")
    (tmp_path / "landed").mkdir()
    (tmp_path / "landed" / ".not-ours.tmp").touch()
    with (tmp_path / ".c.tmp").open("wb") as written:
        fcntl.flock(written, fcntl.LOCK_SH)
        assert sweep(tmp_path, apart_from=tmp_path / "landed") == 1
    left = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {"a.html", ".not-ours.tmp", ".c.tmp"}


@pytest.mark.parametrize(
    ("torn", "left"),
    [
        (b'{"n": 1}\n{"n": 2, "wor', b'{"n": 1}\n'),
        (b'{"n": 1}\n{"n": 2}', b'{"n": 1}\n{"n": 2}\n'),
        (b'{"word": "' + b"a" * 200_000, b""),
        (b"", b""),
    ],
    ids=["cut", "whole but for its end", "long and alone", "empty"],
)
def test_a_torn_line_spoils_no_other(tmp_path: Path, torn: bytes, left: bytes) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_bytes(torn)
    with appending(path) as descriptor:
        add(descriptor, '{"n": 3}')
    assert path.read_bytes() == left + b'{"n": 3}\n'
