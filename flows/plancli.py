"""The commands of the communication plans: their files, campaigns, counters, reports, spotlights, rebuttals."""

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from flows import texttools
from flows.cells import inert
from flows.compliance import Period, month_of, quarter_of
from flows.lookcli import ATTENTION, home_of, known_role, out, settings_of
from flows.scope import NATIONWIDE
from flows.textcli import In, Out, tell_faults, write_bytes, write_lines, write_text
from flows.wording import VIETNAM

Role = Annotated[str, typer.Option("--role", callback=known_role, help="Who says so: a role, never a person's name.")]
Csv = Annotated[Path | None, typer.Option("--csv", help="Write a CSV file instead.")]
Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
Week = Annotated[
    datetime | None,
    typer.Option("--week", formats=["%Y-%m-%d"], help="A day of the week; default: the last whole week."),
]
_QUARTER = re.compile(r"(\d{4})-[qQ]([1-4])")
plan_app = typer.Typer(
    no_args_is_help=True,
    help="What the communication plans ask, and what was done. Example: diemtin plan report --month 2026-08",
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


def campaign(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="thang-cong-nhan, or one year: thang-cong-nhan-2026.")] = None,
    first: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day.")] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day.")] = None,
    as_json: Json = False,
) -> None:
    """Show a campaign: phase, volume, outlets, places, attitudes, messages, what rose beside it; without a name, all.

    Example: diemtin campaign thang-cong-nhan-2026 --from 2026-05-01 --to 2026-05-31
    """
    from flows import campaigncard, campaignshow

    home = home_of(context)
    if name is None:
        rows = campaigncard.read_list(home)
        out.print_json(json.dumps(rows, ensure_ascii=False, default=str)) if as_json else campaignshow.show_list(
            rows, out
        )
        return
    card = campaigncard.read_card(home, name, first and first.date(), last and last.date())
    if as_json:
        out.print_json(json.dumps(asdict(card), ensure_ascii=False, default=str))
    else:
        campaignshow.show_card(card, out)


@plan_app.command()
def report(  # noqa: PLR0913 -- one parameter an option
    context: typer.Context,
    month: Annotated[datetime | None, typer.Option("--month", formats=["%Y-%m"], help="A calendar month.")] = None,
    quarter: Annotated[str | None, typer.Option("--quarter", help="A calendar quarter: 2026-Q3.")] = None,
    docx: Annotated[Path | None, typer.Option("--docx", help="Write it as a Word file, too.")] = None,
    desk: Annotated[str, typer.Option("--desk", help="Whose head and foot the Word file bears.")] = NATIONWIDE,
    mail: Annotated[bool, typer.Option("--mail", help="Send it to the desks that ask for it, once each.")] = False,
    as_json: Json = False,
) -> None:
    """Measure every clause of the plans on a month or quarter; the report is kept and shows in mart.plan_compliance.

    Example: diemtin plan report --month 2026-08 --docx bao-cao.docx --mail
    """
    from flows import compliancemail, compliancepaper, complianceshow, plansteps, steps
    from flows.deskfiles import desks_of

    period = _period(month, quarter)
    rows, path = plansteps.report_step(home_of(context), period, steps.now())
    if as_json:
        out.print_json(json.dumps([asdict(row) for row in rows], ensure_ascii=False))
    else:
        complianceshow.show(rows, period, out)
        out.print(f"kept as {path}", markup=False)
    if docx:
        write_bytes(compliancepaper.paper(rows, period, desks_of(settings_of(context)).find(desk)), docx)
    if mail:
        deliveries = compliancemail.send_reports(home_of(context), settings_of(context), [(period, rows)])
        for delivery in deliveries:
            typer.echo(delivery.line)
        if not deliveries:
            typer.echo("no desk asks for it: set plan_reports and recipients in a desk's file", err=True)
        if steps.unsent(deliveries):
            raise typer.Exit(ATTENTION)


@plan_app.command()
def spotlights(context: typer.Context, week: Week = None, csv_path: Csv = None) -> None:
    """List persons and models that the week's press shows as examples, with their sentences.

    Example: diemtin plan spotlights --week 2026-08-05 --csv guong.csv
    """
    from flows import plansteps

    monday = _monday(week)
    rows = plansteps.spotlights_of(home_of(context), monday, monday + timedelta(days=6))
    _tell(rows, ("name", "deed", "unit", "province", "outlets", "sentence"), csv_path)


@plan_app.command()
def rebuttals(context: typer.Context, week: Week = None, csv_path: Csv = None) -> None:
    """List what the week's press calls false about the union and labour policy, with both sides' sentences.

    Example: diemtin plan rebuttals --week 2026-08-05
    """
    from flows import plansteps

    monday = _monday(week)
    rows = plansteps.rebuttals_of(home_of(context), monday, monday + timedelta(days=6))
    _tell(rows, ("rebuttal_id", "state", "claim", "denial", "outlets"), csv_path)


@plan_app.command()
def decide(
    context: typer.Context,
    rebuttal: Annotated[str, typer.Argument(help="Id of a rebuttal.")],
    state: Annotated[str, typer.Argument(help="moi, dung_la_sai, khong_phai or da_phan_bac.")],
    note: Annotated[str | None, typer.Option("--note", help="What was done.")] = None,
    role: Role = "tuyen-giao",
) -> None:
    """Say what is to be thought of a rebuttal; every rebuild heeds the last word.

    Example: diemtin plan decide 3f9a0c1b2d4e da_phan_bac --note "Đã trả lời báo ngày 06/8"
    """
    from flows import rebuttalfixes, steps

    path = rebuttalfixes.decide(home_of(context), rebuttal, state, note, role=role, at=steps.now())
    out.print(f"kept in {path.name}", markup=False)


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


def _period(month: datetime | None, quarter: str | None) -> Period:
    """The one period that was asked for; the last whole month when none was."""
    if month and quarter:
        raise typer.BadParameter("give --month or --quarter")
    if quarter:
        found = _QUARTER.fullmatch(quarter)
        if not found:
            raise typer.BadParameter("a quarter is written 2026-Q3", param_hint="--quarter")
        return quarter_of(date(int(found.group(1)), 3 * int(found.group(2)), 1))
    return month_of(month.date() if month else _today().replace(day=1) - timedelta(days=1))


def _monday(week: datetime | None) -> date:
    day = week.date() if week else _today() - timedelta(days=7)
    return day - timedelta(days=day.weekday())


def _today() -> date:
    return datetime.now(VIETNAM).date()


def _tell(rows: Sequence[dict[str, Any]], columns: Sequence[str], csv_path: Path | None) -> None:
    """The rows as a list of sentences, or as CSV for a spreadsheet."""
    cells = [[", ".join(row[key]) if isinstance(row[key], list) else row[key] or "" for key in columns] for row in rows]
    if csv_path:
        target = io.StringIO()
        csv.writer(target).writerows([list(columns), *([inert(str(cell)) for cell in row] for row in cells)])
        write_text(f"\ufeff{target.getvalue()}", csv_path)
        return
    for row in cells:
        out.print(" | ".join(map(str, row)), markup=False)
    out.print(f"{len(rows)} found", markup=False)
