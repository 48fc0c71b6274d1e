"""An article taken down is nowhere in the home any more, and nothing brings it back."""

import base64
import gzip
import json
import re
import shutil
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest

from crawlers.landing import landed_runs, read_run
from crawlers.urls import article_id
from flows import corrections, models, steps, takedown, takedowns
from flows.corrections import Said
from flows.home import Home, open_home
from flows.recompose import recompose
from flows.scrub import MARK
from flows.takedowns import TakedownError
from tests.flows.landed_press import START, Piece, land, pieces, settings_of
from tests.test_day import tables
from warehouse import db, store

DAY = date(2026, 8, 5)
AT = datetime(2026, 8, 7, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, list[Piece]]:
    """A home with one day of news: landed twice, digested, sent, published, corrected."""
    home = open_home(tmp_path_factory.mktemp("taken") / "home")
    settings = settings_of(home)
    news = pieces(0, number=7)
    copy = Piece("phobien", "dang-lai-tin-nay-xuong", news[0].title, news[0].sapo, news[0].body, news[0].at)
    own = Piece("nguoitho", news[0].key, news[0].title, news[0].sapo, news[0].body, news[0].at)
    news = [own, copy, *news[1:]]
    land(home, news, START + timedelta(hours=3))
    land(home, news, START + timedelta(hours=6), feeds_only=True)
    steps.load_step(home, settings)
    steps.annotate_step(home)
    with db.writer(home.root) as con:
        ((text_id,),) = store.sql(
            con, f"select min(text_id) from core.articles where article_id = '{article_id(own.url)}'"
        )[1]
    said = Said(text_id, "stance_doanh_nghiep", "against", own.body[0], 1)
    corrections.land(home, [said], role="ban-tuyen-giao", at=AT)
    steps.annotate_step(home)
    digest_id = steps.digest_step(home, settings, DAY)
    steps.send_step(home, settings, digest_id)
    steps.publish_step(home)
    return home, news


@pytest.fixture
def copied(day: tuple[Home, list[Piece]], tmp_path: Path) -> tuple[Home, list[Piece]]:
    """The same home, to be changed."""
    home, news = day
    shutil.copytree(home.root, tmp_path / "home")
    return open_home(tmp_path / "home"), news


def take_down(home: Home, url: str) -> list[str]:
    roll = steps.roll_of(settings_of(home))
    subject = takedown.find(home, roll, url)
    return takedown.take_down(home, roll, subject, reason="Tòa soạn yêu cầu", role="ban-tuyen-giao", at=AT)


def contents(home: Home) -> Iterator[tuple[Path, bytes]]:
    """Every file of a home as people could read it: unpacked, and mails as text."""
    for path in sorted(path for path in home.root.rglob("*") if path.is_file()):
        content = path.read_bytes()
        yield path, content
        if path.suffix in (".html", ".txt"):
            yield path, unquote_to_bytes(content)
        if path.suffix == ".gz":
            yield path, gzip.decompress(content)
        if path.suffix == ".eml":
            for part in re.findall(rb"(?:[A-Za-z0-9+/]{20,}={0,2}\r?\n)+", content):
                yield path, base64.b64decode(part)
                yield path, unquote_to_bytes(base64.b64decode(part))


def found_in(home: Home, words: str) -> set[str]:
    """The files that hold some words."""
    needle = unicodedata.normalize("NFC", words).encode()
    return {path.name for path, content in contents(home) if needle in content}


def test_the_words_are_nowhere_any_more(copied: tuple[Home, list[Piece]]) -> None:
    home, news = copied
    mail = (home.digests / f"{DAY}-day-toan-quoc.html").read_text(encoding="utf-8")
    gone = next(one for one in news[2:] if one.title in mail)
    assert len(found_in(home, gone.title)) >= 6  # or the search itself is worth nothing
    assert take_down(home, gone.url + "?utm_source=thu") == []
    for words in (*gone.words(), gone.key):
        assert found_in(home, words) == set(), words
    for other in (one for one in news if one is not gone):
        assert "capture.warc.gz" in found_in(home, other.title)
    told = {path.name for path, content in contents(home) if "đã gỡ theo yêu cầu".encode() in content}
    assert {f"{DAY}-day-toan-quoc{ending}" for ending in (".html", ".txt", ".eml")} <= told


def test_a_rebuild_gives_the_same_tables_and_every_check_holds(copied: tuple[Home, list[Piece]]) -> None:
    home, news = copied
    take_down(home, news[2].url)
    before = tables(home)
    assert steps.rebuild_step(home, settings_of(home)).broken == {}
    assert tables(home) == before
    with db.writer(home.root) as con:
        assert {check.name: check.rows for check in store.run_checks(con) if check.rows} == {}


def test_neither_a_crawl_nor_an_archive_brings_it_back(copied: tuple[Home, list[Piece]]) -> None:
    home, news = copied
    take_down(home, news[2].url)
    land(home, news, START + timedelta(hours=9))
    steps.load_step(home, settings_of(home))
    steps.annotate_step(home)
    steps.publish_step(home)
    assert found_in(home, news[2].title) == set()
    assert found_in(home, news[2].body[1]) == set()
    with db.writer(home.root) as con:
        rejected = "select count(*) from core.items where rejected = 'taken_down'"
        assert store.sql(con, rejected)[1] == [(3,)]  # three feeds named it


def test_reprints_are_listed_and_stay(copied: tuple[Home, list[Piece]]) -> None:
    home, news = copied
    own, copy = news[0], news[1]
    subject = takedown.find(home, steps.roll_of(settings_of(home)), own.url)
    assert [row["url"] for row in subject.reprints] == [copy.url]
    assert subject.digests == [f"{DAY}-day-toan-quoc"]
    take_down(home, own.url)
    with db.writer(home.root) as con:
        assert store.sql(con, "select url from core.articles where title = '" + own.title + "'")[1] == [(copy.url,)]


@pytest.mark.parametrize("step", ["files", "runs", "tables"])
def test_killed_in_the_middle_it_is_finished_by_the_next_load(copied: tuple[Home, list[Piece]], step: str) -> None:
    home, news = copied
    settings, gone = settings_of(home), news[2]
    roll = steps.roll_of(settings)
    subject = takedown.find(home, roll, gone.url)
    takedowns.land(home, subject.articles, since=subject.since, reason="x", role="y", at=AT)
    if step != "files":
        for run in landed_runs(home.landed)[:1]:
            takedown.scrubber(home, roll)(run)
    if step == "tables":
        takedown.finish(home, roll)
        for mark in (home.root / "takedowns").glob("*.done"):
            mark.unlink()
    assert steps.load_step(home, settings).broken == {}
    assert takedowns.pending(home) == []
    for words in gone.words():
        assert found_in(home, words) == set(), words


def test_killed_between_a_run_and_its_mark_the_tables_are_freed_of_it_all_the_same(
    copied: tuple[Home, list[Piece]], tmp_path: Path
) -> None:
    home, news = copied
    other = open_home(Path(shutil.copytree(home.root, tmp_path / "other")))
    take_down(other, news[2].url)
    changed = next(run for run in landed_runs(other.landed) if '"changed": true' in (run / MARK).read_text())
    (changed / MARK).write_text(json.dumps({"articles": [], "changed": True}), encoding="utf-8")
    shutil.rmtree(home.landed / changed.name)  # the run as the killed takedown left it, everything else as it was
    shutil.copytree(changed, home.landed / changed.name)
    take_down(home, news[2].url)
    for words in (*news[2].words(), news[2].key):
        assert found_in(home, words) == set(), words


def test_an_article_never_seen_is_never_taken_in(copied: tuple[Home, list[Piece]]) -> None:
    home, _ = copied
    later = pieces(1)[0]
    take_down(home, later.url)
    land(home, pieces(1), START + timedelta(days=1, hours=1))
    steps.load_step(home, settings_of(home))
    assert found_in(home, later.title) == set()


def test_a_digest_composed_again_says_why_it_differs(copied: tuple[Home, list[Piece]]) -> None:
    home, news = copied
    assert recompose(home, f"{DAY}-day-toan-quoc").differences == ()
    take_down(home, news[2].url)
    found = recompose(home, f"{DAY}-day-toan-quoc")
    assert any("mất một dòng" in line for line in found.differences)
    assert "1 bài của bản tin đã gỡ theo yêu cầu" in found.reasons


def test_what_is_no_address_is_refused(copied: tuple[Home, list[Piece]]) -> None:
    home, _ = copied
    with pytest.raises(TakedownError, match="không phải địa chỉ web"):
        takedown.find(home, steps.roll_of(settings_of(home)), "bài hôm qua")


def test_a_captured_page_of_the_others_is_still_there(copied: tuple[Home, list[Piece]]) -> None:
    home, news = copied
    take_down(home, news[2].url)
    pages = {one.outcome.url for run in landed_runs(home.landed) for one in read_run(run) if one.outcome.kind == "page"}
    assert pages == {one.url for one in news if one is not news[2]}
    assert models.annotator(home).annotator_id
