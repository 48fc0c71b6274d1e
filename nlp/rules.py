"""What people said of stories: which texts tell one event and which two; the last word counts."""

from collections.abc import Mapping
from dataclasses import dataclass

from .records import Placement


@dataclass(frozen=True, slots=True)
class Rule:
    """Two texts that people said tell one event (`together`) or two."""

    left: str
    right: str
    together: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything people said, the last word first, of each pair once."""

    words: tuple[Rule, ...] = ()

    @property
    def apart(self) -> frozenset[frozenset[str]]:
        """The pairs that never join by themselves."""
        return frozenset(frozenset((rule.left, rule.right)) for rule in self.words if not rule.together)

    def apart_of(self, originals: Mapping[str, str]) -> frozenset[frozenset[str]]:
        """Give the same of the originals of copies: what is said of a copy holds for the text it repeats."""
        return frozenset(frozenset(originals.get(key, key) for key in pair) for pair in self.apart)


def heads(placed: Mapping[str, Placement], rules: Rules) -> dict[str, str]:
    """Give for the stories that people joined to older ones, by first text, the first text of the whole.

    They are told apart all the same, so that one doesn't water down what belongs to the other. A word that later ones
    contradict, if only by way of third texts, is not heard.
    """
    into: dict[str, str] = {}
    apart: list[tuple[str, str]] = []
    for rule in rules.words:
        if rule.left in placed and rule.right in placed:
            ends = [root_of(placed, key) for key in (rule.left, rule.right)]
            found = {_follow(into, end) for end in ends}
            if len(found) == 2 and not rule.together:
                apart.append((ends[0], ends[1]))
            elif len(found) == 2 and not any({_follow(into, a), _follow(into, b)} == found for a, b in apart):
                first, other = sorted(found, key=lambda key: placed[key].rank)
                into[other] = first
    return {key: _follow(into, key) for key in into}


def root_of(placed: Mapping[str, Placement], key: str) -> str:
    """Give the first text of the story that holds the text `key`."""
    while (parent := placed[key].parent) is not None:
        key = parent
    return key


def _follow(into: Mapping[str, str], key: str) -> str:
    while key in into:
        key = into[key]
    return key
