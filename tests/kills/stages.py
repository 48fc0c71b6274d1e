"""The steps that are killed, in the order of a day: what each does, and what is looked at when it was done again.

A trial works in a folder `place` with `home/`, `backup/` and `new/`, as the step before left it.
"""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from crawlers.__main__ import main as crawlers_main
from flows import alertsteps, backup, compaction, deliveries, outbox, restoring, retention, sending, steps, takedown
from flows.home import Home, open_home
from flows.mending import mended
from flows.settings import Settings
from tests.kills import ends
from tests.kills.ends import End
from tests.kills.offices import Office, post, press
from warehouse import db, store

DAY = date(2026, 8, 3)
NOON = datetime(2026, 8, 3, 8, 0, tzinfo=UTC)
MORNING = datetime(2026, 8, 3, 23, 35, tzinfo=UTC)  # 06:35 of the next day in Việt Nam
READERS = ("chu-tich@congdoan.example", "van-phong@congdoan.example")
GONE = "https://nguoitho.example/cong-nhan-dinh-cong-11.html"
LATER = MORNING + timedelta(days=62)
# what a program of three migrations ago did not have; nothing of this day is in it
OLDER = ("core.plan_compliance", "core.digest_corrections", "core.rebuttal_decisions")
UNGROUPED = ("core.grouping", "core.placements", "core.story_links", "core.lineage")


@dataclass(frozen=True, slots=True)
class Room:
    """Where a trial happens; `office`: the server that this step talks to, if any."""

    place: Path
    sources: Path
    office: Office | None = None

    @property
    def home(self) -> Home:
        """The home, its folders made."""
        return open_home(self.place / "home")

    @property
    def settings(self) -> Settings:
        """The settings of the installation."""
        common = Settings(home=self.place / "home", sources_dir=self.sources, recipients=READERS, pace_scale=0.001)
        if self.office is None:
            return common
        if self.office.is_press:
            return common.model_copy(update={"proxy": f"http://127.0.0.1:{self.office.port}"})
        way = {"smtp_host": "127.0.0.1", "smtp_port": self.office.port, "smtp_starttls": False}
        return common.model_copy(update=way)


@dataclass(frozen=True, slots=True)
class Stage:
    """One step. `weight`: its part of all kills; `before` makes the home ready, unkilled; `after` is what an operator
    does behind the second attempt, giving how many mails were in doubt."""

    name: str
    weight: int
    work: Callable[[Room], object]
    look: Callable[[Room], End]
    before: Callable[[Room], object] = lambda room: None
    after: Callable[[Room], int] = lambda room: 0
    server: Callable[[], AbstractContextManager[Office | None]] = nullcontext
    at: datetime = MORNING
    ahead: str = ""  # a torn database is rebuilt, and a rebuild does this later step, too


def crawl(room: Room) -> None:
    """`diemtin collect`; the crawler's process is the trial's own, so that its writes are counted."""
    mended(room.home, room.settings, lambda: steps.crawl_step(room.home, room.settings, crawler=crawl_here))


def crawl_here(plan: Path, landed: Path, proxy: str | None) -> Path:
    """Crawl in this process, which must have no reactor yet."""
    os.environ["DIEMTIN_PROXY"] = proxy or ""
    if crawlers_main(["crawl", "--plan", str(plan), "--out", str(landed)]):
        raise RuntimeError(f"the crawl of {plan} failed")
    return landed / plan.stem


def ingest(room: Room) -> None:
    """`diemtin ingest` of saved feeds, without the loading."""
    steps.ingest_step(room.home, room.settings, room.sources.parent / "feeds")


def load(room: Room) -> None:
    """What landed, into the tables."""
    mended(room.home, room.settings, lambda: steps.load_step(room.home, room.settings))


def annotate(room: Room) -> None:
    """`diemtin annotate`."""
    mended(room.home, room.settings, lambda: steps.annotate_step(room.home))


def digest(room: Room) -> str:
    """`diemtin digest`."""
    return mended(room.home, room.settings, lambda: steps.digest_step(room.home, room.settings, DAY))


def send(room: Room) -> None:
    """`diemtin send`."""
    mended(room.home, room.settings, lambda: steps.send_step(room.home, room.settings, steps.last_digest(room.home)))


def settle(room: Room) -> int:
    """What is in doubt is settled by what the server has, as a person would find out, and sent again."""
    assert room.office is not None
    doubted = [one for one in deliveries.read(outbox.path_of(room.home)).values() if one.status == "uncertain"]
    for one in doubted:
        arrived = room.office.has(one.recipient, one.message_id)
        outbox.resolve(room.home, one.digest_id, one.recipient, arrived=arrived)
    sending.retry(room.home, room.settings)
    return len(doubted)


def alert(room: Room) -> None:
    """`diemtin alert`."""
    mended(room.home, room.settings, lambda: alertsteps.alert_step(room.home, room.settings))


def publish(room: Room) -> None:
    """`diemtin publish`."""
    mended(room.home, room.settings, lambda: steps.publish_step(room.home))


def compact(room: Room) -> None:
    """`diemtin compact`, two months later."""
    compaction.compact(room.home, months=1, at=LATER)


def open_writer(room: Room) -> None:
    """Whatever opens the warehouse brings it to today's shape."""
    with db.writer(room.home.root):
        pass


def back_up(room: Room) -> None:
    """`diemtin backup`."""
    backup.back_up(room.home.root, room.place / "backup")


def restore(room: Room) -> None:
    """`diemtin restore` into a new home."""
    folder = room.place / "backup"
    new = replace(room, place=room.place / "new")
    faults = restoring.restore(folder, restoring.read_copy(restoring.copies(folder)[-1]), new.place / "home")
    assert not faults, faults
    steps.rebuild_step(new.home, new.settings)


def rebuild(room: Room) -> None:
    """`diemtin rebuild`."""
    steps.rebuild_step(room.home, room.settings)


def retain(room: Room) -> None:
    """`diemtin retain`, two months later: pages, feeds and irrelevant texts go."""
    before = dict.fromkeys(("pages", "feeds", retention.IRRELEVANT), LATER - timedelta(days=30))
    retention.retain(room.home, steps.roll_of(room.settings), before)


def take_down(room: Room) -> None:
    """`diemtin takedown` of an article that feeds told of, before and after a retention."""
    roll = steps.roll_of(room.settings)
    subject = takedown.find(room.home, roll, GONE)
    left = takedown.take_down(room.home, roll, subject, reason="thử", role="ban", at=steps.now())
    assert not left, left


def older(room: Room) -> None:
    """Take the warehouse back to what a program of three migrations ago left."""
    with db.writer(room.home.root) as con:
        for table in OLDER:
            con.execute(f"drop table {table}")
        con.execute("delete from main.migrations where name >= '0059' and name < '0062'")


def ungrouped(room: Room) -> None:
    """Labels without stories, as after a change of what makes a story."""
    with db.writer(room.home.root) as con:
        for table in UNGROUPED:
            con.execute(f"delete from {table}")
        store.query(con, "look_forget", work="group")  # such a change is another version: all texts are looked at


def look(room: Room) -> End:
    """Tables and files."""
    return End(ends.warehouse(room.home), ends.files(room.place), ends.leftovers(room.place))


def look_found(room: Room) -> End:
    """The articles of a crawl that was cut short and done again: what was captured before the cut counts, too."""
    load(room)
    return End(ends.articles(room.home), {}, ends.leftovers(room.place))


def look_published(room: Room) -> End:
    """The same of what readers see."""
    known = look(room)
    return replace(known, tables={**known.tables, **ends.published(room.home)})


def look_restored(room: Room) -> End:
    """The new home, which must hold what the old one holds."""
    return look(replace(room, place=room.place / "new"))


def look_copied(room: Room) -> End:
    """Copies that can be read, and no file that belongs to none."""
    folder = room.place / "backup"
    known = restoring.copies(folder)
    faults = [fault for one in known for fault in restoring.verify(folder, restoring.read_copy(one))]
    return End({}, {"copies": str(len(known))}, (*faults, *ends.leftovers(room.place)))


STAGES = (
    Stage("create", 5, open_writer, look, at=NOON),
    Stage("collect", 9, crawl, look_found, before=publish, server=press, at=NOON),
    Stage("ingest", 24, ingest, look, at=NOON),
    Stage("load", 17, load, look, at=NOON, ahead="annotate"),
    Stage("annotate", 13, annotate, look, at=NOON),
    Stage("group", 10, annotate, look, before=ungrouped, at=NOON),
    Stage("alert", 13, alert, look, after=settle, server=post, at=NOON),
    Stage("digest", 12, digest, look),
    Stage("send", 25, send, look, after=settle, server=post),
    Stage("publish", 6, publish, look_published),
    Stage("migrate", 15, open_writer, look, before=older),
    Stage("compact", 5, compact, look),
    Stage("backup", 42, back_up, look_copied),
    Stage("restore", 4, restore, look_restored),
    Stage("rebuild", 6, rebuild, look),
    Stage("retain", 20, retain, look),
    Stage("takedown", 30, take_down, look_published),
)
