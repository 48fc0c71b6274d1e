"""Model files: same arrays back, same bytes for the same input, clear errors."""

from pathlib import Path

import numpy as np
import pytest

from nlp.model import ModelError, Weights, load_weights, model_id, packed, save_weights

WEIGHTS = Weights(
    {"coef": np.arange(6, dtype=np.float32).reshape(2, 3), "words": packed(["đình công", "lương"])}, {"c": 1}
)


def test_what_was_saved_is_read_back(tmp_path: Path) -> None:
    save_weights(tmp_path / "topic.npz", WEIGHTS)
    loaded = load_weights("topic", tmp_path)
    assert np.array_equal(loaded.arrays["coef"], WEIGHTS.arrays["coef"])
    assert loaded.words("words") == ["đình công", "lương"]
    assert loaded.meta == {"c": 1}


def test_the_same_weights_give_the_same_file(tmp_path: Path) -> None:
    assert save_weights(tmp_path / "a.npz", WEIGHTS) == save_weights(tmp_path / "b.npz", WEIGHTS)


def test_a_missing_model_names_the_file_and_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"stance\.npz is missing.*python -m nlp train"):
        load_weights("stance", tmp_path)


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 broken"])
def test_a_broken_model_names_the_file_and_the_remedy(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "stance.npz").write_bytes(content)
    with pytest.raises(ModelError, match=r"stance\.npz cannot be read.*python -m nlp train"):
        load_weights("stance", tmp_path)


def test_the_identity_follows_every_part() -> None:
    assert model_id(corpus="a", code="b") == model_id(code="b", corpus="a")
    assert model_id(corpus="a", code="b") != model_id(corpus="a", code="c")
