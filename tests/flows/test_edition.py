"""What editors say of a digest: replayed over its stories, told in the mail, the same after a rebuild."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows import digestwords, seating
from flows.digest import compose
from flows.digestwords import Word, WordError
from flows.edition import Edition, standing, told
from flows.home import Home, open_home
from flows.load import load_view
from flows.render import render
from flows.seating import Seat, reseated
from flows.view import DigestView
from tests.flows.newsroom import DAY, NEWS, add, fill
from warehouse import db, store

NOW = datetime(2026, 8, 5, 23, 12, tzinfo=UTC)  # 06:12 of the next day
DIGEST = "2026-08-05-day-toan-quoc"


def seat(key: str, section: str = "chu_de", topic: str = "viec_lam", *, full: bool = True) -> Seat:
    return Seat((key, f"{key}-2"), section, full, topic)


def said(kind: str, subject: str | None = None, value: str | None = None) -> dict[str, Any]:
    return {"kind": kind, "subject": subject, "value": value}


SEATS = (
    seat("u1", "can_phan_hoi"),
    seat("u2", "can_phan_hoi"),
    seat("a1", topic="tien_luong"),
    seat("a2", topic="tien_luong"),
    seat("b1", topic="viec_lam"),
    seat("g1", "tin_tot"),
    seat("r1", "danh_sach", full=False),
    seat("r2", "danh_sach", "tien_luong", full=False),
)


def order(*words: dict[str, Any], most: int = 12) -> str:
    seats = reseated(SEATS, words, most)
    marks = [f"{'' if one.in_full else '-'}{one.articles[0]}{'!' if one.reason else ''}" for one in seats]
    return " ".join(marks)


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ([], "u1 u2 a1 a2 b1 g1 -r1 -r2"),
        ([said("move", "u2", "")], "u2 u1 a1 a2 b1 g1 -r1 -r2"),
        ([said("move", "a1-2", "a2")], "u1 u2 a2 a1 b1 g1 -r1 -r2"),  # any article stands for its story
        ([said("move", "a1", "a2"), said("move", "a1", "")], "u1 u2 a1 a2 b1 g1 -r1 -r2"),
        ([said("move", "a1", "u1")], "u1 u2 a1 a2 b1 g1 -r1 -r2"),  # not its group
        ([said("move", "gone", "u1"), said("move", "u2", "gone")], "u1 u2 a1 a2 b1 g1 -r1 -r2"),
        ([said("move_topic", "viec_lam", "")], "u1 u2 b1 a1 a2 g1 -r1 -r2"),
        ([said("move_topic", "tien_luong", "viec_lam")], "u1 u2 b1 a1 a2 g1 -r1 -r2"),
        ([said("move_topic", "tien_luong", "khac")], "u1 u2 a1 a2 b1 g1 -r1 -r2"),
        ([said("hide", "a1", "trùng")], "u1 u2 a2 b1 g1 -r1 -r2 a1!"),
        ([said("hide", "a1", "trùng"), said("show", "a1-2")], "u1 u2 a1 a2 b1 g1 -r1 -r2"),
        ([said("seat", "r2", "page")], "u1 u2 a1 a2 r2 b1 g1 -r1"),
        ([said("seat", "a1", "list")], "u1 u2 a2 b1 g1 -r1 -r2 -a1"),
        ([said("seat", "u1", "list")], "u2 -u1 a1 a2 b1 g1 -r1 -r2"),
        ([said("seat", "g1", "list"), said("seat", "g1", "page")], "u1 u2 a1 a2 b1 g1 -r1 -r2"),
        ([said("approve"), said("note", "a1", "x"), said("later_kind", "a1", "x")], "u1 u2 a1 a2 b1 g1 -r1 -r2"),
    ],
)
def test_words_are_replayed(words: list[dict[str, Any]], after: str) -> None:
    assert order(*words) == after


def test_the_page_keeps_its_measure() -> None:
    assert order(said("seat", "r1", "page"), most=6) == "u1 u2 a1 a2 r1 g1 -b1 -r2"
    both = (said("seat", "r1", "page"), said("seat", "r2", "page"))
    assert order(*both, most=2) == "-u1 -u2 r2 r1 -a1 -a2 -b1 -g1"
    assert order(*both, most=1) == "-u1 -u2 r2 -a1 -a2 -b1 -r1 -g1"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = open_home(tmp_path)
    with db.writer(home.root) as con:
        fill(con)
    return home


def composed(home: Home) -> DigestView:
    with db.writer(home.root) as con:
        digestwords.load(con, home)
        return load_view(con, compose(con, day=DAY, scope="toan-quoc", period="day"))


def say(home: Home, *words: Word, minutes: int = 0, digest: str = DIGEST) -> None:
    digestwords.land(home, digest, words, role="bien-tap", at=NOW + timedelta(minutes=minutes))


def leads(view: DigestView) -> list[str]:
    stories = [*view.attention, *view.attention_rest, *(s for topic in view.topics for s in topic.stories), *view.good]
    return [story.lead.article_id for story in stories]


def test_order_notes_and_what_is_left_out_stand_in_the_mail(home: Home) -> None:
    before = composed(home)
    say(home, Word("move", "a-tai-nan", ""), Word("hide", "a-guong", "đã đưa tuần trước"), minutes=1)
    say(home, Word("note", None, "Đề nghị Ban Chính sách trả lời trước 10 giờ."), minutes=2)
    say(home, Word("note", "a-dinh-cong-2", "Đã cử cán bộ xuống  cơ sở."), minutes=3)
    after = composed(home)
    assert leads(before)[:3] == ["a-phe-phan", "a-dinh-cong", "a-tai-nan"]
    assert leads(after)[:3] == ["a-tai-nan", "a-phe-phan", "a-dinh-cong"]
    assert [story.lead.article_id for story in after.removed] == ["a-guong"]
    assert after.figures == before.figures  # the press wrote it all the same
    mail = render(after)
    for part in (mail.text, mail.html):
        flat = " ".join(part.split())
        assert "Người thợ tiện" not in flat
        assert "không đưa vào thư 1 tin: đã đưa tuần trước (1)" in flat
        assert "Đề nghị Ban Chính sách trả lời trước 10 giờ." in flat
        assert "Đã cử cán bộ xuống cơ sở." in flat
        assert "Chưa biên tập" in flat


def test_the_books_balance_when_a_story_is_left_out(home: Home) -> None:
    say(home, Word("hide", "a-dinh-cong", "chưa kiểm chứng"))
    composed(home)
    with db.writer(home.root) as con:
        assert [
            check for check in store.run_checks(con) if check.name.startswith("ledger_digests") and check.rows
        ] == []
        rows = store.sql(con, "select relevant - shown - merged - below_line from mart.digests")[1]
    assert rows == [(0,)]


def test_an_approval_is_told_with_what_came_later(home: Home) -> None:
    say(home, Word("approve"))
    assert standing(composed(home).sections["editor"]) == "Đã biên tập lúc 06:12 ngày 06/8."
    with db.writer(home.root) as con:
        add(con, (replace(NEWS[4], key="muon", hour=23.5, seen=24.5, story=None),))
    assert "1 tin đến sau giờ đó chưa có người xem" in standing(composed(home).sections["editor"])
    say(home, Word("reopen"), minutes=1)
    assert standing(composed(home).sections["editor"]).startswith("Chưa biên tập")
    say(home, Word("approve"), minutes=20)
    assert "06:32" in standing(composed(home).sections["editor"])


def test_a_word_of_another_digest_changes_nothing(home: Home) -> None:
    before = composed(home)
    say(home, Word("hide", "a-dinh-cong", "x"), Word("approve"), digest="2026-08-04-day-toan-quoc")
    assert composed(home) == before


def test_the_last_note_counts_and_an_empty_one_takes_it_back() -> None:
    items = [{"article_id": "a", "merged_into": None, "section": "chu_de"}]
    words = [said("note", "a", "một"), said("note", "a", "hai"), said("note", None, "x"), said("note", None, "")]
    assert told(words, items, None, 0) == Edition(notes={"a": "hai"})


def test_composing_again_and_from_the_files_gives_the_same(home: Home, tmp_path: Path) -> None:
    say(home, Word("move", "a-tai-nan", ""), Word("seat", "a-luong", "list"), Word("approve"))
    first = composed(home)
    assert composed(home) == first
    with db.writer(tmp_path / "moi") as con:
        fill(con)
        digestwords.load(con, home)
        assert load_view(con, compose(con, day=DAY, scope="toan-quoc", period="day")) == first


@pytest.mark.parametrize(
    "word",
    [
        Word("hide", "a"),
        Word("hide", "a", ""),
        Word("hide", None, "vì"),
        Word("show", "a", "x"),
        Word("approve", "a"),
        Word("seat", "a", "up"),
        Word("note", "a", "x" * 1001),
        Word("burn", "a"),
    ],
)
def test_what_means_nothing_is_not_landed(home: Home, word: Word) -> None:
    with pytest.raises(WordError):
        say(home, word)
    assert list(home.corrections.rglob("*.jsonl")) == []


def test_a_broken_file_names_its_line_and_stops_nothing(home: Home) -> None:
    say(home, Word("approve"))
    (home.digest_corrections / "x.jsonl").write_text(json.dumps({"digest_id": DIGEST, "kind": "burn"}) + "\n", "utf-8")
    losses: list[str] = []
    with db.writer(home.root) as con:
        assert digestwords.load(con, home, losses) == 1
    assert "x.jsonl, dòng 1" in losses[0]


def test_every_kind_of_word_has_its_place() -> None:
    assert set(seating.CHANGES) | {"note", "approve", "reopen"} == set(digestwords.KINDS)
