"""A clock that jumps, two writers of one file, two operators of one day, a failing disk: nothing twice or lost."""

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawlers.polling import Rhythm, is_due
from flows.home import open_home
from flows.message import Letterhead
from flows.outbox import Parcel, Post, hand_out, hand_out_due
from flows.smtp import SmtpSettings
from flows.view import Mail
from flows.wholefile import write_whole
from tests.flows.mailroom import Postman, post_office
from tests.replay import rss
from tests.test_day import demo_sources
from warehouse import db, store

NOW = datetime(2026, 8, 5, 12, tzinfo=UTC)
YEAR = timedelta(days=365)
MAIL = Mail("2026-08-05-day-ban", "Điểm tin", "tin\n", "<p>tin</p>\n")
READERS = ("mot@ban.example", "hai@ban.example")
HEAD = Letterhead("diem-tin@congdoan.example")
NOBODY = SmtpSettings("127.0.0.1", 9, "diem-tin@congdoan.example", starttls=False)  # the discard port


@pytest.mark.parametrize("ahead", [timedelta(hours=1), YEAR])
def test_a_clock_that_was_ahead_silences_no_feed(ahead: timedelta) -> None:
    assert is_due(Rhythm(NOW + ahead, failures=9, asked_wait_s=86400), NOW)
    assert not is_due(Rhythm(NOW - timedelta(minutes=1)), NOW)


@pytest.mark.parametrize("moved", [-timedelta(hours=1), -YEAR])
def test_a_clock_that_goes_back_holds_no_mail_up(tmp_path: Path, moved: timedelta) -> None:
    home = open_home(tmp_path)
    hand_out(home, [Parcel(MAIL.digest_id, "ban", READERS, MAIL)], Post(HEAD, NOBODY))
    postman = Postman()
    with post_office(postman) as smtp:
        states = [one.status for one in hand_out_due(home, Post(HEAD, smtp), at=datetime.now(UTC) + moved)]
        assert states == ["sent", "sent"]
        assert hand_out_due(home, Post(HEAD, smtp), at=datetime.now(UTC) + moved) == []
        assert hand_out_due(home, Post(HEAD, smtp), at=datetime.now(UTC) + YEAR) == []
    assert sorted(address for address, _ in postman.received) == sorted(READERS)


def test_two_writers_of_one_file_leave_one_of_both_whole(tmp_path: Path) -> None:
    path, contents = tmp_path / "trang.html", [bytes([letter]) * 300_000 for letter in b"abcdefgh"]
    with ThreadPoolExecutor(8) as writers:
        done = [writers.submit(write_whole, path, one) for one in contents * 6]
        while not all(one.done() for one in done):
            assert not path.is_file() or path.read_bytes() in contents
    assert [one.exception() for one in done] == [None] * len(done)
    assert [one.name for one in tmp_path.iterdir()] == ["trang.html"]


DAY = """
import sys
from datetime import date
from pathlib import Path
from flows import steps
from flows.home import open_home
from flows.settings import Settings

home = open_home(Path(sys.argv[1]), lock_wait_s=100)
settings = Settings(home=home.root, sources_dir=Path(sys.argv[2]))
steps.ingest_step(home, settings, Path(sys.argv[3]))
steps.load_step(home, settings)
steps.send_step(home, settings, steps.digest_step(home, settings, date(2026, 8, 5)))
"""


def begin(home: Path, feeds: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", DAY, str(home), str(demo_sources()), str(feeds)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_two_operators_of_one_day_do_it_once(tmp_path: Path) -> None:
    feeds = tmp_path / "2026-08-05"
    feeds.mkdir()
    links = [f"https://nguoitho.example/cong-nhan-dinh-cong-{n}.html" for n in range(6)]
    (feeds / "nguoitho.xml").write_bytes(rss(links, "Công nhân đình công đòi lương, công đoàn vào cuộc"))
    operators = [begin(tmp_path / "nha", feeds) for _ in range(2)]
    said = [process.communicate(timeout=240)[1] for process in operators]
    refused = [one for one, process in zip(said, operators, strict=True) if process.returncode]
    assert all("wait for it and run again" in one for one in refused), refused
    for _ in refused:
        assert begin(tmp_path / "nha", feeds).wait(timeout=240) == 0
    home = open_home(tmp_path / "nha")
    with db.writer(home.root) as con:
        assert [check.name for check in store.run_checks(con) if check.rows] == []
        counts = store.sql(con, "select (select count(*) from raw.runs), (select count(*) from mart.articles)")[1]
    assert counts == [(1, 6)]
    assert len(list((tmp_path / "nha" / "outbox").glob("*.eml"))) == 1


@pytest.mark.slow
def test_a_disk_that_fails_costs_nothing_but_a_second_attempt() -> None:
    if shutil.which("gcc") is None or not sys.platform.startswith("linux"):
        pytest.skip("needs a C compiler (Debian: gcc) on Linux")
    command = [sys.executable, "-W", "ignore", "-m", "tests.faults.harness", "--trials", "6", "--stage", "send"]
    done = subprocess.run([*command, "--stage", "digest"], capture_output=True, text=True, check=False, timeout=400)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert json.loads(done.stdout.splitlines()[-1])["wrong"] == 0
