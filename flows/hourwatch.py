"""Silences and falls of outlets that answer, hour by hour; what is known of the hours passed can be kept as text."""

import base64
import io
import math
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from flows.falls import Falls
from flows.rhythm import Bools, Floats, Rhythm
from flows.silence import State, Vigil
from flows.spells import Book, Spell
from flows.troubles import Trouble
from flows.watchspan import Span

Rows = Sequence[Mapping[str, Any]]  # see warehouse/queries/watch_hours.sql
HOUR_S = 3600
_PARTS: Mapping[str, type[Any]] = {"state": State, "rhythm": Rhythm, "falls": Falls}
_SOURCES, _SPELLS = TypeAdapter(list[tuple[str, str]]), TypeAdapter(list[Spell])


@dataclass(slots=True)
class HourWatch:
    """The outlets with their kinds, and what is known of them before the hour that is not over yet."""

    sources: list[tuple[str, str]]
    vigil: Vigil

    @classmethod
    def of(cls, rows: Rows) -> "HourWatch":
        """The watch that begins with the first of these hours and knows no other outlets."""
        sources = sorted({(row["source_id"], row["kind"]) for row in rows})
        kinds = sorted({kind for _, kind in sources})
        group = np.array([kinds.index(kind) for _, kind in sources], dtype=np.int64)
        return cls(sources, Vigil.begin(min((row["hour"] for row in rows), default=0), group))

    def ahead(self, span: Span) -> Span:
        """What is still to be read of a span."""
        return span.after(datetime.fromtimestamp(self.vigil.next_hour * HOUR_S, UTC))

    def knows(self, rows: Rows) -> bool:
        """Whether these hours are of outlets that were there from the beginning, in the kinds that they had."""
        return {(row["source_id"], row["kind"]) for row in rows} <= set(self.sources)

    def troubles(self, rows: Rows, newest_at: datetime) -> list[Trouble]:
        """All silences that these further hours show; the hour of `newest_at` may go on and is not kept."""
        seen, looked = self._table(rows)
        over = max(int(newest_at.timestamp()) // HOUR_S - self.vigil.next_hour, 0)
        self.vigil.watch(seen[:, :over], looked[:, :over])
        ahead = deepcopy(self.vigil)
        ahead.watch(seen[:, over:], looked[:, over:])
        return [_trouble(self.sources[spell.source][0], spell) for spell in ahead.book.told]

    def _table(self, rows: Rows) -> tuple[Floats, Bools]:
        place = {source_id: number for number, (source_id, _) in enumerate(self.sources)}
        first = self.vigil.next_hour
        shape = len(self.sources), max((row["hour"] for row in rows), default=first - 1) - first + 1
        seen, looked = np.zeros(shape), np.zeros(shape, dtype=np.bool_)
        where = ([place[row["source_id"]] for row in rows], [row["hour"] - first for row in rows])
        seen[where], looked[where] = [row["articles"] for row in rows], True
        return seen, looked

    def packed(self) -> str:
        """What is known as text, to the last bit: base64 of a NumPy archive."""
        arrays: dict[str, NDArray[Any]] = {
            f"{part}.{one.name}": np.asarray(getattr(getattr(self.vigil, part), one.name))
            for part, kind in _PARTS.items()
            for one in fields(kind)
        }
        texts = {"sources": _SOURCES.dump_json(self.sources), "spells": _SPELLS.dump_json(self.vigil.book.told)}
        raw = {name: np.frombuffer(text, dtype=np.uint8) for name, text in texts.items()}
        buffer = io.BytesIO()
        np.savez(buffer, allow_pickle=False, next_hour=np.array(self.vigil.next_hour), **arrays, **raw)
        return base64.b64encode(buffer.getvalue()).decode()

    @classmethod
    def unpacked(cls, text: str) -> "HourWatch":
        """The watch that gave this text."""
        with np.load(io.BytesIO(base64.b64decode(text)), allow_pickle=False) as held:
            parts = {
                part: kind(**{one.name: _value(held[f"{part}.{one.name}"]) for one in fields(kind)})
                for part, kind in _PARTS.items()
            }
            sources = _SOURCES.validate_json(held["sources"].tobytes())
            spells = _SPELLS.validate_json(held["spells"].tobytes())
            next_hour = int(held["next_hour"])
        return cls(sources, Vigil(next_hour, **parts, book=Book.of(len(sources), spells)))


def _value(array: NDArray[Any]) -> Any:
    return array if array.ndim else array.item()


def _trouble(source_id: str, spell: Spell) -> Trouble:
    """Nothing but repeats is a stale feed, fewer than usual is quiet."""
    return Trouble(
        source_id,
        "quiet" if spell.falling else "feed_stale",
        _end_of(spell.since),
        _end_of(spell.opened),
        None if spell.closed is None else _end_of(spell.closed),
        expected=round(spell.expected, 1),
        seen=round(spell.seen, 1),
        p=math.exp(-spell.score),
    )


def _end_of(hour: int) -> datetime:
    return datetime.fromtimestamp((hour + 1) * HOUR_S, UTC)
