"""`python -m nlp train|evaluate`: learn the labels from a folder of gold, and say how good they are."""

import argparse
import json
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from . import facets
from .annotator import load_annotator
from .card import CARD, write_card
from .evaluate import below, evaluate, summary
from .gold import Gold, load_gold
from .model import MODELS, ModelError
from .train import cross_validate, identity_of, out_of_fold, save, study, train

FLOORS = Path(__file__).parent.parent / "tests" / "quality" / "floors.toml"


def main(arguments: list[str] | None = None) -> int:
    """Run one command; give 0 when all is well, 1 when a figure lies under its floor or a file cannot be used."""
    options = _options(arguments)
    try:
        return _train(options) if options.command == "train" else _evaluate(options)
    except (ModelError, OSError, KeyError, json.JSONDecodeError) as error:
        Console(stderr=True, soft_wrap=True).print(f"[red]nlp {options.command}:[/] {error}", highlight=False)
        return 1


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m nlp", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    learn = commands.add_parser("train", help="learn all labels and write weights and card")
    learn.add_argument("--gold", type=Path, required=True, help="folder with labels.jsonl and pool.jsonl.gz")
    learn.add_argument("--out", type=Path, default=MODELS, help="where the weights go (default: nlp/models)")
    judge = commands.add_parser("evaluate", help="the figures of the shipped model against the pinned floors")
    judge.add_argument("--gold", type=Path, help="measure on this gold, which training has not seen")
    judge.add_argument("--models", type=Path, default=MODELS)
    judge.add_argument("--floors", type=Path, default=FLOORS)
    return parser.parse_args(arguments)


def _train(options: argparse.Namespace) -> int:
    gold = load_gold(options.gold)
    work = study(gold)
    identity = identity_of(gold)
    dense, firsts = out_of_fold(work)
    figures = cross_validate(work, dense, firsts)
    about = {"gold_sha256": gold.sha256, "articles": len(gold.documents)}
    save(train(work, dense, identity), options.out, about)
    write_card(options.out, identity, gold, figures)
    _print(figures, {})
    facets.save(work.places, options.out)
    Console().print(f"model {identity} → {options.out}")
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    card = json.loads((options.models / CARD).read_text(encoding="utf-8"))
    floors = tomllib.loads(options.floors.read_text(encoding="utf-8"))
    figures: dict[str, dict[str, float]] = card["figures"]
    if options.gold is not None:
        figures = _measured(load_gold(options.gold), card, options.models)
    _print(figures, floors["figures"])
    short = below({name: figure["value"] for name, figure in figures.items()}, floors["figures"])
    if short:
        Console(stderr=True).print(f"under their floor: {', '.join(short)}")
    return 1 if short else 0


def _measured(gold: Gold, card: Mapping[str, Any], models: Path) -> dict[str, dict[str, float]]:
    if gold.sha256 == card["gold"]["sha256"]:
        Console().print("this gold is what the model learned from: showing its cross-validated figures")
        figures: dict[str, dict[str, float]] = card["figures"]
        return figures
    measured = evaluate(load_annotator(models), gold)
    return summary([measured], measured)


def _print(figures: Mapping[str, Mapping[str, float]], floors: Mapping[str, float]) -> None:
    table = Table("figure", "value", "lowest fold", "highest fold", "floor")
    for name, figure in figures.items():
        floor = f"{floors[name]:.3f}" if name in floors else ""
        table.add_row(name, *(f"{figure[key]:.3f}" for key in ("value", "lowest", "highest")), floor)
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
