"""`diemtin watch`: the table of counts in all its forms, and what it answers."""

import csv
from collections.abc import Callable
from datetime import UTC, timedelta
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.watchfile import FoundSilence, watch_file
from tests.flows.streams import MONDAY, paper, write_counts

DAYS, KILL = 40, 24 * 33 + 9
AT = MONDAY + timedelta(hours=KILL)
Rows = list[tuple[object, ...]]


def streams() -> dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    rng = np.random.default_rng(11)
    rows = {name: paper(DAYS, 60, rng) for name in ("Báo A", "Báo B", "Báo C")}
    rows["Báo B"][KILL:] = 0
    return rows


def hourly(keep: Callable[[str, int, float], bool] = lambda *_: True, form: str = "iso") -> Rows:
    clocks = [MONDAY + timedelta(hours=hour) for hour in range(DAYS * 24)]
    told = {
        "iso": [at.isoformat() for at in clocks],
        "utc": [f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z" for at in clocks],
        "naive": [f"{at:%Y-%m-%d %H:%M}" for at in clocks],
        "poll": [f"{at:%Y-%m-%dT%H}:07:31.250000+07:00" for at in clocks],
        "vietnamese": [f"{at:%d/%m/%Y %H:%M}" for at in clocks],
        "epoch": [str(int(at.timestamp())) for at in clocks],
        "epoch_ms": [str(int(at.timestamp() * 1000)) for at in clocks],
    }[form]
    rows = streams().items()
    return [
        (name, told[hour], int(items))
        for hour in range(DAYS * 24)
        for name, row in rows
        for items in [row[hour]]
        if keep(name, hour, items)
    ]


def answer(tmp_path: Path, rows: Rows, head: str = "source,at,new_items", sep: str = ",") -> list[FoundSilence]:
    found, wrong = watch_file(write_counts(tmp_path / "in.csv", rows, head, sep), tmp_path / "out.csv")
    assert not wrong
    return found


def assert_b_is_found(found: list[FoundSilence]) -> None:
    assert [(one.source, one.cause, one.closed_at) for one in found] == [("Báo B", "quiet", "")]
    assert AT.isoformat() < found[0].opened_at <= (AT + timedelta(hours=10)).isoformat()


@pytest.mark.parametrize("form", ["iso", "utc", "naive", "poll", "vietnamese", "epoch", "epoch_ms"])
def test_every_way_to_write_a_time_is_understood(tmp_path: Path, form: str) -> None:
    assert_b_is_found(answer(tmp_path, hourly(form=form)))


def test_zeros_may_be_left_out_of_the_whole_file(tmp_path: Path) -> None:
    assert_b_is_found(answer(tmp_path, hourly(lambda name, hour, items: items > 0)))


def test_rows_that_vanish_for_one_source_are_its_silence(tmp_path: Path) -> None:
    assert_b_is_found(answer(tmp_path, hourly(lambda name, hour, items: name != "Báo B" or hour < KILL)))


def test_hours_without_any_row_are_ours(tmp_path: Path) -> None:
    pause = range(24 * 20, 24 * 23)
    assert_b_is_found(answer(tmp_path, hourly(lambda name, hour, items: hour not in pause)))


def test_polls_every_two_hours_are_enough(tmp_path: Path) -> None:
    assert_b_is_found(answer(tmp_path, hourly(lambda name, hour, items: hour % 2 == 0)))


@pytest.mark.parametrize(
    ("head", "sep", "turn"),
    [
        ("outlet;time;count;kind", ";", lambda name, at, n: (name, at, n, "central")),
        ("new_items\tat\tsource_id", "\t", lambda name, at, n: (n, at, name)),
        ("\ufeffSource,Fetched_At,N,url", ",", lambda name, at, n: (name, at, n, "http://a.example/")),
    ],
)
def test_heads_in_other_words_and_orders(
    tmp_path: Path, head: str, sep: str, turn: Callable[..., tuple[object, ...]]
) -> None:
    assert_b_is_found(answer(tmp_path, [turn(*row) for row in hourly()], head, sep))


def test_a_wrong_row_is_told_and_passed_over(tmp_path: Path) -> None:
    rows = hourly()
    rows[5:5] = [("Báo A", "hôm qua", 3), ("Báo A", "2026-04-06T10:00:00+07:00", "nhiều")]
    path, out = write_counts(tmp_path / "in.csv", rows), tmp_path / "out.csv"
    done = CliRunner().invoke(app, ["watch", "--in", str(path), "--out", str(out)])
    assert done.exit_code == 1
    assert "line 7: at 'hôm qua'" in done.output.replace("\n", " ")
    assert "line 8: new_items 'nhiều'" in done.output.replace("\n", " ")
    with out.open(encoding="utf-8", newline="") as lines:
        (row,) = csv.DictReader(lines)
    assert row["source"] == "Báo B"
    assert row["sentence"].startswith("Báo B im lặng từ 09:00 ngày 09/5: theo nhịp thường có khoảng ")
    assert 0 < float(row["p"]) < 0.01


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("source,at\na,2026-01-01\n", "no column new_items"),
        ("source,at,new_items\n", "no counts in it"),
        ("", "no column"),
    ],
)
def test_a_file_that_is_no_table_of_counts_says_so(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "in.csv"
    path.write_text(text, encoding="utf-8")
    done = CliRunner().invoke(app, ["watch", "--in", str(path), "--out", str(tmp_path / "out.csv")])
    assert isinstance(done.exception, Exception)
    assert words in str(done.exception)
