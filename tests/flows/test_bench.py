"""The made-up press day: the same for the same seed, like a real one where it matters, read the same by any crew."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crawlers.extract import read_page
from crawlers.landing import landed_runs, read_run
from crawlers.layout import layouts_for
from crawlers.records import Article
from crawlers.source import read_sources
from flows import collect, plansteps, steps
from flows.annotate import annotate_pending
from flows.bench.day import DAY
from flows.bench.land import html, land_hour, make_sources
from flows.bench.meter import Meter
from flows.bench.press import FAMILIES, HOURS, PressDay
from flows.cli import app
from flows.crew import ALONE, Crew, Hands
from flows.home import Home, open_home
from flows.settings import Settings
from nlp.annotator import load_annotator
from tests.flows.test_rebuild import tables
from warehouse import db

CEILING = datetime(2100, 1, 1, tzinfo=UTC)
RELEVANT = {"cong_doan", "lao_dong"}


def test_a_page_follows_from_its_number_and_the_seed() -> None:
    day, again, other = PressDay(DAY, 500), PressDay(DAY, 500), PressDay(DAY, 500, seed=1)
    assert day.page(77) == again.page(77) != other.page(77)


def test_every_page_has_its_hour_and_the_hours_hold_all_pages() -> None:
    day = PressDay(DAY, 234)
    numbers = [number for hour in range(HOURS) for number in day.hour(hour)]
    assert numbers == list(range(234))
    times = [day.page(number).piece.at for number in numbers]
    assert times == sorted(times)
    assert (times[0] - day.first_at).total_seconds() < 3600 < (times[-1] - times[0]).total_seconds()


def test_five_of_a_hundred_are_relevant() -> None:
    day = PressDay(DAY, 50_000)
    relevant = sum(day.page(number).piece.theme in RELEVANT for number in range(0, 50_000, 100))
    assert 15 <= relevant <= 40


def test_pages_weigh_what_pages_weigh_and_every_layout_reads_them(tmp_path: Path) -> None:
    day = PressDay(DAY, 200)
    roll = read_sources(make_sources(day, tmp_path))
    assert not roll.faults
    pages = [day.page(number) for number in range(60)]
    weights, read = [], set()
    for place, page in enumerate(pages):
        body = html(page, pages, place)
        weights.append(len(body))
        layouts = layouts_for(roll.sources[page.outlet.id].layouts)
        found = read_page(body, url=page.url, layouts=layouts, ceiling=CEILING)
        assert isinstance(found, Article), found
        assert found.title == page.piece.title
        assert set(page.piece.paragraphs) <= set(found.body.split("\n"))
        read.add(page.outlet.family)
    assert read == set(FAMILIES)
    assert min(weights) > 18_000
    assert max(weights) < 90_000


def test_a_second_counts_for_the_innermost_stage() -> None:
    with Meter() as meter:
        with meter.stage("outer"), meter.stage("inner"):
            sum(range(300_000))
        assert meter.spent["outer"].seconds < meter.spent["inner"].seconds
        assert meter.seconds == pytest.approx(sum(one.seconds for one in meter.spent.values()))


def labelled(root: Path, crew: Crew) -> Home:
    """A home whose landed day was loaded and labelled by a crew."""
    home = open_home(root)
    day = PressDay(DAY, 2000)
    settings = Settings(home=root, sources_dir=make_sources(day, root / "outlets"))
    for hour in (7, 19):
        land_hour(day, home.landed, hour)
    with db.writer(home.root) as con:
        assert not collect.load_runs(con, home, steps.roll_of(settings), crew=crew).broken
        annotate_pending(con, load_annotator(), crew)
        plansteps.refresh(con, home, None, crew)
    return home


@pytest.mark.slow
def test_the_rows_are_the_same_whoever_reads(tmp_path: Path) -> None:
    hands = Hands(2, few=0)
    try:
        together = tables(labelled(tmp_path / "together", hands))
    finally:
        hands.leave()
    alone = labelled(tmp_path / "alone", ALONE)
    assert together == tables(alone)
    assert len(together["core.article_versions"]) > 200
    assert together["core.plan_readings"]
    assert sum(1 for run in landed_runs(alone.landed) for _ in read_run(run)) > 200


@pytest.mark.slow
def test_a_day_is_measured_by_the_command() -> None:
    done = CliRunner().invoke(app, ["bench", "day", "--articles", "60"])
    assert done.exit_code in (0, 1), done.output
    for words in ("a press day of 60 pages", "texts labelled", "captures to digest in"):
        assert words in done.output
