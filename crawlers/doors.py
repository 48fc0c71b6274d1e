"""Where an outlet shows its articles: feeds, sitemaps, list pages; what each of them leads to, and what is fetched."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from crawlers.answer import Answer, Want
from crawlers.feed import read_feed
from crawlers.ingest import Hosts
from crawlers.list_page import read_list
from crawlers.sitemap import read_sitemap
from crawlers.source import Source
from crawlers.urls import article_id


@dataclass(frozen=True, slots=True)
class Lead:
    """One article that a door showed."""

    article_id: str
    url: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What an answer shows, in its own order."""

    leads: tuple[Lead, ...] = ()
    maps: tuple[str, ...] = ()  # further sitemaps that an index names
    problem: str | None = None  # why it shows nothing, for sitemaps and lists; a feed is judged when it is loaded


def doors_due(source: Source, chosen: Collection[str] | None) -> list[tuple[str, str]]:
    """Kind and URL of a source's doors, feeds first, each URL once; only those `chosen`, if any choice was made.

    An outlet whose file names none shows its articles on its homepage.
    """
    doors: dict[str, str] = {}
    for kind, urls in (
        ("feed", [feed.url for feed in source.feeds]),
        ("sitemap", source.sitemaps),
        ("list", source.lists if has_doors(source) else (source.homepage,)),
    ):
        for url in urls:
            doors.setdefault(url, kind)
    return [(kind, url) for url, kind in doors.items() if chosen is None or url in chosen]


def has_doors(source: Source) -> bool:
    """Whether an outlet's file names a feed, a sitemap or a list page."""
    return bool(source.feeds or source.sitemaps or source.lists)


def read_door(want: Want, answer: Answer, ceiling: datetime) -> Shown:
    """What a landed answer shows; nothing raises."""
    if want.kind == "feed":
        entries = read_feed(answer.body, source_id=want.source.id, url=answer.url, ceiling=ceiling).entries
        return Shown(tuple(Lead(entry.article_id, entry.url) for entry in entries))
    if want.kind == "sitemap":
        sitemap = read_sitemap(answer.body, url=answer.url, ceiling=ceiling)
        leads = tuple(Lead(entry.article_id, entry.url) for entry in sitemap.entries)
        return Shown(leads, sitemap.maps, sitemap.problem)
    urls = read_list(answer.body, url=answer.url, hosts=Hosts([want.source]), charset=answer.charset)
    return Shown(tuple(Lead(article_id(url), url) for url in urls), problem=None if urls else "no articles on it")


def count_leads(kind: str, body: bytes, *, url: str, charset: str | None, ceiling: datetime) -> int:
    """How many articles of its own host a landed list page or sitemap leads to; an index counts its sitemaps."""
    if kind == "sitemap":
        found = read_sitemap(body, url=url, ceiling=ceiling)
        return len(found.entries) + len(found.maps)
    return len(read_list(body, url=url, hosts=Hosts.of(url), charset=charset))


def pages_due(
    feeds: Iterable[Sequence[Lead]],
    others: Iterable[Sequence[Lead]],
    source: Source,
    known: Collection[str],
    limit: int,
) -> list[Lead]:
    """The pages to fetch, at most `limit`: of articles not known, on the source's hosts, each article once.

    What the feeds show goes first, sitemaps and lists fill the gaps; within both the doors take turns, so that a
    long first one does not use up the limit.
    """
    hosts = Hosts([source])
    due: dict[str, Lead] = {}
    for doors in (feeds, others):
        for lead in (lead for row in zip_longest(*doors) for lead in row if lead is not None):
            if lead.article_id not in known and hosts.source_id(lead.url) is not None:
                due.setdefault(lead.article_id, lead)
    return list(due.values())[:limit]
