"""A model is trained from gold and corrections, promoted over the floors, and rolled back at once."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows import choices, models, steps
from flows.choices import SHIPPED, ChoiceError
from flows.cli import app
from flows.corrections import Said, land
from flows.home import Home, open_home
from flows.labelday import refresh
from nlp.floors import Floors, load_card
from nlp.model import MODELS, ModelError
from tests.flows.newsroom import MODEL, fill
from tests.nlp import tiny_gold
from warehouse import db, store

NOON = datetime(2026, 8, 6, 5, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home whose press was labelled by another model, corrected by people, and labelled by the shipped one."""
    home = open_home(tmp_path_factory.mktemp("home"))
    with db.writer(home.root) as con:
        fill(con)
        refresh(con)
    land(home, [Said("luong", "valence", "neg")], role="bien-tap", at=NOON)
    steps.annotate_step(home)
    return home


@pytest.fixture(scope="module")
def model(home: Home, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The id of a model trained in that home."""
    return models.train(home, tiny_gold.write(tmp_path_factory.mktemp("gold"))).annotator_id


@pytest.fixture
def floors(home: Home, model: str) -> Floors:
    gold = load_card(home.models / model)["gold"]
    return Floors(gold["sha256"], gold["articles"], {"topics.micro": 0.5})


@pytest.fixture(autouse=True)
def fresh_journal(home: Home) -> Iterator[None]:
    yield
    (home.models / choices.JOURNAL).unlink(missing_ok=True)


def rows(home: Home, text: str) -> list[tuple[Any, ...]]:
    with db.writer(home.root) as con:
        return store.sql(con, text)[1]


def labelled(home: Home) -> dict[str, int]:
    return dict(rows(home, "select annotator_id, count(*)::integer from core.annotations group by all"))


def test_a_trained_model_lands_with_what_it_learned_from_and_labels_nothing(home: Home, model: str) -> None:
    folder = home.models / model
    assert {path.name for path in folder.iterdir()} == {
        *("facets.npz", "labels.json", "labels.md", "labels.npz", "corrections.jsonl", "SHA256SUMS"),
    }
    assert [path.name for path in home.models.iterdir()] == [model], "no draft is left"
    (said,) = map(json.loads, (folder / "corrections.jsonl").read_text(encoding="utf-8").splitlines())
    assert (said["id"], said["valence"], said["corrected"]) == ("luong", "neg", ["valence"])
    card = load_card(folder)
    assert (card["corrections"]["texts"], card["corrections"]["fields"]) == (1, 1)
    assert "People corrected 1 of the training texts" in (folder / "labels.md").read_text(encoding="utf-8")
    assert choices.standing(home) == [SHIPPED]


def test_promotion_makes_all_texts_pending_and_rollback_is_at_once(home: Home, model: str, floors: Floors) -> None:
    before = labelled(home)
    shipped = models.annotator(home).annotator_id
    assert models.promote(home, model, floors, at=NOON).annotator_id == model
    assert models.annotator(home).annotator_id == model
    assert steps.annotate_step(home).texts == before[shipped]
    assert labelled(home) == before | {model: before[shipped]}
    assert rows(home, "select distinct annotator_id from mart.labels") == [(model,)]
    assert rows(home, "select valence from mart.labels where text_id = 'luong'") == [("neg",)]

    assert models.rollback(home, at=NOON) == SHIPPED
    assert rows(home, "select distinct annotator_id from mart.labels") == [(shipped,)]
    assert labelled(home) == before | {model: before[shipped]}
    assert steps.annotate_step(home).texts == 0
    assert MODEL in labelled(home)


def test_a_model_under_the_floors_is_refused_with_its_figures(home: Home, model: str, floors: Floors) -> None:
    high = Floors(floors.sha256, floors.articles, {"valence.ece": 0.0001, "dich.f1": 0.5})
    with pytest.raises(ChoiceError, match=r"valence\.ece 0\.\d+ \(floor 0\.000\), dich\.f1 is missing"):
        models.promote(home, model, high, at=NOON)
    with pytest.raises(ChoiceError, match="another gold"):
        models.promote(home, model, Floors("0" * 64, 5803, {}), at=NOON)
    assert choices.standing(home) == [SHIPPED]


def test_what_cannot_be_promoted_or_rolled_back(home: Home, model: str, floors: Floors) -> None:
    with pytest.raises(ChoiceError, match="no model khong-co"):
        models.promote(home, "khong-co", floors, at=NOON)
    with pytest.raises(ChoiceError, match="no earlier model"):
        models.rollback(home, at=NOON)
    models.promote(home, model, floors, at=NOON)
    with pytest.raises(ChoiceError, match="active already"):
        models.promote(home, model, floors, at=NOON)
    shipped = Floors(load_card(MODELS)["gold"]["sha256"], load_card(MODELS)["gold"]["articles"], {})
    models.promote(home, SHIPPED, shipped, at=NOON)
    assert choices.standing(home) == [SHIPPED, model, SHIPPED]
    assert models.rollback(home, at=NOON) == model


@pytest.mark.parametrize("line", ["{", "[]", '{"at": "x", "action": "delete", "model": "m"}', '{"model": "m"}'])
def test_a_damaged_journal_is_named(home: Home, line: str) -> None:
    (home.models / choices.JOURNAL).write_text(line + "\n", encoding="utf-8")
    with pytest.raises(ChoiceError, match=r"choices\.jsonl:1"):
        choices.standing(home)


def test_an_active_model_whose_files_are_gone_is_named(home: Home) -> None:
    choices.add(home, choices.Choice(NOON.isoformat(), "promote", "mat-roi"))
    with pytest.raises(ModelError, match="mat-roi"):
        steps.annotate_step(home)


def test_the_commands(home: Home, model: str, tmp_path: Path, floors: Floors) -> None:
    path = tmp_path / "san.toml"
    corpus = f'[corpus]\nsha256 = "{floors.sha256}"\narticles = {floors.articles}\n'
    path.write_text(corpus + '[figures]\n"topics.micro" = 0.5\n', encoding="utf-8")

    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["--home", str(home.root), "model", *words])
        return done.exit_code, done.output

    code, told = run("list", "--floors", str(path))
    assert (code, model[:6] in told, "shipped" in told) == (0, True, True)
    assert run("promote", model, "--floors", str(path))[0] == 0
    assert choices.standing(home) == [SHIPPED, model]
    assert run("rollback")[1].strip() == "model shipped labels again"
    assert run("train", "--gold", str(tmp_path / "khong"))[0] == 2
