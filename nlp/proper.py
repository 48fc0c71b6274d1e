"""How far a proper name runs: the words of a company, school or park after the word for what it is."""

import re

from .geography import read_toml

_words = read_toml("proper.toml")
_WORD = re.compile(r"[ ]?([^\s\"“”()\[\]«»:;!?…,]+)")
_LEGAL = frozenset(_words["legal"])
_TRADE = frozenset(_words["trade"])
_SURNAMES = frozenset(_words["surnames"])
_SECOND = frozenset(_words["second"])
_FIRST = frozenset(_words["first"])
# A range such as À-Ỹ holds the small letters, too: in Unicode they alternate.
_LATIN = (*range(0x41, 0x5B), *range(0xC0, 0x1B1), *range(0x1E00, 0x1EFA))
_CAPITAL = f"[{''.join(letter for letter in map(chr, _LATIN) if letter.isupper())}]"
_PERSON = re.compile(
    rf" (?:(?i:ông|bà|anh|chị|đồng chí) |(?:{_CAPITAL}\w+) (?:Thị|Văn) {_CAPITAL}"
    rf"|(?:Nguyễn|Trần|Phạm|Huỳnh|Đặng|Bùi|Đỗ|Ngô|Lê|Vũ|Võ|Phan) {_CAPITAL}\w+ {_CAPITAL})"
)
_JOINTS = ("", "-", "–", "và", "&")
_MOST = 12


def proper_end(text: str, at: int, *, joined: bool = True, people: bool = False) -> int | None:
    """Give where the proper name that begins at `at` (before its space) ends in normalised `text`; None: no name there.

    It ends with its last capitalised word; a surname after such a word begins a person's name and is left out.
    `joined` names go on over "và" and a dash ("Than - Khoáng sản"), once; schools may bear the name of `people`.
    """
    if not people and _PERSON.match(text, at):
        return None
    end: int | None = None
    names = own = 0  # words of the name; those that no other firm of the trade has
    closed = False  # whether the word before was lower case
    for _ in range(_MOST):
        match = _WORD.match(text, at)
        if match is None:
            break
        word = match.group(1).rstrip(".,'’-–/")
        low = word.lower()
        if names and (
            (low in _SURNAMES and own and _is_person(text, match.end()))
            or (word in _JOINTS and not (joined and names < 2))
        ):
            break
        if names and low in _SECOND and not closed:
            end = match.start(1) + len(word)
        elif word[:1].isupper() or (word[:1].isdigit() and (names or word.isdigit())):
            names += low not in _LEGAL
            own += low not in _LEGAL and low not in _TRADE and not (low in _FIRST and not own)
            end = match.start(1) + len(word) if names else end
        elif low not in _LEGAL and low not in _TRADE:
            break
        closed = word[:1].islower()
        at = match.end()
        if len(word) < len(match.group(1)):
            break
    return end if own else None


def _is_person(text: str, at: int) -> bool:
    """Whether another capitalised word follows: "Nguyễn Thị …"."""
    match = _WORD.match(text, at)
    return match is not None and match.group(1)[:1].isupper()


def core_of(name: str) -> str:
    """Give `name` without the words for its legal form, for ids: "TNHH MTV Sao Mai" → "Sao Mai"."""
    return " ".join(word for word in name.split() if word.lower().strip(".,") not in _LEGAL) or name
