"""The checks find what does not add up."""

import pytest

from tests.warehouse.two_runs import offences, rows, two_runs
from warehouse import store
from warehouse.db import Connection

DIGEST = """
insert into core.digests values (
    'd1', 'day', 'toan-quoc', '2026-08-05',
    '2026-08-04 23:00:00Z', '2026-08-05 23:00:00Z', 'Điểm tin', 'may-1', 'r1', 9, {n}, 'Toàn quốc'
)
"""
ITEMS = """
insert into core.digest_items by name
select 'd1' as digest_id, 'v' as version_id, 't' as text_id, item.*
from (
    values
        (1, 'shown', null, 'a1', null),
        (2, 'merged', null, 'a2', '{lead}'),
        (3, 'below_line', 'cap', 'a3', null)
) as item (position, disposition, reason, article_id, merged_into)
"""


@pytest.mark.parametrize(
    ("n", "lead", "offended"),
    [
        (3, "a1", []),
        (4, "a1", ["ledger_digests"]),
        (3, "a9", ["ledger_merged"]),
        (3, "a2", ["ledger_merged"]),
    ],
)
def test_a_digest_accounts_for_every_relevant_article(con: Connection, n: int, lead: str, offended: list[str]) -> None:
    store.sql(con, DIGEST.format(n=n))
    store.sql(con, ITEMS.format(lead=lead))
    assert offences(con) == offended
    found = rows(con, "from mart.digests")[0]
    assert [found[name] for name in ("relevant", "shown", "merged", "below_line")] == [n, 1, 1, 1]
    assert (found["below_line_reasons"], found["recipients"]) == ({"cap": 1}, 0)
    assert len(rows(con, "from mart.digest_items")) == 3


@pytest.mark.parametrize(
    ("statement", "offended"),
    [
        ("delete from core.items where position = 0 and kind = 'page'", ["ledger_landed"]),
        ("delete from core.items where position = 1", ["ledger_articles", "versions_without_item"]),
        ("delete from raw.outcomes where seq = 1", ["ledger_origins", "ledger_sequence"]),
        ("delete from core.article_versions where origin = 'page'", ["ledger_items"]),
        ("update core.article_versions set published_at = fetched_at + interval 2 hour", ["times_in_future"]),
        ("delete from core.outlets where source_id = 'b'", ["outlets_unknown"]),
        ("insert into core.annotators values ('x', true), ('y', true)", ["annotators_active"]),
        ("insert into core.topics values ('t', 'x', 'khac', 1)", ["labels_without_annotation"]),
        ("insert into core.grouping values ('t', 'o', 's', 1)", ["grouping_chains"]),
    ],
)  # fmt: skip
def test_checks_give_the_offending_rows(con: Connection, statement: str, offended: list[str]) -> None:
    two_runs(con)
    assert offences(con) == []
    store.sql(con, statement)
    assert set(offended) <= set(offences(con))
