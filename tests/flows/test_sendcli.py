"""The commands of the outbox as an operator types them."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from flows import steps
from flows.cli import app
from flows.deliveries import journal, read
from flows.home import Home, open_home
from flows.leaving import make
from flows.outbox import path_of
from flows.settings import Settings
from flows.unsubscribe import gone, secret
from tests.flows.newsroom import fill
from tests.flows.test_bounces import standard
from warehouse import db

DESK = 'name = "LĐLĐ Bình Dương"\nunit = "Liên đoàn Lao động tỉnh Bình Dương"\nlevel = "tinh_nganh"\n'
ALL, DAY = "2026-08-05-day-toan-quoc", "2026-08-05-day-binh-duong"


@pytest.fixture(scope="module")
def composed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the day's digests of two desks, three readers in sum."""
    root = tmp_path_factory.mktemp("composed")
    desks = root / "desks"
    desks.mkdir()
    (desks / "toan-quoc.toml").write_text('recipients = ["mot@tld.example", "hai@tld.example"]\n')
    (desks / "binh-duong.toml").write_text(f'{DESK}provinces = ["Bình Dương"]\nrecipients = ["ba@bd.example"]\n')
    home = open_home(root / "home")
    with db.writer(home.root) as con:
        fill(con)
    site = Settings(home=home.root, desks_dir=desks)
    for scope in ("toan-quoc", "binh-duong"):
        steps.digest_step(home, site, date(2026, 8, 5), scope)
    return root


@pytest.fixture
def home(composed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A copy of it, and the environment of its operator."""
    shutil.copytree(composed / "home", tmp_path / "home")
    monkeypatch.setenv("DIEMTIN_DESKS_DIR", str(composed / "desks"))
    return open_home(tmp_path / "home")


def diemtin(home: Home, *words: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["--home", str(home.root), *words], input=stdin)


def test_a_dry_run_shows_who_would_get_what_and_sends_nothing(home: Home) -> None:
    shown = diemtin(home, "send", "--all", "--dry-run")
    assert shown.exit_code == 0, shown.output
    lines = shown.output.splitlines()
    assert [line.split()[:3] for line in lines[:-1]] == [
        [DAY, "binh-duong", "ba@bd.example"],
        [ALL, "toan-quoc", "mot@tld.example"],
        [ALL, "toan-quoc", "hai@tld.example"],
    ]
    assert all(" KB  sẽ gửi" in line for line in lines[:-1])
    assert lines[-1] == "3 thư; chưa gửi gì (--dry-run)"
    assert not list(home.outbox.iterdir())
    assert read(path_of(home)) == {}


def test_all_desks_or_one_and_nobody_twice(home: Home) -> None:
    one = diemtin(home, "send", "--desk", "binh-duong")
    assert (one.exit_code, one.output) == (0, "ba@bd.example: written\n")
    every = diemtin(home, "send", "--all")
    assert every.exit_code == 0, every.output
    assert every.output.count("written") == 3
    assert len(list(home.outbox.iterdir())) == 3
    assert "đã ghi vào hộp thư đi" in diemtin(home, "send", "--all", "--dry-run").output
    assert len(list(home.outbox.iterdir())) == 3


def test_an_unknown_digest_or_desk_is_named(home: Home) -> None:
    assert "2026-08-06-day-toan-quoc" in str(diemtin(home, "send", "2026-08-06-day-toan-quoc").exception)
    assert "of the desk khong-co" in str(diemtin(home, "send", "--desk", "khong-co").exception)


def test_a_doubt_is_told_and_settled(home: Home) -> None:
    diemtin(home, "send", ALL)
    rows = read(path_of(home))
    with journal(path_of(home)) as book:
        book.note("result", replace(rows[ALL, "mot@tld.example"], status="uncertain", reason="cắt ngang"))
    doubtful = diemtin(home, "send", ALL)
    assert doubtful.exit_code == 1
    assert "mot@tld.example: uncertain (cắt ngang)" in doubtful.output
    assert diemtin(home, "send", ALL, "--resolve", "mot@tld.example=vậy").exit_code == 2
    assert diemtin(home, "send", ALL, "--resolve", "ai-do@x.example=arrived").exit_code == 2
    settled = diemtin(home, "send", ALL, "--resolve", "mot@tld.example=arrived")
    assert settled.exit_code == 0, settled.output
    assert read(path_of(home))[ALL, "mot@tld.example"].status == "sent"


def test_bounces_stand_in_status_and_check(home: Home, tmp_path: Path) -> None:
    diemtin(home, "send", ALL)
    row = read(path_of(home))[ALL, "hai@tld.example"]
    report = standard(original=f"Message-ID: {row.message_id}\n").replace(
        b"Date: Wed, 05 Aug 2026 23:40:00 +0000\r\n", b""
    )
    path = tmp_path / "1.eml"
    path.write_bytes(report)
    heard = diemtin(home, "bounces", str(path))
    assert heard.exit_code == 1
    assert "1.eml: thư bị trả lại: hai@tld.example" in heard.output
    assert "hai@tld.example: thư bị trả lại" in diemtin(home, "status").output
    checked = diemtin(home, "check")
    assert checked.exit_code == 1
    assert "FAIL  deliveries_unarrived" in checked.output
    again = diemtin(home, "bounces", "-", stdin=report)
    assert again.exit_code == 0
    assert "đã biết từ trước" in again.output
    assert diemtin(home, "bounces", str(tmp_path / "khong-co")).exit_code == 2


def test_readers_leave_and_come_back(home: Home) -> None:
    token = make(secret(home), "toan-quoc", "mot@tld.example")
    left = diemtin(home, "readers", "--leave", token)
    assert left.exit_code == 0, left.output
    assert "toan-quoc  mot@tld.example: đã hủy nhận lúc" in left.output
    assert "đã hủy nhận" in diemtin(home, "send", ALL, "--dry-run").output
    assert "mot@tld.example: unsubscribed" in diemtin(home, "send", ALL).output
    assert "mot@tld.example: đã hủy nhận" in diemtin(home, "status").output
    assert diemtin(home, "readers", "--back", "mot@tld.example").exit_code == 2
    diemtin(home, "readers", "--back", "mot@tld.example", "--desk", "toan-quoc")
    assert not gone(home)
    assert diemtin(home, "readers", "--leave", "x.y").exit_code == 2


def test_alerts_by_hand(home: Home) -> None:
    assert "Không có gì cần báo nhanh" in diemtin(home, "alert").output
    replay = diemtin(home, "alert", "--backtest", "--from", "2026-08-05", "--to", "2026-08-05")
    assert replay.exit_code == 0, replay.output
    assert "Hơn 600 công nhân may Sao Khuê ngừng việc" in replay.output
    assert diemtin(home, "alert", "--backtest", "--from", "2026-08-05").exit_code == 2
    assert diemtin(home, "alert", "--from", "2026-08-05").exit_code == 2
