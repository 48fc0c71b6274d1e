"""A made-up press of a few months that breaks in many ways, as rows of its runs: for what the watch makes of it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from crawlers.records import Outcome
from tests.warehouse.rows import RunRows

FIRST = datetime(2026, 1, 20, 3, 0, tzinfo=UTC)
MOODS = ("fine",) * 14 + ("dns", "blocked", "empty", "unchanged", "frozen", "undated", "unread", "walled", "short")


@dataclass
class Paper:
    """One outlet: how many articles it has an hour, and what ails it."""

    source_id: str
    rate: float
    mood: str = "fine"
    told: int = 0
    waiting: list[str] = field(default_factory=list)


def runs(seed: int, days: int, papers: int = 6, gaps_h: tuple[float, float] = (2.0, 9.0)) -> Iterator[RunRows]:
    """Runs in the order of time; each paper's mood changes about once a week."""
    chance = random.Random(seed)
    known = [Paper(f"bao{number}", chance.choice((0.3, 1.0, 3.0))) for number in range(papers)]
    at = FIRST
    while at < FIRST + timedelta(days=days):
        gap = chance.uniform(*gaps_h)
        at += timedelta(hours=gap)
        run = RunRows(f"{at:%Y%m%dT%H%M%SZ}-{chance.randrange(16**6):06x}", at)
        for paper in known:
            if chance.random() < gap / 160:
                paper.mood = chance.choice(MOODS)
            if chance.random() < 0.95:
                visit(run, paper, chance, gap)
        if run.outcomes:
            yield run
            at = run.at


def visit(run: RunRows, paper: Paper, chance: random.Random, gap: float) -> None:
    """Ask the feed and the list of a paper, and the pages that are new."""
    if paper.mood != "frozen":
        for _ in range(int(chance.expovariate(1) * paper.rate * gap + 0.5)):
            paper.told += 1
            paper.waiting.append(f"bai-{paper.told}")
    for kind in ("feed", "list"):
        door(run, paper, kind, chance)
    if paper.mood in ("dns", "blocked", "unchanged", "empty"):
        return
    for name in paper.waiting[:12]:
        page(run, paper, name, chance)
    paper.waiting = paper.waiting[12:]


def door(run: RunRows, paper: Paper, kind: str, chance: random.Random) -> None:
    failed = paper.mood in ("dns", "blocked") or chance.random() < 0.02
    reason = (paper.mood if paper.mood in ("dns", "blocked") else "timeout") if failed else None
    outcome = "failed" if failed else "not_modified" if paper.mood == "unchanged" else "landed"
    asked = at_address(run, run.request(paper.source_id, kind, outcome, reason), f"{kind}.xml")
    if outcome != "landed" or kind == "list" or paper.mood == "empty":
        return
    for position, name in enumerate(paper.waiting[:4]):
        dated = None if paper.mood == "undated" else asked.fetched_at
        run._version(asked, position, "feed", name, f"{name} tin", "", dated)


def page(run: RunRows, paper: Paper, name: str, chance: random.Random) -> None:
    if paper.mood == "walled":
        run.request(paper.source_id, "page", "failed", "blocked")
    elif paper.mood == "unread" and chance.random() < 0.9:
        run.rejected_page(paper.source_id, "empty_body")
    else:
        body = f"{name} " * (10 if paper.mood == "short" else chance.randrange(90, 140))
        dated = None if paper.mood == "undated" else run.at
        run.page(paper.source_id, name, f"{name} tin", body, dated)


def at_address(run: RunRows, asked: Outcome, path: str) -> Outcome:
    run.outcomes[-1] = replace(asked, url=f"https://{asked.source_id}.example/{path}")
    return run.outcomes[-1]
