"""The monthly watch: nothing said of too little, nothing of chance, and what really moved is named."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

from flows import readingsteps
from flows.annotate import AnnotationRow, StanceRow, TopicRow
from flows.cli import app
from flows.drift import ENOUGH, compared, drift
from flows.driftmath import change, critical, differs, psi
from flows.home import Home, open_home
from flows.records import ArticleVersion
from nlp.model import ModelError
from nlp.profile import Profile, binned, profile_of
from nlp.records import STANCES
from tests.flows.newsroom import MODEL, OUTLETS, AnnotatorRow
from warehouse import db, store

JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 1)
LABELS = ("favor", "neutral", "against", "none")
BODY = "Công nhân và công đoàn bàn về tiền lương, việc làm và bữa ăn ca tại doanh nghiệp."


def version(key: str, source: str, at: datetime, body: str) -> ArticleVersion:
    """One article as a page gave it."""
    return ArticleVersion(
        version_id=f"v-{key}", article_id=f"a-{key}", source_id=source, url=f"https://{source}.example/{key}.html",
        title="Công nhân bàn về tiền lương", sapo="", body=body, author=None, section=None, tags=(), published_at=at,
        raw_published=None, date_source="jsonld", origin="page", method="layout", layout=None, text_id=key,
        run_id="r", seq=0, position=0, fetched_at=at, disagreements=(),
    )  # fmt: skip


def month(
    home: Home, first: date, n: int, *, sure: float = 0.85, stances: Sequence[str] = LABELS, body: str = BODY
) -> None:
    """`n` relevant articles of one month, their probabilities about `sure`, their stances drawn from `stances`."""
    chance = Random(first.toordinal())
    noon = datetime(first.year, first.month, first.day, 12, tzinfo=UTC)
    keys = [f"{first:%m}-{i}" for i in range(n)]
    times = [noon + timedelta(hours=chance.randrange(24 * 28)) for _ in keys]

    def p() -> float:
        return min(0.999, max(0.34, chance.gauss(sure, 0.1)))

    with db.writer(home.root) as con:
        versions = [
            version(key, OUTLETS[i % 2].source_id, at, body)
            for i, (key, at) in enumerate(zip(keys, times, strict=True))
        ]
        store.insert(con, "core.article_versions", versions)
        labels = [AnnotationRow(key, MODEL, 1, p(), "neg", p(), "none", "none", False, False) for key in keys]
        store.insert(con, "core.annotations", labels)
        store.insert(
            con,
            "core.topics",
            [TopicRow(key, MODEL, "khac" if chance.random() < 0.1 else "viec_lam", 0.9) for key in keys],
        )
        said = [(key, chance.choice(stances), p()) for key in keys]
        rows = [StanceRow(key, MODEL, "doanh_nghiep", label, q, q < 0.6, None, None) for key, label, q in said]
        store.insert(con, "core.stances", rows)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = open_home(tmp_path)
    with db.writer(home.root) as con:
        store.insert(con, "core.outlets", OUTLETS)
        store.insert(con, "core.annotators", [AnnotatorRow(MODEL, active=True)])
    month(home, JULY, 600)
    return home


def moved(home: Home) -> set[tuple[str, str | None]]:
    return {(one.name, one.outlet) for one in drift(home, AUGUST).findings if one.attention}


def test_a_month_like_the_ones_before_calls_nobody(home: Home) -> None:
    month(home, AUGUST, 600)
    report = drift(home, AUGUST)
    assert (report.against, report.texts, report.reference_texts) == ("months", 600, 600)
    names = {one.name for one in report.findings}
    assert {"khac", "abstain", "unknown_words", "scores.relevance", "scores.stance_doanh_nghiep"} <= names
    assert {one.outlet for one in report.findings} == {None, *(outlet.name for outlet in OUTLETS[:2])}
    assert not report.attention


def test_unsure_labels_and_strange_words_are_told(home: Home) -> None:
    month(home, AUGUST, 600, sure=0.55, body="Zcrpt qwxz blrgh công nhân vfghk jklmn")
    assert moved(home) >= {("abstain", None), ("unknown_words", None), ("scores.relevance", None)}


def test_an_outlet_whose_stance_turned_is_named(home: Home) -> None:
    month(home, AUGUST, 600, stances=("against", "against", "against", "neutral"))
    assert moved(home) >= {("labels.stance_doanh_nghiep", outlet.name) for outlet in OUTLETS[:2]}


def test_too_little_says_nothing(home: Home) -> None:
    month(home, AUGUST, ENOUGH - 1)
    report = drift(home, AUGUST)
    assert (report.against, report.findings, report.attention) == (None, (), False)


def test_without_months_before_the_card_is_the_measure(home: Home) -> None:
    report = drift(home, JULY)
    assert report.against == "card"
    assert report.reference_texts > 1000
    assert not any(one.outlet for one in report.findings)


def test_people_play_no_part(home: Home) -> None:
    month(home, AUGUST, 600)
    before = drift(home, AUGUST)
    with db.writer(home.root) as con:
        store.sql(
            con,
            "insert into core.corrections select 'c' || text_id, text_id, 'stance_doanh_nghiep', 'against', null, null,"
            " 'bien-tap', now() from core.annotations",
        )
    assert drift(home, AUGUST) == before


def test_the_command_and_its_report(home: Home) -> None:
    month(home, AUGUST, 600, sure=0.55)

    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["--home", str(home.root), "drift", *words])
        return done.exit_code, done.output

    code, told = run("--month", "2026-08", "--json")
    assert (code, json.loads(told)["attention"], json.loads(told)["month"]) == (1, True, "2026-08")
    kept = json.loads((home.root / "reports" / "drift-2026-08.json").read_text(encoding="utf-8"))
    assert kept == json.loads(told)
    code, told = run("--month", "2026-08")
    assert (code, "xem lại" in told) == (1, True)
    assert run("--month", "2020-01")[0] == 0
    assert run("--month", "tháng tám")[0] == 2


def test_the_month_is_that_of_viet_nam() -> None:
    assert readingsteps.last_month(datetime(2026, 8, 31, 18, tzinfo=UTC)) == AUGUST
    assert readingsteps.last_month(datetime(2026, 8, 31, 16, tzinfo=UTC)) == JULY
    assert readingsteps.last_month(datetime(2026, 1, 15, tzinfo=UTC)) == date(2025, 12, 1)


PROFILE = Profile(1000, 50, 2000, 300, 0.02, {"valence": binned([0.05, 0.95, 1.0] * 100)})


def test_profiles_are_compared_by_what_both_know() -> None:
    other = replace(PROFILE, other=200, unknown_words=0.01, scores={"valence": (100,) * 10, "moi": (1,) * 10})
    found = {one.name: one for one in compared(other, PROFILE)}
    assert [name for name, one in found.items() if one.attention] == ["khac", "scores.valence"]
    assert found["khac"].moved == pytest.approx(0.15)
    assert found["unknown_words"].moved == 0.0, "fewer unknown words alarm nobody"


def test_a_card_without_a_profile_is_named() -> None:
    with pytest.raises(ModelError, match="cu has no 'profile'"):
        profile_of({"model_id": "cu"})


def test_equal_shares_have_no_distance_and_chance_is_allowed_for() -> None:
    assert psi((10, 20, 30), (100, 200, 300)) == pytest.approx(0, abs=1e-3)
    assert psi((90, 10), (10, 90)) > 1
    assert critical((50,) * 10, (50,) * 10) == pytest.approx(27.88 * 2 / 500, rel=0.01)
    assert differs((60, 100), (20, 100))
    assert not differs((6, 10), (4, 10))
    assert not differs((0, 0), (4, 10))
    assert change({"a": 1}, {"b": 2}) == ((1, 0), (0, 2))
    assert set(STANCES) == set(LABELS)
