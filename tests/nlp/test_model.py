"""Model files: same arrays back, same bytes for the same input, clear errors."""

import hashlib
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
    (tmp_path / "SHA256SUMS").write_text(f"{hashlib.sha256(content).hexdigest()}  stance.npz\n", encoding="ascii")
    with pytest.raises(ModelError, match=r"stance\.npz cannot be read.*python -m nlp train"):
        load_weights("stance", tmp_path)


def test_a_model_that_is_not_the_one_saved_is_never_opened(tmp_path: Path) -> None:
    save_weights(tmp_path / "mine.npz", WEIGHTS)
    save_weights(tmp_path / "other.npz", Weights({"coef": np.zeros(3)}, {}))
    (tmp_path / "mine.npz").write_bytes((tmp_path / "other.npz").read_bytes())
    with pytest.raises(ModelError, match=r"mine\.npz is not the one that .*SHA256SUMS names"):
        load_weights("mine", tmp_path)
    (tmp_path / "SHA256SUMS").unlink()
    with pytest.raises(ModelError, match=r"other\.npz is not the one"):
        load_weights("other", tmp_path)


def test_an_array_of_objects_is_refused(tmp_path: Path) -> None:
    """Attack: a model file whose array is a pickle, which would run code when it is opened."""
    np.savez(tmp_path / "evil.npz", coef=np.array([WEIGHTS, print], dtype=object))
    sha256 = hashlib.sha256((tmp_path / "evil.npz").read_bytes()).hexdigest()
    (tmp_path / "SHA256SUMS").write_text(f"{sha256}  evil.npz\n", encoding="ascii")
    with pytest.raises(ModelError, match=r"evil\.npz cannot be read"):
        load_weights("evil", tmp_path)


def test_the_identity_follows_every_part() -> None:
    assert model_id(corpus="a", code="b") == model_id(code="b", corpus="a")
    assert model_id(corpus="a", code="b") != model_id(corpus="a", code="c")
