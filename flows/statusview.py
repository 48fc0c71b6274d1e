"""`diemtin status`: which outlets are not read as usual, since when, why, and what to do; for eyes and for programs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from flows.causes import advice, cause_name
from flows.home import Home
from flows.sourceview import short_moment
from flows.wording import failure, number
from warehouse import db, store

BARS = "▁▂▃▄▅▆▇█"
NOTHING = "·"


def status_rows(home: Home, known: Iterable[str]) -> list[dict[str, Any]]:
    """What is known of every outlet of this installation, the union's own press first; times aware, in UTC."""
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        rows = store.query(con, "status_sources")
    wanted = set(known)
    return [row for row in rows if row["source_id"] in wanted]


def show(rows: Sequence[Mapping[str, Any]], out: Console) -> int:
    """Show the outlets in trouble as a table and count the others; gives the number of the former."""
    troubled = [row for row in rows if row["incidents"]]
    if troubled:
        heads = (Column("14 ngày", no_wrap=True), Column("từ", no_wrap=True), "nguyên nhân", "việc cần làm")
        table = Table(Column("mã", overflow="fold"), *heads, box=SIMPLE, padding=(0, 1, 0, 0))
        for row in troubled:
            for place, incident in enumerate(row["incidents"]):
                first = (row["source_id"], spark(row["articles_14_days"])) if place == 0 else ("", "")
                table.add_row(*map(Text, (*first, *_cells(incident))))
        out.print(table)
    asked = sum(row["last_asked_at"] is not None for row in rows)
    if not asked:  # "0/0 in trouble" would read as all being well
        out.print("Chưa hỏi nguồn nào của bản cài đặt này.")
        return 0
    unasked = len(rows) - asked
    rest = f", {number(unasked)} chưa hỏi lần nào" if unasked else ""
    out.print(f"{number(len(troubled))}/{number(asked)} nguồn có sự cố{rest}", markup=False)
    return len(troubled)


def trouble_table(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The open incidents as plain lines: source_id, outlet, cause, since (ISO 8601), advice."""
    return [
        {
            "source_id": row["source_id"],
            "outlet": row["outlet"],
            "cause": incident["cause"],
            "since": incident["since_at"].isoformat(),
            "advice": advice(incident["cause"]),
        }
        for row in rows
        for incident in row["incidents"]
    ]


def spark(counts: Sequence[int]) -> str:
    """Counts as little bars, the highest one full; a day without anything is a dot."""
    top = max(counts, default=0)
    return "".join(BARS[(len(BARS) - 1) * count // top] if count else NOTHING for count in counts)


def as_json(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The same for programs: times in ISO 8601, each incident with its name and advice."""
    return [
        {
            **{key: _plain(value) for key, value in row.items() if key != "incidents"},
            "incidents": [
                {
                    **{key: _plain(value) for key, value in incident.items()},
                    "name": cause_name(incident["cause"]),
                    "advice": advice(incident["cause"]),
                }
                for incident in row["incidents"]
            ],
        }
        for row in rows
    ]


def _cells(incident: Mapping[str, Any]) -> tuple[str, str, str]:
    why = cause_name(incident["cause"])
    if incident["reason"] and incident["cause"] in ("unreachable", "feed_broken"):
        why = failure(incident["reason"])
    elif incident["expected"] and incident["cause"] in ("feed_stale", "quiet"):
        why = f"{why}: {number(round(incident['seen']))}/{number(max(1, round(incident['expected'])))} tin"
    return short_moment(incident["since_at"]), why, advice(incident["cause"])


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
