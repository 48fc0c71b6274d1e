"""The day, step by step: plain functions over a home folder, the same for the command line, Prefect and the tests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from crawlers.landing import land_feed_folder, land_foreign_warc, recover_runs
from crawlers.source import Source, load_sources
from flows import archive, collect, outbox
from flows.annotate import annotate_pending
from flows.digest import compose
from flows.home import Home
from flows.outbox import Delivery
from flows.render import load_view, render
from flows.settings import Settings
from nlp.annotator import load_annotator
from warehouse import db

# Việt Nam keeps UTC+7 all year since 1975.
VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
DAY_STARTS = timedelta(hours=6)  # a digest day is 06:00 to 06:00: the mail leaves at 06:30
SCOPE = "toan-quoc"


@dataclass(frozen=True, slots=True)
class Sent:
    """One composed digest and what became of its mails."""

    digest_id: str
    deliveries: Sequence[Delivery]


def sources_of(settings: Settings) -> Mapping[str, Source]:
    """The outlets of this installation."""
    return load_sources(settings.sources_dir) if settings.sources_dir else load_sources()


def closed_day(now: datetime) -> date:
    """The last digest day that is over: at 06:30 it is yesterday."""
    return (now.astimezone(VIETNAM) - DAY_STARTS).date() - timedelta(days=1)


def crawl_step(home: Home, settings: Settings) -> Path:
    """Crawl all outlets once and give the landed run; what a killed crawl left behind is landed first."""
    recover_runs(home.landed)
    with db.writer(home.root) as con:
        plan = collect.crawl_plan(con, sources_of(settings), settings, collect.new_run_id(datetime.now(UTC)))
    return collect.crawl(home, plan)


def load_step(home: Home, settings: Settings) -> collect.Loaded:
    """Load every landed run that isn't in the warehouse yet."""
    with db.writer(home.root) as con:
        return collect.load_runs(con, home, sources_of(settings))


def ingest_step(home: Home, settings: Settings, path: Path) -> list[Path]:
    """Land a folder of feed files, a folder of such folders, or a WARC file of anybody's; gives the landed runs."""
    sources = sources_of(settings)
    if path.is_dir():
        return [land_feed_folder(path, home.landed, sources, datetime.now(UTC))]
    return [land_foreign_warc(path, home.landed, sources)]


def annotate_step(home: Home) -> int:
    """Label what has no labels by today's model; gives the number of texts labelled."""
    annotator = load_annotator()
    with db.writer(home.root) as con:
        return annotate_pending(con, annotator)


def digest_step(home: Home, day: date, scope: str = SCOPE, period: str = "day") -> str:
    """Compose a digest as rows, render it, and keep both as files; gives its id."""
    with db.writer(home.root) as con:
        digest_id = compose(con, day=day, scope=scope, period=period)
        mail = render(load_view(con, digest_id))
        archive.keep(con, home, digest_id)
    outbox.keep_mail(mail, digest_id, home)
    return digest_id


def send_step(home: Home, settings: Settings, digest_id: str) -> Sent:
    """Hand a composed digest to every recipient, exactly once each."""
    with db.writer(home.root) as con:
        mail = render(load_view(con, digest_id))
    smtp = outbox.smtp_of(settings)
    deliveries = [outbox.deliver(mail, to, home, smtp) for to in settings.recipients]
    with db.writer(home.root) as con:
        outbox.load_deliveries(con, home)
    return Sent(digest_id, deliveries)


def publish_step(home: Home) -> Path:
    """Swap in a fresh read-only copy for the analysts."""
    return db.publish(home.root)


def rebuild_step(home: Home, settings: Settings) -> collect.Loaded:
    """Make the warehouse anew from the landed files alone; the old file stays until the new one is whole."""
    annotator = load_annotator()
    with db.fresh(home.root) as con:
        loaded = collect.load_runs(con, home, sources_of(settings))
        annotate_pending(con, annotator)
        archive.restore(con, home)
        outbox.load_deliveries(con, home)
    return loaded


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)
