"""The day on a clock: Prefect tasks and flows over the plain steps. Besides schedules.py the only import of prefect.

One task per step, never per article (a task costs about 5 ms). The world's failures are rows in the ledger; a
task fails only for our own mistakes, and then Prefect shows it.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.context import FlowRunContext
from prefect.events import emit_event

from crawlers.shares import parse_share
from flows import alertsteps, plansteps, publicsteps, readingsteps, sending, steps
from flows.auditresult import week_of
from flows.audits import sample
from flows.balance import balance_step
from flows.cluster import crew_of, task_runner
from flows.collect import Loaded
from flows.deliveries import ARRIVED, PENDING
from flows.deskfiles import desks_of
from flows.drift import Drift
from flows.home import Home, home_at, open_home
from flows.mending import mended
from flows.operatormail import tell_operator
from flows.owed import owed_at
from flows.settings import Settings
from flows.statusview import status_rows, trouble_table
from flows.timetable import readers

LOCK_WAIT_S = 1200.0  # the 06:30 digest waits for the hourly run that is still writing
SEND_WAIT = timedelta(minutes=15)  # servers that greylist take the second try; later ones are the hourly run's
RUNNER: Any = task_runner(Settings().dask)  # a served flow imports this module for every run


@task(name="crawl", retries=1, retry_delay_seconds=60)
def crawl(root: Path, settings: Settings, *, every_feed: bool = True) -> Path:
    """Crawl all outlets once; without `every_feed` only what is due by its own rhythm."""
    return mended(_home(settings), settings, lambda: steps.crawl_step(_home(settings), settings, every_feed=every_feed))


@task(name="pages")
def pages(root: Path, settings: Settings) -> None:
    """Ask the organisations' pages that are due; what they refuse costs the press nothing."""
    for trouble in publicsteps.pages_step(_home(settings), settings).troubles:
        get_run_logger().warning("%s", trouble)


@task(name="load")
def load(root: Path, settings: Settings) -> Loaded:
    """Load what landed."""
    return mended(_home(settings), settings, lambda: steps.load_step(_home(settings), settings))


@task(name="annotate")
def annotate(root: Path, settings: Settings) -> steps.Labelled:
    """Label what is new."""
    return mended(_home(settings), settings, lambda: steps.annotate_step(_home(settings)))


@task(name="digest")
def digest(
    root: Path, settings: Settings, day: date, period: str, desks: Sequence[str] | None = None
) -> tuple[str, ...]:
    """Compose and keep the digests of these desks, without any of all that have readers."""
    found = desks_of(settings)
    chosen = readers(found) if desks is None else tuple(map(found.find, desks))
    return mended(_home(settings), settings, lambda: steps.digests_step(_home(settings), settings, day, chosen, period))


@task(name="send")
def send(root: Path, settings: Settings, digest_ids: Sequence[str]) -> sending.Sent:
    """Send them, once to each recipient; what a server puts off is tried again for a while."""
    sent = mended(
        _home(settings), settings, lambda: sending.send(_home(settings), settings, digest_ids, wait=SEND_WAIT)
    )
    for digest_id in digest_ids:
        told = sending.tally(one for one in sent.deliveries if one.digest_id == digest_id)
        emit_event("diemtin.sent", resource={"prefect.resource.id": f"diemtin.{digest_id}"}, payload=told)
    return sent


@task(name="alerts")
def alerts(root: Path, settings: Settings) -> int:
    """Send what can't wait for the next digest; gives how many alerts were raised."""
    return len(mended(_home(settings), settings, lambda: alertsteps.alert_step(_home(settings), settings)).raised)


@task(name="mails")
def mails(root: Path, settings: Settings) -> list[str]:
    """Read what came back and try again what was put off; gives what a person should look at."""
    deliveries = mended(_home(settings), settings, lambda: sending.retry(_home(settings), settings))
    return [delivery.line for delivery in deliveries if delivery.status not in (*ARRIVED, *PENDING)]


@task(name="publish")
def publish(root: Path, settings: Settings) -> Path:
    """Swap the analysts' copy."""
    return mended(_home(settings), settings, lambda: steps.publish_step(_home(settings)))


@task(name="watch")
def watch(root: Path, settings: Settings) -> int:
    """Show the incidents of outlets in Prefect and tell the operator; gives how many are open."""
    troubles = trouble_table(status_rows(_home(settings), steps.sources_of(settings)))
    create_table_artifact(key="incidents", table=troubles, description="outlets that are not read as usual")
    for one in troubles:
        emit_event("diemtin.incident", resource={"prefect.resource.id": f"diemtin.{one['source_id']}"}, payload=one)
    for delivery in tell_operator(_home(settings), settings, steps.now()):
        if delivery.status not in (*ARRIVED, *PENDING):
            get_run_logger().warning("operator's mail: %s", delivery.line)
    return len(troubles)


@task(name="balance")
def balance(root: Path) -> int:
    """Fail loudly when the books don't balance: an article vanished, which is our own mistake."""
    return balance_step(open_home(root, lock_wait_s=LOCK_WAIT_S))


@task(name="audit")
def audit(root: Path, week: str) -> Path | None:
    """Set out the random sample of a week for people to check; None while it is not over or holds nothing."""
    return sample(open_home(root, lock_wait_s=LOCK_WAIT_S), week, steps.now())


@task(name="agreement")
def agreement(root: Path, settings: Settings) -> list[str]:
    """Compare each outlet's layout with trafilatura; gives the outlets whose layout is to be looked at."""
    found, _ = readingsteps.agreement_step(_home(settings), settings)
    return [outlet.source_id for outlet in found if outlet.doubted]


@flow(name="hourly", log_prints=False, task_runner=RUNNER)
def hourly(home: Path | None = None) -> Loaded:
    """Collect, annotate, alert, see to the mails, publish; of several workers that share the crawl the first does so.

    The others only collect: what they land is loaded by the first. A digest that did not leave at its hour does now;
    last of all, so that one which can't be composed keeps nothing else from being done.
    """
    settings = _settings(home)
    crawl(settings.home, settings, every_feed=False)
    pages(settings.home, settings)
    if parse_share(settings.crawl_share).number > 1:
        return Loaded()
    with crew_of(FlowRunContext.get()):
        loaded = load(settings.home, settings)
        loaded = loaded.with_losses(annotate(settings.home, settings).losses)
    alerts(settings.home, settings)
    watch(settings.home, settings)
    for line in mails(settings.home, settings):
        get_run_logger().warning("mail: %s", line)
    publish(settings.home, settings)
    balance(settings.home)
    for late in owed_at(_home(settings), settings, steps.now()):
        get_run_logger().warning("late: %s", late.line)
        send(settings.home, settings, digest(settings.home, settings, late.day, late.period, late.desks))
    return loaded


@flow(name="daily", log_prints=False)
def daily(
    home: Path | None = None, day: date | None = None, period: str = "day", desks: list[str] | None = None
) -> sending.Sent:
    """Compose the digests of the day (or week) that just closed and send them; `desks`: by id, default all readers.

    Of a week a sample is set out for people to check.
    """
    settings = _settings(home)
    closed = day or steps.closed_day(steps.now())
    sent = send(settings.home, settings, digest(settings.home, settings, closed, period, desks))
    if period == "week":
        audit(settings.home, week_of(closed))
    publish(settings.home, settings)
    balance(settings.home)
    return sent


@task(name="forget")
def forget(root: Path, settings: Settings) -> int:
    """Delete the comments whose time is over."""
    return publicsteps.forget_step(_home(settings), settings)


@flow(name="nightly", log_prints=False)
def nightly(home: Path | None = None) -> list[str]:
    """Delete old comments; check that layouts still fit what the outlets serve: see `diemtin status`."""
    settings = _settings(home)
    forget(settings.home, settings)
    return agreement(settings.home, settings)


@task(name="drift")
def drift(root: Path, month: date) -> Drift:
    """Watch over the model."""
    return readingsteps.drift_step(open_home(root, lock_wait_s=LOCK_WAIT_S), month)[0]


@task(name="plan-report")
def plan_report(root: Path, settings: Settings, month: date) -> plansteps.Closed:
    """Measure what the communication plans asked of a month, and of its quarter when the month ends one; mail it."""
    return plansteps.close_month(open_home(root, lock_wait_s=LOCK_WAIT_S), settings, month, steps.now())


@flow(name="monthly", log_prints=False)
def monthly(home: Path | None = None, month: date | None = None) -> Drift:
    """Report on the month that just closed: what the plans asked, and how the labels differ from those before."""
    settings = _settings(home)
    closed = month or readingsteps.last_month(steps.now())
    reports = plan_report(settings.home, settings, closed)
    get_run_logger().info(reports.told)
    for delivery in reports.deliveries:
        if delivery.status not in (*ARRIVED, *PENDING):
            get_run_logger().warning("plan report's mail: %s", delivery.line)
    report = drift(settings.home, closed)
    moved = [finding for finding in report.findings if finding.attention]
    if moved:
        get_run_logger().warning("the model meets other news than before: %s", ", ".join(one.name for one in moved))
    return report


@flow(name="day", log_prints=False, task_runner=RUNNER)
def whole_day(settings: Settings, day: date) -> tuple[Loaded, sending.Sent]:
    """Everything once, now: what `diemtin run` does."""
    crawl(settings.home, settings)
    pages(settings.home, settings)
    with crew_of(FlowRunContext.get()):
        loaded = load(settings.home, settings)
        loaded = loaded.with_losses(annotate(settings.home, settings).losses)
    sent = send(settings.home, settings, digest(settings.home, settings, day, "day"))
    publish(settings.home, settings)
    balance(settings.home)
    return loaded, sent


def _home(settings: Settings) -> Home:
    return home_at(settings, lock_wait_s=LOCK_WAIT_S)


def _settings(home: Path | None) -> Settings:
    settings = Settings(home=home) if home else Settings()
    _home(settings)
    return settings
