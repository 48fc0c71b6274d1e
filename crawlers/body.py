"""The paragraphs of an article out of its body element: captions, boxes, bylines and adverts left out."""

import re
import unicodedata
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

# One paragraph each; the HTML parser never puts a block inside p, and headings hardly ever hold one.
_LEAVES = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "dt", "dd", "summary"})
_INLINE = frozenset(
    "a abbr b bdi big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong sub sup"
    " time tt u var wbr nobr".split()
)
_BLOCKS = "p, div, ul, ol, table, section, article, h2, h3, h4, blockquote"
_MAX_DEPTH = 60  # deeper nests are damage, their text is taken flat
_BREAK = "\x0b"
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\xad​-‏‪-‮⁠-⁤﻿]")
_LINKED = 0.7  # of a box's letters inside links: a list of other articles, not text
_FEW_WORDS = 0.35  # of the captions' words: below this the captions are the article (photo story)
_MANY_CAPTIONS = 3


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph in one line, and what stood around it."""

    text: str
    heading: bool = False


def one_line(text: str) -> str:
    """A text in NFC, in one line, single spaces, no invisible characters."""
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def words_in(paragraphs: list[Paragraph]) -> int:
    """How many words some paragraphs have together."""
    return sum(paragraph.text.count(" ") + 1 for paragraph in paragraphs)


class _Walk:
    """Collects the paragraphs below one node; nodes whose id is in `skipped` are passed over."""

    def __init__(self, skipped: frozenset[int]) -> None:
        self.skipped = skipped
        self.found: list[Paragraph] = []
        self.loose: list[str] = []  # text directly in a block, with its inline elements

    def add(self, text: str, *, heading: bool = False) -> None:
        for part in text.split(_BREAK + _BREAK) if _BREAK in text else (text,):
            line = one_line(part)
            if line:
                self.found.append(Paragraph(line, heading))

    def flush(self) -> None:
        if self.loose:
            self.add("".join(self.loose))
            self.loose = []

    def below(self, node: LexborNode, depth: int = 0) -> None:
        for child in node.iter(include_text=True):
            tag = child.tag
            if tag == "-text":
                self.loose.append(child.text_content or "")
            elif child.mem_id in self.skipped:
                continue
            elif tag in _LEAVES:
                self.flush()
                self.add(child.text(), heading=tag != "p" or _is_bold(child))
            elif tag in _INLINE and child.css_first(_BLOCKS) is None:
                self.loose.append(child.text())
            elif tag is not None and tag[0] not in "-_!":
                self.block(child, tag, depth)
        self.flush()

    def block(self, node: LexborNode, tag: str, depth: int) -> None:
        self.flush()
        if depth >= _MAX_DEPTH:
            self.add(node.text(separator=" "))
        elif tag == "tr":
            self.add(" ".join(one_line(cell.text(separator=" ")) for cell in node.css("td, th")))
        elif not is_link_box(node, tag):
            self.below(node, depth + 1)


def _is_bold(node: LexborNode) -> bool:
    first = node.first_child
    return first is not None and first.tag in ("strong", "b") and first.next is None


def is_link_box(node: LexborNode, tag: str) -> bool:
    """Whether a block is mainly links to other pages: related articles, tags, "xem thêm"."""
    links = node.css("a")
    if not links or tag in ("tbody", "thead", "td", "th"):
        return False
    linked = sum(len(one_line(link.text())) for link in links)
    return linked > _LINKED * len(one_line(node.text()))


def _without(body: LexborNode, drop: str) -> None:
    for node in body.css(drop):
        # taken out of the tree but not freed: a later match may lie inside an earlier one
        if node.mem_id != body.mem_id:
            node.replace_with("")
    for node in body.css("br"):
        node.replace_with(_BREAK)


def read_body(body: LexborNode, *, drop: str, captions: str) -> list[Paragraph]:
    """The paragraphs of a body element in reading order; the tree below it is changed.

    `drop` is removed. `captions` are passed over, unless they hold nearly all the text: in photo stories they are
    the article. Words decide: the rest has under 35 % of the captions' words, and there are at least 3 captions.
    """
    _without(body, drop)
    marked = body.css(captions)
    paragraphs = _walk(body, frozenset(node.mem_id for node in marked))
    texts = [text for node in marked if (text := one_line(node.text()))]
    if len(set(texts)) >= _MANY_CAPTIONS:
        captioned = sum(text.count(" ") + 1 for text in set(texts))
        if words_in(paragraphs) < _FEW_WORDS * captioned:
            return _walk(body, frozenset())
    return paragraphs


def _walk(body: LexborNode, skipped: frozenset[int]) -> list[Paragraph]:
    walk = _Walk(skipped)
    walk.below(body)
    return walk.found
