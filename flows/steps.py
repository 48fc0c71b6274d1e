"""The day, step by step: plain functions over a home folder, the same for hand, Prefect and tests."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from crawlers.landing import Ingest, land, make_run_id, recover_runs
from crawlers.shares import parse_share, sources_of_share
from crawlers.source import Roll, Source, SourceError, read_sources
from flows import (
    archive,
    audits,
    collect,
    compaction,
    corrections,
    digestwords,
    homekinds,
    keeping,
    knowledge,
    models,
    opinionkeeping,
    outbox,
    plansteps,
    sending,
    steplog,
    storyfixes,
    takedown,
    webarchive,
)
from flows.annotate import annotate_pending
from flows.crawling import Crawler, by_process, crawl, requests_of
from flows.crew import crew
from flows.deliveries import ARRIVED, Delivery
from flows.deskfiles import desks_of
from flows.desks import Desk
from flows.digest import compose_desks, digest_id_of
from flows.home import Home
from flows.load import DigestError, load_view
from flows.sending import Sent
from flows.settings import Settings
from flows.stages import stage
from flows.steplog import logged
from flows.view import DigestView
from flows.wholefile import sweep
from flows.wording import VIETNAM
from warehouse import db, store

SCOPE = "toan-quoc"
SIX_HOURS = timedelta(hours=6)  # a digest day begins at 06:00


@dataclass(frozen=True, slots=True)
class Labelled:
    """How many texts got labels, and the corrections that could not be read."""

    texts: int
    losses: tuple[str, ...] = ()


def roll_of(settings: Settings) -> Roll:
    """The outlets of this installation and the files that can't be used; SourceError when none can."""
    roll = read_sources(settings.sources_dir)
    if roll.faults and not roll.sources:
        raise SourceError("; ".join(roll.faults.values()))
    return roll


def shared_sources(settings: Settings) -> Mapping[str, Source]:
    """The outlets and pages that this worker asks, where several share the crawl."""
    return sources_of_share(roll_of(settings).sources, parse_share(settings.crawl_share))


def sources_of(settings: Settings) -> Mapping[str, Source]:
    """The press outlets of this installation that can be used."""
    return roll_of(settings).press().sources


def closed_day(moment: datetime) -> date:
    """The last digest day that is over: at 06:30 it is yesterday."""
    return (moment.astimezone(VIETNAM) - SIX_HOURS).date() - timedelta(days=1)


def _counts(loaded: collect.Loaded) -> dict[str, object]:
    return {"items": loaded.outcomes, "versions": loaded.versions, "broken": len(loaded.broken)}


@logged("crawl", lambda run: {"run_id": run.name, "items": requests_of(run)})
def crawl_step(home: Home, settings: Settings, *, every_feed: bool = True, crawler: Crawler = by_process) -> Path:
    """Crawl the outlets of this worker's share once and give the landed run; what a killed crawl left is landed first.

    Without `every_feed` only the feeds are asked whose time has come by their own rhythm. `crawler` runs the plan.
    """
    recover_runs(home.landed)
    sweep(home.root, apart_from=home.landed)
    db.require_room(home.root)
    begun = now()
    run_id = make_run_id(begun, secrets.token_hex(3))
    mine = shared_sources(settings)
    sources = {key: source for key, source in mine.items() if source.social is None}
    with db.writer(home.root, wait_s=home.lock_wait_s, joint=True) as con:
        due = None if every_feed else begun
        plan = collect.crawl_plan(con, sources, settings, run_id, due=due, at=begun)
    return crawl(home, plan, crawler, settings.proxy)


@logged("load", lambda loaded: _counts(loaded) | {"runs": list(loaded.runs)})
def load_step(home: Home, settings: Settings) -> collect.Loaded:
    """Load every landed run that isn't in the warehouse yet; outlets whose file can't be used are told as broken."""
    db.require_room(home.root)
    roll = roll_of(settings)
    losses = takedown.finish(home, roll)
    with crew(home.dask) as team, db.writer(home.root, wait_s=home.lock_wait_s, joint=True) as con:
        return collect.load_runs(con, home, roll, takedown.scrubber(home, roll), team).with_losses(losses)


def ingest_step(home: Home, settings: Settings, path: Path) -> list[Ingest]:
    """Land a folder of feed files, a folder of such folders, landed runs, or anybody's WARC file."""
    db.require_room(home.root)
    return land(path, home.landed, sources_of(settings), now())


@logged("annotate", lambda labelled: {"items": labelled.texts, "losses": len(labelled.losses)})
def annotate_step(home: Home) -> Labelled:
    """Label what has no labels by today's model, people's corrections laid over."""
    db.require_room(home.root)
    annotator = models.annotator(home)
    with crew(home.dask) as team, db.writer(home.root, wait_s=home.lock_wait_s, joint=True, thin=True) as con:
        losses: list[str] = []
        with db.alone(con):
            corrections.load(con, home, losses)
            storyfixes.load(con, home, losses)
            digestwords.load(con, home, losses)
            audits.load(con, home, losses)
        texts = annotate_pending(con, annotator, team)
        with db.alone(con), stage("plans"):
            plansteps.refresh(con, home, losses, team)
        return Labelled(texts, tuple(losses))


def digest_step(home: Home, settings: Settings, day: date, scope: str = SCOPE, period: str = "day") -> str:
    """Compose the digest of one desk as rows, render it, keep both as files; gives its id. ScopeError without a desk.

    Once anybody was served the digest stays as it was sent: later readers must hold the same paper.
    """
    return digests_step(home, settings, day, (desks_of(settings).find(scope),), period)[0]


@logged("digest", lambda ids: {"digest_ids": list(ids), "items": len(ids)})
def digests_step(
    home: Home, settings: Settings, day: date, desks: Sequence[Desk], period: str = "day"
) -> tuple[str, ...]:
    """The same for many desks, composed at once; gives the digests' ids in the order of the desks."""
    ids = tuple(digest_id_of(day, desk.desk_id, period) for desk in desks)
    served = outbox.served(home, ids)
    due = [desk for desk, one in zip(desks, ids, strict=True) if one not in served]
    links = keeping.links_of(settings)
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        digestwords.load(con, home, [])  # what can't be read is told with every labelling
        views = compose_desks(con, day=day, desks=due, period=period)
        for view in views:
            archive.keep(con, home, view.digest_id)
        heads = webarchive.heads(con)
        composed = {digest_id_of(day, desk.desk_id, period): desk for desk in due}
        knowledge.note(con, home, composed, links, now())
    made = list(zip(views, due, strict=True))
    keeping.keep(home, made, heads, links=links, sender=settings.mail_from, at=now())
    return ids


def send_step(home: Home, settings: Settings, digest_id: str) -> Sent:
    """Hand a composed digest to every recipient of its desk, exactly once each."""
    return sending.send(home, settings, (digest_id,))


def last_digest(home: Home) -> str:
    """The digest whose window ended last; DigestError when none was composed yet."""
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        rows = store.query(con, "digest_last", closed_by=now())
    if not rows:
        raise DigestError("there is no digest yet; compose one with `diemtin digest`")
    return str(rows[0]["digest_id"])


def view_of(home: Home, digest_id: str) -> DigestView:
    """A composed digest as plain values."""
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        return load_view(con, digest_id)


def unsent(deliveries: Sequence[Delivery]) -> bool:
    """Whether there was nobody to serve, or a reader who wants it surely or possibly went without the mail."""
    return not deliveries or any(one.status not in (*ARRIVED, "unsubscribed") for one in deliveries)


@logged("publish", lambda path: {"bytes": path.stat().st_size})
def publish_step(home: Home) -> Path:
    """Swap in a fresh read-only copy for the analysts."""
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        steplog.load(con, home)
        homekinds.load(con, home)
    return db.publish(home.root, wait_s=home.lock_wait_s)


@logged("rebuild", lambda loaded: _counts(loaded) | {"runs": len(loaded.runs)})
def rebuild_step(home: Home, settings: Settings) -> collect.Loaded:
    """Make the warehouse anew from the landed files and corrections; the old one stays until the new one is whole.

    What can't be read among runs, corrections, kept digests and deliveries is told in `broken` and left out.
    """
    annotator, roll = models.annotator(home), roll_of(settings)
    losses = takedown.finish(home, roll)
    with crew(home.dask) as team, db.rebuilding(home.root, wait_s=home.lock_wait_s) as con:
        loaded = collect.load_runs(con, home, roll, takedown.scrubber(home, roll), team)
        corrections.load(con, home, losses)
        storyfixes.load(con, home, losses)
        digestwords.load(con, home, losses)
        audits.load(con, home, losses)
        opinionkeeping.load_kept(con, home, losses)
        annotate_pending(con, annotator, team)
        plansteps.refresh(con, home, losses, team)
        faults = archive.restore(con, home)
        losses += sending.load_mails(con, home)
    compaction.settle_archive(home)
    return loaded.with_losses((*losses, *faults))


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)
