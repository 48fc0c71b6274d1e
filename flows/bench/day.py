"""A made-up press day taken through the real steps, from captures to the published copy, and what each part costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flows import stages, steps
from flows.bench.land import land_day, make_sources
from flows.bench.meter import Meter, Spent
from flows.bench.press import PressDay
from flows.crew import crew, gathered
from flows.home import Home, open_home
from flows.settings import Settings
from warehouse import db, store

DAY = date(2026, 8, 5)
# the work in its order; what a step does outside of its parts bears the step's own name
PARTS: Mapping[str, str] = {
    "extract": "pages and feeds read",
    "load": "rows written",
    "watch": "outlets watched",
    "label": "texts labelled",
    "group": "stories told",
    "read": "bodies and quotes read",
    "voices": "comments labelled",
    "plans": "plans' marks found",
    "annotate": "the rest of labelling",
    "digest": "digest composed and kept",
    "publish": "copy published",
}
MINUTES, GIGABYTES = 10.0, 1.5  # the bars for 50,000 articles
BAR_ARTICLES = 50_000


@dataclass(frozen=True, slots=True)
class Report:
    """What a day cost: by part, and what came of it."""

    articles: int
    page_bytes: int
    spent: Mapping[str, Spent]
    peak: int
    relevant: int
    stories: int

    @property
    def seconds(self) -> float:
        """From captures to digest; publishing comes after."""
        return sum(one.seconds for name, one in self.spent.items() if name != "publish")

    @property
    def is_fast(self) -> bool:
        """Whether a day of BAR_ARTICLES would fit the bars at this pace."""
        return self.seconds / self.articles <= MINUTES * 60 / BAR_ARTICLES and self.peak <= GIGABYTES * 1024**3


def make_day(root: Path, articles: int, *, seed: int = 0) -> tuple[Home, Settings, int]:
    """An empty home whose landed runs hold a press day, its settings, and the bytes of the pages."""
    home = open_home(root)
    day = PressDay(DAY, articles, seed)
    settings = Settings(home=root, sources_dir=make_sources(day, root / "outlets"))
    return home, settings, land_day(day, home.landed)


def day_spent(home: Home, settings: Settings, day: date) -> Meter:
    """What each part of a landed day took, from captures to the published copy."""
    with Meter() as meter, stages.heard_by(meter):
        with crew(home.dask) as hands, gathered(hands):
            with meter.stage("extract"):
                steps.load_step(home, settings)
            with meter.stage("annotate"):
                steps.annotate_step(home)
        with meter.stage("digest"):
            steps.digest_step(home, settings, day)
        with meter.stage("publish"):
            steps.publish_step(home)
    return meter


def run_day(home: Home, settings: Settings, articles: int, page_bytes: int = 0) -> Report:
    """Take the landed day through all steps and measure them."""
    meter = day_spent(home, settings, DAY)
    with db.reader(db.published_path(home.root)) as con:
        (counts,) = store.query(con, "day_counts")
    if counts["pages"] < articles:
        raise AssertionError(f"{articles - counts['pages']} of {articles} captured pages gave no article")
    return Report(articles, page_bytes, meter.spent, meter.peak, counts["relevant"], counts["stories"])
