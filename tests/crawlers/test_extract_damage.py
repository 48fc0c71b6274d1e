"""Damaged pages: never an exception, never slow, and never worse than trafilatura alone."""

import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trafilatura

from crawlers.extract import read_page
from crawlers.records import Article
from tests.crawlers.scoring import body_f1

ROOT = Path(__file__).resolve().parents[2]
PAGES = Path(__file__).parent / "pages"
CEILING = datetime(2026, 12, 31, tzinfo=UTC)
LONGEST_S = 2.0  # the bar of the extraction issue for one document
MOST_MB = 500  # of the whole process


def read_thousands(rounds: int) -> dict[str, float]:
    """Mutated pages and feeds read in a process of its own, so that its memory is theirs alone."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.crawlers.fuzz", "--rounds", str(rounds)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


@pytest.mark.parametrize("rounds", [200, pytest.param(1000, marks=pytest.mark.slow)])
def test_no_damage_makes_it_fail_or_hang(rounds: int) -> None:
    figures = read_thousands(rounds)
    assert figures["documents"] == rounds
    assert figures["slowest_s"] < LONGEST_S
    assert figures["peak_mb"] < MOST_MB


@pytest.mark.parametrize(
    "damage",
    [
        lambda page: re.sub(r'\bclass="[^"]*"', 'class="x"', page),
        lambda page: re.sub(r"<head>.*?</head>", "", page, flags=re.DOTALL),
        lambda page: page[: int(len(page) * 0.8)],
        lambda page: page.replace("</article>", "").replace("</figure>", "", 1),
    ],
    ids=["classes renamed", "no head", "cut", "unclosed"],
)
def test_a_damaged_page_is_read_no_worse_than_by_trafilatura(damage) -> None:  # type: ignore[no-untyped-def]
    truths = json.loads((PAGES / "truth.json").read_text(encoding="utf-8"))
    ours, theirs = 0.0, 0.0
    for name, truth in truths.items():
        if "body" not in truth:
            continue
        page = damage((PAGES / name).read_text(encoding="utf-8"))
        found = read_page(page.encode(), url=truth["url"], ceiling=CEILING)
        ours += body_f1(found.body, truth["body"]) if isinstance(found, Article) else 0.0
        theirs += body_f1(trafilatura.extract(page, include_comments=False) or "", truth["body"])
    assert ours >= theirs
