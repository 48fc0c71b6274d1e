"""Whether an outlet's article pages still read as they did: text, title, time. Run by run, from its own past. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median

from scipy.special import bdtrc

from flows.troubles import Docket, Trouble

MOST, AGAIN_WELL = 0.6, 0.6  # share of a run's pages that opens an incident, and that ends it
CHANCE, CHANCE_IF_NEW = 0.05, 0.15  # of so many bad pages by themselves; the second below ten known pages
SHRUNK = 0.5  # of the usual length: below it a text has been lost
USUAL = 0.6  # share of the pages that a layout read, from which its reading is the habit
LEAST_KNOWN = 3  # pages before anything is judged
MEMORY = 400  # pages that the past weighs at most
LENGTHS = 60  # whose median is the usual length


@dataclass(frozen=True, slots=True)
class PageRow:
    """The pages of one outlet in one run, see warehouse/queries/watch_pages.sql."""

    source_id: str
    run_id: str
    asked_at: datetime
    states: Sequence[str]  # blocked | unreachable | unread | read
    by_layout: Sequence[bool]
    chars: Sequence[int]
    dated: Sequence[bool]
    contradicts: Sequence[bool]
    same_titles: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class EntryRow:
    """The new feed entries of one outlet in one run."""

    source_id: str
    run_id: str
    asked_at: datetime
    entries: int
    dated: int


@dataclass(slots=True)
class Habit:
    """How often something has gone wrong with a page, and how many bad ones came in a row."""

    known: float = 0.0
    bad: float = 0.0
    streak: int = 0
    well_at: datetime | None = None
    is_broken: bool = False

    def judge(self, bad: Sequence[bool]) -> bool:
        """Whether these pages, in their order, show a break; counts the bad ones at their end."""
        for one in bad:
            self.streak = self.streak + 1 if one else 0
        if self.known < LEAST_KNOWN or not bad:
            return False
        rate = (self.bad + 0.5) / (self.known + 1)
        count = sum(bad)
        needed = 1 if self.known < 30 else 2 if self.known < 100 else 3
        chance = CHANCE_IF_NEW if self.known < 10 else CHANCE
        at_once = count / len(bad) >= MOST and count >= needed and bdtrc(count - 1, len(bad), rate) < chance
        return bool(at_once or (self.streak >= max(needed, 2) and rate**self.streak < chance / 5))

    def learn(self, bad: Sequence[bool], at: datetime) -> None:
        """Take pages into the past; old ones fade."""
        fade = min(1.0, MEMORY / max(self.known + len(bad), 1))
        self.known, self.bad = fade * (self.known + len(bad)), fade * (self.bad + sum(bad))
        if bad and not all(bad):
            self.well_at = at


@dataclass(slots=True)
class PageWatch:
    """What is known of one outlet's pages."""

    docket: Docket
    layout: Habit = field(default_factory=Habit)
    date: Habit = field(default_factory=Habit)
    entry_date: Habit = field(default_factory=Habit)
    read_by_layout: float = 0.0
    read: float = 0.0
    contradicting: float = 0.0
    lengths: list[int] = field(default_factory=list)

    def pages(self, row: PageRow) -> None:
        """Judge the pages of a run, then learn from them if they are well."""
        self._reached(row)
        places = [place for place, state in enumerate(row.states) if state in ("read", "unread")]
        if not places:
            return
        spoilt = row.same_titles >= 2 and row.same_titles == sum(state == "read" for state in row.states) - 1
        bad = [spoilt or self._is_bad(row, place) for place in places]
        undated = [not row.dated[place] for place in places if row.states[place] == "read"]
        if not self._follow("layout_broken", self.layout, bad, row.run_id, row.asked_at):
            self._follow("date_lost", self.date, undated, row.run_id, row.asked_at)
        if "layout_broken" not in self.docket.open:
            self._learn(row, places)

    def entries(self, row: EntryRow) -> None:
        """Judge whether the new entries of a run bear times."""
        undated = [True] * (row.entries - row.dated) + [False] * row.dated
        self._follow("date_lost", self.entry_date, undated, row.run_id, row.asked_at)

    def _reached(self, row: PageRow) -> None:
        """Pages behind a wall, or that nobody serves any more, while the doors stand open."""
        for cause, least in (("blocked", 1), ("unreachable", 2)):
            count = sum(state == cause for state in row.states)
            if count >= least and count / len(row.states) >= MOST:
                since, read = self.layout.well_at or row.asked_at, list(row.states).count("read")
                told = (row.run_id, row.reason, float(len(row.states)), float(read))
                self.docket.begin(Trouble(self.docket.source_id, cause, since, row.asked_at, None, *told))
            elif self.docket.open.get(cause) and "read" in row.states:
                self.docket.end(cause, row.asked_at)

    def _is_bad(self, row: PageRow, place: int) -> bool:
        if row.states[place] == "unread":
            return True
        if self.read >= LEAST_KNOWN and self.read_by_layout >= USUAL * self.read and not row.by_layout[place]:
            return True
        if row.contradicts[place] and self.contradicting < 0.2 * self.read:
            return True
        return len(self.lengths) >= LEAST_KNOWN and row.chars[place] < SHRUNK * median(self.lengths)

    def _follow(self, cause: str, habit: Habit, bad: list[bool], run_id: str, at: datetime) -> bool:
        """Open, keep or end an incident as one habit has it; gives whether the habit is broken now."""
        broken = habit.judge(bad)
        if habit.is_broken and bad and not broken and sum(bad) <= (1 - AGAIN_WELL) * len(bad):
            habit.is_broken = False
            if not (cause == "date_lost" and (self.date.is_broken or self.entry_date.is_broken)):
                self.docket.end(cause, at)
        if broken:
            habit.is_broken = True
            since, good = habit.well_at or at, bad.count(False)
            told = Trouble(self.docket.source_id, cause, since, at, None, run_id, None, float(len(bad)), float(good))
            self.docket.begin(told)
        elif not habit.is_broken:
            habit.learn(bad, at)
        return habit.is_broken

    def _learn(self, row: PageRow, places: Iterable[int]) -> None:
        for place in places:
            if row.states[place] == "read":
                self.read += 1
                self.read_by_layout += row.by_layout[place]
                self.contradicting += row.contradicts[place]
                self.lengths = [*self.lengths[-LENGTHS + 1 :], row.chars[place]]
        if self.read > MEMORY:
            fade = MEMORY / self.read
            self.read, self.read_by_layout = fade * self.read, fade * self.read_by_layout
            self.contradicting *= fade
