"""Attack: files that come from elsewhere lead out of their folder, lie about their size, or run code."""

import gzip
import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crawlers.landing import LandingError, land, landed_runs
from crawlers.source import SourceError, load_source
from crawlers.warc import read_at
from flows.cli import app
from tests.crawlers.test_landing import land as make_run

NOW = datetime(2026, 8, 10, tzinfo=UTC)
OUT = "../../ra-ngoai"


@pytest.mark.parametrize("name", [OUT, "a/b", "..", ".an", "a\x00b", "a\nb", "/etc/passwd", "A" * 300])
def test_an_outlet_whose_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    path = tmp_path / "bao.toml"
    text = f'id = {json.dumps(name)}\nname = "Báo"\nkind = "central"\nowner = "A"\nhomepage = "https://a.example/"\n'
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=r"bao\.toml"):
        load_source(path)


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A landed run from elsewhere."""
    return make_run(tmp_path / "elsewhere")


def test_a_run_whose_name_leads_out_of_the_folder(run: Path, tmp_path: Path) -> None:
    info = json.loads((run / "run.json").read_text(encoding="utf-8"))
    (run / "run.json").write_text(json.dumps(info | {"run_id": OUT}), encoding="utf-8")
    with pytest.raises(LandingError, match=r"run\.json"):
        land(run, tmp_path / "home" / "landed", {}, NOW)
    assert not list(tmp_path.rglob("ra-ngoai*"))


@pytest.mark.parametrize("name", ["capture.warc.gz", "outcomes.jsonl", "run.json"])
def test_a_run_whose_files_are_links_to_others(run: Path, tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret"
    shutil.copy(run / name, secret)
    (run / name).unlink()
    (run / name).symlink_to(secret)
    with pytest.raises(LandingError, match=name):
        land(run, tmp_path / "home", {}, NOW)


def warc(record: bytes) -> bytes:
    """A gzip member that holds one record."""
    return gzip.compress(record)


def record(target: str, payload: bytes, length: int | None = None) -> bytes:
    """A response record that says it is `length` bytes long."""
    content = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + payload
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {target}\r\nWARC-Date: 2026-08-05T01:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {length or len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


@pytest.mark.parametrize(
    "content",
    [
        warc(record("file:///etc/passwd", b"<p>")),
        warc(record("http://[hong", b"<p>")),
        warc(record("https://bao.example/\x00\x1b[2J", b"<p>")),
        warc(record("https://bao.example/a", b"<p>", 10**15)),
        warc(record("https://bao.example/a", b"<p>", -1)),
        warc(record("https://bao.example/" + "a" * 200_000, b"<p>")),
        warc(b"WARC/1.1\r\n" + b"X: " + b"y" * 5_000_000),
        warc(b"0" * 300_000_000),
        gzip.compress(gzip.compress(b"0" * 50_000_000)),
        b"\x80\x04cposix\nsystem\n(S'touch ra-ngoai'\ntR.",
        b"PK\x03\x04" + os.urandom(2000),
        b"",
    ],
    ids=[
        *("file-url", "broken-url", "terminal-url", "lying-length", "negative-length", "endless-url", "endless-head"),
        *("bomb", "bomb-in-bomb", "pickle", "zip", "empty"),
    ],
)
def test_a_poisoned_archive_lands_nothing_and_breaks_nothing(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "poison.warc.gz"
    path.write_bytes(content)
    env = {"DIEMTIN_HOME": str(tmp_path / "home")}
    done = CliRunner().invoke(app, ["ingest", str(path)], env=env)
    assert done.exit_code in (0, 1), done.output
    assert done.exception is None or isinstance(done.exception, SystemExit | LandingError)
    assert not (tmp_path / "ra-ngoai").exists()
    assert "\x1b" not in done.output
    assert sum(one.stat().st_size for one in (tmp_path / "home").rglob("*.warc.gz")) < 1_000_000
    for run in landed_runs(tmp_path / "home" / "landed"):
        assert run.parent == tmp_path / "home" / "landed"


def test_a_record_that_is_a_bomb_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "capture.warc.gz"
    path.write_bytes(warc(record("https://bao.example/a", b"0" * 2**27)))
    with path.open("rb") as handle, pytest.raises(OSError, match="longer than any answer"):
        read_at(handle, 0)


@pytest.mark.parametrize("words", [["send", OUT], ["story", "show", OUT], ["digest", "--scope", OUT]])
def test_a_name_on_the_command_line_leads_nowhere(words: list[str], tmp_path: Path) -> None:
    done = CliRunner().invoke(app, words, env={"DIEMTIN_HOME": str(tmp_path / "a" / "b" / "home")})
    assert done.exit_code != 0
    assert not list(tmp_path.rglob("ra-ngoai*"))
