"""Readings of relevant texts: offsets into the stored wording, asked for what is missing, the same as a rebuild."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.annotate import AnnotationRow, AnnotatorRow, PlaceRow, StanceRow
from flows.entities import placer, read_entities
from flows.records import ArticleVersion
from nlp.entities import reader_id
from tests.flows.newsroom import FIRST
from warehouse import states, store
from warehouse.db import Connection, writer

BODY = (
    "Sáng 5/8, LĐLĐ tỉnh trao quà cho công nhân KCN Sóng Thần.  Đoàn đi từ sớm.\n\n"
    "Bà Mẫu Thị Ví, Chủ tịch LĐLĐ tỉnh Bình Dương, nói: “Chúng tôi không để ai thiếu Tết.\u00a0 Năm nào cũng vậy.”"
)


PLACED = """
    select m.entity_id, m.field, m.surface, substr(v.body, m.offset_start + 1, m.offset_end - m.offset_start)
    from core.mentions as m
    join core.article_versions as v using (text_id)
    where m.field = 'body'
    order by m.position
"""


@pytest.fixture
def con(tmp_path: Path) -> Iterator[Connection]:
    with writer(tmp_path) as connection:
        yield connection


def add(con: Connection, key: str, relevance: int = 2, body: str = BODY, version: str = "1") -> None:
    article = ArticleVersion(
        f"v-{key}-{version}", f"a-{key}", "bao", f"https://bao.example/{key}", "LĐLĐ tỉnh trao quà", "", body,
        None, None, (), FIRST, None, "pubDate", "page", None, None, f"{key}-{version}", "r", 1, 0, FIRST, (),
    )  # fmt: skip
    store.insert(con, "core.article_versions", [article])
    text_id = article.text_id
    store.insert(con, "core.annotators", [AnnotatorRow("may", True)])
    store.insert(
        con,
        "core.annotations",
        [AnnotationRow(text_id, "may", relevance, 0.9, "pos", 0.9, "none", "none", False, False)],
    )
    store.insert(con, "core.places", [PlaceRow(text_id, "may", "Bình Dương")])
    store.insert(con, "core.stances", [StanceRow(text_id, "may", "cong_doan", "favor", 0.9, False, "câu", 4)])


def rows(con: Connection, text: str) -> list[tuple[object, ...]]:
    return store.sql(con, text)[1]


def test_rows_lie_where_they_say(con: Connection) -> None:
    add(con, "qua")
    assert read_entities(con) == 1
    found = rows(con, PLACED)
    assert [row[0] for row in found] == ["ldld:binh-duong", "kcn:binh-duong:song-than", "chu-tich@ldld:binh-duong"]
    assert all(row[2] == row[3] for row in found)
    ((text, role, speaker, sentence, last),) = rows(
        con, "select text, role, speaker, sentence, last_sentence from core.quotes"
    )
    assert text == "Chúng tôi không để ai thiếu Tết.\u00a0 Năm nào cũng vậy."
    assert (role, speaker, sentence, last) == ("union", "Chủ tịch Liên đoàn Lao động Bình Dương", 3, 4)


def test_analysts_see_voices_and_bodies(con: Connection) -> None:
    add(con, "qua")
    read_entities(con)
    assert rows(con, "select body_id, count(*) from mart.mentions where kind <> 'park' group by 1") == [
        ("ldld:binh-duong", 3)
    ]
    assert rows(con, "select role, stances from mart.quotes") == [("union", ["cong_doan:favor"])]
    assert rows(con, "select target, voice from mart.stances") == [("cong_doan", "union")]


def test_what_was_read_is_not_read_again(con: Connection) -> None:
    add(con, "qua")
    add(con, "khac", relevance=0)
    assert [read_entities(con), read_entities(con)] == [1, 0]
    assert rows(con, "select text_id, reader_id from core.readings") == [("qua-1", reader_id())]
    assert [check.name for check in store.run_checks(con) if check.rows and "reading" in check.name] == []


def test_a_new_context_or_wording_replaces_the_reading(con: Connection) -> None:
    add(con, "qua", body="LĐLĐ tỉnh trao quà cho công nhân.")
    read_entities(con)
    store.sql(con, "delete from core.places")
    states.touch_all(con)
    assert read_entities(con) == 1
    assert rows(con, "select distinct entity_id from core.mentions") == [("ldld:?",)]
    store.sql(con, "update core.annotations set relevance = 0")
    states.touch_all(con)
    assert read_entities(con) == 0
    assert rows(con, "select count(*) from core.mentions") == [(0,)]


def test_incremental_is_as_from_scratch(con: Connection) -> None:
    add(con, "qua")
    read_entities(con)
    add(con, "hai", body="TLĐ họp sáng nay. " + BODY)
    store.sql(con, "update core.readings set reader_id = 'cu'")  # by an older reader
    states.touch_all(con)
    read_entities(con)
    step_by_step = [rows(con, f"from core.{name} order by all") for name in ("readings", "mentions", "quotes")]
    for name in ("readings", "mentions", "quotes"):
        store.sql(con, f"delete from core.{name}")
    states.touch_all(con)
    read_entities(con)
    assert [rows(con, f"from core.{name} order by all") for name in ("readings", "mentions", "quotes")] == step_by_step


def test_positions_of_sentences_lead_back_to_the_body() -> None:
    body = "  Một câu.   Hai câu!\r\n\nBa câu.  "
    place = placer(body)
    assert [body[slice(*place(a, b))] for a, b in ((0, 8), (9, 17), (18, 25))] == ["Một câu.", "Hai câu!", "Ba câu."]
