"""One wanted URL, one outcome: robots, pace, retries, redirects and the judgement on the answer."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.http import Response

from crawlers.answer import Answer, Want
from crawlers.failure import reason_of_error
from crawlers.ingest import Hosts, host_of
from crawlers.ledger import Ledger
from crawlers.pace import Gate
from crawlers.plan import Plan
from crawlers.private import PublicResolver, is_private_host
from crawlers.robots import Robots, read_robots
from crawlers.verdict import MAX_FEED_BYTES, MAX_PAGE_BYTES, reason_of_status
from crawlers.wire import LEFT

logger = logging.getLogger(__name__)

Download = Callable[[Request], Awaitable[Response]]

_MAX_HOPS = 5  # RFC 9309 asks for five at least; no news page needs more
_MAX_URL = 4000
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TRANSIENT = frozenset({429, 500, 502, 503, 504})
_UNANSWERED = frozenset({"connection", "timeout"})
_HTML = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"
_ACCEPT = {
    "feed": "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5",
    "sitemap": "application/xml, text/xml;q=0.9, */*;q=0.5",
    "list": _HTML,
    "page": _HTML,
    "robots": "text/plain, */*;q=0.5",
}


class Fetcher:
    """Fetches wants of one crawl; hosts, robots and pace are shared by all of them."""

    def __init__(self, download: Download, plan: Plan, ledger: Ledger) -> None:
        self._download = download
        self._plan = plan
        self._ledger = ledger
        self._gates: dict[str, Gate] = defaultdict(Gate)
        self._robots: dict[str, Robots] = {}
        self._robots_locks: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def fetch(self, want: Want) -> Answer:
        """The answer to a want, which now has its outcome in the ledger."""
        answer = await self._follow(want)
        return self._ledger.settle(want, answer)

    async def _follow(self, want: Want) -> Answer:
        """Ask, and follow redirects as long as they stay with the source."""
        answer = self._refused(want.url, "bad_url")
        own = Hosts([want.source])
        url = want.url
        for hop in range(_MAX_HOPS + 1):
            if hop:
                self._ledger.pass_on(answer)
            answer = await self._permitted(want, url)
            if answer.status not in _REDIRECTS:
                return answer
            url = _target(url, answer.header("location") or "")
            if not host_of(url):
                return replace(answer, reason="bad_url")
            if own.source_id(url) is None:
                return replace(answer, reason="redirected_off_host")
        return replace(answer, reason="too_many_redirects")

    async def _permitted(self, want: Want, url: str) -> Answer:
        """Ask for a URL if it is one and its host's robots.txt lets us."""
        if not host_of(url) or len(url) > _MAX_URL:
            return self._refused(url, "bad_url")
        if not self._plan.allow_private and is_private_host(host_of(url)):
            return self._refused(url, "private_address")
        gate = self._gate(url)
        gate.slow_to(want.source.delay_s * self._plan.pace_scale)
        if want.kind == "robots":
            return await self._ask(want, url, gate)
        robots = await self._robots_of(want, url)
        gate.slow_to(robots.delay_s * self._plan.pace_scale)
        decision = robots.decision(url)
        if decision != "allowed":
            return self._refused(url, robots.unavailable or "robots_disallowed", decision)
        return replace(await self._ask(want, url, gate), robots=decision)

    async def _robots_of(self, want: Want, url: str) -> Robots:
        """The rules of the URL's authority, asked for once in a crawl."""
        parts = urlsplit(url)
        authority = f"{parts.scheme}://{parts.netloc}"
        async with self._robots_locks[authority]:
            if authority not in self._robots:
                answer = await self.fetch(self._ledger.open(Want(want.source, "robots", f"{authority}/robots.txt")))
                self._robots[authority] = read_robots(answer.status, answer.reason, answer.body, self._plan.user_agent)
        return self._robots[authority]

    async def _ask(self, want: Want, url: str, gate: Gate) -> Answer:
        """One URL at its host's pace, again after a passing failure."""
        for attempt in range(self._plan.retries + 1):
            if gate.given_up:
                return self._refused(url, gate.given_up)
            async with gate.turn() as left:
                answer = await self._once(want, url, left)
            wait_s = self._wait_before_retry(answer, gate, attempt)
            if wait_s is None or attempt == self._plan.retries:
                break
            gate.hold(wait_s)
        self._remember(answer, gate)
        return answer

    def _wait_before_retry(self, answer: Answer, gate: Gate, attempt: int) -> float | None:
        """Seconds to wait before asking again, None when the answer is final."""
        asked_s = answer.retry_after_s
        if asked_s is not None and asked_s > self._plan.retry_after_max_s:
            gate.given_up = reason_of_status(answer.status or 0) or "blocked"
            return None
        if asked_s is not None and answer.status is not None and answer.status >= 400:
            return asked_s
        if answer.reason in _UNANSWERED or answer.status in _TRANSIENT:
            return gate.delay_s * (1 << attempt)
        return None

    def _remember(self, answer: Answer, gate: Gate) -> None:
        """A host that stays silent or says "too many requests" soon gets no more of them."""
        gate.hold(answer.retry_after_s or 0.0)
        if answer.reason in {"dns", "tls"} | _UNANSWERED:
            gate.failed(answer.reason or "")
        elif answer.status == 429:
            gate.failed("blocked")
        else:
            gate.answered()

    async def _once(self, want: Want, url: str, left: Callable[[], None]) -> Answer:
        fetched_at, begun = datetime.now(UTC), monotonic()
        try:
            request = self._request(want, url)
        except ValueError:  # Scrapy's parser is stricter than ours
            return self._refused(url, "bad_url")
        request.meta[LEFT] = left
        try:
            response = await self._download(request)
        except Exception as error:  # noqa: BLE001 — the edge to the web: every failure of the world is a value
            reason = "private_address" if host_of(url) in PublicResolver.refused else reason_of_error(error)
            logger.info("%s: %s (%s)", url, reason, error)
            return Answer(url, fetched_at, reason, elapsed_ms=_since_ms(begun))
        return Answer(
            url,
            fetched_at,
            status=response.status,
            elapsed_ms=_since_ms(begun),
            headers=_header_pairs(response),
            body=response.body,
        )

    def _request(self, want: Want, url: str) -> Request:
        headers = {"Accept": _ACCEPT[want.kind], "Accept-Language": "vi, en;q=0.5"}
        known = self._plan.validators.get(want.url) if want.kind != "robots" else None
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        limit = MAX_FEED_BYTES if want.kind in ("feed", "sitemap") else MAX_PAGE_BYTES
        meta = {"download_maxsize": limit, "cookiejar": want.source.id, "download_slot": _authority(url)}
        if self._plan.proxy:
            meta["proxy"] = self._plan.proxy
        return Request(url, headers=headers, meta=meta, dont_filter=True)

    def _gate(self, url: str) -> Gate:
        return self._gates[_authority(url)]

    @staticmethod
    def _refused(url: str, reason: str, robots: str | None = None) -> Answer:
        """The answer to a request that was not sent."""
        return Answer(url, datetime.now(UTC), reason, robots=robots)


def _authority(url: str) -> str:
    """Host and port, the default ports left out: one server, however it is addressed."""
    parts = urlsplit(url)
    port = "" if parts.port in {None, 80, 443} else f":{parts.port}"
    return (parts.hostname or "") + port


def _target(url: str, location: str) -> str:
    """Where a redirect leads; press servers write raw UTF-8 into the header. Empty when it cannot be read."""
    try:
        return urljoin(url, location.encode("latin-1").decode("utf-8", errors="replace").strip())
    except ValueError:
        return ""


def _since_ms(begun: float) -> int:
    return round((monotonic() - begun) * 1000)


def _header_pairs(response: Response) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )
