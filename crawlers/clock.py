"""When an article was published: what the page shows, checked against what it tells machines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawlers.dates import parse_shown, parse_time
from crawlers.selector import hits

_DAY = r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}"
_CLOCK = r"\d{1,2}\s?(?:[:hH]|giờ)\s?\d{2}(?::\d{2})?(?:\s?[AP]M)?"
_ZONE = r"(?:\s*\(?\s*(?:GMT|UTC)\s*[+-]\s?\d{1,2}(?::?\d{2})?\s*\)?)?"
_STAMP = re.compile(
    rf"(?<!\d){_DAY}[\s,|–—-]*(?:lúc|vào)?\s*(?<!\d){_CLOCK}{_ZONE}|(?<!\d){_CLOCK}{_ZONE}[\s,|–—-]*(?:ngày)?\s*{_DAY}(?!\d){_ZONE}"
    rf"|(?<!\d)\d{{4}}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?",
    re.IGNORECASE,
)
# a stamp that says when the page was changed is never the time of publication
_CHANGED = re.compile(r"(?:cập nhật|sửa|chỉnh sửa|updated|modified)[\s:,a-zà-ỹ]{0,25}$", re.IGNORECASE)
_SAME = timedelta(seconds=90)
_MAX_NODES = 4
_SHOWN_LETTERS = 300
_BARE = re.compile(rf"^\W*(?:{_CLOCK}|{_DAY})\W*$", re.IGNORECASE)
_BARE_LETTERS = 25


@dataclass(frozen=True, slots=True)
class Published:
    """A time of publication in UTC with its origin; all None when the page gives none that can be true."""

    at: datetime | None = None
    raw: str | None = None
    source: str | None = None  # jsonld | meta | visible | layout
    disagrees: bool = False


def stamps_in(text: str) -> list[str]:
    """The stamps (day and minute) shown in a text, those of a change left out."""
    return [
        match.group(0).strip()
        for match in _STAMP.finditer(text)
        if not _CHANGED.search(text[max(0, match.start() - 40) : match.start()])
    ]


def shown_time(
    tree: LexborHTMLParser, selectors: tuple[str, ...], *, ceiling: datetime
) -> tuple[datetime, str, str] | None:
    """The first time shown at `selectors`: (UTC, raw, "visible", or "layout" when from a datetime attribute)."""
    for nodes in hits(tree, selectors):
        for node in nodes[:_MAX_NODES]:
            found = _stamp_of(node, ceiling)
            if found is not None:
                return *found, "visible"
            attribute = node.attributes.get("datetime") or node.attributes.get("content")
            at = parse_time(attribute, ceiling=ceiling) if attribute and ":" in attribute else None
            if at is not None and attribute:
                return at, attribute, "layout"
    return None


def _stamp_of(node: LexborNode, ceiling: datetime) -> tuple[datetime, str] | None:
    """The first time shown in an element; of a bare clock or day, that shown with it in the element around both."""
    text = _shown(node)
    around = node.parent if len(text) < _BARE_LETTERS and _BARE.search(text) else None
    for shown in (text, _shown(around) if around is not None else ""):
        for raw in stamps_in(shown):
            at = parse_shown(raw, ceiling=ceiling)
            if at is not None:
                return at, raw
    return None


def _shown(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split())[:_SHOWN_LETTERS]


def _truthful(raw: str, false_offsets: Sequence[str]) -> str:
    """A stamp without an offset that the outlet is known to write over the clock of Việt Nam."""
    for offset in false_offsets:
        if raw.endswith(offset):
            return raw[: -len(offset)]
    return raw


def told_times(
    published: Sequence[tuple[str, str]], *, false_offsets: Sequence[str], ceiling: datetime
) -> list[tuple[datetime, str, str]]:
    """The times of publication told to machines: (UTC, raw, jsonld or meta), the unreadable left out."""
    found = []
    for source, raw in published[:4]:
        at = parse_time(_truthful(raw, false_offsets), ceiling=ceiling)
        if at is not None:
            found.append((at, raw, source))
    return found


def choose(shown: tuple[datetime, str, str] | None, told: list[tuple[datetime, str, str]]) -> Published:
    """The published time: the minute shown to the reader wins, machine records give its seconds if they agree.

    Without a shown time the earliest record counts: a later one is a change of the page or a zone counted twice.
    """
    disagrees = len({at.replace(second=0, microsecond=0) for at, _, _ in told}) > 1
    if shown is None:
        if not told:
            return Published()
        at, raw, source = min(told, key=lambda record: record[0])
        return Published(at, raw, source, disagrees)
    for at, raw, source in told:
        if abs(at - shown[0]) <= _SAME:
            return Published(at, raw, source, disagrees)
    return Published(*shown, disagrees=bool(told))
