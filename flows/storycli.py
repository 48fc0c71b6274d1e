"""The commands about stories: a card by its id, and people's words: link, split, rename."""

import json
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from flows.lookcli import home_of, known_role, out

Id = Annotated[str, typer.Argument(help="Id of a story (an old one leads on) or of an article.")]
Role = Annotated[str, typer.Option("--role", callback=known_role, help="Who corrects: a role, never a person's name.")]


class _CardByDefault(TyperGroup):
    """`story ID` is `story show ID`."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        known = args[0] in self.commands or args[0].startswith("-")
        return super().resolve_command(ctx, args if known else ["show", *args])


story_app = typer.Typer(
    cls=_CardByDefault,
    no_args_is_help=True,
    help="Stories: a card by its id; join, part and name them. Example: diemtin story 0f3a9c1b2d4e5f60",
)


@story_app.command()
def show(
    context: typer.Context,
    story: Id,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show a story's card: name, life, outlets and independent voices, places, stances, sentences, every article.

    Example: diemtin story 0f3a9c1b2d4e5f60
    """
    from flows import storycard

    card = storycard.read_card(home_of(context), story)
    if as_json:
        out.print_json(json.dumps(storycard.as_json(card), ensure_ascii=False))
        return
    storycard.show(card, out)


@story_app.command()
def link(context: typer.Context, one: Id, other: Id, role: Role = "bien-tap") -> None:
    """Say that two stories are one; every regrouping and rebuild heeds it until the next word on them.

    Example: diemtin story link 0f3a9c1b2d4e5f60 77aa01bc23de45f6
    """
    _fix(context, "link", one, other, role)


@story_app.command()
def split(context: typer.Context, one: Id, other: Id, role: Role = "bien-tap") -> None:
    """Say that two articles (or stories) tell two events; every regrouping and rebuild heeds it until the next word.

    Example: diemtin story split 5c1d0e9f8a7b6c5d 91e2d3c4b5a69788
    """
    _fix(context, "split", one, other, role)


@story_app.command()
def rename(
    context: typer.Context, story: Id, title: Annotated[str, typer.Argument(help="Its name.")], role: Role = "bien-tap"
) -> None:
    """Give a story a name.

    Example: diemtin story rename 0f3a9c1b2d4e5f60 "Ngừng việc ở Công ty Sao Khuê"
    """
    _fix(context, "rename", story, title, role)


def _fix(context: typer.Context, kind: str, one: str, other: str, role: str) -> None:
    from flows import steps, storyfixes

    path = storyfixes.fix(home_of(context), kind, one, other, role=role, at=steps.now())
    out.print(f"kept in {path.name}", markup=False)
