"""The text part of a mail taken apart again: what each section says, for papers that lay it out anew; pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_RULE = re.compile(r"-{3,}")
_POINT = re.compile(r"\s*[-*+•>] (?=\S)")
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Saying:
    """One paragraph in one line, or one point of a list; a web address that stood alone belongs to what it follows."""

    text: str
    is_point: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class TextPart:
    """One section: its heading as it stands there, in capitals."""

    title: str
    sayings: tuple[Saying, ...]


def parts_of(text: str) -> tuple[TextPart, ...]:
    """The sections of a text part in their order: a heading is a line with a rule of hyphens under it."""
    lines = text.splitlines()
    starts = [at for at, line in enumerate(lines[1:]) if _RULE.fullmatch(line.strip()) and lines[at].strip()]
    ends = [*starts[1:], len(lines)]
    return tuple(
        TextPart(lines[start].strip(), tuple(_sayings(lines[start + 2 : end])))
        for start, end in zip(starts, ends, strict=False)
    )


def _sayings(lines: list[str]) -> Iterator[Saying]:
    """Folded lines are joined again; an empty line or a new point ends what came before."""
    said: Saying | None = None
    for line in lines:
        flat = line.strip()
        if said and _ADDRESS.fullmatch(flat) and not said.url:
            said = Saying(said.text, said.is_point, flat)
        elif said and flat and not said.url and not _POINT.match(line):
            said = Saying(f"{said.text} {flat}", said.is_point)
        else:
            if said:
                yield said
            point = _POINT.match(line)
            said = Saying(line[point.end() :].strip() if point else flat, bool(point)) if flat else None
    if said:
        yield said
