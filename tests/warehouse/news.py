"""Made-up news of a month: a strike and its reprint, a policy, a correction, a quote, a digest."""

from datetime import UTC, datetime, timedelta

from flows.annotate import AnnotationRow, AnnotatorRow, PlaceRow, StanceRow, TopicRow
from flows.corrections import Correction
from flows.entities import MentionRow, QuoteRow, ReadingRow
from tests.warehouse.rows import MODEL, RunRows, code, group, outlet
from warehouse import store
from warehouse.db import Connection

MORNING = datetime(2026, 7, 10, 1, 0, tzinfo=UTC)
STRIKE = ("Công nhân đình công vì nợ lương", "Sáng nay công nhân ngừng việc. Chủ tịch công đoàn nói sẽ đối thoại.")
WAGE = ("Đề xuất tăng lương tối thiểu vùng", "Công đoàn đề xuất tăng lương tối thiểu 8 %.")
FOOTBALL = ("Bóng đá tối nay", "Trận đấu bắt đầu lúc 19 giờ.")
DIGEST = """
    insert into core.digests by name
    select
        'toan-quoc-2026-07-10' as digest_id, 'day' as period, 'toan-quoc' as scope, date '2026-07-10' as day,
        timestamptz '2026-07-09 23:00:00+00' as first_at, timestamptz '2026-07-10 23:00:00+00' as last_at,
        'Điểm tin' as subject, $model as annotator_id, 'r1' as as_of_run_id, 4 as n_articles, 3 as n_relevant
"""
ITEM = """
    insert into core.digest_items (digest_id, position, section, disposition, article_id, version_id, text_id, story_id)
    select 'toan-quoc-2026-07-10', 1, 'can_phan_hoi', 'shown', article_id, version_id, text_id, 'viec-1'
    from mart.articles where source_id = 'a' and relevance = 2 and strike
"""


def news(con: Connection) -> None:
    """Write it."""
    store.insert(con, "core.outlets", [outlet("a", "TLĐ"), outlet("b"), outlet("c")])
    run = RunRows("r1", MORNING)
    run.page("a", "dinh-cong", *STRIKE, MORNING - timedelta(hours=2))
    run.page("b", "dinh-cong", *STRIKE, MORNING - timedelta(hours=1))
    run.page("a", "luong", *WAGE, MORNING - timedelta(hours=1))
    run.page("c", "bong-da", *FOOTBALL, MORNING - timedelta(hours=1))
    run.store(con)
    store.insert(con, "core.annotators", [AnnotatorRow(MODEL, True)])
    strike, wage, football = code(*STRIKE), code(*WAGE), code(*FOOTBALL)
    _label(con, strike, 2, "tranh_chap_ngung_viec", strike=True)
    _label(con, wage, 2, "tien_luong")
    _label(con, football, 0, None)
    group(con, (strike, None, "viec-1"), (wage, None, "viec-2"))
    _read(con, strike)
    said_at = MORNING + timedelta(hours=5)
    fix = Correction(
        "s1", strike, "stance_cong_doan", "favor", "Chủ tịch công đoàn nói sẽ đối thoại.", 2, "Lan", said_at
    )
    store.insert(con, "core.corrections", [fix])
    store.sql(con, DIGEST.replace("$model", f"'{MODEL}'"))
    store.sql(con, ITEM)


def _label(con: Connection, text_id: str, relevance: int, topic: str | None, *, strike: bool = False) -> None:
    row = AnnotationRow(text_id, MODEL, relevance, 0.9, "neu", 0.8, "none", "none", strike, False)
    store.insert(con, "core.annotations", [row])
    if topic is None:
        return
    store.insert(con, "core.topics", [TopicRow(text_id, MODEL, topic, 0.9)])
    labels = {"cong_doan": "neutral", "chinh_sach": "favor", "doanh_nghiep": "against"}
    stances = [StanceRow(text_id, MODEL, target, label, 0.7, False, None, None) for target, label in labels.items()]
    store.insert(con, "core.stances", stances)
    store.insert(con, "core.places", [PlaceRow(text_id, MODEL, "Bình Dương")])


def _read(con: Connection, text_id: str) -> None:
    store.insert(con, "core.readings", [ReadingRow(text_id, "d1", code(text_id), ("Bình Dương",))])
    office = "chu-tich@ldld-binh-duong"
    mention = MentionRow(
        text_id, "d1", 0, office, "office", "Chủ tịch LĐLĐ tỉnh Bình Dương", "body", 31, 49, "Chủ tịch công đoàn",
        "tinh_nganh", "Bình Dương",
    )  # fmt: skip
    quote = QuoteRow(
        text_id, "d1", 0, "body", 31, 67, "Chủ tịch công đoàn nói sẽ đối thoại.", "indirect", "union",
        "Chủ tịch LĐLĐ tỉnh Bình Dương", office, 2, 2,
    )  # fmt: skip
    store.insert(con, "core.mentions", [mention])
    store.insert(con, "core.quotes", [quote])
