"""What the operator and the analyst look at on a terminal: checks, outlets, SQL, search."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from crawlers.doors import doors_due, has_doors
from crawlers.landing import Ingest
from crawlers.source import Source
from flows.cells import inert
from flows.collect import rhythms
from flows.home import Home, HomeError
from flows.reports import doubted_outlets
from flows.sourceview import short_moment, tell_pace
from flows.terminal import Terminal
from flows.wording import FAILURE_NAMES, VIETNAM, full_date
from warehouse import db, store


def checks(home: Home, out: Console) -> int:
    """Run every check on the warehouse and show offending rows; gives the number of failed checks."""
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        results = store.run_checks(con)
    for result in results:
        out.print(f"{'FAIL' if result.rows else 'ok':5} {result.name}", markup=False)
        for row in result.rows[:10]:
            out.print(f"      {row}", markup=False)
    return sum(1 for result in results if result.rows)


def outlets(home: Home, sources: Mapping[str, Source], out: Console) -> int:
    """Show the health and the pace of every outlet; gives the number that failed at their last asking."""
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        health = {row["source_id"]: row for row in store.query(con, "source_health")}
        known = rhythms(con, datetime.now(UTC))
    heads = ("tên", "kiểm chứng", "trả lời", "tin mới", Column("nhịp hỏi", min_width=20), Column("lỗi", min_width=12))
    table = Table(Column("mã", no_wrap=True), *heads, box=SIMPLE, padding=(0, 1, 0, 0))
    for source in sources.values():
        row, doors = health.get(source.id, {}), doors_due(source, None)
        cells = (
            source.id,
            source.name,
            "rồi" if source.verified else "chưa",
            _moment(row.get("last_success_at")),
            _moment(row.get("last_item_at")),
            tell_pace([known[url] for _, url in doors if url in known]),
            FAILURE_NAMES.get(row.get("failure") or "", row.get("failure") or ""),
        )
        table.add_row(*map(Text, cells))
    out.print(table)
    failing = sum(1 for row in health.values() if row.get("failure"))
    _sums(sources, failing, out)
    doubts(home, out)
    return failing


def doubts(home: Home, out: Console) -> None:
    """Name the outlets whose layout the last comparison with trafilatura doubted."""
    if doubted := doubted_outlets(home):
        out.print(f"Khuôn có lẽ không còn khớp (lần so gần nhất với trafilatura): {', '.join(doubted)}", markup=False)


def _sums(sources: Mapping[str, Source], failing: int, out: Console) -> None:
    unverified = sum(not source.verified for source in sources.values())
    bare = [source.id for source in sources.values() if not has_doors(source)]
    out.print(f"{len(sources)} nguồn: {failing} đang hỏng, {unverified} chưa kiểm chứng, {len(bare)} chỉ hỏi trang chủ")
    if bare:
        out.print(
            f"Chưa biết RSS hay chuyên mục, hỏi ở trang chủ (dò bằng `diemtin source discover`): {', '.join(bare)}",
            markup=False,
        )


def _moment(at: datetime | None) -> str:
    return short_moment(at) if at else ""


def ingested(one: Ingest) -> str:
    """What became of one landed file, in one line."""
    if not one.is_new:
        return "landed before"
    left_out = "".join(f", {count} left out ({reason})" for reason, count in one.left_out.items())
    return f"{one.n_landed} answers landed{left_out}" + (f"; {one.damage}" if one.damage else "")


def query(home: Home, sql: str, form: str, out: Terminal) -> None:
    """Show the answer to a query on the published copy as a table, CSV or JSON."""
    with db.reader(_published(home)) as con:
        columns, rows = store.sql(con, sql)
    WRITERS[form](columns, rows, out)


def search(home: Home, words: str, limit: int, out: Console) -> None:
    """Show the best hits, one block each: title, outlet and time, snippet, link."""
    with db.reader(_published(home)) as con:
        hits = store.search(con, words, limit)
    for hit in hits:
        out.print(Text(hit["title"], style="bold"))
        when = f" · {_when(hit['published_at'])}" if hit["published_at"] else ""
        out.print(Text(f"  {hit['outlet']}{when} · {hit['url']}"))
        out.print(Text(f"  {hit['snippet']}"))
    if not hits:
        out.print(f"Không tìm thấy tin nào có “{words}”.", markup=False)


def _when(at: datetime) -> str:
    local = at.astimezone(VIETNAM)
    return f"{local:%H:%M} {full_date(local.date())}"


def _published(home: Home) -> Any:
    if not home.published.is_file():
        raise HomeError(f"no published copy at {home.published}: run `diemtin publish` first")
    return home.published


def _table(columns: Sequence[str], rows: Sequence[Sequence[Any]], out: Terminal) -> None:
    table = Table(*columns)
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    out.print(table)


def _csv(columns: Sequence[str], rows: Sequence[Sequence[Any]], out: Terminal) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([inert(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    out.write(buffer.getvalue())


def _json(columns: Sequence[str], rows: Sequence[Sequence[Any]], out: Terminal) -> None:
    records = [dict(zip(columns, row, strict=True)) for row in rows]
    out.write(json.dumps(records, ensure_ascii=False, indent=1, default=str) + "\n")


WRITERS = {"table": _table, "csv": _csv, "json": _json}
