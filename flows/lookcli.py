"""The commands that look and change nothing: check, status, query, search."""

import json
import re
from typing import Annotated

import typer

from flows.deskfiles import desks_of
from flows.home import Home, home_at
from flows.scope import ScopeError
from flows.settings import Settings
from flows.terminal import Terminal

ATTENTION = 1
_ROLE = re.compile(r"[a-z][a-z0-9-]{1,30}")
out = Terminal()


def settings_of(context: typer.Context) -> Settings:
    """The settings that the root command read."""
    settings = context.obj
    assert isinstance(settings, Settings)  # noqa: S101 (the root command always sets them)
    return settings


def home_of(context: typer.Context) -> Home:
    """The opened home folder."""
    return home_at(settings_of(context))


def known_scope(context: typer.Context, scope: str) -> str:
    """The scope if there is such a desk or province; a wrong one is a fault of usage."""
    try:
        desks_of(settings_of(context)).find(scope)
    except ScopeError as error:
        raise typer.BadParameter(str(error)) from error
    return scope


def known_role(role: str) -> str:
    """The role that stands for whoever speaks, never a person's name; a wrong one is a fault of usage."""
    if not _ROLE.fullmatch(role):
        raise typer.BadParameter("--role is lower-case letters, digits and hyphens: bien-tap")
    return role


def desks(context: typer.Context) -> None:
    """Show each desk: what it hears of, who reads it, when its digests leave.

    Example: diemtin desks
    """
    from flows import deskview

    found = desks_of(settings_of(context))
    deskview.show(found, out)
    for fault in found.faults.values():
        out.print(f"Không dùng được tệp bàn tin {fault}", markup=False)
    raise typer.Exit(ATTENTION if found.faults else 0)


def check(context: typer.Context) -> None:
    """Run every check of the warehouse and show the offending rows.

    Example: diemtin check
    """
    from flows import inspection

    failed = inspection.checks(home_of(context), out)
    raise typer.Exit(ATTENTION if failed else 0)


def status(
    context: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="Also every outlet's last answer and pace.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The whole installation, for monitoring.")] = False,
) -> None:
    """Show which outlets are not read as usual: since when, why, what to do; readers without their mail; the machine.

    Example: diemtin status
    """
    from flows import inspection, readership, statusview, steps
    from flows.health import health
    from flows.machine import troubles
    from flows.owed import owed_at

    home, settings = home_of(context), settings_of(context)
    roll = steps.roll_of(settings)
    rows = statusview.status_rows(home, roll.sources)
    readers, late = readership.readers_of(home, settings), owed_at(home, settings, steps.now())
    if as_json:
        found = health(home, rows, list(roll.faults.values()), readers, late, steps.now())
        out.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
        raise typer.Exit(0 if found["ok"] else ATTENTION)
    if every:
        inspection.outlets(home, roll.sources, out)
    troubled = statusview.show(rows, out)
    if not every:
        inspection.doubts(home, out)
    for fault in roll.faults.values():
        out.print(f"Không dùng được tệp nguồn {fault}", markup=False)
    for reader in readers:
        if reader.attention or reader.left:
            out.print(f"Người nhận {reader.line}", markup=False)
    bad = troubles(home, steps.now())
    for line in (*(owed.line for owed in late), *(f"{one.what}. Việc cần làm: {one.mend}" for one in bad)):
        out.print(line, markup=False)
    unwell = troubled or roll.faults or late or bad or any(one.attention for one in readers)
    raise typer.Exit(ATTENTION if unwell else 0)


def query(
    context: typer.Context,
    sql: Annotated[str, typer.Argument(help="Any SQL; the published copy is read-only.")],
    form: Annotated[
        str, typer.Option("--format", help="table, csv or json; default: table on a terminal, else csv.")
    ] = "",
) -> None:
    """Ask the published copy with SQL.

    Example: diemtin query "select outlet, count(*) from mart.articles group by 1"
    """
    from flows import inspection

    if form and form not in inspection.WRITERS:
        raise typer.BadParameter(f"{form!r}: choose table, csv or json", param_hint="--format")
    inspection.query(home_of(context), sql, form or ("table" if out.is_terminal else "csv"), out)


def search(
    context: typer.Context,
    words: Annotated[str, typer.Argument(help="Words, with or without diacritics.")],
    limit: Annotated[int, typer.Option("--limit", min=1, help="Most hits to show.")] = 20,
) -> None:
    """Search title, sapo and body of the published copy, best hits first.

    Example: diemtin search "nợ lương"
    """
    from flows import inspection

    inspection.search(home_of(context), words, limit, out)
