"""Exactly once, counted: senders killed at every step, servers that fail at every reply, and both at once."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.flows.crashroom import FAULTS, Nursery, power_cut, scripted_office

DIGESTS = ["2026-08-05-day-mot", "2026-08-05-day-hai"]
READERS = ["mot@ban.example", "hai@ban.example"]
GOOD = {"sent, 1 arrived", "written, 1 arrived", "uncertain, 0 arrived", "uncertain, 1 arrived", "refused, 0 arrived"}


@dataclass(frozen=True)
class Injection:
    """One unlucky run: steps at which sender after sender dies, replies that fail, a power cut after each death."""

    kills: tuple[int, ...] = ()
    faults: tuple[tuple[int, str], ...] = ()
    power: bool = False
    by_smtp: bool = True


def plan(steps: int, folder_steps: int, replies: int) -> list[Injection]:
    """At least 500 of them: every step of a run in strides, every reply with every fault, and mixtures."""
    chance = random.Random(8)
    kills = [Injection((step,), power=step % 3 == 0) for step in range(1, steps + 1, max(1, steps // 260))]
    folder = [Injection((step,), by_smtp=False) for step in range(1, folder_steps, max(1, folder_steps // 40))]
    faults = [Injection(faults=((reply, fault),)) for reply in range(1, replies + 1) for fault in FAULTS]
    mixed = [
        Injection(
            tuple(chance.randint(1, steps) for _ in range(chance.randint(1, 3))),
            tuple((chance.randint(1, 2 * replies), chance.choice(FAULTS)) for _ in range(chance.randint(1, 3))),
            power=chance.random() < 0.5,
        )
        for _ in range(90)
    ]
    return [*kills, *folder, *faults, *mixed]


class Room:
    """Nursery and office together, and what came of every injection."""

    def __init__(self, nursery: Nursery, office: tuple[int, object, list[tuple[str, str]]]) -> None:
        self.nursery = nursery
        self.port, self.script, self.received = office
        self.outcomes: Counter[str] = Counter()

    def run(self, home: Path, injection: Injection) -> None:
        """Let it happen, then send with nothing in the way, and judge every (digest, reader)."""
        self.script.replies, self.script.faults = 0, dict(injection.faults)  # type: ignore[attr-defined]
        self.received.clear()
        port = self.port if injection.by_smtp else 0
        for point in injection.kills or (0,):
            self.nursery.send(home, port, DIGESTS, READERS, point)
            if injection.power:
                power_cut(home / "sent" / "deliveries.jsonl")
        self.script.faults = {}  # type: ignore[attr-defined]
        states = self.nursery.send(home, port, DIGESTS, READERS)["states"]
        assert {(digest, reader) for digest, reader, _ in states} == {(d, r) for d in DIGESTS for r in READERS}
        arrived = Counter(self.received) if injection.by_smtp else written(home)
        for digest, reader, state in states:
            self.outcomes[verdict(arrived[digest, reader], state, injection)] += 1


def verdict(copies: int, state: str, injection: Injection) -> str:
    """What became of one mail to one reader."""
    refusing = any(fault == "550 no" for _, fault in injection.faults)
    if copies > 1:
        return "duplicate"
    if copies == 0 and not (state == "uncertain" or (state == "refused" and refusing)):
        return "lost"
    if copies == 1 and state not in ("sent", "written", "uncertain"):
        return f"arrived but {state}"
    return f"{state}, {copies} arrived"


def written(home: Path) -> Counter[tuple[str, str]]:
    """The mails in the folder of a site without a server."""
    names = Counter(path.name for path in (home / "outbox").glob("*.eml"))
    return Counter({(d, r): names[f"{d}-{r}.eml"] for d in DIGESTS for r in READERS})


@pytest.fixture(scope="module")
def room() -> Iterator[Room]:
    """A nursery and an office."""
    nursery = Nursery()
    with scripted_office() as office:
        yield Room(nursery, office)
    nursery.close()


def measured(room: Room, folder: Path) -> list[Injection]:
    """The whole plan, made for the length of an undisturbed run."""
    room.script.replies, room.script.faults = 0, {}  # type: ignore[attr-defined]
    steps = room.nursery.send(folder / "calm", room.port, DIGESTS, READERS, None)["steps"]
    replies = room.script.replies  # type: ignore[attr-defined]
    folder_steps = room.nursery.send(folder / "calm-folder", 0, DIGESTS, READERS, None)["steps"]
    return plan(steps, folder_steps, replies)


def check(room: Room, injections: list[Injection], folder: Path) -> None:
    room.outcomes.clear()
    for number, injection in enumerate(injections):
        room.run(folder / str(number), injection)
    assert room.outcomes.keys() <= GOOD, dict(room.outcomes)
    assert room.outcomes.total() == len(injections) * len(DIGESTS) * len(READERS)


def test_a_sample_of_misfortunes_makes_no_duplicate_and_loses_nothing(room: Room, tmp_path: Path) -> None:
    check(room, measured(room, tmp_path)[::29], tmp_path)


@pytest.mark.slow
def test_five_hundred_misfortunes_make_no_duplicate_and_lose_nothing(room: Room, tmp_path: Path) -> None:
    injections = measured(room, tmp_path)
    assert len(injections) >= 500
    check(room, injections, tmp_path)
    print(f"{len(injections)} injections: {dict(room.outcomes)}")  # noqa: T201 -- the figures, with pytest -s
