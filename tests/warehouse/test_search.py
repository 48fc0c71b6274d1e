"""Search as people type it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.warehouse.rows import START, RunRows, outlet
from warehouse import db, store
from warehouse.db import Connection, MissingError

NEWS = {
    "luong": (
        "Công đoàn đề nghị tăng lương tối thiểu",
        "Liên đoàn lao động tỉnh cho rằng mức lương chưa đủ sống.",
    ),
    "cong-an": ("Công an bắt nghi phạm trên đoàn tàu", "Tàu dừng ở ga, công việc của đoàn bị chậm."),
    "hoa-binh": (
        "Công nhân thủy điện Hòa Bình đón Tết",
        "Thuỷ thủ cũng về, hoà cùng niềm vui. " + "Đêm hội. " * 80,
    ),
    "ma": ("Chuyện con ma trong nhà xưởng", "Má ơi, mả cũ nằm cạnh mạ non."),
}


@pytest.fixture
def copy(home: Path) -> Iterator[Connection]:
    """A published copy of the news above."""
    with db.writer(home) as con:
        store.insert(con, "core.outlets", [outlet("a")])
        run = RunRows("r1")
        for name, (title, body) in NEWS.items():
            run.page("a", name, title, body, START - timedelta(hours=1))
        run.store(con)
    with db.reader(db.publish(home)) as con:
        yield con


def found(con: Connection, words: str) -> list[str]:
    return [hit["url"].rsplit("/", 1)[1] for hit in store.search(con, words, 10)]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("công đoàn", "luong"),
        ("CONG DOAN", "luong"),
        ("cong doan lương", "luong"),
        ("luong toi thieu", "luong"),
        ("đoàn tàu", "cong-an"),
        ("doan tau", "cong-an"),
        ("hòa bình", "hoa-binh"),
        ("hoà bình", "hoa-binh"),
        ("thuỷ điện", "hoa-binh"),
        ("thủy thủ", "hoa-binh"),
        ("Đêm hội", "hoa-binh"),
        ("lương, tối-thiểu!", "luong"),
        ("mạ", "ma"),
        ("-quantum công đoàn", "luong"),
        ("outlet:a công đoàn -quantum", "luong"),
    ],
)
def test_the_best_article_comes_first(copy: Connection, words: str, first: str) -> None:
    assert found(copy, words)[0] == first


@pytest.mark.parametrize("words", ["", "  ,.! ", "quantum", "'; drop table core.articles --"])
def test_nothing_is_found_where_nothing_is(copy: Connection, words: str) -> None:
    assert found(copy, words) == []


def test_a_hit_says_where_and_when_and_shows_the_passage(copy: Connection) -> None:
    hit = store.search(copy, "mức lương", 1)[0]
    assert hit["outlet"] == "Báo a"
    assert hit["published_at"] == START - timedelta(hours=1)
    assert hit["snippet"] == "Liên đoàn lao động tỉnh cho rằng «mức lương» chưa đủ sống."
    assert set(hit) == {"article_id", "title", "outlet", "url", "published_at", "score", "snippet"}
    assert len(store.search(copy, "công", 2)) == 2
    assert store.search(copy, "công", 0) == []


def test_a_phrase_is_found_among_many_texts_that_have_its_words_apart(home: Path) -> None:
    with db.writer(home) as con:
        run = RunRows("r1")
        for i in range(400):
            run.page("a", f"xa-{i}", f"Công ty {i}: đoàn công tác, công việc của đoàn", "Đoàn đến công trường.")
        run.page("a", "goc", "Hội nghị", "Một tổ chức công đoàn cơ sở được thành lập. " + "Tin khác. " * 50)
        run.store(con)
    with db.reader(db.publish(home)) as con:
        assert found(con, "công đoàn")[0] == found(con, "cong doan")[0] == "goc"


def test_only_the_published_copy_can_be_searched(con: Connection) -> None:
    with pytest.raises(MissingError, match="diemtin publish"):
        store.search(con, "lương", 5)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ('"mức lương"', ["luong"]),
        ('"lương mức"', []),
        ("công -đoàn", ["hoa-binh"]),
        ("công đoàn quantum", []),
        ("title:công title:đoàn", ["luong", "cong-an"]),
        ("title:tỉnh", []),
        ("body:tỉnh", ["luong"]),
        ("má", ["ma"]),
        ("mà", []),
        ("“mức lương” from:2026-08-01", ["luong"]),
        ("lương to:1/8/2026", []),
        ("lương outlet:a", ["luong"]),
        ("lương outlet:b", []),
        ("lương -outlet:a", []),
        ("lương topic:tien_luong", []),
    ],
)
def test_every_word_must_be_there_where_it_is_asked_for(copy: Connection, words: str, wanted: list[str]) -> None:
    assert sorted(found(copy, words)) == sorted(wanted)


def test_only_the_words_asked_for_are_marked(copy: Connection) -> None:
    (hit,) = store.search(copy, "lương -tỉnh sống outlet:a", 5) or store.search(copy, "lương sống outlet:a", 5)
    assert "«lương»" in hit["snippet"]
    assert "«tỉnh»" not in hit["snippet"]


def test_words_of_the_title_stand_together_whatever_else_is_asked(copy: Connection) -> None:
    text = "select url from search.scored('{}') as s join store.articles as a on a.doc = s.doc where in_title"
    for words in ("công đoàn", "-quantum công đoàn", "công -quantum đoàn outlet:a", "cong doan body:tỉnh"):
        assert [url.rsplit("/", 1)[1] for (url,) in store.sql(copy, text.format(words))[1]] == ["luong"], words


def test_all_answers_can_be_counted_and_joined(copy: Connection) -> None:
    text = "select count(*) from mart.find('công') join mart.articles using (article_id)"
    assert store.sql(copy, text)[1] == [(3,)]
