"""Stories in the warehouse: arrival in any order is the same as all at once, only the days touched are told again."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.annotate import AnnotationRow, AnnotatorRow
from flows.grouping import regroup
from flows.records import ArticleVersion
from nlp.shelf import Shelf
from warehouse import states, store
from warehouse.db import Connection, writer

FIRST = datetime(2026, 8, 3, 1, tzinfo=UTC)
TABLES = ("grouping", "placements", "story_links", "lineage")
PLACES = ("Long An", "Bình Dương", "Đồng Nai", "Nghệ An")
EVENTS = (
    "công nhân Công ty may Sao Khuê ở {place} ngừng việc đòi trả lương tháng Bảy, công đoàn tổ chức đối thoại",
    "cháy xưởng gỗ Hoàng Phát ở {place}, ba công nhân bị bỏng được đưa vào bệnh viện cấp cứu ngay trong đêm",
    "LĐLĐ {place} khai trương siêu thị giảm giá 30% cho đoàn viên các khu công nghiệp, hơn 2.000 người đến mua",
    "tòa án {place} buộc giám đốc công ty nợ bảo hiểm xã hội trả 4,5 tỉ đồng cho 312 lao động sau ba năm khởi kiện",
)


def article(number: int, version: int = 1) -> ArticleVersion:
    """One of many articles on few events; every fifth repeats the one before in another outlet."""
    chance = random.Random(number - (number % 5 == 0))
    event = EVENTS[chance.randrange(len(EVENTS))].format(place=chance.choice(PLACES))
    words = event.split()
    title = " ".join(words[:12]).capitalize()
    extra = " ".join(chance.choices(words, k=10))
    at = FIRST + timedelta(hours=chance.randrange(24 * 70) + (number % 5 == 0))
    sapo = f"{event.capitalize()}. {extra.capitalize()} {version}."
    return ArticleVersion(
        f"v{number:03}-{version}", f"a{number:03}", f"bao{number % 7}", f"https://bao.example/{number}", title, sapo,
        "", None, None, (), at, None, "pubDate", "feed", None, None, f"t{number:03}-{version}", "r", number, 0,
        at + timedelta(minutes=version), (),
    )  # fmt: skip


def add(con: Connection, articles: list[ArticleVersion]) -> None:
    store.insert(con, "core.article_versions", articles)
    store.insert(con, "core.annotators", [AnnotatorRow("may", True)])
    labels = [AnnotationRow(a.text_id, "may", 1, 0.9, "neu", 0.9, "none", "none", False, False) for a in articles]
    store.insert(con, "core.annotations", labels)


def state(con: Connection) -> dict[str, list[tuple[object, ...]]]:
    return {table: store.sql(con, f"select * from core.{table} order by all")[1] for table in TABLES}


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[object, ...]]]:
    """The tables when eighty articles of ten weeks, one of them changed later, are told in one go."""
    with writer(tmp_path_factory.mktemp("whole")) as con:
        add(con, [*(article(n) for n in range(80)), article(7, 2)])
        regroup(con, "may")
        return state(con)


@pytest.fixture
def con(tmp_path: Path) -> Iterator[Connection]:
    with writer(tmp_path) as connection:
        yield connection


def test_the_texts_hold_stories_and_copies(at_once: dict[str, list[tuple[object, ...]]]) -> None:
    stories = {row[2] for row in at_once["grouping"]}
    assert 4 < len(stories) < 60
    assert any(row[1] for row in at_once["grouping"])
    assert len(at_once["lineage"]) == sum(row[1] is not None for row in at_once["grouping"])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_order_of_arrival_gives_the_same(
    con: Connection, at_once: dict[str, list[tuple[object, ...]]], seed: int
) -> None:
    articles = random.Random(seed).sample([article(n) for n in range(80)], 80)
    articles.append(article(7, 2))
    shelf = Shelf()
    for start in range(0, len(articles), 9):
        add(con, articles[start : start + 9])
        regroup(con, "may", shelf)
    assert state(con) == at_once


def test_only_the_days_since_the_new_text_are_told_again(con: Connection) -> None:
    articles = sorted((article(n) for n in range(60)), key=lambda a: str(a.published_at))
    add(con, articles[:-1])
    regroup(con, "may")
    assert regroup(con, "may") == 0
    add(con, articles[-1:])
    assert regroup(con, "may") == 1


def test_a_text_that_is_relevant_no_longer_leaves_no_trace(con: Connection) -> None:
    add(con, [article(n) for n in range(30)])
    regroup(con, "may")
    expected = state(con)
    add(con, [article(n) for n in range(30, 40)])
    regroup(con, "may")
    store.sql(con, "update core.annotations set relevance = 0 where text_id >= 't030-1'")
    states.touch_all(con)
    regroup(con, "may")
    assert state(con) == expected
