"""Whether the model still meets the news it knows: one month's labels against the months before, or its own card."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from flows import models
from flows.choices import standing
from flows.driftmath import change, critical, differs, psi
from flows.grouping import document
from flows.home import Home
from nlp.floors import load_card
from nlp.profile import BINS, Profile, profile_of, unknown_words
from warehouse import db, store
from warehouse.db import Connection

# PSI from which a distribution counts as moved: Siddiqi, Credit Risk Scorecards (2006), the common 0.10/0.25 rule.
MOVED = 0.25
# A share of texts (khac, abstentions) that moves by less is nothing a reader would notice; beyond it, it must also be
# too much for chance (see driftmath.differs).
SHARE = 0.05
# Unknown syllables: relevant texts of eight sources of 2002 to 2026 that training has not seen hold 0.9 to 2.9 % of
# them; a rise by the whole span of that is another kind of text (a broken body, another language, new names).
UNKNOWN = 0.02
MONTHS = 3  # before the month, that it is compared with
ENOUGH = 200  # relevant texts on both sides, below which nothing is said of the whole
ENOUGH_OUTLET = 50  # articles of one outlet on both sides
DRAWN = 2000  # texts read for their words


@dataclass(frozen=True, slots=True)
class Finding:
    """One comparison: `value` and `reference` are shares 0 to 1 (None for distributions), `moved` by how much."""

    name: str
    outlet: str | None
    value: float | None
    reference: float | None
    moved: float
    limit: float

    @property
    def attention(self) -> bool:
        """Whether a person should look."""
        return self.moved > self.limit


@dataclass(frozen=True, slots=True)
class Drift:
    """The report of one month; `against` is `months` or `card`, None when there are too few texts to say anything."""

    month: date
    model: str
    annotator_id: str
    texts: int
    against: str | None
    reference_texts: int = 0
    findings: tuple[Finding, ...] = field(default=())

    @property
    def attention(self) -> bool:
        """Whether anything moved more than it should."""
        return any(finding.attention for finding in self.findings)

    def as_dict(self) -> dict[str, Any]:
        """As plain JSON."""
        plain = asdict(self) | {"month": f"{self.month:%Y-%m}", "attention": self.attention}
        return plain | {"findings": [asdict(one) | {"attention": one.attention} for one in self.findings]}


def drift(home: Home, month: date) -> Drift:
    """Compare the calendar month (Việt Nam) that begins on `month` with the three before, else with the model's card.

    People's corrections play no part: the model is watched. Raises ModelError, ChoiceError, WarehouseError.
    """
    model = standing(home)[-1]
    annotator = models.annotator(home)
    before, after = _months(month, -MONTHS), _months(month, 1)

    def words(con: Connection, first: date, last: date) -> float:
        rows = store.query(con, "drift_texts", first=first, last=last, most=DRAWN)
        return unknown_words(annotator.first, [document(row) for row in rows])

    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        now = _profile(con, month, after, words)
        past = _profile(con, before, month, words)
        outlets = _outlets(_labels(con, month, after), _labels(con, before, month))
    if now.texts < ENOUGH:
        return Drift(month, model, annotator.annotator_id, now.texts, None)
    against = "months" if past.texts >= ENOUGH else "card"
    reference = past if against == "months" else profile_of(load_card(models.folder_of(home, model)))
    findings = (*compared(now, reference), *outlets)
    return Drift(month, model, annotator.annotator_id, now.texts, against, reference.texts, findings)


def compared(now: Profile, reference: Profile) -> list[Finding]:
    """Give the comparison of two profiles: shares, words, and the score distribution of every task both know."""
    found = [
        _share("khac", (now.other, now.texts), (reference.other, reference.texts)),
        _share("abstain", (now.abstained, now.stances), (reference.abstained, reference.stances)),
    ]
    risen = max(0.0, now.unknown_words - reference.unknown_words)
    found.append(Finding("unknown_words", None, now.unknown_words, reference.unknown_words, round(risen, 4), UNKNOWN))
    for task in sorted(set(now.scores) & set(reference.scores)):
        found.append(_distribution(f"scores.{task}", None, now.scores[task], reference.scores[task]))
    return found


def _share(name: str, now: tuple[int, int], reference: tuple[int, int]) -> Finding:
    value, before = (hits / total if total else 0.0 for hits, total in (now, reference))
    moved = abs(value - before) if differs(now, reference) else 0.0
    return Finding(name, None, round(value, 4), round(before, 4), round(moved, 4), SHARE)


def _distribution(name: str, outlet: str | None, now: tuple[int, ...], reference: tuple[int, ...]) -> Finding:
    limit = max(MOVED, critical(now, reference))
    return Finding(name, outlet, None, None, round(psi(now, reference), 4), round(limit, 4))


Labels = dict[tuple[str, str], dict[str, int]]


def _labels(con: Connection, first: date, last: date) -> Labels:
    found: Labels = {}
    for row in store.query(con, "drift_outlets", first=first, last=last):
        found.setdefault((row["outlet"], row["field"]), {})[row["value"]] = row["articles"]
    return found


def _outlets(now: Labels, reference: Labels) -> list[Finding]:
    """The label shifts of outlets that wrote enough on both sides."""
    found = []
    for key in sorted(set(now) & set(reference)):
        ours, theirs = change(now[key], reference[key])
        if min(sum(ours), sum(theirs)) >= ENOUGH_OUTLET:
            outlet, name = key
            found.append(_distribution(f"labels.{name}", outlet, ours, theirs))
    return found


def _profile(con: Connection, first: date, last: date, words: Callable[[Connection, date, date], float]) -> Profile:
    (shares,) = store.query(con, "drift_shares", first=first, last=last)
    scores: dict[str, list[int]] = {}
    for row in store.query(con, "drift_scores", first=first, last=last):
        scores.setdefault(row["task"], [0] * BINS)[row["tenth"]] = row["texts"]
    counts: Mapping[str, int] = shares
    return Profile(
        **counts,
        unknown_words=round(words(con, first, last), 4),
        scores={task: tuple(values) for task, values in scores.items()},
    )


def _months(month: date, count: int) -> date:
    """The first day of the month `count` months later."""
    number = month.year * 12 + month.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)
