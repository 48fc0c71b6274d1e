"""Many CSS selectors decided for one element at a time: classes by lookup, where lexbor would try selector by selector.

Hundreds of selectors say what is no text in an article. As one CSS list they cost more than the parse of the page;
compiled here they cost a set operation per element. Names and values are compared case by case, as in standards mode.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

Attributes = Mapping[str, str | None]
_PART = re.compile(
    r"(?P<tag>[a-zA-Z][\w-]*)|\.(?P<klass>[\w-]+)|\#(?P<id>[\w-]+)|:not\((?P<other>[a-z][a-z0-9]*)\)"
    r"|\[(?P<name>[\w-]+)(?:(?P<sign>[*^$]?=)(?:'(?P<one>[^']*)'|\"(?P<two>[^\"]*)\"))?\]"
)
_CASELESS = frozenset({"type", "align", "rel"})  # values of these attributes have no case in HTML
_KNOWN_CLASSES = 8192  # distinct values of `class` remembered
_KNOWN_UNIONS = 1024


class _Test(NamedTuple):
    name: str
    sign: str  # "" for presence
    value: str

    def fits(self, attributes: Attributes) -> bool:
        if self.name not in attributes:
            return False
        found = attributes[self.name] or ""
        if self.name in _CASELESS:
            found = found.lower()
        if self.sign == "=":
            return found == self.value
        if self.sign == "~=":
            return self.value in found.split()
        if not self.sign:
            return True
        if not self.value:
            return False  # an empty part is in no value, as CSS has it
        return _PLACES[self.sign](found, self.value)


_PLACES: dict[str, Callable[[str, str], bool]] = {
    "*=": lambda found, value: value in found,
    "^=": str.startswith,
    "$=": str.endswith,
}


class _Compound(NamedTuple):
    """`tag.class[name='value']:not(tag)`, without any combinator."""

    tag: str | None
    tests: tuple[_Test, ...]
    barred: frozenset[str]  # tags in :not()

    def fits(self, tag: str, attributes: Attributes) -> bool:
        if (self.tag is not None and tag != self.tag) or tag in self.barred:
            return False
        return all(test.fits(attributes) for test in self.tests)

    def covers(self, other: "_Compound") -> bool:
        """Whether it hits everything that the other one does."""
        return self.tag in (None, other.tag) and set(self.tests) <= set(other.tests) and self.barred <= other.barred


def _compound(selector: str) -> _Compound | None:
    """The selector in parts; None when it has a combinator or another form that only lexbor reads."""
    tag, tests, barred, at = None, [], set(), 0
    while at < len(selector):
        part = _PART.match(selector, at)
        if part is None or (part["tag"] and at):
            return None
        at = part.end()
        if part["tag"]:
            tag = part["tag"].lower()
        elif part["klass"]:
            tests.append(_Test("class", "~=", part["klass"]))
        elif part["id"]:
            tests.append(_Test("id", "=", part["id"]))
        elif part["other"]:
            barred.add(part["other"])
        else:
            value = (part["one"] if part["one"] is not None else part["two"]) or ""
            name = part["name"].lower()
            tests.append(_Test(name, part["sign"] or "", value.lower() if name in _CASELESS else value))
    return _Compound(tag, tuple(tests), frozenset(barred)) if tag or tests else None


class Matcher:
    """Whether an element is hit by any of some selectors; `rest` are those that only lexbor can decide.

    An element is hit only when its tag is in `tags` or it has one of the attributes in `names`.
    """

    def __init__(self, selectors: Iterable[str]) -> None:
        self.selectors = tuple(dict.fromkeys(selectors))
        self.css = ", ".join(self.selectors)
        read = {selector: _compound(selector) for selector in self.selectors}
        self.rest = ", ".join(selector for selector, compound in read.items() if compound is None)
        self.simple = union(tuple(selector for selector, compound in read.items() if compound is not None))
        compounds = [compound for compound in read.values() if compound is not None]
        self.tags = frozenset(one.tag for one in compounds if one.tag and not one.tests)
        by_class = [one for one in compounds if one.tests and all(test.name == "class" for test in one.tests)]
        self._plain = frozenset(one.tests[0].value for one in by_class if _is_plain_class(one))
        self._classes = [one for one in by_class if not _is_plain_class(one)]
        self._others: dict[str, list[tuple[str, _Compound]]] = {}
        for one in compounds:
            test = next((test for test in one.tests if test.name != "class"), None)
            if test is not None:  # under this attribute, with the part that its value must hold
                self._others.setdefault(test.name, []).append((test.value, one))
        self._names = frozenset(self._others)
        self.names = self._names | {"class"} if by_class else self._names
        self._by_class = lru_cache(_KNOWN_CLASSES)(self._of_class)

    def _of_class(self, tag: str, value: str) -> bool:
        attributes = {"class": value}
        return not self._plain.isdisjoint(value.split()) or any(one.fits(tag, attributes) for one in self._classes)

    def hits(self, tag: str, attributes: Attributes) -> bool:
        """Whether one of the selectors outside `rest` hits an element of this tag (lower case) and attributes."""
        if tag in self.tags:
            return True
        if "class" in attributes and self._by_class(tag, attributes["class"] or ""):
            return True
        if self._names.isdisjoint(attributes):
            return False
        for name in self._others.keys() & attributes.keys():
            value = attributes[name] or ""
            found = value.lower() if name in _CASELESS else value
            for part, one in self._others[name]:
                if part in found and one.fits(tag, attributes):
                    return True
        return False


@lru_cache(_KNOWN_UNIONS)
def union(selectors: tuple[str, ...]) -> str:
    """Some selectors joined by commas, without those that hit only what another one hits too: each takes its time."""
    wide = [compound for selector in selectors if (compound := _compound(selector)) is not None]
    return ", ".join(selector for selector in dict.fromkeys(selectors) if not _is_covered(selector, wide))


def _is_covered(selector: str, wide: list[_Compound]) -> bool:
    subject = _compound(selector.rsplit(" ", 1)[-1])
    if subject is None or "," in selector:
        return False
    has_more = _compound(selector) is None  # a condition on what stands around the subject
    return any(one.covers(subject) and (has_more or not subject.covers(one)) for one in wide)


def _is_plain_class(compound: _Compound) -> bool:
    return compound.tag is None and not compound.barred and len(compound.tests) == 1 and compound.tests[0].sign == "~="


def is_on(tree: LexborHTMLParser, union: str) -> bool:
    """Whether any of some selectors, joined by commas, hits: one pass over the page where trying each would be many."""
    return bool(union) and tree.css_first(union) is not None


def hits(tree: LexborHTMLParser | LexborNode, selectors: Sequence[str]) -> Iterator[list[LexborNode]]:
    """What each selector hits, in order of preference, empty ones left out.

    The first one is what the pages of today have; the rest are tried one by one only when any of them is there.
    """
    if not selectors:
        return
    if first := tree.css(selectors[0]):
        yield first
    rest = tuple(selectors[1:])
    every = tree.css(union(rest)) if rest else []
    if len(every) < 2:
        yield from ([every] if every else [])
        return
    for selector in rest:
        if found := tree.css(selector):
            yield found
