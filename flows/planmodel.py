"""What a communication plan says, as data: the shapes of `flows/plan/*.toml`, checked field by field.

An unknown key is an error. flows/plan/README.md shows a whole file.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from crawlers.source import Line
from nlp.phrase import PhraseError, needs, pattern

_Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
_MonthDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
Phrases = tuple[str, ...]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class PlanDocument(_Strict):
    """The paper itself."""

    id: _Id
    number: str
    title: str
    issuer: str
    issued: date | None = None
    note: str | None = None


class Topic(_Strict):
    """What the plan wants told: the codes of nlp/taxonomy.toml that cover it, and further words."""

    id: _Id
    ref: str
    name: Line
    codes: tuple[str, ...] = ()
    terms: Phrases = ()


class PlanMessage(_Strict):
    """A message and its wordings (nlp.slogan says what each is for)."""

    id: _Id
    ref: str
    text: str
    parts: Annotated[Phrases, Field(min_length=1)]
    inflected: Phrases = ()
    paraphrases: tuple[Annotated[Phrases, Field(min_length=2)], ...] = ()
    about: Phrases = ()

    @model_validator(mode="after")
    def _readable(self) -> "PlanMessage":
        _check(self.parts[:1], gate=True)
        _check(self.inflected, gate=True)
        for groups in self.paraphrases:
            _check(groups[:1], gate=True)
            _check(groups[1:])
        _check((*self.parts, *self.about))
        return self


class PlanNaming(_Strict):
    """One way in which texts name a campaign (nlp.campaign)."""

    say: Annotated[Phrases, Field(min_length=1)]
    together: Phrases = ()
    beside: Phrases = ()
    where: Literal["anywhere", "head", "title"] = "anywhere"

    @model_validator(mode="after")
    def _readable(self) -> "PlanNaming":
        _check(self.say, gate=True)
        _check((*self.together, *self.beside))
        return self


class Annual(_Strict):
    """The same days of every year."""

    first: _MonthDay = Field(alias="from")
    last: _MonthDay = Field(alias="to")


class AroundTet(_Strict):
    """Days before and after the first day of the lunar year."""

    before: Annotated[int, Field(ge=0, le=120)]
    after: Annotated[int, Field(ge=0, le=60)]


class Series(_Strict):
    """A campaign that comes back: its names, and its days of a year for which no plan sets others."""

    id: _Id
    name: Line
    basis: str
    names: Annotated[tuple[PlanNaming, ...], Field(min_length=1)]
    activities: tuple[PlanNaming, ...] = ()
    never: Phrases = ()
    annual: Annual | None = None
    tet: AroundTet | None = None

    @model_validator(mode="after")
    def _one_rule(self) -> "Series":
        if self.annual and self.tet:
            raise ValueError("chỉ một trong hai: annual hoặc tet")
        _check(self.never)
        return self


class Stage(_Strict):
    """A part of a campaign, or a programme inside it."""

    name: Line
    ref: str
    note: str | None = None


class Target(_Strict):
    """What the plan (or the site) wants of a campaign."""

    articles: Annotated[int, Field(ge=1)] | None = None
    outlets: Annotated[int, Field(ge=1)] | None = None
    share: Annotated[float, Field(gt=0, le=1)] | None = None


class PlanCampaign(_Strict):
    """A campaign of one year: the series it belongs to, its days when the plan sets them, messages and target."""

    series: _Id
    year: Annotated[int, Field(ge=2000, le=2100)]
    name: Line
    ref: str
    first: date | None = Field(default=None, alias="from")
    last: date | None = Field(default=None, alias="to")
    messages: tuple[_Id, ...] = ()
    counters: tuple[_Id, ...] = ()
    stages: tuple[Stage, ...] = ()
    target: Target | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "PlanCampaign":
        if self.first and self.last and self.first > self.last:
            raise ValueError("`from` đứng sau `to`")
        return self


class Counter(_Strict):
    """A figure that somebody counts every day and hands in as CSV."""

    id: _Id
    ref: str
    name: Line
    unit: str


class ReportingLine(_Strict):
    """Who reports to whom, how often."""

    ref: str
    who: str
    whom: str
    what: str
    every: Literal["day", "week", "month", "quarter", "year", "event"]


def _check(phrases: Phrases, *, gate: bool = False) -> None:
    """ValueError when a phrase can't be read, or (`gate`) holds nothing that must be said."""
    try:
        if phrases:
            pattern(phrases)
        if gate:
            for phrase in phrases:
                needs(phrase)
    except PhraseError as error:
        raise ValueError(str(error)) from error
