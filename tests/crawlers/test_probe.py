"""The fetcher of the outlet tools: the crawl's manners, every failure a word."""

import gzip
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.probe import Manners, Probe
from crawlers.records import REQUEST_REASONS
from tests.replay import ReplayServer, Reply, Scripted, page, rss

AGENT = "diemtin-test/1.0 (+mailto:test@congdoan.example)"
HOME = "http://bao.example"
CHALLENGE = b"<html><body><script>document.cookie='k=1a2b;path=/';location.reload();</script></body></html>"


def probe(server: ReplayServer, delay_s: float = 0.0, timeout_s: float = 2.0) -> Probe:
    return Probe(Manners(AGENT, server.address, delay_s, timeout_s), ["bao.example"])


def reason(reply: Scripted, path: str = "/bai.html") -> str | None:
    with ReplayServer({HOME + path: reply}) as server:
        return probe(server).get(HOME + path).reason


def test_a_page_comes_with_our_name_after_the_rules_were_asked() -> None:
    body = gzip.compress(page("Tin"))
    with ReplayServer({f"{HOME}/a.html": Reply(body=body, headers=(("Content-Encoding", "gzip"),))}) as server:
        answer = probe(server).get(f"{HOME}/a.html")
    assert (answer.reason, answer.status, answer.robots) == (None, 200, "allowed")
    assert answer.body == page("Tin")
    assert server.urls() == [f"{HOME}/robots.txt", f"{HOME}/a.html"]
    assert {seen.headers["user-agent"] for seen in server.log} == {AGENT}


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Reply(404, b"no"), "http_4xx"),
        (Reply(500, b"no"), "http_5xx"),
        (Reply(403, b"no"), "blocked"),
        (Reply(428, b"no"), "blocked"),
        (Reply(body=CHALLENGE), "blocked"),
        (Reply(drop="before"), "connection"),
        (Reply(drop="midway", body=page("đứt")), "connection"),
        (Reply(delay_s=3), "timeout"),
        (Reply(302, headers=(("Location", "http://la.example/"),)), "redirected_off_host"),
        (Reply(302, headers=(("Location", "/bai.html"),)), "too_many_redirects"),
        (Reply(302, headers=(("Location", "http://[la"),)), "redirected_off_host"),
        (Reply(302, headers=(("Location", "mailto:toa-soan@bao.example"),)), "redirected_off_host"),
        (Reply(body=b"x" * (11 << 20)), "too_large"),
        (Reply(body=b"khong nen", headers=(("Content-Encoding", "gzip"),)), "connection"),
    ],
)
def test_every_failure_is_a_word(reply: Reply, expected: str) -> None:
    assert reason(reply) == expected


def test_robots_are_obeyed_and_asked_for_once() -> None:
    rules = Reply(body=b"User-agent: *\nDisallow: /rieng\nSitemap: http://bao.example/sm.xml\n")
    with ReplayServer({f"{HOME}/robots.txt": rules}) as server:
        ours = probe(server)
        refused = ours.get(f"{HOME}/rieng/a.html")
        ours.get(f"{HOME}/b.html")
        assert "sm.xml" in ours.robots_text(HOME)
    assert (refused.reason, refused.robots, refused.status) == ("robots_disallowed", "disallowed", None)
    assert server.urls() == [f"{HOME}/robots.txt", f"{HOME}/b.html"]


def test_rules_that_cannot_be_read_forbid_everything() -> None:
    with ReplayServer({f"{HOME}/robots.txt": Reply(503, b"down")}) as server:
        assert probe(server).get(f"{HOME}/a.html").robots == "unavailable"
    assert server.urls() == [f"{HOME}/robots.txt"]


def test_a_host_that_is_not_there() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    answer = Probe(Manners(AGENT, timeout_s=2, allow_private=True), ["127.0.0.1"]).get(f"http://127.0.0.1:{port}/rss")
    assert (answer.reason, answer.status) == ("connection", None)
    assert Probe(Manners(AGENT, timeout_s=2), ["khong.invalid"]).get("http://khong.invalid/").reason == "dns"


def test_a_redirect_within_the_outlet_is_followed() -> None:
    script: dict[str, Scripted] = {
        f"{HOME}/rss": Reply(301, headers=(("Location", "http://www.bao.example/moi.rss"),)),
        "http://www.bao.example/moi.rss": Reply(body=rss([])),
    }
    with ReplayServer(script) as server:
        answer = probe(server).get(f"{HOME}/rss")
    assert (answer.reason, answer.url) == (None, "http://www.bao.example/moi.rss")


def test_the_pace_of_a_host_is_kept_and_its_crawl_delay_counts() -> None:
    waits: list[float] = []
    with ReplayServer({f"{HOME}/robots.txt": Reply(body=b"User-agent: *\nCrawl-delay: 7\n")}) as server:
        ours = Probe(Manners(AGENT, server.address, 3.0), ["bao.example"], clock=lambda: 0.0, pause=waits.append)
        ours.get(f"{HOME}/a.html")
        ours.get(f"{HOME}/b.html")
    assert waits == [3.0, 7.0]


def test_a_host_that_says_too_many_is_left_alone() -> None:
    with ReplayServer({f"{HOME}/a.html": Reply(429, b"later")}) as server:
        ours = probe(server)
        assert [ours.get(f"{HOME}/{name}.html").reason for name in "abc"] == ["blocked"] * 3
    assert server.urls() == [f"{HOME}/robots.txt", f"{HOME}/a.html"]


@given(st.text(max_size=60))
def test_no_address_raises(text: str) -> None:
    ours = Probe(Manners(AGENT, "http://127.0.0.1:9", timeout_s=1), ["bao.example"])
    for url in (text, "http://" + text.replace("/", "")):
        answer = ours.get(url)
        assert answer.reason in REQUEST_REASONS
