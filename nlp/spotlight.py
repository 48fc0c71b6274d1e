"""Persons and models that an article shows as examples: one sentence each, with what it says of the deed and the unit.

Public praise in the press only: nothing is known of a person here but the sentence that praises.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .entities import find_entities
from .geography import read_toml
from .original import Original
from .phrase import Gate, pattern, plain, read_words
from .reading import LEAD, TITLE
from .records import Document

_WORDS = read_words("praise.toml")
_SURNAMES = frozenset(read_toml("proper.toml")["surnames"]) | frozenset(_WORDS["surnames"])
_CAPITAL = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠ-Ỹ"
_WORD = rf"[{_CAPITAL}][^\W\d_]+"


def _any_case(words: Sequence[str]) -> str:
    """A choice of words, each with a small or a capital first letter."""
    return "|".join(f"[{word[0]}{word[0].upper()}]{re.escape(word[1:])}" for word in words)


def _one_of(name: str) -> str:
    return f"(?:{'|'.join(map(re.escape, _WORDS[name]))})"


_PERSON = re.compile(rf"(?<!\w)(?:{_any_case(_WORDS['roles'])}) ({_WORD}(?: {_WORD}){{1,4}})(?!\w)")
_OFFICE = re.compile(
    rf"^\s*[,–—(-]?\s*(?:là )?(?:nguyên )?(?:[Pp]hó )?"
    rf"(?!chủ tịch (?:công đoàn|CĐ) (?:cơ sở|công ty))(?:{_any_case(_WORDS['offices'])})"
)
_SPEAKS = re.compile(rf"^[^.;]{{0,60}}?{_one_of('speaks')}")
# the person of whom the sentence is asked stands as one sign in it
_SIGN = "\u25cf"
_NEW, _HONOURED, _PRIZE = _one_of("new_things"), _one_of("honours"), _one_of("prizes")
_DEED = {
    "viec_tot": re.compile(rf"{_SIGN}[^.;]{{0,160}}{_one_of('good_deeds')}"),
    "sang_kien": re.compile(
        rf"{_NEW}[^.;]{{0,220}} (?:của|do) {_SIGN}"
        rf"|{_SIGN}[^.;]{{0,160}} (?:có|với|tác giả|chủ nhân|nghĩ ra|đề xuất|áp dụng)(?: [^\s.;]+){{0,6}} {_NEW}"
        rf"|{_SIGN}[^.;]{{0,160}} {_NEW}[^.;]{{0,120}} (?:làm lợi|tiết kiệm)"
    ),
    "danh_hieu": re.compile(
        rf"{_SIGN}[^.;]{{0,140}} (?:được|vinh dự)(?: [^\s.;]+){{0,6}} {_HONOURED}"
        rf"|{_SIGN}[^.;]{{0,140}} (?:nhận|đoạt|đạt|giành|được tặng|được trao)(?: [^\s.;]+){{0,8}} {_PRIZE}"
        rf"|{_SIGN}[^.;]{{0,140}} là(?: một)?(?: trong [^.;]{{0,40}})?(?: những)?(?: [^\s.;]+){{0,3}}"
        rf" (?:tấm gương|gương|điển hình)"
        rf"|(?:{_HONOURED}|{_PRIZE}|trao tặng)[^.;]{{0,60}} (?:cho |đối với |là )?{_SIGN}"
    ),
}
_MODEL = re.compile(r"[Mm]ô hình\s*[“\"'‘]\s*([^”\"'’]{3,80}?)\s*[”\"'’]")
_PRAISED = pattern(
    ["(hiệu quả|nhân rộng|lan tỏa|thiết thực|sáng tạo|tiêu biểu|cách làm hay|hỗ trợ|giúp|thu hút|ra đời)"]
)
_MOST = 8  # spotlights kept of one text


@dataclass(frozen=True, slots=True)
class Spotlight:
    """One person or model that a sentence (0 title, -1 sapo, from 1 the body) shows as an example."""

    kind: str  # person | model
    name: str
    deed: str  # sang_kien | danh_hieu | viec_tot
    unit: str | None
    unit_id: str | None
    province: str | None
    index: int
    sentence: str


class Spotlights:
    """Finds who and what is shown as an example."""

    def __init__(self) -> None:
        self._gate = Gate(_WORDS["signs"])

    def may_be_in(self, whole: str) -> bool:
        """Whether a text may hold any, by its `whole` words (see `phrase.plain`); False is certain."""
        return self._gate.passes(whole)

    def of(self, doc: Document, provinces: Sequence[str] = ()) -> tuple[Spotlight, ...]:
        """Give the examples of `doc`, each name once, in reading order; `provinces` are the event's."""
        told = [(TITLE, doc.title), (LEAD, doc.lead), *enumerate(doc.sentences, start=1)]
        found: dict[tuple[str, str], Spotlight] = {}
        for index, raw in told:
            if raw and self._gate.passes(plain(raw)):
                for kind, name, deed in _examples(Original(raw).text):
                    key = (kind, name.casefold())
                    if key not in found and len(found) < _MOST:
                        unit, unit_id, province = _unit(raw, provinces)
                        found[key] = Spotlight(kind, name, deed, unit, unit_id, province, index, raw)
        return tuple(found.values())


def _examples(text: str) -> Iterator[tuple[str, str, str]]:
    """(kind, name, deed) of everybody and everything that a sentence shows as an example."""
    for match in _PERSON.finditer(text):
        after = text[match.end() :]
        if match.group(1).split()[0].lower() in _SURNAMES and not (_OFFICE.match(after) or _SPEAKS.match(after)):
            deed = _deed(plain(f"{text[: match.start()]} {_SIGN} {after}"))
            if deed:
                yield "person", match.group(1), deed
    for match in _MODEL.finditer(text):
        if _PRAISED.search(plain(text)):
            yield "model", match.group(1), "viec_tot"


def _deed(words: str) -> str | None:
    return next((deed for deed, told in _DEED.items() if told.search(words)), None)


def _unit(sentence: str, provinces: Sequence[str]) -> tuple[str | None, str | None, str | None]:
    """The unit that the sentence names (an employer before a union body), and its province or the event's only one."""
    named = find_entities(Document("", "", "", (sentence,)), provinces)
    order = {"employer": 0, "union": 1}
    bodies = sorted((m for m in named if m.kind in order), key=lambda m: (order[m.kind], m.start))
    only = provinces[0] if len(provinces) == 1 else None
    if not bodies:
        return None, None, only
    return bodies[0].surface, bodies[0].entity_id, bodies[0].province or only
