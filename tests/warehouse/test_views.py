"""What analysts see: articles, the balanced ledger, coverage, health, stories."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.warehouse.rows import MODEL, START, RunRows, annotate, code, group, outlet
from tests.warehouse.two_runs import offences, rows, two_runs
from warehouse import store
from warehouse.db import Connection


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 8, 4, 22, 59, 59, 999999, tzinfo=UTC), date(2026, 8, 4)),
        (datetime(2026, 8, 4, 23, 0, tzinfo=UTC), date(2026, 8, 5)),
        (datetime(2026, 8, 5, 16, 59, tzinfo=UTC), date(2026, 8, 5)),
        (datetime(2026, 8, 5, 22, 59, tzinfo=UTC), date(2026, 8, 5)),
    ],
)
@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
def test_a_digest_day_is_six_to_six_in_viet_nam_whatever_the_session_speaks(
    con: Connection, at: datetime, day: date, zone: str
) -> None:
    store.sql(con, f"set timezone = '{zone}'")
    assert rows(con, f"select digest_day(timestamptz '{at.isoformat()}') as day") == [{"day": day}]


SECONDS = st.integers(*(int(datetime(year, 7, 1, tzinfo=UTC).timestamp()) for year in (1975, 2200)))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(SECONDS)
def test_days_are_those_of_the_calendar(con: Connection, second: int) -> None:
    there = datetime.fromtimestamp(second, ZoneInfo("Asia/Ho_Chi_Minh"))
    found = store.sql(con, f"select digest_day(ts), local_date(ts) from (select to_timestamp({second}) as ts)")[1]
    assert found == [((there - timedelta(hours=6)).date(), there.date())]


def test_local_date_changes_at_midnight_in_viet_nam(con: Connection) -> None:
    text = "select local_date(unnest(['2026-08-05 16:59:00Z', '2026-08-05 17:00:00Z']::timestamptz[]))"
    assert store.sql(con, text)[1] == [(date(2026, 8, 5),), (date(2026, 8, 6),)]


@pytest.mark.parametrize("backwards", [False, True])
def test_the_ledger_balances_in_any_order_of_loading(con: Connection, backwards: bool) -> None:
    two_runs(con, backwards)
    assert offences(con) == []
    columns = "asked, landed, not_modified, failed, feeds_broken, items, articles, revisions, repeats, rejected"
    found = store.sql(con, f"select source_id, {columns} from mart.ledger order by run_id, source_id")[1]
    assert found == [
        ("a", 4, 4, 0, 0, 0, 4, 2, 1, 0, 1),
        ("b", 1, 1, 0, 0, 1, 0, 0, 0, 0, 0),
        ("c", 1, 0, 0, 1, 0, 0, 0, 0, 0, 0),
        ("a", 1, 1, 0, 0, 0, 2, 0, 1, 1, 0),
        ("b", 1, 0, 1, 0, 0, 0, 0, 0, 0, 0),
        ("c", 1, 0, 0, 1, 0, 0, 0, 0, 0, 0),
    ]
    reasons = rows(
        con,
        "select failed_reasons, feed_reasons, rejected_reasons from mart.ledger order by run_id, source_id",
    )
    assert reasons[0]["rejected_reasons"] == {"challenge_page": 1}
    assert reasons[1]["feed_reasons"] == {"not_a_feed": 1}
    assert reasons[2]["failed_reasons"] == {"dns": 1}


def test_an_article_shows_its_best_wording(con: Connection) -> None:
    two_runs(con)
    found = rows(con, "from mart.articles order by title")
    assert found[0]["title"] == "Bóng đá"
    assert (found[0]["feed_only"], found[0]["published_at"], found[0]["n_versions"]) == (True, None, 1)
    assert found[0]["digest_date"] == date(2026, 8, 5)  # seen then, published nobody knows when
    page = found[1]
    assert (page["title"], page["body"], page["origin"]) == ("Lương tăng", "Toàn văn về lương.", "page")
    assert (page["feed_only"], page["n_versions"]) == (False, 3)
    assert (page["outlet"], page["owner"], page["relevance"], page["story_id"]) == (
        "Báo a",
        "TLĐ",
        None,
        None,
    )
    assert (page["published_at"], page["digest_date"]) == (START - timedelta(hours=1), date(2026, 8, 4))


def test_the_time_of_publication_falls_back_to_other_wordings(con: Connection) -> None:
    run = RunRows("r1")
    run.page("a", "bai", "Cũ", "Có giờ.", START - timedelta(hours=3))
    run.page("a", "bai", "Mới", "Không giờ.")
    run.store(con)
    found = rows(con, "select title, published_at, date_source from mart.articles")
    assert found == [{"title": "Mới", "published_at": START - timedelta(hours=3), "date_source": "jsonld"}]


def test_labels_are_those_of_the_active_annotator(con: Connection) -> None:
    run = RunRows("r1")
    run.page("a", "bai", "Lương", "Câu.")
    run.store(con)
    text = code("Lương", "Câu.")
    annotate(con, text, 2, ("tien_luong", "khac"), "against")
    annotate(con, text, 0, model="may-0", active=False)
    found = rows(con, "select * from mart.articles")[0]
    assert (found["annotator_id"], found["relevance"], found["topics"]) == (MODEL, 2, ["tien_luong", "khac"])
    assert (found["stance_cong_doan"], found["stance_cong_doan_evidence"]) == ("against", "Câu quyết định.")
    assert (found["stance_chinh_sach"], found["provinces"]) == (None, ["Đồng Nai"])
    assert [row["code"] for row in rows(con, "select code from mart.topics order by p desc")] == [
        "tien_luong",
        "khac",
    ]
    assert rows(con, "select target, label from mart.stances") == [{"target": "cong_doan", "label": "against"}]
    assert rows(con, "select province from mart.places") == [{"province": "Đồng Nai"}]


def test_an_irrelevant_text_has_no_attitude_as_certainly_as_that(con: Connection) -> None:
    run = RunRows("r1")
    run.page("a", "bai", "Bóng đá", "Câu.")
    run.store(con)
    annotate(con, code("Bóng đá", "Câu."), 0)
    (found,) = rows(
        con, "select relevance_p, stance_cong_doan, stance_cong_doan_p, stance_cong_doan_abstain from mart.labels"
    )
    assert list(found.values()) == [0.9, "none", 0.9, False]
    assert rows(con, "from mart.stances") == []


def test_stories_and_reprints(con: Connection) -> None:
    store.insert(con, "core.outlets", [outlet("a", "TLĐ"), outlet("b"), outlet("c")])
    run = RunRows("r1")
    run.page("a", "goc", "Bản gốc", "Nội dung.", START - timedelta(hours=5))
    run.page("b", "chep", "Bản gốc", "Nội dung.", START - timedelta(hours=3))
    run.page("c", "sua", "Bản sửa", "Nội dung, thêm.", START - timedelta(hours=6))
    run.page("c", "khac", "Cùng chuyện", "Lời khác.", START - timedelta(hours=1))
    run.store(con)
    original, edited, other = (
        code("Bản gốc", "Nội dung."),
        code("Bản sửa", "Nội dung, thêm."),
        code("Cùng chuyện", "Lời khác."),
    )
    group(con, (original, None, "s1"), (edited, original, "s1"), (other, None, "s1"))
    story = rows(con, "select title, articles, originals, outlets, owners, first_at from mart.stories")
    assert story == [
        {
            "title": "Bản gốc", "articles": 4, "originals": 2, "outlets": 3, "owners": 3,
            "first_at": START - timedelta(hours=6),
        }
    ]  # fmt: skip
    reprints = store.sql(
        con, "select outlet, original_outlet, containment, same_outlet from mart.syndication order by outlet"
    )[1]
    assert reprints == [("Báo b", "Báo a", 1.0, False), ("Báo c", "Báo a", 0.95, False)]
    assert offences(con) == []


def test_coverage_has_a_row_for_every_outlet_on_every_day_asked(con: Connection) -> None:
    two_runs(con)
    annotate(con, code("Bóng đá", ""), 0)
    annotate(con, code("Lương tăng", "Toàn văn về lương."), 1)
    columns = "digest_date, source_id, asked, failed, items, articles, relevant, pending"
    found = store.sql(con, f"select {columns} from mart.coverage order by 1, 2")[1]
    assert found == [
        (date(2026, 8, 4), "a", 0, 0, 0, 1, 1, 0),
        (date(2026, 8, 5), "a", 5, 0, 6, 1, 0, 0),
        (date(2026, 8, 5), "b", 2, 0, 0, 0, 0, 0),
        (date(2026, 8, 5), "c", 2, 2, 0, 0, 0, 0),
    ]


def test_source_health(con: Connection) -> None:
    two_runs(con)
    store.insert(con, "core.outlets", [outlet("d")])
    found = {row["source_id"]: row for row in rows(con, "select * from mart.source_health")}
    assert (found["a"]["consecutive_failures"], found["a"]["last_failure_reason"]) == (0, None)
    assert found["a"]["last_new_item_at"] is not None
    # a 304 is an answer, but b has never landed anything that could be read
    assert (found["b"]["consecutive_failures"], found["b"]["last_failure_reason"]) == (0, "not_a_feed")
    assert found["b"]["last_success_at"] is not None
    assert found["b"]["last_landed_at"] is None
    assert (found["c"]["consecutive_failures"], found["c"]["last_failure_reason"]) == (2, "timeout")
    assert found["c"]["last_success_at"] is None
    assert (found["d"]["last_asked_at"], found["d"]["consecutive_failures"]) == (None, 0)


def test_chance_is_poissons(con: Connection) -> None:
    ((none, one, many),) = store.sql(con, "select poisson_tail(0, 0.3), poisson_tail(1, 0.3), poisson_tail(4, 0.25)")[1]
    assert none == 1.0
    assert abs(one - 0.2591818) < 1e-6
    assert abs(many - 0.0001333) < 1e-6


def test_the_press_has_a_rhythm_even_before_there_is_any(con: Connection) -> None:
    assert store.sql(con, "select count(*), min(weight), max(weight) from core.press_rhythm")[1] == [(168, 1.0, 1.0)]
    run = RunRows("r1")
    for k in range(40):
        run.page("a", f"bài {k}", f"Bài {k}", "Lời.", START + timedelta(days=k % 7, hours=k % 4))
    run.store(con)
    ((busy, dead),) = store.sql(
        con,
        "select avg(weight) filter (where hour % 24 between 6 and 9), avg(weight) filter (where hour % 24 = 2)"
        " from core.press_rhythm",
    )[1]
    assert busy > 3
    assert dead == pytest.approx(0.05)


def test_a_name_says_what_the_titles_have_in_common(con: Connection) -> None:
    run = RunRows("r1")
    titles = ("Tin nóng trong ngày", "Cháy xưởng gỗ ở Tân Uyên", "Cháy xưởng gỗ, ba người bị bỏng")
    for k, title in enumerate(titles):
        run.page(f"bao{k}", f"b{k}", title, "Lời.", START + timedelta(hours=k))
    run.store(con)
    group(con, *((code(title, "Lời."), None, "s1") for title in titles))
    assert store.sql(con, "select title, state, voices from mart.stories")[1] == [(titles[1], "moi", 3)]
