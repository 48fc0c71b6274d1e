"""Travel in time: whatever came later, a kept digest is composed again exactly as it stood."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from flows import corrections, digestwords, knowledge, steps
from flows.corrections import Said
from flows.digestwords import Word
from flows.home import Home, open_home
from flows.knowledge import KnowledgeError
from flows.recompose import recompose
from flows.storyfixes import fix
from tests.flows.landed_press import START, land, pieces, settings_of
from warehouse import db, store
from warehouse.sqlfiles import sql_names

DAY = date(2026, 8, 5)


def grow(home: Home, day: int) -> str:
    """Crawl the news of a day, label it, compose it; gives the digest's id."""
    settings = settings_of(home)
    land(home, pieces(day), START + timedelta(days=day, hours=4))
    steps.load_step(home, settings)
    steps.annotate_step(home)
    return steps.digest_step(home, settings, DAY + timedelta(days=day))


def edit(home: Home) -> None:
    """Editors have their say of the second day, then one more word that the mail left without."""
    digest_id = "2026-08-06-day-toan-quoc"
    with db.writer(home.root) as con:
        query = f"select article_id from core.digest_items where digest_id = '{digest_id}' and disposition = 'shown'"
        lead = store.sql(con, query)[1][0][0]
    words = [Word("hide", lead, "đã đưa hôm trước"), Word("note", None, "Kính trình."), Word("approve")]
    digestwords.land(home, digest_id, words, role="bien-tap", at=datetime.now(UTC))
    steps.digest_step(home, settings_of(home), DAY + timedelta(days=1))
    assert "Đã biên tập" in (home.digests / f"{digest_id}.txt").read_text(encoding="utf-8")
    digestwords.land(home, digest_id, [Word("show", lead)], role="bien-tap", at=datetime.now(UTC))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Three days, then people's words, a late run with older news, another roll of outlets, and a rebuild."""
    home = open_home(tmp_path_factory.mktemp("time") / "home")
    for day in range(3):
        grow(home, day)
    settings = settings_of(home)
    edit(home)
    with db.writer(home.root) as con:
        ((text_id, *_),) = store.sql(con, "select text_id from mart.articles where relevance >= 1 order by 1 limit 1")[
            1
        ]
        found = store.sql(con, "select distinct article_id from core.digest_items where not section = 'chua_chac'")[1]
        corrections.land(home, [Said(text_id, "relevance", "0")], role="ban-tuyen-giao", at=datetime.now(UTC))
        left, right = [article for (article,) in found][:2]
    fix(home, "rename", left, "Tên do người đặt", role="ban-tuyen-giao", at=datetime.now(UTC))
    assert left != right
    land(home, pieces(0, seed=1), START + timedelta(hours=5))  # an archive of the first day that came later
    path = next(iter(sorted(settings.sources_dir.glob("*.toml")))) if settings.sources_dir else Path()
    path.write_text(path.read_text(encoding="utf-8").replace("Báo nguoitho", "Báo Đổi Tên"), encoding="utf-8")
    steps.load_step(home, settings)
    steps.annotate_step(home)
    steps.rebuild_step(home, settings)
    return home


def test_every_digest_stands_as_it_stood(home: Home) -> None:
    for one in knowledge.kept(home):
        found = recompose(home, one)
        assert (found.differences, found.reasons) == ((), ()), one
        assert found.rows["digest_items"], one


def test_the_same_day_composed_now_is_another_digest(home: Home, tmp_path: Path) -> None:
    kept = json.loads((home.digests / "2026-08-05-day-toan-quoc.json").read_text(encoding="utf-8"))
    with db.writer(home.root) as con:
        from flows import archive
        from flows.digest import compose

        compose(con, day=DAY, scope="toan-quoc", period="day")
        now = archive.rows_of(con, "2026-08-05-day-toan-quoc")
    assert now["digests"][0]["n_articles"] > kept["digests"][0]["n_articles"]


def test_a_kept_digest_that_was_changed_is_told_field_by_field(home: Home) -> None:
    path = home.digests / "2026-08-06-day-toan-quoc.json"
    before = path.read_text(encoding="utf-8")
    rows = json.loads(before)
    rows["digests"][0]["n_articles"] += 1
    rows["digest_items"].pop()
    path.write_text(json.dumps(rows), encoding="utf-8")
    try:
        found = recompose(home, "2026-08-06-day-toan-quoc")
    finally:
        path.write_text(before, encoding="utf-8")
    assert len(found.differences) == 2
    assert any("n_articles" in line for line in found.differences)
    assert any("thêm một dòng" in line for line in found.differences)


def test_a_digest_that_nobody_noted_is_told_by_file(home: Home) -> None:
    noted = home.digests / "known" / "2026-08-07-day-toan-quoc.json"
    text = noted.read_bytes()
    noted.unlink()
    try:
        with pytest.raises(KnowledgeError, match=r"2026-08-07-day-toan-quoc\.json"):
            recompose(home, "2026-08-07-day-toan-quoc")
    finally:
        noted.write_bytes(text)


def test_no_table_of_digests_comes_whole_into_the_past(home: Home) -> None:
    with db.writer(home.root) as con:
        found = store.sql(
            con, "select schema_name || '.' || table_name from duckdb_tables() where schema_name = 'core'"
        )[1]
    digests = {name for (name,) in found if name.startswith("core.digest")}
    assert digests <= set(sql_names("as_of")), "what is composed, or said of digests, is told as of a moment"
