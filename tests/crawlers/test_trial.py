"""An outlet tried on literal answers: what its feeds and newest pages give."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crawlers.answer import Answer
from crawlers.layout import layouts_for
from crawlers.source import FeedRef, Kind, LayoutRef, Source
from crawlers.trial import PAGES, agreement, current_layouts, newest_pages, try_feed, try_outlet, try_page
from tests.replay import page, rss

NOW = datetime(2026, 8, 5, 5, 0, tzinfo=UTC)
SAVED = Path(__file__).parent / "pages"
HOME = "http://bao.example"


class Web:
    """Answers from a table; what isn't there is a 404."""

    def __init__(self, answers: dict[str, Answer | bytes]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def get(self, url: str) -> Answer:
        self.asked.append(url)
        found = self.answers.get(url, Answer(url, NOW, "http_4xx", 404, robots="allowed"))
        return found if isinstance(found, Answer) else Answer(url, NOW, None, 200, body=found, robots="allowed")


def outlet(*feeds: str, layouts: tuple[LayoutRef, ...] = ()) -> Source:
    return Source(
        id="bao",
        name="Báo",
        kind=Kind.CENTRAL,
        owner="Hội Thử",
        homepage=f"{HOME}/",
        hosts=("bao.example",),
        feeds=tuple(FeedRef(url=f"{HOME}/{feed}") for feed in feeds),
        layouts=layouts,
    )


def dated(*stamps: str) -> bytes:
    items = "".join(
        f"<item><title>Tin {n}</title><link>{HOME}/tin-{n}.html</link><pubDate>{stamp}</pubDate></item>"
        for n, stamp in enumerate(stamps)
    )
    return f'<rss version="2.0"><channel><title>Tin</title>{items}</channel></rss>'.encode()


def test_feeds_and_their_newest_pages_are_tried() -> None:
    feed = dated(
        "Tue, 04 Aug 2026 08:00:00 +0700", "Wed, 05 Aug 2026 08:00:00 +0700", "Mon, 03 Aug 2026 08:00:00 +0700"
    )
    saved = (SAVED / "vccorp_tuoitre.html").read_bytes()
    web = Web({f"{HOME}/rss": feed, f"{HOME}/tin-1.html": saved, f"{HOME}/tin-0.html": page("Tin")})
    trial = try_outlet(outlet("rss", "mat.rss", layouts=(LayoutRef(family="vccorp"),)), web, NOW)
    good, lost = trial.feeds
    assert (good.n_dated, good.per_day, good.status) == (3, 1.0, 200)
    assert good.newest_at == datetime(2026, 8, 5, 1, 0, tzinfo=UTC)
    assert (lost.reason, lost.status) == ("http_4xx", 404)
    assert [one.url for one in trial.pages] == [f"{HOME}/tin-1.html", f"{HOME}/tin-0.html"]
    known, unknown = trial.pages
    assert known.article is not None
    assert (known.article.layout, known.families) == ("vccorp", ("vccorp",))
    assert known.agreement is not None
    assert known.agreement > 0.7
    assert unknown.article is not None
    assert (unknown.article.method, unknown.agreement) == ("trafilatura", None)
    assert trial.homepage is None


def test_an_outlet_without_feeds_shows_whether_it_is_there() -> None:
    web = Web({f"{HOME}/": Answer(f"{HOME}/", NOW, "dns", robots="unavailable")})
    trial = try_outlet(outlet(), web, NOW)
    assert trial.homepage is not None
    assert trial.homepage.reason == "dns"
    assert trial.robots == ((f"{HOME}/", "unavailable"),)
    assert trial.doors == ()


def test_an_outlet_without_feeds_is_read_at_its_homepage() -> None:
    links = "".join(
        f'<h3><a href="/cong-nhan-may-tang-ca-{place}-20260805.html">Tin số {place}</a></h3>' for place in "12"
    )
    web = Web({f"{HOME}/": f"<html><body>{links}</body></html>".encode()})
    trial = try_outlet(outlet(), web, NOW)
    assert trial.homepage is not None
    assert [len(door.leads) for door in trial.doors] == [2]


@pytest.mark.parametrize(
    ("body", "reason"),
    [(b"<html><body>bao tri</body></html>", "not_a_feed"), (b"", "empty_body"), (rss([]), "feed_empty")],
)
def test_a_feed_of_no_use_says_why(body: bytes, reason: str) -> None:
    assert try_feed(body, f"{HOME}/rss", outlet(), NOW).reason == reason


def test_entries_on_other_hosts_are_told_and_not_fetched() -> None:
    trial = try_feed(rss(["http://la.example/1", "http://www.bao.example/2", f"{HOME}/3"]), HOME, outlet(), NOW)
    assert trial.strangers == ("la.example",)
    assert len(newest_pages([trial, trial], outlet())) == PAGES


def test_a_page_that_is_no_article_says_why() -> None:
    trial = try_page((SAVED / "list_home.html").read_bytes(), f"{HOME}/", layouts_for(()), NOW)
    assert (trial.article, trial.reason) == (None, "not_an_article")


def test_agreement_counts_words() -> None:
    assert agreement("một hai ba", "Ba hai một") == 1
    assert agreement("một hai", "ba bốn") == 0
    assert agreement("một hai", "một ba") == 0.5
    assert agreement("", "") == 1


def test_layouts_of_a_day() -> None:
    source = outlet(
        layouts=(
            LayoutRef(family="vccorp", valid_from=date(2022, 1, 1)),
            LayoutRef(family="zce", valid_until=date(2021, 12, 31)),
            LayoutRef(family="dantri"),
        )
    )
    assert current_layouts(source, date(2026, 8, 5)) == ["vccorp", "dantri"]
    assert current_layouts(source, date(2021, 8, 5)) == ["zce", "dantri"]
