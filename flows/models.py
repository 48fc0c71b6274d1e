"""The models of this home: trained into folders, listed with their cards, promoted over the floors, rolled back."""

import json
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.annotate import activate
from flows.choices import SHIPPED, Choice, ChoiceError, add, standing
from flows.corrections import gold_records
from flows.home import Home
from flows.labelday import refresh
from nlp.annotator import Annotator, annotator_id_in, load_annotator
from nlp.floors import Floors, load_card, refusal
from nlp.model import MODELS, ModelError
from warehouse import db
from warehouse.disk import sync

if TYPE_CHECKING:
    from nlp.candidate import Made


@dataclass(frozen=True, slots=True)
class Candidate:
    """A model of this home (or the shipped one) with its card and what keeps it from promotion, if anything."""

    model: str
    annotator_id: str
    active: bool
    card: Mapping[str, Any]
    refusal: str | None


def annotator(home: Home) -> Annotator:
    """Give the annotator of the active model; ModelError names a file of it that is missing or broken."""
    return load_annotator(folder_of(home, standing(home)[-1]))


def by_annotator(home: Home, annotator_id: str) -> Annotator:
    """Give the annotator of that id, active or not; ModelError when no model of this home bears it."""
    trained = sorted(path.name for path in home.models.iterdir() if path.is_dir() and not path.name.startswith("."))
    for model in (SHIPPED, *trained):
        if annotator_id_in(folder_of(home, model)) == annotator_id:
            return load_annotator(folder_of(home, model))
    raise ModelError(f"no model in {home.models} labels as {annotator_id}; bring its folder back")


def folder_of(home: Home, model: str) -> Path:
    """Give where the files of a model lie."""
    return MODELS if model == SHIPPED else home.models / model


def candidates(home: Home, floors: Floors) -> list[Candidate]:
    """Give the shipped model and every trained one, by name. Raises ChoiceError and ModelError."""
    current = standing(home)[-1]
    trained = sorted(path.name for path in home.models.iterdir() if path.is_dir() and not path.name.startswith("."))
    return [_candidate(home, model, floors, current) for model in (SHIPPED, *trained)]


def _candidate(home: Home, model: str, floors: Floors, current: str) -> Candidate:
    folder = folder_of(home, model)
    card = load_card(folder)
    return Candidate(model, annotator_id_in(folder), model == current, card, refusal(card, floors))


def train(home: Home, gold: Path, *, rest: Path | None = None, encoder: str | None = None) -> "Made":
    """Learn a model from the gold and every correction of this home; it lands as `models/<annotator id>`, inactive.

    `rest` is general news (nlp/rest.py). The corrections it learned from lie beside its weights. The same inputs give
    the same folder. Raises ModelError.
    """
    from nlp.candidate import make  # only who trains waits for the training code

    draft = home.models / f".draft-{secrets.token_hex(4)}"
    draft.mkdir()
    try:
        said = draft / "corrections.jsonl"
        records = gold_records(home)
        said.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), encoding="utf-8")
        made = make(gold, draft, corrections=[said], rest=rest, encoder=encoder)
        if not folder_of(home, made.annotator_id).is_dir():
            for path in (*draft.iterdir(), draft):
                sync(path)
            draft.replace(folder_of(home, made.annotator_id))
            sync(home.models)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return made


def promote(home: Home, model: str, floors: Floors, *, at: datetime) -> Candidate:
    """Let a model label from now on: its texts are pending, the other models' rows stay.

    ChoiceError when it is unknown, active already, or its card falls under the floors; the message names the figures.
    """
    if model != SHIPPED and not (home.models / model).is_dir():
        raise ChoiceError(f"there is no model {model} in {home.models}; `diemtin model list` shows them")
    chosen = _candidate(home, model, floors, standing(home)[-1])
    if chosen.active:
        raise ChoiceError(f"model {model} is active already")
    if chosen.refusal:
        raise ChoiceError(f"model {model} is not promoted: {chosen.refusal}")
    load_annotator(folder_of(home, model))  # a broken file shows now, not at the next hourly run
    add(home, Choice(at.astimezone(UTC).isoformat(), "promote", model))
    return chosen


def rollback(home: Home, *, at: datetime) -> str:
    """Go back to the model that labelled before the active one; its labels show at once. Gives it.

    ChoiceError when there is none before.
    """
    models = standing(home)
    if len(models) < 2:
        raise ChoiceError("there is no earlier model to go back to: the shipped one is active")
    previous = models[-2]
    annotator_id = annotator_id_in(folder_of(home, previous))
    add(home, Choice(at.astimezone(UTC).isoformat(), "rollback", previous))
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        activate(con, annotator_id)
        refresh(con)
    return previous
