"""Rows that the flows derive from captures; field names are the column names of `core`."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Item:
    """What became of one landed thing: a feed (position -1), one of its entries, or a page."""

    run_id: str
    seq: int
    position: int
    kind: str  # feed | entry | page
    source_id: str
    url: str
    article_id: str | None
    version_id: str | None
    rejected: str | None
    detail: str | None
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class DoorLinks:
    """How many articles one landed list page or sitemap leads to."""

    run_id: str
    seq: int
    source_id: str
    kind: str  # list | sitemap
    links: int
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class ArticleVersion:
    """One state of an article as a feed or a page showed it; `version_id` is the hash of what was shown."""

    version_id: str
    article_id: str
    source_id: str
    url: str
    title: str
    sapo: str
    body: str
    author: str | None
    section: str | None
    tags: tuple[str, ...]
    published_at: datetime | None
    raw_published: str | None
    date_source: str | None
    origin: str  # page | feed
    method: str | None
    layout: str | None
    text_id: str
    run_id: str
    seq: int
    position: int
    fetched_at: datetime
    disagreements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """One landed run."""

    run_id: str
    kind: str
    started_at: datetime
    finished_at: datetime
    extractor_id: str | None = None  # the program that read it


@dataclass(frozen=True, slots=True)
class UnwatchedRun:
    """A run that was loaded since incidents were last looked for."""

    run_id: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """What the digest and the analysts need to know of a source."""

    source_id: str
    name: str
    kind: str
    owner: str
    homepage: str | None
    provinces: tuple[str, ...]
    verified: bool
    republish: str = ""  # its terms for republishing, "" when nobody has asked
