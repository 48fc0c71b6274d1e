"""The shipped model holds every pinned floor; weights, card and floors speak of the same corpus."""

import json
import tomllib
from pathlib import Path

import numpy as np
import pytest

from nlp.__main__ import main
from nlp.annotator import NAME, load_annotator
from nlp.card import CARD, PAGE
from nlp.evaluate import measure
from nlp.floors import below
from nlp.gold import load_gold
from nlp.model import MODELS, load_weights

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))
CARD_DATA = json.loads((MODELS / CARD).read_text(encoding="utf-8"))


def test_the_card_holds_every_floor() -> None:
    assert below({name: figure["value"] for name, figure in CARD_DATA["figures"].items()}, FLOORS["figures"]) == []


def test_weights_card_and_floors_are_of_one_corpus() -> None:
    meta = load_weights(NAME).meta
    assert meta["model_id"] == CARD_DATA["model_id"]
    assert meta["gold_sha256"] == CARD_DATA["gold"]["sha256"] == FLOORS["corpus"]["sha256"]
    assert meta["articles"] == CARD_DATA["gold"]["articles"] == FLOORS["corpus"]["articles"]
    assert CARD_DATA["model_id"] in (MODELS / PAGE).read_text(encoding="utf-8")


def test_the_weights_stay_small() -> None:
    assert sum(path.stat().st_size for path in MODELS.glob("*.npz")) < 40_000_000


def test_evaluate_prints_the_table_and_fails_under_a_floor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate"]) == 0
    assert "relevance.f1" in capsys.readouterr().out
    floors = tmp_path / "floors.toml"
    floors.write_text('[figures]\n"relevance.f1" = 0.9999\n', encoding="utf-8")
    assert main(["evaluate", "--floors", str(floors)]) == 1
    assert "under their floor: relevance.f1" in capsys.readouterr().err


def test_a_missing_card_is_an_error_that_names_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--models", str(tmp_path)]) == 1
    assert "labels.json" in capsys.readouterr().err


@pytest.mark.shared
def test_the_shipped_weights_know_what_they_learned(shared: Path) -> None:
    """Seen texts must come out far better than the cross-validated floors: weights and code fit together."""
    gold = load_gold(shared / "gold")
    rows = [int(i) for i in np.random.default_rng(0).permutation(len(gold.documents))[:400]]
    figures = measure(gold, rows, load_annotator().annotate([gold.documents[i] for i in rows]))
    for name, floor in FLOORS["figures"].items():
        if not name.endswith(".ece") and ".against" not in name:
            assert figures[name] > floor, name
