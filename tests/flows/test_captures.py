"""Runs read ahead: each run's own readings in their order, whoever reads; a run that can't be opened stops no other."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from crawlers.landing import Fetch, LandingError, RunWriter
from flows.captures import Open, read_ahead
from flows.crew import ALONE, Crew, Hands
from tests.flows.test_reading import AT, page_capture

SIZES = (1, 230, 0, 5, 101)  # pages of each run; the fourth one lost its run.json
BROKEN = 3


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Five landed runs of different sizes."""
    landed = tmp_path_factory.mktemp("landed")
    body = page_capture(body="Công nhân tổ may nhận thưởng năng suất quý ba chiều thứ sáu. ").body
    for number, size in enumerate(SIZES):
        with RunWriter(landed, f"20260805T03000{number}Z-abcdef", "crawl") as writer:
            for at in range(size):
                url = f"https://vnexpress.net/bai-{at}-4{number}{at:05}.html"
                writer.land(
                    Fetch("vnexpress", "page", url, AT + timedelta(seconds=at), status=200, robots="allowed"), (), body
                )
    folders = sorted(landed.iterdir())
    (folders[BROKEN] / "run.json").unlink()
    return folders


@pytest.fixture(scope="module")
def hands() -> Iterator[Hands]:
    team = Hands(2, few=1)
    yield team
    team.leave()


def told(runs: list[Path], crew: Crew) -> list[list[str] | str]:
    """The addresses read in each run, or what is wrong with it."""
    return [
        str(run)
        if isinstance(run, LandingError)
        else [item.url for some in readings for reading in some for item in reading.items]
        for run, readings in read_ahead(runs, {}, crew)
    ]


def test_each_run_has_its_own_readings_in_their_order(runs: list[Path], hands: Hands) -> None:
    found = told(runs, ALONE)
    for number, size in enumerate(SIZES):
        urls = [f"https://vnexpress.net/bai-{at}-4{number}{at:05}.html" for at in range(size)]
        assert (urls == found[number]) is (number != BROKEN)
    assert "run.json" in str(found[BROKEN])
    assert found == told(runs, hands)


def test_readings_that_nobody_takes_are_passed_over(runs: list[Path], hands: Hands) -> None:
    seen = [run for run, _ in read_ahead(runs, {}, hands)]
    assert [isinstance(run, Open) for run in seen] == [number != BROKEN for number in range(len(SIZES))]


def test_what_is_done_before_a_run_is_read_may_find_it_broken(runs: list[Path]) -> None:
    def refuse(run: Path) -> None:
        if run == runs[1]:
            raise LandingError("tệp hỏng")

    found = [str(run) for run, _ in read_ahead(runs[:3], {}, ALONE, refuse) if isinstance(run, LandingError)]
    assert found == ["tệp hỏng"]


def test_a_lost_record_is_told_and_the_others_are_read(runs: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / runs[1].name
    folder.mkdir()
    for file in runs[1].iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    archive = folder / "capture.warc.gz"
    whole = archive.read_bytes()
    archive.write_bytes(whole[: len(whole) // 2])
    run, readings = next(read_ahead([folder], {}, ALONE))
    assert isinstance(run, Open)
    assert 0 < sum(len(some) for some in readings) < 230
    assert any("capture.warc.gz" in loss for loss in run.losses)
