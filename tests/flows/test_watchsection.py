"""What a digest says of what it could not see, what `status` shows, and that the books are watched."""

import io
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console

from flows.auditmath import Audited
from flows.balance import LedgerError, balance_step
from flows.frame import Frame
from flows.home import Home, open_home
from flows.statusview import as_json, show, spark, status_rows
from flows.watchsection import Gap, Watch, compose
from flows.wording import VIETNAM
from tests.flows.breakage import BREAKS, MONDAY, Press
from tests.flows.test_incidents import OUTLETS, told
from warehouse import db, store


@pytest.fixture(scope="module")
def press_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    root = tmp_path_factory.mktemp("press")
    press = Press(root, OUTLETS)
    for day in range(3):
        press.land(day)
    press.land(3, {OUTLETS[0]: BREAKS["forbidden"][1], OUTLETS[1]: BREAKS["selectors gone"][1]})
    told(root, press)
    return open_home(root)


def frame(day: date) -> Frame:
    first = datetime(day.year, day.month, day.day, 6, tzinfo=VIETNAM)
    return Frame(f"{day}-day-toan-quoc", "day", "toan-quoc", day, first, first + timedelta(days=1))


def test_the_digest_says_who_was_silent_since_when_and_that_nobody_checked(press_home: Home) -> None:
    with db.writer(press_home.root) as con:
        section = compose(con, frame(MONDAY + timedelta(days=3)))
        before = compose(con, frame(MONDAY + timedelta(days=1)))
        name = store.sql(con, f"select outlet from mart.source_health where source_id = '{OUTLETS[0]}'")[1][0][0]
    assert section is not None
    assert section.lines[0] == f"1/8 cơ quan báo chí im lặng: {name} (chặn truy cập tự động, từ 05/8)."
    assert section.lines[1].startswith("1 cơ quan báo chí đọc được nhưng thiếu phần: ")
    assert section.lines[2] == "Độ chính xác của điểm tin: tuần trước chưa kiểm định."
    assert before is not None
    assert (before.silent, before.partial) == ((), ())


def test_the_last_audit_is_stated_with_its_intervals() -> None:
    audit = Audited(date(2026, 7, 27), 75, 0.9, 0.744, 0.965, 0.8, 0.61, 0.93)
    assert Watch(100, audit=audit).lines == (
        "Kiểm định tuần 27/7–02/8/2026 trên 75 bài do người đọc: 90% (khoảng tin cậy 95%: 74–96%) tin được hiện là "
        "đúng; thấy được 80% (khoảng tin cậy 95%: 61–93%) số tin đáng hiện.",
    )


def test_a_long_list_is_cut() -> None:
    gaps = tuple(Gap(f"Báo {n}", "unreachable", date(2026, 8, 5)) for n in range(11))
    assert Watch(104, gaps).lines[0].endswith("Báo 7 (không kết nối được, từ 05/8); và 3 nơi khác.")


@pytest.mark.parametrize("width", [80, 120])
def test_status_fits_a_terminal(press_home: Home, width: int) -> None:
    page = io.StringIO()
    assert show(status_rows(press_home, OUTLETS), Console(file=page, width=width)) == 2
    lines = page.getvalue().splitlines()
    assert max(map(len, lines)) <= width
    assert "2/8 nguồn có sự cố" in lines
    assert "trang bài đổi bố cục" in " ".join(" ".join(lines).split()) or width == 80


def test_status_for_programs(press_home: Home) -> None:
    told_rows = json.loads(json.dumps(as_json(status_rows(press_home, OUTLETS))))
    by_id = {row["source_id"]: row for row in told_rows}
    (incident,) = by_id[OUTLETS[0]]["incidents"]
    assert (incident["cause"], incident["name"]) == ("blocked", "chặn truy cập tự động")
    assert datetime.fromisoformat(incident["since_at"]) < datetime.now(UTC)
    assert len(by_id[OUTLETS[0]]["articles_14_days"]) == 14


def test_a_spark_shows_days_without_anything() -> None:
    assert spark([0, 1, 4, 8]) == "·▁▄█"
    assert spark([]) == ""


def test_books_that_do_not_balance_fail_loudly(press_home: Home, tmp_path: Path) -> None:
    assert balance_step(press_home) >= 9
    press = Press(tmp_path, OUTLETS[:1])
    press.land(0)
    told(tmp_path, press)
    with db.writer(tmp_path) as con:
        store.sql(con, "delete from core.items where kind = 'page' and position = 0")
    at = press.land(9)
    told(tmp_path, press)
    with pytest.raises(LedgerError, match="ledger_landed"):
        balance_step(open_home(tmp_path))
    since = at - timedelta(days=1)
    assert balance_step(open_home(tmp_path), since) >= 9
    with db.writer(tmp_path) as con:
        store.sql(con, "delete from core.items where kind = 'page' and position = 0")
    with pytest.raises(LedgerError, match="ledger_landed"):
        balance_step(open_home(tmp_path), since)


def test_the_books_of_some_days_are_the_same_as_in_all_books(press_home: Home) -> None:
    with db.writer(press_home.root) as con:
        since = store.sql(con, "select max(fetched_at) - interval 1 hour from raw.outcomes")[1][0][0]
        rows = store.sql(con, f"from mart.ledger where started_at >= '{since}' order by all")[1]
        assert rows
        assert [one for one in store.run_checks(con, "ledger_", since) if one.rows] == []
        assert store.sql(con, "from mart.ledger order by all")[1] == rows
        store.run_checks(con)
        assert len(store.sql(con, "from mart.ledger")[1]) > len(rows)
