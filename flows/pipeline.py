"""The day on a clock: Prefect flows over the tasks of tasks.py."""

from datetime import date
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger
from prefect.context import FlowRunContext

from crawlers.shares import parse_share
from flows import readingsteps, sending, steps
from flows.auditresult import week_of
from flows.cluster import crew_of, task_runner
from flows.collect import Loaded
from flows.drift import Drift
from flows.owed import owed_at
from flows.settings import Settings
from flows.tasks import (
    agreement,
    alerts,
    annotate,
    audit,
    balance,
    crawl,
    digest,
    drift,
    forget,
    home_of_run,
    load,
    machine,
    mails,
    pages,
    plan_report,
    publish,
    send,
    watch,
)

RUNNER: Any = task_runner(Settings().dask)  # a served flow imports this module for every run


@flow(name="hourly", log_prints=False, task_runner=RUNNER)
def hourly(home: Path | None = None) -> Loaded:
    """Collect, annotate, alert, see to the mails, publish; of several workers that share the crawl the first does so.

    The others only collect: what they land is loaded by the first. A digest that did not leave at its hour does now;
    last of all, so that one which can't be composed keeps nothing else from being done.
    """
    settings = _settings(home)
    machine(settings.home, settings, return_state=True)  # a mail that can't leave keeps no news from being read
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
    balance(settings.home, recent=True)
    for late in owed_at(home_of_run(settings), settings, steps.now()):
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


@flow(name="nightly", log_prints=False)
def nightly(home: Path | None = None) -> list[str]:
    """Delete old comments; check that layouts still fit what the outlets serve: see `diemtin status`."""
    settings = _settings(home)
    forget(settings.home, settings)
    return agreement(settings.home, settings)


@flow(name="monthly", log_prints=False)
def monthly(home: Path | None = None, month: date | None = None) -> Drift:
    """Report on the month that just closed: what the plans asked, and how the labels differ from those before."""
    settings = _settings(home)
    closed = month or readingsteps.last_month(steps.now())
    reports = plan_report(settings.home, settings, closed)
    get_run_logger().info(reports.told)
    for delivery in reports.deliveries:
        if delivery.is_stuck:
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


def _settings(home: Path | None) -> Settings:
    settings = Settings(home=home) if home else Settings()
    home_of_run(settings)
    return settings
