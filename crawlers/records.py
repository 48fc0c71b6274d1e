"""The frozen values that the crawler hands on; times are aware and in UTC."""

from dataclasses import dataclass
from datetime import datetime

# Every reason why a request or an item did not become an article. Closed: an unknown one is our own mistake.
REQUEST_REASONS = frozenset(
    {
        "dns",  # the host name does not resolve
        "connection",  # refused, reset or closed early
        "timeout",
        "tls",
        "too_large",
        "too_many_redirects",
        "redirected_off_host",
        "private_address",  # the host is, or leads into, a network that is not the public web
        "robots_disallowed",
        "http_4xx",
        "http_5xx",
        "blocked",  # 403, 429, challenge or cookie wall
        "bad_url",
        "cancelled",  # the run was stopped before this request
        "taken_down",  # the answer was taken out of the run at someone's request
        "token_expired",  # an API no longer takes the key that we have
        "no_permission",  # an API knows us and does not show this
        "rate_limited",  # an API asks to be left alone
        "broken_answer",  # an API's answer ended early, again and again
    }
)
REJECT_REASONS = frozenset(
    {
        "not_a_feed",  # HTML or junk served as a feed
        "feed_broken",  # XML so broken that nothing could be read
        "feed_empty",
        "empty_body",
        "too_large",  # a feed or page far beyond any real one
        "not_html",
        "challenge_page",  # a script that sets a cookie, never a text
        "not_an_article",  # list page, empty template
        "no_title",
        "no_url",
        "noarchive",
        "taken_down",  # taken out at someone's request
    }
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line of `outcomes.jsonl`: what became of one request, exactly one per request."""

    run_id: str
    seq: int  # position in the run, from 0
    source_id: str
    kind: str  # feed | page | robots | sitemap | list
    url: str
    final_url: str | None
    outcome: str  # landed | not_modified | failed
    reason: str | None  # one of REQUEST_REASONS when failed
    status: int | None
    fetched_at: datetime
    elapsed_ms: int | None
    n_bytes: int
    sha256: str | None  # of the decoded body
    warc_offset: int | None  # of the response record in capture.warc.gz
    etag: str | None
    last_modified: str | None
    robots: str | None  # allowed | disallowed | unavailable
    wait_s: int | None = None  # a feed's answer asked to be left alone for so long, see crawlers/polling.py


@dataclass(frozen=True, slots=True)
class Capture:
    """One landed response: its outcome line and its body as decoded from the transfer (not charset-decoded)."""

    outcome: Outcome
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed; `published_at` is None when the feed gives none that can be true."""

    position: int  # in the feed, from 0
    source_id: str
    article_id: str
    url: str  # canonical
    title: str
    summary: str  # plain text
    published_at: datetime | None
    raw_published: str | None
    date_source: str | None  # where the time was read: pubDate, dc:date, atom:published, url, …


@dataclass(frozen=True, slots=True)
class Article:
    """One article page as read."""

    article_id: str
    url: str  # canonical
    title: str
    sapo: str
    body: str  # paragraphs joined by newline, NFC
    author: str | None
    section: str | None
    tags: tuple[str, ...]
    published_at: datetime | None
    raw_published: str | None
    date_source: str | None  # jsonld | meta | layout | visible | url | trafilatura
    method: str  # layout | trafilatura
    layout: str | None  # family of the layout used
    disagreements: tuple[str, ...] = ()  # fields about which structured data and page differ


@dataclass(frozen=True, slots=True)
class Rejected:
    """A capture or entry that is not an article, and why."""

    url: str
    reason: str  # one of REJECT_REASONS
    detail: str = ""
