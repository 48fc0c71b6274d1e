"""`diemtin export`: an answer as a file."""

from pathlib import Path
from typing import Annotated

import typer

from flows.lookcli import ATTENTION, home_of, out
from flows.wording import number


def export(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="A view such as mart.stories, or one select statement.")],
    target: Annotated[Path, typer.Option("--out", help="The file to write.")],
    form: Annotated[str, typer.Option("--format", help="parquet, csv or xlsx; default: by the file's ending.")] = "",
) -> None:
    """Write an answer of the published copy as Parquet, CSV (for Excel) or XLSX.

    Example: diemtin export mart.stories --out stories.xlsx
    """
    from flows import export as exporting

    chosen = form or target.suffix.removeprefix(".").lower()
    if chosen not in exporting.WRITERS:
        raise typer.BadParameter(f"{chosen!r}: choose parquet, csv or xlsx", param_hint="--format")
    done = exporting.export(home_of(context), question, chosen, target)
    out.print(f"{done.path}: {number(done.rows)} hàng", markup=False)
    if done.left_out:
        out.print(
            f"{number(done.left_out)} hàng không vừa một trang tính; hãy dùng --format parquet hoặc csv", markup=False
        )
    if done.cut:
        out.print(f"{number(done.cut)} ô dài hơn một ô của Excel đã bị cắt", markup=False)
    raise typer.Exit(ATTENTION if done.left_out or done.cut else 0)
