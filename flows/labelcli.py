"""The commands about people's labels: export a day, import what was corrected, report where model and people differ."""

import json
import re
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from flows.corrections import CorrectionError
from flows.labelday import export, export_review, import_file, report
from flows.labelfile import LabelError
from flows.lookcli import home_of, out
from flows.textcli import write_lines

LABEL_ERRORS = (LabelError, CorrectionError)
_ROLE = re.compile(r"[a-z][a-z0-9-]{1,30}")
label_app = typer.Typer(no_args_is_help=True, help="Labels: export a day for people, import corrections, report.")


@label_app.command(name="export")
def export_command(
    context: typer.Context,
    path: Annotated[Path, typer.Option("--out", help="File to write: .csv or .jsonl.")],
    day: Annotated[str | None, typer.Option("--day", help="Digest day, YYYY-MM-DD.")] = None,
    review: Annotated[bool, typer.Option("--review", help="Only what the model is not sure of, of any day.")] = False,
) -> None:
    """Write the articles of a digest day with their labels, or the review list, one row each, for people to correct.

    Example: diemtin label export --day 2026-08-05 --out nhan.csv
    """
    from datetime import date

    if day is None and not review:
        raise typer.BadParameter("give --day YYYY-MM-DD, or --review")
    if path.suffix not in (".csv", ".jsonl"):
        raise typer.BadParameter("--out ends in .csv or .jsonl")
    try:
        chosen = date.fromisoformat(day) if day else None
    except ValueError as error:
        raise typer.BadParameter("--day is YYYY-MM-DD") from error
    home = home_of(context)
    written = export_review(home, chosen, path) if review or chosen is None else export(home, chosen, path)
    out.print(f"{written} articles written to {path}", markup=False)


@label_app.command(name="import")
def import_command(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="An exported file, corrected.")],
    role: Annotated[str, typer.Option("--role", help="Who corrects: a role, never a person's name.")] = "bien-tap",
) -> None:
    """Land the corrections of a file and let them win over the model's labels; nothing is taken when a line is wrong.

    Example: diemtin label import nhan.csv
    """
    from flows import steps

    if not _ROLE.fullmatch(role):
        raise typer.BadParameter("--role is lower-case letters, digits and hyphens: bien-tap")
    done = import_file(home_of(context), path, role=role, at=steps.now())
    where = f", kept in {done.path.name}" if done.path else ""
    out.print(f"{done.labels} labels of {done.texts} texts corrected{where}", markup=False)


@label_app.command(name="report")
def report_command(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show field by field how often people agree with the active model, and what they change most.

    Example: diemtin label report
    """
    fields = report(home_of(context))
    if as_json:
        out.print_json(json.dumps([one.as_dict() for one in fields], ensure_ascii=False))
        return
    table = Table("nhãn", "người xem", "đồng ý", "sửa", "sửa nhiều nhất (mô hình → người)")
    for one in fields:
        changes = "; ".join(
            f"{model or '(trống)'} → {people or '(trống)'}: {n}" for model, people, n in one.changes[:3]
        )
        table.add_row(one.header, str(one.seen), str(one.agreed), str(one.seen - one.agreed), changes)
    out.print(table)


@label_app.command(name="gold")
def gold_command(
    context: typer.Context,
    path: Annotated[Path | None, typer.Option("--out", help="JSONL to write; default: standard output.")] = None,
) -> None:
    """Write every corrected text in the form of the gold, text included, for the next training.

    Example: diemtin label gold --out sua-nhan.jsonl
    """
    from flows.corrections import gold_records

    write_lines(gold_records(home_of(context)), path)
