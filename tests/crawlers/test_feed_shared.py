"""A real week of 17 outlets against a reading of its dates that shares nothing with ours."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest

from crawlers.feed import read_feed
from crawlers.records import FeedEntry
from crawlers.urls import canonical_url, time_in_url
from tests.crawlers.press import press_items

pytestmark = pytest.mark.shared
Days = list[tuple[Path, tuple[FeedEntry, ...]]]

# One strptime form per outlet and the hours that its clock is ahead of UTC, written down from its own feed.
AMERICAN, WITH_SECONDS, SHORT_YEAR = "%m/%d/%Y %I:%M:%S %p", "%d %b %Y %H:%M:%S", "%d %b %y %H:%M:%S"
FORMS = {
    "baochinhphu": (AMERICAN, 7), "tuoitre": (AMERICAN, 7), "thanhnien": (SHORT_YEAR, 7),
    "bbcvietnamese": (WITH_SECONDS, 0), "vneconomy": (WITH_SECONDS, 0),
}  # fmt: skip


def independent(source: str, raw: str) -> datetime:
    form, hours = FORMS.get(source, (WITH_SECONDS, 7))
    bare = raw.replace("\u202f", " ").strip()
    if form != AMERICAN:
        bare = re.sub(r"^\w{3}, ", "", bare).rpartition(" ")[0]
    return datetime.strptime(bare, form).replace(tzinfo=UTC) - timedelta(hours=hours)


@pytest.fixture(scope="module")
def days(shared: Path) -> Days:
    readings: Days = []
    for path in sorted((shared / "press" / "feeds").glob("*/*.xml")):
        # The files of a day hold what was published until its end in UTC: seven in the morning in Vietnam.
        ceiling = datetime.fromisoformat(path.parent.name).replace(tzinfo=UTC) + timedelta(days=1)
        reading = read_feed(path.read_bytes(), source_id=path.stem, url=None, ceiling=ceiling)
        assert reading.rejected is None
        assert reading.dropped == ()
        readings.append((path, reading.entries))
    return readings


def test_every_entry_has_its_right_time_and_place(days: Days) -> None:
    total = 0
    for path, entries in days:
        items = re.findall(r"<item>(.*?)</item>", path.read_text(encoding="utf-8"), re.DOTALL)
        assert len(entries) == len(items), path
        for entry, item in zip(entries, items, strict=True):
            raw = re.search(r"<pubDate>(.*?)</pubDate>", item)
            link = re.search(r"<link>(.*?)</link>", item)
            assert raw is not None
            assert link is not None
            assert entry.published_at == independent(path.stem, unescape(raw[1])), (path, raw[1])
            assert (entry.date_source, entry.url) == ("pubDate", canonical_url(unescape(link[1])))
        total += len(entries)
    assert total > 3000


def test_same_time_as_in_the_raw_collection(shared: Path, days: Days) -> None:
    raw = {(item["outlet"], canonical_url(item["link"])): item["pubdate_raw"] for item in press_items(shared)}
    matched = 0
    for path, entries in days:
        for entry in entries:
            stamp = raw.get((path.stem, entry.url))
            if stamp is not None and stamp.strip() == entry.raw_published:
                assert entry.published_at == independent(path.stem, stamp)
                matched += 1
    assert matched > 3000


def test_addresses_agree_that_publication_follows_creation(days: Days) -> None:
    """A wrong zone or order of day and month would shift whole outlets; editors backdate only a few."""
    lags = [
        (entry.published_at - created).total_seconds()
        for _, entries in days
        for entry in entries
        if entry.published_at and (created := time_in_url(entry.url))
    ]
    assert len(lags) > 2000
    assert sum(lag < -60 for lag in lags) / len(lags) < 0.03
    assert sum(lag > 86400 for lag in lags) / len(lags) < 0.1


def test_no_markup_in_the_text(days: Days) -> None:
    for _, entries in days:
        for entry in entries:
            assert not re.search(r"</?[a-z]+[ >]|&\w+;|<img", entry.title + entry.summary), entry
