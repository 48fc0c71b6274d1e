"""Work on texts looks only at those that were touched; again when it was cut short, at all when it changed itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.corrections import Correction
from flows.looking import WORKS, look
from tests.flows.test_grouping import add, article
from warehouse import store
from warehouse.db import Connection, writer


@pytest.fixture
def con(tmp_path: Path) -> Iterator[Connection]:
    with writer(tmp_path) as con:
        add(con, [article(n) for n in range(10)])
        yield con


def seen(con: Connection, work: str = "group", version: str = "1") -> set[str]:
    """The texts that a work has to look at; it looks at them."""
    with look(con, work, version):
        return {str(text_id) for (text_id,) in store.sql(con, "from texts_to_see")[1]}


def test_only_what_was_touched_is_looked_at(con: Connection) -> None:
    assert len(seen(con)) == 10
    assert seen(con) == set()
    add(con, [article(7, 2)])
    assert seen(con) == {"t007-1", "t007-2"}
    assert seen(con) == set()


def test_a_work_that_changed_itself_looks_at_all(con: Connection) -> None:
    seen(con)
    assert len(seen(con, version="2")) == 10
    assert seen(con, version="2") == set()


def test_a_look_that_was_cut_short_is_done_again(con: Connection) -> None:
    seen(con)
    add(con, [article(11)])
    with pytest.raises(KeyboardInterrupt), look(con, "group", "1"):
        raise KeyboardInterrupt
    assert seen(con) == {"t011-1"}


def test_every_work_sees_every_touch_and_then_it_is_forgotten(con: Connection) -> None:
    for work in WORKS:
        assert len(seen(con, work)) == 10
    add(con, [article(12)])
    for work in WORKS[:-1]:
        assert seen(con, work) == {"t012-1"}
    assert store.sql(con, "select count(*) > 0 from ops.touched_texts")[1] == [(True,)]
    assert seen(con, WORKS[-1]) == {"t012-1"}
    assert store.sql(con, "select count(*) from ops.touched_texts")[1] == [(0,)]


def test_a_corrected_text_is_looked_at_once(con: Connection) -> None:
    seen(con)
    said = Correction("c1", "t003-1", "relevance", "0", None, None, "Lan", "2026-08-05T08:00:00+07:00")
    store.insert(con, "core.corrections", [said])
    assert seen(con) == {"t003-1"}
    assert seen(con) == set()
