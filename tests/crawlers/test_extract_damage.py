"""Damaged pages: never an exception, never slow, and never worse than trafilatura alone."""

import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trafilatura

from crawlers.extract import read_page
from crawlers.fallback import plain_body
from crawlers.layout import load_layouts
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


def closed_early(page: str, tags: str) -> str:
    """A page with end tags where its third paragraph begins."""
    at = [match.start() for match in re.finditer(r"<p[ >]", page)][2]
    return page[:at] + tags + page[at:]


DAMAGES: dict[str, Callable[[str], str]] = {
    "classes renamed": lambda page: re.sub(r'\b(?:class|id)="[^"]*"', 'class="x"', page),
    "no head": lambda page: re.sub(r"<head>.*?</head>", "", page, flags=re.DOTALL),
    "no records": lambda page: re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL),
    "cut": lambda page: page[: int(len(page) * 0.8)],
    "unclosed": lambda page: page.replace("</figure>", "", 1).replace("</figcaption>", "", 1),
    "unclosed paragraphs": lambda page: page.replace("</p>", ""),
    "page closed early": lambda page: closed_early(page, "</body></html>"),
    "decomposed": lambda page: unicodedata.normalize("NFD", page),
    "divs": lambda page: re.sub(r"<(/?)p\b", r"<\1div", page),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_no_damaged_page_is_read_worse_than_by_trafilatura(damage: Callable[[str], str]) -> None:
    truths = json.loads((PAGES / "truth.json").read_text(encoding="utf-8"))
    worse = {}
    for name, truth in truths.items():
        if "body" in truth:
            page = damage((PAGES / name).read_text(encoding="utf-8"))
            found = read_page(page.encode(), url=truth["url"], ceiling=CEILING)
            ours = body_f1(found.body, truth["body"]) if isinstance(found, Article) else 0.0
            theirs = body_f1(trafilatura.extract(page, include_comments=False) or "", truth["body"])
            if ours < theirs:
                worse[name] = (ours, theirs)
    assert worse == {}


def test_an_element_of_the_head_is_no_body() -> None:
    page = (PAGES / "vccorp_nld.html").read_bytes().replace(b"<head>", b'<head><link class="maincontent" href="x">')
    found = read_page(page, url=None, layouts=(load_layouts()["vietnamnet"],), ceiling=CEILING)
    assert isinstance(found, Article)
    assert found.layout == "vccorp"


WORDS = "<p>Sáng nay hơn ba trăm công nhân của công ty đã trở lại làm việc sau hai ngày đối thoại với ban giám đốc.</p>"


@pytest.mark.parametrize(
    "page",
    [
        f"<nav><ul><li><a>Trang nhất</a></ul><article><h1>Công nhân trở lại làm việc</h1>{WORDS * 4}</article>",
        f"<article>{WORDS * 4}</article><footer><p>Tòa soạn</p><nav><a href='/'>Liên hệ</a></nav></footer>",
        f"<footer><footer><nav></nav><nav><nav></nav></nav></footer></footer><main>{WORDS * 4}</main>",
    ],
)
def test_menus_are_left_out_and_never_swallow_an_article(page: str) -> None:
    found = plain_body(f"<html><head><title>Tin</title></head><body>{page}</body></html>".encode())
    assert "trở lại làm việc sau hai ngày" in found
    assert "Liên hệ" not in found
