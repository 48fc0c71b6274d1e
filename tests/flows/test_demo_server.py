"""The server of the demo press: its feeds as the real reader takes them, and its manners as an HTTP proxy."""

import http.client
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

import pytest

from crawlers.feed import read_feed
from crawlers.source import load_sources
from flows.demo.feeds import DATE_FORMS
from flows.demo.press import SOURCES_DIR, VIETNAM, FeedAddress, Outlet, outlets, pieces_of
from flows.demo.server import answer, press_web

CEILING = datetime(2026, 8, 10, tzinfo=UTC)
FEEDS = [
    pytest.param(outlet, feed, id=f"{outlet.id}{feed.path}")
    for outlet in outlets().values()
    for feed in outlet.feeds
    if not outlet.habits & {"dead", "html_feed"}
]
DEAD, HTML_FEED = (
    next(outlet for outlet in outlets().values() if habit in outlet.habits) for habit in ("dead", "html_feed")
)


@pytest.mark.parametrize(("outlet", "feed"), FEEDS)
def test_a_feed_reads_back_with_its_true_times(outlet: Outlet, feed: FeedAddress) -> None:
    body = answer(outlet.host, feed.path, {}).body
    reading = read_feed(body, source_id=outlet.id, url=f"http://{outlet.host}{feed.path}", ceiling=CEILING)
    assert reading.rejected is None
    listed = [piece for piece in pieces_of(outlet.id) if feed.section in (None, piece.section)]
    assert [entry.title for entry in reading.entries] == [piece.title for piece in listed]
    for entry, piece in zip(reading.entries, listed, strict=True):
        assert entry.summary.endswith(piece.sapo)
        if piece.trap == "future":
            assert entry.published_at is None or entry.date_source == "url"
            assert "2062" in (entry.raw_published or "2062")
        else:
            assert entry.published_at == piece.at


def test_the_dialects_are_those_of_the_broken_real_feeds() -> None:
    at = datetime(2026, 8, 5, 5, 20, tzinfo=VIETNAM)
    assert DATE_FORMS["american"](at) == "8/5/2026 5:20:00\u202fAM"
    assert DATE_FORMS["plus07"](at) == "Wed, 05 Aug 2026 05:20:00 +07"
    assert DATE_FORMS["two_digit"](at) == "Wed, 05 Aug 26 05:20:00 +0700"
    assert DATE_FORMS["colon"](at) == "Wed, 05 Aug 2026 05:20:00 +07:00"
    assert DATE_FORMS["gmt"](at) == "Tue, 04 Aug 2026 22:20:00 GMT"
    assert {outlet.feed_dates for outlet in outlets().values()} == set(DATE_FORMS)


def test_an_afternoon_in_the_american_dialect() -> None:
    assert DATE_FORMS["american"](datetime(2026, 8, 5, 12, 0, tzinfo=VIETNAM)).endswith("12:00:00\u202fPM")
    assert DATE_FORMS["american"](datetime(2026, 8, 5, 0, 5, tzinfo=VIETNAM)).endswith("12:05:00\u202fAM")


def test_a_maintenance_page_comes_instead_of_a_feed() -> None:
    response = answer(HTML_FEED.host, HTML_FEED.feeds[0].path, {})
    assert response.status == 200
    reading = read_feed(response.body, source_id=HTML_FEED.id, url=None, ceiling=CEILING)
    assert reading.rejected is not None
    assert reading.rejected.reason == "not_a_feed"


def test_feeds_answer_conditional_requests() -> None:
    outlet = outlets()["nguoitho"]
    path = outlet.feeds[0].path
    first = answer(outlet.host, path, {})
    etag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    for asked in ({"If-None-Match": etag}, {"if-modified-since": modified}):
        again = answer(outlet.host, path, asked)
        assert (again.status, again.body) == (304, b"")
    assert answer(outlet.host, path, {"If-None-Match": '"other"', "If-Modified-Since": modified}).status == 200
    earlier = answer(outlet.host, path, {"If-None-Match": etag}, date(2026, 8, 4))
    assert earlier.status == 200
    assert earlier.headers["ETag"] != etag


def test_robots_close_one_section_of_one_outlet() -> None:
    (strict,) = [outlet for outlet in outlets().values() if outlet.robots_disallow]
    assert b"Disallow: /giai-tri/" in answer(strict.host, "/robots.txt", {}).body
    assert any(piece.path.startswith(strict.robots_disallow) for piece in pieces_of(strict.id))


def test_the_sources_describe_these_very_outlets() -> None:
    sources = load_sources(SOURCES_DIR)
    assert set(sources) == set(outlets())
    for outlet in outlets().values():
        source = sources[outlet.id]
        assert source.name == outlet.name
        assert tuple(source.hosts) == (outlet.host,)
        assert [feed.url for feed in source.feeds] == [f"http://{outlet.host}{feed.path}" for feed in outlet.feeds]
        assert [layout.family for layout in source.layouts] == [outlet.family]


def fetch(proxy: str, url: str) -> tuple[int, bytes]:
    place = urlsplit(proxy)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=5)
    try:
        connection.request("GET", url)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def test_the_proxy_serves_every_host_over_one_port() -> None:
    with press_web() as proxy:
        for outlet in outlets().values():
            if outlet is not DEAD:
                assert fetch(proxy, f"http://{outlet.host}/robots.txt")[0] == 200
        status, body = fetch(proxy, "http://nguoitho.example/rss/home.rss")
        assert status == 200
        assert b"<rss" in body
        assert fetch(proxy, "http://khong-co.example/")[0] == 502


def test_the_dead_outlet_hangs_up() -> None:
    with press_web() as proxy, pytest.raises(http.client.RemoteDisconnected):
        fetch(proxy, f"http://{DEAD.host}/")


def test_the_press_can_be_opened_as_of_a_day() -> None:
    url = f"http://nguoitho.example{pieces_of('nguoitho')[0].path}"
    with press_web(date(2026, 8, 5)) as proxy:
        assert fetch(proxy, url)[0] == 404
    with press_web() as proxy:
        assert fetch(proxy, url)[0] == 200
