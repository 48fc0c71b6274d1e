"""`diemtin watch`: a table of counts in, a table of incidents out; no home, no clock, each row decided from its past.

In: a CSV with `source, at, new_items` (and `kind`, if known), a row per poll or per hour, see warehouse/counts.py.
An hour in which no source has a row was not asked by us and says nothing. An hour in which others have rows counts as
zero for a source without one. In a file that never says 0, hours without a row are zeros.

Out: `source, cause, opened_at, closed_at, since, expected, seen, p, sentence`; times in ISO 8601 of Việt Nam, closed_at
empty while an incident is open; `expected` items against `seen` since `since`; `p` about the chance of this by itself.
"""

import csv
import io
import math
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from flows.cells import inert
from flows.rhythm import Bools, Floats
from flows.silence import silences
from flows.spells import Spell
from flows.wholefile import write_whole
from flows.wording import VIETNAM, number, short_date
from warehouse.counts import Counts, read_counts

QUIET = "quiet"
MOST_HOURS = 20 * 8784  # of one file; more is a time in the wrong unit


class WatchError(Exception):
    """The counts can't be watched; the message names the file."""


@dataclass(frozen=True, slots=True)
class FoundSilence:
    """One line of the answer."""

    source: str
    cause: str
    opened_at: str
    closed_at: str
    since: str
    expected: float
    seen: int
    p: float
    sentence: str


def watch_file(path: Path, out: Path) -> tuple[list[FoundSilence], tuple[str, ...]]:
    """Write the incidents of a table of counts to `out`; gives them, and what could not be read.

    Raises CountsError, WatchError, OSError.
    """
    counts = read_counts(path)
    first, seen, looked = as_hours(counts, path)
    kinds = sorted(set(counts.kinds))
    group = np.array([kinds.index(kind) for kind in counts.kinds], dtype=np.int64)
    found = [told(counts.sources[spell.source], spell) for spell in silences(first, seen, looked, group)]
    write_whole(out, _csv(found).encode())
    return found, counts.wrong


def as_hours(counts: Counts, path: Path) -> tuple[int, Floats, Bools]:
    """The first hour, the items of every source and hour, and who was asked when."""
    first, last = int(counts.hour.min()), int(counts.hour.max())
    n_sources, n_hours = len(counts.sources), last - first + 1
    if n_hours > MOST_HOURS:
        raise WatchError(f"{path}: the times reach from {_iso(first)} to {_iso(last)}, more than twenty years")
    place = counts.source.astype(np.int64) * n_hours + (counts.hour - first)
    seen = np.bincount(place, weights=counts.items, minlength=n_sources * n_hours).astype(np.float64)
    asked = np.ones(n_hours, dtype=np.bool_)
    if (counts.items == 0).any():
        asked[:] = False
        asked[counts.hour - first] = True
    return first, seen.reshape(n_sources, n_hours), np.broadcast_to(asked, (n_sources, n_hours))


def told(source: str, spell: Spell) -> FoundSilence:
    """An incident in words: it is known, and over, when its hour ends."""
    return FoundSilence(
        source=source,
        cause=QUIET,
        opened_at=_iso(spell.opened + 1),
        closed_at="" if spell.closed is None else _iso(spell.closed + 1),
        since=_iso(spell.since + 1),
        expected=round(spell.expected, 1),
        seen=round(spell.seen),
        p=float(f"{math.exp(-spell.score):.2g}"),
        sentence=_sentence(source, spell),
    )


def _sentence(source: str, spell: Spell) -> str:
    usual = f"khoảng {number(max(1, round(spell.expected)))} tin"
    since = _clock(spell.since + 1)
    if spell.falling:
        words = f"{source} ra tin ít hẳn từ {since}: theo nhịp thường có {usual}, chỉ thấy {number(round(spell.seen))}"
    else:
        words = f"{source} im lặng từ {since}: theo nhịp thường có {usual}, không thấy tin nào"
    return words + ("." if spell.closed is None else f"; trở lại lúc {_clock(spell.closed + 1)}.")


def _csv(found: Iterable[FoundSilence]) -> str:
    heads = [field.name for field in fields(FoundSilence)]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(heads)
    for one in found:
        cells = (getattr(one, head) for head in heads)
        writer.writerow([inert(cell) if isinstance(cell, str) else cell for cell in cells])
    return buffer.getvalue()


def _moment(hour: int) -> datetime:
    return datetime.fromtimestamp(hour * 3600, UTC).astimezone(VIETNAM)


def _iso(hour: int) -> str:
    return _moment(hour).isoformat()


def _clock(hour: int) -> str:
    at = _moment(hour)
    return f"{at:%H:%M} ngày {short_date(at.date())}"
