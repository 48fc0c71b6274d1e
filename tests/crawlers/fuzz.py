"""Mutated pages and feeds by the thousand: `python -m tests.crawlers.fuzz --rounds 10000 [--pages DIR]`."""

import argparse
import json
import random
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from crawlers.extract import read_page
from crawlers.feed import read_feed
from tests.crawlers import odd_feeds

PAGES = Path(__file__).parent / "pages"
CEILING = datetime(2026, 12, 31, tzinfo=UTC)
PIECES = [
    *(b"<div>", b"</div>", b"</html>", b"<script>", b"<!--", b"<table>", b"<template>", b"\x00", b"<plaintext>"),
    *(b"<svg><p>", b"<p>", b"</p>", b"<a href=x>", b"&#x0;&#xD800;", b"<![CDATA[", b"<math><mi>", b"<select><option>"),
]
URLS = (None, "https://vnexpress.net/a-4000001.html", "http://[hỏng", "ftp://x", "https://abc.vn/", "https://plo.vn/x")


def mutated(page: bytes, chance: random.Random) -> bytes:
    """A page with one to five damages: cut, holes, noise, repeated pieces, lost quotes, another charset."""
    for _ in range(chance.choice([1, 2, 5])):
        at = chance.randrange(len(page) or 1)
        page = _damaged(page, at, at + chance.choice([1, 50, 5000]), chance)
    return page


def _damaged(page: bytes, at: int, upto: int, chance: random.Random) -> bytes:
    match chance.randrange(7):
        case 0:
            return page[:at]
        case 1:
            return page[:at] + page[upto:]
        case 2:
            return page[:at] + chance.choice(PIECES) * chance.choice([1, 3, 1500]) + page[at:]
        case 3:
            return page[:at] + chance.randbytes(20) + page[at:]
        case 4:
            return page.replace(b'"', b"", chance.choice([1, 1000]))
        case 5:
            return page[:upto] + page[at:upto] * chance.choice([1, 20]) + page[upto:]
        case _:
            return page.decode("utf-8", "replace").encode("utf-16")


def fuzz(rounds: int, pages: list[bytes], feeds: list[bytes], seed: int) -> tuple[float, int]:
    """Reads mutated documents, half of them feeds; the slowest one's seconds and the number of documents read."""
    chance = random.Random(seed)
    slowest = 0.0
    for at in range(rounds):
        is_feed = at % 4 == 3
        document = mutated(chance.choice(feeds if is_feed else pages), chance)
        start = time.process_time()
        if is_feed:
            read_feed(document, source_id="bao", url=chance.choice(URLS), ceiling=CEILING)
        else:
            charset = chance.choice([None, "hex", "tcvn"])
            read_page(document, url=chance.choice(URLS), charset=charset, ceiling=CEILING)
        slowest = max(slowest, time.process_time() - start)
    return slowest, rounds


def peak_kb(process: int | str) -> int:
    """The most memory that a process held, in kB; `getrusage` would count that of whoever forked it."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0])


def main() -> None:
    """Prints one JSON line: documents, seconds of the slowest, peak memory of the process in MB."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--feeds", type=Path, default=None)
    given = parser.parse_args()
    pages = [path.read_bytes() for path in sorted(given.pages.glob("*.html"))]
    feeds = [feed for _, feed in odd_feeds.DOCUMENTS]
    if given.feeds:
        feeds += [path.read_bytes() for path in sorted(given.feeds.glob("*.xml"))]
    slowest, n = fuzz(given.rounds, pages, feeds, given.seed)
    peak = peak_kb("self") / 1024
    sys.stdout.write(json.dumps({"documents": n, "slowest_s": round(slowest, 3), "peak_mb": round(peak)}) + "\n")


if __name__ == "__main__":
    main()
