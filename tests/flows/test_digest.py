"""A digest as rows: what stands in it, where, and that nothing is lost or told twice.

`DIEMTIN_GOLDEN=write pytest tests/flows/test_digest.py` makes the golden mail anew; look before you commit it.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.digest import MAX_GOOD, MAX_STORIES, MAX_URGENT, compose, digest_id_of, window
from flows.links import Links
from flows.load import DigestError
from flows.render import load_view, render
from flows.scope import ScopeError, slug
from flows.versions import Versions
from flows.view import DigestView
from tests.flows.newsroom import DAY, FIRST, MODEL, NEWS, AnnotatorRow, News, add, fill
from warehouse import store
from warehouse.db import Connection, writer

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def con(tmp_path: Path) -> Iterator[Connection]:
    with writer(tmp_path) as opened:
        yield opened


@pytest.fixture
def press(con: Connection) -> Connection:
    fill(con)
    return con


def ask(con: Connection, text: str) -> list[tuple[Any, ...]]:
    return store.sql(con, text)[1]


def today(con: Connection, scope: str = "toan-quoc", period: str = "day") -> DigestView:
    return load_view(con, compose(con, day=DAY, scope=scope, period=period))


def places(con: Connection) -> dict[str, tuple[Any, ...]]:
    """Section, disposition, reason and lead of every article."""
    rows = ask(con, "select article_id, section, disposition, reason, merged_into from core.digest_items")
    return {row[0].removeprefix("a-"): row[1:] for row in rows}


def agrees(name: str, said: str) -> None:
    path = GOLDEN / name
    if os.environ.get("DIEMTIN_GOLDEN") == "write":
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8"), f"{name} differs; see the module's docstring"


@pytest.mark.parametrize(("scope", "period"), [("toan-quoc", "day"), ("ldld-tp-hcm", "day"), ("toan-quoc", "week")])
def test_the_golden_digest(press: Connection, scope: str, period: str) -> None:
    view = today(press, scope=scope, period=period)
    view = replace(view, sections={**view.sections, "versions": Versions("gop", "doc")})  # these follow the code
    agrees(f"{view.digest_id}.json", json.dumps(asdict(view), ensure_ascii=False, indent=1, default=str) + "\n")
    mail = render(view, Links("diem-tin@tld.example"))
    agrees(f"{view.digest_id}.txt", mail.text)
    if period == "day":
        agrees(f"{view.digest_id}.html", mail.html)


def test_every_relevant_article_stands_in_one_place(press: Connection) -> None:
    today(press)
    assert places(press) == {
        "phe-phan": ("can_phan_hoi", "shown", None, None),
        "dinh-cong": ("can_phan_hoi", "shown", None, None),
        "dinh-cong-2": ("can_phan_hoi", "merged", None, "a-dinh-cong"),
        "tai-nan": ("can_phan_hoi", "shown", None, None),
        "luong": ("chu_de", "shown", None, None),
        "luong-lai": ("chu_de", "merged", None, "a-luong"),
        "that-nghiep": ("chu_de", "shown", None, None),
        "guong": ("tin_tot", "shown", None, None),
        "nuoc-ngoai": ("nuoc_ngoai", "below_line", "foreign", None),
    }
    assert ask(press, "select n_articles, n_relevant from core.digests") == [(11, 9)]
    assert [check for check in store.run_checks(press) if check.name.startswith("ledger_digests") and check.rows] == []
    assert [check for check in store.run_checks(press) if check.name == "ledger_merged" and check.rows] == []


def rush(key: str, hour: float, *sources: str, copy: bool = False) -> tuple[News, ...]:
    """One story that these outlets tell within the hour."""
    names = [f"{key}-{k}" for k in range(len(sources))]
    return tuple(
        News(
            name, source, f"Tin {name}", hour + k / 10, relevance=1, story=key, copy_of=names[0] if copy and k else None
        )
        for k, (name, source) in enumerate(zip(names, sources, strict=True))
    )


def life(con: Connection, key: str) -> tuple[Any, ...]:
    columns = "state, articles, outlets, owners, voices, hot_at is not null"
    ((*found,),) = ask(con, f"select {columns} from mart.digest_stories where story_id = '{key}'")
    return tuple(found)


def test_a_story_told_by_many_at_once_is_hot_and_reprints_are_not(press: Connection) -> None:
    many = ("nguoi-tho", "mien-dong", "kinh-te", "pho-bien", "im-lang", "bi-chan")
    add(press, (*rush("nong", 20, *many), *rush("chep", 20, *many, copy=True)))
    mail = render(today(press))
    assert life(press, "nong") == ("moi", 6, 6, 6, 6, True)
    assert life(press, "chep") == ("moi", 6, 6, 6, 1, False)
    assert mail.html.count("Điểm nóng</b>") == 1
    assert mail.text.count("ĐIỂM NÓNG") == 1
    assert "6 báo, 1 cơ quan chủ quản độc lập" in mail.text


def test_a_story_of_yesterday_develops(press: Connection) -> None:
    old = News("cu", "kinh-te", "Tin đầu", -30, relevance=1, story="cu")
    add(press, (old, News("cu-2", "mien-dong", "Tin sau", 9, relevance=1, story="cu")))
    today(press)
    assert life(press, "cu") == ("dien_bien", 2, 2, 2, 2, False)


def test_what_came_after_the_window_changes_nothing(press: Connection) -> None:
    today(press)
    before = ask(press, "from core.digest_stories order by all")
    add(press, (News("sau", "mien-dong", "Tin sau", 25, relevance=1, story="sao-khue"),))
    today(press)
    assert ask(press, "from core.digest_stories order by all") == before


def test_the_weightiest_comes_first_with_its_reasons(press: Connection) -> None:
    view = today(press)
    assert [(story.lead.article_id, story.attention) for story in view.attention] == [
        ("a-phe-phan", ("cong_doan_against",)),
        ("a-dinh-cong", ("strike", "employer_against")),
        ("a-tai-nan", ("accident",)),
    ]


def test_what_may_be_criticism_of_the_union_is_given_to_a_person_with_its_sentence(press: Connection) -> None:
    said = "Công nhân hỏi mãi mà công đoàn chưa trả lời."
    stances = (("cong_doan", "against?", said), ("doanh_nghiep", "against?", "Công ty trễ lương."))
    add(press, (News("ngo", "mien-dong", "Chờ công đoàn", 9, relevance=2, stances=stances),))
    view = today(press)
    (story,) = [story for story in view.attention if story.lead.article_id == "a-ngo"]
    assert story.attention == ("cong_doan_doubt",)
    assert [(one.target, one.label, one.evidence) for one in story.attitudes] == [
        ("cong_doan", "unsure", said),
        ("doanh_nghiep", "unsure", None),
    ]
    mail = render(view)
    assert said in mail.html
    assert "Công đoàn: chưa rõ – “Công nhân hỏi mãi" in mail.text
    assert "Có thể phê phán công đoàn, cần người đọc" in mail.text


def test_criticism_that_the_label_may_have_missed_is_given_to_a_person_too(press: Connection) -> None:
    said = "Theo nhiều công nhân, công đoàn công ty chưa một lần hỏi han."
    add(
        press,
        (News("sot", "mien-dong", "Đời sống khu trọ", 9, relevance=2, stances=(("cong_doan", "neutral!", said),)),),
    )
    view = today(press)
    (story,) = [story for story in view.attention if story.lead.article_id == "a-sot"]
    assert story.attention == ("cong_doan_doubt",)
    assert [(one.target, one.label, one.evidence) for one in story.attitudes] == [("cong_doan", "unsure", said)]
    (counted,) = [count for count in story.stances if count.target == "cong_doan"]
    assert (counted.neutral, counted.unsure) == (0, 1), "the figures say what the story says"
    store.sql(
        press, "insert into core.corrections select 'c', 'sot', 'stance_cong_doan', 'neutral', null, null, 'An', now()"
    )
    assert not [story for story in today(press).attention if story.lead.article_id == "a-sot"], "a person has read it"


def test_the_numbers(press: Connection) -> None:
    view = today(press)
    figures = view.figures
    assert (figures.captured, figures.union, figures.labour, figures.foreign) == (11, 5, 3, 1)
    assert (figures.outlets, figures.stories, figures.reprints, figures.feed_only) == (4, 6, 1, 2)
    assert view.previous is not None
    assert (view.previous.captured, view.previous.union, view.previous.labour, view.previous.stories) == (
        2,
        1,
        0,
        1,
    )
    assert {count.name: (count.articles, count.union) for count in view.by_outlet} == {
        "Báo Người Thợ": (3, 3),
        "Kinh Tế Sáng": (2, 2),
        "Tin Nhanh Phố Biển": (2, 0),
        "Tin Miền Đông": (1, 0),
    }
    assert view.by_owner[0].name == "Liên đoàn Lao động Sông Hậu"


def test_a_reprint_counts_once_and_an_abstention_apart(press: Connection) -> None:
    counts = {count.target: count for count in today(press).stances}
    union, employer = counts["cong_doan"], counts["doanh_nghiep"]
    assert (union.favor, union.neutral, union.against, union.unsure) == (2, 1, 1, 0)
    assert (employer.against, employer.unsure) == (2, 1)
    assert counts["chinh_sach"].neutral == 1


def test_what_every_outlet_did(press: Connection) -> None:
    coverage = today(press).coverage
    assert (coverage.asked, coverage.read) == (7, 5)
    assert {trouble.name: (trouble.state, trouble.reason) for trouble in coverage.troubles} == {
        "Bản tin Hỏng": ("failed", "not_a_feed"),
        "Thời Báo Bị Chặn": ("failed", "blocked"),
        "Tạp chí Im Lặng": ("silent", None),
        "Cổng Chưa Hỏi": ("not_asked", None),
    }


def test_composing_again_changes_nothing(press: Connection) -> None:
    tables = ("core.digests", "core.digest_items", "core.digest_outlets")
    today(press)
    before = [ask(press, f"from {table} order by all") for table in tables]
    today(press)
    assert [ask(press, f"from {table} order by all") for table in tables] == before


def test_the_subject_is_kept_with_the_rows(press: Connection) -> None:
    view = today(press)
    assert ask(press, "select subject from core.digests") == [(render(view).subject,)]


def test_an_article_found_late_stands_in_the_next_digest_once(press: Connection) -> None:
    compose(press, day=DAY - timedelta(days=1), scope="toan-quoc", period="day")
    add(press, (replace(NEWS[4], key="muon", hour=-2, seen=3, story=None, title="Tin đến muộn"),))
    items = places(press)
    assert items == {"hom-truoc": ("chu_de", "shown", None, None)}
    view = today(press)
    assert "a-muon" in {
        row[0] for row in ask(press, f"select article_id from core.digest_items where digest_id = '{view.digest_id}'")
    }
    assert ask(press, "select article_id from core.digest_items group by all having count(*) > 1") == []
    assert ask(press, "select digest_id from mart.digests where relevant <> shown + merged + below_line") == []


def test_a_first_digest_takes_nothing_from_before_its_window(press: Connection) -> None:
    add(press, (replace(NEWS[4], key="muon", hour=-2, seen=3, story=None),))
    today(press)
    assert "muon" not in places(press)


def test_a_page_holds_twelve_stories_and_lists_the_rest(press: Connection) -> None:
    urgent = tuple(replace(NEWS[3], key=f"gap-{n}") for n in range(9))
    usual = tuple(
        replace(NEWS[4], key=f"thuong-{n}", story=None, topics=("viec_lam", "tien_luong")[n % 2 :]) for n in range(20)
    )
    good = tuple(replace(NEWS[6], key=f"tot-{n}") for n in range(5))
    add(press, (*urgent, *usual, *good))
    view = today(press)
    in_topics = sum(len(topic.stories) for topic in view.topics)
    assert (len(view.attention), len(view.good)) == (MAX_URGENT, MAX_GOOD)
    assert len(view.attention) + len(view.good) + in_topics == MAX_STORIES
    assert view.n_attention == 12
    assert {reason for _, _, reason, _ in places(press).values()} == {None, "over_cap", "foreign"}
    assert ask(press, "select relevant - shown - merged - below_line from mart.digests") == [(0,)]


def test_criticism_of_the_union_takes_every_seat_there_is(press: Connection) -> None:
    add(press, tuple(replace(NEWS[2], key=f"gap-{n}") for n in range(20)))
    view = today(press)
    assert (len(view.attention), view.topics, view.good) == (MAX_STORIES, (), ())
    assert {story.attention for story in view.attention} == {("cong_doan_against",)}
    assert len(view.attention_rest) == 20 + 3 - MAX_STORIES


def test_what_is_hardly_about_labour_is_counted_and_not_told(press: Connection) -> None:
    doubted = News("ngoi-sao", "pho-bien", "Cầu thủ gia hạn hợp đồng", 3, relevance=1, relevance_p=0.56)
    add(
        press,
        (
            replace(doubted, topics=("an_toan_ve_sinh",), valence="neg"),
            replace(doubted, key="cung-viec", story="sao-khue"),  # a surer article tells the same
            replace(doubted, key="cong-doan", relevance=2, title="Công đoàn ký hợp đồng khám bệnh"),
            replace(doubted, key="cao-dang", relevance=2, relevance_p=0.92, title="Trường CĐ Cầu Vồng thắng trận"),
            replace(doubted, key="luong-nghe-si", relevance_p=0.88, title="Ca sĩ kể về tháng lương đầu"),
            replace(doubted, key="nga-gian-giao", relevance_p=0.88, topics=("an_toan_ve_sinh",), valence="neg"),
            replace(doubted, key="ngung-viec", strike=True, topics=("tranh_chap_ngung_viec",)),
        ),
    )
    view = today(press)
    said = places(press)
    assert said["ngoi-sao"] == ("chua_chac", "below_line", "unsure", None)
    assert said["cung-viec"][1] == "merged"
    assert {said[key][1] for key in ("cong-doan", "ngung-viec", "nga-gian-giao")} == {"shown"}
    assert {said[key][2] for key in ("cao-dang", "luong-nghe-si")} == {"unsure"}
    assert (view.figures.unsure, view.figures.labour, view.figures.union) == (3, 3 + 3, 5 + 1)
    mail = render(view)
    assert "3 tin mà máy chưa đủ chắc là viết về người lao động" in " ".join(mail.text.split())
    (listed,) = mail.attachments
    assert "CẦN NGƯỜI XEM" in listed.content
    assert all(one.url in listed.content and one.url not in mail.html for one in view.unsure)
    assert len(view.unsure) == 3
    assert ask(press, "select relevant - shown - merged - below_line from mart.digests") == [(0,)]


def test_no_criticism_of_the_union_is_left_out(press: Connection) -> None:
    add(press, tuple(replace(NEWS[2], key=f"gap-{n}", relevance=1 + n % 2) for n in range(40)))
    view = today(press)
    leads = {story.lead.article_id for story in (*view.attention, *view.attention_rest)}
    assert {f"a-gap-{n}" for n in range(40)} <= leads


def test_a_province_sees_its_own(press: Connection) -> None:
    view = today(press, scope="binh-duong")
    assert set(places(press)) == {"dinh-cong", "dinh-cong-2"}
    assert view.scope_name == "Bình Dương"
    assert render(view).subject.startswith("Điểm tin Bình Dương 05/8/2026")
    assert slug("Bà Rịa - Vũng Tàu") == "ba-ria-vung-tau"
    with pytest.raises(ScopeError, match="toan-quoc"):
        today(press, scope="xu-tien")


def test_a_week_holds_its_days(press: Connection) -> None:
    view = today(press, period="week")
    assert view.day == date(2026, 8, 3)
    assert {"hom-truoc", "hom-sau", "phe-phan"} <= set(places(press))
    assert view.previous is None


def test_windows_begin_at_six() -> None:
    span = window(DAY, "day")
    assert (span.first_at, span.last_at) == (FIRST, FIRST + timedelta(days=1))
    assert window(date(2026, 8, 9), "week").day == date(2026, 8, 3)
    assert digest_id_of(date(2026, 8, 9), "toan-quoc", "week") == "2026-08-03-week-toan-quoc"
    with pytest.raises(KeyError):
        window(DAY, "month")


def test_an_empty_warehouse_gives_an_honest_mail(con: Connection) -> None:
    assert "chưa đọc nguồn nào" in render(today(con)).subject


def test_nothing_reachable_is_not_nothing_written(con: Connection) -> None:
    fill(con, ())
    ask(con, "update raw.outcomes set outcome = 'failed', reason = 'dns' where seq >= 50")
    mail = render(today(con))
    assert mail.subject == "Điểm tin 05/8/2026: không đọc được nguồn nào"
    assert "không tìm thấy địa chỉ máy chủ" in mail.text


def test_an_old_digest_keeps_the_labels_it_was_made_with(press: Connection) -> None:
    before = render(today(press))
    ask(press, f"update core.annotators set active = false where annotator_id = '{MODEL}'")
    store.insert(press, "core.annotators", [AnnotatorRow("mo-hinh-moi", active=True)])
    after = render(load_view(press, before.digest_id))
    assert [line for line in after.text.splitlines() if "so với" not in line and "bằng hôm" not in line] == [
        line for line in before.text.splitlines() if "so với" not in line and "bằng hôm" not in line
    ]


def test_an_unknown_digest_is_named(con: Connection) -> None:
    with pytest.raises(DigestError, match="2026-01-01"):
        load_view(con, "2026-01-01-day-toan-quoc")


def test_a_weak_case_against_an_employer_stays_in_its_topic(press: Connection) -> None:
    weak = News(
        "yeu", "kinh-te", "Công ty bị nhắc", 3, relevance=1, topics=("viec_lam",),
        stances=(("doanh_nghiep", "against", None),),
    )  # fmt: skip
    add(press, (weak,))
    today(press)
    assert places(press)["yeu"][0] == "chu_de"
