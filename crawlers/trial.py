"""An outlet tried: what each of its feeds and one or two of its newest pages give, through the crawl's own readers."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import zip_longest
from typing import Protocol

from selectolax.lexbor import LexborHTMLParser

from crawlers.answer import Answer, Want
from crawlers.charset import decode_page
from crawlers.dates import VIETNAM
from crawlers.doors import doors_due, has_doors, read_door
from crawlers.extract import read_page
from crawlers.fallback import read_unknown
from crawlers.feed import read_feed
from crawlers.ingest import Hosts, host_of
from crawlers.layout import Layout, detect, layouts_for
from crawlers.records import Article, FeedEntry
from crawlers.source import Source

PAGES = 2  # read of one outlet: enough to see a layout fail, few enough to be no burden
_DOORS = 4  # sitemaps and lists asked of one outlet: each is read alike, and some outlets have dozens


class Fetches(Protocol):
    """What brings answers: `probe.Probe`, or anything that gets a URL."""

    def get(self, url: str) -> Answer: ...


@dataclass(frozen=True, slots=True)
class FeedTrial:
    """One feed as it answered; `reason` is one of REQUEST_REASONS or REJECT_REASONS when it is of no use."""

    url: str
    reason: str | None
    detail: str = ""
    status: int | None = None
    title: str = ""
    entries: tuple[FeedEntry, ...] = ()
    n_dropped: int = 0
    strangers: tuple[str, ...] = ()  # hosts of entries that are not the outlet's

    @property
    def n_dated(self) -> int:
        """Entries with a believable time."""
        return sum(entry.published_at is not None for entry in self.entries)

    @property
    def newest_at(self) -> datetime | None:
        """The newest time of its entries."""
        return max((entry.published_at for entry in self.entries if entry.published_at), default=None)

    @property
    def per_day(self) -> float | None:
        """Entries a day over the time that the feed spans; None when fewer than three have a time."""
        times = sorted(entry.published_at for entry in self.entries if entry.published_at)
        if len(times) < 3 or times[0] == times[-1]:
            return None
        return (len(times) - 1) * 86400 / (times[-1] - times[0]).total_seconds()


@dataclass(frozen=True, slots=True)
class DoorTrial:
    """One sitemap or list page as it answered, and the articles it leads to."""

    kind: str  # sitemap | list
    url: str
    reason: str | None  # one of REQUEST_REASONS
    detail: str = ""  # where it leads instead, or why no article could be read off it
    status: int | None = None
    leads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageTrial:
    """One page as it was read; `article` is None when `reason` says why there is none."""

    url: str
    reason: str | None
    detail: str = ""
    status: int | None = None
    article: Article | None = None
    families: tuple[str, ...] = ()  # whose fingerprint the page bears
    agreement: float | None = None  # F1 of the words of the body and of trafilatura's, 0 to 1; None without a layout


@dataclass(frozen=True, slots=True)
class Trial:
    """An outlet tried; `homepage` is the answer to it, told only of an outlet without feeds, sitemaps and lists."""

    robots: tuple[tuple[str, str], ...] = ()  # URL and the decision on it
    homepage: Answer | None = None
    feeds: tuple[FeedTrial, ...] = ()
    doors: tuple[DoorTrial, ...] = ()
    pages: tuple[PageTrial, ...] = ()


def try_outlet(source: Source, web: Fetches, ceiling: datetime) -> Trial:
    """Ask an outlet's feeds, some sitemaps and lists, then its newest pages; the only I/O is `web`.

    No time later than `ceiling` (aware) is believed.
    """
    answers = [(kind, web.get(url)) for kind, url in _chosen_doors(source)]
    homepage = None if has_doors(source) else next((answer for _, answer in answers), None)
    feeds = tuple(try_feed_answer(answer, source, ceiling) for kind, answer in answers if kind == "feed")
    others = [one for one in answers if one[0] != "feed" and not (one[1] is homepage and homepage.reason)]
    doors = tuple(try_door_answer(kind, answer, source, ceiling) for kind, answer in others)
    links = newest_pages(feeds, source) or [link for door in doors for link in door.leads][:PAGES]
    pages = tuple(try_page_answer(web.get(link), source, ceiling) for link in links)
    robots = tuple((answer.url, answer.robots or "") for _, answer in answers)
    return Trial(robots, homepage, feeds, doors, pages)


def _chosen_doors(source: Source) -> list[tuple[str, str]]:
    """All feeds, and the first few of the sitemaps and lists."""
    doors = doors_due(source, None)
    others = [door for door in doors if door[0] != "feed"]
    return [door for door in doors if door[0] == "feed"] + others[:_DOORS]


def try_door_answer(kind: str, answer: Answer, source: Source, ceiling: datetime) -> DoorTrial:
    """The answer of a sitemap or list page, read as the crawl would; an index of sitemaps shows no articles itself."""
    if answer.reason is not None:
        return DoorTrial(kind, answer.url, answer.reason, answer.header("location") or "", answer.status)
    shown = read_door(Want(source, kind, answer.url), answer, ceiling)
    hosts = Hosts([source])
    leads = tuple(lead.url for lead in shown.leads if hosts.source_id(lead.url))
    detail = shown.problem or ("no article on the outlet's hosts" if not leads and not shown.maps else "")
    return DoorTrial(kind, answer.url, None, detail, answer.status, leads)


def newest_pages(feeds: Iterable[FeedTrial], source: Source, most: int = PAGES) -> list[str]:
    """The newest page of each feed in turn, then the next ones, each once, on the outlet's hosts."""
    hosts = Hosts([source])
    queues = [
        sorted((entry for entry in feed.entries if hosts.source_id(entry.url)), key=_newest_first) for feed in feeds
    ]
    turns = (entry for row in zip_longest(*queues) for entry in row if entry is not None)
    chosen: dict[str, str] = {}
    for entry in turns:
        chosen.setdefault(entry.article_id, entry.url)
    return list(chosen.values())[:most]


def _newest_first(entry: FeedEntry) -> tuple[float, int]:
    at = entry.published_at
    return -at.timestamp() if at else 0.0, entry.position


def try_feed_answer(answer: Answer, source: Source, ceiling: datetime) -> FeedTrial:
    """A feed's answer, read if there is something to read."""
    if answer.reason is not None:
        return FeedTrial(answer.url, answer.reason, answer.header("location") or "", answer.status)
    return replace(try_feed(answer.body, answer.url, source, ceiling), status=answer.status)


def try_feed(body: bytes, url: str, source: Source, ceiling: datetime) -> FeedTrial:
    """A feed's body as the crawl would read it."""
    reading = read_feed(body, source_id=source.id, url=url, ceiling=ceiling)
    hosts = Hosts([source])
    strangers = sorted({host_of(entry.url) for entry in reading.entries if hosts.source_id(entry.url) is None})
    rejected = reading.rejected
    return FeedTrial(
        url=url,
        reason=rejected.reason if rejected else None,
        detail=rejected.detail if rejected else "",
        title=reading.title,
        entries=reading.entries,
        n_dropped=len(reading.dropped),
        strangers=tuple(strangers),
    )


def try_page_answer(answer: Answer, source: Source, ceiling: datetime) -> PageTrial:
    """A page's answer, read if there is something to read."""
    if answer.reason is not None:
        return PageTrial(answer.url, answer.reason, answer.header("location") or "", answer.status)
    trial = try_page(answer.body, answer.url, layouts_for(source.layouts), ceiling)
    return replace(trial, status=answer.status)


def try_page(html: bytes, url: str | None, layouts: Sequence[Layout], ceiling: datetime) -> PageTrial:
    """A page as the crawl would read it, and what trafilatura alone makes of it."""
    read = read_page(html, url=url, layouts=layouts, ceiling=ceiling)
    text, _ = decode_page(html)
    families = tuple(layout.family for layout in detect(LexborHTMLParser(text)))
    if not isinstance(read, Article):
        return PageTrial(url or read.url, read.reason, read.detail, families=families)
    alone = "\n".join(paragraph.text for paragraph in read_unknown(text))
    agreed = agreement(read.body, alone) if read.method == "layout" else None
    return PageTrial(read.url, None, article=read, families=families, agreement=agreed)


def agreement(left: str, right: str) -> float:
    """How far two texts have the same words, in any order: F1 from 0 to 1; two empty texts agree."""
    one, other = (Counter(text.casefold().split()) for text in (left, right))
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def current_layouts(source: Source, day: date) -> list[str]:
    """The families that an outlet uses on a day, in its order."""
    return [
        ref.family
        for ref in source.layouts
        if (ref.valid_from or day) <= day and (ref.valid_until is None or day <= ref.valid_until)
    ]


def today(moment: datetime) -> date:
    """The day in Việt Nam."""
    return moment.astimezone(VIETNAM).date()
