"""The paragraphs of an article out of its body element: captions, boxes, bylines and adverts left out."""

import re
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawlers.damage import is_furniture, is_torn
from crawlers.lines import BREAK, clean, letters_in, single_spaced
from crawlers.selector import Matcher
from crawlers.weed import is_flat, sort_out

# One paragraph each; the HTML parser never puts a block inside p, and headings hardly ever hold one.
_LEAVES = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "dt", "dd", "summary"})
_INLINE = frozenset(
    (
        "a", "abbr", "b", "bdi", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
        "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
        "wbr",
    )
)  # fmt: skip
_PICTURES = frozenset({"img", "picture", "source", "hr", "meta", "link"})  # without text, but a border of paragraphs
_BLOCKS = "p, div, ul, ol, table, section, article, h2, h3, h4, blockquote"
_MAX_DEPTH = 60  # deeper nests are damage, their text is taken flat
_BREAKS = re.compile(r"\x0b\s*\x0b")
# noncharacters of Unicode, so in no text
_BORDER = "\ufdd0"  # between raw paragraphs
_HEADING = "\ufdd1"  # at the head of a raw paragraph that is a heading
_LINKED = 0.7  # of a box's letters inside links: a list of other articles, not text
_TEASER_LINKED = 0.1  # an article or aside within an article is a teaser: a linked headline and its sapo
_FEW_WORDS = 0.35  # of the captions' words: below this the captions are the article (photo story)
_MANY_CAPTIONS = 3
_NO_PHOTO_STORY = 400  # words beside the captions
_DOUBTED_WORDS = 200  # a body below this is weighed against all text inside its element
_HEAD = 4  # paragraphs
_LONG_CAPTION = 150  # words: an element that was never closed swallowed what stands behind it


class Paragraph(NamedTuple):
    """One paragraph in one line; `heading` is told at the head of a body only, where the title may be repeated."""

    text: str
    heading: bool = False


def words_in(paragraphs: list[Paragraph]) -> int:
    """How many words some paragraphs have together."""
    return " ".join([paragraph.text for paragraph in paragraphs]).count(" ") + 1 if paragraphs else 0


class _Walk:
    """Collects the paragraphs below one node; nodes whose id is in `skipped` are passed over.

    `linked` are the ids of all elements that are a link or hold one.
    """

    def __init__(self, skipped: frozenset[int], linked: set[int]) -> None:
        self.skipped = skipped
        self.linked = linked
        self.raw: list[str] = []  # as in the tree, cleaned together at the end: that is four times as fast
        self.loose: list[str] = []  # text directly in a block, with its inline elements

    def flush(self) -> None:
        if self.loose:
            text = "".join(self.loose)
            self.loose.clear()
            if not text.isspace():
                self.raw.append(text)

    def below(self, node: LexborNode, depth: int = 0) -> None:
        skipped, loose = self.skipped, self.loose
        for child in node.iter(include_text=True):
            tag = child.tag
            if tag == "-text":
                text = child.text_content or ""
                if loose or not text.isspace():
                    loose.append(text)
            elif skipped and child.mem_id in skipped:
                continue
            elif tag in _LEAVES:
                self.flush()
                self.leaf(child, tag)
            elif tag in _PICTURES:
                self.flush()
            elif tag in _INLINE and (is_flat(child) or child.css_first(_BLOCKS) is None):
                loose.append(child.text())
            elif tag is not None and tag[0] not in "-_!":
                self.block(child, tag, depth)
        self.flush()

    def leaf(self, node: LexborNode, tag: str | None) -> None:
        text = node.text()
        if len(self.raw) < _HEAD and (tag != "p" or _is_bold(node)):
            text = _HEADING + _BREAKS.sub(_BORDER + _HEADING, text)
        self.raw.append(text)

    def block(self, node: LexborNode, tag: str, depth: int) -> None:
        self.flush()
        if depth >= _MAX_DEPTH:
            self.raw.append(node.text(separator=" "))
        elif tag == "tr":
            self.raw.append(" ".join(cell.text(separator=" ") for cell in node.css("td, th")))
        elif node.mem_id not in self.linked or not is_link_box(node, tag):
            self.below(node, depth + 1)

    def paragraphs(self) -> list[Paragraph]:
        whole = clean(_BORDER.join(self.raw))
        if BREAK in whole:
            whole = _BREAKS.sub(_BORDER, whole)
        found = []
        for part in single_spaced(whole).split(_BORDER):
            heading = part.startswith(_HEADING)
            line = part[1:].strip() if heading else part.strip()
            if line:
                found.append(Paragraph(line, heading))
        return found


def _is_bold(node: LexborNode) -> bool:
    first = node.first_child
    return first is not None and first.tag in ("strong", "b") and first.next is None


def is_blank(node: LexborNode) -> bool:
    """Whether an element shows neither a letter nor a picture."""
    for child in node.iter():  # of most bodies the first paragraph tells
        if child.tag == "p" and child.text().strip():
            return False
    return not node.text().strip() and node.css_first("img") is None


def is_link_box(node: LexborNode, tag: str) -> bool:
    """Whether a block is mainly links to other pages: related articles, tags, "xem thêm"."""
    links = node.css("a")
    if not links or tag in ("tbody", "thead", "td", "th"):
        return False
    linked = sum([letters_in(link.text()) for link in links])
    share = _TEASER_LINKED if tag in ("article", "aside") else _LINKED
    return linked > share * letters_in(node.text())


class Found(NamedTuple):
    """What was read in a body element, and how many letters its text had before anything was taken out."""

    paragraphs: list[Paragraph]
    held: int  # scripts and styles left out; 0 when the body is long enough not to be doubted
    torn: bool  # elements were never closed: a caption or a box left out holds long text
    swollen: bool  # the body was never closed: it holds the page's own menu or imprint


def _letters(node: LexborNode) -> int:
    return len(node.text()) - sum(len(inner.text()) for inner in node.css("script, style"))


def read_body(body: LexborNode, *, drop: Matcher, captions: Matcher, behind: int = 0) -> Found:
    """The paragraphs of a body element in reading order; the tree below it is changed.

    `behind` is how many words of the article stand behind the element.

    `drop` is removed. `captions` are passed over, unless they hold nearly all the text: in photo stories they
    are the article. Words decide: the rest has under 35 % of the captions' words, and there are 3 captions or more.
    """
    dropped, marked, last, links = sort_out(body, drop, captions)
    linked = _linked(links)
    skipped = frozenset([_caption(node).mem_id for node in marked])
    paragraphs = _walk(body, skipped, linked)
    size = words_in(paragraphs) + behind
    if len(marked) >= _MANY_CAPTIONS and size <= _NO_PHOTO_STORY:
        shown = {node.text().strip() for node in marked}  # a figure and its caption are one
        lines = single_spaced(clean(_BORDER.join(shown))).split(_BORDER)
        texts = {line for one in lines if (line := one.strip())}
        captioned = sum(text.count(" ") + 1 for text in texts)
        if len(texts) >= _MANY_CAPTIONS and size < _FEW_WORDS * captioned:
            paragraphs = _walk(body, frozenset(), linked)
    held = _letters(body) + sum(map(_letters, dropped)) if size < _DOUBTED_WORDS else 0
    torn = any(node.mem_id not in skipped for node in marked) or (last is not None and is_torn(last, size))
    return Found(paragraphs, held, torn, any(is_furniture(node) for node in dropped))


def _caption(node: LexborNode) -> LexborNode:
    """The element itself, or the first one of text in it when it holds more than any caption does."""
    while len(text := node.text()) > 4 * _LONG_CAPTION and len(text.split()) > _LONG_CAPTION:
        inside = (inner for inner in node.css("figcaption, p, td") if inner.mem_id != node.mem_id)
        first = next((inner for inner in inside if inner.text().strip()), None)
        if first is None:
            break
        node = first
    return node


def _walk(body: LexborNode, skipped: frozenset[int], linked: set[int]) -> list[Paragraph]:
    walk = _Walk(skipped, linked)
    walk.below(body)
    return walk.paragraphs()


def _linked(links: list[LexborNode]) -> set[int]:
    """The ids of some links and of all that they stand in."""
    found: set[int] = set()
    for link in links:
        node: LexborNode | None = link
        while node is not None and node.mem_id not in found:
            found.add(node.mem_id)
            node = node.parent
    return found
