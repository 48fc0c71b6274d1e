"""Which sentences carry a message of the plan, and how: in its own words, inflected, or paraphrased.

* exact: the words of the slogan in their order, nothing but punctuation between them, or all of it as a hashtag;
* inflected: all of its parts close together, in any order, or one of the wordings that the plan file lists;
* paraphrase: a sentence about the message's subject that has something of every group that the plan file lists.

What is denied ("chưa chủ động") carries no message. Precision is what counts here: a reader sees every sentence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .campaign import passages_of
from .normalize import strip_diacritics
from .phrase import Gate, pattern
from .records import Document

NEAR = 22  # characters between two parts of an inflected slogan: "…, luôn …, và hết sức …"
SPREAD = 90  # characters over which the groups of a paraphrase may lie beside what they say themselves
_CHOICE = re.compile(r"\(([^()|]*)[^()]*\)|\[[^\[\]]*\]")
_DENIED = re.compile(r" (?:không|chưa|thiếu|chẳng|kém|giảm|mất|khó|hạn chế|bất cập)(?: [^\s.!?]+){0,2}$")


@dataclass(frozen=True, slots=True)
class Message:
    """One message as the plans word it.

    `parts` are the pieces of the slogan; `inflected` further wordings of all of it; each of `paraphrases` a list of
    groups. `about` must stand in the sentence (for exact wording: anywhere in the text), when given.
    """

    id: str
    parts: tuple[str, ...]
    inflected: tuple[str, ...] = ()
    paraphrases: tuple[tuple[str, ...], ...] = ()
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Carried:
    """A sentence (0 title, -1 sapo, from 1 the body) that carries a message; kind is exact, inflected or paraphrase."""

    message_id: str
    kind: str
    index: int
    sentence: str


class Messages:
    """All messages at once; texts without any of their words cost one pass."""

    def __init__(self, messages: Sequence[Message]) -> None:
        self._gate = Gate(wanted for one in messages for wanted in _wanted(one))
        self._rules = [_Rule(one) for one in messages]

    def may_be_in(self, whole: str) -> bool:
        """Whether a text may hold any, by its `whole` words (see `phrase.plain`); False is certain."""
        return self._gate.passes(whole)

    def of(self, doc: Document) -> tuple[Carried, ...]:
        """Give the sentences of `doc` that carry a message, each with the closest wording, in reading order."""
        passages = passages_of(doc)
        whole = "\n".join(text for _, _, text in passages)
        if not self._gate.passes(whole):
            return ()
        rules = [rule for rule in self._rules if rule.concerns(whole)]
        return tuple(
            Carried(rule.id, kind, index, sentence)
            for index, sentence, text in passages
            for rule in rules
            if (kind := rule.kind(text)) is not None
        )


def _wanted(message: Message) -> Iterator[tuple[Sequence[str], ...]]:
    """What a text holds that carries the message, by each kind of wording."""
    yield message.about, _hashtags(message)
    yield message.about, *((part,) for part in message.parts)
    if message.inflected:
        yield message.about, message.inflected
    for groups in message.paraphrases:
        yield message.about, *((group,) for group in groups)


def _hashtags(message: Message) -> tuple[str, str]:
    """The slogan as people write it behind "#", with its marks and without."""
    joined = _CHOICE.sub(r"\1", "".join(message.parts)).replace(" ", "")
    return joined, strip_diacritics(joined)


class _Rule:
    """One message with its wordings compiled."""

    def __init__(self, message: Message) -> None:
        self.id = message.id
        self._exact = pattern([" ".join(message.parts), *_hashtags(message)])
        self._parts = [pattern([part]) for part in message.parts]
        self._inflected = pattern(message.inflected) if message.inflected else None
        self._paraphrases = [[pattern([group]) for group in groups] for groups in message.paraphrases]
        self._about = pattern(message.about) if message.about else None

    def concerns(self, whole: str) -> bool:
        """Whether the text names what the message is about."""
        return self._about is None or self._about.search(whole) is not None

    def kind(self, text: str) -> str | None:
        """How a sentence carries the message, None when it does not."""
        if _said(self._exact, text) is not None:
            return "exact"
        if self._about is not None and self._about.search(text) is None:
            return None
        if (self._inflected is not None and _said(self._inflected, text)) or self._close(text):
            return "inflected"
        return "paraphrase" if any(_spread(groups, text) for groups in self._paraphrases) else None

    def _close(self, text: str) -> bool:
        """All parts, each near the next, in any order."""
        found = sorted(match.span() for part in self._parts if (match := _said(part, text)))
        if len(found) < max(2, len(self._parts)):
            return False
        return all(0 <= later[0] - earlier[1] <= NEAR for earlier, later in pairwise(found))


def _said(said: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first match that is not denied."""
    return next((match for match in said.finditer(text) if not _DENIED.search(text[: match.start()])), None)


def _spread(groups: Sequence[re.Pattern[str]], text: str) -> bool:
    """Something of every group, within SPREAD characters beside what they say themselves."""
    found = [match.span() for group in groups if (match := _said(group, text))]
    if len(found) < len(groups):
        return False
    said = sum(end - start for start, end in found)
    return max(end for _, end in found) - min(start for start, _ in found) <= said + SPREAD
