"""Copies of a home: whole, checksummed, each content once; what is damaged is named and costs nothing else."""

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows import steps
from flows.backup import back_up, prune
from flows.cli import app
from flows.demo.press import SOURCES_DIR
from flows.home import Home, open_home
from flows.restoring import BackupError, copies, read_copy, restore, verify
from flows.settings import Settings
from flows.truth import truth
from tests.replay import rss
from tests.test_day import tables


def files(home: Path) -> dict[str, bytes]:
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in truth(home)}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with truth of several kinds and what is derived from it."""
    root = tmp_path / "home"
    for name in ("landed/r1/outcomes.jsonl", "corrections/a.jsonl", "sent/deliveries.jsonl", "digests/d.eml"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"{name}\n", encoding="utf-8")
    for name in ("warehouse.duckdb", "published/diemtin.duckdb", ".warehouse.lock", "landed/.r2.part/capture.warc.gz"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("derived or half written", encoding="utf-8")
    return open_home(root)


def test_the_truth_is_copied_and_nothing_else(home: Home, tmp_path: Path) -> None:
    copy = back_up(home.root, tmp_path / "copy")
    assert [one.path for one in copy.files] == [
        "corrections/a.jsonl",
        "digests/d.eml",
        "landed/r1/outcomes.jsonl",
        "sent/deliveries.jsonl",
    ]
    assert list(verify(tmp_path / "copy", copy)) == []
    assert restore(tmp_path / "copy", copy, tmp_path / "new") == []
    assert files(tmp_path / "new") == files(home.root)


def test_a_second_copy_takes_only_what_is_new(home: Home, tmp_path: Path) -> None:
    first = back_up(home.root, tmp_path / "copy")
    with (home.corrections / "a.jsonl").open("a", encoding="utf-8") as out:
        out.write("one more\n")
    second = back_up(home.root, tmp_path / "copy")
    assert first.new_bytes == first.size
    assert second.new_bytes == (home.corrections / "a.jsonl").stat().st_size
    assert len(copies(tmp_path / "copy")) == 2


def test_a_copy_that_was_cut_short_is_simply_made_again(home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    back_up(home.root, folder)
    (manifest,) = copies(folder)
    manifest.rename(manifest.with_name(f".{manifest.name}.tmp"))  # killed while the manifest was written
    copy = back_up(home.root, folder)
    assert copies(folder) == [copy.manifest]
    assert [path for path in folder.rglob("*") if path.name.endswith(".tmp")] == []


def test_a_restore_that_was_cut_short_is_simply_done_again(home: Home, tmp_path: Path) -> None:
    copy = back_up(home.root, tmp_path / "copy")
    restore(tmp_path / "copy", copy, tmp_path / "new")
    (tmp_path / "new" / "sent" / "deliveries.jsonl").unlink()
    assert restore(tmp_path / "copy", copy, tmp_path / "new") == []
    assert files(tmp_path / "new") == files(home.root)
    (tmp_path / "new" / "corrections" / "a.jsonl").write_text("said here\n", encoding="utf-8")
    with pytest.raises(BackupError, match=r"corrections/a\.jsonl"):
        restore(tmp_path / "copy", copy, tmp_path / "new")


def test_modes_and_times_come_back(home: Home, tmp_path: Path) -> None:
    secret = home.root / "sent" / "deliveries.jsonl"
    secret.chmod(0o600)
    restore(tmp_path / "copy", back_up(home.root, tmp_path / "copy"), tmp_path / "new")
    twin = tmp_path / "new" / "sent" / "deliveries.jsonl"
    assert (twin.stat().st_mode, twin.stat().st_mtime_ns) == (secret.stat().st_mode, secret.stat().st_mtime_ns)
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "copy" / "objects").glob("*/*"))


def test_damage_is_named_and_the_rest_is_restored(home: Home, tmp_path: Path) -> None:
    copy = back_up(home.root, tmp_path / "copy")
    torn, gone = (next((tmp_path / "copy" / "objects").rglob(one.sha256)) for one in (copy.files[0], copy.files[1]))
    torn.write_bytes(b"other bytes")
    gone.unlink()
    faults = restore(tmp_path / "copy", copy, tmp_path / "new")
    assert [fault.partition(":")[0] for fault in faults] == ["corrections/a.jsonl", "digests/d.eml"]
    assert files(tmp_path / "new").keys() == {"landed/r1/outcomes.jsonl", "sent/deliveries.jsonl"}


def test_what_is_no_copy_is_named(home: Home, tmp_path: Path) -> None:
    copy = back_up(home.root, tmp_path / "copy")
    copy.manifest.write_text("[]", encoding="utf-8")
    with pytest.raises(BackupError, match="damaged, its checksum is another"):
        read_copy(copy.manifest)
    with pytest.raises(BackupError, match="a backup inside the home would be lost with it"):
        back_up(home.root, home.root / "copy")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(BackupError, match="neither empty nor a backup"):
        back_up(home.root, tmp_path / "full")
    (home.corrections / "b.jsonl").write_text("said since\n", encoding="utf-8")
    with pytest.raises(BackupError, match="not empty"):
        restore(tmp_path / "copy", copy, home.root)


def test_old_copies_go_with_what_only_they_held(home: Home, tmp_path: Path) -> None:
    for text in ("first", "second", "third"):
        (home.corrections / "a.jsonl").write_text(text * 9, encoding="utf-8")
        last = back_up(home.root, tmp_path / "copy")
    assert prune(tmp_path / "copy", keep=1) == 2
    assert copies(tmp_path / "copy") == [last.manifest]
    assert list(verify(tmp_path / "copy", last)) == []
    assert len(list((tmp_path / "copy" / "objects").glob("*/*"))) == len(last.files)


def test_the_drill_gives_the_same_tables_row_for_row(tmp_path: Path) -> None:
    env = {"DIEMTIN_SOURCES_DIR": str(SOURCES_DIR), "DIEMTIN_HOME": str(tmp_path / "home")}
    feeds = tmp_path / "2026-08-05"
    feeds.mkdir()
    (feeds / "nguoitho.xml").write_bytes(rss([f"https://nguoitho.example/tin-{n}.html" for n in range(5)]))
    run = CliRunner()
    for words in (["ingest", str(feeds)], ["digest", "--day", "2026-08-05"], ["send"]):
        assert run.invoke(app, words, env=env).exit_code == 0
    assert run.invoke(app, ["backup", str(tmp_path / "copy"), "--verify"], env=env).exit_code == 0
    done = run.invoke(app, ["--home", str(tmp_path / "new"), "restore", str(tmp_path / "copy")], env=env)
    assert done.exit_code == 0, done.output
    before, after = (tables(open_home(tmp_path / name)) for name in ("home", "new"))
    assert before == after
    assert len(after["core.deliveries"]) == 1
    assert steps.digest_step(open_home(tmp_path / "new"), Settings(home=tmp_path / "new"), date(2026, 8, 5))
    done = run.invoke(app, ["--home", str(tmp_path / "x"), "restore", str(tmp_path / "copy"), "--at", "1999"], env=env)
    assert isinstance(done.exception, BackupError)
