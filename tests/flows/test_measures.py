"""Quota arithmetic by hand: shares, federations a day, posts a day, monthly and weekly items, columns, counters."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from flows.clause import Clause
from flows.interval import wilson
from flows.measures import measure
from flows.planfacts import Facts, PlanArticle
from flows.selection import Measured

FIRST, LAST = date(2026, 8, 3), date(2026, 8, 9)  # Monday to Sunday
WEEK = frozenset(FIRST + timedelta(days=n) for n in range(7))


def article(key: str, source: str = "bao", day: int = 3, relevance: int = 1, **other: Any) -> PlanArticle:
    kept: dict[str, Any] = {
        "outlet_kind": "union_press",
        "section": "",
        "level": None,
        "topics": (),
        "campaigns": (),
        "messages": (),
        "federations": (),
        "spotlights": 0,
        "rebuttals": 0,
        "text": "",
    }
    return PlanArticle(key, source, news_date=date(2026, 8, day), relevance=relevance, **{**kept, **other})


def facts(*articles: PlanArticle, **other: Any) -> Facts:
    known = Facts(
        first=FIRST,
        last=LAST,
        until=LAST,
        articles=articles,
        outlets={"bao": "Báo Mẫu", "tin": "Tin Mẫu", "trang": "Trang Mẫu"},
        kinds={"bao": "union_press", "tin": "central", "trang": "social"},
        pages={"trang": "Trang Mẫu"},
        read_days={"bao": WEEK, "tin": WEEK, "trang": WEEK},
        federations={"Hà Nội": "Liên đoàn Lao động Hà Nội", "cd-y-te": "Công đoàn Y tế Việt Nam"},
    )
    return replace(known, **other)


def ask(known: Facts, **what: Any) -> Measured:
    clause = Clause.model_validate({"ref": "x", "text": "x", "measure": what})
    assert clause.measure is not None
    return measure(clause.measure, known)


@pytest.mark.parametrize(("labour", "state"), [(19, "chua_dat"), (20, "dat"), (100, "dat"), (0, "chua_dat")])
def test_a_fifth_of_the_articles(labour: int, state: str) -> None:
    written = [article(f"a{n}", relevance=1 if n < labour else 0) for n in range(100)]
    found = ask(facts(*written), kind="share", outlets=["bao"], at_least=0.2)
    assert (found.state, found.value) == (state, labour / 100)
    assert found.low is not None
    assert found.high is not None
    assert found.low <= labour / 100 <= found.high


def test_each_outlet_must_keep_the_share() -> None:
    written = [article(f"a{n}", relevance=n % 2) for n in range(10)] + [
        article(f"t{n}", "tin", relevance=0) for n in range(10)
    ]
    found = ask(facts(*written), kind="share", outlets=["bao", "tin"], at_least=0.2)
    assert (found.state, found.value) == ("chua_dat", 0.0)
    assert "Báo Mẫu: 50% (5/10 bài" in (found.measured or "")


def test_an_outlet_that_was_not_read_can_not_be_judged() -> None:
    written = [article(f"a{n}") for n in range(10)]
    assert ask(facts(*written), kind="share", outlets=["bao", "xa"], at_least=0.2).state == "khong_do_duoc"
    assert ask(facts(), kind="share", outlets=["bao"], at_least=0.2).state == "khong_do_duoc"
    gone = ask(facts(read_days={}), kind="articles", outlets=["bao"], every="day", at_least=1)
    assert (gone.state, gone.reason) == ("khong_do_duoc", "Không đọc được Báo Mẫu ngày nào trong kỳ.")


def test_one_item_a_day_of_every_federation() -> None:
    daily = [article(f"h{day}", day=day, federations=("Hà Nội", "cd-y-te")) for day in range(3, 10)]
    quota = {"kind": "bodies", "outlets": ["bao"], "at_least": 1}
    assert ask(facts(*daily), **quota).state == "dat"
    missed = ask(facts(*daily[:-1], article("h9", day=9, federations=("Hà Nội",))), **quota)
    assert (missed.state, missed.value) == ("chua_dat", 13 / 14)
    assert "1/2 đơn vị đủ mọi ngày; 2 đơn vị có bài" in (missed.measured or "")


def test_days_on_which_the_outlet_was_not_read_do_not_count() -> None:
    daily = [article("h3", day=3, federations=("Hà Nội", "cd-y-te"))]
    known = facts(*daily, read_days={"bao": frozenset({FIRST})})
    assert ask(known, kind="bodies", outlets=["bao"], at_least=1).state == "dat"


def test_a_province_of_the_old_map_counts_for_its_successor() -> None:
    known = facts(
        article("h", federations=("Hà Giang",)),
        federations={"Tuyên Quang": "Liên đoàn Lao động Tuyên Quang"},
        successors={"Hà Giang": "Tuyên Quang", "Tuyên Quang": "Tuyên Quang"},
        read_days={"bao": frozenset({FIRST})},
    )
    assert ask(known, kind="bodies", outlets=["bao"], at_least=1).state == "dat"


def test_four_posts_a_day_on_every_page() -> None:
    posts = [article(f"p{day}{n}", "trang", day, 0, outlet_kind="social") for day in range(3, 10) for n in range(4)]
    assert ask(facts(*posts), kind="posts", at_least=4).state == "dat"
    short = ask(facts(*posts[1:]), kind="posts", at_least=4)
    assert (short.state, short.value) == ("chua_dat", 6 / 7)
    assert ask(facts(pages={}), kind="posts", at_least=4).state == "khong_do_duoc"
    days = {"trang": frozenset({FIRST, LAST})}
    silent = ask(
        facts(*(one for one in posts if one.news_date in (FIRST, LAST)), read_days=days), kind="posts", at_least=4
    )
    assert silent.value == 2 / 7  # silent days between two with posts count


def test_posts_are_no_press_unless_asked_for() -> None:
    post = article("p", "trang", outlet_kind="social")
    assert ask(facts(post), kind="articles").state == "khong_thay"
    assert ask(facts(post), kind="articles", kinds=["social"]).state == "co"


def test_one_item_each_month_and_week() -> None:
    month = {"kind": "articles", "outlets": ["bao"], "every": "month", "at_least": 1}
    week = {**month, "every": "week"}
    assert ask(facts(article("a")), **month).state == "dat"
    running = ask(facts(), **month)
    assert (running.state, running.reason) == ("khong_do_duoc", "Tháng chưa hết.")
    assert (
        ask(facts(first=date(2026, 8, 1), last=date(2026, 8, 31), until=date(2026, 8, 31)), **month).state == "chua_dat"
    )
    assert ask(facts(), **week).state == "chua_dat"
    assert ask(facts(article("a", day=9)), **week).state == "dat"


def test_what_is_asked_must_all_hold() -> None:
    good = article(
        "a",
        topics=("tien_luong",),
        section="Công đoàn | Tin mới",
        level="co_so",
        text="Tọa đàm trực tuyến về nghị định lương.",
        campaigns=("thang-cong-nhan",),
    )
    asked = {
        "kind": "articles",
        "outlets": ["bao"],
        "sections": ["công đoàn"],
        "topics": ["tien_luong"],
        "levels": ["co_so"],
        "terms": ["tọa đàm trực tuyến"],
        "and_terms": ["nghị định"],
        "campaign": "thang-cong-nhan",
    }
    assert ask(facts(good), **asked).state == "co"
    for name, value in {
        "topics": (),
        "section": "Thể thao",
        "level": None,
        "text": "Tọa đàm.",
        "campaigns": (),
        "relevance": 0,
    }.items():
        assert ask(facts(replace(good, **{name: value})), **asked).state == "khong_thay"


def test_a_column_is_named_by_section_or_words() -> None:
    column = {"kind": "column", "outlets": ["bao"], "names": ["Lao động và Công đoàn"]}
    assert ask(facts(article("a", section="Lao động và Công đoàn")), **column).state == "co"
    assert ask(facts(article("a", text="Chuyên mục “Lao động và Công đoàn” tối nay")), **column).state == "co"
    assert ask(facts(article("a", section="Thể thao")), **column).state == "khong_thay"
    assert ask(facts(article("a", section="Thể thao")), **column, every="week").state == "chua_dat"


def test_counters_and_digests_by_the_day() -> None:
    assert ask(facts(), kind="counter", counter="so-sang-kien").state == "khong_do_duoc"
    half = ask(
        facts(counter_days={"so-sang-kien": frozenset(sorted(WEEK)[:3])}), kind="counter", counter="so-sang-kien"
    )
    assert (half.state, half.measured) == ("chua_dat", "3/7 ngày có số liệu")
    every = frozenset(("day", day) for day in WEEK)
    assert ask(facts(digests=every), kind="digests", every="day").state == "dat"
    assert ask(facts(digests=every), kind="digests", every="week").state == "chua_dat"


def test_a_campaign_out_of_its_days_is_not_measured() -> None:
    asked = {"kind": "campaign", "campaign": "thang-cong-nhan"}
    assert ask(facts(), **asked).state == "khong_do_duoc"
    assert ask(facts(article("a", campaigns=("thang-cong-nhan",))), **asked).state == "co"


def test_wilson_is_the_score_interval() -> None:
    low, high = wilson(20, 100)  # Wilson's formula worked out by hand: 0.1334, 0.2888
    assert (round(low, 4), round(high, 4)) == (0.1334, 0.2888)
    assert wilson(0, 0) == (0.0, 1.0)
