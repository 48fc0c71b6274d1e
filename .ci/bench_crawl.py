"""How long a crawl of many loopback outlets takes, against the polite time of its slowest host.

python .ci/bench_crawl.py [--outlets 100] [--pages 60] [--delay 1.0] [--latency 0.05]

The server runs in a process of its own and answers every host name, as the crawl's proxy. The polite time
of a host is its number of requests times the delay. Prints the ratio and the shortest gap that any host saw.
Exit code 1: the ratio is over 1.2, a gap is under the delay or a request has no outcome.
"""

import argparse
import json
import multiprocessing
import sys
import tempfile
import time
from collections import defaultdict
from itertools import pairwise
from multiprocessing import Process, Queue
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from crawlers.records import Outcome
from tests.crawlers.crawling import Crawl
from tests.replay import ReplayServer, Reply, Scripted, page, rss

LIMIT = 1.2
FILLER = "<p>Tiền lương, nhà ở và bữa ăn ca của công nhân khu công nghiệp là nội dung đối thoại.</p>" * 300


def serve(outlets: int, pages: int, latency: float, address: "Queue[str]", stop: Event, log: "Queue[Any]") -> None:
    """Play all outlets until told to stop, then hand over when each host was asked."""
    body = page("Tin").replace(b"</body>", FILLER.encode() + b"</body>")
    script: dict[str, Scripted] = {}
    for outlet in range(outlets):
        links = [f"http://bao{outlet}.example/tin-{place}.html" for place in range(pages)]
        script[f"http://bao{outlet}.example/rss"] = Reply(body=rss(links), delay_s=latency)
        script |= dict.fromkeys(links, Reply(body=body, delay_s=latency))
    with ReplayServer(script) as server:
        address.put(server.address)
        stop.wait()
        log.put([(seen.host, seen.at) for seen in server.log])


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--outlets", type=int, default=100)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--delay", type=float, default=1.0, help="seconds between two requests to a host")
    parser.add_argument("--latency", type=float, default=0.05, help="seconds before every answer")
    options = parser.parse_args()
    address: Queue[str] = Queue()
    log: Queue[Any] = Queue()
    stop = multiprocessing.Event()
    arguments = (options.outlets, options.pages, options.latency, address, stop, log)
    server = Process(target=serve, args=arguments, daemon=True)
    server.start()
    with tempfile.TemporaryDirectory() as home:
        names = [f"bao{outlet}" for outlet in range(options.outlets)]
        crawl = Crawl(
            Path(home),
            {name: f"{name}.example" for name in names},
            {name: [f"http://{name}.example/rss"] for name in names},
            dict.fromkeys(names, options.delay),
            {"proxy": address.get(), "deadline_s": 3600, "timeout_s": 30},
        )
        begun = time.monotonic()
        done = crawl.run(timeout_s=3600)
        took_s = time.monotonic() - begun
        outcomes = crawl.outcomes()
    stop.set()
    seen = log.get()
    server.join()
    return report(options, done.stderr, took_s, outcomes, seen)


def report(
    options: argparse.Namespace,
    complaints: str,
    took_s: float,
    outcomes: list[Outcome],
    seen: list[tuple[str, float]],
) -> int:
    """Print the figures as JSON; returns the exit code."""
    times: dict[str, list[float]] = defaultdict(list)
    for host, at in seen:
        times[host].append(at)
    gap_s = min(later - earlier for moments in times.values() for earlier, later in pairwise(sorted(moments)))
    polite_s = max(map(len, times.values())) * options.delay
    answer_ms = sum(one.elapsed_ms or 0 for one in outcomes) / len(outcomes)
    figures = {
        "outlets": options.outlets,
        "requests": len(seen),
        "outcomes": len(outcomes),
        "took_s": round(took_s, 1),
        "polite_s": round(polite_s, 1),
        "ratio": round(took_s / polite_s, 3),
        "limit": LIMIT,
        "delay_s": options.delay,
        "mean_answer_ms": round(answer_ms),
        "shortest_gap_s": round(gap_s, 3),
    }
    print(json.dumps(figures, indent=1))  # noqa: T201 — a report
    if complaints:
        print(complaints, file=sys.stderr)  # noqa: T201 — a report
    whole = len(outcomes) == len(seen) == options.outlets * (options.pages + 2)
    return 0 if whole and figures["ratio"] <= LIMIT and gap_s >= options.delay else 1


if __name__ == "__main__":
    sys.exit(main())
