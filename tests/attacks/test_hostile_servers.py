"""Attack: servers that never end, drip, lie about lengths, or send bombs; each is one outcome, in time, in memory."""

import time
from contextlib import suppress
from dataclasses import dataclass

import pytest

from crawlers.probe import Manners, Probe
from crawlers.records import REQUEST_REASONS, Outcome
from tests.attacks.hostile import HostileServer, attacks
from tests.crawlers.crawling import AGENT, Crawl
from tests.crawlers.fuzz import peak_kb

ATTACKS = dict(attacks())
TIMEOUT_S = 2
# Scrapy alone takes 90 MB; five endless feeds come at once, of each 50 MB are read and held up to four times over: as
# pieces, joined, inflated, decoded. What is not bounded takes gigabytes.
MOST_KB = 1_100_000


@dataclass(frozen=True)
class Played:
    """One crawl of all attacks."""

    outcomes: dict[str, Outcome]
    elapsed_s: float
    peak_kb: int


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    with HostileServer(ATTACKS) as server:
        host = server.address.removeprefix("http://")
        crawl = Crawl(
            tmp_path_factory.mktemp("crawl"),
            {"xau": host},
            {"xau": [f"{server.address}/{name}" for name in ATTACKS]},
            plan={"allow_private": True, "timeout_s": TIMEOUT_S, "retries": 0, "pace_scale": 0},
        )
        begun = time.monotonic()
        process, peak = crawl.start(), 0
        while process.poll() is None:
            with suppress(OSError, IndexError):  # it ends while it is looked at
                peak = max(peak, peak_kb(process.pid))
            time.sleep(0.05)
        _, said = process.communicate()
    assert process.returncode == 0, said
    assert "Traceback" not in said
    outcomes = {one.url.rpartition("/")[2]: one for one in crawl.outcomes() if one.kind == "feed"}
    return Played(outcomes, time.monotonic() - begun, peak)


def test_every_attack_is_one_outcome(played: Played) -> None:
    assert played.outcomes.keys() == ATTACKS.keys()
    assert {one.reason for one in played.outcomes.values()} <= REQUEST_REASONS | {None}


def test_nothing_outlasts_its_time(played: Played) -> None:
    longest = max(one.elapsed_ms or 0 for one in played.outcomes.values())
    assert longest < (TIMEOUT_S + 6) * 1000
    assert played.elapsed_s < len(ATTACKS) * TIMEOUT_S + 30


def test_memory_stays_bounded(played: Played) -> None:
    assert played.peak_kb < MOST_KB


@pytest.mark.parametrize(
    "name",
    [
        *("gzip-bomb", "gzip-in-gzip-bomb", "deflate-bomb", "endless-body", "endless-chunks", "brotli-bomb"),
        *("brotli-in-gzip-bomb", "raw-deflate-bomb", "gzip-of-many-members-bomb", "endless-trailer"),
    ],
)
def test_what_never_ends_is_too_large_or_too_late(played: Played, name: str) -> None:
    assert played.outcomes[name].reason in {"too_large", "timeout", "connection"}


@pytest.mark.parametrize("name", ["dripping-head", "dripping-body"])
def test_what_drips_is_too_late(played: Played, name: str) -> None:
    assert played.outcomes[name].reason == "timeout"


@pytest.mark.parametrize("name", sorted(ATTACKS))
def test_the_outlet_tools_withstand_it_too(name: str) -> None:
    with HostileServer({name: ATTACKS[name]}) as server:
        probe = Probe(Manners(AGENT, delay_s=0, timeout_s=1, allow_private=True), ["127.0.0.1"])
        begun = time.monotonic()
        answer = probe.get(f"{server.address}/{name}")
    assert answer.reason in REQUEST_REASONS | {None}
    assert len(answer.body) <= 51 * 2**20
    assert time.monotonic() - begun < 30  # it would be for ever; a bomb's unpacking takes a second by itself
