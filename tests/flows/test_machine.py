"""What is wrong with the machine is told where people look: mail, status, doctor; and work without room begins not."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.demo.press import SOURCES_DIR
from flows.home import Home, open_home
from flows.machine import Trouble, troubles
from flows.operatormail import machine_mail, tell_of_machine
from flows.running import running
from flows.settings import Settings
from flows.steps import load_step, now
from warehouse.errors import DiskFullError
from warehouse.room import LEAST, require_room

AT = datetime(2026, 8, 6, 2, 30, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home in which a step died in the middle."""
    home = open_home(tmp_path)
    load_step(home, Settings(home=tmp_path, sources_dir=SOURCES_DIR))
    with running(home, "annotate", now() - timedelta(minutes=5), "run"):
        (mark,) = (tmp_path / ".running").iterdir()
        told = mark.read_bytes()
    mark.write_bytes(told)
    return home


def test_a_step_that_died_is_told_on_the_terminal(home: Home) -> None:
    env = {"DIEMTIN_HOME": str(home.root), "DIEMTIN_SOURCES_DIR": str(SOURCES_DIR)}
    for command in ("status", "doctor"):
        done = CliRunner().invoke(app, [command], env=env)
        assert done.exit_code == 1
        assert "Bước gán nhãn (annotate) bắt đầu lúc" in done.output
        assert "chết giữa chừng" in done.output


def test_the_operator_hears_of_it_once_a_day(home: Home) -> None:
    settings = Settings(home=home.root, operator=("may@congdoan.example",))
    (delivery,) = tell_of_machine(home, settings, now())
    assert delivery.status == "written"
    assert tell_of_machine(home, settings, now()) == [delivery]
    assert len(list(home.outbox.glob("*.eml"))) == 1
    assert tell_of_machine(home, settings.model_copy(update={"operator": ()}), now()) == []


def test_yesterdays_trouble_is_no_news(home: Home) -> None:
    assert len(troubles(home, now())) == 1
    assert troubles(home, now() + timedelta(days=2)) == []


def test_the_mail_says_what_and_what_to_do() -> None:
    mail = machine_mail([Trouble("Ổ đĩa của /srv còn trống 812 MB", "dọn ổ đĩa")], AT)
    assert mail.digest_id == "2026-08-06-may-chu"
    assert mail.subject == "Điểm tin: máy chủ cần người xem – Ổ đĩa của /srv còn trống 812 MB"
    assert "* Ổ đĩa của /srv còn trống 812 MB\n  Việc cần làm: dọn ổ đĩa" in mail.text
    assert "Ổ đĩa của /srv còn trống 812 MB" in mail.html


def test_a_step_without_room_does_not_begin(tmp_path: Path) -> None:
    require_room(tmp_path)
    (tmp_path / "kho").touch()
    with (tmp_path / "kho").open("r+b") as out:
        out.truncate(1 << 40)  # a hole
    with pytest.raises(DiskFullError, match=r"sắp hết chỗ trên đĩa, chỉ còn trống .* MB mà bước này cần ít nhất"):
        require_room(tmp_path, *[tmp_path / "kho"] * 1000)
    assert LEAST == 64 * 2**20
