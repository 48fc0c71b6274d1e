"""Digests that did not leave at their hour: which are owed to whom, who says so, and that the hourly run sends them."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.deliveries import Delivery, read
from flows.demo.press import SOURCES_DIR
from flows.deskfiles import read_desks
from flows.desks import Desks
from flows.home import open_home
from flows.message import Letterhead
from flows.outbox import Parcel, Post, hand_out, path_of
from flows.owed import last_due, owed
from flows.timetable import Slot
from flows.wording import VIETNAM

READER = "a@ldld.example"
MONDAY = datetime(2026, 8, 10, 7, 5, tzinfo=VIETNAM)  # daily 06:30, weekly Mondays 06:45


@pytest.fixture
def desks(tmp_path: Path) -> Desks:
    (tmp_path / "ldld-hue.toml").write_text(f'recipients = ["{READER}"]', encoding="utf-8")
    return read_desks(tmp_path)


def had(digest_id: str, status: str = "sent", desk: str = "ldld-hue") -> Delivery:
    return Delivery(digest_id, READER, "<m@x>", status, desk=desk)


YESTERDAY = had("2026-08-08-day-ldld-hue")
LAST_WEEK = had("2026-07-27-week-ldld-hue")


def test_a_digest_without_any_row_for_a_reader_of_before_is_owed(desks: Desks) -> None:
    (late,) = owed(desks, [YESTERDAY, LAST_WEEK], (), MONDAY)
    assert (str(late.day), late.period, late.desks) == ("2026-08-09", "day", ("ldld-hue",))
    assert late.line == "Điểm tin 09/8 lẽ ra gửi lúc 06:30 ngày 10/8, chưa gửi: ldld-hue"


def test_the_week_is_owed_half_an_hour_after_its_own_hour(desks: Desks) -> None:
    later = MONDAY.replace(hour=7, minute=15)
    assert [one.period for one in owed(desks, [YESTERDAY, LAST_WEEK], (), later)] == ["day", "week"]
    assert "Điểm tin tuần 03–09/8/2026" in owed(desks, [YESTERDAY, LAST_WEEK], (), later)[1].line
    thursday = MONDAY.replace(day=13)
    assert [str(one.day) for one in owed(desks, [YESTERDAY, LAST_WEEK], (), thursday)] == ["2026-08-09", "2026-08-12"]


@pytest.mark.parametrize("status", ["sent", "written", "queued", "deferred", "refused", "failed", "uncertain"])
def test_a_mail_with_a_row_has_ways_of_its_own(desks: Desks, status: str) -> None:
    assert not owed(desks, [YESTERDAY, had("2026-08-09-day-ldld-hue", status)], (), MONDAY)


def test_nobody_is_owed_what_they_never_got_or_do_not_want(desks: Desks) -> None:
    assert not owed(desks, [], (), MONDAY), "a new desk waits for the next hour"
    assert not owed(desks, [had("2026-08-08-day-toan-quoc", desk="toan-quoc")], (), MONDAY), "no reader any more"
    assert not owed(desks, [had("alert-x")], (), MONDAY)
    assert not owed(desks, [YESTERDAY], {("ldld-hue", READER)}, MONDAY)


def test_before_its_hour_and_shortly_after_nothing_is_owed(desks: Desks) -> None:
    got = [had("2026-08-08-day-ldld-hue")]
    assert not owed(desks, got, (), MONDAY.replace(hour=6, minute=0))
    assert not owed(desks, got, (), MONDAY.replace(hour=6, minute=59))
    assert owed(desks, got, (), MONDAY.replace(hour=7, minute=0))


def test_the_last_hour_of_a_slot_on_the_clock_of_viet_nam() -> None:
    daily, sunday = Slot("day", time(6, 30), None, ()), Slot("week", time(8), 7, ())
    moment = datetime(2026, 8, 9, 23, 0, tzinfo=UTC)  # Monday 06:00 there
    assert last_due(daily, moment) == datetime(2026, 8, 9, 6, 30, tzinfo=VIETNAM)
    assert last_due(sunday, moment) == datetime(2026, 8, 9, 8, 0, tzinfo=VIETNAM)
    assert last_due(sunday, datetime(2026, 8, 9, 0, 59, tzinfo=UTC)) == datetime(2026, 8, 2, 8, 0, tzinfo=VIETNAM)


@pytest.fixture
def silent_home(tmp_path: Path) -> Path:
    """A home whose reader got a digest of long ago, and none since."""
    home = open_home(tmp_path / "home")
    hand_out(home, [Parcel("2026-01-05-day-toan-quoc", "toan-quoc", (READER,))], Post(Letterhead("x@y.example")))
    return home.root


def test_status_and_doctor_name_what_is_owed(silent_home: Path) -> None:
    site = {"DIEMTIN_RECIPIENTS": READER, "DIEMTIN_SOURCES_DIR": str(SOURCES_DIR)}
    shown = CliRunner().invoke(app, ["--home", str(silent_home), "status"], env=site)
    assert shown.exit_code == 1
    assert "chưa gửi: toan-quoc" in shown.output
    told = json.loads(CliRunner().invoke(app, ["--home", str(silent_home), "status", "--json"], env=site).output)
    assert [(one["period"], one["desks"]) for one in told["digests_owed"]] == [("day", ["toan-quoc"])]
    assert not told["ok"]
    examined = CliRunner().invoke(app, ["--home", str(silent_home), "doctor"], env=site)
    assert "lượt hằng giờ sẽ gửi bù" in examined.output


BOTH = """
import sys
from pathlib import Path
from flows.pipeline import daily, hourly
home = Path(sys.argv[1])
hourly(home)
daily(home, period="week")
"""


@pytest.mark.slow
def test_the_hourly_flow_makes_good_what_the_morning_owes_and_the_daily_one_sends(silent_home: Path) -> None:
    site = {
        "PREFECT_HOME": str(silent_home / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
        "DIEMTIN_PROXY": "http://127.0.0.1:9",  # nobody listens on the discard port
        "DIEMTIN_PACE_SCALE": "0.01",
        "DIEMTIN_SOURCES_DIR": str(SOURCES_DIR),
        "DIEMTIN_RECIPIENTS": READER,
    }
    command = [sys.executable, "-c", BOTH, str(silent_home)]
    with (silent_home / "said").open("w") as said:
        done = subprocess.run(command, stdout=said, stderr=said, check=False, env={**os.environ, **site}, timeout=300)
    told = (silent_home / "said").read_text(encoding="utf-8")
    assert done.returncode == 0, told
    assert "late: Điểm tin" in told
    sent = [one for one in read(path_of(open_home(silent_home))).values() if one.status == "written"]
    assert sorted(one.digest_id[10:] for one in sent) == ["-day-toan-quoc", "-week-toan-quoc"]
