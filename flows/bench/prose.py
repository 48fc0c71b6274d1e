"""Made-up Vietnamese news: frames of `themes.toml` filled for one event, so that no two articles read alike. Pure."""

import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("themes.toml")
_PARAGRAPHS = (4, 10)  # of an article, with three sentences each: 470 syllables at the middle, as in the general press
_SENTENCES = 3
# paragraphs of an irrelevant article with a general sentence: one in five then needs the models' second look, as of the
# general press (0.198 of 2,000 texts)
_ASIDES = (0, 2, 3, 4)
_OF_AN_EVENT = {"who": 3, "does": 3, "what": 2, "how": 3}  # of the words of a theme
Words = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Theme:
    """What is written about; `relevant` when it concerns workers or the union."""

    id: str
    section: str
    relevant: bool
    words: Words


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: everyone who tells it speaks of the same few things, places, persons and the same firm."""

    theme: Theme
    words: Words
    place: str
    firm: str
    names: tuple[str, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Tale:
    """One telling of an event."""

    event: Event
    title: str
    sapo: str
    paragraphs: tuple[str, ...]


@cache
def themes() -> tuple[Theme, ...]:
    """All themes of the made-up press."""
    return tuple(
        Theme(
            name,
            told["section"],
            told.get("relevant", False),
            {key: told[key] for key in ("who", "does", "what", "how")},
        )
        for name, told in _told()["theme"].items()
    )


def event(chance: random.Random, *, relevant: bool) -> Event:
    """A new event of a theme that is relevant, or of one that isn't."""
    words = _told()
    theme = chance.choice([one for one in themes() if one.relevant == relevant])
    names = tuple(
        f"{chance.choice(words['surnames'])} {chance.choice(words['middles'])} {chance.choice(words['given'])}"
        for _ in range(3)
    )
    firm = " ".join(chance.sample(words["names_of_firms"], 3))
    few = {key: chance.sample(theme.words[key], most) for key, most in _OF_AN_EVENT.items()}
    return Event(theme, few, chance.choice(words["places"]), firm, names, chance.randrange(2, 900))


def tell(chance: random.Random, happened: Event) -> Tale:
    """One outlet's own words for an event."""
    words = _told()
    count = chance.randint(*_PARAGRAPHS)
    asides = 0 if happened.theme.relevant else chance.choice(_ASIDES)
    return Tale(
        happened,
        _filled(chance, happened, chance.choice(words["titles"])),
        _filled(chance, happened, chance.choice(words["sapos"])),
        tuple(_paragraph(chance, happened, aside=number < asides) for number in range(count)),
    )


def _paragraph(chance: random.Random, happened: Event, *, aside: bool) -> str:
    kinds = ["frames"] * (_SENTENCES - aside) + ["asides"] * aside
    return " ".join(_filled(chance, happened, chance.choice(_told()[kind])) for kind in kinds)


def _filled(chance: random.Random, happened: Event, frame: str) -> str:
    """A frame with words of its event; a slot in a capital begins a sentence."""
    words, theme = _told(), happened.words
    slots = {
        "who": chance.choice(theme["who"]),
        "does": chance.choice(theme["does"]),
        "what": chance.choice(theme["what"]),
        "how": chance.choice(theme["how"]),
        "when": chance.choice(words["whens"]),
        "count": chance.choice(words["counts"]),
        "person": f"{chance.choice(words['titles_of_persons'])} {chance.choice(happened.names)}",
        "place": happened.place,
    }
    facts = {
        "place": happened.place,
        "firm": happened.firm,
        "name": chance.choice(happened.names),
        "n": str(chance.choice((happened.number, chance.randrange(2, 900)))),
        "day": f"{chance.randrange(1, 29)}/{chance.randrange(1, 13)}",
        "month": str(chance.randrange(1, 13)),
    }
    texts = {key: text.format(**facts) for key, text in slots.items()}
    lower = {key: text[:1].lower() + text[1:] if key in ("when", "count") else text for key, text in texts.items()}
    upper = {key.capitalize(): text[:1].upper() + text[1:] for key, text in texts.items()}
    return frame.format(**lower, **upper, n=facts["n"], day=facts["day"])


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
