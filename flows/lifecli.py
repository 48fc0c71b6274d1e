"""The commands on what lasts: recompose a past digest."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from flows.lookcli import ATTENTION, home_of, out

err = Console(stderr=True, soft_wrap=True, highlight=False)
_SHOWN = 20  # differences of one digest


def recompose(
    context: typer.Context,
    digest_id: Annotated[str | None, typer.Argument(help="Default: every digest that was kept.")] = None,
    into: Annotated[Path | None, typer.Option("--out", help="Also write the mail as composed again here.")] = None,
) -> None:
    """Compose a past digest again from only what was known then, and compare it with the kept one.

    Example: diemtin recompose 2026-08-05-day-toan-quoc
    """
    from flows import knowledge
    from flows.recompose import recompose as again

    home = home_of(context)
    differ = False
    for one in [digest_id] if digest_id else knowledge.kept(home):
        found = again(home, one)
        if into is not None:
            into.mkdir(parents=True, exist_ok=True)
            (into / f"{one}.html").write_text(found.mail.html, encoding="utf-8")
            (into / f"{one}.txt").write_text(found.mail.text, encoding="utf-8")
        rows = sum(map(len, found.rows.values()))
        out.print(f"{one}: {rows} rows as of {found.at}, {len(found.differences)} differ", markup=False)
        for line in (*found.reasons, *found.differences[:_SHOWN]):
            err.print(f"  {line}", markup=False)
        differ |= bool(found.differences)
    raise typer.Exit(ATTENTION if differ else 0)
