"""One crawl as a process of its own, and the plan that it is handed."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from crawlers.runs import OUTCOMES_FILE
from flows.home import Home
from flows.takedowns import standing
from flows.wholefile import write_whole

KEPT_PLANS = 48  # two days of hourly crawls: each names every page that is known, so that all of them fill a disk

# takes the file of a plan, the folder of landed runs and the proxy, gives the run that it landed
Crawler = Callable[[Path, Path, str | None], Path]


class CrawlError(Exception):
    """The crawl process ended without landing a run: our own mistake, never the web's."""


def by_process(plan: Path, landed: Path, proxy: str | None = None) -> Path:
    """Crawl in a process of its own: Scrapy's reactor can't run twice in one. CrawlError when nothing landed.

    The proxy may hold a password: it stands in no file and no argument.
    """
    command = [sys.executable, "-m", "crawlers", "crawl", "--plan", str(plan), "--out", str(landed)]
    environment = os.environ | ({"DIEMTIN_PROXY": proxy} if proxy else {})
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)  # noqa: S603 (our own)
    lines = done.stdout.strip().splitlines()
    found = bool(lines) and Path(lines[-1]).is_dir()  # exit code 1: landed, though our code failed for an outlet
    if done.returncode not in (0, 1) or not found:
        raise CrawlError(f"crawl {plan.stem} failed (exit {done.returncode}): {done.stderr.strip()[-2000:]}")
    return Path(lines[-1])


def crawl(home: Home, plan: Mapping[str, Any], crawler: Crawler = by_process, proxy: str | None = None) -> Path:
    """Run one crawl and give the landed folder; its plan stays for the operator to read, beside the last ones.

    Articles that were taken down are never asked for. The proxy may hold a password: it stands in no file.
    """
    plan = {**plan, "known": [*plan["known"], *standing(home)]}
    path = home.plans / f"{plan['run_id']}.json"
    write_whole(path, json.dumps(plan, ensure_ascii=False, indent=1).encode())
    for old in sorted(home.plans.glob("*.json"))[:-KEPT_PLANS]:
        old.unlink(missing_ok=True)
    return crawler(path, home.landed, proxy)


def requests_of(run: Path) -> int:
    """How many requests a landed crawl made."""
    return (run / OUTCOMES_FILE).read_bytes().count(b"\n")
