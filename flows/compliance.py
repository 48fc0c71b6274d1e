"""The report on what the plans asked in a month or quarter: one row a clause, measured, or why it can't be."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from flows.campaignwindows import windows
from flows.clause import Clause
from flows.measures import measure
from flows.planfacts import Facts, load_facts
from flows.planfile import Plan, Plans
from flows.planreports import ComplianceRow
from flows.selection import Measured
from flows.wording import full_date, number
from warehouse import store
from warehouse.db import Connection

STATE_NAMES = {
    "dat": "đạt",
    "chua_dat": "chưa đạt",
    "co": "có thực hiện",
    "khong_thay": "chưa thấy",
    "khong_do_duoc": "không đo được",
}
NAMED = 50  # articles that a row names as its ground


class PeriodError(Exception):
    """There is nothing to report on; the message says why."""


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar month or quarter, and how it is called."""

    kind: Literal["month", "quarter"]
    report_id: str
    name: str
    first: date
    last: date


def month_of(day: date) -> Period:
    """The calendar month of a day."""
    first = day.replace(day=1)
    return Period("month", f"{first:%Y-%m}", f"tháng {first.month}/{first.year}", first, _month_end(first))


def quarter_of(day: date) -> Period:
    """The calendar quarter of a day."""
    number_of = (day.month - 1) // 3 + 1
    first = date(day.year, 3 * number_of - 2, 1)
    last = _month_end(date(day.year, 3 * number_of, 1))
    name = f"quý {'I' * number_of if number_of < 4 else 'IV'}/{day.year}"
    return Period("quarter", f"{day.year}-q{number_of}", name, first, last)


def _month_end(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def report(con: Connection, plans: Plans, period: Period, at: datetime) -> list[ComplianceRow]:
    """Every clause of every plan, measured on the days of the period of which there is news.

    Raises PeriodError when there is none.
    """
    span = store.query(con, "plan_span")[0]
    if span["first_date"] is None or span["first_date"] > period.last or span["last_date"] < period.first:
        raise PeriodError(f"kho chưa có tin nào của {period.name}")
    facts = load_facts(con, plans, windows(plans), period.first, period.last, min(period.last, span["last_date"]))
    return [row for plan in plans.files for row in _rows(plan, facts, period, at)]


def _rows(plan: Plan, facts: Facts, period: Period, at: datetime) -> Iterator[ComplianceRow]:
    for position, clause in enumerate(plan.clause, start=1):
        found = _measured(clause, facts)
        yield ComplianceRow(
            report_id=period.report_id,
            made_at=at.astimezone(UTC).isoformat(),
            first_date=facts.first.isoformat(),
            last_date=facts.last.isoformat(),
            plan_id=plan.document.id,
            plan_number=plan.document.number,
            position=position,
            ref=clause.ref,
            who=clause.who,
            clause=clause.text,
            state=found.state,
            target=found.target,
            measured=found.measured,
            value=found.value,
            low=found.low,
            high=found.high,
            basis=found.basis,
            reason=" ".join(part for part in (found.reason, clause.note) if part) or None,
            articles=len(found.articles),
            article_ids=found.articles[:NAMED],
        )


def _measured(clause: Clause, facts: Facts) -> Measured:
    if clause.measure is None:
        return Measured("khong_do_duoc", reason=clause.not_measurable)
    return measure(clause.measure, facts)


def summary(rows: Sequence[ComplianceRow]) -> str:
    """The states of a report in one sentence."""
    counts = Counter(row.state for row in rows)
    told = ", ".join(f"{number(counts[state])} {name}" for state, name in STATE_NAMES.items() if counts[state])
    return f"{number(len(rows))} dòng của kế hoạch: {told}."


def span_name(rows: Sequence[ComplianceRow]) -> str:
    """The days that the report speaks of: "từ 01/8/2026 đến 09/8/2026"."""
    first, last = (date.fromisoformat(day) for day in (rows[0].first_date, rows[0].last_date))
    return f"từ {full_date(first)} đến {full_date(last)}"
