"""Quality of facets and stories on the real material, against floors below what cross-validation gave."""

import gzip
import json
from pathlib import Path

import pytest

from nlp.facets import facets
from nlp.records import Document
from nlp.story import group
from nlp.story_training import bcubed, read_documents

pytestmark = pytest.mark.shared


def test_bcubed_counts_what_it_should() -> None:
    assert bcubed({"a": "1", "b": "1"}, {"a": "x", "b": "x"}) == 1.0
    assert bcubed({"a": "1", "b": "2"}, {"a": "x", "b": "x"}) == pytest.approx(2 / 3)


def test_events_are_found_again_among_unrelated_news(shared: Path) -> None:
    labelled = list(read_documents(shared / "events" / "events.jsonl.gz"))
    others = [doc for doc, _ in read_documents(shared / "events" / "unlabelled.jsonl.gz")][:1500]
    found = {g.id: g.story_id for g in group([doc for doc, _ in labelled] + others)}
    assert bcubed(found, {doc.id: str(row["event"]) for doc, row in labelled}) >= 0.95


def test_facets_on_gold(shared: Path) -> None:
    with gzip.open(shared / "gold" / "pool.jsonl.gz", "rt", encoding="utf-8") as lines:
        pool = {row["id"]: row for row in map(json.loads, lines)}
    text = (shared / "gold" / "labels.jsonl").read_text(encoding="utf-8")
    labels = [row for row in map(json.loads, text.splitlines()) if row["rel"]][:800]
    docs = [
        Document(r["id"], pool[r["id"]]["title"] or "", pool[r["id"]]["lead"] or "", tuple(pool[r["id"]]["sentences"]))
        for r in labels
    ]
    named = [(set(f.provinces), set(r["prov"])) for f, r in zip(facets(docs), labels, strict=True)]
    hits = sum(len(a & b) for a, b in named)
    assert 2 * hits / sum(len(a) + len(b) for a, b in named) >= 0.93
