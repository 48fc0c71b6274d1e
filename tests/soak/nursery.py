"""Crawls, each in a process of its own, forked from one that has its imports done."""

import json
import os
from pathlib import Path

from crawlers.__main__ import main as crawlers_main
from flows.crawling import CrawlError
from tests.kills import shim

TIMEOUT_S = 1.0  # a slow server must not take the soak's hours


class Nursery:
    """Waits in a child for orders; `kill_at`: the change at which the next crawl dies, 0 for none."""

    def __init__(self) -> None:
        orders, self._orders = os.pipe()
        self._answers, answers = os.pipe()
        self.kill_at = 0
        self._child = os.fork()
        if self._child == 0:
            os.close(self._orders)
            _wait(orders, answers)
        os.close(orders)
        os.close(answers)

    def crawl(self, plan: Path, landed: Path, proxy: str | None) -> Path:
        """A `Crawler`: run the plan with little patience; CrawlError when it was killed."""
        order = {"plan": str(plan), "landed": str(landed), "shift": os.environ["DIEMTIN_TEST_SHIFT_S"]}
        order["proxy"] = proxy or ""
        order["kill_at"], self.kill_at = str(self.kill_at), 0
        os.write(self._orders, json.dumps(order).encode() + b"\n")
        status = int(os.read(self._answers, 20))
        if not (landed / plan.stem).is_dir():
            raise CrawlError(f"crawl {plan.stem} was cut short (wait status {status})")
        return landed / plan.stem

    def close(self) -> None:
        """End the child."""
        os.close(self._orders)
        os.close(self._answers)
        os.waitpid(self._child, 0)


def _wait(orders: int, answers: int) -> None:
    with os.fdopen(orders) as lines:
        for line in lines:
            child = os.fork()
            if child == 0:
                _crawl(json.loads(line))
            os.write(answers, str(os.waitpid(child, 0)[1]).encode())
    os._exit(0)


def _crawl(order: dict[str, str]) -> None:
    shim.shift_clock(int(order["shift"]))
    os.environ["DIEMTIN_PROXY"] = order["proxy"]
    plan = json.loads(Path(order["plan"]).read_text()) | {"timeout_s": TIMEOUT_S, "retries": 1, "deadline_s": 20}
    hasty = Path(order["landed"]).parent.parent / "plan.json"
    hasty.write_text(json.dumps(plan))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    shim.kill_at(int(order["kill_at"]), 500)
    os._exit(crawlers_main(["crawl", "--plan", str(hasty), "--out", order["landed"]]))
