"""Which feeds are due, asked of a warehouse that remembers every asking."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawlers.records import Outcome
from crawlers.source import FeedRef, Source
from flows.collect import crawl_plan, due_doors, rhythms
from flows.records import ArticleVersion, Item
from flows.settings import Settings
from tests.flows.newsroom import FIRST
from warehouse import db, store
from warehouse.db import Connection

URL = "http://bao.example/rss"


def source(*urls: str) -> dict[str, Source]:
    feeds = tuple(FeedRef(url=url) for url in urls)
    head = {"name": "Báo", "kind": "central", "owner": "Hội", "homepage": "http://bao.example/"}
    return {"bao": Source.model_validate({"id": "bao", "hosts": ["bao.example"], "feeds": feeds, **head})}


def ask(con: Connection, seq: int, minute: int, reason: str | None = None, **more: object) -> None:
    """One asking of the feed, some minutes after the beginning."""
    fields: dict[str, object] = {
        "outcome": "failed" if reason else "landed",
        "status": None if reason else 200,
        "wait_s": None,
        "url": URL,
        "kind": "feed",
        **more,
    }
    row = Outcome(
        run_id=f"run-{seq}", seq=seq, source_id="bao", final_url=None, reason=reason,
        fetched_at=at(minute), elapsed_ms=1, n_bytes=0, sha256=None, warc_offset=0, etag=None, last_modified=None,
        robots=None, **fields,  # type: ignore[arg-type]
    )  # fmt: skip
    store.insert(con, "raw.outcomes", [row])


def show(con: Connection, seq: int, minute: int, published: list[int | None], rejected: str | None = None) -> None:
    """What the answer held: entries by the minute of their publishing."""
    items = [_item(seq, minute, -1, None, rejected)]
    versions = [_version(seq, minute, place, one) for place, one in enumerate(published)]
    items += [_item(seq, minute, one.position, one, None) for one in versions]
    store.insert(con, "core.items", items)
    store.insert(con, "core.article_versions", versions)


def at(minute: int) -> datetime:
    return FIRST + timedelta(minutes=minute)


def _item(seq: int, minute: int, position: int, version: ArticleVersion | None, rejected: str | None) -> Item:
    kind = "entry" if version else "feed"
    article, wording = (version.article_id, version.version_id) if version else (None, None)
    return Item(f"run-{seq}", seq, position, kind, "bao", URL, article, wording, rejected, None, at(minute))


def _version(seq: int, minute: int, place: int, published: int | None) -> ArticleVersion:
    key = f"{seq}-{place}" if published is None else f"p{published}"
    return ArticleVersion(
        version_id=f"v{key}", article_id=f"a{key}", source_id="bao", url=f"{URL}/{key}", title=key, sapo="", body="",
        author=None, section=None, tags=(), published_at=None if published is None else at(published),
        raw_published=None, date_source=None, origin="feed", method=None, layout=None, text_id=key, run_id=f"run-{seq}",
        seq=seq, position=place, fetched_at=at(minute), disagreements=(),
    )  # fmt: skip


@pytest.fixture
def con(tmp_path: Path) -> Iterator[Connection]:
    with db.writer(tmp_path) as connection:
        yield connection


def test_the_rhythm_is_read_off_the_last_readable_answer(con: Connection) -> None:
    ask(con, 0, 0, wait_s=600)
    show(con, 0, 0, [-300, -200, -100])
    ask(con, 1, 120)
    show(con, 1, 120, [-100, -60, -40, 0, None])
    ask(con, 2, 240, outcome="not_modified", status=304)
    ask(con, 3, 300, reason="timeout")
    ask(con, 4, 360)
    show(con, 4, 360, [], rejected="not_a_feed")
    ask(con, 5, 400, reason="cancelled")  # never reached the feed
    (rhythm,) = rhythms(con, at(9999)).values()
    assert rhythm.asked_at == at(360)
    assert rhythm.failures == 2
    assert rhythm.median_gap_s == 40 * 60
    assert rhythm.newest_at == at(0)
    assert rhythm.new_per_day == 7  # each entry counts once, where it was first seen
    assert rhythm.asked_wait_s is None


def test_a_feed_without_times_has_the_rhythm_of_its_new_entries(con: Connection) -> None:
    ask(con, 0, 0)
    show(con, 0, 0, [None] * 24)
    (rhythm,) = rhythms(con, at(9999)).values()
    assert (rhythm.median_gap_s, rhythm.newest_at, rhythm.new_per_day) == (None, None, 24)


def test_due_is_what_was_never_asked_or_whose_time_has_come(con: Connection) -> None:
    ask(con, 0, 0)
    show(con, 0, 0, [-180, -120, -60, 0])  # an hour between entries: half an hour to wait
    both = source(URL, "http://bao.example/moi.rss")
    assert due_doors(con, both, at(10)) == ["http://bao.example/moi.rss"]
    assert due_doors(con, both, at(30)) == ["http://bao.example/moi.rss", URL]
    plan = crawl_plan(con, both, Settings(), "r", due=at(10))
    assert plan["feeds"] == ["http://bao.example/moi.rss"]
    assert crawl_plan(con, both, Settings(), "r")["feeds"] is None


def test_sitemaps_and_lists_have_their_time_too(con: Connection) -> None:
    lists = {"sitemaps": ("http://bao.example/sm.xml",), "lists": ("http://bao.example/lao-dong",)}
    press = {"bao": source(URL)["bao"].model_copy(update=lists)}
    assert due_doors(con, press, at(0)) == ["http://bao.example/lao-dong", URL, "http://bao.example/sm.xml"]
    ask(con, 0, 0, kind="list", url="http://bao.example/lao-dong")
    ask(con, 1, 0, kind="sitemap", url="http://bao.example/sm.xml", reason="timeout")
    assert due_doors(con, press, at(30)) == [URL]
    assert due_doors(con, press, at(60)) == ["http://bao.example/lao-dong", URL, "http://bao.example/sm.xml"]


def test_a_failing_feed_is_asked_less_and_less_but_always(con: Connection) -> None:
    for seq in range(9):
        ask(con, seq, seq, reason="http_5xx")
    assert rhythms(con, at(9999))[URL].failures == 9
    assert due_doors(con, source(URL), at(8 + 300)) == []
    assert due_doors(con, source(URL), at(8 + 360)) == [URL]


def test_what_was_asked_under_a_clock_that_was_ahead_changes_no_rhythm(con: Connection) -> None:
    ask(con, 0, 0)
    show(con, 0, 0, [-180, -120, -60, 0])
    known = rhythms(con, at(5))
    for seq, days in enumerate((1, 365), start=1):
        ask(con, seq, days * 1440, reason="timeout", wait_s=86400)
    assert rhythms(con, at(5)) == known
    assert due_doors(con, source(URL), at(20)) == []
    assert due_doors(con, source(URL), at(30)) == [URL]


def test_retry_after_is_obeyed(con: Connection) -> None:
    ask(con, 0, 0, reason="blocked", status=429, wait_s=8 * 3600)
    assert due_doors(con, source(URL), at(6 * 60)) == []
    assert due_doors(con, source(URL), at(8 * 60)) == [URL]
