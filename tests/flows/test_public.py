# ruff: noqa: E501 — sentences as people type and read them
"""From an export or a page to the weekly mail: figures of opinion, nobody's identity anywhere under the home."""

import csv
import gzip
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import ahocorasick
import pytest
from typer.testing import CliRunner

from crawlers.api import Asker
from crawlers.export import Scope, land_export
from crawlers.export_map import load_columns
from crawlers.facebook import Facebook
from crawlers.landing import LandingError, landed_runs
from crawlers.page_run import land_pages
from flows import models, opinionkeeping, publicsteps, steps
from flows.cli import app
from flows.clocktrust import ClockError
from flows.home import Home, open_home
from flows.settings import Settings
from tests.crawlers.identities import KINDS, planted
from tests.crawlers.social_servers import TOKEN, facebook, serving
from tests.crawlers.test_pages import page
from warehouse import db, store

NOW = datetime(2026, 8, 9, 5, tzinfo=UTC)
MONDAY = date(2026, 8, 3)
HEADERS = ("Nội dung bình luận", "Thời gian", "Tên người dùng", "Ảnh đại diện", "Trang", "URL bài viết", "Lượt thích")


def export(path: Path, rows: list[tuple[str, str, str]], page: str = "Công đoàn Khu công nghiệp Mẫu") -> Path:
    """An export as a listening service writes it: text, time, author; the rest is made up."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADERS)
        for i, (text, time, author) in enumerate(rows):
            writer.writerow(
                (
                    text,
                    time,
                    author,
                    f"https://cdn.example/{author}.jpg",
                    page,
                    f"https://mang.example/b/{i % 7}",
                    i % 5,
                )
            )
    return path


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return open_home(tmp_path / "home")


@pytest.fixture
def settings(home: Home) -> Settings:
    return Settings(home=home.root)


def take_in(home: Home, path: Path) -> None:
    land_export(path, home.landed, {}, NOW, load_columns())
    load_and_label(home)


def load_and_label(home: Home) -> None:
    steps.load_step(home, Settings(home=home.root))
    steps.annotate_step(home)


def rows_of(home: Home, sql: str) -> list[tuple[object, ...]]:
    with db.writer(home.root) as con:
        return store.sql(con, sql)[1]


def everything(home: Home) -> str:
    """All files of a home as text, archives unpacked, and every row of every table."""
    parts = []
    for path in sorted(one for one in home.root.rglob("*") if one.is_file()):
        raw = path.read_bytes()
        parts.append((gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8", "ignore"))
    with db.writer(home.root) as con:
        for schema, table in store.sql(con, "select schema_name, table_name from duckdb_tables()")[1]:
            parts += [str(row) for row in store.sql(con, f"select * from {schema}.{table}")[1]]
    return "\n".join(parts)


def leaks(home: Home, n: int) -> list[tuple[str, str]]:
    """Import `n` comments with planted identities, do a whole week's work on them, and find what is left of them."""
    found = planted(n, seed=3)
    rows = [
        (one.text, f"{3 + i % 6:02d}/08/2026 {6 + i % 15:02d}:{i % 60:02d}", f"Người Bí Mật Số {i % 400}")
        for i, one in enumerate(found)
    ]
    take_in(home, export(home.root.parent / "export.csv", rows))
    steps.digest_step(home, Settings(home=home.root), MONDAY, "toan-quoc", "week")
    steps.publish_step(home)
    whole = everything(home).lower()
    needles = ahocorasick.Automaton()
    for one in found:
        for secret in one.secrets:
            needles.add_word(secret.lower(), (one.kind, secret))
    needles.make_automaton()
    hits = [hit for _, hit in needles.iter(whole)]
    return (
        hits + [("author", "Người Bí Mật")] * ("người bí mật" in whole) + [("avatar", "cdn")] * ("cdn.example" in whole)
    )


def test_planted_identities_are_nowhere_under_the_home(home: Home) -> None:
    assert len(KINDS) >= 30
    assert leaks(home, 10 * len(KINDS)) == []
    assert rows_of(home, "select count(*) from core.comments") == [(10 * len(KINDS),)]


@pytest.mark.slow
def test_ten_thousand_comments_leave_no_identity(home: Home) -> None:
    assert leaks(home, 10_000) == []
    assert rows_of(home, "select count(*) from core.comments") == [(10_000,)]


def opinions(home: Home, path: Path) -> None:
    """A week in which twelve people complain in the same words, one person does it ten times, six ask; and a base."""
    day = "0{}/08/2026 0{}:10"
    said = [
        ("Công ty nợ lương ba tháng rồi mà chưa ai giải quyết", day.format(3 + i % 5, 1 + i % 8), f"p{i}")
        for i in range(12)
    ]
    said += [("xưởng nóng quá không ai chịu nổi luôn", day.format(4, 2), "mot-nguoi")] * 10
    said += [("Bao giờ có quà tết cho công nhân vậy ạ?", day.format(5, i), f"q{i}") for i in range(6)]
    said += [("Cảm ơn công đoàn đã quan tâm", f"{20 + i}/07/2026 08:00", f"t{i}") for i in range(5)]
    take_in(home, export(path, said))


def test_the_week_in_the_mail_shows_only_what_five_people_share(home: Home, settings: Settings, tmp_path: Path) -> None:
    opinions(home, tmp_path / "export.csv")
    digest_id = steps.digest_step(home, settings, MONDAY, "toan-quoc", "week")
    mail = " ".join((home.digests / f"{digest_id}.txt").read_text(encoding="utf-8").split())
    assert "XU HƯỚNG DƯ LUẬN" in mail
    assert "28 bình luận, của ít nhất 19 người" in mail
    assert "“công ty nợ lương ba tháng rồi mà chưa ai giải quyết” – 12 bình luận, ít nhất 12 người" in mail
    assert "bao giờ có quà tết cho công nhân" in mail
    assert "xưởng nóng quá" not in mail
    assert "độ chính xác khi đọc bình luận chưa được người kiểm chứng" in mail
    page = (home.digests / f"{digest_id}.html").read_text(encoding="utf-8")
    assert "Xu hướng dư luận" in page


def test_the_daily_mail_does_not_speak_of_it(home: Home, settings: Settings, tmp_path: Path) -> None:
    opinions(home, tmp_path / "export.csv")
    digest_id = steps.digest_step(home, settings, date(2026, 8, 4))
    assert "DƯ LUẬN" not in (home.digests / f"{digest_id}.txt").read_text(encoding="utf-8")


def state(home: Home) -> list[list[tuple[object, ...]]]:
    tables = (
        "core.comments",
        "core.posts",
        "core.voice_labels",
        "core.kept_opinion",
        "mart.opinion",
        "mart.page_activity",
    )
    return [sorted(rows_of(home, f"select * from {table}"), key=repr) for table in tables]


def asked(home: Home, number: int, wrong: dict[int, int] | None = None) -> None:
    network = facebook(posts=3, comments=5)
    del wrong
    with serving(network):
        client = Facebook(TOKEN, network.url)
        since = datetime(2026, 7, 20, tzinfo=UTC)
        run_id = f"20260806T00000{number}Z-aaaaa{number}"
        land_pages(
            home.landed, run_id, [(page("facebook"), since)], {"facebook": client}, Asker("thu/1.0", pace_scale=0)
        )


def test_what_is_read_again_is_not_counted_again(home: Home) -> None:
    for number in range(3):
        asked(home, number)
    load_and_label(home)
    assert rows_of(home, "select count(*), count(distinct run_id) from core.comments") == [(15, 1)]
    assert rows_of(home, "select count(*) from mart.posts") == [(3,)]
    grown = state(home)
    steps.rebuild_step(home, Settings(home=home.root))
    assert state(home) == grown


def test_days_of_a_page_against_the_plan(home: Home) -> None:
    asked(home, 0)
    load_and_label(home)
    days = rows_of(
        home, "select activity_date, posts, meets_plan, shares, reactions from mart.page_activity order by 1"
    )
    assert days[0] == (date(2026, 8, 1), 1, False, 0, 10)
    assert [row[1] for row in days[:6]] == [1, 1, 1, 0, 0, 0]
    assert days[-1][2] is None  # not over when the page was asked
    assert {row[2] for row in days[:-1]} == {False}


def test_an_export_says_nothing_of_the_days_behind_its_last_post(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    rows = [
        f"bài {i},0{1 + i // 4}/07/2026 0{1 + i % 4}:00,post,Công đoàn Mẫu,https://mang.example/{i}" for i in range(8)
    ]
    path.write_text("\n".join(["text,time,kind,page,url", *rows]) + "\n", encoding="utf-8")
    take_in(home, path)
    days = rows_of(home, "select activity_date, posts, meets_plan from mart.page_activity order by 1")
    assert days == [(date(2026, 7, 1), 4, True), (date(2026, 7, 2), 4, True)]


def test_old_comments_are_gone_and_their_figures_stay(home: Home, tmp_path: Path) -> None:
    opinions(home, tmp_path / "export.csv")
    before = rows_of(home, "select sum(comments), sum(against), sum(thanks) from mart.opinion")
    steps.publish_step(home)
    assert publicsteps.forget_step(home, Settings(home=home.root, comment_days=10)) == 33
    assert "nợ lương ba tháng" not in everything(home)
    assert rows_of(home, "select sum(comments), sum(against), sum(thanks) from mart.opinion") == before
    kept = state(home)
    steps.rebuild_step(home, Settings(home=home.root))
    assert state(home) == kept
    assert publicsteps.forget_step(home, Settings(home=home.root, comment_days=10)) == 0


def test_deleted_comments_do_not_come_back_by_another_export(home: Home, settings: Settings, tmp_path: Path) -> None:
    opinions(home, tmp_path / "export.csv")
    short = settings.model_copy(update={"comment_days": 10})
    publicsteps.forget_step(home, short)
    before = rows_of(home, "select sum(comments), sum(against), sum(thanks) from mart.opinion")
    rows = [("Cảm ơn công đoàn đã quan tâm", "20/07/2026 08:00", "t0"), ("Công ty nợ lương", "04/08/2026 03:10", "p1")]
    again = publicsteps.export_step(home, short, export(tmp_path / "more.csv", rows), columns=None, page=None)
    assert again.left_out == {"week_is_closed": 2}
    load_and_label(home)
    assert rows_of(home, "select sum(comments), sum(against), sum(thanks) from mart.opinion") == before


def test_retain_deletes_old_comments_too(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opinions(home, tmp_path / "export.csv")
    monkeypatch.setenv("DIEMTIN_HOME", str(home.root))
    monkeypatch.setenv("DIEMTIN_COMMENT_DAYS", "10")
    told = CliRunner().invoke(app, ["retain", "--dry-run"])
    assert "would delete 33 comments that are over 10 days old" in told.output
    assert rows_of(home, "select count(*) from core.comments") == [(33,)]
    assert isinstance(CliRunner().invoke(app, ["retain"]).exception, ClockError)  # months after the last run
    assert "deleted 33 comments" in CliRunner().invoke(app, ["retain", "--sure"]).output
    assert rows_of(home, "select count(*) from core.comments") == [(0,)]


def test_young_comments_stay(home: Home, tmp_path: Path) -> None:
    opinions(home, tmp_path / "export.csv")
    with db.writer(home.root) as con:
        assert opinionkeeping.forget_old_comments(con, home, MONDAY + timedelta(days=181), 180) == 5
    assert rows_of(home, "select count(*) from core.comments") == [(28,)]


def test_the_same_export_lands_once(home: Home, tmp_path: Path) -> None:
    path = export(tmp_path / "export.csv", [("Mong công đoàn giúp", "03/08/2026 07:00", "a")])
    first, again = (land_export(path, home.landed, {}, NOW, load_columns()) for _ in range(2))
    assert (first.is_new, again.is_new) == (True, False)
    assert len(landed_runs(home.landed)) == 1


def test_faulty_rows_are_told_by_line_and_column_and_cost_no_other(home: Home, tmp_path: Path) -> None:
    path = export(
        tmp_path / "e.csv",
        [("tốt", "03/08/2026 07:00", "a"), ("", "03/08/2026 07:00", "b"), ("hay", "hôm qua", "Trần Văn C")],
    )
    done = land_export(path, home.landed, {}, NOW, load_columns())
    assert done.left_out == {"faulty_row": 2}
    assert done.damage == (
        "e.csv, line 3, text: is empty; e.csv, line 4, time: is no time (2026-08-05 14:30, 05/08/2026 14:30, seconds since 1970)"
    )


@pytest.mark.parametrize("person", ["Nguyễn Thị Riêng", "Nguyễn Gia Bảo", "Bao Nguyen", "Trần Văn Hội"])
def test_comments_under_persons_pages_are_left_out(home: Home, tmp_path: Path, person: str) -> None:
    path = export(tmp_path / "e.csv", [("tốt", "03/08/2026 07:00", "a")], page=person)
    assert land_export(path, home.landed, {}, NOW, load_columns()).left_out == {"not_an_organisation": 1}


def test_titles_and_visitors_posts_are_scrubbed_as_comments_are(home: Home, tmp_path: Path) -> None:
    post = {"kind": "post", "time": 1785895200, "page": "Công đoàn Mẫu", "post": "1"}
    rows = [
        {**post, "text": "Chủ tịch Trần Văn Mẫu thăm công nhân", "author": "Công đoàn Mẫu"},
        {**post, "text": "Em là Lê Thị Kín đây\u2028ạ", "post": "2", "author": "Lê Thị Kín"},
        {"text": "hay", "time": 1785895200, "page": "Công đoàn Mẫu", "post": "3", "title": "Lời của Lê Thị Kín"},
    ]
    path = tmp_path / "e.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    assert land_export(path, home.landed, {}, NOW, load_columns()).left_out == {}
    assert "Kín" not in everything(home)
    assert "Trần Văn Mẫu" in everything(home)


def test_an_export_in_json_lines_with_headers_of_its_own(home: Home, tmp_path: Path) -> None:
    path, columns = tmp_path / "e.jsonl", tmp_path / "cot.toml"
    columns.write_text('text = "loi"\ntime = "luc"\n', encoding="utf-8")
    path.write_text(
        json.dumps({"loi": "hay lắm", "luc": 1785895200, "from": {"id": "9", "name": "Lê Thị Z"}}) + "\n",
        encoding="utf-8",
    )
    done = land_export(path, home.landed, {}, NOW, load_columns(columns), Scope("Công đoàn Mẫu"))
    assert done.n_landed == 2
    columns.write_text('loi = "text"\n', encoding="utf-8")
    with pytest.raises(LandingError, match=r"cot\.toml: loi: unknown field"):
        load_columns(columns)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a,b\n1,2\n", "line 1: no column for `text`"),
        ("text,time\nx,2026-08-05\n", "name the organisation's page with --page"),
        ("", "no rows in it"),
    ],
)
def test_an_export_that_lacks_a_column_says_so(home: Home, tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "e.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LandingError, match=said):
        land_export(path, home.landed, {}, NOW, load_columns())


def test_an_installation_without_pages_asks_nobody(home: Home, settings: Settings) -> None:
    assert publicsteps.pages_step(home, settings).landed is None
    assert models.annotator(home).annotator_id
