"""Quality of facets and stories on the real material, against floors below what cross-validation gave."""

import gzip
import json
import random
from dataclasses import replace
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
    groups = group([doc for doc, _ in labelled] + others)
    true = {doc.id: str(row["event"]) for doc, row in labelled}
    assert bcubed({g.id: g.story_id for g in groups}, true) >= 0.96
    copies = [g for g in groups if g.duplicate_of in true and g.id in true]
    assert len(copies) > 40
    assert sum(true[g.id] == true[str(g.duplicate_of)] for g in copies) >= 0.94 * len(copies)


def test_planted_copies_are_found(shared: Path) -> None:
    chance = random.Random(4)
    texts = [doc for doc, _ in read_documents(shared / "events" / "unlabelled.jsonl.gz") if len(doc.sentences) >= 5]
    texts = texts[:600]
    copies = {}
    for k, doc in enumerate(chance.sample(texts, 120)):
        kept = doc.sentences[: max(3, len(doc.sentences) * 7 // 10)]
        words = [" ".join("điều" if chance.random() < 0.05 else w for w in s.split()) for s in doc.sentences]
        body = (kept, (*texts[k].sentences[:1], *doc.sentences), tuple(words))[k % 3]
        copies[f"z{k}"] = replace(doc, id=f"z{k}", title=texts[k].title, sentences=tuple(body), source="khác")
    found = {g.id: g.story_id for g in group([*texts, *copies.values()]) if g.duplicate_of is not None}
    assert len(copies.keys() & found.keys()) >= 0.95 * len(copies)


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
