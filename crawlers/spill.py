"""Text of an article that stands behind its body element because a stray end tag closed it early."""

from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawlers.body import Paragraph, words_in
from crawlers.lines import one_line
from crawlers.selector import Matcher

_LEVELS, _SIBLINGS, _WORDS = 4, 400, 30
_TEXT = frozenset({"p", "h3", "h4", "blockquote"})
_FIRST = _TEXT | {"figure", "br"}


class Spill(NamedTuple):
    """What stands behind; `torn` when its first paragraph goes on with the last one of the body."""

    paragraphs: list[Paragraph]
    torn: bool = False

    def behind(self, body: list[Paragraph]) -> list[Paragraph]:
        """The body with the spilled paragraphs at its end, a torn one put together."""
        if not self.torn or not body:
            return body + self.paragraphs
        whole = Paragraph(body[-1].text + self.paragraphs[0].text, body[-1].heading)
        return [*body[:-1], whole, *self.paragraphs[1:]]


def spilled(body: LexborNode, *, drop: Matcher, captions: Matcher) -> Spill:
    """The paragraphs right behind a body element.

    They count from 30 words on (less is a signature or a note of the page), or when a sentence was torn apart.
    """
    node: LexborNode | None = body
    for _ in range(_LEVELS):
        if node is None or node.tag in ("body", "html"):
            break
        run = _run_behind(node, drop, captions)
        if run.torn and _is_open(body):
            return run
        rest = run.paragraphs[run.torn :]
        if words_in(rest) >= _WORDS:
            return Spill(rest)
        node = node.parent
    return Spill([])


def _is_open(body: LexborNode) -> bool:
    """Whether a body ends amid a word or sentence."""
    text = body.text()
    return text[-1:].isalnum()


def _run_behind(node: LexborNode, drop: Matcher, captions: Matcher) -> Spill:
    found: list[Paragraph] = []
    torn = False
    sibling = node.next
    for _ in range(_SIBLINGS):
        if sibling is None:
            break
        if sibling.is_element_node:
            if not found and sibling.tag not in _FIRST:
                break
            if sibling.tag in _TEXT and not sibling.css_matches(drop.css) and not sibling.css_matches(captions.css):
                line = one_line(sibling.text())
                found += [Paragraph(line)] if line else []
        elif not found and sibling.is_text_node and (line := one_line(sibling.text())):
            torn = line[0].islower() or line[0] in ",;"
            found += [Paragraph(line)] if torn else []
        sibling = sibling.next
    return Spill(found, torn)
