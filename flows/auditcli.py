"""The commands of the weekly audit: make, import, report."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from flows.auditresult import AuditError, monday_of, report, week_of
from flows.audits import Answer, answer, load, make
from flows.lookcli import home_of, out
from flows.wording import VIETNAM
from warehouse import db

audit_app = typer.Typer(no_args_is_help=True, help="A weekly sample for people to check, and what it shows.")
Week = Annotated[str, typer.Option("--week", help="ISO week such as 2026-W32; default: the last whole one.")]
YES, NO = {"x", "1", "co", "có", "đúng", "yes"}, {"0", "khong", "không", "sai", "no"}
NAMES = {
    "shown": "được hiện",
    "below_line": "liên quan, dưới vạch",
    "left_out": "liên quan, không đưa vào",
    "near": "không liên quan, máy ngờ",
    "far": "không liên quan",
}


@audit_app.command("make")
def make_command(context: typer.Context, week: Week = "") -> None:
    """Draw a week's random sample and write it as a CSV to be filled in (column dang_hien: x or 0).

    Example: diemtin audit make --week 2026-W32
    """
    out.print(make(home_of(context), week or _last_week(), datetime.now(UTC)))


@audit_app.command("import")
def import_command(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The filled-in CSV.")],
    role: Annotated[str, typer.Option("--role", help="Who answers: a role, never a person's name.")] = "bien-tap",
) -> None:
    """Take in the answers of a filled-in CSV; rows without an answer are let be.

    Example: diemtin audit import var/audits/2026-W32.csv
    """
    answers = read_sheet(file)
    answer(home_of(context), answers, role=role, at=datetime.now(UTC))
    out.print(f"{len(answers)} answers taken in")


@audit_app.command("report")
def report_command(context: typer.Context, week: Week = "") -> None:
    """Show a week's precision and recall with 95 % intervals, and how much was checked.

    Example: diemtin audit report --week 2026-W32
    """
    chosen = week or _last_week()
    home = home_of(context)
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        load(con, home)
        strata, result = report(con, monday_of(chosen))
    table = Table("phần", "số bài", "đã đọc", "đáng hiện")
    for one in strata:
        table.add_row(NAMES[one.name], str(one.size), str(one.checked), str(one.worthy))
    if strata:
        out.print(table)
    if result is None:
        out.print(f"Tuần {chosen}: chưa kiểm định")
        return
    out.print(f"Độ chính xác {_percent(result.precision, result.precision_low, result.precision_high)}")
    out.print(f"Độ phủ {_percent(result.recall, result.recall_low, result.recall_high)}")


def read_sheet(file: Path) -> list[Answer]:
    """The answers in a filled-in CSV (comma or semicolon, as spreadsheets save it); AuditError names line and field."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise AuditError(f"{file}: not UTF-8: save it as CSV UTF-8 ({error})") from error
    delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    rows = csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter)
    try:
        if missing := {"week", "article_id", "dang_hien"} - set(rows.fieldnames or ()):
            raise AuditError(f"{file}: no column {', '.join(sorted(missing))}")
        return list(_answers(file, rows))
    except csv.Error as error:
        raise AuditError(f"{file}, line {rows.line_num + 1}: {error}") from error


def _answers(file: Path, rows: "csv.DictReader[str]") -> Iterator[Answer]:
    for row in rows:
        said = (row["dang_hien"] or "").strip().casefold()
        if said and said not in YES | NO:
            raise AuditError(f"{file}, line {rows.line_num}: dang_hien {row['dang_hien']!r}: write x or 0")
        if said:
            yield Answer(row["week"], row["article_id"], said in YES, (row.get("ghi_chu") or "").strip())


def _percent(value: float, low: float, high: float) -> str:
    return f"{100 * value:.0f}% (khoảng tin cậy 95%: {100 * low:.0f}–{100 * high:.0f}%)"


def _last_week() -> str:
    return week_of(datetime.now(VIETNAM).date() - timedelta(days=7))
