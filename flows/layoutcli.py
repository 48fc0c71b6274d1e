"""The commands that watch over layouts: what they change, and whether they still fit."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.box import SIMPLE
from rich.table import Column, Table
from rich.text import Text

from crawlers.layout import Layout, layouts_for
from flows import agreement as agreements
from flows.home import Home
from flows.lookcli import ATTENTION, home_of, out, settings_of
from flows.reextract import CHANGES, DiffReport, diff_report
from flows.settings import Settings
from warehouse import db


def agreement(
    context: typer.Context,
    sample: Annotated[int, typer.Option("--sample", min=1, help="Last pages of each outlet.")] = 20,
) -> None:
    """Compare each outlet's layout with trafilatura on its last pages; low agreement means a changed markup.

    Example: diemtin agreement --sample 20
    """
    home = home_of(context)
    layouts = _layouts(settings_of(context))
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        found = agreements.agreement(con, home, layouts, sample=sample)
    table = Table(Column("mã", no_wrap=True), "trang", "F1", "trang thấp nhất", box=SIMPLE)
    for outlet in found:
        lowest = f"{outlet.lowest[0].f1:.2f} {outlet.lowest[0].url}"
        cells = (
            outlet.source_id,
            str(outlet.pages),
            f"{outlet.mean_f1:.3f}{' (xem lại)' if outlet.doubted else ''}",
            lowest,
        )
        table.add_row(*map(Text, cells))
    out.print(table)
    out.print(_write(home, "agreement", agreements.as_json(found)), markup=False)
    raise typer.Exit(ATTENTION if any(outlet.doubted for outlet in found) else 0)


def reextract(context: typer.Context) -> None:
    """Show and keep what today's layouts change against the warehouse; the warehouse stays as it is."""
    home = home_of(context)
    layouts = _layouts(settings_of(context))
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        report = diff_report(con, home, layouts)
    _tell(report)
    out.print(_write(home, "reextract", asdict(report)), markup=False)


def _tell(report: DiffReport) -> None:
    heads = ("trang", "như cũ", "tiêu đề", "sapo", "thân bài", "giữ lại", "đọc thêm", "bỏ đi")
    table = Table(Column("mã", no_wrap=True), *heads, box=SIMPLE)
    for source_id, outlet in sorted(report.outlets.items()):
        title, sapo, body, read, rejected = (str(outlet.changed[kind]) for kind in CHANGES)
        kept = "" if outlet.body_kept is None else f"{outlet.body_kept:.0%}"
        cells = (source_id, str(outlet.pages), str(outlet.same), title, sapo, body, kept, read, rejected)
        table.add_row(*map(Text, cells))
    out.print(table)
    for run_id, reason in report.broken.items():
        out.print(f"{run_id}: {reason}", markup=False)
    if report.not_loaded:
        out.print(f"{report.not_loaded} trang chưa nạp vào kho nên không so được", markup=False)


def _layouts(settings: Settings) -> Mapping[str, tuple[Layout, ...]]:
    from flows.steps import sources_of

    return {source_id: layouts_for(source.layouts) for source_id, source in sources_of(settings).items()}


def _write(home: Home, name: str, content: Any) -> Path:
    """The report as JSON in the home's `reports`, one a day (Asia/Ho_Chi_Minh) and kind."""
    from flows.steps import now
    from flows.wording import VIETNAM

    folder = home.root / "reports"
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}-{now().astimezone(VIETNAM):%Y-%m-%d}.json"
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
