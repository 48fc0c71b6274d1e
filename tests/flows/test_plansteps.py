"""Plans in the warehouse: campaigns with phases, counters, decisions, kept reports; the same as a rebuild."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from flows import campaigncard, compliance, planreports, plansteps, rebuttalfixes, series
from flows.annotate import AnnotationRow, AnnotatorRow, PlaceRow, TopicRow
from flows.campaigncard import CampaignError
from flows.home import Home, open_home
from flows.planfile import read_plans
from flows.rebuttalfixes import RebuttalError
from flows.records import ArticleVersion, Outlet
from flows.series import SeriesError
from warehouse import db, store
from warehouse.db import Connection

AT = datetime(2026, 6, 20, 1, tzinfo=UTC)
OTHER = "Công ty dệt tăng lương cho thợ"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return open_home(tmp_path)


@dataclass(frozen=True)
class News:
    """One article, labelled as relevant news of Hà Nam on emulation."""

    key: str
    day: date
    title: str
    body: str = ""
    relevance: int = 2
    source: str = "bao"

    @property
    def article(self) -> ArticleVersion:
        at = datetime(self.day.year, self.day.month, self.day.day, 3, tzinfo=UTC)
        return ArticleVersion(
            f"v-{self.key}", f"a-{self.key}", self.source, f"https://{self.source}.example/{self.key}", self.title, "",
            self.body, None, None, (), at, None, "pubDate", "page", None, None, f"t-{self.key}", "r", 1, 0, at, (),
        )  # fmt: skip

    @property
    def labels(self) -> AnnotationRow:
        return AnnotationRow(f"t-{self.key}", "may", self.relevance, 0.9, "pos", 0.9, "none", "none", False, False)


def add(con: Connection, *news: News) -> None:
    store.insert(con, "core.annotators", [AnnotatorRow("may", True)])
    store.insert(con, "core.article_versions", [one.article for one in news])
    store.insert(con, "core.annotations", [one.labels for one in news])
    store.insert(con, "core.places", [PlaceRow(f"t-{one.key}", "may", "Hà Nam") for one in news])
    store.insert(con, "core.topics", [TopicRow(f"t-{one.key}", "may", "thi_dua_guong_dien_hinh", 0.9) for one in news])


def may(con: Connection) -> None:
    """A month of news: two articles a day on the month of workers from 11 to 17 May, one a week before and after."""
    store.insert(con, "core.outlets", [Outlet("bao", "Báo Mẫu", "central", "Chủ quản Mẫu", None, (), True)])
    other = [
        News(f"khac-{n}", date(2026, 4, 25) + timedelta(days=n), OTHER, f"Tin thứ {n}.", relevance=1) for n in range(50)
    ]
    days = (4, *(day for day in range(11, 18) for _ in range(2)), 30)
    told = [News(f"tcn-{n}", date(2026, 5, day), f"Tháng Công nhân: bài {n}") for n, day in enumerate(days)]
    add(con, *other, *told)


def asked(con: Connection, text: str) -> list[tuple[object, ...]]:
    return store.sql(con, text)[1]


def test_a_campaign_has_volume_share_and_phases(home: Home) -> None:
    with db.writer(home.root) as con:
        may(con)
        assert plansteps.refresh(con, home) == 66
        assert plansteps.refresh(con, home) == 0
        [head] = asked(
            con, "select articles, articles_in_window, outlets, provinces, labour_articles, phase from mart.campaigns"
            " where campaign = 'thang-cong-nhan-2026'"
        )  # fmt: skip
        days = dict(
            asked(con, "select news_date, phase from mart.campaign_days where campaign = 'thang-cong-nhan-2026'")
        )
        checks = [check.name for check in store.run_checks(con) if check.rows and "reading" in check.name]
    assert head == (16, 16, 1, 1, 47, "lang_xuong")
    assert [days[date(2026, 5, day)] for day in (4, 13, 14, 20, 21, 30)] == [
        "khoi_dong", "khoi_dong", "cao_diem", "cao_diem", "lang_xuong", "lang_xuong",
    ]  # fmt: skip
    assert checks == []


def test_the_card_tells_it(home: Home) -> None:
    with db.writer(home.root) as con:
        may(con)
        plansteps.refresh(con, home)
    card = campaigncard.read_card(home, "thang-cong-nhan", date(2026, 5, 11), date(2026, 5, 12))
    assert card.head["campaign"] == "thang-cong-nhan-2026"
    assert [row["articles"] for row in card.days] == [2, 2]
    assert len(card.articles) == 4
    assert "16 bài" in campaigncard.figures(card.head)[0]
    with pytest.raises(CampaignError, match="thang-cong-nhan-2026"):
        campaigncard.read_card(home, "thang-nong-dan")


def test_incremental_is_rebuild(home: Home, tmp_path: Path) -> None:
    tables = (
        "plan_readings",
        "campaign_texts",
        "message_texts",
        "spotlight_texts",
        "rebuttal_texts",
        "campaign_windows",
    )
    bodies = {
        "1": "Sáng kiến của công nhân Trần Thị Mẫu giúp công ty làm lợi 2 tỉ đồng.",
        "2": "Công đoàn khẳng định tin này là sai sự thật.",
        "3": "Chủ đề là Năng suất cao - An toàn lao động - Thu nhập tốt.",
    }
    with db.writer(home.root) as con:
        for key, body in bodies.items():
            add(con, News(key, date(2026, 5, int(key)), f"Tháng Công nhân và công đoàn {key}", body))
            plansteps.refresh(con, home)
        kept = [sorted(map(repr, asked(con, f"select * from core.{table}"))) for table in tables]
    other = open_home(tmp_path / "moi")
    with db.writer(other.root) as con:
        for key, body in reversed(bodies.items()):
            add(con, News(key, date(2026, 5, int(key)), f"Tháng Công nhân và công đoàn {key}", body))
        plansteps.refresh(con, other)
        anew = [sorted(map(repr, asked(con, f"select * from core.{table}"))) for table in tables]
    assert kept == anew
    assert [len(rows) for rows in kept[:5]] == [3, 3, 1, 1, 1]


def test_a_person_decides_of_a_rebuttal(home: Home) -> None:
    with db.writer(home.root) as con:
        add(con, News("1", date(2026, 5, 1), "Công đoàn bác bỏ tin đồn tăng đoàn phí"))
        plansteps.refresh(con, home)
    [row] = plansteps.rebuttals_of(home, date(2026, 5, 1), date(2026, 5, 1))
    assert row["state"] == "moi"
    for hour, state in enumerate(("dung_la_sai", "da_phan_bac")):
        at = AT + timedelta(hours=hour)
        rebuttalfixes.decide(home, row["rebuttal_id"], state, "Đã trả lời báo", role="tuyen-giao", at=at)
    [row] = plansteps.rebuttals_of(home, date(2026, 5, 1), date(2026, 5, 1))
    assert (row["state"], row["note"]) == ("da_phan_bac", "Đã trả lời báo")
    with pytest.raises(RebuttalError, match="không có trạng thái 'xong'"):
        rebuttalfixes.decide(home, row["rebuttal_id"], "xong", None, role="tuyen-giao", at=AT)
    with pytest.raises(RebuttalError, match="'0000'"):
        rebuttalfixes.decide(home, "0000", "moi", None, role="tuyen-giao", at=AT)
    (home.rebuttal_corrections / "9.jsonl").write_text('{"state": "xong"}\n', encoding="utf-8")
    losses: list[str] = []
    with db.writer(home.root) as con:
        rebuttalfixes.load(con, home, losses)
    assert "9.jsonl, dòng 1" in losses[0]


def csv_file(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "so.csv"
    path.write_text("\n".join(("counter,date,value", *lines)) + "\n", encoding="utf-8")
    return path


def test_counters_come_in_by_csv_and_the_last_word_counts(home: Home, tmp_path: Path) -> None:
    first = csv_file(tmp_path, "so-sang-kien,2022-06-01,1000", "so-sang-kien,02/06/2022,1.250")
    assert plansteps.import_series(home, first, role="bao-lao-dong", at=AT) == 2
    again = csv_file(tmp_path, "so-sang-kien,2022-06-02,1300")
    plansteps.import_series(home, again, role="bao-lao-dong", at=AT + timedelta(hours=1))
    with db.writer(home.root) as con:
        rows = asked(con, "select date, value, growth from mart.plan_series order by date")
        assert series.load(con, home) == 0
    assert rows == [(date(2022, 6, 1), 1000.0, None), (date(2022, 6, 2), 1300.0, 300.0)]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("so-sang-kien,hôm qua,5", "dòng 3, cột date: 'hôm qua'"),
        ("so-sang-kien,2022-06-02,nhiều", "dòng 3, cột value: 'nhiều'"),
        ("so-khac,2022-06-02,5", "dòng 3, cột counter: .*'so-khac'"),
        ("so-sang-kien,2022-06-01,7", "dòng 3, cột date: .*dòng 2"),
        ("so-sang-kien,2022-06-02,-7", "dòng 3, cột value"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_lands(home: Home, tmp_path: Path, line: str, told: str) -> None:
    path = csv_file(tmp_path, "so-sang-kien,2022-06-01,1000", line)
    with pytest.raises(SeriesError, match=told):
        plansteps.import_series(home, path, role="bao-lao-dong", at=AT)
    assert not home.series.exists()


def test_a_report_has_a_row_for_every_clause_and_is_restored_as_made(home: Home) -> None:
    with db.writer(home.root) as con:
        may(con)
        plansteps.refresh(con, home)
    period = compliance.month_of(date(2026, 5, 1))
    rows, _ = plansteps.report_step(home, period, AT)
    plans = read_plans()
    assert len(rows) == sum(len(plan.clause) for plan in plans.files)
    assert all(row.measured or row.reason for row in rows)
    by_ref = {(row.plan_id, row.ref): row for row in rows}
    assert by_ref["kh20", "III.3.1-0"].measured == "16 bài trên 1 cơ quan báo chí"
    assert by_ref["kh20", "III.1.1.c-1"].state == "khong_do_duoc"
    with db.writer(home.root) as con:
        kept = asked(con, "select * from core.plan_compliance order by plan_id, position")
        store.replace(con, "core.plan_compliance", [], where={})
        assert planreports.load(con, home) == len(rows)
        assert asked(con, "select * from core.plan_compliance order by plan_id, position") == kept
    with pytest.raises(compliance.PeriodError, match="tháng 1/2020"):
        plansteps.report_step(home, compliance.month_of(date(2020, 1, 1)), AT)


def test_quarters_and_months_by_name() -> None:
    quarter = compliance.quarter_of(date(2026, 8, 5))
    assert (quarter.report_id, quarter.name, str(quarter.first), str(quarter.last)) == (
        "2026-q3", "quý III/2026", "2026-07-01", "2026-09-30",
    )  # fmt: skip
    assert compliance.quarter_of(date(2026, 12, 5)).name == "quý IV/2026"
    assert str(compliance.month_of(date(2024, 2, 9)).last) == "2024-02-29"


def test_spotlights_come_once_with_every_outlet(home: Home) -> None:
    body = "Sáng kiến của công nhân Trần Thị Mẫu giúp công ty làm lợi 2 tỉ đồng."
    with db.writer(home.root) as con:
        add(con, News("1", date(2026, 5, 1), "Gương sáng ở nhà máy", body))
        add(con, News("2", date(2026, 5, 2), "Chuyện về sáng kiến", body, source="tin"))
        plansteps.refresh(con, home)
    [row] = plansteps.spotlights_of(home, date(2026, 5, 1), date(2026, 5, 7))
    assert (row["name"], row["deed"], row["province"], row["outlets"]) == (
        "Trần Thị Mẫu",
        "sang_kien",
        "Hà Nam",
        ["bao", "tin"],
    )
