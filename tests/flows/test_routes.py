"""Every story reaches the desks that it concerns and says why; many desks at once are the same as one by one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.archive import keep, restore
from flows.deskfiles import read_desks
from flows.desks import Desk
from flows.digest import compose, compose_desks
from flows.entities import MentionRow, ReadingRow
from flows.home import open_home
from flows.load import load_views
from flows.routes import words
from flows.view import DigestView
from tests.flows.newsroom import DAY, NEWS, News, add, fill
from warehouse import store
from warehouse.db import Connection, writer

TABLES = ("digests", "digest_items", "digest_outlets", "digest_stories", "digest_routes", "digest_previous")


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Connection]:
    with writer(tmp_path) as con:
        fill(con)
        yield con


def desk(desk_id: str, **narrowed: Any) -> Desk:
    return Desk(desk_id=desk_id, name=f"Bàn {desk_id}", unit=desk_id, level="tinh_nganh", **narrowed)


def mention(con: Connection, text: str, entity: str, name: str, province: str | None = None) -> None:
    store.insert(con, "core.readings", [ReadingRow(text, "doc", f"v-{text}", ())])
    row = MentionRow(text, "doc", 0, entity, "union", name, "title", 0, 5, name, "tinh_nganh", province)
    store.insert(con, "core.mentions", [row])


def told(con: Connection, *desks: Desk) -> dict[str, dict[str, tuple[str, ...]]]:
    """By desk: the stories of its digest with the causes in words."""
    found = {}
    for view in compose_desks(con, day=DAY, desks=desks, period="day"):
        stories = [*view.attention, *view.attention_rest, *(s for t in view.topics for s in t.stories)]
        found[view.scope] = {story.lead.article_id: story.why for story in (*stories, *view.good, *view.rest)}
    return found


def test_a_place_of_either_map_brings_the_whole_story(press: Connection) -> None:
    unplaced = replace(NEWS[1], key="dinh-cong-3", source="kinh-te", provinces=(), title="Sao Khuê nợ lương")
    add(press, (unplaced,))
    found = told(press, desk("moi", provinces_34=("TP.HCM",)), desk("cu", provinces=("Bình Dương",)), desk("tat-ca"))
    assert found["moi"] == {"a-dinh-cong": ("địa bàn Bình Dương (nay thuộc TP.HCM)",)} == found["cu"]
    assert len(found["tat-ca"]) == 6
    assert set(found["tat-ca"].values()) == {()}, "who hears of everything is not told why"
    rows = store.sql(press, "select article_id from core.digest_items where digest_id like '%-cu' order by 1")[1]
    assert rows == [("a-dinh-cong",), ("a-dinh-cong-2",), ("a-dinh-cong-3",)]


def test_each_cause_says_itself(press: Connection) -> None:
    lone = News("lone", "kinh-te", "Nhân viên đường sắt được tăng lương", 4, relevance=1, sector="giao_thong_van_tai")
    chief = News("chung", "kinh-te", "Tổng Liên đoàn họp", 4, relevance=2, level="tong_lien_doan", topics=("viec_lam",))
    local = replace(chief, key="rieng", provinces=("Hà Nội",))
    add(press, (lone, chief, local))
    mention(press, "tai-nan", "chu-tich@cdn:xay-dung:hai-phong", "Công đoàn ngành Xây dựng Hải Phòng", "Hải Phòng")
    mention(press, "luong", "ldld:hai-duong", "Liên đoàn Lao động tỉnh Hải Dương", "Hải Dương")
    found = told(
        press,
        desk("duong-sat", words=("Đường sắt",)),
        desk("gtvt", sectors=("giao_thong_van_tai",)),
        desk("tong", from_levels=("tong_lien_doan",)),
        desk("viec", topics=("bao_hiem_an_sinh",)),
        desk("xay", bodies=("cdn:xay-dung",)),
        desk("hai-phong", provinces_34=("Hải Phòng",)),
    )
    assert found["duong-sat"] == {"a-lone": ("có từ “Đường sắt”",)}
    assert found["gtvt"] == {"a-lone": ("ngành Giao thông vận tải",)}
    assert found["tong"] == {"a-chung": ("việc chung của Tổng Liên đoàn",)}, "one with a place is that place's"
    assert found["viec"] == {"a-that-nghiep": ("chủ đề Bảo hiểm, an sinh",)}
    assert found["xay"] == {"a-tai-nan": ("nhắc tới Công đoàn ngành Xây dựng Hải Phòng",)}
    assert found["hai-phong"] == {
        "a-tai-nan": ("địa bàn Hải Phòng", "nhắc tới Công đoàn ngành Xây dựng Hải Phòng"),
        "a-guong": ("địa bàn Hải Phòng",),
        "a-luong": ("nhắc tới Liên đoàn Lao động tỉnh Hải Dương",),
    }


def test_all_causes_have_words() -> None:
    assert words("all", "") == "mọi tin trong nước"
    assert words("place", "Thừa Thiên Huế") == "địa bàn Thừa Thiên Huế (nay thuộc Huế)"
    assert words("level", "co_so") == "việc chung của công đoàn cơ sở"


def snapshot(con: Connection) -> dict[str, list[Any]]:
    return {table: con.execute(f"from core.{table} order by all").fetchall() for table in TABLES}


def test_many_desks_at_once_are_the_same_as_one_by_one(press: Connection) -> None:
    desks = tuple(read_desks().desks.values())
    views = compose_desks(press, day=DAY, desks=desks, period="day")
    before = snapshot(press)
    for one in desks:
        compose(press, day=DAY, scope=one.desk_id, period="day")
    assert snapshot(press) == before
    assert load_views(press, [view.digest_id for view in views])[3].figures == views[3].figures
    assert [
        check for check in store.run_checks(press) if check.name in ("ledger_digests", "ledger_merged") and check.rows
    ] == []


def test_the_window_before_is_routed_in_the_same_way(press: Connection) -> None:
    add(press, (replace(NEWS[1], key="qua", hour=-3, story="qua"),))
    view = compose_desks(press, day=DAY, desks=(desk("bd", provinces=("Bình Dương",)),), period="day")[0]
    assert view.previous is not None
    assert (view.previous.labour, view.previous.union, view.previous.stories) == (1, 0, 1)
    stories = store.sql(press, "select story_id from core.digest_routes")[1]
    assert stories == [("sao-khue",)], "causes of stories that are not told are not kept"


def test_an_article_found_late_reaches_the_desk_that_missed_it(press: Connection) -> None:
    one = desk("bd", provinces=("Bình Dương",))
    compose_desks(press, day=DAY - timedelta(days=1), desks=(one,), period="day")
    add(press, (replace(NEWS[1], key="muon", hour=-2, seen=3, story="muon"),))
    other = desk("bd-2", provinces=("Bình Dương",))
    found = told(press, one, other)
    assert set(found["bd"]) == {"a-dinh-cong", "a-muon"}
    assert set(found["bd-2"]) == {"a-dinh-cong"}, "a desk without a digest of yesterday missed nothing"


def test_a_kept_digest_brings_its_causes_back(press: Connection, tmp_path: Path) -> None:
    home = open_home(tmp_path)
    (view,) = compose_desks(press, day=DAY, desks=(desk("bd", provinces=("Bình Dương",)),), period="day")
    keep(press, home, view.digest_id)
    before = snapshot(press)
    for table in TABLES:
        press.execute(f"delete from core.{table}")
    assert restore(press, home) == []
    assert snapshot(press) == before
    (again,) = load_views(press, [view.digest_id])
    assert (again.scope_name, again.previous, again.attention) == ("Bàn bd", view.previous, view.attention)
    assert isinstance(again, DigestView)
