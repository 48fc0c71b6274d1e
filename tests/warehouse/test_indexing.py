"""The index of words holds every word of every text at its place, whatever the texts are like."""

from collections.abc import Iterator
from itertools import pairwise

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.indexing import PART, index
from warehouse.sqlfiles import sql_names, sql_text

Told = tuple[str, str, str, int | None]

WORDS = (
    "hoà",
    "hòa",
    "Hòa",
    "công",
    "CÔNG",
    "cong",
    "đoàn",
    "nợ",
    "lương",
    "8/3",
    "63.000",
    "a,b",
    "“khó”",
    "-",
    "–",
    "…",
)
FIRST = 4090  # a piece of 4,096 articles ends among the texts

texts = st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=12).flatmap(
    lambda words: st.sampled_from([" ", "\n", "  ", ", "]).map(lambda between: between.join(words))
)
articles = st.lists(st.tuples(texts, texts, texts, st.sampled_from([None, 0, 1, 2])), min_size=1, max_size=20)

# word for word, as the macros tell it
NAIVE = """
with fields as (
    select doc << 20 as begins, title as text from copy.store.articles
    union all select (doc << 20) + 4096, sapo from copy.store.articles
    union all select (doc << 20) + 65536, body from copy.store.articles where relevance is distinct from 0
),
said as (
    select begins, unnest(words) as word, generate_subscripts(words, 1) - 1 as nth
    from (select begins, list_filter(search_tokens(text), lambda word: word <> '') as words from fields)
)
select search_key(fold_text(spoken_word(word))) as folded, search_key(spoken_word(word)) as word, begins + nth as place
from said
"""


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy without articles."""
    with duckdb.connect() as con:
        for name in sql_names("macros"):
            con.execute(sql_text("macros", name))
        con.execute("attach ':memory:' as copy; create schema copy.store; create schema copy.search")
        con.execute(sql_text("published", "places"))
        yield con


def tell(con: duckdb.DuckDBPyConnection, told: list[Told]) -> None:
    """Have these articles in the copy, and nothing in its index."""
    columns = dict(zip(("title", "sapo", "body", "relevance"), map(list, zip(*told, strict=True)), strict=True))
    con.register("rows", pa.table({"doc": list(range(FIRST, FIRST + len(told)))} | columns))
    con.execute("create or replace table copy.store.articles as from rows")
    con.execute("delete from copy.search.places")


def indexed(con: duckdb.DuckDBPyConnection, part: int = PART) -> list[tuple[int, int, int]]:
    """Every place of every word."""
    index(con, {"first_doc": FIRST, "last_doc": FIRST + 9_999}, part)
    return con.execute("select folded, word, unnest(places) as place from copy.search.places order by all").fetchall()


@settings(deadline=None, max_examples=30)
@given(articles)
def test_every_word_stands_at_its_place(con: duckdb.DuckDBPyConnection, told: list[Told]) -> None:
    tell(con, told)
    assert indexed(con) == con.execute(f"from ({NAIVE}) order by all").fetchall()
    apart = "select count(*) from copy.search.places where places[1] >> 32 <> places[-1] >> 32"
    assert con.execute(apart).fetchall() == [(0,)]


def test_texts_are_indexed_in_parts(con: duckdb.DuckDBPyConnection) -> None:
    tell(con, [(f"bài {number}", "công nhân", "nợ lương" * (number % 3), 2) for number in range(5_000)])
    assert indexed(con, part=1) == con.execute(f"from ({NAIVE}) order by all").fetchall()
    # three batches and two pieces: parts are in order, one after the other
    keys = con.execute("select folded, word from copy.search.places").fetchall()
    assert sum(one > two for one, two in pairwise(keys)) == 2


def test_rows_are_in_the_order_of_words_and_places(con: duckdb.DuckDBPyConnection) -> None:
    tell(con, [("nợ lương", "công đoàn nợ", "", 0), ("lương công", "", "hoà Hòa", 2)] * 5)
    indexed(con)
    rows = con.execute("select folded, word, places from copy.search.places").fetchall()
    assert len(rows) > 5
    assert rows == sorted(rows)
    assert all(places == sorted(places) for *_, places in rows)


@pytest.mark.parametrize("text", ["", " ", "…", "\n\n"])
def test_texts_without_words_have_no_places(con: duckdb.DuckDBPyConnection, text: str) -> None:
    tell(con, [(text, text, text, 2)])
    assert indexed(con) == []
