"""The weekly digest's part on public opinion: what people ask, complain of and give thanks for, in figures only.

Of the comments of a week: attitudes toward the three targets with the interval of their shares, questions, complaints
and thanks against the mean of the four weeks before, and wordings that at least five people share. Nobody is counted
who can't be told apart from others, so a number of people is always "at least".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flows.certainty import interval, moved
from flows.frame import Frame
from nlp.common_wording import Said, Wording, common_wordings, count_texts
from nlp.records import TARGETS
from warehouse import store
from warehouse.db import Connection

LEAST_VOICES = 5
BASE_WEEKS = 4
CHANCE = 0.05  # a change that chance makes more often than this is not told as one
INTENTS = ("question", "complaint", "thanks")
_WEEK = timedelta(days=7)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Attitudes:
    """Comments by attitude toward one target; `low` and `high` bound the share of blame among praise and blame."""

    target: str
    favor: int
    neutral: int
    against: int
    unsure: int
    low: float
    high: float
    before: float | None  # the share of blame in the four weeks before, None when nobody judged

    @property
    def judged(self) -> int:
        """Comments of praise or blame."""
        return self.favor + self.against


@dataclass(frozen=True, slots=True)
class SharedWording:
    """Words that at least `voices` people used; `base` is the number of comments with them in a usual week."""

    text: str
    comments: int
    voices: int
    base: float | None


@dataclass(frozen=True, slots=True)
class Trend:
    """Comments of one intent against a usual week; `change` is up, down, same, or new without a base."""

    intent: str
    comments: int
    base: float | None
    change: str
    wordings: tuple[SharedWording, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the section says; `voices` None when people can't be told apart or are fewer than five."""

    monday: date
    comments: int
    posts: int
    pages: int
    voices: int | None
    base_weeks: int
    attitudes: tuple[Attitudes, ...]
    trends: tuple[Trend, ...]


def compose(con: Connection, frame: Frame) -> Opinion | None:
    """The section for a weekly digest, of the places that its desk answers for; None for a day or without comments."""
    if frame.period != "week":
        return None
    first = frame.day - BASE_WEEKS * _WEEK
    rows = store.query(
        con, "opinion_comments", digest_id=frame.digest_id, first_date=first, last_date=frame.day + _WEEK
    )
    return opinion_of(rows, frame.day)


def opinion_of(rows: Sequence[Row], monday: date) -> Opinion | None:
    """The section of one week's comments (from `monday`) and those of the weeks before; None without comments. Pure."""
    now = [row for row in rows if row["said_date"] >= monday]
    before = [row for row in rows if row["said_date"] < monday]
    if not now:
        return None
    weeks = len({row["said_date"] - timedelta(days=row["said_date"].weekday()) for row in before})
    voices = _voices(now)
    return Opinion(
        monday=monday,
        comments=len(now),
        posts=len({row["post_id"] for row in now}),
        pages=len({row["source_id"] for row in now}),
        voices=voices if voices >= LEAST_VOICES else None,
        base_weeks=weeks,
        attitudes=tuple(one for one in (_attitudes(target, now, before) for target in TARGETS) if one is not None),
        trends=tuple(_trend(intent, now, before, weeks) for intent in INTENTS),
    )


def _attitudes(target: str, now: Sequence[Row], before: Sequence[Row]) -> Attitudes | None:
    counts = {label: _count(now, f"stance_{target}", label) for label in ("favor", "neutral", "against", "unsure")}
    if not sum(counts.values()):
        return None
    blamed, praised = (_count(before, f"stance_{target}", label) for label in ("against", "favor"))
    low, high = interval(counts["against"], counts["favor"] + counts["against"])
    return Attitudes(
        target, **counts, low=low, high=high, before=blamed / (blamed + praised) if blamed + praised else None
    )


def _trend(intent: str, now: Sequence[Row], before: Sequence[Row], weeks: int) -> Trend:
    mine, theirs = ([row for row in rows if row["intent"] == intent] for rows in (now, before))
    base = len(theirs) / weeks if weeks else None
    change = "new"
    if base is not None:
        change = "same" if moved(len(mine), len(theirs), weeks) >= CHANCE else "up" if len(mine) > base else "down"
    earlier = _said(theirs)
    shared = [_shared(one, earlier, weeks) for one in common_wordings(_said(mine), k=LEAST_VOICES)]
    rising = sorted(shared, key=lambda one: ((one.base or 0) - one.comments, one.text))
    return Trend(intent, len(mine), base, change, tuple(rising))


def _shared(one: Wording, earlier: Sequence[Said], weeks: int) -> SharedWording:
    return SharedWording(one.text, one.texts, one.voices, count_texts(earlier, one.text) / weeks if weeks else None)


def _said(rows: Iterable[Row]) -> list[Said]:
    """The texts with their voices; an author is counted on one day of a week, so voices are people."""
    return [
        Said(row["meant"], row["run_id"], (row["said_date"], row["voice"]) if _counts(row) else None) for row in rows
    ]


def _voices(rows: Sequence[Row]) -> int:
    runs: dict[str, set[tuple[date, str]]] = {}
    for row in filter(_counts, rows):
        runs.setdefault(row["run_id"], set()).add((row["said_date"], row["voice"]))
    return max(map(len, runs.values()), default=0)


def _counts(row: Row) -> bool:
    return bool(row["is_counted"] and row["voice"])


def _count(rows: Sequence[Row], field: str, value: str) -> int:
    return sum(row[field] == value for row in rows)
