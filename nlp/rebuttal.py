"""What an article says is false: the sentence that denies, and the one that tells the claim.

A candidate for a person to decide, nothing more: the text shows that somebody denies, never who is right.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .campaign import passages_of
from .phrase import Gate, pattern, read_words
from .records import Document

_AT_MOST = 5  # rebuttals kept of one text
_NEAR = 3  # sentences looked back for the claim


@dataclass(frozen=True, slots=True)
class Rebuttal:
    """A denial and the claim (0 title, -1 sapo, from 1 the body); without a claim of its own the denial holds it."""

    index: int
    denial: str
    claim_index: int | None
    claim: str | None


class Rebuttals:
    """Finds what texts on the union and labour policy call false."""

    def __init__(self) -> None:
        words = read_words("claims.toml")
        self._gate = Gate([(words["signs"], words["about"])])
        self._about = pattern(words["about"])
        self._false = pattern(words["denial"])
        self._data = pattern(words["not_a_denial"])
        self._claim = pattern(words["claim"])

    def may_be_in(self, whole: str) -> bool:
        """Whether a text may hold any, by its `whole` words (see `phrase.plain`); False is certain."""
        return self._gate.passes(whole)

    def of(self, doc: Document) -> tuple[Rebuttal, ...]:
        """Give what `doc` calls false, in reading order."""
        passages = passages_of(doc)
        if not self._gate.passes("\n".join(text for _, _, text in passages)):
            return ()
        headline = " ".join(text for index, _, text in passages if index <= 0)
        about_all = self._about.search(headline) is not None
        found: list[Rebuttal] = []
        for at, (index, sentence, text) in enumerate(passages):
            near = " ".join(text for _, _, text in passages[max(0, at - 1) : at + 1])
            if self._denies(text) and (about_all or self._about.search(near)):
                found.append(self._rebuttal(passages, at, index, sentence))
        return tuple(found[:_AT_MOST])

    def _denies(self, text: str) -> bool:
        return self._false.search(self._data.sub(" …", text)) is not None

    def _rebuttal(self, passages: Sequence[tuple[int, str, str]], at: int, index: int, sentence: str) -> Rebuttal:
        """The denial with the nearest earlier sentence that tells what somebody claims."""
        for back in range(at - 1, max(-1, at - 1 - _NEAR), -1):
            claim_index, claim, text = passages[back]
            if self._claim.search(text) and not self._denies(text):
                return Rebuttal(index, sentence, claim_index, claim)
        return Rebuttal(index, sentence, None, None)
