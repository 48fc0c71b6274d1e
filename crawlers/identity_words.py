"""The words that tell who a person is, from identities.toml, in their marked and bare spellings."""

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "identities.toml"


@dataclass(frozen=True, slots=True)
class IdentityWords:
    """Sets of folded words; `bare_*` without marks. Phrases are tuples of words, longest first."""

    surnames: frozenset[str]
    plain_surnames: frozenset[str]
    any_surnames: frozenset[str]  # with and without marks
    small_surnames: frozenset[str]  # plain ones, too
    middles: frozenset[str]
    any_middles: frozenset[str]  # with and without marks
    givens: frozenset[str]
    sure_givens: frozenset[str]  # that are no words of every day
    called: frozenset[str]  # given names, and what is one behind a title only
    parts: frozenset[str]  # given and middle names
    level_words: frozenset[str]  # everyday words that some name without its marks looks like
    bare_surnames: frozenset[str]
    bare_plain_surnames: frozenset[str]
    bare_givens: frozenset[str]
    bare_small_surnames: frozenset[str]
    callable: frozenset[str]
    titles: frozenset[str]
    title_phrases: frozenset[tuple[str, ...]]  # titles, kin and offices, word by word
    short_titles: Mapping[str, str]  # "vk" is "vợ"
    introductions: tuple[str, ...]
    numbered: tuple[str, ...]
    places: tuple[str, ...]
    kept: Mapping[str, tuple[tuple[str, ...], ...]]  # by their first word
    kept_bare: frozenset[tuple[str, ...]]  # those of them that miss their marks
    foreign: frozenset[str]
    verbs: frozenset[str]  # given names that mostly tell what somebody does
    calls: frozenset[str]
    does: frozenset[str]
    function: frozenset[str]
    short_forms: frozenset[str]


@lru_cache(1 << 16)
def bare(text: str) -> str:
    """Give `text` without marks, đ as d, in lower case."""
    parts = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(char for char in parts if not unicodedata.combining(char))


def both(words: Iterable[str]) -> tuple[str, ...]:
    """Give the words and their bare spellings, longest first, each once."""
    return tuple(sorted({form for word in words for form in (word, bare(word))}, key=lambda word: (-len(word), word)))


def _by_first(phrases: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in sorted(phrases, key=lambda one: (-len(one), one)):
        found[phrase[0]] = (*found.get(phrase[0], ()), phrase)
    return found


@cache
def identity_words() -> IdentityWords:
    """Give the lists of identities.toml."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    givens, common = frozenset(table["givens"]), frozenset(table["common_words"])
    plain = frozenset(table["plain_surnames"])
    # a single word without marks may be another word
    spelled = {form for phrase in table["kept"] for form in (phrase, bare(phrase) if " " in phrase else phrase)}
    return IdentityWords(
        surnames=frozenset(table["surnames"]),
        plain_surnames=plain,
        any_surnames=frozenset(both(table["surnames"])),
        small_surnames=frozenset(table["small_surnames"]) | plain,
        middles=frozenset(table["middles"]),
        any_middles=frozenset(both(table["middles"])),
        givens=givens,
        sure_givens=givens - common,
        called=givens | frozenset(table["nicknames"]),
        parts=givens | frozenset(table["middles"]),
        level_words=frozenset(table["level_words"]),
        bare_surnames=frozenset(map(bare, table["surnames"])),
        bare_plain_surnames=frozenset(map(bare, plain)) - {"le", "vo", "vu", "dang", "dinh"},
        bare_givens=frozenset(map(bare, givens)) | frozenset(map(bare, table["middles"])),
        bare_small_surnames=frozenset(table["bare_small_surnames"]),
        callable=frozenset(table["callable"]),
        titles=frozenset(both(table["titles"])),
        title_phrases=frozenset(tuple(title.split()) for title in both((*table["titles"], *table["offices"]))),
        short_titles=table["short_titles"],
        introductions=both(table["introductions"]),
        numbered=both(table["numbered"]),
        places=both(table["places"]),
        kept=_by_first({tuple(phrase.split()) for phrase in spelled}),
        kept_bare=frozenset(tuple(phrase.split()) for phrase in spelled - set(table["kept"])),
        foreign=frozenset(table["foreign"]),
        verbs=frozenset(table["verbs"]),
        calls=frozenset(table["calls"]),
        does=frozenset(table["does"]),
        function=frozenset(table["function"]),
        short_forms=frozenset(table["short_forms"]),
    )
