"""The commands of the communication plans: their files, campaigns, counters, reports, spotlights, rebuttals."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from flows import texttools
from flows.daycli import err
from flows.lookcli import ATTENTION, home_of, known_role, out
from flows.textcli import In, Out, tell_faults, write_lines

Role = Annotated[str, typer.Option("--role", callback=known_role, help="Who says so: a role, never a person's name.")]
Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
plan_app = typer.Typer(
    no_args_is_help=True, help="What the communication plans ask, and what was done. Example: diemtin plan report --month 2026-08"
)
series_app = typer.Typer(
    no_args_is_help=True, help="Daily counters of the plans, from CSV. Example: diemtin series import so-sang-kien.csv"
)


def campaigns(source: In, out: Out = None) -> None:
    """Find the campaigns and messages of articles: one JSON line each, no home needed.

    Example: diemtin campaigns --in articles.jsonl --out campaigns.jsonl
    """
    from flows.campaigntool import campaign_lines
    from flows.planfile import read_plans

    faults: list[str] = []
    write_lines(campaign_lines(texttools.read_jsonl(source, faults), read_plans()), out)
    tell_faults(faults)


@plan_app.command()
def check(context: typer.Context) -> None:
    """Read every plan file and show what it holds; a wrong field is named.

    Example: diemtin plan check
    """
    from flows.planfile import read_plans

    losses: list[str] = []
    for plan in read_plans(home_of(context).communication, losses).files:
        held = {
            "chủ đề": plan.topic,
            "thông điệp": plan.message,
            "chiến dịch": plan.campaign or plan.series,
            "dòng có thước đo": [one for one in plan.clause if one.measure],
            "dòng không đo được": [one for one in plan.clause if one.not_measurable],
        }
        told = ", ".join(f"{len(things)} {name}" for name, things in held.items() if things)
        out.print(f"{plan.document.number}: {told}", markup=False)
    tell_faults(losses)


@series_app.command(name="import")
def import_series(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV: counter, date, value.")],
    role: Role = "bao-lao-dong",
) -> None:
    """Take in daily counters; a file with a wrong line changes nothing, and of one day the word said last counts.

    Example: diemtin series import so-sang-kien.csv
    """
    from flows import plansteps, steps

    landed = plansteps.import_series(home_of(context), file, role=role, at=steps.now())
    out.print(f"{landed} values kept", markup=False)

