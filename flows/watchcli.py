"""The command of the watch over sources that needs no home: `diemtin watch`."""

from pathlib import Path
from typing import Annotated

import typer

from flows.daycli import err
from flows.lookcli import ATTENTION, out

Counts = Annotated[Path, typer.Option("--in", exists=True, dir_okay=False, help="CSV: source, at, new_items.")]
Incidents = Annotated[Path, typer.Option("--out", dir_okay=False, help="CSV of incidents to write.")]


def watch(source: Counts, target: Incidents) -> None:
    """Find when sources fell silent in a table of counts (a row per poll or hour), each decided from its past alone.

    Example: diemtin watch --in counts.csv --out incidents.csv
    """
    from flows import watchfile

    found, wrong = watchfile.watch_file(source, target)
    still = sum(not one.closed_at for one in found)
    out.print(f"{len(found)} incidents, {still} open: {target}", markup=False)
    for line in wrong:
        err.print(f"passed over: {line}", markup=False)
    raise typer.Exit(ATTENTION if wrong else 0)
