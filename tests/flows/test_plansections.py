"""What the plans say in a mail: two lines a live campaign, weekly whom to commend, what was called false."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from flows import plansections, plansteps
from flows.digest import compose
from flows.frame import Frame
from flows.home import open_home
from flows.load import load_view
from flows.render import render
from tests.flows.test_plansteps import add
from warehouse import db
from warehouse.db import Connection

DAY = date(2026, 5, 12)


def frame(period: str = "day", scope: str = "toan-quoc") -> Frame:
    first = datetime(2026, 5, 11, 23, tzinfo=UTC)
    if period == "week":
        return Frame("d", period, scope, date(2026, 5, 11), first - timedelta(days=1), first + timedelta(days=6))
    return Frame("d", period, scope, DAY, first, first + timedelta(days=1))


def news(con: Connection) -> None:
    for n in range(4):
        add(
            con,
            f"tcn-{n}",
            DAY,
            f"Tháng Công nhân 2026: chuyện thứ {n}",
            "Chủ đề: Năng suất cao - An toàn lao động - Thu nhập tốt.",
        )
    add(
        con,
        "guong",
        DAY,
        "Gương sáng ở nhà máy",
        "Sáng kiến của công nhân Trần Thị Mẫu giúp công ty làm lợi 2 tỉ đồng.",
    )
    add(con, "bac", DAY, "Công đoàn bác bỏ tin đồn tăng đoàn phí")


@pytest.fixture
def con(tmp_path: Path) -> Iterator[Connection]:
    home = open_home(tmp_path)
    with db.writer(home.root) as opened:
        news(opened)
        plansteps.refresh(opened, home)
        yield opened


def test_a_day_tells_live_campaigns_in_two_lines(con: Connection) -> None:
    told = plansections.compose_campaigns(con, frame())
    assert told is not None
    [line] = told.lines
    assert (line.name, line.standing) == ("Tháng Công nhân 2026", "khởi động · 4 bài trên 1 báo, hôm trước 0")
    assert line.sentence is None
    assert plansections.compose_spotlights(con, frame()) is None
    assert plansections.compose_campaigns(con, frame(scope="ca-mau")) is None


def test_a_week_tells_more(con: Connection) -> None:
    told = plansections.compose_campaigns(con, frame("week"))
    assert told is not None
    assert "4 câu mang thông điệp" in told.lines[0].standing
    assert told.lines[0].sentence == "Chủ đề: Năng suất cao - An toàn lao động - Thu nhập tốt."
    shown = plansections.compose_spotlights(con, frame("week"))
    assert shown is not None
    assert [(line.name, line.about) for line in shown.lines] == [("Trần Thị Mẫu", "sáng kiến · Hà Nam")]


def test_what_a_person_found_to_be_nothing_is_left_out(con: Connection, tmp_path: Path) -> None:
    told = plansections.compose_rebuttals(con, frame())
    assert told is not None
    assert [(line.state, line.denial) for line in told.lines] == [("mới", "Công đoàn bác bỏ tin đồn tăng đoàn phí")]
    con.execute(
        "insert into core.rebuttal_decisions values ('x', $id, 'khong_phai', null, 'tuyen-giao', now())",
        {"id": told.lines[0].rebuttal_id},
    )
    assert plansections.compose_rebuttals(con, frame()) is None


def test_the_mail_holds_them(con: Connection) -> None:
    digest_id = compose(con, day=DAY, scope="toan-quoc", period="week")
    mail = render(load_view(con, digest_id))
    for words in (
        "Chiến dịch truyền thông",
        "Gương người, mô hình báo nêu trong tuần",
        "Điều bị nói là sai",
        "Trần Thị Mẫu",
    ):
        assert words in mail.html
        assert words.upper() in mail.text.upper()
