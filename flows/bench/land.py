"""A made-up press day as landed runs, one an hour, in the form in which the crawler lands them."""

from collections.abc import Iterator
from datetime import UTC, timedelta
from functools import partial
from pathlib import Path

from crawlers.landing import Fetch, RunWriter, make_run_id
from flows.bench.dress import Link, dressed
from flows.bench.press import HOURS, Page, PressDay, sources
from flows.crew import ALONE, Crew, crew
from flows.demo.feeds import feed_of
from flows.demo.pages import page_text
from flows.demo.press import Outlet
from flows.progress import track

_HTML = (("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "public, max-age=60"), ("Server", "nginx"))
_RSS = (("Content-Type", "text/xml; charset=utf-8"),)
FEW_PAGES = 1000  # made before other processes would have started
_LISTED = 30  # links in the boxes of other news


def make_sources(day: PressDay, folder: Path) -> Path:
    """Write the files of the outlets."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in sources(day):
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def land_day(day: PressDay, landed: Path) -> int:
    """Land the 24 crawls of a day, of a big one on all processors; gives the bytes of the pages."""
    with crew() as team:
        hands: Crew = team if day.articles > FEW_PAGES else ALONE
        return sum(hands.map(partial(land_hour, day, landed), track(range(HOURS), "dựng ngày báo mẫu")))


def land_hour(day: PressDay, landed: Path, hour: int) -> int:
    """Land the crawl at the end of an hour; gives the bytes of its pages."""
    begun = (day.first_at + timedelta(hours=hour + 1)).astimezone(UTC)
    pages = [day.page(number) for number in day.hour(hour)]
    size = 0
    with RunWriter(landed, make_run_id(begun, f"{hour:06x}"), "crawl") as writer:
        for place, (outlet, listed) in enumerate(_by_outlet(pages)):
            at = begun + timedelta(seconds=place)
            url = f"http://{outlet.host}{outlet.feeds[0].path}"
            writer.land(
                Fetch(outlet.id, "feed", url, at, url, 200),
                _RSS,
                feed_of(outlet, outlet.feeds[0], [one.piece for one in listed]),
            )
        for place, page in enumerate(pages):
            body = html(page, pages, place)
            at = begun + timedelta(minutes=1, milliseconds=700 * place)
            writer.land(Fetch(page.outlet.id, "page", page.url, at, page.url, 200, 180), _HTML, body)
            size += len(body)
    return size


def html(page: Page, pages: list[Page], place: int) -> bytes:
    """The bytes of a page among those of its hour."""
    others = [pages[(place + step) % len(pages)].piece for step in range(1, _LISTED + 1)]
    text = page_text(page.outlet.family, page.outlet, page.piece, others[:4])
    return dressed(text, page.outlet, [Link(one.path, one.title) for one in others]).encode()


def _by_outlet(pages: list[Page]) -> Iterator[tuple[Outlet, list[Page]]]:
    found: dict[str, list[Page]] = {}
    for page in pages:
        found.setdefault(page.outlet.id, []).append(page)
    yield from ((listed[0].outlet, listed) for listed in found.values())
