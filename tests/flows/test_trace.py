"""From a figure's article back to the captured bytes, and every link done again."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows import readingsteps, retrace, steps, trace
from flows.cli import app
from flows.demo.press import SOURCES_DIR
from flows.demo.server import press_web
from flows.home import Home, open_home
from flows.settings import Settings
from flows.trace import Trace, TraceError
from warehouse import db, store


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home with the bundled press web crawled, labelled and told."""
    home = open_home(tmp_path_factory.mktemp("trace"))
    with press_web() as proxy:
        found = Settings(home=home.root, sources_dir=SOURCES_DIR, proxy=proxy, pace_scale=0.02)
        steps.crawl_step(home, found)
    steps.load_step(home, found)
    steps.annotate_step(home)
    return found


@pytest.fixture
def home(settings: Settings) -> Home:
    return open_home(settings.home)


def relevant(home: Home) -> str:
    with db.writer(home.root) as con:
        return str(
            store.sql(con, "select article_id from mart.articles where relevance = 2 order by 1 limit 1")[1][0][0]
        )


def proofs(home: Home, settings: Settings, chain: Trace) -> dict[str, retrace.Proof]:
    return {one.link: one for one in retrace.prove(home, chain, readingsteps.layouts_of(settings))}


def test_the_chain_leads_to_the_bytes_and_stands_when_done_again(home: Home, settings: Settings) -> None:
    chain = trace.trace(home, relevant(home))
    best = chain.best
    assert (home.root / best["warc_file"]).is_file()
    assert best["warc_offset"] is not None
    assert best["extractor_id"]
    assert chain.labels is not None
    assert chain.story is not None
    found = proofs(home, settings, chain)
    assert {link: one.same for link, one in found.items()} == dict.fromkeys(retrace.LINKS, True)


def test_an_address_names_its_article(home: Home) -> None:
    wanted = relevant(home)
    assert trace.trace(home, trace.trace(home, wanted).best["url"]).article_id == wanted


@pytest.mark.parametrize("name", ["0000000000000000", "2026-08-09-day-toan-quoc#99", "không có"])
def test_an_unknown_name_is_told(home: Home, name: str) -> None:
    with pytest.raises(TraceError):
        trace.trace(home, name)


def test_what_does_not_agree_is_told_with_its_reason(home: Home, settings: Settings) -> None:
    chain = trace.trace(home, relevant(home))
    assert chain.machine_labels is not None
    forged = {**chain.best, "title": "Tiêu đề khác", "capture_sha256": "0" * 64, "extractor_id": "cũ"}
    gone = {**chain.machine_labels, "annotator_id": "may-cu"}
    found = proofs(home, settings, Trace(chain.article_id, (forged,), chain.labels, gone, (), None, ()))
    assert found["capture"].same is False
    assert found["extraction"].reason.startswith("khác ở title; chương trình đọc đã đổi: cũ → ")
    assert found["text"].same is False
    assert (found["labels"].same, "may-cu" in found["labels"].reason) == (None, True)


def test_a_capture_that_is_gone_is_told(home: Home, settings: Settings, tmp_path: Path) -> None:
    chain = trace.trace(home, relevant(home))
    kept = tmp_path / "landed"
    shutil.move(home.landed, kept)
    try:
        home.landed.mkdir()
        found = proofs(home, settings, chain)
    finally:
        home.landed.rmdir()
        shutil.move(kept, home.landed)
    assert (found["capture"].same, found["extraction"].same) == (False, None)
    assert "đã gỡ bỏ" in found["capture"].reason


def test_the_command_prints_the_chain(home: Home) -> None:
    run = CliRunner().invoke
    wanted = relevant(home)
    shown = run(app, ["--home", str(home.root), "trace", wanted])
    assert shown.exit_code == 0, shown.output
    for word in ("Bản chụp", "SHA-256", "Đọc trang", "Lời văn", "Nhãn: mô hình", "Câu chuyện"):
        assert word in shown.output
    told = run(app, ["--home", str(home.root), "trace", wanted, "--json"])
    assert json.loads(told.output)["article_id"] == wanted
