"""An article that its outlet edits is fetched again and stays one article with several versions."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawlers.landing import make_run_id
from crawlers.source import Roll, Source, load_sources
from flows import collect
from flows.crawling import crawl
from flows.home import Home
from flows.settings import Settings
from tests.crawlers.crawling import Crawl
from tests.replay import ReplayServer, Reply, Scripted, page, rss
from warehouse import db, store

SITE = "http://bao.example"
FIRST, SECOND = f"{SITE}/luong-moi-post11.html", f"{SITE}/an-ca-post12.html"
HOUR = timedelta(hours=1)
HTML = ("Content-Type", "text/html; charset=utf-8")


def feed(title: str) -> bytes:
    return rss([FIRST, SECOND]).replace(b"Tin 0", title.encode())


class Newsroom:
    """One outlet, a warehouse, and crawls in a row."""

    def __init__(self, root: Path, server: ReplayServer) -> None:
        self.home = Home(root)
        self.home.plans.mkdir(parents=True)
        Crawl(root, {"bao": "bao.example"}, {"bao": [f"{SITE}/rss"]}).command()
        self.sources: dict[str, Source] = load_sources(root / "sources")
        self.settings = Settings(proxy=server.address, sources_dir=root / "sources", pace_scale=1.0)
        self.server = server
        self._runs = 0

    def plan(self, at: datetime) -> dict[str, object]:
        self._runs += 1
        run_id = make_run_id(datetime.now(UTC), f"{self._runs:06x}")
        with db.writer(self.home.root) as con:
            return collect.crawl_plan(con, self.sources, self.settings, run_id, at=at)

    def crawl(self, at: datetime | None = None) -> list[str]:
        """Plan, crawl and load; gives the pages that were asked for."""
        before = len(self.server.log)
        crawl(self.home, self.plan(at or datetime.now(UTC)), proxy=self.settings.proxy)
        with db.writer(self.home.root) as con:
            loaded = collect.load_runs(con, self.home, Roll(self.sources, {}))
        assert not loaded.broken
        return [seen.url for seen in self.server.log[before:] if seen.url.endswith(".html")]

    def rows(self, text: str) -> list[tuple[object, ...]]:
        with db.writer(self.home.root) as con:
            return store.sql(con, text)[1]

    def broken_checks(self) -> list[str]:
        with db.writer(self.home.root) as con:
            return [check.name for check in store.run_checks(con) if check.rows]


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    assert not [name for name in os.environ if name.lower() == "http_proxy"], "the test has a proxy of its own"
    script: dict[str, Scripted] = {
        f"{SITE}/rss": Reply(body=feed("Lương mới")),
        FIRST: Reply(body=page("Lương mới"), headers=(HTML, ("ETag", '"v1"'))),
        SECOND: Reply(body=page("Bữa ăn ca")),
    }
    with ReplayServer(script) as server:
        yield Newsroom(tmp_path, server)


def test_an_edited_article_stays_one_article(newsroom: Newsroom) -> None:
    assert newsroom.crawl() == [FIRST, SECOND]
    assert newsroom.crawl() == [], "nothing has changed"
    newsroom.server.script[f"{SITE}/rss"] = Reply(body=feed("Lương mới: tăng 8%"))
    edited = page("Lương mới: tăng 8%").replace("thỏa ước".encode(), "bản thỏa ước".encode())
    newsroom.server.script[FIRST] = Reply(body=edited)
    assert newsroom.crawl() == [], "the plan was made before the feed told"
    assert newsroom.crawl() == [FIRST]
    assert newsroom.server.log[-1].headers["if-none-match"] == '"v1"'
    assert newsroom.crawl() == [], "fetched once since the change"
    assert newsroom.rows("select count(*), count(distinct article_id) from core.articles") == [(2, 2)]
    counted = newsroom.rows(
        "select origin, count(*) from core.article_versions where url like '%post11%' group by origin order by origin"
    )
    assert counted == [("feed", 2), ("page", 2)]
    ((title, versions),) = newsroom.rows("select title, n_versions from core.articles where url like '%post11%'")
    assert (title, versions) == ("Lương mới: tăng 8%", 4)
    assert newsroom.broken_checks() == []


def test_a_young_article_is_visited_once_more(newsroom: Newsroom) -> None:
    newsroom.crawl()
    now = datetime.now(UTC)
    due = {hours: newsroom.plan(now + hours * HOUR)["recheck"] for hours in (1, 5, 7, 23, 25, 50)}
    assert {hours: sorted(urls) for hours, urls in due.items() if isinstance(urls, list) and urls} == {
        7: [SECOND, FIRST],
        23: [SECOND, FIRST],
    }
    newsroom.server.script[FIRST] = lambda seen: Reply(304 if seen.headers.get("if-none-match") == '"v1"' else 200)
    assert sorted(newsroom.crawl(now + 7 * HOUR)) == [SECOND, FIRST]
    assert newsroom.plan(now + 8 * HOUR)["recheck"] == []
    assert newsroom.rows("select outcome from raw.outcomes where url like '%post11%' order by run_id") == [
        ("landed",),
        ("not_modified",),
    ]
    assert newsroom.broken_checks() == []


def test_a_crawl_without_a_moment_rechecks_nothing(newsroom: Newsroom) -> None:
    newsroom.crawl()
    with db.writer(newsroom.home.root) as con:
        assert collect.crawl_plan(con, newsroom.sources, newsroom.settings, "r")["recheck"] == []


def test_a_page_that_is_no_article_is_asked_for_twice_only(newsroom: Newsroom) -> None:
    newsroom.server.script[SECOND] = Reply(body=b"<html><head><title>Video</title></head><body></body></html>")
    assert [url for _ in range(4) for url in newsroom.crawl() if url == SECOND] == [SECOND] * 2
    assert newsroom.rows("select distinct rejected from core.items where rejected is not null") == [("not_an_article",)]
