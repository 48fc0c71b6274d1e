"""Whether a small word behind a title or an office is somebody's name: "chị hoa", "trưởng phòng hà", "me bay".

Most given names are words of every day, and who types in small letters gives no sign which is meant. So the word is a
name unless it belongs to its neighbours: title_pairs.txt tells what the press, where names bear capitals, writes behind
each title ("em sinh") and behind each such word ("bình thường"). In doubt the word goes.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from crawlers.identity_pairs import is_ordinary, read_pairs
from crawlers.identity_words import IdentityWords, bare

FILE = Path(__file__).parent / "title_pairs.txt"
_LONGEST_TITLE = 4  # words of an office


def title_at(row: Sequence[str], words: IdentityWords) -> int:
    """Words of the longest title or office at the beginning of `row`, 0 when there is none."""
    for length in range(min(_LONGEST_TITLE, len(row)), 0, -1):
        if tuple(row[:length]) in words.title_phrases:
            return length
    return 0


def is_called(title: str, word: str, following: str, words: IdentityWords) -> bool:
    """Whether `word`, in small letters and behind `title`, is a name; `following` is the next word, "" at an end."""
    bare_word = title.isascii() and word.isascii() and (following.isascii() or word not in words.level_words)
    known = word in words.called or (bare_word and word in words.bare_givens)
    first_of_two = word in words.middles and following in words.givens
    if not (known or first_of_two) or word in words.function or belongs(word, following):
        return False
    title = words.short_titles.get(title, title)
    usual = (
        word in words.verbs
        or belongs(title, word)
        or (bare_word and following.isascii() and is_ordinary(title, word))
        or (title.endswith(" là") and is_ordinary("là", word))
    )
    return not usual or (following in words.does and word in words.sure_givens | words.verbs)


def belongs(first: str, second: str) -> bool:
    """Whether two words, the first a title or one of them a word of names, stand together in everyday texts."""
    if second in _pairs().get(first, ()):
        return True
    return first.isascii() and second.isascii() and second in _bare_pairs().get(bare(first), ())


@cache
def _pairs() -> dict[str, frozenset[str]]:
    return read_pairs(FILE)


@cache
def _bare_pairs() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for first, seconds in _pairs().items():
        found.setdefault(bare(first), set()).update(map(bare, seconds))
    return {first: frozenset(seconds) for first, seconds in found.items()}
