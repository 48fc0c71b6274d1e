"""The plans of this installation: read, checked against one another, and turned into what the text room asks for."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from crawlers.given import told, toml_of
from flows.clause import Clause
from flows.planmodel import (
    Counter,
    PlanCampaign,
    PlanDocument,
    PlanMessage,
    PlanNaming,
    ReportingLine,
    Series,
    Topic,
)
from nlp import campaign, slogan
from nlp.campaign import Campaigns
from nlp.slogan import Messages

BUNDLED = Path(__file__).parent / "plan"


class PlanError(Exception):
    """A plan file is wrong; the message names the file and every wrong field."""


class Plan(BaseModel):
    """One plan file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    document: PlanDocument
    topic: tuple[Topic, ...] = ()
    message: tuple[PlanMessage, ...] = ()
    series: tuple[Series, ...] = ()
    campaign: tuple[PlanCampaign, ...] = ()
    counter: tuple[Counter, ...] = ()
    report: tuple[ReportingLine, ...] = Field(default=())
    clause: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class Plans:
    """All plan files; `version` changes with every word that can change what is found in a text."""

    files: tuple[Plan, ...]
    version: str

    @property
    def series(self) -> tuple[Series, ...]:
        """Every campaign that comes back."""
        return tuple(one for plan in self.files for one in plan.series)

    @property
    def messages(self) -> tuple[PlanMessage, ...]:
        """Every message."""
        return tuple(one for plan in self.files for one in plan.message)

    @property
    def counters(self) -> tuple[Counter, ...]:
        """Every counter."""
        return tuple(one for plan in self.files for one in plan.counter)

    def campaign_finder(self) -> Campaigns:
        """What finds campaigns in texts."""
        return Campaigns([_campaign(one) for one in self.series])

    def message_finder(self) -> Messages:
        """What finds messages in texts."""
        return Messages([slogan.Message(m.id, m.parts, m.inflected, m.paraphrases, m.about) for m in self.messages])


def _campaign(series: Series) -> campaign.Campaign:
    return campaign.Campaign(
        series.id, tuple(map(_naming, series.names)), tuple(map(_naming, series.activities)), series.never
    )


def _naming(naming: PlanNaming) -> campaign.Naming:
    return campaign.Naming(naming.say, naming.together, naming.beside, naming.where)


def read_plans(own: Path | None = None, losses: list[str] | None = None) -> Plans:
    """The bundled plans and those of the folder `own`; a file of a bundled one's name takes its place.

    A wrong file of `own` is told in `losses` and left out; without a list it is a PlanError, as a wrong bundled one is.
    """
    files = {path.name: path for folder in (BUNDLED, own) if folder for path in sorted(folder.glob("*.toml"))}
    good: dict[str, Plan] = {}
    for name in sorted(files, key=lambda name: (files[name].parent != BUNDLED, name)):
        try:
            plan = _read(files[name])
            _agree({**good, name: plan})
        except PlanError as error:
            if losses is None or files[name].parent == BUNDLED:
                raise
            losses.append(str(error))
        else:
            good[name] = plan
    plans = tuple(good[name] for name in sorted(good))
    return Plans(plans, _version(plans))


def _read(path: Path) -> Plan:
    try:
        return Plan.model_validate(toml_of(path))
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, one['loc']))}: {_message(one)}" for one in error.errors())
        raise PlanError(f"{path.name}: {told(faults)}") from error
    except (OSError, ValueError) as error:
        raise PlanError(f"{path.name}: {error}") from error


def _message(one: Mapping[str, Any]) -> str:
    return str(one["msg"]).removeprefix("Value error, ")


def _agree(plans: Mapping[str, Plan]) -> None:
    """PlanError when an id stands twice or something points to an id that nobody defines."""
    known: dict[str, list[str]] = {
        "document": [plan.document.id for plan in plans.values()],
        "series": [one.id for plan in plans.values() for one in plan.series],
        "message": [one.id for plan in plans.values() for one in plan.message],
        "counter": [one.id for plan in plans.values() for one in plan.counter],
    }
    last = list(plans)[-1]
    for what, ids in known.items():
        twice = sorted({one for one in ids if ids.count(one) > 1})
        if twice:
            raise PlanError(f"{last}: {what}: mã {', '.join(twice)} được khai báo hai lần")
    for field, what, wanted in _pointers(plans[last]):
        if wanted not in known[what]:
            raise PlanError(f"{last}: {field}: không có {what} nào mang mã {wanted!r}")


def _pointers(plan: Plan) -> Iterator[tuple[str, str, str]]:
    """Every (field, kind, id) by which a plan speaks of something defined elsewhere."""
    for i, one in enumerate(plan.campaign):
        yield f"campaign.{i}.series", "series", one.series
        yield from ((f"campaign.{i}.messages", "message", message) for message in one.messages)
        yield from ((f"campaign.{i}.counters", "counter", counter) for counter in one.counters)
    for i, clause in enumerate(plan.clause):
        for field, what in (("campaign", "series"), ("message", "message"), ("counter", "counter")):
            wanted = getattr(clause.measure, field, None)
            if wanted is not None:
                yield f"clause.{i}.measure.{field}", what, wanted


def _version(plans: Iterable[Plan]) -> str:
    """12 hex digits of the hash of all wordings and of the code that reads texts by them."""
    digest = hashlib.sha256()
    for plan in plans:
        for part in (*plan.series, *plan.message):
            digest.update(part.model_dump_json().encode())
    room = Path(campaign.__file__).parent
    code = ("campaign", "phrase", "slogan", "spotlight", "rebuttal", "words", "normalize", "segment")
    for name in (*(f"{module}.py" for module in code), "claims.toml", "praise.toml"):
        digest.update((room / name).read_bytes())
    return digest.hexdigest()[:12]
