"""A clause of a plan and how the press can show whether it was done; the shapes of `[[clause]]` in plan files."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

_Share = Annotated[float, Field(gt=0, le=1)]
_Count = Annotated[int, Field(ge=1)]
Every = Literal["window", "month", "week", "day"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Among(_Strict):
    """Which articles are looked at: all of the listed things must hold; an empty list asks nothing."""

    outlets: tuple[str, ...] = ()  # source ids
    kinds: tuple[str, ...] = ()  # kinds of outlets: union_press, central, federation …
    not_kinds: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()  # as the outlet writes them; part of the name is enough
    relevance: Literal[0, 1, 2] = 1  # at least
    topics: tuple[str, ...] = ()  # one of these codes
    levels: tuple[str, ...] = ()  # level of the union body that acts
    terms: tuple[str, ...] = ()  # phrases (nlp.phrase): one in title, sapo or body
    and_terms: tuple[str, ...] = ()  # and one of these
    campaign: str | None = None  # named by the article
    message: str | None = None  # carried by a sentence of the article


class Articles(_Among):
    """Articles per period; enough when each period has `at_least` (without it: whether there are any)."""

    kind: Literal["articles"]
    every: Every = "window"
    at_least: _Count | None = None


class Share(_Among):
    """The share of such articles among all that were captured of these outlets."""

    kind: Literal["share"]
    at_least: _Share


class Bodies(_Among):
    """Of all federations how many have such an article on each day."""

    kind: Literal["bodies"]
    at_least: _Count


class Posts(_Strict):
    """Posts a day on each page of these kinds of sources."""

    kind: Literal["posts"]
    outlets: tuple[str, ...] = ()
    at_least: _Count


class Column(_Strict):
    """Columns (chuyên mục) that must exist: an article of the outlet stands in it or names it."""

    kind: Literal["column"]
    outlets: tuple[str, ...]
    names: Annotated[tuple[str, ...], Field(min_length=1)]
    every: Every = "window"


class Campaigns(_Among):
    """Articles that belong to a campaign while it runs."""

    kind: Literal["campaign"]
    campaign: str
    at_least: _Count | None = None


class Counted(_Strict):
    """Days of the window on which a counter was handed in."""

    kind: Literal["counter"]
    counter: str


class Digests(_Strict):
    """Days or weeks for which a digest was composed: what the plan asks of those who watch the press."""

    kind: Literal["digests"]
    every: Literal["day", "week"]


class Judged(_Strict):
    """Articles on workers and the union whose attitude was judged."""

    kind: Literal["judged"]


class Found(_Among):
    """Spotlights or rebuttals found in such articles."""

    kind: Literal["spotlights", "rebuttals"]


Measure = Annotated[
    Articles | Share | Bodies | Posts | Column | Campaigns | Counted | Digests | Judged | Found,
    Field(discriminator="kind"),
]


class Clause(_Strict):
    """One line of the plan: its words, who must do it, and its measure or why the press can't show it."""

    ref: str
    text: str
    who: tuple[str, ...] = ()
    measure: Measure | None = None
    not_measurable: str | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> "Clause":
        if (self.measure is None) == (self.not_measurable is None):
            raise ValueError("cần đúng một trong hai: measure hoặc not_measurable")
        return self
