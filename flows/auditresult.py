"""What a week's audit shows, as far as people have answered."""

from datetime import UTC, date, datetime, timedelta

from flows.auditmath import Audited, Stratum, audited
from flows.wording import VIETNAM
from warehouse import store
from warehouse.db import Connection


class AuditError(Exception):
    """An audit can't be made, read or answered; the message names the week, or the file and line."""


def week_of(day: date) -> str:
    """The ISO week of a day: 2026-W32."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def monday_of(week: str) -> date:
    """The Monday of an ISO week; AuditError when it is none."""
    try:
        return datetime.strptime(f"{week}-1", "%G-W%V-%u").replace(tzinfo=UTC).date()
    except ValueError as error:
        raise AuditError(f"{week!r} is no week: write it as 2026-W32") from error


def report(con: Connection, monday: date) -> tuple[list[Stratum], Audited | None]:
    """The strata of a week's sample as they stand, and the estimates if enough was answered."""
    strata = [Stratum(**row) for row in store.query(con, "audit_strata", week=week_of(monday))]
    return strata, audited(monday, strata)


def last_audit(con: Connection, at: datetime) -> Audited | None:
    """The result of the week before that of the day that ends at a moment; None when it was not checked."""
    day = (at.astimezone(VIETNAM) - timedelta(hours=6, seconds=1)).date()
    return report(con, day - timedelta(days=day.weekday() + 7))[1]
