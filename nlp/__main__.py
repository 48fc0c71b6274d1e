"""`python -m nlp train|restore-train|evaluate|raise-floors`: learn, say how good it is, pin what was reached."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from . import restore_training
from .annotator import load_annotator
from .candidate import make
from .evaluate import evaluate, summary
from .floors import FLOORS, below, load_card, load_floors, other_gold, raised, values
from .gold import Gold, load_gold
from .model import MODELS, ModelError


def main(arguments: list[str] | None = None) -> int:
    """Run one command; give 0 when all is well, 1 when a figure lies under its floor or a file cannot be used."""
    options = _options(arguments)
    commands = {"train": _train, "restore-train": _restore_train, "evaluate": _evaluate, "raise-floors": _raise_floors}
    try:
        return commands[options.command](options)
    except (ModelError, OSError, KeyError, ValueError) as error:
        Console(stderr=True, soft_wrap=True).print(f"[red]nlp {options.command}:[/] {error}", highlight=False)
        return 1


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m nlp", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    learn = commands.add_parser("train", help="learn all labels and write weights and card")
    learn.add_argument("--gold", type=Path, required=True, help="folder with labels.jsonl and pool.jsonl.gz")
    learn.add_argument("--out", type=Path, default=MODELS, help="where the weights go (default: nlp/models)")
    learn.add_argument("--corrections", type=Path, nargs="*", default=[], help="files of `diemtin label gold`")
    learn.add_argument("--rest", type=Path, help="general news, gzipped JSONL: texts without a word of labour")
    learn.add_argument("--encoder", help="sentence-transformers[+words]:NAME (needs the extra `encoder`)")
    marks = commands.add_parser("restore-train", help="learn to put back diacritics and write restore.npz")
    marks.add_argument(
        "--texts", type=Path, nargs="+", required=True, help="gzipped JSONL; one named twice counts twice"
    )
    marks.add_argument("--unseen", type=Path, help="gzipped JSONL to measure on, which is not learned from")
    marks.add_argument("--out", type=Path, default=MODELS, help="where the weights go (default: nlp/models)")
    judge = commands.add_parser("evaluate", help="the figures of the shipped model against the pinned floors")
    judge.add_argument("--gold", type=Path, help="measure on this gold, which training has not seen")
    lift = commands.add_parser("raise-floors", help="move every floor up to just under the card's figure")
    for command in (judge, lift):
        command.add_argument("--models", type=Path, default=MODELS)
        command.add_argument("--floors", type=Path, default=FLOORS)
    return parser.parse_args(arguments)


def _train(options: argparse.Namespace) -> int:
    made = make(options.gold, options.out, corrections=options.corrections, rest=options.rest, encoder=options.encoder)
    _print(made.figures, {})
    Console().print(f"model {made.annotator_id} → {options.out}", soft_wrap=True)
    # what ships is held to what it reached, from the day it ships
    return _raise(MODELS, FLOORS) if options.out.resolve() == MODELS and FLOORS.is_file() else 0


def _restore_train(options: argparse.Namespace) -> int:
    weights, sha256 = restore_training.train(options.texts, options.out)
    Console().print(f"restore {sha256[:12]} → {options.out}", soft_wrap=True)
    if options.unseen is not None:
        figures = restore_training.measured(weights, restore_training.texts_of(options.unseen))
        Console().print(f"accuracy {figures['accuracy']:.4f} of {figures['syllables']:.0f} syllables", highlight=False)
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    card, floors = load_card(options.models), load_floors(options.floors)
    figures: Mapping[str, Mapping[str, float]] = card["figures"]
    if options.gold is not None:
        figures = _measured(load_gold(options.gold), card, options.models)
    _print(figures, floors.figures)
    short = below({name: figure["value"] for name, figure in figures.items()}, floors.figures)
    if short:
        Console(stderr=True).print(f"under their floor: {', '.join(short)}")
    return 1 if short else 0


def _raise_floors(options: argparse.Namespace) -> int:
    return _raise(options.models, options.floors)


def _raise(models: Path, path: Path) -> int:
    card, floors = load_card(models), load_floors(path)
    other = other_gold(card, floors)
    if other:
        Console(stderr=True, soft_wrap=True).print(f"floors stay: {other}", highlight=False)
        return 1
    text, moves = raised(path.read_text(encoding="utf-8"), values(card))
    path.write_text(text, encoding="utf-8")
    for name, (old, new) in moves.items():
        Console().print(f"{name}: {old:.3f} → {new:.3f}", highlight=False)
    return 0


def _measured(gold: Gold, card: Mapping[str, Any], models: Path) -> Mapping[str, Mapping[str, float]]:
    if gold.sha256 == card["gold"]["sha256"]:
        Console().print("this gold is what the model learned from: showing its cross-validated figures")
        figures: Mapping[str, Mapping[str, float]] = card["figures"]
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
