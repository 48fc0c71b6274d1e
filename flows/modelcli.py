"""The commands about models: list them, train one from gold and corrections, promote, roll back."""

from pathlib import Path
from typing import Annotated, Any

import typer

from flows.lookcli import home_of, out

model_app = typer.Typer(no_args_is_help=True, help="Models: list, train, promote, roll back.")
FloorsFile = Annotated[
    Path | None, typer.Option("--floors", exists=True, dir_okay=False, help="Default: tests/quality/floors.toml.")
]
SHOWN = ("relevance.macro", "topics.micro", "stance.cong_doan", "stance.doanh_nghiep", "stance.chinh_sach")


@model_app.command(name="list")
def list_command(context: typer.Context, floors: FloorsFile = None) -> None:
    """Show the shipped model and the trained ones: which labels, what they learned from, what keeps one back.

    Example: diemtin model list
    """
    from flows import models

    for one in models.candidates(home_of(context), _floors(floors)):
        figures, said = one.card["figures"], one.card.get("corrections", {}).get("texts", 0)
        name = one.model if one.model == one.annotator_id else f"{one.model} ({one.annotator_id})"
        learned = f"{one.card['gold']['articles']} bài, {said} bài người sửa"
        out.print(f"{name}: {learned}{' · đang dùng' if one.active else ''}", markup=False)
        shown = [f"{key} {figures[key]['value']:.3f}" for key in SHOWN if key in figures]
        out.print(f"  {', '.join(shown)}", markup=False)
        if one.refusal:
            out.print(f"  không dùng được: {one.refusal}", markup=False)


@model_app.command(name="train")
def train_command(
    context: typer.Context,
    gold: Annotated[Path, typer.Option("--gold", exists=True, file_okay=False, help="labels.jsonl, pool.jsonl.gz.")],
    rest: Annotated[
        Path | None, typer.Option("--rest", exists=True, dir_okay=False, help="General news, gzipped JSONL.")
    ] = None,
    encoder: Annotated[
        str | None, typer.Option("--encoder", help="sentence-transformers[+words]:NAME; default: none.")
    ] = None,
) -> None:
    """Learn a model from the gold and all corrections of this home; it lands as a candidate and labels nothing yet.

    Example: diemtin model train --gold ../shared/gold --rest ../shared/corpus/news.jsonl.gz
    """
    from flows import models

    made = models.train(home_of(context), gold, rest=rest, encoder=encoder)
    for name, figure in made.figures.items():
        out.print(f"{name:32} {figure['value']:.3f}", markup=False)
    out.print(f"model {made.annotator_id}; use it: diemtin model promote {made.annotator_id}", markup=False)


@model_app.command(name="promote")
def promote_command(
    context: typer.Context,
    model: Annotated[str, typer.Argument(help="An id of `model list`, or `shipped`.")],
    floors: FloorsFile = None,
) -> None:
    """Let a model label from now on; one whose figures fall under the floors is refused.

    Example: diemtin model promote 4f0c2a9d1b7e
    """
    from flows import models, steps

    models.promote(home_of(context), model, _floors(floors), at=steps.now())
    out.print(f"model {model} labels from now on; all texts wait for it: diemtin annotate", markup=False)


@model_app.command(name="rollback")
def rollback_command(context: typer.Context) -> None:
    """Go back to the model that labelled before; its labels are still there and show at once.

    Example: diemtin model rollback
    """
    from flows import models, steps

    out.print(f"model {models.rollback(home_of(context), at=steps.now())} labels again", markup=False)


def _floors(path: Path | None) -> Any:
    from nlp.floors import FLOORS, load_floors

    return load_floors(path or FLOORS)
