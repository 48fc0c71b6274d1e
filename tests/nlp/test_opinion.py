"""What a comment says of union, policy and employer, measured on comments written for it; and its plain cases."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from nlp.opinion import UNSURE, Opinion, opinion_of
from nlp.records import STANCES, TARGETS, VALENCES
from nlp.typed import read_typed

LEARNED = 155  # comments at the beginning of the file that the cues have seen
SIGNS = {"+": "favor", "-": "against", "0": "neutral", ".": "none"}


def labelled() -> list[tuple[list[str], Opinion]]:
    """Each comment's stances, intent and valence as read by a person, and the opinion found in it."""
    lines = (Path(__file__).parent / "comments.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [([*map(SIGNS.__getitem__, row[:3]), *row[3:5]], opinion_of(read_typed(row[5]))) for row in rows]


def macro_f1(pairs: Sequence[tuple[str, str]], labels: Sequence[str]) -> float:
    """The mean over `labels` of F1 of (true, found) pairs."""
    scores = []
    for label in labels:
        right = sum(true == found == label for true, found in pairs)
        named = sum(true == label for true, _ in pairs) + sum(found == label for _, found in pairs)
        scores.append(2 * right / named)
    return sum(scores) / len(scores)


def stance_pairs(rows: Sequence[tuple[list[str], Opinion]]) -> list[tuple[str, str]]:
    return [(true[i], said.stances[target][0]) for true, said in rows for i, target in enumerate(TARGETS)]


def test_opinion_on_comments_that_the_cues_have_seen() -> None:
    rows = labelled()[:LEARNED]
    assert macro_f1(stance_pairs(rows), STANCES) >= 0.80
    assert macro_f1([(true[4], said.valence) for true, said in rows], VALENCES) >= 0.82


def test_opinion_on_comments_that_they_have_not_seen() -> None:
    rows = labelled()[LEARNED:]
    pairs = stance_pairs(rows)
    told = [(true, found) for true, found in pairs if found in ("favor", "against")]
    assert macro_f1(pairs, STANCES) >= 0.62
    assert macro_f1([(true[4], said.valence) for true, said in rows], VALENCES) >= 0.57
    assert sum(true == found for true, found in told) >= 0.8 * len(told), "what is told is right; the rest is unsure"


@pytest.mark.parametrize(
    ("comment", "target", "stance", "intent"),
    [
        ("công ty này không hề tốt", "doanh_nghiep", "against", "complaint"),
        ("Chính sách này không chê vào đâu được", "chinh_sach", "favor", "other"),
        ("công đoàn giỏi ghê ha, giỏi thu tiền 👏", "cong_doan", "against", "complaint"),
        ("bao giờ công ty mới chịu trả lương đây", "doanh_nghiep", "against", "complaint"),
        ("bao giờ công đoàn phát quà tết vậy ạ", "cong_doan", "neutral", "question"),
        ("cty nợ lương 2 tháng rồi, mong công đoàn vô cuộc giúp", "cong_doan", "neutral", "complaint"),
        ("đoàn phí công đoàn đóng 1% hay 0,5% vậy ad", "cong_doan", "neutral", "question"),
        ("tks công đoàn nha", "cong_doan", "favor", "thanks"),
        ("công đoàn bên mình", "cong_doan", UNSURE, "other"),
    ],
)
def test_negation_mockery_questions_and_wishes(comment: str, target: str, stance: str, intent: str) -> None:
    said = opinion_of(read_typed(comment))
    assert (said.stances[target][0], said.intent) == (stance, intent)
