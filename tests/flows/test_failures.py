"""What goes wrong is told in one line that names the file or the setting, never as a traceback."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError
from typer.testing import CliRunner

from flows.cli import app
from flows.deliveries import Delivery, JournalError, journal
from flows.failures import KNOWN_ERRORS, told, wrong_settings
from flows.home import HomeError, open_home
from flows.settings import Settings
from flows.steps import annotate_step, rebuild_step, unsent


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("smtp_port", "abc", "DIEMTIN_SMTP_PORT: Input should be a valid integer"),
        ("mail_from", "nobody", "DIEMTIN_MAIL_FROM: not a mail address: 'nobody'"),
        ("crawl_deadline_s", "-1", "DIEMTIN_CRAWL_DEADLINE_S: Input should be greater than 0"),
    ],
)
def test_a_wrong_setting_is_named_and_is_a_fault_of_usage(name: str, value: str, why: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Settings.model_validate({name: value})
    assert why in wrong_settings(caught.value)
    done = CliRunner().invoke(app, ["status"], env={f"DIEMTIN_{name.upper()}": value})
    assert done.exit_code == 2
    assert f"DIEMTIN_{name.upper()}" in done.output


def test_what_the_system_refuses_is_told_with_its_file() -> None:
    assert told(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "a.json")) == "a.json: No space left on device"
    assert told(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))) == "No space left on device"
    assert told(JournalError("x:1: torn")) == "x:1: torn"
    assert issubclass(PermissionError, KNOWN_ERRORS)


def test_a_home_that_is_a_file_or_holds_one_is_named(tmp_path: Path) -> None:
    place = tmp_path / "home"
    place.write_text("x", encoding="utf-8")
    with pytest.raises(HomeError, match=str(place)):
        open_home(place)
    (tmp_path / "corrections").write_text("x", encoding="utf-8")
    with pytest.raises(HomeError, match="corrections: File exists"):
        open_home(tmp_path)


def test_a_journal_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "deliveries.jsonl").mkdir()
    with (
        pytest.raises(JournalError, match=r"deliveries\.jsonl: Is a directory"),
        journal(tmp_path / "deliveries.jsonl"),
    ):
        pass


def test_a_mail_that_did_not_arrive_is_told_with_its_reason() -> None:
    refused = Delivery("d", "a@x.example", "<1>", "refused", reason="550 no such user")
    assert refused.line == "a@x.example: refused (550 no such user)"
    assert Delivery("d", "a@x.example", "<1>", "sent", reason="250 queued").line == "a@x.example: sent"


def test_a_digest_that_nobody_got_needs_attention() -> None:
    assert unsent([])
    assert not unsent([Delivery("d", "a@x.example", "<1>", "written")])


def test_a_rebuild_leaves_out_what_cannot_be_read_and_names_it(tmp_path: Path) -> None:
    home = open_home(tmp_path)
    correction, digest, journal_file = (
        home.corrections / "a.jsonl",
        home.digests / "2026-08-05-day-toan-quoc.json",
        home.root / "sent" / "deliveries.jsonl",
    )
    journal_file.parent.mkdir()
    for path in (correction, digest, journal_file):
        path.write_text('{"a": 1}\n', encoding="utf-8")
    broken = rebuild_step(home, Settings(home=tmp_path)).broken
    assert set(broken) == {f"{correction}, dòng 1", str(digest), f"{journal_file}:1"}
    assert annotate_step(home).losses[0].startswith(f"{correction}, dòng 1: ")


@pytest.mark.parametrize(
    "words",
    [["query", "select 1", "--format", "xml"], ["digest", "--scope", "nowhere"], ["digest", "--day", "2999-01-01"]],
)
def test_a_wrong_option_is_a_fault_of_usage(words: list[str], tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["--home", str(tmp_path), *words])
    assert done.exit_code == 2
    assert words[-1] in done.output


@pytest.mark.parametrize("words", [["run", "--demo"], ["serve"]])
def test_a_prefect_server_that_does_not_answer_is_named(words: list[str], tmp_path: Path) -> None:
    env = {**os.environ, "PREFECT_API_URL": "http://127.0.0.1:9/api", "DIEMTIN_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "flows", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env, timeout=120)
    assert done.returncode == 1
    assert "no Prefect server answers at http://127.0.0.1:9/api" in done.stderr
    assert "Traceback" not in done.stderr
