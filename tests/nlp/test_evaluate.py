"""Figures of predictions whose quality is known beforehand."""

from dataclasses import replace

import pytest

from nlp.evaluate import measure, summary
from nlp.gold import Gold
from nlp.records import Annotation, Document, Scored, Stance

DOC = Document("a", "Công ty nợ lương", "Công nhân bức xúc.", ())
LABEL = {
    "id": "a",
    "rel": 1,
    "topics": ["tien_luong"],
    "stance": {"cong_doan": "none", "chinh_sach": "none", "doanh_nghiep": "against"},
    "ev": {"doanh_nghiep": [0]},
    "valence": "neg",
    "prov": ["Bình Dương"],
    "sector": "none",
    "level": "none",
    "strike": 1,
    "foreign": 0,
}
OTHER = {
    **LABEL,
    "id": "b",
    "rel": 0,
    "prov": [],
    "strike": 0,
    "topics": [],
    "stance": dict.fromkeys(LABEL["stance"], "none"),
    "ev": {},
}
GOLD = Gold((DOC, replace(DOC, id="b")), (LABEL, OTHER), ("own", "own"), "0" * 64)


def annotation(relevance: int, stance: Stance, topic: str = "tien_luong", valence: str = "neg") -> Annotation:
    silent = tuple(Stance(target, "none", 0.99, abstain=False) for target in ("cong_doan", "chinh_sach"))
    return Annotation(
        "a", relevance, 0.9, (Scored(topic, 0.9),), (*silent, stance), valence, 0.9, (), "none", "none", False, False
    )


RIGHT = annotation(
    1, Stance("doanh_nghiep", "against", 0.9, abstain=False, evidence="Công ty nợ lương", evidence_index=0)
)
EMPTY = annotation(0, Stance("doanh_nghiep", "none", 0.8, abstain=False))


def test_a_perfect_answer() -> None:
    figures = measure(GOLD, [0, 1], [RIGHT, EMPTY])
    for name in (
        "relevance.f1",
        "topics.micro",
        "stance.doanh_nghiep",
        "stance.accuracy",
        "evidence.shown",
        "valence.macro",
    ):
        assert figures[name] == 1.0


def test_a_relevant_text_taken_for_irrelevant_counts_with_its_empty_labels() -> None:
    figures = measure(GOLD, [0, 1], [EMPTY, EMPTY])
    assert figures["relevance.f1"] == 0.0
    assert figures["stance.doanh_nghiep"] == 0.0
    assert figures["stance.accuracy"] == pytest.approx(2 / 3)


def test_evidence_that_was_not_marked_counts_against() -> None:
    stance = replace(RIGHT.stances[2], evidence_index=-1)
    assert measure(GOLD, [0], [annotation(1, stance)])["evidence.shown"] == 0.0


def test_criticism_counts_as_read_when_it_is_labelled_or_left_as_a_doubt() -> None:
    critical = {**LABEL, "stance": {**LABEL["stance"], "cong_doan": "against"}}
    gold = Gold(GOLD.documents, (critical, LABEL), GOLD.corpora, GOLD.sha256)
    missed = replace(RIGHT, stances=(Stance("cong_doan", "neutral", 0.8, abstain=False), *RIGHT.stances[1:]))
    doubted = replace(missed, stances=(replace(missed.stances[0], against_p=0.1), *RIGHT.stances[1:]))
    labelled = replace(missed, stances=(replace(missed.stances[0], label="against"), *RIGHT.stances[1:]))
    shares = [measure(gold, [0, 1], [one, missed]) for one in (missed, doubted, labelled)]
    assert [(figures["criticism.read"], figures["criticism.asked"]) for figures in shares] == [
        (0, 0),
        (1, 0.5),
        (1, 0.5),
    ]


def test_the_spread_over_folds_is_kept() -> None:
    assert summary([{"x": 0.5}, {"x": 0.7}], {"x": 0.61}) == {"x": {"value": 0.61, "lowest": 0.5, "highest": 0.7}}


def test_facets_are_measured_on_both_maps() -> None:
    right = replace(RIGHT, provinces=("Bình Dương",), strike=True)
    # Bình Dương and Bà Rịa - Vũng Tàu are both TP.HCM on the map of 34
    near = replace(right, provinces=("Bà Rịa - Vũng Tàu",))
    figures = measure(GOLD, [0, 1], [right, EMPTY])
    assert (figures["provinces.f1"], figures["level.macro"], figures["strike.f1"]) == (1.0, 1.0, 1.0)
    figures = measure(GOLD, [0, 1], [near, EMPTY])
    assert (figures["provinces.f1"], figures["provinces.f1_34"]) == (0.0, 1.0)
