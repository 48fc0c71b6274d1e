"""Texts without persons: what a comment tells of who wrote it, or of any other private person, is hidden.

Two passes, the second by an allow-list: patterns hide what they know; then every word that is no Vietnamese syllable,
no short form and no everyday foreign word goes too, so that codes, handles and foreign names of a kind that nobody
thought of can't stay. In a comment hiding too much costs a word of opinion, hiding too little costs a person.
"""

import re
import unicodedata

from crawlers.identity_marks import (
    HIDDEN,
    without_addresses,
    without_handles,
    without_net,
    without_numbers,
    without_rests,
)
from crawlers.identity_names import looks_vietnamese, without_names
from crawlers.identity_plain import is_latin, plain_text
from crawlers.identity_words import bare, identity_words

_LONGEST_SHORT = 4  # letters of a chat word without vowels ("nhg"); capitals may be some more ("BHXH", "CNVCLĐ")
_VOWELS = frozenset("aeiou")
_WORD = re.compile(r"[^\W\d_]+(?:_+[^\W_]+)*|\w*_\w*")
_AGAIN = re.compile(rf"(?:{re.escape(HIDDEN)}[\s,.:;/()\-–]*){{2,}}")
# a link or a code; patterns would look at it letter by letter
_LONGEST_WORD = re.compile(r"[\w.+\-@:/=&?%,;~]{80,}")
_SPACES = re.compile(r"[^\S\n]+")


def scrub_comment(text: str) -> str:
    """Give a comment without anybody's identity, NFC, `HIDDEN` in place of what was taken out."""
    plain = _plain(text)
    for step in (without_net, without_handles, without_numbers, without_addresses, without_names, without_rests):
        plain = step(plain)
    plain = _WORD.sub(lambda match: match[0] if _is_word(plain, match) else HIDDEN, plain)
    return _tidy(plain)


def scrub_post(text: str) -> str:
    """Give an organisation's own post without numbers, links and mentions of persons; names stay as press."""
    return _tidy(without_numbers(without_net(_plain(text))))


def _plain(text: str) -> str:
    return _SPACES.sub(" ", _LONGEST_WORD.sub(HIDDEN, plain_text(text, HIDDEN)))


def _is_word(text: str, match: re.Match[str]) -> bool:
    word = match[0]
    if text[match.start() - 1 : match.end() + 1] == HIDDEN:
        return True
    if "_" in word or not is_latin(word):
        return False
    folded = bare(word)
    if folded in identity_words().foreign or looks_vietnamese(word):
        return True
    short = len(word) <= _LONGEST_SHORT + 3 * word.isupper()
    return short and (len(word) < 3 or not _VOWELS & set(folded))


def _tidy(text: str) -> str:
    text = _AGAIN.sub(f"{HIDDEN} ", text)
    return unicodedata.normalize("NFC", _SPACES.sub(" ", text)).strip()
