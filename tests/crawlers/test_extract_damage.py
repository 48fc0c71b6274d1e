"""Damaged pages: never an exception, never slow, and never worse than trafilatura alone."""

import json
import random
import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trafilatura

from crawlers.extract import read_page
from crawlers.records import Article
from tests.crawlers.scoring import body_f1

PAGES = Path(__file__).parent / "pages"
CEILING = datetime(2026, 12, 31, tzinfo=UTC)
LONGEST_S = 2.0  # the bar of the extraction issue for one document
ROUNDS = 300
PIECES = [b"<div>", b"</div>", b"</html>", b"<script>", b"<!--", b"<table>", b"<template>", b"\x00", b"<plaintext>"]


def mutated(page: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice([1, 2, 5])):
        at = chance.randrange(len(page) or 1)
        upto = at + chance.choice([1, 50, 5000])
        page = chance.choice(
            [
                page[:at],
                page[:at] + page[upto:],
                page[:at] + chance.choice(PIECES) * chance.choice([1, 3, 1500]) + page[at:],
                page[:at] + chance.randbytes(20) + page[at:],
                page.replace(b'"', b"", chance.choice([1, 1000])),
                page.decode("utf-8", "replace").encode("utf-16"),
            ]
        )
    return page


def test_no_damage_makes_it_fail_or_hang() -> None:
    chance = random.Random(20261122)
    pages = [path.read_bytes() for path in sorted(PAGES.glob("*.html"))]
    urls = [None, "https://vnexpress.net/a-4000001.html", "http://[hỏng", "ftp://x", "https://abc.vn/"]
    for _ in range(ROUNDS):
        page = mutated(chance.choice(pages), chance)
        start = time.process_time()
        read_page(page, url=chance.choice(urls), charset=chance.choice([None, "hex", "tcvn"]), ceiling=CEILING)
        assert time.process_time() - start < LONGEST_S


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
