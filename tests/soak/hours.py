"""What the clock starts: the hour, the morning, the night, the month; the flows' own steps, without Prefect."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flows import (
    alertsteps,
    compaction,
    deliveries,
    outbox,
    plansteps,
    publicsteps,
    readingsteps,
    retention,
    sending,
    steps,
)
from flows.auditresult import week_of
from flows.audits import sample
from flows.balance import RECENT, balance_step
from flows.crawling import CrawlError
from flows.deskfiles import desks_of
from flows.home import Home
from flows.mending import mended
from flows.operatormail import tell_operator
from flows.settings import Settings
from flows.statusview import status_rows, trouble_table
from flows.timetable import readers
from flows.wording import VIETNAM
from tests.kills import shim
from tests.kills.forked import forked
from tests.soak.faults import Faults
from tests.soak.nursery import Nursery
from tests.soak.outside import Outside

KEEP_DAYS = 10  # pages and feeds are let go of then


@dataclass(slots=True)
class Told:
    """What an hour came to."""

    kills: int = 0
    uncertain: int = 0
    texts: int = 0


class Site:
    """One installation, and the hours it lives through."""

    def __init__(self, home: Home, settings: Settings, nursery: Nursery, world: Outside) -> None:
        self.home, self.settings, self.nursery, self.world = home, settings, nursery, world

    def hour(self, at: datetime, faults: Faults) -> Told:
        """Everything that is due at a moment (aware, five past the hour)."""
        told, local = Told(), at.astimezone(VIETNAM)
        self._crawl(faults, told)
        publicsteps.pages_step(self.home, self.settings)
        self._do("load", faults, told, lambda: steps.load_step(self.home, self.settings))
        self._do("annotate", faults, told, lambda: self._annotate(told))
        self._do("alert", faults, told, lambda: alertsteps.alert_step(self.home, self.settings))
        trouble_table(status_rows(self.home, steps.sources_of(self.settings)))
        tell_operator(self.home, self.settings, at)
        sending.retry(self.home, self.settings)
        if local.hour == 3:
            self._night()
        if local.hour == 6:
            self._morning(at, faults, told)
        if local.hour == 7 and local.day == 1:
            self._month(at)
        self._do("publish", faults, told, lambda: steps.publish_step(self.home))
        balance_step(self.home, at - RECENT)
        return told

    def settle(self) -> int:
        """What a person does once a day: find out whether mails in doubt came in; gives how many there were."""
        came = self.world.mails()
        known = deliveries.read(outbox.path_of(self.home)).values()
        doubted = [one for one in known if one.status == "uncertain"]
        for one in doubted:
            outbox.resolve(self.home, one.digest_id, one.recipient, arrived=came[one.key] > 0)
        return len(doubted)

    def _crawl(self, faults: Faults, told: Told) -> None:
        self.nursery.kill_at = faults.kill_at if faults.killed == "crawl" else 0
        try:
            steps.crawl_step(self.home, self.settings, every_feed=False, crawler=self.nursery.crawl)
        except CrawlError:  # the flow's task is tried once more
            told.kills += 1
            steps.crawl_step(self.home, self.settings, every_feed=False, crawler=self.nursery.crawl)

    def _annotate(self, told: Told) -> None:
        told.texts += steps.annotate_step(self.home).texts

    def _do(self, name: str, faults: Faults, told: Told, work: Callable[[], object]) -> None:
        """A step; in the hour of its death first in a child that is killed."""
        if faults.killed == name:
            told.kills += forked(lambda: (shim.kill_at(faults.kill_at, 500), work())).killed
        mended(self.home, self.settings, work)

    def _morning(self, at: datetime, faults: Faults, told: Told) -> None:
        self._digest(at, "day", faults, told)
        if at.astimezone(VIETNAM).weekday() == 0:
            self._digest(at, "week", faults, told)
            sample(self.home, week_of(steps.closed_day(at)), at)

    def _digest(self, at: datetime, period: str, faults: Faults, told: Told) -> None:
        day, desks = steps.closed_day(at), readers(desks_of(self.settings))
        ids: list[str] = []
        self._do(
            "digest",
            faults,
            told,
            lambda: ids.extend(steps.digests_step(self.home, self.settings, day, desks, period)),
        )
        sending.send(self.home, self.settings, ids)

    def _night(self) -> None:
        publicsteps.forget_step(self.home, self.settings)
        readingsteps.agreement_step(self.home, self.settings)

    def _month(self, at: datetime) -> None:
        """The month's reports, then old pages and texts leave."""
        closed = readingsteps.last_month(at)
        plansteps.close_month(self.home, self.settings, closed, at)
        readingsteps.drift_step(self.home, closed)
        limit = at - timedelta(days=KEEP_DAYS)
        retention.retain(self.home, steps.roll_of(self.settings), {"pages": limit, "feeds": limit})
        compaction.compact(self.home, months=0, at=at)
