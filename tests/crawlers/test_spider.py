"""One crawl of many outlets, each with its own trouble, through a proxy that plays all of them."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest

from crawlers.landing import read_run, run_info
from crawlers.records import REQUEST_REASONS, Outcome
from crawlers.urls import article_id
from tests.crawlers.crawling import AGENT, Crawl
from tests.replay import ReplayServer, Reply, Scripted, Seen, page, rss

FEED = (
    ("Content-Type", "application/rss+xml"),
    ("ETag", '"v7"'),
    ("Last-Modified", "Mon, 03 Aug 2026 01:00:00 GMT"),
)
CHALLENGE = b"<html><body><script>document.cookie='k=1a2b;path=/';location.reload();</script></body></html>"
OUTLETS = """
    lanh chan nghen hetgio dutgiua vongtron ranhgioi khonglo thachthuc robots robotshong
    cookie chamtre loi chan428 dasua hailan
""".split()  # noqa: SIM905 — names to be read, not a list to be parsed


def host(outlet: str) -> str:
    return f"{outlet}.example"


def press() -> dict[str, Scripted]:
    """The script: every outlet has a feed at /rss with a few links."""
    script: dict[str, Scripted] = {}
    for outlet in OUTLETS:
        links = [f"http://{host(outlet)}/bai-{place}.html" for place in range(4)]
        script[f"http://{host(outlet)}/rss"] = Reply(body=rss(links), headers=FEED)
        for link in links:
            script[link] = Reply(body=page(link))

    def put(outlet: str, path: str, reply: Scripted) -> None:
        script[f"http://{host(outlet)}{path}"] = reply

    put("chan", "/bai-0.html", Reply(403, b"no"))
    busy = Reply(429, b"slow down", (("Retry-After", "1"),))
    put("nghen", "/bai-0.html", [busy, Reply(body=page("lần hai"))])
    put("nghen", "/bai-2.html", Reply(429, b"later", (("Retry-After", "3600"),)))
    put("hetgio", "/bai-0.html", Reply(body=page("muộn"), delay_s=4))
    put("dutgiua", "/bai-0.html", Reply(body=page("đứt"), drop="midway"))
    put("dutgiua", "/bai-1.html", [Reply(drop="before"), Reply(body=page("lần hai"))])
    put("vongtron", "/bai-0.html", Reply(302, headers=(("Location", "/bai-0.html"),)))
    put("vongtron", "/bai-1.html", Reply(301, headers=(("Location", "/bai-moi.html"),)))
    put("vongtron", "/bai-moi.html", Reply(body=page("địa chỉ mới")))
    put(
        "ranhgioi",
        "/rss",
        Reply(body=rss(["http://la.example/x.html", "http://ranhgioi.example/bai-0.html"])),
    )
    put("ranhgioi", "/bai-0.html", Reply(302, headers=(("Location", "http://la.example/y.html"),)))
    put("khonglo", "/bai-0.html", Reply(body=b"<p>" + b"x" * (11 << 20)))
    put("thachthuc", "/bai-0.html", Reply(body=CHALLENGE))
    put("thachthuc", "/bai-1.html", Reply(503, b"<script src=/cdn-cgi/challenge-platform/x></script>"))
    rules = b"User-agent: *\nDisallow: /bai-1\nCrawl-delay: 0.3\n"
    put("robots", "/robots.txt", Reply(body=rules, headers=(("Content-Type", "text/plain"),)))
    put("robotshong", "/robots.txt", Reply(503, b"down"))
    put("loi", "/bai-0.html", Reply(404, b"gone"))
    put("loi", "/bai-1.html", Reply(500, b"oops"))
    put("loi", "/bai-2.html", [Reply(502, b"oops"), Reply(body=page("lần hai"))])
    put("chan428", "/rss", Reply(428, b"headers, please"))
    put("dasua", "/rss", unchanged)
    put("cookie", "/bai-0.html", with_session)
    put("chamtre", "/rss", Reply(body=rss(["http://chamtre.example/bai-0.html"]), headers=FEED, delay_s=1.5))
    return script


def unchanged(seen: Seen) -> Reply:
    same = seen.headers.get("if-none-match") == '"v6"' and "if-modified-since" in seen.headers
    return Reply(304 if same else 200)


def with_session(seen: Seen) -> Reply:
    """A server that wants its session cookie back, as any HTTP client sends it."""
    if "phien=1" in seen.headers.get("cookie", ""):
        return Reply(body=page("có phiên"))
    return Reply(302, headers=(("Location", "/bai-0.html"), ("Set-Cookie", "phien=1; Path=/")))


class Played:
    """The crawl and what it left."""

    def __init__(self, crawl: Crawl, server: ReplayServer, text: str) -> None:
        self.run = Path(text.splitlines()[-1])
        self.outcomes = crawl.outcomes()
        self.server = server
        self._by_url = {outcome.url: outcome for outcome in self.outcomes}

    def of(self, outlet: str, path: str) -> Outcome:
        return self._by_url[f"http://{host(outlet)}{path}"]

    def verdict(self, outlet: str, path: str) -> tuple[str, str | None]:
        outcome = self.of(outlet, path)
        return outcome.outcome, outcome.reason


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    known = article_id("http://hailan.example/bai-3.html")
    validators = {"http://dasua.example/rss": {"etag": '"v6"', "last_modified": "Sun, 02 Aug 2026 01:00:00 GMT"}}
    with ReplayServer(press()) as server:
        crawl = Crawl(
            tmp_path_factory.mktemp("crawl"),
            {outlet: host(outlet) for outlet in OUTLETS},
            {outlet: [f"http://{host(outlet)}/rss"] for outlet in OUTLETS},
            {"lanh": 0.25},
            {
                "proxy": server.address,
                "known": [known],
                "validators": validators,
                "timeout_s": 2.5,
                "retries": 1,
            },
        )
        done = crawl.run()
        assert done.returncode == 0, done.stderr
        yield Played(crawl, server, done.stdout)


def test_every_request_has_one_outcome(played: Played) -> None:
    wanted = Counter((outcome.kind, outcome.url) for outcome in played.outcomes)
    assert set(wanted.values()) == {1}
    asked = {seen.url for seen in played.server.log}
    hops = {"http://vongtron.example/bai-moi.html"}
    assert asked - hops <= {outcome.url for outcome in played.outcomes}
    assert [outcome.seq for outcome in played.outcomes] == list(range(len(played.outcomes)))
    assert {outcome.reason for outcome in played.outcomes} <= REQUEST_REASONS | {None}
    assert sum(outcome.kind == "robots" for outcome in played.outcomes) == len(OUTLETS)


def test_a_healthy_outlet_lands_whole(played: Played) -> None:
    feed = played.of("lanh", "/rss")
    assert (feed.outcome, feed.status, feed.etag, feed.robots) == ("landed", 200, '"v7"', "allowed")
    assert feed.last_modified == "Mon, 03 Aug 2026 01:00:00 GMT"
    captures = {capture.outcome.url: capture for capture in read_run(played.run)}
    body = captures["http://lanh.example/bai-2.html"].body
    assert body == page("http://lanh.example/bai-2.html")
    assert ("Content-Type", "text/html; charset=utf-8") in captures["http://lanh.example/bai-2.html"].headers


def test_the_client_says_who_it_is(played: Played) -> None:
    assert {seen.headers["user-agent"] for seen in played.server.log} == {AGENT}
    assert not [name for seen in played.server.log for name in seen.headers if name.startswith("sec-fetch")]


def test_nothing_new_is_asked_for(played: Played) -> None:
    assert played.verdict("dasua", "/rss") == ("not_modified", None)
    assert "http://hailan.example/bai-3.html" not in played.server.urls()
    assert "http://hailan.example/bai-2.html" in played.server.urls()


@pytest.mark.parametrize(
    ("outlet", "path", "expected"),
    [
        ("chan", "/bai-0.html", ("failed", "blocked")),
        ("chan", "/bai-1.html", ("landed", None)),
        ("nghen", "/bai-0.html", ("landed", None)),
        ("nghen", "/bai-2.html", ("failed", "blocked")),
        ("nghen", "/bai-3.html", ("failed", "blocked")),
        ("hetgio", "/bai-0.html", ("failed", "timeout")),
        ("hetgio", "/bai-3.html", ("landed", None)),
        ("dutgiua", "/bai-0.html", ("failed", "connection")),
        ("dutgiua", "/bai-1.html", ("landed", None)),
        ("vongtron", "/bai-0.html", ("failed", "too_many_redirects")),
        ("vongtron", "/bai-1.html", ("landed", None)),
        ("ranhgioi", "/bai-0.html", ("failed", "redirected_off_host")),
        ("khonglo", "/bai-0.html", ("failed", "too_large")),
        ("thachthuc", "/bai-0.html", ("failed", "blocked")),
        ("thachthuc", "/bai-1.html", ("failed", "blocked")),
        ("robots", "/bai-1.html", ("failed", "robots_disallowed")),
        ("robots", "/bai-2.html", ("landed", None)),
        ("robotshong", "/rss", ("failed", "robots_disallowed")),
        ("cookie", "/bai-0.html", ("landed", None)),
        ("loi", "/bai-0.html", ("failed", "http_4xx")),
        ("loi", "/bai-1.html", ("failed", "http_5xx")),
        ("loi", "/bai-2.html", ("landed", None)),
        ("chan428", "/rss", ("failed", "blocked")),
    ],
)
def test_trouble_has_its_name(played: Played, outlet: str, path: str, expected: tuple[str, str | None]) -> None:
    assert played.verdict(outlet, path) == expected


def test_a_redirect_within_the_outlet_is_followed(played: Played) -> None:
    assert played.of("vongtron", "/bai-1.html").final_url == "http://vongtron.example/bai-moi.html"
    assert not [url for url in played.server.urls() if url.startswith("http://la.example")]


def test_robots_decisions_are_kept(played: Played) -> None:
    assert played.of("robots", "/bai-1.html").robots == "disallowed"
    assert "http://robots.example/bai-1.html" not in played.server.urls()
    assert played.of("robotshong", "/rss").robots == "unavailable"
    assert played.server.urls("robotshong.example/rss") == []


def test_a_challenge_is_kept_as_evidence_but_never_served(played: Played) -> None:
    outcome = played.of("thachthuc", "/bai-0.html")
    assert outcome.warc_offset is not None
    assert outcome.n_bytes == len(CHALLENGE)
    assert outcome.url not in {capture.outcome.url for capture in read_run(played.run)}


def test_retry_after_is_obeyed(played: Played) -> None:
    times = [seen.at for seen in played.server.log if seen.url == "http://nghen.example/bai-0.html"]
    assert len(times) == 2
    assert times[1] - times[0] >= 1.0
    assert len(played.server.urls("nghen.example/bai-2.html")) == 1
    assert played.server.urls("nghen.example/bai-3.html") == []


@pytest.mark.parametrize(("outlet", "delay_s"), [("lanh", 0.25), ("robots", 0.3), ("loi", 0.05)])
def test_the_pace_of_a_host_is_kept(played: Played, outlet: str, delay_s: float) -> None:
    times = [seen.at for seen in played.server.log if seen.host == host(outlet)]
    if outlet == "robots":
        times = times[1:]  # the wish for a longer delay came with the first answer
    gaps = [later - earlier for earlier, later in pairwise(times)]
    # by the clock of a server that is woken late at times on a busy machine, which makes one gap longer and one shorter
    assert median(gaps) >= 0.9 * delay_s
    assert sum(gaps) >= 0.95 * delay_s * len(gaps)
    assert {seen.open_on_host for seen in played.server.log if seen.host != host("hetgio")} == {1}


def test_a_slow_host_stops_nobody(played: Played) -> None:
    last = max(seen.at for seen in played.server.log if seen.host == host("lanh"))
    slow = [seen.at for seen in played.server.log if seen.host == host("hetgio")]
    assert last < max(slow)
    run = run_info(played.run)
    assert (run.finished_at - min(outcome.fetched_at for outcome in played.outcomes)).total_seconds() < 60
