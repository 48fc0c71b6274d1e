"""What is asked of the web and what comes back: frozen values, before they become an outcome."""

from dataclasses import dataclass
from datetime import datetime

from crawlers.polling import retry_after_s
from crawlers.source import Source

# Where articles are found: what is asked in every crawl, and only for what is new.
DOORS = frozenset({"feed", "sitemap", "list"})


@dataclass(frozen=True, eq=False, slots=True)
class Want:
    """A URL that a source is to be asked for; two wants of one URL are two requests."""

    source: Source
    kind: str  # feed | sitemap | list | page | robots
    url: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request brought: a final answer of the server, or the reason why there is none."""

    url: str
    fetched_at: datetime
    reason: str | None = None  # one of REQUEST_REASONS
    status: int | None = None
    elapsed_ms: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    robots: str | None = None  # allowed | disallowed | unavailable

    def header(self, name: str) -> str | None:
        """The first value of a header, None without one."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    @property
    def charset(self) -> str | None:
        """The charset that the server declared, None without one."""
        _, _, said = (self.header("content-type") or "").lower().partition("charset=")
        return said.split(";")[0].strip(" \"'") or None

    @property
    def retry_after_s(self) -> float | None:
        """Seconds that the server asks to be left alone (RFC 9110, 10.2.3), None when it does not."""
        return retry_after_s(self.header("retry-after") or "", self.fetched_at)
