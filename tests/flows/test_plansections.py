"""What the plans say in a mail: two lines a live campaign, weekly whom to commend, what was called false."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from flows import plansections, plansteps
from flows.digest import compose, window
from flows.frame import Frame
from flows.home import open_home
from flows.load import load_view
from flows.render import render
from tests.flows.test_plansteps import News, add
from warehouse import db
from warehouse.db import Connection

DAY = date(2026, 5, 12)


def frame(con: Connection, period: str = "day", scope: str = "toan-quoc") -> Frame:
    """The frame of a digest that is composed first."""
    span = window(DAY, period)
    return Frame(
        compose(con, day=DAY, scope=scope, period=period), period, scope, span.day, span.first_at, span.last_at
    )


def news(con: Connection) -> None:
    slogan = "Chủ đề: Năng suất cao - An toàn lao động - Thu nhập tốt."
    deed = "Sáng kiến của công nhân Trần Thị Mẫu giúp công ty làm lợi 2 tỉ đồng."
    add(con, *(News(f"tcn-{n}", DAY, f"Tháng Công nhân 2026: chuyện thứ {n}", slogan) for n in range(4)))
    add(
        con,
        News("guong", DAY, "Gương sáng ở nhà máy", deed),
        News("bac", DAY, "Công đoàn bác bỏ tin đồn tăng đoàn phí"),
    )


@pytest.fixture
def con(tmp_path: Path) -> Iterator[Connection]:
    home = open_home(tmp_path)
    with db.writer(home.root) as opened:
        news(opened)
        plansteps.refresh(opened, home)
        yield opened


def test_a_day_tells_live_campaigns_in_two_lines(con: Connection) -> None:
    told = plansections.compose_campaigns(con, frame(con))
    assert told is not None
    [line] = told.lines
    assert (line.name, line.standing) == ("Tháng Công nhân 2026", "khởi động · 4 bài trên 1 báo")
    assert line.sentence is None
    assert plansections.compose_spotlights(con, frame(con)) is None
    assert plansections.compose_campaigns(con, frame(con, scope="ca-mau")) is None


def test_a_week_tells_more(con: Connection) -> None:
    told = plansections.compose_campaigns(con, frame(con, "week"))
    assert told is not None
    assert "4 câu mang thông điệp" in told.lines[0].standing
    assert told.lines[0].sentence == "Chủ đề: Năng suất cao - An toàn lao động - Thu nhập tốt."
    shown = plansections.compose_spotlights(con, frame(con, "week"))
    assert shown is not None
    assert [(line.name, line.about) for line in shown.lines] == [("Trần Thị Mẫu", "sáng kiến · Hà Nam")]


def test_what_a_person_found_to_be_nothing_is_left_out(con: Connection, tmp_path: Path) -> None:
    told = plansections.compose_rebuttals(con, frame(con))
    assert told is not None
    assert [(line.state, line.denial) for line in told.lines] == [("mới", "Công đoàn bác bỏ tin đồn tăng đoàn phí")]
    con.execute(
        "insert into core.rebuttal_decisions values ('x', $id, 'khong_phai', null, 'tuyen-giao', now())",
        {"id": told.lines[0].rebuttal_id},
    )
    assert plansections.compose_rebuttals(con, frame(con)) is None


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
