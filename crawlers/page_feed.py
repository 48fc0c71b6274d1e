"""A page that has a feed of its own: any RSS or Atom of an organisation's posts."""

from datetime import UTC, datetime

from crawlers.api import RefusedError
from crawlers.feed import read_feed
from crawlers.page_run import Desk
from crawlers.public_records import Sheet, post_id_of, post_of


def read_page_feed(desk: Desk) -> None:
    """Book the posts of the page's feeds; RefusedError ends the page."""
    if not desk.source.feeds:
        raise RefusedError("bad_url", "feeds: the page's feed is not told in its file")
    for feed in desk.source.feeds:
        answer = desk.asker.get(feed.url, {}, form="bytes")
        reading = read_feed(answer.body, source_id=desk.source.id, url=feed.url, ceiling=datetime.now(UTC))
        if reading.rejected is not None:
            raise RefusedError("broken_answer", f"the feed can't be read ({reading.rejected.reason})")
        posts = tuple(
            post_of(
                post_id_of(desk.source.id, one.url), one.url, f"{one.title}\n{one.summary}".strip(), one.published_at
            )
            for one in reading.entries
            if (one.published_at or desk.since) >= desk.since
        )
        desk.land(answer, Sheet(posts))
