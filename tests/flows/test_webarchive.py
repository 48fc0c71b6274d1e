"""The archive for browsers: whole, with anchors, nothing from outside, an index of what is there."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from flows import webarchive
from flows.digest import compose
from flows.home import Home, open_home
from flows.load import load_view
from flows.render import render
from flows.webarchive import Kept, by_month, page
from tests.flows.digest_views import CRITICAL, NOTED, REST, busy_day
from tests.flows.newsroom import DAY, fill
from tests.flows.test_render import NASTY, Page
from warehouse import db


def test_every_story_has_its_anchor_and_nothing_is_left_out() -> None:
    view = replace(
        busy_day(), rest=tuple(replace(REST[0], lead=replace(REST[0].lead, article_id=f"r{n}")) for n in range(90))
    )
    ids = [attributes.get("id") for _, attributes in Page(page(view)).tags]
    for story in (*view.attention, *view.topics[0].stories, *view.good, *view.rest):
        assert ids.count(f"tin-{story.lead.article_id}") == 1
    links = [attributes["href"] for tag, attributes in Page(page(view)).tags if tag == "a"]
    anchors = [link.removeprefix("#") for link in links if link and link.startswith("#")]
    assert set(anchors) <= set(ids)
    assert "do-phu" in anchors


def test_a_page_loads_nothing_from_elsewhere_and_runs_nothing() -> None:
    seen = Page(page(busy_day()))
    assert not [
        tag for tag, attributes in seen.tags if tag in ("script", "img", "link", "iframe") or "src" in attributes
    ]
    assert "url(" not in page(busy_day())
    assert "default-src 'none'" in page(busy_day())


def test_titles_are_text() -> None:
    bad = replace(CRITICAL, lead=replace(CRITICAL.lead, title=NASTY, sapo=NASTY, url="javascript:alert(1)"))
    html = page(replace(busy_day(), attention=(bad,)))
    assert "<script" not in html
    assert "javascript:" not in html
    assert NASTY in Page(html).text


def test_notes_standing_and_further_sections_are_there() -> None:
    said = Page(page(NOTED, "DƯ LUẬN\n-------\n- Một ý\n  https://a.vn/x\n")).text
    assert "Đã biên tập lúc 06:12 ngày 06/8." in said
    assert "Ghi chú của người biên tập: Đề nghị Ban Chính sách" in said
    assert "Đã liên hệ tòa soạn." in said
    assert "Dư luận • Một ý" in said


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = open_home(tmp_path)
    with db.writer(home.root) as con:
        fill(con)
        for day, scope, period in ((4, "toan-quoc", "day"), (5, "toan-quoc", "day"), (5, "binh-duong", "week")):
            compose(con, day=DAY.replace(day=day), scope=scope, period=period)
    return home


def test_the_index_lists_what_has_a_page(home: Home) -> None:
    with db.writer(home.root) as con:
        for digest_id in ("2026-08-05-day-toan-quoc", "2026-08-03-week-binh-duong"):
            view = load_view(con, digest_id)
            webarchive.keep(home, view, render(view).text)
        index = webarchive.keep_index(home, webarchive.heads(con))
    said = index.read_text(encoding="utf-8")
    assert Page(said).text.endswith("Tháng 8/2026 Toàn quốc – 1 bản ngày Bình Dương – 1 bản tuần")
    month = (home.archive / "thang-2026-08.html").read_text(encoding="utf-8")
    for page_name in re.findall(r'href="([^"#]+)', said + month):
        assert (home.archive / page_name).is_file()
    assert "2026-08-04-day-toan-quoc" not in month


def test_months_stand_newest_first_and_a_week_is_of_its_monday() -> None:
    def kept(digest_id: str, day: date, period: str = "day") -> Kept:
        return Kept(digest_id, period, "toan-quoc", "Toàn quốc", day, digest_id)

    every = (kept("c", date(2026, 8, 1)), kept("b", date(2026, 7, 27), "week"), kept("a", date(2025, 12, 31)))
    assert [(month.file, month.desks[0].counted) for month in by_month(every)] == [
        ("thang-2026-08.html", "1 bản ngày"),
        ("thang-2026-07.html", "1 bản tuần"),
        ("thang-2025-12.html", "1 bản ngày"),
    ]
    assert by_month(()) == ()
