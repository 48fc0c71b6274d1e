"""A small warehouse that holds one of everything, and ways to look into it."""

from datetime import timedelta
from typing import Any

from tests.warehouse.rows import START, RunRows, outlet
from warehouse import store
from warehouse.db import Connection


def rows(con: Connection, text: str) -> list[dict[str, Any]]:
    columns, found = store.sql(con, text)
    return [dict(zip(columns, row, strict=True)) for row in found]


def offences(con: Connection) -> list[str]:
    return [check.name for check in store.run_checks(con) if check.rows]


def two_runs(con: Connection, backwards: bool = False) -> None:
    """A morning and an evening: news, a page, a repeat, a new wording, a broken feed, failures."""
    store.insert(con, "core.outlets", [outlet("a", "TLĐ"), outlet("b"), outlet("c")])
    morning = RunRows("20260805T000000Z-000001", START)
    morning.request("a", "robots")
    morning.feed("a", ("luong", "Lương tăng"), ("bong-da", "Bóng đá"))
    morning.page("a", "luong", "Lương tăng", "Toàn văn về lương.", START - timedelta(hours=1))
    morning.rejected_page("a", "challenge_page")
    morning.feed("b", rejected="not_a_feed")
    morning.request("c", "feed", "failed", "dns")
    evening = RunRows("20260805T120000Z-000002", START + timedelta(hours=12))
    evening.feed("a", ("luong", "Lương tăng"), ("luong", "Lương tăng 6 %"))
    evening.request("b", "feed", "not_modified")
    evening.request("c", "feed", "failed", "timeout")
    for run in (evening, morning) if backwards else (morning, evening):
        run.store(con)
