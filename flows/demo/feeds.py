"""The feeds of the demo press, each in its outlet's dialect."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from email.utils import format_datetime

from flows.demo.pages import environment, in_outlet_form
from flows.demo.press import FeedAddress, Outlet, Piece, pieces_of

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ITEMS = 40


def _english(at: datetime, year: str, zone: str) -> str:
    return f"{_DAYS[at.weekday()]}, {at:%d} {_MONTHS[at.month - 1]} {year} {at:%H:%M:%S} {zone}"


def _american(at: datetime) -> str:
    half = "AM" if at.hour < 12 else "PM"
    # U+202F before AM/PM is what ICU prints since version 72 and what two big papers therefore publish
    return f"{at.month}/{at.day}/{at.year} {at.hour % 12 or 12}:{at:%M:%S}\u202f{half}"


DATE_FORMS: dict[str, Callable[[datetime], str]] = {
    "rfc822": lambda at: _english(at, f"{at:%Y}", "+0700"),
    "colon": lambda at: _english(at, f"{at:%Y}", "+07:00"),
    "plus07": lambda at: _english(at, f"{at:%Y}", "+07"),
    "two_digit": lambda at: _english(at, f"{at:%y}", "+0700"),
    "gmt": lambda at: _english(at.astimezone(UTC), f"{at.astimezone(UTC):%Y}", "GMT"),
    "american": _american,
}


def render_feed(outlet: Outlet, feed: FeedAddress, day: date | None) -> bytes:
    """The feed's bytes as they stand at the end of `day` (None: at the end of the week)."""
    listed = [piece for piece in pieces_of(outlet.id, day) if feed.section is None or piece.section == feed.section]
    return feed_of(outlet, feed, listed[:_ITEMS])


def feed_of(outlet: Outlet, feed: FeedAddress, listed: Sequence[Piece]) -> bytes:
    """A feed that lists these articles."""
    items = [_item(outlet, piece) for piece in listed]
    text = environment().get_template("rss.j2").render(outlet=outlet, feed=feed, items=items)
    return in_outlet_form(outlet, text)


def validators(body: bytes, outlet: Outlet, day: date | None) -> dict[str, str]:
    """The `ETag` and `Last-Modified` headers of a feed."""
    newest = max((piece.at for piece in pieces_of(outlet.id, day)), default=None)
    headers = {"ETag": f'"{hashlib.sha256(body).hexdigest()[:16]}"'}
    if newest is not None:
        headers["Last-Modified"] = format_datetime(newest.astimezone(UTC), usegmt=True)
    return headers


def _item(outlet: Outlet, piece: Piece) -> dict[str, str]:
    at = piece.at
    if piece.trap == "future":
        # the year mistyped by an editor: 2026 → 2062
        at = at.replace(year=2062)
    url = f"http://{outlet.host}{piece.path}"
    picture = f"http://{outlet.host}/anh/{at:%Y/%m/%d}/{piece.key}.jpg"
    return {
        "title": piece.title,
        "url": url,
        "summary": f'<a href="{url}"><img src="{picture}" /></a> {outlet.sapo_prefix}{piece.sapo}',
        "published": DATE_FORMS[outlet.feed_dates](at),
    }
