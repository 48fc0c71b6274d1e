"""The first look: whole words only, any Unicode form, nothing for an empty text."""

import unicodedata

import numpy as np
import pytest

from nlp.model import Weights
from nlp.prefilter import Prefilter, load_prefilter, phrase_grams, plain
from nlp.records import Document

LOOK = Prefilter(
    ("công nhân", "nhân", "mỹ"),
    np.array([[2, 0], [0.5, 0], [-1, 3]], np.float32),
    np.array([-1, -2], np.float32),
    (1.0, 0.0),
)


def doc(title: str, *sentences: str) -> Document:
    return Document("x", title, "", sentences)


@pytest.mark.parametrize(
    ("title", "relevant", "abroad"),
    [("CÔNG NHÂN, vui", 1.5, -2.0), ("Công-nhân Mỹ", 0.5, 1.0), ("công nhânn", -1.0, -2.0), ("", -9.0, -9.0)],
)
def test_phrases_add_up(title: str, relevant: float, abroad: float) -> None:
    for form in ("NFC", "NFD"):
        assert LOOK.look([doc(unicodedata.normalize(form, title))]).tolist() == [[relevant, abroad]]


def test_a_phrase_counts_once() -> None:
    assert LOOK.found(plain(doc("công nhân", "Công nhân và công nhân."))) == [0, 1]


def test_title_and_lead_alone_have_their_own_floor() -> None:
    docs = [doc("Công nhân Mỹ"), doc("Công nhân Mỹ", "Tin."), doc("Mỹ", "Tin."), doc("Công nhân")]
    assert LOOK.worth(docs, LOOK.look(docs)) == [1, 3]


def test_a_model_of_old_has_one_floor() -> None:
    stored = LOOK.stored("look")
    stored["look.bias"] = stored["look.bias"][:3]
    assert load_prefilter(Weights(stored, {}), "look").floors == (1.0, 1.0)


def test_grams_leave_figures_out() -> None:
    assert list(phrase_grams("lương 5 triệu đồng")) == ["lương", "triệu", "đồng", "triệu đồng"]
