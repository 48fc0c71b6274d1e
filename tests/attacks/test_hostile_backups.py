"""Attack: a backup that somebody prepared leads out of the home, never ends, or brings what no copy holds.

And what makes a good one worthless: a clock that was set back, two who write it, a damaged last copy, parts of the home
on another disk, a takedown that is at work meanwhile.
"""

import hashlib
import json
import multiprocessing
import os
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crawlers.alone import alone_in
from crawlers.landing import Changes, landed_runs, read_outcomes, read_run, rewrite_run
from flows import restoring
from flows.backup import back_up, discard, prune
from flows.cli import app
from flows.home import Home, open_home
from flows.restoring import BackupError, Copy, copies, read_copy, restore, verify
from flows.wholefile import write_whole
from tests.crawlers.test_landing import land

TEXT = b'{"said": "x"}\n'
ROW = {
    "path": "corrections/a.jsonl",
    "size": len(TEXT),
    "mode": 0o644,
    "mtime_ns": 1,
    "sha256": hashlib.sha256(TEXT).hexdigest(),
}


def made(folder: Path, *rows: dict[str, object]) -> Path:
    """A backup as a stranger makes it, its sums right; gives the manifest."""
    target = folder / "objects" / str(ROW["sha256"])[:2] / str(ROW["sha256"])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(TEXT)
    content = json.dumps([{**ROW, **row} for row in rows]).encode()
    path = folder / "manifests" / f"20260101T000000000000Z-{hashlib.sha256(content).hexdigest()}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "path",
    [
        "../ra-ngoai", "a/../../ra-ngoai", "/etc/ra-ngoai", ".lock", ".running/1-2-load", ".published.json",
        "landed/.x.new/run.json", "warehouse.duckdb", "published/diemtin.duckdb", "archive/texts/0000-00.parquet",
        "prefect/prefect.db", ".ssh/authorized_keys",
    ],
)  # fmt: skip
def test_a_copy_that_leads_out_or_brings_what_is_derived(path: str, tmp_path: Path) -> None:
    manifest = made(tmp_path / "sao", {"path": path}, {})
    faults = restore(tmp_path / "sao", read_copy(manifest), tmp_path / "a" / "new")
    assert faults == [f"{path}: leads out of the home, or to what is never in a copy"]
    assert [one.relative_to(tmp_path / "a").as_posix() for one in (tmp_path / "a").rglob("*") if one.is_file()] == [
        "new/corrections/a.jsonl"
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [{"path": "a/./b"}], [{"path": "a//b"}], [{"path": ""}], [{"path": "."}], [{"path": "a\0b"}],
        [{"path": "a/\ud800"}], [{"path": 5}], [{"path": None}], [{}, {}], [{"path": "a"}, {"path": "a/b"}],
        [{"size": -1}], [{"size": "5"}], [{"size": 2**70}], [{"size": 1.5}], [{"size": True}],
        [{"mode": 0o4755}], [{"mode": -1}], [{"mtime_ns": 10**30}], [{"sha256": "../../etc/passwd"}],
        [{"sha256": 5}], [{"sha256": str(ROW["sha256"]).upper()}], [{"owner": "root"}],
    ],
)  # fmt: skip
def test_a_manifest_that_is_none_is_refused_whole(rows: list[dict[str, object]], tmp_path: Path) -> None:
    with pytest.raises(BackupError, match=r"manifests/2026"):
        read_copy(made(tmp_path, *rows))


def _link(target: Path) -> None:
    target.symlink_to("/dev/zero")


def _pipe(target: Path) -> None:
    os.mkfifo(target)


def _sparse(target: Path) -> None:
    with target.open("wb") as out:
        out.truncate(2**42)


@pytest.mark.parametrize("content", [_link, _pipe, _sparse, lambda target: target.mkdir(), lambda target: None])
def test_a_content_that_is_no_file_or_never_ends(content: object, tmp_path: Path) -> None:
    manifest = made(tmp_path / "sao", {}, {"path": "corrections/b.jsonl"})
    target = restoring.object_of(tmp_path / "sao", str(ROW["sha256"]))
    target.unlink()
    assert callable(content)
    content(target)
    copy = read_copy(manifest)
    assert len(list(verify(tmp_path / "sao", copy))) == 2
    assert len(restore(tmp_path / "sao", copy, tmp_path / "new")) == 2
    assert not [path for path in tmp_path.joinpath("new").rglob("*") if path.is_file()]


def test_a_manifest_that_is_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    manifest = made(tmp_path, {})
    manifest.unlink()
    os.mkfifo(manifest)
    with pytest.raises(BackupError, match="no regular file"):
        read_copy(manifest)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with something said."""
    home = open_home(tmp_path / "home")
    (home.corrections / "a.jsonl").write_bytes(TEXT)
    return home


@pytest.mark.parametrize("is_new", [True, False])
def test_a_clock_that_was_ahead_for_a_night_costs_no_copy(is_new: bool, home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "sao"
    manifest = back_up(home.root, folder).manifest
    manifest.rename(manifest.with_name(re.sub(r"^\d{4}", "2036", manifest.name)))  # made when the clock was ahead
    if is_new:
        (home.corrections / "b.jsonl").write_bytes(TEXT)
    last = back_up(home.root, folder)
    assert copies(folder)[-1] == last.manifest
    prune(folder, keep=1)
    assert copies(folder) == [last.manifest]
    assert list(verify(folder, last)) == []


def test_a_damaged_last_copy_keeps_no_further_one_from_being_made(home: Home, tmp_path: Path) -> None:
    back_up(home.root, tmp_path / "sao").manifest.write_text("[[", encoding="utf-8")
    last = back_up(home.root, tmp_path / "sao")
    assert restore(tmp_path / "sao", last, tmp_path / "new") == []
    with pytest.raises(BackupError, match="damaged"):
        read_copy(copies(tmp_path / "sao")[0])


def test_contents_that_a_disk_spoiled_are_written_anew(home: Home, tmp_path: Path) -> None:
    env = {"DIEMTIN_HOME": str(home.root)}
    first = back_up(home.root, tmp_path / "sao")
    spoiled = restoring.object_of(tmp_path / "sao", first.files[0].sha256)
    spoiled.write_bytes(b"x" * len(TEXT))
    done = CliRunner().invoke(app, ["backup", str(tmp_path / "sao"), "--verify"], env=env)
    assert done.exit_code == 1
    assert "written anew from the home" in done.output
    assert spoiled.read_bytes() == TEXT
    spoiled.write_bytes(TEXT[:5])  # cut short: found without reading
    assert list(verify(tmp_path / "sao", back_up(home.root, tmp_path / "sao"))) == []


def _copy_often(home: Path, folder: Path, name: str) -> None:
    for number in range(12):
        write_whole(home / "corrections" / f"{name}.jsonl", f'{{"n": "{name} {number}"}}\n'.encode())
        back_up(home, folder)
        prune(folder, keep=3)


def test_two_who_write_one_backup_take_nothing_from_one_another(home: Home, tmp_path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    twins = [fork.Process(target=_copy_often, args=(home.root, tmp_path / "sao", name)) for name in ("x", "y")]
    for one in twins:
        one.start()
    for one in twins:
        one.join(60)
    assert [one.exitcode for one in twins] == [0, 0]
    for manifest in copies(tmp_path / "sao"):
        assert list(verify(tmp_path / "sao", read_copy(manifest))) == []


def test_a_part_of_the_home_on_another_disk_is_copied_and_other_links_are_told(home: Home, tmp_path: Path) -> None:
    run = land(home.landed)
    home.landed.rename(tmp_path / "dia-khac")
    home.landed.symlink_to(tmp_path / "dia-khac")
    (home.corrections / "muon.jsonl").symlink_to("/etc/hostname")
    copy = back_up(home.root, tmp_path / "sao")
    assert f"landed/{run.name}/run.json" in [one.path for one in copy.files]
    assert restore(tmp_path / "sao", copy, tmp_path / "new") == []
    assert len(landed_runs(tmp_path / "new" / "landed")) == 1
    done = CliRunner().invoke(app, ["backup", str(tmp_path / "sao")], env={"DIEMTIN_HOME": str(home.root)})
    assert done.exit_code == 1
    assert "muon.jsonl: a link, not copied" in done.output


def _rewrite(run: Path, times: int) -> None:
    for number in range(times):
        outcomes = [one for one in read_outcomes(run) if one.outcome == "landed"]
        rewrite_run(run, Changes(readings={outcomes[0].seq: json.dumps({"n": number}).encode()}))


def test_a_run_that_is_rewritten_meanwhile_is_copied_whole(home: Home, tmp_path: Path) -> None:
    run = land(home.landed)
    other = multiprocessing.get_context("fork").Process(target=_rewrite, args=(run, 60))
    other.start()
    made_copies = [back_up(home.root, tmp_path / "sao") for _ in range(25)]
    other.join(60)
    assert other.exitcode == 0
    for number, copy in enumerate(made_copies):
        new = tmp_path / f"new{number}"
        assert restore(tmp_path / "sao", copy, new) == []
        assert len(list(read_run(new / "landed" / run.name))) > 0  # raises where lines and archive differ


def test_two_who_rewrite_runs_wait_for_one_another(home: Home) -> None:
    run = land(home.landed)
    fork = multiprocessing.get_context("fork")
    twins = [fork.Process(target=_rewrite, args=(run, 20)) for _ in range(2)]
    for one in twins:
        one.start()
    for one in twins:
        one.join(60)
    assert [one.exitcode for one in twins] == [0, 0]
    assert len(list(read_run(run))) > 0


def test_a_run_that_a_killed_takedown_moved_aside_is_copied(home: Home, tmp_path: Path) -> None:
    run = land(home.landed)
    shutil.copytree(run, run.with_name(f".{run.name}.new"))
    run.rename(run.with_name(f".{run.name}.old"))
    copy = back_up(home.root, tmp_path / "sao")
    assert f"landed/{run.name}/run.json" in [one.path for one in copy.files]


def test_a_link_laid_where_a_draft_goes_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "luong.csv"
    victim.write_text("quan trọng", encoding="utf-8")
    (tmp_path / ".a.json.tmp").symlink_to(victim)
    write_whole(tmp_path / "a.json", b"{}")
    assert victim.read_text(encoding="utf-8") == "quan trọng"
    assert not (tmp_path / "a.json").is_symlink()
    os.mkfifo(tmp_path / ".a.json.tmp")
    write_whole(tmp_path / "a.json", b"[]")
    assert (tmp_path / "a.json").read_bytes() == b"[]"


def test_an_error_in_the_middle_of_the_pieces_leaves_the_old_file(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"old")
    with pytest.raises(ZeroDivisionError):
        write_whole(tmp_path / "a", (str(1 // number).encode() for number in (1, 0)))
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_folder_is_free_again_behind_its_block(tmp_path: Path) -> None:
    for _ in range(2):
        with alone_in(tmp_path):
            pass
    copy = Copy(tmp_path / "manifests" / "x.json", ())
    discard(tmp_path, copy)  # would wait for ever
