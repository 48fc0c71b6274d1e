"""Real file systems that refuse: a home mounted read-only, a disk that is full. Mounts of this test's own only."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows import steps
from flows.demo.press import SOURCES_DIR
from flows.home import open_home
from flows.settings import Settings
from tests.flows.newsroom import fill
from warehouse import db
from warehouse.room import LEAST

DAY = date(2026, 8, 5)
READER = "chu-tich@congdoan.example"
NO_MOUNTS = 77

ASK = """
import json, sys
from typer.testing import CliRunner
from flows.cli import app
from flows.failures import KNOWN_ERRORS, told
for line in sys.argv[2:]:
    result = CliRunner().invoke(app, ["--home", sys.argv[1], *line.split()])
    said = told(result.exception) if isinstance(result.exception, KNOWN_ERRORS) else result.output
    print(json.dumps([line, result.exit_code, said, repr(result.exception)]))
"""

FILL = """
import json, shutil, sys
from pathlib import Path
from flows import backup, restoring, steps
from flows.failures import KNOWN_ERRORS, told
from flows.home import open_home
from warehouse import db, store

place = Path(sys.argv[1])
home = open_home(Path(shutil.copytree(sys.argv[2], place / "nha")))
spare = place / "day.bin"


def outcome(work):
    try:
        return f"done {bool(work())}"
    except KNOWN_ERRORS as error:
        return told(error)


def publish():
    return steps.publish_step(home)


def annotate():
    return steps.annotate_step(home)


def copy():
    return backup.back_up(home.root, place / "sao")


def articles():
    with db.reader(home.published) as con:
        return store.sql(con, "select count(*) from mart.articles")[1][0][0]


def taken():
    half = (".new", ".tmp", ".part", "scratch.duckdb")
    return sorted(path.name for path in place.rglob("*") if path.name.endswith(half))


before = articles()
with spare.open("wb", buffering=0) as out:
    try:
        while out.write(bytes(1 << 16)):
            pass
    except OSError:
        pass
full = [outcome(work) for work in (publish, annotate, copy)]
left = taken()
same = articles() == before
spare.unlink()
again = [outcome(work) for work in (publish, annotate, copy)]
copies = restoring.copies(place / "sao")
faults = [fault for one in copies for fault in restoring.verify(place / "sao", restoring.read_copy(one))]
print(json.dumps({"full": full, "left": left, "same": same, "again": again, "copies": len(copies), "faults": faults}))
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a composed digest and a published copy."""
    settings = Settings(home=tmp_path_factory.mktemp("nha"), sources_dir=SOURCES_DIR, recipients=(READER,))
    home = open_home(settings.home)
    with db.writer(home.root) as con:
        fill(con)
    steps.digest_step(home, settings, DAY)
    steps.publish_step(home)
    return home.root


def mounted(mount: str, folder: Path, code: str, *words: str) -> list[Any]:
    """Mount something on a folder for one process alone and run it there; gives the JSON lines that it says."""
    if shutil.which("unshare") is None:
        pytest.skip("needs unshare (Debian: util-linux)")
    apart = ["unshare", "--mount", *(["--map-root-user"] if os.getuid() else [])]
    line = f'folder="$1"; shift; {{ {mount}; }} 2>/dev/null || exit {NO_MOUNTS}; exec "$@"'
    command = [*apart, "sh", "-c", line, "sh", str(folder), sys.executable, "-c", code, str(folder), *words]
    environment = {**os.environ, "DIEMTIN_SOURCES_DIR": str(SOURCES_DIR), "DIEMTIN_RECIPIENTS": READER}
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=200, env=environment)
    if done.returncode == NO_MOUNTS or "unshare:" in done.stderr:
        pytest.skip("nothing can be mounted here (needs root, or user namespaces)")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.slow
def test_a_read_only_home_is_read_or_named(house: Path) -> None:
    asked = (
        "doctor",
        "status",
        "search lương",
        "digest --day 2026-08-05",
        "send --dry-run",
        "desk",
        "readers",
        "check",
    )
    mount = 'mount --bind "$folder" "$folder" && mount -o remount,bind,ro "$folder"'
    answers = {words: answer for words, *answer in mounted(mount, house, ASK, *asked)}
    assert list(answers) == list(asked)
    for words, (code, said, raised) in answers.items():
        assert code == (0 if words.startswith(("search", "readers")) else 1), (words, said, raised)
        assert code == 0 or f"{house}" in said, (words, said, raised)
        assert code == 0 or "Read-only" in said or "chỉ đọc" in said, (words, said, raised)


@pytest.mark.slow
def test_a_full_disk_leaves_the_old_copies_and_takes_new_ones_later(house: Path, tmp_path: Path) -> None:
    size = sum(path.stat().st_size for path in house.rglob("*") if path.is_file()) * 4 // 1024 + (LEAST >> 10) + 4096
    (came,) = mounted(f'mount -t tmpfs -o size={size}k tmpfs "$folder"', tmp_path, FILL, str(house))
    assert all("hết chỗ" in said or "No space left" in said for said in came["full"]), came
    assert all(str(tmp_path) in said for said in came["full"]), came
    assert came == {**came, "left": [], "same": True, "again": ["done True"] * 3, "copies": 1, "faults": []}
