"""Topics from probabilities: thresholds, the limit of four, "khac" only alone."""

import numpy as np

from nlp.decision import Decision
from nlp.topic import MOST, TOPICS, topics_of


def assigned(p: dict[str, float], offset: float = 0.0) -> list[str]:
    logits = np.full((1, len(TOPICS)), -5.0)
    for code, value in p.items():
        logits[0, TOPICS.index(code)] = np.log(value / (1 - value))
    size = len(TOPICS)
    decision = Decision(
        np.zeros(size), np.ones(size), np.eye(size), np.zeros(size), np.ones(1), np.full(size, offset), TOPICS
    )
    return [topic.code for topic in topics_of(decision, logits)[0]]


def test_most_certain_first_and_others_left_out() -> None:
    assert assigned({"tien_luong": 0.7, "viec_lam": 0.9, "khac": 0.3}) == ["viec_lam", "tien_luong"]


def test_a_lower_threshold_lets_more_in() -> None:
    assert assigned({"tien_luong": 0.7, "viec_lam": 0.4}, offset=0.5) == ["tien_luong", "viec_lam"]


def test_every_relevant_text_has_a_topic() -> None:
    assert assigned({"tien_luong": 0.2}) == ["tien_luong"]


def test_other_only_when_nothing_else_fits() -> None:
    assert assigned({"khac": 0.8, "viec_lam": 0.6}) == ["viec_lam"]
    assert assigned({"khac": 0.8}) == ["khac"]


def test_at_most_four() -> None:
    assert len(assigned(dict.fromkeys(TOPICS[:8], 0.9))) == MOST
