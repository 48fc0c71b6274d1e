"""However a crawl ends, its books are closed: deadline, signals, a killed process, absent hosts."""

import json
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from crawlers.landing import landed_runs, read_outcomes, read_run, recover_runs, run_info
from crawlers.records import Outcome
from tests.crawlers.crawling import RUN_ID, Crawl, environment
from tests.replay import ReplayServer, Reply, Scripted, page, rss

HOST = "bao.example"
LINKS = [f"http://{HOST}/tin-{place}.html" for place in range(30)]


def one_outlet(home: Path, server: ReplayServer, delay_s: float = 0.1, **plan: object) -> Crawl:
    feeds = {"bao": [f"http://{HOST}/rss"]}
    return Crawl(home, {"bao": HOST}, feeds, {"bao": delay_s}, {"proxy": server.address, **plan})


def script() -> dict[str, Scripted]:
    pages: dict[str, Scripted] = {link: Reply(body=page(link)) for link in LINKS}
    return {f"http://{HOST}/rss": Reply(body=rss(LINKS)), **pages}


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.02)


def reasons(outcomes: list[Outcome]) -> dict[str, str | None]:
    return {outcome.url: outcome.reason for outcome in outcomes}


def check_cancelled(crawl: Crawl) -> None:
    outcomes = crawl.outcomes()
    pages = [outcome for outcome in outcomes if outcome.kind == "page"]
    assert sorted(outcome.url for outcome in pages) == sorted(LINKS)
    assert {outcome.reason for outcome in pages} == {None, "cancelled"}
    assert len(list(read_run(crawl.landed / RUN_ID))) == sum(outcome.outcome == "landed" for outcome in outcomes)


def test_at_the_deadline_the_rest_is_cancelled(tmp_path: Path) -> None:
    with ReplayServer(script()) as server:
        crawl = one_outlet(tmp_path, server, delay_s=0.2, deadline_s=3)  # six seconds of work
        done = crawl.run()
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == str(crawl.landed / RUN_ID)
    check_cancelled(crawl)


def test_a_polite_stop_lands_what_there_is(tmp_path: Path) -> None:
    with ReplayServer(script() | {LINKS[5]: Reply(delay_s=20)}) as server:
        crawl = one_outlet(tmp_path, server, timeout_s=30)
        process = crawl.start()
        until(lambda: LINKS[5] in server.urls())
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        _, complaints = process.communicate(timeout=30)
    assert time.monotonic() - begun < 15, "the page in hand is not waited for"
    assert process.returncode == 0, complaints
    check_cancelled(crawl)


def test_a_killed_crawl_loses_nothing_that_was_captured(tmp_path: Path) -> None:
    with ReplayServer(script()) as server:
        crawl = one_outlet(tmp_path, server)
        process = crawl.start()
        part = crawl.landed / f"{RUN_ID}.part" / "outcomes.jsonl"
        until(lambda: part.exists() and part.read_bytes().count(b"\n") >= 8)
        assert recover_runs(crawl.landed) == [], "a crawl that is running is left alone"
        process.kill()
        process.communicate(timeout=10)
        assert landed_runs(crawl.landed) == []
        written = part.read_bytes().count(b"\n")
        with part.open("ab") as handle:
            handle.write(b'{"run_id": "torn')
        with part.with_name("capture.warc.gz").open("ab") as handle:
            handle.write(b"\x1f\x8b\x08\x00torn")
        next_id = "20260804T020203Z-fedcba"
        again = one_outlet(tmp_path, server, run_id=next_id)
        done = again.run()
    assert done.returncode == 0, done.stderr
    first, second = landed_runs(crawl.landed)
    assert run_info(first).recovered
    assert not run_info(second).recovered
    outcomes = list(read_outcomes(first))
    assert written <= len(outcomes) <= written + 1
    landed = [outcome for outcome in outcomes if outcome.outcome == "landed"]
    assert [capture.outcome for capture in read_run(first)] == landed
    assert not list(crawl.landed.glob("*.part"))


def test_the_same_plan_twice_is_one_run(tmp_path: Path) -> None:
    with ReplayServer({f"http://{HOST}/rss": Reply(body=rss(LINKS[:1]))}) as server:
        crawl = one_outlet(tmp_path, server)
        first = crawl.run()
        asked = len(server.log)
        second = crawl.run()
        assert len(server.log) == asked
    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stdout.splitlines()[-1] == second.stdout.splitlines()[-1]


def test_hosts_that_are_not_there(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        closed = f"127.0.0.1:{free.getsockname()[1]}"
    with ReplayServer() as server, socket.create_server(("127.0.0.1", 0)) as plain:
        alive = server.address.removeprefix("http://")
        speechless = f"127.0.0.1:{plain.getsockname()[1]}"
        server.script[f"http://{alive}/rss"] = Reply(body=rss([f"http://{alive}/a.html", f"http://{alive}/b.html"]))
        server.script[f"http://{alive}/b.html"] = Reply(302, headers=(("Location", "ftp://127.0.0.1/b"),))
        server.script[f"http://{alive}/a.html"] = Reply(body=page("a"))
        feeds = {
            "khongten": ["http://khong-co-that.invalid/rss"],
            "dongcua": [f"http://{closed}/rss"],
            "lang": [f"http://{speechless}/rss"],
            "khongtls": [f"https://{alive}/rss"],
            "song": [f"http://{alive}/rss"],
        }
        outlets = {
            "khongten": "khong-co-that.invalid",
            "dongcua": closed,
            "lang": speechless,
            "khongtls": "127.0.0.1",
            "song": alive,
        }
        crawl = Crawl(tmp_path, outlets, feeds, plan={"timeout_s": 1, "retries": 0, "allow_private": True})
        done = crawl.run()
    assert done.returncode == 0, done.stderr
    found = reasons(crawl.outcomes())
    assert found["http://khong-co-that.invalid/rss"] == "dns"
    assert found[f"http://{closed}/rss"] == "connection"
    assert found[f"http://{speechless}/rss"] == "timeout"
    assert found[f"https://{alive}/rss"] in {"tls", "connection"}
    assert found[f"http://{alive}/b.html"] == "bad_url"
    assert found[f"http://{alive}/a.html"] is None


def test_a_host_that_stays_silent_is_not_asked_for_ever(tmp_path: Path) -> None:
    silent: dict[str, Scripted] = {link: Reply(drop="before") for link in LINKS}
    with ReplayServer(script() | silent) as server:
        crawl = one_outlet(tmp_path, server, retries=0)
        assert crawl.run().returncode == 0
        assert len(server.urls(".html")) == 3, "and no request is sent twice behind our back"
    assert {outcome.reason for outcome in crawl.outcomes() if outcome.kind == "page"} == {"connection"}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"source_ids": ["khongco"]}, "khongco"),
        ({"max_pages_per_source": -1}, "max_pages_per_source"),
        ({"khongbiet": 1}, "khongbiet"),
        ({"run_id": "hom-nay"}, "hom-nay"),
    ],
)
def test_a_wrong_plan_says_what_is_wrong(tmp_path: Path, change: dict[str, object], complaint: str) -> None:
    crawl = Crawl(tmp_path, {"bao": HOST}, {"bao": []}, plan=change)
    done = crawl.run()
    assert done.returncode == 2
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr
    assert landed_runs(crawl.landed) == []


def test_the_run_file_tells_the_run(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path, {"bao": HOST}, {"bao": []})
    assert crawl.run().returncode == 0
    facts = json.loads((crawl.landed / RUN_ID / "run.json").read_text())
    assert (facts["run_id"], facts["kind"], facts["recovered"]) == (RUN_ID, "crawl", False)
    assert environment().keys().isdisjoint({"http_proxy", "https_proxy"})
