"""Feeds in the manner of feedparser's own test documents: each is read or refused, none fails."""

from datetime import UTC, datetime

import pytest

from crawlers.feed import read_feed
from crawlers.records import FeedEntry
from tests.crawlers.odd_feeds import DOCUMENTS, LINK, TITLE, Expected

CEILING = datetime(2026, 12, 31, tzinfo=UTC)
AT = datetime(2026, 8, 5, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize(("expected", "document"), DOCUMENTS, ids=[expected.name for expected, _ in DOCUMENTS])
def test_a_feed_of_any_dialect_is_read(expected: Expected, document: bytes) -> None:
    reading = read_feed(document, source_id="bao", url="https://bao.example/rss", ceiling=CEILING)
    assert (len(reading.entries) >= 1) == (expected.entries >= 1), reading
    assert (reading.rejected is None) == (expected.entries >= 1)
    for entry in reading.entries[:1]:
        _check(expected, entry)


def _check(expected: Expected, entry: FeedEntry) -> None:
    assert entry.url == LINK
    assert (entry.title == TITLE) == expected.title
    assert len(entry.title) < 60, "an entity was expanded"
    assert entry.published_at == (AT if expected.time else None)
