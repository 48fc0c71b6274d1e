"""The weekly audit: drawn by lot, set out blind, answered in a spreadsheet, stated with its intervals."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.auditmath import Stratum, audited, wilson
from flows.auditresult import AuditError, monday_of, report, week_of
from flows.audits import SIZES, Answer, answer, draw, load, make
from flows.cli import app
from flows.digest import compose
from flows.home import Home, open_home
from tests.flows.newsroom import DAY, fill
from warehouse import db, store

WEEK = "2026-W32"
SAID = datetime(2026, 8, 10, 9, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    with db.writer(tmp_path) as con:
        fill(con)
        compose(con, day=DAY, scope="toan-quoc", period="day")
    return open_home(tmp_path)


def sheet(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_weeks_are_iso_weeks() -> None:
    assert week_of(DAY) == WEEK
    assert monday_of(WEEK).isoformat() == "2026-08-03"
    with pytest.raises(AuditError, match="2026-W99"):
        monday_of("2026-W99")


def test_the_same_week_draws_the_same_lot_and_another_another() -> None:
    population = [{"article_id": f"a{n}", "version_id": f"v{n}", "stratum": "far"} for n in range(200)]
    population += [{"article_id": f"s{n}", "version_id": f"v{n}", "stratum": "shown"} for n in range(5)]
    one = draw(population, WEEK)
    assert one == draw(list(reversed(population)), WEEK) != draw(population, "2026-W33")
    assert {item.stratum: item.stratum_size for item in one} == {"far": 200, "shown": 5}
    assert sum(item.stratum == "far" for item in one) == SIZES["far"]


def test_intervals_are_those_of_their_formulas() -> None:
    low, high = wilson(9, 10)
    assert (round(low, 4), round(high, 4)) == (0.5958, 0.9821)
    found = audited(monday_of(WEEK), [Stratum("shown", 100, 30, 27), Stratum("far", 3000, 15, 0)])
    assert found is not None
    assert found.recall == 1.0, "nothing worthy was seen elsewhere"
    assert found.recall_low < 0.8, "but fifteen of three thousand prove little"
    assert (found.checked, found.precision) == (45, 0.9)
    assert audited(monday_of(WEEK), [Stratum("shown", 100, 30, 27), Stratum("far", 3000, 0, 0)]) is None
    assert audited(monday_of(WEEK), [Stratum("shown", 100, 9, 9)]) is None


@pytest.mark.parametrize("true_recall", [0.6, 0.9])
def test_the_interval_holds_the_truth_as_often_as_it_says(true_recall: float) -> None:
    import numpy as np

    rng = np.random.default_rng(3)
    shown, rest = 100, 1000
    worthy_shown, worthy_rest = 90, round(90 / true_recall) - 90
    held = 0
    for _ in range(120):
        hits = int(rng.hypergeometric(worthy_shown, shown - worthy_shown, 30))
        found_rest = int(rng.hypergeometric(worthy_rest, rest - worthy_rest, 100))
        found = audited(monday_of(WEEK), [Stratum("shown", shown, 30, hits), Stratum("near", rest, 100, found_rest)])
        assert found is not None
        held += found.recall_low <= worthy_shown / (worthy_shown + worthy_rest) <= found.recall_high
    assert held >= 0.9 * 120


def test_a_week_is_set_out_blind_answered_and_stated(home: Home) -> None:
    with pytest.raises(AuditError, match="not over"):
        make(home, WEEK, SAID - timedelta(days=2))
    path = make(home, WEEK, SAID)
    before = path.read_bytes()
    assert make(home, WEEK, SAID).read_bytes() == before
    rows = sheet(path)
    assert rows
    assert not {"stratum", "disposition"} & set(rows[0])
    for row in rows:
        row["dang_hien"] = "x"
    filled = path.with_name("filled.csv")
    with filled.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    done = CliRunner().invoke(app, ["--home", str(home.root), "audit", "import", str(filled)])
    assert done.exit_code == 0, done.output
    assert f"{len(rows)} answers taken in" in done.output
    shown = CliRunner().invoke(app, ["--home", str(home.root), "audit", "report", "--week", WEEK])
    assert "Độ chính xác 100%" in shown.output or "chưa kiểm định" in shown.output
    with db.rebuilding(home.root) as con:
        load(con, home)
        strata, _ = report(con, monday_of(WEEK))
        told = "select stratum, articles, answered, worthy from mart.audits where first_date = '{}'"
        found = [Stratum(*row) for row in store.sql(con, told.format(monday_of(WEEK)))[1]]
    assert sorted(found, key=str) == sorted(strata, key=str)
    assert sum(one.checked for one in strata) == len(rows)


def test_the_last_word_counts_and_strangers_are_refused(home: Home) -> None:
    (first, *_) = sheet(make(home, WEEK, SAID))
    for worthy in (True, False):
        answer(
            home, [Answer(WEEK, first["article_id"], worthy)], role="bien-tap", at=SAID.replace(minute=int(not worthy))
        )
    with db.writer(home.root) as con:
        assert store.sql(con, "select count(*) from core.audit_answers")[1] == [(2,)]
        assert sum(one.worthy for one in report(con, monday_of(WEEK))[0]) == 0
        told = "select count(*), count(stratum), any_value(is_worthy) from mart.audit_articles"
        assert store.sql(con, told)[1] == [(len(sheet(home.root / "audits" / f"{WEEK}.csv")), 1, False)]
    with pytest.raises(AuditError, match="not in the sample"):
        answer(home, [Answer(WEEK, "la", True)], role="bien-tap", at=SAID)


def test_a_wrong_answer_names_its_line(home: Home) -> None:
    path = make(home, WEEK, SAID)
    text = path.read_text(encoding="utf-8-sig").splitlines()
    text[1] = text[1].removesuffix(",,") + ",hình như,"
    path.write_text("\n".join(text), encoding="utf-8")
    done = CliRunner().invoke(app, ["--home", str(home.root), "audit", "import", str(path)])
    assert "line 2: dang_hien 'hình như'" in str(done.exception)
