"""The one spider: all outlets of a plan in one process, each at its own pace."""

import asyncio
import logging
import signal
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response

from crawlers.answer import Want
from crawlers.doors import Lead, Shown, doors_due, pages_due, read_door
from crawlers.fetch import Fetcher
from crawlers.hours import is_open
from crawlers.ingest import Hosts
from crawlers.ledger import Ledger
from crawlers.outcomes import LandingError
from crawlers.paging import next_page
from crawlers.plan import Plan
from crawlers.run_writer import RunWriter
from crawlers.source import Source
from crawlers.urls import article_id

logger = logging.getLogger(__name__)

# Sitemaps of one index that are opened: the newest month or two hold all news, the rest is the archive.
_MOST_MAPS = 3
_MOST_PARTS = 6  # pages of one article: a longer chain is a list that looks like one


class PressSpider(Spider):
    """Fetches the feeds, sitemaps and lists of its sources, then the pages of articles that are not known yet.

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
        self._rechecks: dict[str | None, list[Lead]] = defaultdict(list)
        hosts = Hosts(sources)
        for url in plan.recheck:
            self._rechecks[hosts.source_id(url)].append(Lead(article_id(url), url))

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
                if not is_open(source.hours, datetime.now(UTC)):
                    self._writer.remarks.append(f"{source.id}: not asked outside of {', '.join(source.hours)}")
                    continue
                # spread over one delay, or all hosts would be asked, and answer, in the same moment every time
                begin_s = source.delay_s * self._plan.pace_scale * place / len(self._sources)
                group.create_task(self._visit(source, begin_s))

    async def _visit(self, source: Source, begin_s: float) -> None:
        doors = [self._ledger.open(Want(source, kind, url)) for kind, url in doors_due(source, self._plan.feeds)]
        try:
            await asyncio.sleep(begin_s)
            await self._crawl(source, doors)
        except LandingError:
            raise
        except Exception as error:  # the edge between outlets: a mistake with one costs no other
            logger.exception("source %s", source.id)
            self._writer.notes.append(f"{source.id}: {type(error).__name__}: {error}")

    async def _crawl(self, source: Source, doors: list[Want]) -> None:
        feeds = [await self._leads(want) for want in doors if want.kind == "feed"]
        others = [await self._leads(want) for want in doors if want.kind != "feed"]
        limit = min(source.max_pages, self._plan.max_pages_per_source)
        due = pages_due(feeds, others, source, self._plan.known, limit)
        taken = {lead.article_id for lead in due}
        again = [lead for lead in self._rechecks[source.id] if lead.article_id not in taken]
        pages = [self._ledger.open(Want(source, "page", lead.url)) for lead in (due + again)[:limit]]
        for place, want in enumerate(pages):
            if not is_open(source.hours, datetime.now(UTC)):
                self._ledger.cancel(pages[place:])
                self._writer.remarks.append(f"{source.id}: broken off at the end of its hours")
                return
            await self._fetch_article(want)

    async def _fetch_article(self, want: Want) -> None:
        """Fetch a page and those of the same article that follow it."""
        for _ in range(_MOST_PARTS):
            answer = await self._fetcher.fetch(want)
            following = next_page(answer.body, answer.url) if answer.reason is None and answer.status == 200 else None
            if following is None:
                break
            want = self._ledger.open(Want(want.source, "page", following))

    async def _leads(self, want: Want) -> tuple[Lead, ...]:
        """What a door shows; the sitemaps that an index names are asked at once."""
        shown = await self._ask(want)
        leads = list(shown.leads)
        hosts = Hosts([want.source])
        maps = [url for url in shown.maps if hosts.source_id(url) is not None and url not in want.source.sitemaps]
        for url in maps[:_MOST_MAPS]:
            below = await self._ask(self._ledger.open(Want(want.source, "sitemap", url)))
            leads += below.leads
        return tuple(leads)

    async def _ask(self, want: Want) -> Shown:
        answer = await self._fetcher.fetch(want)
        if answer.reason is not None or answer.status == 304:
            return Shown()
        async with self._parsing:  # one at a time, off the loop: a large feed takes a second
            shown = await asyncio.to_thread(read_door, want, answer, datetime.now(UTC))
        if shown.problem:
            self._writer.remarks.append(f"{want.source.id}: {want.url}: {shown.problem}")
        return shown

    async def _download(self, request: Request) -> Response:
        if self.crawler.engine is None:
            raise RuntimeError("the engine is not running")
        return await self.crawler.engine.download_async(request)


def choose_sources(plan: Plan, sources: Mapping[str, Source]) -> tuple[Source, ...]:
    """The sources of a plan; KeyError for an id without a source."""
    return tuple(sources[source_id] for source_id in dict.fromkeys(plan.source_ids))
