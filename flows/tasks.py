"""The steps of the day as Prefect tasks; pipeline.py makes flows of them.

One task per step, never per article (a task costs about 5 ms). The world's failures are rows in the ledger; a
task fails only for our own mistakes, and then Prefect shows it.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from prefect import get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.events import emit_event

from flows import alertsteps, plansteps, publicsteps, readingsteps, sending, steps
from flows.audits import sample
from flows.balance import RECENT, balance_step
from flows.clocktrust import ClockError, trust_clock
from flows.collect import Loaded
from flows.deskfiles import desks_of
from flows.drift import Drift
from flows.home import Home, home_at, open_home
from flows.mending import mended
from flows.operatormail import tell_of_machine, tell_operator
from flows.settings import Settings
from flows.statusview import status_rows, trouble_table
from flows.timetable import readers

R = TypeVar("R")
LOCK_WAIT_S = 1200.0  # the 06:30 digest waits for the hourly run that is still writing
SEND_WAIT = timedelta(minutes=15)  # servers that greylist take the second try; later ones are the hourly run's


@task(name="machine")
def machine(root: Path, settings: Settings) -> None:
    """Tell the operator what is wrong with the machine, before it keeps the rest from being done."""
    for delivery in tell_of_machine(home_of_run(settings), settings, steps.now()):
        if delivery.is_stuck:
            get_run_logger().warning("operator's mail: %s", delivery.line)


@task(name="crawl", retries=1, retry_delay_seconds=60)
def crawl(root: Path, settings: Settings, *, every_feed: bool = True) -> Path:
    """Crawl all outlets once; without `every_feed` only what is due by its own rhythm."""
    return _mended(settings, lambda home: steps.crawl_step(home, settings, every_feed=every_feed))


@task(name="pages")
def pages(root: Path, settings: Settings) -> None:
    """Ask the organisations' pages that are due; what they refuse costs the press nothing."""
    for trouble in publicsteps.pages_step(home_of_run(settings), settings).troubles:
        get_run_logger().warning("%s", trouble)


@task(name="load")
def load(root: Path, settings: Settings) -> Loaded:
    """Load what landed."""
    return _mended(settings, lambda home: steps.load_step(home, settings))


@task(name="annotate")
def annotate(root: Path, settings: Settings) -> steps.Labelled:
    """Label what is new."""
    return _mended(settings, steps.annotate_step)


@task(name="digest")
def digest(
    root: Path, settings: Settings, day: date, period: str, desks: Sequence[str] | None = None
) -> tuple[str, ...]:
    """Compose and keep the digests of these desks, without any of all that have readers."""
    found = desks_of(settings)
    chosen = readers(found) if desks is None else tuple(map(found.find, desks))
    return _mended(settings, lambda home: steps.digests_step(home, settings, day, chosen, period))


@task(name="send")
def send(root: Path, settings: Settings, digest_ids: Sequence[str]) -> sending.Sent:
    """Send them, once to each recipient; what a server puts off is tried again for a while."""
    sent = _mended(settings, lambda home: sending.send(home, settings, digest_ids, wait=SEND_WAIT))
    for digest_id in digest_ids:
        told = sending.tally(one for one in sent.deliveries if one.digest_id == digest_id)
        emit_event("diemtin.sent", resource={"prefect.resource.id": f"diemtin.{digest_id}"}, payload=told)
    return sent


@task(name="alerts")
def alerts(root: Path, settings: Settings) -> int:
    """Send what can't wait for the next digest; gives how many alerts were raised."""
    return len(_mended(settings, lambda home: alertsteps.alert_step(home, settings)).raised)


@task(name="mails")
def mails(root: Path, settings: Settings) -> list[str]:
    """Read what came back and try again what was put off; gives what a person should look at."""
    deliveries = _mended(settings, lambda home: sending.retry(home, settings))
    return [delivery.line for delivery in deliveries if delivery.is_stuck]


@task(name="publish")
def publish(root: Path, settings: Settings) -> Path:
    """Swap the analysts' copy."""
    return _mended(settings, steps.publish_step)


@task(name="watch")
def watch(root: Path, settings: Settings) -> int:
    """Show the incidents of outlets in Prefect and tell the operator; gives how many are open."""
    troubles = trouble_table(status_rows(home_of_run(settings), steps.sources_of(settings)))
    create_table_artifact(key="incidents", table=troubles, description="outlets that are not read as usual")
    for one in troubles:
        emit_event("diemtin.incident", resource={"prefect.resource.id": f"diemtin.{one['source_id']}"}, payload=one)
    for delivery in tell_operator(home_of_run(settings), settings, steps.now()):
        if delivery.is_stuck:
            get_run_logger().warning("operator's mail: %s", delivery.line)
    return len(troubles)


@task(name="balance")
def balance(root: Path, *, recent: bool = False) -> int:
    """Fail loudly when the books don't balance: an article vanished, which is our own mistake.

    Every hour those of the last days, so that an hour costs the same in any year; with every digest all of them.
    """
    since = steps.now() - RECENT if recent else None
    return balance_step(open_home(root, lock_wait_s=LOCK_WAIT_S), since)


@task(name="audit")
def audit(root: Path, week: str) -> Path | None:
    """Set out the random sample of a week for people to check; None while it is not over or holds nothing."""
    return sample(open_home(root, lock_wait_s=LOCK_WAIT_S), week, steps.now())


@task(name="agreement")
def agreement(root: Path, settings: Settings) -> list[str]:
    """Compare each outlet's layout with trafilatura; gives the outlets whose layout is to be looked at."""
    found, _ = readingsteps.agreement_step(home_of_run(settings), settings)
    return [outlet.source_id for outlet in found if outlet.doubted]


@task(name="forget")
def forget(root: Path, settings: Settings) -> int:
    """Delete the comments whose time is over; none while the clock may be wrong."""
    home = home_of_run(settings)
    try:
        trust_clock(home, steps.now())
    except ClockError as error:
        get_run_logger().warning("no comment was deleted: %s", error)
        return 0
    return publicsteps.forget_step(home, settings)


@task(name="drift")
def drift(root: Path, month: date) -> Drift:
    """Watch over the model."""
    return readingsteps.drift_step(open_home(root, lock_wait_s=LOCK_WAIT_S), month)[0]


@task(name="plan-report")
def plan_report(root: Path, settings: Settings, month: date) -> plansteps.Closed:
    """Measure what the communication plans asked of a month, and of its quarter when the month ends one; mail it."""
    return plansteps.close_month(open_home(root, lock_wait_s=LOCK_WAIT_S), settings, month, steps.now())


def home_of_run(settings: Settings) -> Home:
    """The home, for one who waits for another writer as long as a run of the clock may last."""
    return home_at(settings, lock_wait_s=LOCK_WAIT_S)


def _mended(settings: Settings, step: Callable[[Home], R]) -> R:
    """Do a step in the home of a run; a warehouse that is broken is mended, and the step done again."""
    home = home_of_run(settings)
    return mended(home, settings, lambda: step(home))
