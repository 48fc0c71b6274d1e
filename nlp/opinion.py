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
_REACH = 3  # words before a cue within which a negation turns it
_STRONG, _WEAK = 2, 1
# How often praise and blame by cues are right, by their weight from 0 on: shares among 2,583 sentences of the gold that
# name a target and marked an attitude toward it, rounded down
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
    question: re.Pattern[str]
    thanks: re.Pattern[str]


def opinion_of(typed: Typed) -> Opinion:
    """Give the opinion in a text made readable; a pure function of its words and signs of feeling."""
    cues, text = _cues(), fold(typed.text)
    clauses = _CLAUSE.findall(text)
    balances = [_balance(clause, cues) for clause in clauses]
    whole = sum(balances) + 2 * max(-2, min(2, typed.feeling))
    asks = any(_asks(clause, cues) for clause in clauses)
    stances = {target: _stance(cues.targets[target], clauses, balances, whole, asks=asks) for target in TARGETS}
    intent, intent_p = _intent(text, whole, cues, asks=asks)
    valence = "pos" if whole > 0 else "neg" if whole < 0 else "neu"
    return Opinion(stances, intent, intent_p, valence, _sure(whole))


def rules_id() -> str:
    """Give 8 hex digits that change with any rule by which comments are read."""
    here = Path(__file__).parent
    parts = [*(here / f"{name}.py" for name in CODE), _FILE, here / "typed.toml"]
    return hashlib.sha256(b"\n".join(path.read_bytes() for path in parts)).hexdigest()[:8]


def _stance(
    target: re.Pattern[str], clauses: Sequence[str], balances: Sequence[int], whole: int, *, asks: bool
) -> tuple[str, float]:
    named = [i for i, clause in enumerate(clauses) if target.search(clause)]
    if not named:
        return "none", 1.0
    own = sum(balances[i] for i in named if not (balances[i] < 0 and _blames_another(clauses[i], target)))
    if not own and any(balances[i] for i in named):
        return UNSURE, 0.5
    if asks and abs(own) < _STRONG:
        return "neutral", 0.7
    balance = own or (whole if len(clauses) <= 2 else 0)  # "công đoàn ơi. chán quá": the next clause speaks of it, too
    if balance == 0:
        return ("neutral", 0.7) if not any(balances) else (UNSURE, 0.5)
    sure = _sure(balance)
    label = "favor" if balance > 0 else "against"
    return (label, sure) if sure >= LEAST_SURE else (UNSURE, sure)


def _blames_another(clause: str, target: re.Pattern[str]) -> bool:
    """Whether a clause of blame names the employer beside this target: then the employer is the one who is blamed."""
    employer = _cues().targets["doanh_nghiep"]
    return target is not employer and bool(employer.search(clause))


def _intent(text: str, whole: int, cues: _Cues, *, asks: bool) -> tuple[str, float]:
    if cues.thanks.search(text) and whole > 0:
        return "thanks", 0.9
    if asks and whole > -2 * _STRONG:
        return "question", 0.9 if "?" in text else 0.75
    if whole <= -_STRONG:
        return "complaint", _sure(whole)
    return "other", 0.6


def _balance(clause: str, cues: _Cues) -> int:
    """Praise minus blame of a clause, a negation before a cue turning it; blame phrases are taken out before praise."""
    score = 0
    for sign, (strong, weak) in ((-1, cues.blame), (1, cues.praise)):
        for weight, pattern in ((_STRONG, strong), (_WEAK, weak)):
            for match in pattern.finditer(clause):
                score += sign * weight * (-1 if _negated(clause, match.start(), cues) else 1)
            clause = pattern.sub(" # ", clause)
    return score


def _negated(clause: str, start: int, cues: _Cues) -> bool:
    before = " ".join(clause[:start].split()[-_REACH:])
    return bool(cues.negation.search(before))


def _asks(clause: str, cues: _Cues) -> bool:
    return clause.rstrip().endswith("?") or bool(cues.question.search(clause))


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
        question=_any(table["question"]["words"]),
        thanks=_any(table["thanks"]["words"]),
    )


def _any(phrases: Sequence[str]) -> re.Pattern[str]:
    longest = sorted(map(fold, phrases), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
