"""Which reading of a damaged page to believe: the layout's, or trafilatura's."""

from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from crawlers.body import Paragraph, words_in
from crawlers.byline import fold
from crawlers.reading import Reading

_SHORT = 40  # words: a layout's body below this is weighed against the whole page
_FAR_SHORTER = 3  # times as many words elsewhere make a short body doubtful
_BELIEVED = 2  # times as many words must trafilatura find to be believed over the layout
_END = 4000  # bytes at the end of a page, in which a whole one closes its body
_GRAM = 4  # words
_SAME = 0.85  # of a text's runs of words found in another: the same text
_MORE = 1.08  # times as many words make a text longer


def is_cut_off(html: bytes) -> bool:
    """Whether a page ends before its markup does."""
    if html.rfind(b"</html", -_END) >= 0:
        return False
    end = html[-_END:].lower()
    return b"</body" not in end and b"</html" not in end


def is_in_doubt(reading: Reading) -> bool:
    """Whether a layout's body is short, or comes from an element that holds far more, or that was never closed."""
    return reading.doubtful or is_damaged(reading) or _is_short(reading.body)


def _is_short(body: Sequence[Paragraph]) -> bool:
    """Whether a body has fewer than 40 words; of a long one the first paragraphs tell."""
    words = 0
    for paragraph in body:
        words += paragraph.text.count(" ") + 1
        if words >= _SHORT:
            return False
    return True


def is_damaged(reading: Reading) -> bool:
    """Whether elements of the body, or the body itself, were never closed."""
    return reading.torn or reading.swollen


def is_small_part(text: str, reading: Reading) -> bool:
    """Whether a short or doubtful body is also a small part of the page's paragraphs."""
    if not is_in_doubt(reading):
        return False
    size = words_in(reading.body)
    everywhere = sum(node.text().count(" ") for node in LexborHTMLParser(text).css("p"))
    return size == 0 or everywhere > _FAR_SHORTER * (size + 1)


def is_believed(reading: Reading, other: Sequence[Paragraph], *, cut_off: bool) -> bool:
    """Whether trafilatura's paragraphs are to be taken in place of the layout's, on a page in doubt.

    They are when they have twice the words, and when the layout's body holds the rest of the page; on torn markup
    also when they hold the layout's and more, on a page cut off early when they say more at all.
    """
    ours, theirs = words_in(reading.body), words_in(list(other))
    if not reading.body or theirs > _BELIEVED * ours:
        return True
    if cut_off and ours < _SHORT:
        return theirs > ours
    if reading.swollen:
        return theirs >= _SHORT
    return reading.torn and theirs > _MORE * ours and _share(reading.body, other) >= _SAME


def _share(part: Sequence[Paragraph], whole: Sequence[Paragraph]) -> float:
    wanted = _grams(part)
    return len(wanted & _grams(whole)) / max(len(wanted), 1)


def _grams(paragraphs: Sequence[Paragraph]) -> set[tuple[str, ...]]:
    words = fold(" ".join(paragraph.text for paragraph in paragraphs)).split()
    return {tuple(words[at : at + _GRAM]) for at in range(max(len(words) - _GRAM + 1, 1))}
