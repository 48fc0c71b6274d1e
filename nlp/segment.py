"""Where a sentence ends and which syllables make one word; the only importer of underthesea."""

import re

# abbreviations after which a full stop ends nothing
_ABBREVIATIONS = frozenset(
    {
        "tp",
        "tx",
        "tt",
        "ths",
        "ts",
        "pgs",
        "gs",
        "bs",
        "ks",
        "cn",
        "ds",
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "đ",
        "đc",
        "nxb",
        "vs",
    }
)
_BOUNDARY = re.compile(r"(?<![.!?…])([.!?…]++)([\"”’')\]»]*+)\s+(?=[\"“‘'(\[«\-–]?\s?[^\W_])")
_LAST_WORD = re.compile(r"([^\W_]+)$")
LONGEST = 2000  # letters of a sentence; the longest of 120,775 in 7,624 press articles has 1,397
_LONGEST_WORD = 40  # letters; no abbreviation is as long


def _ends_sentence(before: str, mark: str, after: str) -> bool:
    """Say whether the mark between `before` and `after` closes a sentence, not an abbreviation."""
    head = after.lstrip("\"“‘'([«-– ")[:1]
    if not (head.isupper() or head.isdigit()):
        return False
    if mark != ".":
        return True
    match = _LAST_WORD.search(before)
    if match is None:
        return True
    word = match.group(1)
    if word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word.isupper()):
        return False
    return not (word.isdigit() and before.strip() == word)  # "1. Mức lương …" is one numbered sentence


def _split_line(line: str) -> list[str]:
    sentences: list[str] = []
    start = 0
    for match in _BOUNDARY.finditer(line):
        before = line[max(start, match.start() - _LONGEST_WORD) : match.start()]
        if _ends_sentence(before, match.group(1), line[match.end() : match.end() + 4]):
            sentences.append(line[start : match.end()].strip())
            start = match.end()
    sentences.append(line[start:].strip())
    return sentences


def split_sentences(text: str) -> list[str]:
    """Give the sentences of `text` in order; a line break ends one, abbreviations ("TP.", "TS.") never do.

    What runs on for more than LONGEST letters is no sentence: it is cut there, for whoever asks a sentence may look at
    each of its letters from each of its letters.
    """
    found = [sentence for line in text.splitlines() for sentence in _split_line(line) if sentence]
    return [piece for sentence in found for piece in _pieces(sentence)]


def _pieces(sentence: str) -> list[str]:
    if len(sentence) <= LONGEST:
        return [sentence]
    cut = sentence.rfind(" ", LONGEST // 2, LONGEST) + 1 or LONGEST
    pieces = []
    while sentence:
        pieces.append(sentence[:cut].strip())
        sentence = sentence[cut:]
        cut = sentence.rfind(" ", LONGEST // 2, LONGEST) + 1 or LONGEST
    return [piece for piece in pieces if piece]


def segment_words(text: str) -> list[str]:
    """Give the Vietnamese words of `text` in order, syllables of one word joined by a space (underthesea)."""
    from underthesea import word_tokenize  # its import loads a model: only those who segment wait for it

    words: list[str] = word_tokenize(text)
    return words
