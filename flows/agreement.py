"""Whether an outlet's layout still fits: its bodies against those that trafilatura finds on the same recent pages.

A layout whose markup changed gives no error, only less text; trafilatura reads without it, so that the two part.
They never agree fully (captions, boxes, bylines): a fall against the outlet's own past is what tells.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import mean
from typing import Any

from crawlers.fallback import plain_body
from crawlers.landing import read_run
from crawlers.layout import Layout
from crawlers.likeness import body_f1
from crawlers.records import Capture
from flows.home import Home
from flows.reading import charset_of, read_capture
from flows.readings import is_kept
from warehouse import store
from warehouse.db import Connection

# trafilatura's own body F1 on saved Vietnamese pages is 0.885 in the mean; far below, one of the two is wrong
DOUBTED = 0.7
ENOUGH = 3  # pages, before an outlet is doubted
_LOWEST = 5


@dataclass(frozen=True, slots=True)
class PageAgreement:
    """The body F1, 0 to 1, of layout and trafilatura on one page, and about what the page contradicts itself."""

    source_id: str
    url: str
    f1: float
    disagreements: tuple[str, ...] = ()  # title, published_at: machine records differ from what is shown


@dataclass(frozen=True, slots=True)
class OutletAgreement:
    """One outlet: pages compared, their mean F1, the pages that agree least (lowest first), contradictions by field."""

    source_id: str
    pages: int
    mean_f1: float
    lowest: tuple[PageAgreement, ...]
    disagreements: Mapping[str, int]

    @property
    def doubted(self) -> bool:
        """Whether a person should look at the outlet's layout."""
        return self.pages >= ENOUGH and self.mean_f1 < DOUBTED


def page_agreement(capture: Capture, layouts: Mapping[str, tuple[Layout, ...]]) -> PageAgreement | None:
    """How far layout and trafilatura agree on one page; None when no layout reads it today. Pure."""
    versions = read_capture(capture, layouts).versions
    if not versions or versions[0].layout is None or not versions[0].body:
        return None
    theirs = plain_body(capture.body, charset_of(capture))
    f1 = body_f1(versions[0].body, theirs)
    return PageAgreement(capture.outcome.source_id, capture.outcome.url, f1, versions[0].disagreements)


def by_outlet(pages: Iterable[PageAgreement]) -> list[OutletAgreement]:
    """Pages summed up by outlet, the outlet that agrees least first."""
    groups: dict[str, list[PageAgreement]] = {}
    for page in pages:
        groups.setdefault(page.source_id, []).append(page)
    found = [
        _outlet(source_id, sorted(group, key=lambda page: (page.f1, page.url))) for source_id, group in groups.items()
    ]
    return sorted(found, key=lambda outlet: (outlet.mean_f1, outlet.source_id))


def _outlet(source_id: str, pages: list[PageAgreement]) -> OutletAgreement:
    contradictions = Counter(name for page in pages for name in page.disagreements)
    lowest = tuple(pages[:_LOWEST])
    return OutletAgreement(source_id, len(pages), mean(page.f1 for page in pages), lowest, contradictions)


def agreement(
    con: Connection, home: Home, layouts: Mapping[str, tuple[Layout, ...]], *, sample: int = 20
) -> list[OutletAgreement]:
    """The agreement of every outlet on its last `sample` pages that a layout read; damaged captures are left out."""
    wanted: dict[str, set[int]] = {}
    for row in store.query(con, "recent_pages", sample=sample):
        wanted.setdefault(row["run_id"], set()).add(row["seq"])
    return by_outlet(page for run_id, seqs in wanted.items() for page in _pages(home, run_id, seqs, layouts))


def _pages(
    home: Home, run_id: str, seqs: set[int], layouts: Mapping[str, tuple[Layout, ...]]
) -> Iterable[PageAgreement]:
    losses: list[str] = []  # told when the run is loaded or checked, not here
    for capture in read_run(home.landed / run_id, losses):
        if (
            capture.outcome.seq in seqs
            and not is_kept(capture)
            and (page := page_agreement(capture, layouts)) is not None
        ):
            yield page


def as_json(outlets: Iterable[OutletAgreement]) -> list[dict[str, Any]]:
    """The plain form for a report file."""
    return [
        {
            "source_id": outlet.source_id,
            "pages": outlet.pages,
            "mean_f1": round(outlet.mean_f1, 4),
            "doubted": outlet.doubted,
            "disagreements": dict(outlet.disagreements),
            "lowest": [{"url": page.url, "f1": round(page.f1, 4)} for page in outlet.lowest],
        }
        for outlet in outlets
    ]
