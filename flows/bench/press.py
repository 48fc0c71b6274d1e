"""The made-up press day: which outlet publishes what, and when. Every page follows from its number alone. Pure."""

import random
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import accumulate

from flows.bench.prose import Tale, event, tell
from flows.demo.press import VIETNAM, FeedAddress, Outlet, Piece, path_of

RELEVANT = 0.05  # of a national press day, by the share of the shipped model on unseen general papers
HOURS = 24
# CMS families by their share of pages; "moved" is an outlet whose layout nobody wrote down
FAMILIES = {
    "vccorp": 10,
    "zce": 9,
    "mastercms": 7,
    "dantri": 6,
    "vnexpress": 6,
    "vietnamnet": 4,
    "drupal_vov": 3,
    "laodong": 3,
    "moved": 6,
}
# pages by the hour from 06:00, in thousandths of a day
RHYTHM = (46, 58, 66, 70, 66, 58, 44, 40, 52, 62, 64, 60, 50, 42, 40, 38, 34, 26, 18, 12, 9, 10, 14, 21)
_TELLINGS = 1.8  # articles an event gets
_SPREAD = 12  # events that are told at the same time
_REPRINTS = 0.3  # of the further tellings of an event
_DATES = ("rfc822", "gmt", "plus07", "colon")
_FEED = FeedAddress("/rss/home.rss", None)


@dataclass(frozen=True, slots=True)
class Page:
    """One article's page."""

    outlet: Outlet
    piece: Piece

    @property
    def url(self) -> str:
        return f"http://{self.outlet.host}{self.piece.path}"


@dataclass(frozen=True)
class PressDay:
    """A day of `articles` pages, 06:00 to 06:00 in Việt Nam; the same `seed` gives the same day."""

    day: date
    articles: int
    seed: int = 0

    @cached_property
    def outlets(self) -> tuple[Outlet, ...]:
        """The outlets, each of a family."""
        names = [family for family, count in FAMILIES.items() for _ in range(count)]
        return tuple(_outlet(number, family) for number, family in enumerate(names))

    @cached_property
    def _until(self) -> list[int]:
        """How many pages were published by the end of each hour."""
        return [self.articles * part // sum(RHYTHM) for part in accumulate(RHYTHM)]

    @property
    def first_at(self) -> datetime:
        """06:00 in Việt Nam."""
        return datetime.combine(self.day, time(6), VIETNAM)

    def hour(self, number: int) -> range:
        """The numbers of the pages that were published in an hour, 0 to 23."""
        return range(self._until[number - 1] if number else 0, self._until[number])

    def page(self, number: int) -> Page:
        """The page of a number, 0 to `articles` - 1."""
        chance = random.Random(f"{self.seed}:page:{number}")  # noqa: S311 - made-up news, no secret
        outlet = chance.choice(self.outlets)
        tale = self._tale(chance, number, relevant=chance.random() < RELEVANT)
        return Page(outlet, _piece(chance, outlet, tale, number, self._at(number)))

    def _at(self, number: int) -> datetime:
        hour = bisect(self._until, number)
        within = self.hour(hour)
        return self.first_at + timedelta(hours=hour, seconds=3500 * (number - within.start) // len(within))

    def _tale(self, chance: random.Random, number: int, *, relevant: bool) -> Tale:
        """An event of the hour, in the words of an agency or in the outlet's own."""
        rate = RELEVANT if relevant else 1 - RELEVANT
        happened = int(number * rate / _TELLINGS) + chance.randrange(_SPREAD)
        first = random.Random(f"{self.seed}:event:{relevant}:{happened}")  # noqa: S311 - made-up news, no secret
        what = event(first, relevant=relevant)
        return tell(first if chance.random() < _REPRINTS else chance, what)


def sources(day: PressDay) -> Iterator[tuple[str, str]]:
    """The id and the file of every outlet (crawlers/source.py)."""
    for outlet in day.outlets:
        layout = "" if outlet.family == "moved" else f'\n[[layouts]]\nfamily = "{outlet.family}"\n'
        yield (
            outlet.id,
            (
                f'id = "{outlet.id}"\nname = "{outlet.name}"\nkind = "central"\nowner = "Cơ quan {outlet.id}"\n'
                f'homepage = "http://{outlet.host}/"\nhosts = ["{outlet.host}"]\n'
                f'feeds = [{{ url = "http://{outlet.host}{_FEED.path}" }}]\n{layout}'
            ),
        )


def _outlet(number: int, family: str) -> Outlet:
    return Outlet(
        id=f"bao{number:02}",
        name=f"Báo Mẫu {number}",
        host=f"bao{number:02}.example",
        family=family,
        feeds=(_FEED,),
        feed_dates=_DATES[number % len(_DATES)],
        sapo_prefix="",
        new_markup_from=None,
        robots_disallow=(),
        habits=frozenset(),
        slogan="Trang báo mẫu để đo tốc độ, không có thật",
    )


def _piece(chance: random.Random, outlet: Outlet, tale: Tale, number: int, at: datetime) -> Piece:
    section = tale.event.theme.section
    family = "mastercms" if outlet.family == "moved" else outlet.family
    return Piece(
        outlet_id=outlet.id,
        key=f"bai-{number}",
        path=path_of(family, tale.title, section, 2_000_000 + number, at.astimezone(UTC)),
        number=2_000_000 + number,
        at=at,
        section=section,
        theme=tale.event.theme.id,
        title=tale.title,
        sapo=tale.sapo,
        paragraphs=tale.paragraphs,
        byline=chance.choice(tale.event.names),
        caption=f"Quang cảnh tại {tale.event.place}. Ảnh: {tale.event.names[0]}",
        tags=(section, tale.event.place),
        reprint_of=None,
        credit=None,
        trap=None,
    )
