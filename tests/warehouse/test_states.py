"""What is kept of articles and texts is what their wordings say, in whatever order and however often it was found."""

import random
from datetime import timedelta

import pytest

from flows.records import ArticleVersion
from tests.warehouse.rows import START
from warehouse import states, store
from warehouse.db import Connection

CHECKS = ("article_states", "current_texts")


def version(article: int, text: int, hour: int, page: bool, dated: bool) -> ArticleVersion:
    at = START + timedelta(hours=hour)
    return ArticleVersion(
        version_id=f"v{article}{text}{page:d}{dated:d}",
        article_id=f"a{article}",
        source_id=f"bao{article}",
        url=f"https://bao{article}.example/{article}",
        title="Tin",
        sapo="",
        body="Lời." if page else "",
        author=None,
        section=None,
        tags=(),
        published_at=at if dated else None,
        raw_published=None,
        date_source=None,
        origin="page" if page else "feed",
        method=None,
        layout=None,
        text_id=f"t{text}",
        run_id=f"r{hour}",
        seq=article,
        position=text,
        fetched_at=at,
        disagreements=(),
    )


def rows(con: Connection, table: str) -> list[tuple[object, ...]]:
    return sorted(store.sql(con, f"from {table}")[1], key=repr)


def told(con: Connection) -> dict[str, list[tuple[object, ...]]]:
    return {name: rows(con, name) for name in ("core.best_versions", "core.articles", "core.current_texts")}


@pytest.mark.parametrize("seed", range(5))
def test_states_grow_as_they_are_found_at_once(con: Connection, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(8):
        # few texts, so that articles share them; one wording is seen at several hours
        seen = [
            version(
                chance.randrange(4),
                chance.randrange(3),
                chance.randrange(10),
                page=chance.random() < 0.5,
                dated=chance.random() < 0.5,
            )
            for _ in range(chance.randrange(5))
        ]
        store.insert(con, "core.article_versions", list({one.version_id: one for one in seen}.values()))
        unsettled = rows(con, "core.articles")
        if chance.random() < 0.6:
            states.settle(con)
            assert rows(con, "core.articles") == unsettled
            assert [check.rows for name in CHECKS for check in store.run_checks(con, name)] == [(), ()]
    states.settle(con)
    grown = told(con)
    states.touch_all(con)
    states.settle(con)
    assert told(con) == grown


def test_checks_see_a_state_that_does_not_stand(con: Connection) -> None:
    store.insert(con, "core.article_versions", [version(0, 0, 1, page=True, dated=True)])
    states.settle(con)
    con.execute("update core.article_versions set published_at = fetched_at - interval 1 day")
    con.execute("delete from core.current_texts where true")
    assert [bool(check.rows) for name in CHECKS for check in store.run_checks(con, name)] == [True, True]
    states.touch_all(con)
    states.settle(con)
    assert [check.rows for name in CHECKS for check in store.run_checks(con, name)] == [(), ()]


def test_what_is_settled_tells_the_same_until_the_block_ends(con: Connection) -> None:
    store.insert(con, "core.article_versions", [version(1, 1, 1, page=False, dated=True)])
    unsettled = told(con)["core.best_versions"]
    with states.settled(con):
        assert told(con)["core.best_versions"] == unsettled
    store.insert(con, "core.article_versions", [version(1, 2, 3, page=True, dated=True)])
    assert [row[2] for row in told(con)["core.best_versions"]] == ["t2"], "articles may be touched again"
