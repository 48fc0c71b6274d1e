"""When a feed is asked again: its own rhythm, its server's wishes, its failures."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.answer import Answer, Want
from crawlers.doors import doors_due
from crawlers.landing import RunWriter, read_outcomes
from crawlers.ledger import Ledger
from crawlers.outcomes import outcome_line, parse_outcome
from crawlers.plan import Plan
from crawlers.polling import LONGEST_S, SHORTEST_S, Rhythm, due_at, is_due, wait_asked, wait_s
from crawlers.run_writer import Fetch
from crawlers.source import FeedRef, Kind, Source
from tests.crawlers.crawling import Crawl
from tests.replay import ReplayServer, Reply, rss

NOW = datetime(2026, 8, 4, 3, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
FRESH = NOW - timedelta(minutes=1)


def outlet(*urls: str) -> Source:
    return Source(
        id="bao",
        name="Báo",
        kind=Kind.CENTRAL,
        owner="Hội Thử",
        homepage="http://bao.example/",
        hosts=("bao.example",),
        feeds=tuple(FeedRef(url=url) for url in urls),
    )


@pytest.mark.parametrize(
    ("rhythm", "seconds"),
    [
        (Rhythm(NOW), 3600),  # nothing known
        (Rhythm(NOW, median_gap_s=1800, newest_at=FRESH), 900),
        (Rhythm(NOW, median_gap_s=60, newest_at=FRESH), SHORTEST_S),
        (Rhythm(NOW, median_gap_s=86400 * 3, newest_at=FRESH), LONGEST_S),
        (Rhythm(NOW, new_per_day=12), 3600),  # a feed without times
        (Rhythm(NOW, median_gap_s=600, newest_at=NOW - 10 * HOUR), 3600),  # quiet since last evening
        (Rhythm(NOW, median_gap_s=600, newest_at=FRESH, asked_wait_s=1200), 1200),  # ttl of 20 minutes
        (Rhythm(NOW, median_gap_s=600, newest_at=FRESH, asked_wait_s=86400), LONGEST_S),  # max-age of a day
        (Rhythm(NOW, failures=1, median_gap_s=600, newest_at=FRESH), 600),
        (Rhythm(NOW, failures=4, median_gap_s=600, newest_at=FRESH), 4800),
        (Rhythm(NOW, failures=5000), LONGEST_S),  # never given up
        (Rhythm(NOW, failures=1, asked_wait_s=8 * 3600), 8 * 3600),  # Retry-After beyond our own longest
        (Rhythm(NOW, failures=1, asked_wait_s=10**9), 86400),
    ],
)
def test_the_wait_follows_the_feed(rhythm: Rhythm, seconds: float) -> None:
    assert wait_s(rhythm) == seconds
    assert due_at(rhythm) == NOW + timedelta(seconds=seconds)


@given(
    failures=st.integers(0, 10**6),
    asked=st.none() | st.integers(0, 10**9),
    gap=st.none() | st.floats(0.001, 1e9),
    age=st.none() | st.integers(-3600, 10**9),
    daily=st.none() | st.floats(0, 1e6),
)
def test_no_feed_is_asked_too_often_or_given_up(
    failures: int, asked: int | None, gap: float | None, age: int | None, daily: float | None
) -> None:
    newest = None if age is None else NOW - timedelta(seconds=age)
    rhythm = Rhythm(NOW, failures, asked, gap, newest, daily)
    assert SHORTEST_S <= wait_s(rhythm) <= 86400
    assert not is_due(rhythm, NOW + timedelta(seconds=SHORTEST_S - 1))
    assert is_due(rhythm, NOW + timedelta(days=1))
    assert wait_s(replace(rhythm, failures=failures + 1)) >= min(wait_s(rhythm), SHORTEST_S * 2)


def test_an_hourly_clock_does_not_miss_by_seconds() -> None:
    rhythm = Rhythm(NOW, new_per_day=12)
    assert is_due(rhythm, NOW + HOUR - timedelta(minutes=5))
    assert not is_due(rhythm, NOW + HOUR / 2)
    assert is_due(None, NOW)


@pytest.mark.parametrize(
    ("status", "headers", "body", "seconds"),
    [
        (200, {}, b"", None),
        (200, {"cache-control": "public, max-age=900"}, b"", 900),
        (304, {"cache-control": 'max-age="900"'}, b"", 900),
        (200, {"cache-control": "no-cache, max-age=900"}, b"", None),
        (200, {"cache-control": "max-age=0"}, b"", None),
        (200, {"cache-control": "max-age=60"}, b"<rss><channel><ttl>30</ttl>", 1800),
        (200, {}, b"<sy:updatePeriod>\n hourly </sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 1800),
        (200, {}, b"<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 86400),
        (200, {}, b"<sy:updatePeriod>sometimes</sy:updatePeriod>", None),
        (503, {"retry-after": "120", "cache-control": "max-age=9999"}, b"", 120),
        (429, {"retry-after": "Tue, 04 Aug 2026 03:10:00 GMT"}, b"", 600),
        (429, {"retry-after": "Tue, 04 Aug 2026 01:10:00 GMT"}, b"", 0),
        (429, {"retry-after": "soon"}, b"", None),
        (500, {"cache-control": "max-age=900"}, b"", None),  # the wish of an error page is no rhythm
    ],
)
def test_what_an_answer_asks_for(status: int, headers: dict[str, str], body: bytes, seconds: int | None) -> None:
    assert wait_asked(status, headers, body, NOW) == seconds


@given(st.text(max_size=40), st.text(max_size=40), st.binary(max_size=200))
def test_no_header_breaks_it(later: str, cache: str, body: bytes) -> None:
    asked = wait_asked(200, {"retry-after": later, "cache-control": cache}, body, NOW)
    assert asked is None or 0 <= asked <= 86400


def test_the_wish_is_landed_with_the_outcome(tmp_path: Path) -> None:
    source = outlet("http://bao.example/a.rss")
    headers = (("Cache-Control", "max-age=1800"),)
    with RunWriter(tmp_path, "20260804T030000Z-abcdef", "crawl") as writer:
        ledger = Ledger(writer)
        for kind in ("feed", "page"):
            want = ledger.open(Want(source, kind, source.feeds[0].url))
            ledger.settle(want, Answer(want.url, NOW, status=200, headers=headers, body=rss([])))
    feed, page = read_outcomes(writer.path)
    assert (feed.wait_s, page.wait_s) == (1800, None)


def test_outcomes_that_were_landed_before_the_field_can_be_read(tmp_path: Path) -> None:
    with RunWriter(tmp_path, "20260804T030000Z-abcdef", "crawl") as writer:
        outcome = writer.fail(Fetch(source_id="bao", kind="feed", url="http://bao.example/", fetched_at=NOW), "dns")
    line = json.loads(outcome_line(outcome))
    del line["wait_s"]
    assert parse_outcome(json.dumps(line)) == outcome


def test_only_the_chosen_feeds_are_asked() -> None:
    source = outlet("http://bao.example/a.rss", "http://bao.example/b.rss", "http://bao.example/a.rss")
    assert doors_due(source, None) == [("feed", "http://bao.example/a.rss"), ("feed", "http://bao.example/b.rss")]
    chosen = frozenset({"http://bao.example/b.rss", "http://la.example/c.rss"})
    assert doors_due(source, chosen) == [("feed", "http://bao.example/b.rss")]
    assert doors_due(source, frozenset()) == []
    plan = Plan.model_validate(
        {"run_id": "r", "user_agent": "x", "source_ids": ["bao"], "feeds": ["http://a.example/"]}
    )
    assert plan.feeds == frozenset({"http://a.example/"})
    assert Plan.model_validate({"run_id": "r", "user_agent": "x", "source_ids": []}).feeds is None


def test_a_crawl_asks_only_the_feeds_of_its_plan(tmp_path: Path) -> None:
    urls = [f"http://bao.example/{name}.rss" for name in ("a", "b")]
    with ReplayServer({url: Reply(body=rss([])) for url in urls}) as server:
        plan: dict[str, object] = {"proxy": server.address, "feeds": urls[1:]}
        crawl = Crawl(tmp_path, {"bao": "bao.example"}, {"bao": urls}, plan=plan)
        done = crawl.run()
        assert done.returncode == 0, done.stderr
        assert server.urls(".rss") == urls[1:]
    assert [one.url for one in crawl.outcomes() if one.kind == "feed"] == urls[1:]
