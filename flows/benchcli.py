"""`diemtin bench …`: what a press day, and a growing warehouse, cost on this machine."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from flows.lookcli import ATTENTION, out

if TYPE_CHECKING:
    from flows.bench.day import Report

bench_app = typer.Typer(no_args_is_help=True, help="Measure on made-up news what the steps cost on this machine.")


@bench_app.command()
def day(
    articles: Annotated[
        int, typer.Option("--articles", min=24, help="Captured pages; 5 of 100 are relevant.")
    ] = 50_000,
    keep: Annotated[Path | None, typer.Option("--keep", help="Make the day in this empty folder and keep it.")] = None,
    seed: Annotated[int, typer.Option("--seed", help="Another number gives another day.")] = 0,
) -> None:
    """Make a national press day and take it from captures to the published copy; a table tells what each part costs.

    Exit code 1 when a day of 50,000 pages would take over 10 minutes at this pace, or memory went over 1.5 GB.

    Example: diemtin bench day --articles 5000
    """
    from flows.bench.day import make_day, run_day

    with tempfile.TemporaryDirectory(prefix="diemtin-bench-") as folder:
        home, settings, size = make_day(keep or Path(folder), articles, seed=seed)
        report = run_day(home, settings, articles, size)
    out.print(day_table(report))
    out.print(
        f"{articles:,} pages of {size / articles / 1000:.0f} kB, {report.relevant:,} relevant in {report.stories:,}"
        f" stories: captures to digest in {report.seconds:.0f} s, {articles / report.seconds:.0f} articles/s,"
        f" {report.peak / 1024**3:.2f} GB at most"
    )
    raise typer.Exit(0 if report.is_fast else ATTENTION)


def day_table(report: "Report") -> Table:
    """A row for each part of the day; the share is that of all the seconds."""
    from flows.bench.day import PARTS

    table = Table("part", "what", title=f"a press day of {report.articles:,} pages")
    for name in ("articles/s", "seconds", "share", "memory, MB"):
        table.add_column(name, justify="right")
    total = sum(one.seconds for one in report.spent.values())
    for name, what in PARTS.items():
        if (one := report.spent.get(name)) is not None:
            pace = report.articles / max(one.seconds, 0.001)
            share = 100 * one.seconds / total
            table.add_row(name, what, f"{pace:,.0f}", f"{one.seconds:.1f}", f"{share:.0f} %", f"{one.peak >> 20:,}")
    return table
