"""How sentences are seen with one target in mind, and how the deciding one is found."""

from dataclasses import replace

import numpy as np
from scipy import sparse

from nlp.decision import Decision
from nlp.first_stage import Look, Scores, pooled
from nlp.reading import passage, read
from nlp.records import STANCES, TARGETS, Document, Stance
from nlp.sentence import Unit, unit, units, windows
from nlp.stance import StanceModel, evidence_of, passage_text, stances_of

DOC = Document("a", "Công đoàn im lặng", "Công ty nợ lương.", ("Trời mưa.", "Công đoàn cơ sở chưa lên tiếng."))


def test_the_target_is_masked_and_so_is_the_other_side() -> None:
    seen = unit(0, passage(1, "Công đoàn yêu cầu công ty trả lương"), "cong_doan")
    assert seen is not None
    assert {"targetx", "otherdoanhnghiep", "@body"} <= set(seen.grams)
    assert "công ty" not in seen.grams


def test_only_naming_sentences_and_the_head_are_judged() -> None:
    assert [one.index for one in units([read(DOC)], "cong_doan")] == [0, -1, 2]
    assert unit(0, passage(0, ""), "cong_doan") is None


def test_windows_hold_naming_passages_only() -> None:
    (window,) = windows(units([read(DOC)], "cong_doan"), 1)
    assert "im lặng" in window
    assert "nợ lương" not in window
    assert not [gram for gram in window if gram.startswith("@")]


def scored(values: dict[int, float]) -> Scores:
    found = [Unit(0, index, True, []) for index in values]
    table = np.full((len(values), 2 * len(STANCES)), -3.0)
    table[:, STANCES.index("against")] = list(values.values())
    empty = np.zeros((1, 0))
    look = Look(sparse.csr_matrix((1, 1)), {}, empty)
    return Scores(look, empty, {}, dict.fromkeys(TARGETS, found), dict.fromkeys(TARGETS, table))


def test_the_evidence_is_the_passage_that_speaks_most_for_the_stance() -> None:
    best = evidence_of(scored({0: -2.0, -1: -1.5, 2: -0.1}), "cong_doan", 1)
    assert best[0, STANCES.index("against")] == 2
    assert passage_text(DOC, 2) == "Công đoàn cơ sở chưa lên tiếng."
    assert passage_text(DOC, -1) == DOC.lead


def test_whole_articles_have_a_threshold_of_their_own() -> None:
    decision = Decision(*(np.zeros(1) for _ in range(6)), classes=STANCES)
    model = StanceModel("cong_doan", decision, (0.6, 0.8))
    assert model.doubts(DOC, 0.7)
    assert not model.doubts(replace(DOC, sentences=()), 0.7)


def judged(target: str, against: float) -> Stance:
    """The stance of DOC when the model gives `against` to that class and the rest to neutral."""
    chances = np.full(4, 1e-9)
    chances[[STANCES.index("neutral"), STANCES.index("against")]] = 1 - against, against
    decision = Decision(np.zeros(4), np.ones(4), np.eye(4), np.zeros(4), np.ones(1), np.zeros(4), STANCES)
    scores = scored({0: -2.0, -1: -1.5, 2: -0.1})
    (one,) = stances_of(StanceModel(target, decision, (0.6, 0.8)), [DOC], scores, np.log(chances)[None, :])
    return one


def test_what_may_be_criticism_of_the_union_is_kept_beside_the_label_with_its_sentence() -> None:
    doubted = judged("cong_doan", 0.06)
    assert (doubted.label, doubted.evidence) == ("neutral", None)
    assert (doubted.against_p, doubted.against_evidence) == (0.06, "Công đoàn cơ sở chưa lên tiếng.")
    assert judged("cong_doan", 0.04).against_p is None
    assert judged("cong_doan", 0.9).against_p is None, "the label says so already"
    assert judged("chinh_sach", 0.3).against_p is None, "policy is criticised every day"


def test_pooling_prefers_passages_that_name_the_target() -> None:
    found = [Unit(0, 0, False, []), Unit(0, -1, True, [])]
    rows = pooled(found, np.array([[-0.1] * 8, [-2.0] * 8]), 2)
    assert rows[0, 0] == -2.0
    assert rows[0, 16] == -0.1
    assert (rows[1] < -9).all()
