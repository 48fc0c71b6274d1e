"""Seven real days of seventeen outlets, from saved feeds to the digest."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows import steps
from flows.home import Home, open_home
from flows.settings import Settings
from warehouse import db, store

pytestmark = [pytest.mark.shared, pytest.mark.slow]


@pytest.fixture(scope="module")
def week(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with the seven days ingested and labelled."""
    home = open_home(tmp_path_factory.mktemp("week"))
    settings = Settings(home=home.root)
    for folder in sorted((shared / "press" / "feeds").iterdir()):
        steps.ingest_step(home, settings, folder)
    steps.load_step(home, settings)
    steps.annotate_step(home)
    return home


def ask(home: Home, text: str) -> list[tuple[Any, ...]]:
    """Rows of a question put to the warehouse."""
    with db.writer(home.root) as con:
        return list(store.sql(con, text)[1])


def test_every_check_holds(week: Home) -> None:
    with db.writer(week.root) as con:
        assert {result.name: result.rows for result in store.run_checks(con) if result.rows} == {}


def test_seventeen_outlets_on_seven_days(week: Home) -> None:
    assert ask(week, "select count(distinct source_id) from mart.articles") == [(17,)]
    (articles,) = ask(week, "select count(*) from mart.articles")[0]
    assert articles > 2_500


def test_every_time_is_known_and_none_lies_in_the_future(week: Home) -> None:
    rows = ask(
        week,
        "select source_id, raw_published from mart.articles where published_at is null",
    )
    assert rows == []
    assert (
        ask(
            week,
            "select url from core.article_versions where published_at > fetched_at + interval 5 minute",
        )
        == []
    )


def test_foreign_strikes_and_football_are_not_in_the_body(week: Home) -> None:
    digest_id = steps.digest_step(week, Settings(home=week.root), date(2026, 8, 5))
    shown = ask(
        week,
        "select a.title from core.digest_items i join mart.articles a using (article_id)"
        f" where i.digest_id = '{digest_id}' and i.disposition = 'shown'",
    )
    titles = [title.lower() for (title,) in shown]
    assert titles
    assert not [title for title in titles if "bóng đá" in title or "v-league" in title or "world cup" in title]


def test_the_week_holds_the_days(week: Home) -> None:
    digest_id = steps.digest_step(week, Settings(home=week.root), date(2026, 8, 9), period="week")
    (html,) = [path for path in week.digests.glob("*.html") if path.stem == digest_id]
    assert len(html.read_bytes()) <= 90 * 1024
    assert ask(week, f"select count(*) > 50 from core.digest_items where digest_id = '{digest_id}'") == [(True,)]
