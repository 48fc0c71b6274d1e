"""The units of a server: systemd takes them, they hold few rights, and what they start exists."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import flows
from flows.cli import app

DEPLOY = Path(flows.__file__).parent / "deploy"
UNITS = sorted(path.name for path in DEPLOY.glob("*.service"))
MOST_EXPOSED = 2.0  # of 10, by systemd-analyze: "OK" begins at 2


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units, with this environment's programs in place of an installation's."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not on this machine (Debian: systemd)")
    shutil.copytree(DEPLOY, tmp_path / "units")
    for path in (tmp_path / "units").glob("*.service"):
        text = path.read_text(encoding="utf-8").replace("/opt/diemtin/.venv/bin/", f"{Path(sys.executable).parent}/")
        path.write_text(text, encoding="utf-8")
    return tmp_path / "units"


def analyze(units: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {"SYSTEMD_UNIT_PATH": f"{units}:", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    command = ["systemd-analyze", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=60)


def test_systemd_takes_every_unit(units: Path) -> None:
    files = [str(path) for path in sorted(units.iterdir()) if path.suffix in {".service", ".timer"}]
    done = analyze(units, "verify", "--man=no", *files)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_holds_few_rights(units: Path, unit: str) -> None:
    done = analyze(units, "security", "--offline=true", "--no-pager", str(units / unit))
    found = re.search(r"exposure level for \S+: ([0-9.]+)", done.stdout)
    assert found, done.stdout + done.stderr
    assert float(found[1]) <= MOST_EXPOSED


@pytest.mark.parametrize("unit", UNITS)
def test_what_a_unit_starts_is_a_command_of_ours(unit: str) -> None:
    text = (DEPLOY / unit).read_text(encoding="utf-8")
    (started,) = re.findall(r"^ExecStart=/opt/diemtin/.venv/bin/(\S+) (\S+)", text, re.M)
    names = {one.name or getattr(one.callback, "__name__", "") for one in app.registered_commands}
    others = {("prefect", "server"), ("marimo", "run"), ("dask", "scheduler"), ("dask", "worker")}
    assert started in others or started[1] in names


def test_the_manual_names_every_unit() -> None:
    manual = (DEPLOY / "README.md").read_text(encoding="utf-8")
    for path in (*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")):
        assert path.stem in manual
