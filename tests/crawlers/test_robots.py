"""Manners in the small: robots.txt, pace, challenge pages, words for failures."""

import asyncio
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.answer import Answer
from crawlers.pace import Gate
from crawlers.robots import read_robots
from crawlers.verdict import kind_of_body, reason_of_status, undo_transfer

AGENT = "diemtin/1.0 (+mailto:test@congdoan.example)"
URL = "https://bao.example/tin/1.html"
RULES = "﻿User-agent: *\nDisallow: /\n\nUser-agent: diemtin\nDisallow: /rieng/\nCrawl-delay: 7\n".encode()


def test_our_own_group_of_rules_counts() -> None:
    robots = read_robots(200, None, RULES, AGENT)
    assert robots.decision(URL) == "allowed"
    assert robots.decision("https://bao.example/rieng/1.html") == "disallowed"
    assert robots.delay_s == 7
    assert read_robots(200, None, RULES, "otherbot/2").decision(URL) == "disallowed"


@pytest.mark.parametrize(
    ("status", "reason", "decision"),
    [
        (404, "http_4xx", "allowed"),
        (403, "blocked", "allowed"),
        (302, "too_many_redirects", "allowed"),
        (500, "http_5xx", "unavailable"),
        (503, "http_5xx", "unavailable"),
        (None, "timeout", "unavailable"),
        (None, "dns", "unavailable"),
    ],
)
def test_unreadable_rules(status: int | None, reason: str, decision: str) -> None:
    robots = read_robots(status, reason, b"", AGENT)
    assert robots.decision(URL) == decision
    expected = None if decision == "allowed" else "robots_disallowed" if status else reason
    assert robots.unavailable == expected


@pytest.mark.parametrize(
    ("rules", "delay_s"),
    [
        ("Crawl-delay: 2.5", 2.5),
        ("Request-rate: 1/10s", 10),
        ("Request-rate: 3/1m\nCrawl-delay: 4", 20),
        ("Crawl-delay: nan", 0),
        ("Crawl-delay: -3", 0),
        ("Crawl-delay: 999999", 86400),
        ("Crawl-delay: soon", 0),
    ],
)
def test_the_pace_that_rules_ask_for(rules: str, delay_s: float) -> None:
    assert read_robots(200, None, f"User-agent: *\nDisallow: /x\n{rules}\n".encode(), AGENT).delay_s == delay_s


@given(st.binary(max_size=300))
def test_any_rules_can_be_read(body: bytes) -> None:
    assert read_robots(200, None, body, AGENT).decision(URL) in {"allowed", "disallowed"}


class Clock:
    """Time that passes only in sleep."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


def turns(gate: Gate, clock: Clock, requests: list[tuple[float | None, float]]) -> list[float]:
    """When each of some requests, all wanted at once, left; each by its way to the wire and its time in all.

    A way of None is never told; the request is taken to begin at once.
    """
    begun: list[float] = []

    async def one(way: float | None, whole: float) -> None:
        async with gate.turn() as left:
            await clock.sleep(way or 0.0)
            begun.append(clock())
            if way is not None:
                left()
            await clock.sleep(whole - (way or 0.0))

    async def everyone() -> None:
        await asyncio.gather(*(one(way, whole) for way, whole in requests))

    asyncio.run(everyone())
    return [round(moment - 100.0, 3) for moment in begun]


def gate_of(delay_s: float) -> tuple[Gate, Clock]:
    clock = Clock()
    gate = Gate(clock, clock.sleep)
    gate.slow_to(delay_s)
    gate.slow_to(delay_s / 2)
    return gate, clock


JITTER = 0.025


def test_the_delay_counts_from_start_to_start() -> None:
    assert turns(*gate_of(2.0), [(0.0, 0.5)] * 3) == [0.0, 2.0 + JITTER, 4.0 + 2 * JITTER]


def test_the_start_is_when_the_request_left() -> None:
    begun = turns(*gate_of(2.0), [(0.7, 0.8), (0.0, 0.1), (0.4, 0.5)])
    assert begun == [0.7, round(2.7 + JITTER, 3), round(5.1 + 2 * JITTER, 3)]


def test_a_start_that_nobody_told_is_the_answer() -> None:
    assert turns(*gate_of(2.0), [(None, 0.5), (None, 0.5)]) == [0.0, 2.5 + JITTER]


def test_requests_to_a_host_pass_one_by_one() -> None:
    begun = turns(*gate_of(2.0), [(0.0, 9.0)] * 3)
    assert begun == [0.0, 10.0, 20.0], "and a slow host rests half its delay"


def test_a_crawl_delay_counts_from_the_answer_that_told_it() -> None:
    gate, clock = gate_of(1.0)
    assert turns(gate, clock, [(0.0, 0.1)]) == [0.0]
    gate.slow_to(7.0)
    assert turns(gate, clock, [(0.0, 0.1)]) == [7.0 + JITTER]


def test_a_host_can_ask_for_a_break() -> None:
    clock = Clock()
    gate = Gate(clock, clock.sleep)
    gate.hold(30)
    gate.hold(5)
    assert turns(gate, clock, [(0.0, 0.0)]) == [30.0]


def test_a_host_is_given_up_after_three_failures_in_a_row() -> None:
    gate = Gate()
    for reason in ("timeout", "timeout"):
        gate.failed(reason)
    gate.answered()
    for _ in range(2):
        gate.failed("dns")
    assert gate.given_up is None
    gate.failed("dns")
    assert gate.given_up == "dns"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 3 ", 3.0),
        ("Tue, 04 Aug 2026 01:00:30 GMT", 30.0),
        ("Tue, 04 Aug 2026 00:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    at = datetime(2026, 8, 4, 1, 0, 0, tzinfo=UTC)
    assert Answer(URL, at, status=503, headers=(("Retry-After", value),)).retry_after_s == seconds


@given(st.binary(max_size=400))
def test_any_body_is_judged(body: bytes) -> None:
    kind_of_body(URL, body)
    undo_transfer((("Content-Encoding", "br"), ("Transfer-Encoding", "chunked")), body)


def test_reasons_of_statuses() -> None:
    assert [reason_of_status(status) for status in (200, 206, 304)] == [None] * 3
    assert {reason_of_status(status) for status in (403, 428, 429)} == {"blocked"}
    assert {reason_of_status(status) for status in (400, 401, 404, 410, 451)} == {"http_4xx"}
    assert {reason_of_status(status) for status in (500, 502, 503, 599)} == {"http_5xx"}
