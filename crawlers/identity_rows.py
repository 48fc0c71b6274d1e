"""Rows of words that are a person's name in whatever case: a surname and what may follow one."""

from collections.abc import Sequence
from itertools import pairwise

from crawlers.identity_pairs import is_ordinary
from crawlers.identity_titles import belongs
from crawlers.identity_tokens import Token
from crawlers.identity_words import IdentityWords, bare

LONGEST = 4  # words of a name
_FULL = 3  # words of a full name, at least
MARKED = 0.3  # share of words with marks from which a text is written with them


def name_row(tokens: Sequence[Token], i: int, words: IdentityWords, safe: Sequence[bool]) -> int:
    """Words of the longest name that begins at `i`, 0 when none does; `safe` words are none."""
    if safe[i]:
        return 0
    standing_out = _standing_out(tokens, i, words, safe)
    if i > 0 and tokens[i].near and not tokens[i].capital and belongs(tokens[i - 1].word, tokens[i].word):
        return standing_out
    return max(
        standing_out,
        _full_name(tokens, i, words),
        _unusual(tokens, i, words, safe),
        _two(tokens, i, words, safe),
        _capital_pair(tokens, i, words, safe),
    )


def may_name(word: str, words: IdentityWords) -> bool:
    """Whether a word, as it is typed, can be part of a name."""
    return word in (words.bare_givens if word.isascii() else words.parts)


def _full_name(tokens: Sequence[Token], i: int, words: IdentityWords) -> int:
    """Words of a full name that begins here in whatever case, 0 when none does."""
    first, *rest = (token.word for token in tokens[i : i + LONGEST + 1])
    if not rest or first not in words.any_surnames:
        return 0
    if rest[0] in {"văn", "thị", "van", "thi"} and len(rest) > 1:
        more = len(rest) > 2 and (rest[2] in words.givens or rest[2] in words.bare_givens)
        return 4 if more else 3
    parts = words.parts
    if first in words.small_surnames and len(rest) > 1 and rest[0] in parts and rest[1] in parts:
        return 4 if len(rest) > 2 and rest[2] in words.givens else 3
    if first in words.bare_small_surnames and len(rest) > 1 and {*rest[:2]} <= words.bare_givens:
        return 3
    marked = (first in words.plain_surnames and not first.isascii()) or first in {"phan", "nguyen", "tran"}
    known = words.givens | words.middles if marked and not first.isascii() else words.bare_givens
    if not (marked or first in words.bare_plain_surnames) or rest[0] not in known:
        return 0
    length = 2
    while length <= len(rest) and length < LONGEST and rest[length - 1] in known:
        length += 1
    return length if length > 2 or not first.isascii() or first in {"nguyen", "tran"} else 0


def _unusual(tokens: Sequence[Token], i: int, words: IdentityWords, safe: Sequence[bool]) -> int:
    """Words of a row that begins here, fit for a name and never met otherwise; 0 when there is none."""
    row = [token.word for token in tokens[i : i + LONGEST]]
    near = 1
    while near < len(row) and tokens[i + near].near and not safe[i + near] and may_name(row[near], words):
        near += 1
    known = bare(row[0]) in words.bare_surnames
    if near < 3 or not known or (row[0] in words.function and row[0] != bare(row[0])):
        return 0
    ordinary = [is_ordinary(*pair) for pair in pairwise(row[:near])]
    if not ordinary[0]:
        return near
    return near if not all(ordinary) and row[1] in words.any_middles else 0


def _capital_pair(tokens: Sequence[Token], i: int, words: IdentityWords, safe: Sequence[bool]) -> int:
    """2 when two words of names stand here with capitals, everyday words as they may be ("Như Ý", "Quốc Anh")."""
    if i + 1 >= len(tokens) or safe[i + 1] or not (tokens[i].capital and tokens[i + 1].capital and tokens[i + 1].near):
        return 0
    first, second = tokens[i].word, tokens[i + 1].word
    return 2 if (first in words.parts or first in words.any_surnames) and may_name(second, words) else 0


def _standing_out(tokens: Sequence[Token], i: int, words: IdentityWords, safe: Sequence[bool]) -> int:
    """Words of a row fit for a name that fills a piece of the text by itself, or bears no marks where the text does."""
    if tokens[i].word not in words.any_surnames:
        return 0
    last = i + 1
    while last < min(i + LONGEST, len(tokens)) and tokens[last].near and not safe[last]:
        if not may_name(tokens[last].word, words):
            break
        last += 1
    if last - i < _FULL:
        return 0
    alone = not tokens[i].near and (last == len(tokens) or not tokens[last].near)
    row = [token.word for token in tokens[i:last]]
    if i > 0 and tokens[i].near and tokens[i - 1].word in words.titles and row[1] in words.any_middles:
        return last - i
    others = [token.word for token in (*tokens[:i], *tokens[last:])]
    marked = sum(not word.isascii() for word in others) > MARKED * len(others)
    odd = any(word not in words.level_words and word not in words.parts for word in row)
    return last - i if alone or (marked and odd and "".join(row).isascii()) else 0


def _two(tokens: Sequence[Token], i: int, words: IdentityWords, safe: Sequence[bool]) -> int:
    """2 when a surname and a given name stand here with their marks, and neither belongs to a neighbour; else 0."""
    if i + 1 >= len(tokens) or safe[i + 1] or not tokens[i + 1].near or tokens[i].word not in words.small_surnames:
        return 0
    before = tokens[i - 1].word if i and tokens[i].near else ""
    surname, given = tokens[i].word, tokens[i + 1].word
    after = tokens[i + 2].word if i + 2 < len(tokens) and tokens[i + 2].near else ""
    if given not in words.givens or given in words.function | words.verbs or (surname + given).isascii():
        return 0
    pairs = ((before, surname), (surname, given), (given, after))
    return 0 if any(belongs(*pair) or is_ordinary(*pair) for pair in pairs) else 2
