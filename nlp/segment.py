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
LONGEST = 2000  # letters of a sentence; the longest of 120,775 in 7,624 press articles has 1,397


def _ends_sentence(line: str, start: int, mark: re.Match[str]) -> bool:
    """Say whether the mark closes the sentence that begins at `start` of a line, and no abbreviation."""
    head = line[mark.end() : mark.end() + 4].lstrip("\"“‘'([«-– ")[:1]
    if not (head.isupper() or head.isdigit()):
        return False
    if mark.group(1) != ".":
        return True
    end = at = mark.start()
    while at > start and line[at - 1].isalnum():  # seeking by a pattern would begin at each letter of the sentence
        at -= 1
    word = line[at:end]
    if not word:
        return True
    if word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word.isupper()):
        return False
    return not (word.isdigit() and not line[start:at].strip())  # "1. Mức lương …" is one numbered sentence


def _split_line(line: str) -> list[str]:
    sentences: list[str] = []
    start = 0
    for match in _BOUNDARY.finditer(line):
        if _ends_sentence(line, start, match):
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
