"""Attack: pages and texts for which parsers and patterns take the square of their length, all memory, or fall over."""

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import pytest

from crawlers.byline import clean_byline
from crawlers.extract import read_page
from crawlers.nesting import flattened
from crawlers.scrub import scrub_comment
from flows.bounces import _ADDRESS
from nlp.annotator import load_annotator
from nlp.records import Document
from nlp.segment import LONGEST, split_sentences

CEILING = datetime(2026, 12, 31, tzinfo=UTC)
LIMIT_S = 2.0
ANNOTATOR = load_annotator()
LABOUR = "Công nhân công ty may đình công đòi tăng lương, công đoàn cơ sở vào cuộc. "
PAGES = {
    "nested-div": b"<div>" * 300_000,
    "nested-div-closed": b"<div>" * 100_000 + b"</div>" * 100_000,
    "nested-template": b"<template>" * 200_000,  # lexbor falls over
    "nested-font-p": b"".join(b"<font size=%d><p>x" % n for n in range(20_000)),  # each p begins every font anew
    "nested-a-b-i": b"<a><b><i>" * 50_000,
    "nested-select": b"<select><option>" * 50_000,
    "nested-table": b"<table>x<tr><td>" * 30_000,
    "nested-svg": b"<svg>" * 300_000,
    "attributes": b"<p " + b" ".join(b"a%d" % n for n in range(200_000)) + b">",
    "attributes-in-quotes": b"<p " + b" ".join(b'a%d=">"' % n for n in range(100_000)) + b">",
    "attributes-behind-quotes": b"<p "
    + b" ".join(b"a%d" % n + b' q%d=">"' % n * (n % 999 == 0) for n in range(90_000)),
    "attributes-behind-spaces": b"<p "
    + b" ".join(b"a%d" % n + b" q=%s'>'" % (b" " * 90) * (n % 999 == 0) for n in range(90_000)),
    "attributes-in-many-tags": b"".join([b"<p", *(b" a%d" % n for n in range(1300)), b">"]) * 600,
    "attributes-of-an-average-page": b"".join([b"<p", *(b" a%d" % n for n in range(1300)), b">"]) * 60,
    "one-attribute": b"<p title='" + b"a" * 4_000_000 + b"'>",
    "comments": b"<!--" * 500_000,
    "tags-without-end": b"<a href='" * 300_000,
    "breaks": b"a<br>" * 300_000,
    "zeros": b"<p>" + b"0" * 2_000_000,
    "nul": b"\0" * 2_000_000,
}
TEXTS = ("0", "7 ", "0.", "(", ". a", "!", "“", "a@", "ông Nguyễn Văn A ", "\u0301", "1 cuộc ", "hàng nghìn công nhân ")


READ = """
import sys
from datetime import UTC, datetime
from crawlers.extract import read_page
page = b"<html><head><title>Tin</title></head><body><h1>Tin</h1>" + sys.stdin.buffer.read() + b"</body></html>"
read_page(page, url="https://bao.example/tin-1.html", ceiling=datetime(2026, 12, 31, tzinfo=UTC))
"""


def seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_no_page_holds_its_reader_up(name: str) -> None:
    page = b"<html><head><title>Tin</title></head><body><h1>Tin</h1>" + PAGES[name] + b"</body></html>"
    spent = seconds(lambda: read_page(page, url="https://bao.example/tin-1.html", ceiling=CEILING))
    assert spent < LIMIT_S


def test_no_page_fells_its_reader() -> None:
    page = b"<template>" * 200_000
    done = subprocess.run([sys.executable, "-c", READ], input=page, check=False, timeout=60)
    assert done.returncode == 0


def test_what_is_nested_beyond_reason_keeps_its_words() -> None:
    page = b"<p>a</p>" * 4000 + b"<div>" * 2000 + b"<p>xin</p>" + b"</div>" * 2000 + b"<p>ch\xc3\xa0o</p>"
    flat = flattened(page)
    assert flat.count(b"<div>") == 500
    assert flat.count(b"<br>") == 1500
    assert b"<p>xin</p>" in flat
    assert flat.endswith(b"<p>ch\xc3\xa0o</p>")


@pytest.mark.parametrize(
    "page", [b"<div>" * 3000, b"<p title='" + b"a > b, " * 3000 + b"'>x", b"<p>" + b"a = b " * 9000]
)
def test_a_page_within_reason_stays_as_it_is(page: bytes) -> None:
    assert flattened(page) == page


@pytest.mark.parametrize("unit", TEXTS)
def test_no_text_holds_labelling_up(unit: str) -> None:
    text = LABOUR + unit * (40_000 // len(unit)) + LABOUR
    assert max(map(len, split_sentences(text))) <= LONGEST
    document = Document("x", LABOUR + text[:2000], text[:10_000], tuple(split_sentences(text)))
    assert seconds(lambda: ANNOTATOR.annotate([document])) < LIMIT_S


@pytest.mark.parametrize("unit", TEXTS)
def test_no_comment_or_name_holds_up(unit: str) -> None:
    text = "lương " + unit * (20_000 // len(unit))
    for work in (scrub_comment, clean_byline, _ADDRESS.findall):
        assert seconds(partial(work, text)) < LIMIT_S
