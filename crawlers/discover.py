"""A new outlet looked at from outside: its feeds, news sitemaps, section lists and the layout family of its pages.

Finding links is trafilatura's work (feeds, sitemaps); getting them is our polite fetcher's; what counts as a feed or
an article is decided by the readers that the crawl uses.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser
from trafilatura.feeds import FeedParameters, determine_feed
from trafilatura.sitemaps import extract_robots_sitemaps

from crawlers.charset import decode_page
from crawlers.homepage import Home, labour_first, read_home, read_links
from crawlers.ingest import Hosts, host_of
from crawlers.list_page import read_list
from crawlers.robots import Robots
from crawlers.sitemap import read_sitemap
from crawlers.source import Kind, Source
from crawlers.trial import FeedTrial, Fetches, PageTrial, newest_pages, try_feed, try_page

_MOST_FEEDS = 12  # asked of one outlet; labour sections go first, a person adds others
_MOST_INDEXES = 2
_MOST_SITEMAPS = 4
_MOST_MAPS = 2  # of one index
_MOST_PAGES = 3
_FEED_GUESSES = ("/rss/home.rss", "/rss.xml", "/rss", "/feed", "/rss/tin-moi-nhat.rss", "/rss/trang-chu.rss")
_SITEMAP_GUESSES = ("/sitemap.xml", "/sitemap-news.xml", "/google-news-sitemap.xml")
_RSS_INDEX = re.compile(r"(?:^|/)(?:kenh-)?rss(?:-feeds?)?(?:\.\w{3,5})?/?$", re.IGNORECASE)


class Web(Fetches, Protocol):
    """What discovery needs of the fetcher."""

    def owns(self, url: str) -> bool: ...
    def robots_of(self, url: str) -> Robots: ...
    def robots_text(self, url: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found of an outlet; `reason` (of REQUEST_REASONS) is set when its homepage did not answer."""

    homepage: str
    host: str
    reason: str | None
    detail: str
    home: Home
    feeds: tuple[FeedTrial, ...]
    sitemaps: tuple[str, ...]  # news sitemaps
    other_sitemaps: tuple[str, ...]  # plain ones with articles
    pages: tuple[PageTrial, ...]
    families: tuple[str, ...]  # layouts that read at least one of the pages, the likeliest first
    misses: tuple[tuple[str, str], ...]  # URL that was asked for and why it is of no use
    crawl_delay_s: float

    @property
    def is_useful(self) -> bool:
        """Whether anything was found that a crawl could begin with."""
        return self.reason is None or bool(self.feeds)


def discover(url: str, web: Web, ceiling: datetime) -> Discovery:
    """Look at the outlet at `url` (any page of it; its homepage is asked); no time later than `ceiling` is believed."""
    answer = web.get(homepage_of(url))
    homepage = homepage_of(answer.url)
    misses: dict[str, str] = {}
    if answer.reason:
        misses[answer.url] = answer.reason
    html = decode_page(answer.body)[0] if answer.reason is None else ""
    home = read_home(html, homepage)
    seeker = _Seeker(web, host_of(homepage), homepage, ceiling, misses)
    is_silent = answer.robots == "unavailable"  # then nothing of the host may be asked for
    feeds = () if is_silent else seeker.feeds(html)
    news, others = ((), ()) if is_silent else seeker.sitemaps()
    links = newest_pages(feeds, seeker.source, _MOST_PAGES)
    links = links or list(read_list(answer.body, url=homepage, hosts=Hosts([seeker.source])))
    pages = tuple(seeker.page(link) for link in links[:_MOST_PAGES])
    return Discovery(
        homepage=homepage,
        host=site_of(homepage),
        reason=answer.reason,
        detail=answer.header("location") or "",
        home=home,
        feeds=feeds,
        sitemaps=news,
        other_sitemaps=others,
        pages=pages,
        families=_families(pages),
        misses=tuple(misses.items()),
        crawl_delay_s=web.robots_of(homepage).delay_s,
    )


def homepage_of(url: str) -> str:
    """The root of the site that a URL is on."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def site_of(url: str) -> str:
    """The host, with its port if one is named, as `hosts` of an outlet's file writes it: lower case, no `www.`."""
    return urlsplit(url).netloc.lower().removeprefix("www.")


def _families(pages: Iterable[PageTrial]) -> tuple[str, ...]:
    read = Counter(page.article.layout.split("/")[0] for page in pages if page.article and page.article.layout)
    return tuple(family for family, _ in read.most_common())


class _Seeker:
    """One look at one outlet: what was asked for and missed is noted."""

    def __init__(self, web: Web, host: str, homepage: str, ceiling: datetime, misses: dict[str, str]) -> None:
        self._web, self._homepage, self._ceiling, self._misses = web, homepage, ceiling, misses
        self._parameters = FeedParameters(homepage.rstrip("/"), host, "")
        # a stand-in: only its host is looked at, to tell the outlet's own links from others'
        self.source = Source(
            id="moi", name=host, kind=Kind.CENTRAL, owner=host, homepage=homepage, hosts=(site_of(homepage),)
        )

    def feeds(self, html: str) -> tuple[FeedTrial, ...]:
        """The feeds that a homepage and its RSS page name, else those at the usual addresses."""
        found = self._ask_feeds(self._linked(html) if html else [])
        if found:
            return found
        noted = dict(self._misses)
        found = self._ask_feeds([self._homepage.rstrip("/") + guess for guess in _FEED_GUESSES], enough=1)
        self._forget_guesses(noted)
        return found

    def _forget_guesses(self, noted: dict[str, str]) -> None:
        """Keep only the misses that the outlet itself named: a wrong guess is no news."""
        self._misses.clear()
        self._misses.update(noted)

    def _linked(self, html: str) -> list[str]:
        """Feed addresses in a page's head and text, and its links to a page that lists feeds."""
        links = [node.attributes.get("href") or "" for node in LexborHTMLParser(html).css("a[href]")]
        indexes = read_links(links, self._homepage, _RSS_INDEX)
        named = read_links(determine_feed(html, self._parameters), self._homepage)
        return [url for url in dict.fromkeys([*named, *indexes]) if self._web.owns(url)]

    def _ask_feeds(self, urls: list[str], enough: int = _MOST_FEEDS) -> tuple[FeedTrial, ...]:
        found: dict[str, FeedTrial] = {}
        waiting, seen, indexes = labour_first(urls), set(urls), 0
        while waiting and len(found) < enough and len(seen) - len(waiting) < 2 * _MOST_FEEDS:
            url = waiting.pop(0)
            answer = self._web.get(url)
            if answer.reason is not None:
                self._misses[url] = answer.reason
                continue
            trial = try_feed(answer.body, answer.url, self.source, self._ceiling)
            if trial.reason is None:
                found.setdefault(answer.url, trial)
            elif trial.reason == "not_a_feed" and indexes < _MOST_INDEXES and _RSS_INDEX.search(urlsplit(url).path):
                indexes += 1
                more = [link for link in self._linked(decode_page(answer.body)[0]) if link not in seen]
                more += [link for link in self._anchored(answer.body) if link not in seen and link not in more]
                seen.update(more)
                waiting = labour_first([*waiting, *more])
            else:
                self._misses[url] = trial.reason
        return tuple(found.values())

    def _anchored(self, body: bytes) -> list[str]:
        """Links of an RSS page that look like feeds: its head may name one and its text forty."""
        links = [node.attributes.get("href") or "" for node in LexborHTMLParser(decode_page(body)[0]).css("a[href]")]
        found = read_links(links, self._homepage, re.compile(r"\.(?:rss|xml|atom|rdf)$|/rss/|/feed/?$", re.IGNORECASE))
        return [url for url in found if self._web.owns(url)]

    def sitemaps(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """News sitemaps and other ones: those of robots.txt, else at the usual addresses; an index is opened."""
        text = self._web.robots_text(self._homepage)
        said = extract_robots_sitemaps(text, self._homepage)
        named = [url for url in read_links(said, self._homepage) if self._web.owns(url)]
        noted = dict(self._misses)
        found = self._ask_sitemaps(named or [self._homepage.rstrip("/") + guess for guess in _SITEMAP_GUESSES])
        if not named:
            self._forget_guesses(noted)
        return found

    def _ask_sitemaps(self, waiting: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        news: list[str] = []
        others: list[str] = []
        for _ in range(_MOST_SITEMAPS):
            if not waiting or news:
                break
            url = waiting.pop(0)
            answer = self._web.get(url)
            reading = read_sitemap(answer.body, url=answer.url, ceiling=self._ceiling)
            if answer.reason is not None or reading.problem:
                self._misses[url] = answer.reason or "not_a_sitemap"
                continue
            if any(entry.is_news for entry in reading.entries):
                news.append(url)
            elif reading.entries or not reading.maps:
                others.append(url)
            waiting = [link for link in reading.maps if self._web.owns(link)][:_MOST_MAPS] + waiting
        return tuple(news), tuple(others)

    def page(self, url: str) -> PageTrial:
        """A page read without knowing the outlet: families are told by their fingerprint."""
        answer = self._web.get(url)
        if answer.reason is not None:
            return PageTrial(answer.url, answer.reason, status=answer.status)
        return try_page(answer.body, answer.url, (), self._ceiling)
