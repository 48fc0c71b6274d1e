"""The one spider: all outlets of a plan in one process, each at its own pace."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Collection, Iterable, Mapping
from datetime import UTC, datetime
from itertools import zip_longest
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response

from crawlers.answer import Want
from crawlers.feed import read_feed
from crawlers.fetch import Fetcher
from crawlers.ingest import Hosts
from crawlers.ledger import Ledger
from crawlers.outcomes import LandingError
from crawlers.plan import Plan
from crawlers.records import FeedEntry
from crawlers.run_writer import RunWriter
from crawlers.source import Source

logger = logging.getLogger(__name__)


def crawl_settings(plan: Plan) -> dict[str, Any]:
    """Scrapy's settings; what decides an outcome (robots, pace, retries, redirects) is ours and off here."""
    return {
        "USER_AGENT": plan.user_agent,
        "DOWNLOAD_TIMEOUT": plan.timeout_s,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS": 0,  # no limit: a slow host must never keep another one waiting
        "CONCURRENT_REQUESTS_PER_DOMAIN": 32,  # the gate lets one through; a proxy keeps as many connections
        "REACTOR_THREADPOOL_MAXSIZE": 32,  # names are resolved in threads, dead ones slowly
        "ROBOTSTXT_OBEY": False,
        "RETRY_ENABLED": False,
        "REDIRECT_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "STATS_DUMP": False,
        "LOG_LEVEL": "ERROR",
    }


class PressSpider(Spider):
    """Fetches the feeds of its sources, then the pages of entries that are not known yet.

    After the crawl `finished` says that every want has its outcome, and `failure` why not.
    """

    name = "press"

    def __init__(self, plan: Plan, sources: tuple[Source, ...], writer: RunWriter) -> None:
        super().__init__()
        self.finished = False
        self.failure: BaseException | None = None
        self._plan = plan
        self._sources = sources
        self._writer = writer
        self._ledger = Ledger(writer)
        self._fetcher = Fetcher(self._download, plan, self._ledger)
        self._parsing = asyncio.Lock()

    async def start(self) -> AsyncIterator[Any]:
        """Visit all sources at once until they are done, the deadline comes or a signal says stop."""
        visits = asyncio.ensure_future(self._visit_all())
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, visits.cancel)
        await asyncio.wait({visits}, timeout=self._plan.deadline_s)
        visits.cancel()
        await asyncio.wait({visits})
        self._close_books(None if visits.cancelled() else visits.exception())
        return
        yield  # type: ignore[unreachable]  # Scrapy wants a generator; requests go straight to the downloader

    def _close_books(self, failure: BaseException | None) -> None:
        if failure is None:
            try:
                self._ledger.cancel_rest()
                self.finished = True
            except LandingError as error:
                failure = error
        self.failure = failure

    async def _visit_all(self) -> None:
        async with asyncio.TaskGroup() as group:
            for place, source in enumerate(self._sources):
                # spread over one delay, or all hosts would be asked, and answer, in the same moment every time
                begin_s = source.delay_s * self._plan.pace_scale * place / len(self._sources)
                group.create_task(self._visit(source, begin_s))

    async def _visit(self, source: Source, begin_s: float) -> None:
        feeds = [self._ledger.open(Want(source, "feed", url)) for url in feeds_due(source, self._plan.feeds)]
        try:
            await asyncio.sleep(begin_s)
            await self._crawl(source, feeds)
        except LandingError:
            raise
        except Exception as error:  # the edge between outlets: a mistake with one costs no other
            logger.exception("source %s", source.id)
            self._writer.notes.append(f"{source.id}: {type(error).__name__}: {error}")

    async def _crawl(self, source: Source, feeds: list[Want]) -> None:
        readings = [await self._entries(want) for want in feeds]
        limit = min(source.max_pages, self._plan.max_pages_per_source)
        due = pages_due(readings, source, self._plan.known, limit)
        for want in [self._ledger.open(Want(source, "page", url)) for url in due]:
            await self._fetcher.fetch(want)

    async def _entries(self, want: Want) -> tuple[FeedEntry, ...]:
        answer = await self._fetcher.fetch(want)
        if answer.reason is not None or answer.status == 304:
            return ()
        async with self._parsing:  # one at a time, off the loop: a large feed takes a second
            reading = await asyncio.to_thread(
                read_feed, answer.body, source_id=want.source.id, url=answer.url, ceiling=datetime.now(UTC)
            )
        return reading.entries

    async def _download(self, request: Request) -> Response:
        if self.crawler.engine is None:
            raise RuntimeError("the engine is not running")
        return await self.crawler.engine.download_async(request)


def feeds_due(source: Source, chosen: Collection[str] | None) -> list[str]:
    """The feed URLs of a source, each once; only those `chosen`, if any choice was made."""
    return [url for url in dict.fromkeys(feed.url for feed in source.feeds) if chosen is None or url in chosen]


def pages_due(
    readings: Iterable[tuple[FeedEntry, ...]], source: Source, known: frozenset[str], limit: int
) -> list[str]:
    """The page URLs to fetch, at most `limit`: of entries not known, on the source's hosts, each once.

    The feeds take turns, so that a long first feed does not use up the limit.
    """
    hosts = Hosts([source])
    due: dict[str, str] = {}
    for entry in (entry for row in zip_longest(*readings) for entry in row if entry is not None):
        if entry.article_id not in known and hosts.source_id(entry.url) is not None:
            due.setdefault(entry.article_id, entry.url)
    return list(due.values())[:limit]


def choose_sources(plan: Plan, sources: Mapping[str, Source]) -> tuple[Source, ...]:
    """The sources of a plan; KeyError for an id without a source."""
    return tuple(sources[source_id] for source_id in dict.fromkeys(plan.source_ids))
