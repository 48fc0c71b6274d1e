"""How well pages and texts are still read: layouts beside trafilatura, this month's labels beside those before."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from crawlers.layout import Layout, layouts_for
from flows import agreement
from flows.agreement import OutletAgreement
from flows.drift import Drift, drift
from flows.home import Home
from flows.reports import AGREEMENT, keep_report, name_of_day
from flows.settings import Settings
from flows.steps import now, sources_of
from flows.wording import VIETNAM
from warehouse import db


def layouts_of(settings: Settings) -> Mapping[str, tuple[Layout, ...]]:
    """The layouts of every outlet, ready for reading."""
    return {source_id: layouts_for(source.layouts) for source_id, source in sources_of(settings).items()}


def agreement_step(home: Home, settings: Settings, *, sample: int = 20) -> tuple[list[OutletAgreement], Path]:
    """Compare layouts with trafilatura on the last pages of every outlet; the report stays in the home."""
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        found = agreement.agreement(con, home, layouts_of(settings), sample=sample)
    return found, keep_report(home, name_of_day(AGREEMENT, now()), agreement.as_json(found))


def last_month(moment: datetime) -> date:
    """The first day of the last whole calendar month in Việt Nam."""
    return (moment.astimezone(VIETNAM).date().replace(day=1) - timedelta(days=1)).replace(day=1)


def drift_step(home: Home, month: date) -> tuple[Drift, Path]:
    """Compare a month's labels with those before; the report is kept as `reports/drift-<month>.json`."""
    report = drift(home, month)
    return report, keep_report(home, f"drift-{month:%Y-%m}", report.as_dict())
