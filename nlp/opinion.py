"""What one comment says: whom it means, praise or blame, a question, a complaint or thanks, and how sure that is.

The models of this room learned from the press; comments are another world, shorter and cruder. So the attitude comes
from words that can be read (`opinion.toml`) in the clause that names the target, and what is not plain is `unsure`.
How often the words are right was measured on sentences of the gold that marked an attitude: see README.md.
"""

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .normalize import fold
from .records import TARGETS
from .typed import Typed

_FILE = Path(__file__).parent / "opinion.toml"
CODE = ("opinion", "typed", "restore", "syllable", "normalize")
UNSURE = "unsure"
INTENTS = ("question", "complaint", "thanks", "other")
_CLAUSE = re.compile(r"[^.!?;\n]+[?]?|[?]+")
_PART = re.compile(r",\s|\s(?:nhưng|chứ|còn|mà)\s")
_REACH, _FAR_REACH = 3, 6  # words before a cue within which a negation, and a stressed one, turns it
_STRONG, _WEAK = 2, 1
# How often praise and blame by cues are right, by their weight from 0 on: shares among 2,583 sentences of the gold that
# name a target and marked an attitude toward it, rounded down; counted with the first, shorter list of cues
_SURE_PRAISE = (0.5, 0.8, 0.9, 0.92)
_SURE_BLAME = (0.5, 0.48, 0.75, 0.83, 0.9, 0.95)
LEAST_SURE = 0.65  # what is less sure is told as unsure


@dataclass(frozen=True, slots=True)
class Opinion:
    """The reading of one comment; `stances` by target: favor, neutral, against, unsure or none, with its certainty."""

    stances: Mapping[str, tuple[str, float]]
    intent: str
    intent_p: float
    valence: str
    valence_p: float


@dataclass(frozen=True, slots=True)
class _Cues:
    targets: Mapping[str, re.Pattern[str]]
    praise: tuple[re.Pattern[str], re.Pattern[str]]
    blame: tuple[re.Pattern[str], re.Pattern[str]]
    negation: re.Pattern[str]
    far_negation: re.Pattern[str]
    question: re.Pattern[str]
    closing: re.Pattern[str]
    rhetorical: re.Pattern[str]
    mocking: re.Pattern[str]
    wish: re.Pattern[str]
    report: re.Pattern[str]
    thanks: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Clause:
    """A piece of a comment: whom it names, praise minus blame in it."""

    text: str
    targets: frozenset[str]
    balance: int


def opinion_of(typed: Typed) -> Opinion:
    """Give the opinion in a text made readable; a pure function of its words and signs of feeling."""
    cues, text = _cues(), fold(typed.text)
    mocks = typed.mocks or cues.mocking.search(text) is not None
    clauses = [_clause(one, cues, mocks=mocks) for sentence in _CLAUSE.findall(text) for one in _parts(sentence, cues)]
    feeling = max(-2, min(2, typed.feeling))
    whole = sum(one.balance for one in clauses) + 2 * (min(feeling, 0) if mocks else feeling)
    asks = any(_asks(one.text, cues) for one in clauses)
    quiet = asks or cues.wish.search(text) is not None or cues.report.search(text) is not None
    stances = {target: _stance(target, clauses, whole, asks=asks, quiet=quiet) for target in TARGETS}
    intent, intent_p = _intent(text, whole, cues, asks=asks)
    valence = "pos" if whole > 0 else "neg" if whole < 0 else "neu"
    return Opinion(stances, intent, intent_p, valence, _sure(whole))


def rules_id() -> str:
    """Give 8 hex digits that change with any rule by which comments are read."""
    here = Path(__file__).parent
    parts = [*(here / f"{name}.py" for name in CODE), _FILE, here / "typed.toml"]
    return hashlib.sha256(b"\n".join(path.read_bytes() for path in parts)).hexdigest()[:8]


def _parts(sentence: str, cues: _Cues) -> list[str]:
    """A sentence whole, or its parts between commas when it names several targets: each is told something else."""
    named = sum(pattern.search(sentence) is not None for pattern in cues.targets.values())
    return _PART.split(sentence) if named > 1 else [sentence]


def _clause(text: str, cues: _Cues, *, mocks: bool) -> _Clause:
    named = frozenset(target for target, pattern in cues.targets.items() if pattern.search(text))
    return _Clause(text, named, _balance(text, cues, mocks=mocks))


def _stance(target: str, clauses: Sequence[_Clause], whole: int, *, asks: bool, quiet: bool) -> tuple[str, float]:
    """`quiet` tells that the text asks, wishes or reports: without a cue it then judges nobody."""
    if not any(target in one.targets for one in clauses):
        return "none", 1.0
    own = sum(one.balance for one in _about(target, clauses) if not _blames_another(one, target))
    named = [one for one in clauses if target in one.targets]
    if not own and any(one.balance for one in named):
        return UNSURE, 0.5
    if quiet and abs(own) < _STRONG:
        return "neutral", 0.7
    balance = own or (whole if len(clauses) <= 2 else 0)  # "công đoàn ơi. chán quá": the next clause speaks of it, too
    if balance == 0:
        return UNSURE, 0.5
    sure = _sure(balance)
    label = "favor" if balance > 0 else "against"
    return (label, sure) if sure >= LEAST_SURE else (UNSURE, sure)


def _about(target: str, clauses: Sequence[_Clause]) -> list[_Clause]:
    """The clauses that name a target, and those behind them that name nobody."""
    found: list[_Clause] = []
    speaks = False
    for one in clauses:
        speaks = target in one.targets if one.targets else speaks
        if speaks:
            found.append(one)
    return found


def _blames_another(clause: _Clause, target: str) -> bool:
    """Whether a clause of blame names the employer beside this target: then the employer is the one who is blamed."""
    return clause.balance < 0 and target != "doanh_nghiep" and "doanh_nghiep" in clause.targets


def _intent(text: str, whole: int, cues: _Cues, *, asks: bool) -> tuple[str, float]:
    if cues.thanks.search(text) and whole > 0:
        return "thanks", 0.9
    if asks and whole > -2 * _STRONG:
        return "question", 0.9 if "?" in text else 0.75
    if whole <= -_STRONG:
        return "complaint", _sure(whole)
    return "other", 0.6


def _balance(clause: str, cues: _Cues, *, mocks: bool) -> int:
    """Praise minus blame of a clause, a negation before a cue turning it; blame phrases are taken out before praise."""
    score = -_STRONG if cues.rhetorical.search(clause) else 0
    for sign, (strong, weak) in ((-1, cues.blame), (1, cues.praise)):
        for weight, pattern in ((_STRONG, strong), (_WEAK, weak)):
            end = 0
            for match in pattern.finditer(clause):
                denied = _denial(clause[end : match.start()], cues)
                end = match.end()
                if sign > 0 and mocks and not denied:
                    score -= _WEAK  # praise with a wink
                    continue
                score += sign * (max(weight, denied) * -1 if denied else weight)
            clause = pattern.sub(" # ", clause)
    return score


def _denial(before: str, cues: _Cues) -> int:
    """How strongly the words in front of a cue, from the last comma on, deny it; 0 when they don't."""
    words = before.rpartition(",")[2].split()
    if cues.far_negation.search(" ".join(words[-_FAR_REACH:])):
        return _STRONG
    return _WEAK if cues.negation.search(" ".join(words[-_REACH:])) else 0


def _asks(clause: str, cues: _Cues) -> bool:
    if cues.rhetorical.search(clause):
        return False
    clause = cues.far_negation.sub(" ", clause)
    return bool(clause.rstrip().endswith("?") or cues.question.search(clause) or cues.closing.search(clause))


def _sure(balance: int) -> float:
    measured = _SURE_PRAISE if balance > 0 else _SURE_BLAME
    return measured[min(abs(balance), len(measured) - 1)]


@cache
def _cues() -> _Cues:
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return _Cues(
        targets={target: _any(table["targets"][target]) for target in TARGETS},
        praise=(_any(table["praise"]["strong"]), _any(table["praise"]["weak"])),
        blame=(_any(table["blame"]["strong"]), _any(table["blame"]["weak"])),
        negation=_any(table["negation"]["words"]),
        far_negation=_any(table["negation"]["stressed"]),
        question=_any(table["question"]["words"]),
        closing=re.compile(table["question"]["closing"]),
        rhetorical=re.compile("|".join(table["question"]["rhetorical"])),
        mocking=re.compile("|".join(table["mocking"]["patterns"])),
        wish=_any(table["quiet"]["wishes"]),
        report=re.compile("|".join(table["quiet"]["reports"])),
        thanks=_any(table["thanks"]["words"]),
    )


def _any(phrases: Sequence[str]) -> re.Pattern[str]:
    longest = sorted(map(fold, phrases), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
