"""What today's layouts change is told page by page; whether a layout still fits is told by trafilatura's reading."""

import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from crawlers.landing import Fetch, RunWriter
from crawlers.layout import Layout, load_layouts
from flows.agreement import DOUBTED, PageAgreement, agreement, as_json, by_outlet
from flows.cli import app
from flows.collect import load_run
from flows.home import Home, open_home
from flows.inspection import outlets
from flows.reextract import Change, DiffReport, changes_of, diff_report
from flows.reports import AGREEMENT, doubted_outlets, keep_report
from tests.flows.test_reading import AT, page_capture
from warehouse import db

RUN = "20260805T030000Z-abcdef"
LIST = b"<html><body><h2><a href=/1>M\xe1\xbb\x99t</a></h2></body></html>"
TODAY: Mapping[str, tuple[Layout, ...]] = {"vnexpress": (load_layouts()["vnexpress"],)}
# the body element holds the headline box only: a layout that was never repaired after a change of markup
WRONG = {"vnexpress": (load_layouts()["vnexpress"].model_copy(update={"drop": ("p:last-child",), "hosts": ()}),)}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with four landed pages, the last of which is no article."""
    home = open_home(tmp_path)
    with RunWriter(home.landed, RUN, "crawl") as writer:
        for at in range(3):
            capture = page_capture(
                body=f"Bài {at}: công nhân tổ may số {at} nhận thưởng năng suất quý ba chiều thứ sáu. "
            )
            writer.land(_fetch(at, f"https://vnexpress.net/bai-{at}-400000{at}.html"), (), capture.body)
        writer.land(_fetch(3, "https://vnexpress.net/thoi-su"), (), LIST)
    return home


def _fetch(at: int, url: str) -> Fetch:
    return Fetch("vnexpress", "page", url, AT + timedelta(seconds=at), status=200, robots="allowed")


def loaded(home: Home, layouts: Mapping[str, tuple[Layout, ...]], then: Mapping[str, tuple[Layout, ...]]) -> DiffReport:
    """The report of pages loaded with `layouts` and read again with `then`."""
    with db.writer(home.root) as con:
        load_run(con, home.landed / RUN, layouts)
        return diff_report(con, home, then)


def test_the_same_layouts_change_nothing(home: Home) -> None:
    outlet = loaded(home, TODAY, TODAY).outlets["vnexpress"]
    assert (outlet.pages, outlet.same, set(outlet.changed.values()), outlet.body_kept) == (4, 4, {0}, None)


def test_a_repaired_layout_shows_which_bodies_change(home: Home) -> None:
    report = loaded(home, WRONG, TODAY)
    outlet = report.outlets["vnexpress"]
    assert (outlet.pages, outlet.same, outlet.changed["body"], outlet.body_kept) == (4, 1, 3, 1.0)
    example = outlet.examples["body"][0]
    assert (example.before, example.after[:2]) == ("", "3.")
    worse = loaded_again(home, WRONG)
    assert worse.outlets["vnexpress"].same == 4


def loaded_again(home: Home, layouts: Mapping[str, tuple[Layout, ...]]) -> DiffReport:
    with db.writer(home.root) as con:
        return diff_report(con, home, layouts)


def test_pages_that_were_never_loaded_are_counted(home: Home) -> None:
    report = loaded_again(home, TODAY)
    assert (report.outlets, report.not_loaded) == ({}, 4)


def test_a_damaged_run_is_named(home: Home) -> None:
    with db.writer(home.root) as con:
        load_run(con, home.landed / RUN, TODAY)
    (home.landed / RUN / "capture.warc.gz").write_bytes(b"")
    assert RUN in loaded_again(home, TODAY).broken


@pytest.mark.parametrize(
    ("stored", "kinds"),
    [
        ({}, []),
        ({"title": "Khác"}, ["title"]),
        ({"sapo": "", "title": "Khác"}, ["title", "sapo"]),
        ({"body": "một hai ba bốn năm"}, ["body"]),
        ({"rejected": "not_an_article", "title": None, "sapo": None, "body": None}, ["newly_read"]),
    ],
)
def test_each_change_has_its_kind(stored: dict[str, str | None], kinds: list[str]) -> None:
    from flows.reading import read_capture

    (version,) = read_capture(page_capture(), TODAY).versions
    row = {name: getattr(version, name) for name in ("source_id", "url", "title", "sapo", "body")}
    before = {**row, "rejected": None, **stored}
    assert [change.kind for change in changes_of(before, version, None)] == kinds
    gone = changes_of({**row, "rejected": None}, None, "no_title")
    assert [(change.kind, change.after) for change in gone] == [("newly_rejected", "no_title")]
    assert changes_of({**row, "rejected": "no_title", "title": None}, None, "no_title") == []


def test_five_examples_of_each_kind_are_kept() -> None:
    report = DiffReport()
    for at in range(8):
        report.add("bao", [Change("bao", f"https://bao.example/{at}", "body", "", "", kept=at / 8)])
    outlet = report.outlets["bao"]
    assert (len(outlet.examples["body"]), outlet.changed["body"]) == (5, 8)
    assert outlet.body_kept == pytest.approx(3.5 / 8)


def test_a_layout_that_fits_agrees_with_trafilatura(home: Home) -> None:
    with db.writer(home.root) as con:
        load_run(con, home.landed / RUN, TODAY)
        (outlet,) = agreement(con, home, TODAY, sample=2)
    assert (outlet.source_id, outlet.pages, outlet.doubted) == ("vnexpress", 2, False)
    assert outlet.mean_f1 > 0.9


def test_an_outlet_is_doubted_only_on_enough_pages() -> None:
    pages = [PageAgreement("cũ", f"https://cu.example/{at}", DOUBTED - 0.1 * at) for at in (1, 3, 2)]
    few = replace(pages[0], source_id="ít", f1=0.0)
    first, second = by_outlet([*pages, few])
    assert (first.source_id, first.doubted) == ("ít", False)
    assert (second.source_id, second.doubted) == ("cũ", True)
    assert [page.url[-1] for page in second.lowest] == ["3", "2", "1"]


def test_pages_that_contradict_themselves_are_counted() -> None:
    fields = (("title",), (), ("published_at", "title"))
    (outlet,) = by_outlet(PageAgreement("báo", f"https://a.vn/{at}", 0.9, found) for at, found in enumerate(fields))
    assert outlet.disagreements == {"title": 2, "published_at": 1}
    (told,) = as_json([outlet])
    assert told["disagreements"] == {"title": 2, "published_at": 1}


def test_both_commands_leave_a_report(home: Home) -> None:
    with db.writer(home.root) as con:
        load_run(con, home.landed / RUN, WRONG)
    agreed = CliRunner().invoke(app, ["--home", str(home.root), "agreement", "--sample", "1"])
    assert agreed.exit_code == 0, agreed.output
    rebuilt = CliRunner().invoke(app, ["--home", str(home.root), "rebuild", "--extract"])
    assert rebuilt.exit_code == 0, rebuilt.output
    (kept,) = (home.root / "reports").glob("reextract-*.json")
    assert json.loads(kept.read_text(encoding="utf-8"))["outlets"]["vnexpress"]["changed"]["body"] == 3
    assert len(list((home.root / "reports").glob("agreement-*.json"))) == 1
    assert doubted_outlets(home) == []
    assert loaded_again(home, TODAY).outlets["vnexpress"].same == 4


def test_what_the_last_check_doubted_is_shown(home: Home) -> None:
    assert doubted_outlets(home) == []
    for day, doubted in ((4, False), (5, True)):
        keep_report(home, f"{AGREEMENT}-2026-08-0{day}", [{"source_id": "cũ", "doubted": doubted}])
    assert doubted_outlets(home) == ["cũ"]
    page = io.StringIO()
    outlets(home, {}, Console(file=page, width=200))
    assert "Khuôn có lẽ không còn khớp (lần so gần nhất với trafilatura): cũ" in page.getvalue()
    keep_report(home, f"{AGREEMENT}-2026-08-06", {"hỏng": 1})
    assert doubted_outlets(home) == []
