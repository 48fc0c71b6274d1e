"""What monitoring reads: one object, its keys documented, and what needs a person."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import flows
from flows.cli import app
from flows.demo.press import SOURCES_DIR
from flows.home import open_home
from flows.settings import Settings
from flows.steps import load_step

DEPLOY = Path(flows.__file__).parent / "deploy" / "README.md"


def test_the_object_for_monitoring_is_whole_and_documented(tmp_path: Path) -> None:
    home, settings = open_home(tmp_path), Settings(home=tmp_path, sources_dir=SOURCES_DIR)
    load_step(home, settings)
    env = {"DIEMTIN_HOME": str(tmp_path), "DIEMTIN_SOURCES_DIR": str(SOURCES_DIR)}
    done = CliRunner().invoke(app, ["status", "--json"], env=env)
    found = json.loads(done.output)
    assert (done.exit_code, found["ok"], found["failed_steps"]) == (0, True, [])
    assert found["steps"]["load"]["outcome"] == "done"
    assert 0 <= found["steps"]["load"]["age_seconds"] < 600
    assert found["home"]["warehouse"]["bytes"] > 0
    documented = set(re.findall(r"`(\w+)`", DEPLOY.read_text(encoding="utf-8")))
    inner = {key for kind in ("steps", "home") for row in found[kind].values() for key in row}
    assert found.keys() | (inner - {"step", "kind"}) <= documented


def test_a_step_that_failed_last_needs_a_person(tmp_path: Path) -> None:
    home = open_home(tmp_path)
    settings = Settings(home=tmp_path, sources_dir=tmp_path / "gone")
    with pytest.raises(Exception, match="no such folder"):
        load_step(home, settings)
    env = {"DIEMTIN_HOME": str(tmp_path), "DIEMTIN_SOURCES_DIR": str(SOURCES_DIR)}
    done = CliRunner().invoke(app, ["status", "--json"], env=env)
    found = json.loads(done.output)
    assert (done.exit_code, found["ok"], found["failed_steps"]) == (1, False, ["load"])
    assert found["steps"]["load"]["error"] == "SourceError"
