"""Points and what near ones say: nearness without shared order, storage without loss, outputs asked of some only."""

import numpy as np
import pytest
from scipy import sparse

from nlp.meaning import Meaning, learn_meaning, load_meaning
from nlp.model import Weights
from nlp.neighbours import closeness, fit_neighbours, load_neighbours

RNG = np.random.default_rng(5)
KINDS = np.array([0, 1] * 30)
# two kinds of texts with five words of their own and two common ones; each text has some of them
ROWS = sparse.csr_matrix(
    np.hstack([(RNG.random((60, 5)) < 0.6) * (KINDS[:, None] == kind) for kind in (0, 1)] + [np.ones((60, 2))]) / 3,
    dtype=np.float32,
)
CUES = np.column_stack([KINDS, np.ones(60)]).astype(np.float32)


@pytest.fixture(scope="module")
def meaning() -> Meaning:
    return learn_meaning(ROWS, CUES)


def test_texts_of_one_kind_lie_near(meaning: Meaning) -> None:
    points = meaning.points(ROWS, CUES)
    near = closeness(points, points)
    same = KINDS[:, None] == KINDS[None, :]
    assert near[same].mean() > near[~same].mean() + 0.1
    assert np.allclose(np.diag(near), 1, atol=1e-5)


def test_a_text_of_unknown_words_has_a_place(meaning: Meaning) -> None:
    points = meaning.points(sparse.csr_matrix((1, ROWS.shape[1]), dtype=np.float32), CUES[:1])
    assert np.isfinite(points).all()
    assert not points[0, : points.shape[1] - 2].any()


def test_near_texts_tell_the_label_of_a_new_one(meaning: Meaning) -> None:
    points = meaning.points(ROWS, CUES)
    asked = np.arange(60) < 40
    every = np.ones(60, dtype=bool)
    found = fit_neighbours(points[:50], [(every[:50], np.eye(2)[KINDS[:50]]), (asked[:50], 1.0 * KINDS[:40, None])])
    scores = found.scores(points[50:])
    assert (scores[:, :2].argmax(axis=1) == KINDS[50:]).all()
    assert ((scores[:, 2] > 0.5) == KINDS[50:]).all()
    assert not found.say[40:, 2].any()


def test_stored_and_loaded_say_the_same(meaning: Meaning) -> None:
    points = meaning.points(ROWS, CUES)
    found = fit_neighbours(points, [(np.ones(60, dtype=bool), np.eye(2)[KINDS])])
    weights = Weights(meaning.stored("m") | found.stored("n"), {})
    again = load_meaning(weights, "m").points(ROWS, CUES)
    assert np.array_equal(again, points)
    assert np.array_equal(load_neighbours(weights, "n").scores(again), found.scores(points))


def test_what_a_point_is_told_does_not_depend_on_its_company() -> None:
    draw = np.random.default_rng(3)
    points = draw.normal(size=(300, 40)).astype(np.float32)
    fitted = fit_neighbours(points[:200] / 6, [(np.ones(200, dtype=bool), draw.normal(size=(200, 3)))])
    together = fitted.scores(points / 6)
    alone = np.vstack([fitted.scores(one[None, :] / 6) for one in points])
    assert (together == alone).all()
    assert fitted.scores(points[:0]).shape == (0, 3)
