"""The paragraphs of an article out of its body element: captions, boxes, bylines and adverts left out."""

import re
import unicodedata
from typing import NamedTuple

from selectolax.lexbor import LexborNode

# One paragraph each; the HTML parser never puts a block inside p, and headings hardly ever hold one.
_LEAVES = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "dt", "dd", "summary"})
_INLINE = frozenset(
    (
        "a", "abbr", "b", "bdi", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
        "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
        "wbr",
    )
)  # fmt: skip
_BLOCKS = "p, div, ul, ol, table, section, article, h2, h3, h4, blockquote"
_MAX_DEPTH = 60  # deeper nests are damage, their text is taken flat
_BREAK = "\x0b"  # stands for <br>; two of them part paragraphs
_BREAKS = re.compile(r"\x0b\s*\x0b")
_BORDER = "\ue000"  # between raw paragraphs; of the private use area, so in no text
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_USUAL_INVISIBLE = "\u200b\ufeff\xad\u200c\u200d\u200e\u200f\u202a\u202c\u202d\u2060\x08"
_LINKED = 0.7  # of a box's letters inside links: a list of other articles, not text
_TEASER_LINKED = 0.1  # an article or aside within an article is a teaser: a linked headline and its sapo
_FEW_WORDS = 0.35  # of the captions' words: below this the captions are the article (photo story)
_MANY_CAPTIONS = 3
_NO_PHOTO_STORY = 400  # words beside the captions
_HEAD = 4  # paragraphs
_SPILL_LEVELS, _SPILL_SIBLINGS, _SPILL_WORDS = 4, 400, 30
_SPILL_TEXT = frozenset({"p", "h3", "h4", "blockquote"})
_SPILL_FIRST = _SPILL_TEXT | {"figure", "br"}


class Paragraph(NamedTuple):
    """One paragraph in one line; `heading` is told at the head of a body only, where the title may be repeated."""

    text: str
    heading: bool = False


def _clean(text: str) -> str:
    if any(letter in text for letter in _USUAL_INVISIBLE):  # thrice as fast as the pattern on clean text
        text = _INVISIBLE.sub("", text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _single_spaced(text: str) -> str:
    if "  " in text or "\n" in text or "\xa0" in text or "\t" in text or "\r" in text or _BREAK in text:
        return " ".join(text.split())
    return text.strip()


def one_line(text: str) -> str:
    """A text in NFC, in one line, single spaces, no invisible characters."""
    return " ".join((text if text.isascii() else _clean(text)).split())


def words_in(paragraphs: list[Paragraph]) -> int:
    """How many words some paragraphs have together."""
    return sum(paragraph.text.count(" ") + 1 for paragraph in paragraphs)


class _Walk:
    """Collects the paragraphs below one node; nodes whose id is in `skipped` are passed over."""

    def __init__(self, skipped: frozenset[int]) -> None:
        self.skipped = skipped
        self.raw: list[str] = []  # as in the tree, cleaned together at the end: that is four times as fast
        self.headings: set[int] = set()  # positions in `raw`
        self.loose: list[str] = []  # text directly in a block, with its inline elements

    def flush(self) -> None:
        if self.loose:
            self.raw.append("".join(self.loose))
            self.loose = []

    def below(self, node: LexborNode, depth: int = 0) -> None:
        for child in node.iter(include_text=True):
            tag = child.tag
            if tag == "-text":
                self.loose.append(child.text_content or "")
            elif self.skipped and child.mem_id in self.skipped:
                continue
            elif tag in _LEAVES:
                self.flush()
                if len(self.raw) < _HEAD and (tag != "p" or _is_bold(child)):
                    self.headings.add(len(self.raw))
                self.raw.append(child.text())
            elif tag in _INLINE and child.css_first(_BLOCKS) is None:
                self.loose.append(child.text())
            elif tag is not None and tag[0] not in "-_!":
                self.block(child, tag, depth)
        self.flush()

    def block(self, node: LexborNode, tag: str, depth: int) -> None:
        self.flush()
        if depth >= _MAX_DEPTH:
            self.raw.append(node.text(separator=" "))
        elif tag == "tr":
            self.raw.append(" ".join(cell.text(separator=" ") for cell in node.css("td, th")))
        elif not is_link_box(node, tag):
            self.below(node, depth + 1)

    def paragraphs(self) -> list[Paragraph]:
        found = []
        for position, text in enumerate(_clean(_BORDER.join(self.raw)).split(_BORDER)):
            for part in _BREAKS.split(text) if _BREAK in text else (text,):
                line = _single_spaced(part)
                if line:
                    found.append(Paragraph(line, position in self.headings))
        return found


def _is_bold(node: LexborNode) -> bool:
    first = node.first_child
    return first is not None and first.tag in ("strong", "b") and first.next is None


def is_link_box(node: LexborNode, tag: str) -> bool:
    """Whether a block is mainly links to other pages: related articles, tags, "xem thêm"."""
    links = node.css("a")
    if not links or tag in ("tbody", "thead", "td", "th"):
        return False
    linked = sum(len("".join(link.text().split())) for link in links)
    share = _TEASER_LINKED if tag in ("article", "aside") else _LINKED
    return linked > share * len("".join(node.text().split()))


def _without(body: LexborNode, drop: str) -> None:
    for node in body.css(drop):
        # taken out of the tree but not freed: a later match may lie inside an earlier one
        if node.mem_id != body.mem_id:
            node.replace_with("")
    for node in body.css("br"):
        node.replace_with(_BREAK)


def read_body(body: LexborNode, *, drop: str, captions: str) -> list[Paragraph]:
    """The paragraphs of a body element in reading order; the tree below it is changed.

    `drop` is removed. `captions` are passed over, unless they hold nearly all the text: in photo stories they
    are the article. Words decide: the rest has under 35 % of the captions' words, and there are 3 captions or more.
    """
    _without(body, drop)
    marked = body.css(captions)
    paragraphs = _walk(body, frozenset(node.mem_id for node in marked))
    size = words_in(paragraphs)
    if len(marked) < _MANY_CAPTIONS or size > _NO_PHOTO_STORY:
        return paragraphs
    texts = {text for node in marked if (text := one_line(node.text()))}
    captioned = sum(text.count(" ") + 1 for text in texts)
    if len(texts) >= _MANY_CAPTIONS and size < _FEW_WORDS * captioned:
        return _walk(body, frozenset())
    return paragraphs


def spilled(body: LexborNode, *, drop: str) -> list[Paragraph]:
    """The paragraphs that stand right behind a body element because a stray end tag closed it early.

    They count from 30 words on; less is a signature or a note of the page.
    """
    node: LexborNode | None = body
    for _ in range(_SPILL_LEVELS):
        if node is None or node.tag in ("body", "html"):
            return []
        run = _run_behind(node, drop)
        if words_in(run) >= _SPILL_WORDS:
            return run
        node = node.parent
    return []


def _run_behind(node: LexborNode, drop: str) -> list[Paragraph]:
    found: list[Paragraph] = []
    sibling = node.next
    for _ in range(_SPILL_SIBLINGS):
        if sibling is None:
            break
        if sibling.is_element_node:
            if not found and sibling.tag not in _SPILL_FIRST:
                break
            if sibling.tag in _SPILL_TEXT and not sibling.css_matches(drop):
                line = one_line(sibling.text())
                found += [Paragraph(line)] if line else []
        sibling = sibling.next
    return found


def _walk(body: LexborNode, skipped: frozenset[int]) -> list[Paragraph]:
    walk = _Walk(skipped)
    walk.below(body)
    return walk.paragraphs()
