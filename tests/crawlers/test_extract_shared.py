"""The saved real pages: figures pinned so that a change of layouts shows here first."""

import json
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean

import pytest

from crawlers.page_files import read_dir
from crawlers.records import Article, Rejected
from tests.crawlers.scoring import body_f1, byline_hit, leaks, likeness, minutes_off

CEILING = datetime(2026, 12, 31, tzinfo=UTC)
pytestmark = pytest.mark.shared


def test_saved_pages_are_read_at_the_bars_of_the_extraction_issue(shared: Path) -> None:
    folder = shared / "press" / "pages"
    truths = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    bodies, titles, sapos, bylines = [], [], [], []
    for name, found in read_dir(folder, ceiling=CEILING):
        if name not in truths:
            assert isinstance(found, Rejected), name
            assert found.reason == "not_an_article", name
            continue
        truth = truths[name]
        assert isinstance(found, Article), (name, found)
        wrong = leaks(found.body, truth["must"], truth["must_not"])
        assert (wrong.missing, wrong.leaked) == ((), ()), name
        if truth["published_at"]:
            assert minutes_off(found.published_at, truth["published_at"]) < 1, name
        bodies.append(body_f1(found.body, truth["body"]))
        titles.append(likeness(found.title, truth["title"]))
        sapos.append(likeness(found.sapo, truth["sapo"]))
        bylines.append(byline_hit(found.author, truth["author"]))
    assert min(bodies) >= 0.95
    assert mean(bodies) >= 0.985
    assert mean(titles) >= 0.97
    assert mean(sapos) >= 0.97
    assert mean(bylines) >= 0.90
