"""The command of alerts: what is worth a mail now, and how often that was so in the past."""

from datetime import UTC, datetime, time, timedelta
from typing import Annotated

import typer

from flows.lookcli import ATTENTION, home_of, out, settings_of
from flows.wording import VIETNAM, clock


def alert(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be raised.")] = False,
    past: Annotated[bool, typer.Option("--backtest", help="Replay past hours instead, and send nothing.")] = False,
    first: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day to replay.")] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day to replay.")] = None,
) -> None:
    """Raise what can't wait for the next digest, and send it once a story, cause and desk; or replay past hours.

    Example: diemtin alert --backtest --from 2026-08-03 --to 2026-08-09
    """
    if past:
        _replay(context, first, last)
        return
    if first or last:
        raise typer.BadParameter("only with --backtest", param_hint="--from, --to")
    from flows import alertsteps

    alarm = alertsteps.alert_step(home_of(context), settings_of(context), dry_run=dry_run)
    for one in alarm.raised:
        out.print(
            f"{'sẽ báo' if dry_run else 'báo'}: {one.desk}  {one.cause}  {one.title} ({one.outlet})", markup=False
        )
    for one in alarm.held:
        out.print(f"chờ đến {clock(one.due_at)}: {one.desk}  {one.title}", markup=False)
    for row in alarm.dropped:
        out.print(f"thôi không gửi ({row.dropped_why}): {row.desk}  {row.title}", markup=False)
    for delivery in alarm.deliveries:
        out.print(delivery.line, markup=False)
    if not any((alarm.raised, alarm.held, alarm.dropped, alarm.deliveries)):
        out.print("Không có gì cần báo nhanh")
    raise typer.Exit(
        ATTENTION if any(one.status != "sent" and one.status != "written" for one in alarm.deliveries) else 0
    )


def _replay(context: typer.Context, first: datetime | None, last: datetime | None) -> None:
    from flows import backtest

    if first is None or last is None or first > last:
        raise typer.BadParameter("give a first and a last day, in this order", param_hint="--from, --to")
    begun, ended = (datetime.combine(day.date(), time(0), VIETNAM) for day in (first, last + timedelta(days=1)))
    found = backtest.backtest(home_of(context), settings_of(context), begun, min(ended, datetime.now(UTC)))
    for line in found.lines:
        out.print(line, markup=False)
