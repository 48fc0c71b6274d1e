"""What is done with the communication plans: brought into the warehouse, texts read by them."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from flows import compliance, compliancemail, planreports, rebuttalfixes, series
from flows.campaignwindows import windows
from flows.compliance import Period, PeriodError, month_of, quarter_of, summary
from flows.crew import ALONE, Crew
from flows.deliveries import Delivery
from flows.home import Home
from flows.planfile import Plans, read_plans
from flows.planreports import ComplianceRow
from flows.plantexts import Finders, read_texts
from flows.settings import Settings
from nlp.rebuttal import Rebuttals
from nlp.spotlight import Spotlights
from warehouse import db, store
from warehouse.db import Connection, transaction


@dataclass(frozen=True, slots=True)
class PlanMessageRow:
    """One line of `core.plan_messages`."""

    message_id: str
    plan_id: str
    plan_number: str
    ref: str
    text: str


@dataclass(frozen=True, slots=True)
class Closed:
    """What closing a month brought: the reports in a sentence each, and their mails."""

    told: str
    deliveries: tuple[Delivery, ...]


def refresh(con: Connection, home: Home, losses: list[str] | None = None, crew: Crew = ALONE) -> int:
    """Bring plans, counters, decisions and kept reports into the warehouse and read the texts that are pending.

    Gives the number of texts read. What can't be read is told in `losses`; without a list it is an error.
    """
    plans = read_plans(home.communication, losses)
    rows = [
        PlanMessageRow(one.id, plan.document.id, plan.document.number, one.ref, one.text)
        for plan in plans.files
        for one in plan.message
    ]
    with transaction(con):
        store.replace(con, "core.campaign_windows", windows(plans), where={})
        store.replace(con, "core.plan_messages", rows, where={})
    series.load(con, home, losses)
    rebuttalfixes.load(con, home, losses)
    planreports.load(con, home, losses)
    return read_texts(con, plans.version, partial(_finders_in, home.communication, plans.version), crew)


def finders(plans: Plans) -> Finders:
    """What finds in texts what these plans speak of."""
    return Finders(plans.version, plans.campaign_finder(), plans.message_finder(), Spotlights(), Rebuttals())


@lru_cache(maxsize=1)
def _finders_in(folder: Path, version: str) -> Finders:
    """The finders of the plans in a folder, made once in each process; `version` is theirs."""
    return finders(read_plans(folder, []))


def import_series(home: Home, path: Path, *, role: str, at: datetime) -> int:
    """Land the counters of a CSV file and load them; gives their number. SeriesError changes nothing."""
    known = {one.id: one for one in read_plans(home.communication).counters}
    count, _ = series.import_csv(home, path, known, role=role, at=at)
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        series.load(con, home)
    return count


def report_step(home: Home, period: Period, at: datetime) -> tuple[list[ComplianceRow], Path]:
    """Measure every clause on the days of a period and keep the report; PeriodError when there is no news of it."""
    plans = read_plans(home.communication)
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        rows = compliance.report(con, plans, period, at)
        return rows, planreports.keep(con, home, period.report_id, rows)


def close_month(home: Home, settings: Settings, month: date, at: datetime) -> Closed:
    """Keep the reports of a month that is over, and of the quarter that it ends, and mail them to who asks for them."""
    periods = [month_of(month), *([quarter_of(month)] if month.month % 3 == 0 else [])]
    told, reports = [], []
    for period in periods:
        try:
            rows, _ = report_step(home, period, at)
            reports.append((period, rows))
            told.append(f"{period.name}: {summary(rows)}")
        except PeriodError as error:
            told.append(str(error))
    return Closed(" ".join(told), tuple(compliancemail.send_reports(home, settings, reports)))


def spotlights_of(home: Home, first: date, last: date, province: str | None = None) -> list[dict[str, Any]]:
    """Who and what was shown as an example on digest days, each once, with every outlet."""
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        return store.query(con, "spotlight_list", first_date=first, last_date=last, province=province)


def rebuttals_of(home: Home, first: date, last: date, state: str | None = None) -> list[dict[str, Any]]:
    """What was called false on digest days, each once, with both sides' sentences."""
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        return store.query(con, "rebuttal_list", first_date=first, last_date=last, state=state)
