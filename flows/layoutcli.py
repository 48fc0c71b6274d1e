"""The commands that watch over layouts: what they change, and whether they still fit."""

from dataclasses import asdict
from typing import Annotated

import typer
from rich.box import SIMPLE
from rich.table import Column, Table
from rich.text import Text

from flows.lookcli import ATTENTION, home_of, out, settings_of
from flows.reextract import CHANGES, DiffReport, diff_report
from flows.reports import REEXTRACT, keep_report, name_of_day
from warehouse import db

_FIELDS = {"title": "tiêu đề", "published_at": "giờ đăng"}


def agreement(
    context: typer.Context,
    sample: Annotated[int, typer.Option("--sample", min=1, help="Last pages of each outlet.")] = 20,
) -> None:
    """Compare each outlet's layout with trafilatura on its last pages; low agreement means a changed markup.

    Example: diemtin agreement --sample 20
    """
    from flows import readingsteps

    found, path = readingsteps.agreement_step(home_of(context), settings_of(context), sample=sample)
    table = Table(Column("mã", no_wrap=True), "trang", "F1", "tự mâu thuẫn", "trang thấp nhất", box=SIMPLE)
    for outlet in found:
        lowest = f"{outlet.lowest[0].f1:.2f} {outlet.lowest[0].url}"
        cells = (
            outlet.source_id,
            str(outlet.pages),
            f"{outlet.mean_f1:.3f}{' (xem lại)' if outlet.doubted else ''}",
            ", ".join(f"{_FIELDS.get(name, name)} {count}" for name, count in sorted(outlet.disagreements.items())),
            lowest,
        )
        table.add_row(*map(Text, cells))
    out.print(table)
    out.print(path, markup=False)
    raise typer.Exit(ATTENTION if any(outlet.doubted for outlet in found) else 0)


def reextract(context: typer.Context) -> None:
    """Show and keep what today's layouts change against the warehouse; the warehouse stays as it is."""
    from flows import readingsteps, steps

    home = home_of(context)
    layouts = readingsteps.layouts_of(settings_of(context))
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        report = diff_report(con, home, layouts)
    _tell(report)
    out.print(keep_report(home, name_of_day(REEXTRACT, steps.now()), asdict(report)), markup=False)


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
