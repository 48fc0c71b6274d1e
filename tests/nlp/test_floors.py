"""Floors: who may pass, what is said to who may not, and that they only ever rise."""

from pathlib import Path

import pytest

from nlp.floors import Floors, below, load_floors, raised, refusal
from nlp.model import ModelError

FLOORS = Floors("ab" * 32, 5803, {"stance.cong_doan": 0.69, "stance.ece": 0.05})


def card(union: float = 0.7, ece: float = 0.02, articles: int = 5803) -> dict[str, object]:
    figures = {"stance.cong_doan": {"value": union}, "stance.ece": {"value": ece}}
    return {"gold": {"sha256": "ab" * 32, "articles": articles}, "figures": figures}


def test_floors_bound_figures_from_below_and_errors_from_above() -> None:
    assert below({"a": 0.8, "b.ece": 0.03}, {"a": 0.8, "b.ece": 0.05}) == []
    assert below({"a": 0.7, "b.ece": 0.06}, {"a": 0.8, "b.ece": 0.05, "c": 0.1}) == ["a", "b.ece", "c"]


def test_a_model_that_holds_may_pass() -> None:
    assert refusal(card(), FLOORS) is None


def test_a_model_that_falls_below_is_told_with_its_figures() -> None:
    told = refusal(card(union=0.612, ece=0.08), FLOORS)
    assert told == "under the floors: stance.cong_doan 0.612 (floor 0.690), stance.ece 0.080 (floor 0.050)"
    missing = {"gold": {"sha256": "ab" * 32, "articles": 5803}, "figures": {}}
    assert refusal(missing, FLOORS) == "under the floors: stance.cong_doan is missing, stance.ece is missing"


def test_figures_of_another_gold_are_not_compared() -> None:
    assert "another gold (12 articles" in str(refusal(card(articles=12), FLOORS))


def test_floors_only_rise_and_comments_stay() -> None:
    text = '# why\n[corpus]\narticles = 5803\n\n[figures]\n"a.f1" = 0.900\n"b.f1" = 0.900\n"c.ece" = 0.05\n'
    new, moves = raised(text, {"a.f1": 0.9312, "b.f1": 0.88, "c.ece": 0.02})
    assert moves == {"a.f1": (0.9, 0.926), "c.ece": (0.05, 0.025)}
    assert new == text.replace('"a.f1" = 0.900', '"a.f1" = 0.926').replace("0.05\n", "0.025\n")
    assert raised(new, {"a.f1": 0.9312, "b.f1": 0.88, "c.ece": 0.02}) == (new, {})


@pytest.mark.parametrize("text", ["", "[corpus\n", "[corpus]\n[figures]\n"])
def test_a_file_that_is_no_floors_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "san.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=r"san\.toml cannot be used"):
        load_floors(tmp_path / "san.toml")
