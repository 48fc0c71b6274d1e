"""Pages a second of read_page against trafilatura with metadata: same pages, same process, in turn.

python .ci/bench_extract.py [FOLDER]: a folder of pages with its index.json, by default the press material beside
the checkout or at DIEMTIN_SHARED.
"""

import json
import os
import sys
import time
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import trafilatura

from crawlers.extract import read_page
from crawlers.records import Article

CHECKOUT = Path(__file__).resolve().parent.parent
CEILING = datetime(2100, 1, 1, tzinfo=UTC)
FLOOR = 20.0  # times faster on known layouts: the bar of the extraction issue
ROUNDS = 15


def _best(work: Callable[..., object], rounds: int) -> float:
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def measure(folder: Path) -> tuple[float, float, int]:
    """Seconds for all pages of known layouts by (read_page, trafilatura with metadata); how many pages."""
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    ours = theirs = 0.0
    known = 0
    for name, url in index.items():
        html = (folder / name).read_bytes()
        outcome = read_page(html, url=url, ceiling=CEILING)
        if not (isinstance(outcome, Article) and outcome.method == "layout"):
            continue
        text = html.decode("utf-8", "replace")
        known += 1
        ours += _best(partial(read_page, html, url=url, ceiling=CEILING), ROUNDS)
        theirs += _best(partial(trafilatura.bare_extraction, text, url=url, with_metadata=True), 4)
    return ours, theirs, known


def pages_folder(arguments: list[str]) -> Path:
    """The folder named on the command line, else the saved pages of the press material."""
    shared = Path(os.environ.get("DIEMTIN_SHARED", CHECKOUT.parent / "shared"))
    return Path(arguments[0]) if arguments else shared / "press" / "pages"


def bench(folder: Path) -> int:
    """Prints the ratio over the pages of a folder; 0 when it reaches the floor or has no pages, 1 when not."""
    warnings.simplefilter("ignore")
    if not (folder / "index.json").is_file():
        sys.stdout.write("extract: no press material beside the checkout, nothing to measure\n")
        return 0
    ours, theirs, pages = measure(folder)
    if not pages:
        sys.stdout.write(f"{folder}: no page of a known layout\n")
        return 1
    ratio = theirs / ours
    sys.stdout.write(
        f"extract: {pages} pages, read_page {pages / ours:.0f} pages/s, trafilatura with metadata"
        f" {pages / theirs:.0f} pages/s, {ratio:.1f} times faster (floor {FLOOR:.0f})\n"
    )
    return 0 if ratio >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(bench(pages_folder(sys.argv[1:])))
