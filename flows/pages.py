"""Organisations' pages: which are due, with which keys they are asked, and what their asking lands."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from crawlers.api import Asker
from crawlers.facebook import Facebook
from crawlers.landing import make_run_id, run_info
from crawlers.page_feed import read_page_feed
from crawlers.page_run import Client, land_pages, window_of
from crawlers.reader_comments import ReaderComments
from crawlers.source import Source
from crawlers.youtube import YouTube
from crawlers.zalo import Zalo, zalo_keys
from flows.home import Home
from flows.secretfile import SecretError, read_secret, write_secret
from flows.settings import Settings
from warehouse import store
from warehouse.db import Connection


@dataclass(frozen=True, slots=True)
class Askings:
    """The landed run, None when no page was due, and what the operator should know, one sentence each."""

    landed: Path | None
    troubles: tuple[str, ...] = ()


Asked = Mapping[str, tuple[datetime, datetime | None]]


@dataclass(frozen=True, slots=True)
class Known:
    """What the warehouse knows: when each page was asked last and last whole; articles that may be commented on."""

    asked: Asked
    articles: Mapping[str, list[tuple[str, str]]]


def known_of(con: Connection, sources: Mapping[str, Source], at: datetime) -> Known:
    """What is known at a moment (aware) of pages and of the articles of outlets that publish readers' comments."""
    asked = {row["source_id"]: (row["asked_at"], row["whole_at"]) for row in store.query(con, "page_askings")}
    return Known(asked, _commented(con, sources, at))


def _commented(con: Connection, sources: Mapping[str, Source], at: datetime) -> dict[str, list[tuple[str, str]]]:
    """The young relevant articles of outlets that publish readers' comments, by outlet: article id and address."""
    doors = sorted(key for key, source in sources.items() if source.comments is not None)
    found: dict[str, list[tuple[str, str]]] = {}
    for row in store.query(con, "commented_articles", source_ids=doors, at=at) if doors else ():
        found.setdefault(row["source_id"], []).append((row["article_id"], row["url"]))
    return found


def ask_pages(
    home: Home,
    settings: Settings,
    sources: Mapping[str, Source],
    known: Known,
    at: datetime,
    *,
    every: bool = False,
) -> Askings:
    """Ask the pages whose time has come (all with `every`) and land what they say.

    A page whose id nobody has told, or whose network has no key here, is left out.
    """
    clients, faults = clients_of(settings)
    asked, articles = known.asked, known.articles
    due = [
        (source, window_of(source, at, asked.get(source.id, (at, None))[1]))
        for source in sources.values()
        if is_ready(source, clients) and (every or _is_due(source, asked, at))
    ]
    due += [(sources[key], at) for key in articles]
    if not due:
        return Askings(None, faults)
    asker = Asker(settings.user_agent, proxy=settings.proxy, pace_scale=settings.pace_scale)
    every_client: dict[str, Client] = {**clients, "comments": ReaderComments(articles)}
    landed = land_pages(home.landed, make_run_id(at, secrets.token_hex(3)), due, every_client, asker)
    return Askings(landed, (*faults, *run_info(landed).remarks))


def clients_of(settings: Settings) -> tuple[dict[str, Client], tuple[str, ...]]:
    """A client for each network that can be asked here, and what is wrong with the files of keys."""
    makers: dict[str, Callable[[], Client]] = {
        "youtube": lambda: _youtube(settings),
        "feed": lambda: read_page_feed,
    }
    token, keys = settings.facebook_token_file, settings.zalo_keys_file
    if token is not None:
        makers["facebook"] = lambda: Facebook(read_secret(token), settings.facebook_api)
    if keys is not None:
        makers["zalo"] = lambda: _zalo(keys, settings)
    clients: dict[str, Client] = {}
    faults: list[str] = []
    for platform, make in makers.items():
        try:
            clients[platform] = make()
        except SecretError as error:
            faults.append(str(error))
    return clients, tuple(faults)


def _youtube(settings: Settings) -> Client:
    key = read_secret(settings.youtube_key_file) if settings.youtube_key_file else None
    return YouTube(key, settings.youtube_feed, settings.youtube_api)


def is_ready(source: Source, clients: Mapping[str, Client]) -> bool:
    """Whether a page can be asked: its id or feed is told, and there is a client for its network."""
    social = source.social
    return social is not None and social.platform in clients and bool(social.page or source.feeds)


def _zalo(path: Path, settings: Settings) -> Zalo:
    try:
        keys = zalo_keys(read_secret(path))
    except ValueError as error:
        raise SecretError(f"{path}: {error}") from error
    return Zalo(keys, lambda text: write_secret(path, text), settings.zalo_api, settings.zalo_oauth)


def _is_due(source: Source, asked: Asked, at: datetime) -> bool:
    if source.id not in asked or source.social is None:
        return True
    # an hourly clock that misses a page by minutes would make five hours of four
    return at >= asked[source.id][0] + timedelta(hours=source.social.every_h * 0.95)
