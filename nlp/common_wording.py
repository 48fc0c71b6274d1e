"""The words that many people share: runs of syllables said by enough voices, the longest and most shared first.

A wording is shown only when at least `k` different people used it, so it can be nobody's own; who they are is told by
marks that the caller gives, never by texts alone.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass

from .normalize import fold
from .syllable import TOKEN

SHORTEST, LONGEST = 3, 12  # syllables of a wording
_KEPT_SHARE = 0.7  # a longer run that keeps this share of a shorter one's voices says more
_OVERLAP = 0.5  # share of its syllables that a wording may have in common with one already chosen
# A run that begins or ends with one of these is cut off in the middle of a thought
_EDGES = frozenset({
    "và", "của", "là", "thì", "mà", "có", "cho", "với", "các", "những", "một", "này", "đó", "ở", "tại", "trong",
    "từ", "đến", "để", "bị", "được", "đã", "đang", "sẽ", "rồi", "cũng", "vẫn", "hay", "hoặc", "nhưng", "nên", "vì",
    "do", "nếu", "về", "ra", "vào", "lên", "xuống", "đi", "em", "anh", "chị", "mình", "tôi", "ạ", "à", "nhé",
    "rất", "quá", "chúng",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """One text, and who said it: a group within which persons can be told apart, and the person in it; None unknown."""

    text: str
    group: Hashable
    person: Hashable | None


@dataclass(frozen=True, slots=True)
class Wording:
    """A shared run of words; `voices` is the smallest number of people who can have said it."""

    text: str
    texts: int
    voices: int


def common_wordings(said: Sequence[Said], *, k: int = 5, most: int = 3) -> tuple[Wording, ...]:
    """Give at most `most` wordings that at least `k` people share, the most shared first.

    Persons of different groups can't be told apart, so the group with most persons counts.
    """
    runs = _runs(said)
    shared = {run: _voices(said, rows) for run, rows in runs.items() if len(rows) >= k}
    shared = {run: voices for run, voices in shared.items() if voices >= k}
    maximal = [run for run in shared if not _is_outdone(run, shared)]
    ranked = sorted(maximal, key=lambda run: (-shared[run] * len(run), run))
    chosen: list[tuple[str, ...]] = []
    for run in ranked:
        if len(chosen) < most and not any(_is_like(run, other) for other in chosen):
            chosen.append(run)
    found = [Wording(" ".join(run), len(runs[run]), shared[run]) for run in chosen]
    return tuple(sorted(found, key=lambda one: (-one.voices, -one.texts, one.text)))


def count_texts(said: Sequence[Said], wording: str) -> int:
    """Give how many texts use a wording."""
    sought = f" {wording} "
    return sum(sought in f" {' '.join(_syllables(one.text))} " for one in said)


def _runs(said: Sequence[Said]) -> dict[tuple[str, ...], set[int]]:
    found: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
    for row, one in enumerate(said):
        words = _syllables(one.text)
        for start in range(len(words)):
            for end in range(start + SHORTEST, min(start + LONGEST, len(words)) + 1):
                run = tuple(words[start:end])
                if all(word.isalpha() for word in run) and run[0] not in _EDGES and run[-1] not in _EDGES:
                    found[run].add(row)
    return found


def _syllables(text: str) -> list[str]:
    return TOKEN.findall(fold(text))


def _voices(said: Sequence[Said], rows: Collection[int]) -> int:
    persons: defaultdict[Hashable, set[Hashable]] = defaultdict(set)
    for row in rows:
        if said[row].person is not None:
            persons[said[row].group].add(said[row].person)
    return max(map(len, persons.values()), default=0)


def _is_outdone(run: tuple[str, ...], shared: "dict[tuple[str, ...], int]") -> bool:
    """Whether a longer wording that holds this one is said by nearly as many."""
    return any(
        len(other) > len(run) and voices >= _KEPT_SHARE * shared[run] and _holds(other, run)
        for other, voices in shared.items()
    )


def _holds(longer: tuple[str, ...], run: tuple[str, ...]) -> bool:
    return any(longer[i : i + len(run)] == run for i in range(len(longer) - len(run) + 1))


def _is_like(run: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return len(set(run) & set(other)) > _OVERLAP * min(len(set(run)), len(set(other)))
