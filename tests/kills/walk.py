"""Every step of a day, once in peace and then killed at a change of a file and done again."""

import shutil
from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from flows import models
from flows.demo.press import SOURCES_DIR
from flows.home import open_home
from flows.wholefile import sweep
from tests.kills import shim
from tests.kills.ends import End, difference, parsed
from tests.kills.forked import Said, forked
from tests.kills.offices import HOSTS, Office, saved_feeds
from tests.kills.stages import MORNING, READERS, STAGES, Room, Stage

WARMING = ("ingest", "load", "annotate", "digest", "send", "alert", "publish")


@dataclass(frozen=True, slots=True)
class Trial:
    """One kill: the step, the number of the change, and how much of it was done (thousandths)."""

    stage: str
    change: int
    torn: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a trial; `odd` is what is not as on a calm day, `uncertain` the mails a person was asked about."""

    trial: Trial
    killed: bool
    uncertain: int = 0
    odd: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Calm:
    """A step that nothing happens to: the folder it begins with, how it ends, its changes, mails by reader."""

    before: Path
    end: End
    changes: int
    mails: Counter[str]


class Walk:
    """A folder in which each step was done in peace, as the measure of what happens to killed ones."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.sources = folder, folder / "sources"
        self.sources.mkdir()
        for host in HOSTS:
            shutil.copy(SOURCES_DIR / f"{host.removesuffix('.example')}.toml", self.sources)
        saved_feeds(folder / "feeds")
        models.annotator(open_home(folder / "models"))  # read once, before the children come
        self.calm: dict[str, Calm] = {}

    def begin(self, last: str = STAGES[-1].name) -> None:
        """Go through the day up to this step; RuntimeError when a calm day itself ends badly."""
        place = self.folder / "after"
        place.mkdir()
        self._warm()
        for stage in STAGES:
            with stage.server() as office:
                self.calm[stage.name] = self._pass(stage, Room(place, self.sources, office))
            if stage.name == last:
                return

    def _warm(self) -> None:
        """Do a day in this process: what it has read, compiled and cached by then, no child needs to."""
        shim.freeze_clock(MORNING)
        room = Room(self.folder / "warm", self.sources)
        for name in WARMING:
            next(stage for stage in STAGES if stage.name == name).work(room)

    def _pass(self, stage: Stage, room: Room) -> Calm:
        shim.freeze_clock(stage.at)
        _well(stage, "before", forked(lambda: stage.before(room)))
        before = Path(shutil.copytree(room.place, self.folder / "before" / stage.name))
        changes = int(_well(stage, "work", forked(partial(_counted, stage, room, 0, 0))))
        looked = replace(room, place=Path(shutil.copytree(room.place, self.folder / "copied")))
        end = parsed(_well(stage, "look", forked(lambda: stage.look(looked).as_json())))
        shutil.rmtree(looked.place)
        if end.wrong:
            raise RuntimeError(f"{stage.name}: a calm day ends badly: {end.wrong}")
        return Calm(before, end, changes, room.office.mails() if room.office else Counter())

    def play(self, trial: Trial, office: Office | None) -> Verdict:
        """One trial, with the server of its stage."""
        stage = next(one for one in STAGES if one.name == trial.stage)
        calm, place = self.calm[stage.name], self.folder / "torn"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(calm.before, place)
        room = Room(place, self.sources, office)
        shim.freeze_clock(stage.at)
        if office:
            office.empty()
        said = forked(partial(_counted, stage, room, trial.change, trial.torn))
        if said.failed:
            return Verdict(trial, False, 0, (f"changed: the step itself failed: {said.text}",))
        again = forked(partial(_again, stage, room))
        if again.failed or again.killed:
            return Verdict(trial, said.killed, 0, (f"changed: the second attempt failed: {again.text}",))
        uncertain, _, end = again.text.partition(" ")
        odd = self._odd(stage, parsed(end)) + (_mails(calm.mails, office.mails()) if office else [])
        return Verdict(trial, said.killed, int(uncertain), tuple(odd))

    def _odd(self, stage: Stage, end: End) -> list[str]:
        """What is not as in peace, nor as behind the step that a rebuild does, too."""
        odd = difference(self.calm[stage.name].end, end)
        rebuilt = bool(odd and stage.ahead) and not difference(self.calm[stage.ahead].end, end)
        return [] if rebuilt else odd


def _counted(stage: Stage, room: Room, change: int, torn: int) -> int:
    shim.kill_at(change, torn)
    stage.work(room)
    return shim.changes()


def _again(stage: Stage, room: Room) -> str:
    stage.work(room)
    uncertain = stage.after(room)
    sweep(room.home.root)  # as every crawl does
    return f"{uncertain} {stage.look(room).as_json()}"


def _well(stage: Stage, what: str, said: Said) -> str:
    if said.failed or said.killed:
        raise RuntimeError(f"{stage.name}, {what}: {said.text}")
    return said.text


def _mails(calm: Counter[str], now: Counter[str]) -> list[str]:
    twice = [f"duplicate: {now[one]} mails for {one}" for one in READERS if now[one] > calm[one]]
    return twice + [f"lost: {now[one]} mails for {one}" for one in READERS if now[one] < calm[one]]
