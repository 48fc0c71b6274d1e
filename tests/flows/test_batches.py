"""What comes in batches is taken to its end, however many of them are empty."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from crawlers.landing import Fetch, RunWriter
from flows.batches import rounds
from flows.captures import PART
from flows.collect import ROUND, load_run
from flows.home import open_home
from tests.flows.test_reading import AT, page_capture
from warehouse import db, store

RUN = "20260805T030000Z-abcdef"


def test_batches_are_put_together_in_their_order() -> None:
    assert list(rounds([[1, 2], [3], [], [4]], 2)) == [[1, 2, 3], [4]]
    assert list(rounds([[], [], [], [5]], 2)) == [[], [5]]
    assert list(rounds([], 2)) == []


def test_what_comes_after_a_long_outage_is_loaded(tmp_path: Path) -> None:
    home = open_home(tmp_path)
    body = page_capture(body="Công nhân tổ may nhận thưởng năng suất quý ba chiều thứ sáu. ").body
    outage = (ROUND + 1) * PART
    with RunWriter(home.landed, RUN, "crawl") as writer:
        for at in range(outage + 1):
            asked = Fetch(
                "vnexpress", "page", f"https://vnexpress.net/bai-{at}-4{at:06}.html", AT + timedelta(seconds=at)
            )
            if at < outage:
                writer.fail(asked, "timeout")
            else:
                writer.land(replace(asked, status=200, robots="allowed"), (), body)
    with db.writer(home.root) as con:
        loaded = load_run(con, home.landed / RUN, {})
        assert store.sql(con, "select count(*) from core.article_versions")[1] == [(1,)]
    assert (loaded.outcomes, loaded.versions, loaded.broken) == (outage + 1, 1, {})
