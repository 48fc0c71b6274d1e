"""One small, polite, synchronous fetcher for a person at a terminal who tries an outlet.

The crawl has its own (fetch.py, many hosts at once, every request in the books). This one keeps the same manners:
our name, robots.txt, the host's pace, limits of size and time, no way around a barrier. Nothing it gets is landed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from time import monotonic, sleep
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3 import exceptions as web

from crawlers.answer import Answer
from crawlers.connections import connections
from crawlers.ingest import host_of
from crawlers.private import PrivateAddressError, is_private_host
from crawlers.robots import Robots, read_robots
from crawlers.verdict import MAX_FEED_BYTES, MAX_PAGE_BYTES, is_challenge, reason_of_status

_MAX_HOPS = 5  # as in the crawl
_LONGEST_DELAY_S = 30.0  # a longer Crawl-delay is for crawlers, not for the handful of pages of a trial
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_CHUNK = 65536
_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (PrivateAddressError, "private_address"),
    (web.NameResolutionError, "dns"),
    (web.NewConnectionError, "connection"),  # refused; urllib3 calls it a kind of timeout
    (web.TimeoutError, "timeout"),
    (TimeoutError, "timeout"),
    (web.SSLError, "tls"),
    (web.LocationValueError, "bad_url"),
    (web.URLSchemeUnknown, "bad_url"),
)
_ACCEPT = "application/rss+xml, application/atom+xml, text/html, application/xml;q=0.9, */*;q=0.5"


class _TooLargeError(Exception):
    """The body is larger than any real one; what comes after is not read."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How we behave toward the press; durations in seconds."""

    user_agent: str
    proxy: str | None = None
    delay_s: float = 2.0  # between two requests to one host
    timeout_s: float = 20.0  # for one whole answer
    allow_private: bool = False  # hosts in networks of our own may be asked


class Probe:
    """Asks one URL at a time; robots.txt, pace and busy hosts are remembered for its life."""

    def __init__(
        self,
        manners: Manners,
        hosts: Iterable[str],
        clock: Callable[[], float] = monotonic,
        pause: Callable[[float], None] = sleep,
    ) -> None:
        """`hosts`: where redirects may lead, subdomains and `www.` included."""
        self._manners = manners
        self._hosts = tuple(hosts)
        self._clock, self._pause = clock, pause
        self._robots: dict[str, Robots] = {}
        self._robots_text: dict[str, bytes] = {}
        self._ready_at: dict[str, float] = {}
        self._busy: set[str] = set()
        self._pool = connections(manners.proxy, allow_private=manners.allow_private)

    def get(self, url: str) -> Answer:
        """The answer to a URL, redirects followed while they stay on the hosts; every failure is a `reason`."""
        answer = self._refused(url, "bad_url")
        for _ in range(_MAX_HOPS + 1):
            answer = self._permitted(url)
            if answer.status not in _REDIRECTS:
                return answer
            url = _target(url, answer.header("location") or "")
            if not self.owns(url):
                return replace(answer, reason="redirected_off_host")
        return replace(answer, reason="too_many_redirects")

    def owns(self, url: str) -> bool:
        """Whether a URL lies on one of the hosts or below it."""
        places = (host_of(url), _netloc(url))
        return any(place and (place == host or place.endswith(f".{host}")) for place in places for host in self._hosts)

    def robots_of(self, url: str) -> Robots:
        """The rules of the URL's host, asked for once."""
        authority = _authority(url)
        if authority not in self._robots:
            answer = self._ask(f"{authority}/robots.txt")
            self._robots_text[authority] = answer.body if answer.status == 200 else b""
            self._robots[authority] = read_robots(answer.status, answer.reason, answer.body, self._manners.user_agent)
        return self._robots[authority]

    def robots_text(self, url: str) -> str:
        """What the robots.txt of the URL's host says, "" without one."""
        self.robots_of(url)
        return self._robots_text[_authority(url)].decode("utf-8-sig", errors="replace")

    def _permitted(self, url: str) -> Answer:
        if not host_of(url):
            return self._refused(url, "bad_url")
        if not self._manners.allow_private and is_private_host(host_of(url)):
            return self._refused(url, "private_address")
        robots = self.robots_of(url)
        decision = robots.decision(url)
        if decision != "allowed":
            return self._refused(url, robots.unavailable or "robots_disallowed", decision)
        answer = replace(self._ask(url), robots=decision)
        if answer.reason is None and is_challenge(answer.body):
            return replace(answer, reason="blocked")
        return answer

    def _ask(self, url: str) -> Answer:
        """One request at the host's pace; a host that said "too many" is not asked again."""
        authority = _authority(url)
        if authority in self._busy:
            return self._refused(url, "blocked")
        if (wait_s := self._ready_at.get(authority, 0.0) - self._clock()) > 0:
            self._pause(wait_s)
        fetched_at, begun = datetime.now(UTC), self._clock()
        answer = self._once(url, fetched_at)
        known = self._robots.get(authority)
        delay_s = max(self._manners.delay_s, min(known.delay_s, _LONGEST_DELAY_S) if known else 0.0)
        self._ready_at[authority] = self._clock() + delay_s
        if answer.status in _BUSY and (answer.status == 429 or answer.retry_after_s):
            self._busy.add(authority)
        return replace(answer, elapsed_ms=round((self._clock() - begun) * 1000))

    def _once(self, url: str, fetched_at: datetime) -> Answer:
        headers = {"User-Agent": self._manners.user_agent, "Accept": _ACCEPT, "Accept-Language": "vi, en;q=0.5"}
        headers |= {"Accept-Encoding": "gzip, deflate"}
        limit_s = self._manners.timeout_s
        try:
            response = self._pool.request(
                "GET",
                url,
                headers=headers,
                timeout=urllib3.Timeout(limit_s),
                retries=False,
                redirect=False,
                preload_content=False,
            )
            try:
                body = self._read(response, self._clock() + limit_s)
            finally:
                response.close()
        except _TooLargeError:
            return Answer(url, fetched_at, "too_large")
        except (web.HTTPError, OSError, UnicodeError) as error:
            return Answer(url, fetched_at, reason_of(error))
        pairs = tuple(response.headers.items())
        return Answer(url, fetched_at, reason_of_status(response.status), response.status, headers=pairs, body=body)

    def _read(self, response: urllib3.BaseHTTPResponse, until: float) -> bytes:
        """The body, as far as size and time allow."""
        body = bytearray()
        kind = response.headers.get("content-type", "")
        limit = MAX_FEED_BYTES if "xml" in kind else MAX_PAGE_BYTES
        while chunk := response.read1(_CHUNK, decode_content=True):
            body += chunk
            if len(body) > limit:
                raise _TooLargeError
            if self._clock() > until:
                raise TimeoutError
        return bytes(body)

    @staticmethod
    def _refused(url: str, reason: str, robots: str | None = None) -> Answer:
        """The answer to a request that was not sent."""
        return Answer(url, datetime.now(UTC), reason, robots=robots)


def reason_of(error: Exception) -> str:
    """One of REQUEST_REASONS for what urllib3 raised; whatever has no better name broke the connection."""
    cause = error.original_error if isinstance(error, web.ProxyError) else error
    return next((reason for kind, reason in _REASONS if isinstance(cause, kind)), "connection")


def _target(url: str, location: str) -> str:
    """Where a redirect leads, press servers write raw UTF-8 into it; "" when it can't be read."""
    try:
        return urljoin(url, location.encode("latin-1", errors="replace").decode("utf-8", errors="replace").strip())
    except ValueError:
        return ""


def _netloc(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def _authority(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
