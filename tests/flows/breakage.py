"""The demo press landed day by day without a network, and broken in every way that its watch must tell apart."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path

from crawlers.answer import Answer, Want
from crawlers.landing import make_run_id
from crawlers.ledger import Ledger
from crawlers.run_writer import RunWriter
from crawlers.source import Source, load_sources
from flows.demo.pages import render_page
from flows.demo.press import SOURCES_DIR, Outlet, Piece, outlets, pieces, slugify
from flows.wording import VIETNAM

HTML = (("Content-Type", "text/html; charset=utf-8"),)
MONDAY = date(2026, 8, 3)
Change = Callable[[Answer], Answer]
# One outlet for each layout of the demo press.
LAYOUTS = {outlet.family: name for name, outlet in sorted(outlets().items()) if not outlet.habits}
A_DAY = 6


def same(answer: Answer) -> Answer:
    return answer


@dataclass(frozen=True)
class Broken:
    """How the web of one outlet differs from a sound one; a frozen one gives the feeds and lists of an earlier day."""

    door: Change = same
    page: Change = same
    frozen: bool = False
    not_modified: bool = False


def body(*changes: Callable[[bytes], bytes]) -> Change:
    def change(answer: Answer) -> Answer:
        text = answer.body
        for one in changes:
            text = one(text)
        return replace(answer, body=text)

    return change


def gives(status: int, text: bytes) -> Change:
    return lambda answer: replace(answer, status=status, headers=HTML, body=text)


def fails(reason: str) -> Change:
    return lambda answer: replace(answer, reason=reason, status=None, headers=(), body=b"")


def swap(pattern: str, by: str, flags: re.RegexFlag = re.DOTALL) -> Callable[[bytes], bytes]:
    return lambda text: re.sub(pattern, by, text.decode(), flags=flags).encode()


def first_paragraph(text: bytes) -> bytes:
    """The page with one paragraph of its text, as behind a paywall."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        return match[0] if len(kept) == 1 else ""

    return re.sub(r"<p(?: [^>]*)?>[^<]{40,}</p>", keep, text.decode()).encode()


WALL = (
    b"<!doctype html><html><head><title>Just a moment...</title></head><body>"
    b"<script src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1'></script></body></html>"
)
REPAIRS = "<!doctype html><html><body><h1>Bảo trì</h1><p>Hệ thống đang nâng cấp.</p></body></html>".encode()
APP = b"<!doctype html><html><head><title>Bao</title></head><body><div id='app'></div><script src='/a.js'></script>"
LOGIN = "Vui lòng đăng nhập để đọc tiếp nội dung bài viết này trên trang của chúng tôi."
DATES = (
    swap(r'"date(Published|Modified)"\s*:\s*"[^"]*",?', ""),
    swap(
        r"<meta[^>]*(20\d\d-\d\d-|content=\"1\d{9}\"|published_time|modified_time|[Pp]ubdate|datePublished)[^>]*>", ""
    ),
    swap(r"<time[^>]*>.*?</time>", ""),
    swap(r"\d{1,2}[/-]\d{1,2}[/-]20\d\d", ""),
    swap(r' (datetime|data-time)="[^"]*"', ""),
)
# What an operator must be told for each way to break a web; those of feeds and of lists only where there are such.
BREAKS: dict[str, tuple[str, Broken]] = {
    "selectors gone": ("layout_broken", Broken(page=body(swap(r' (class|id|itemprop|data-role)="[^"]*"', "")))),
    "text gone": ("layout_broken", Broken(page=body(swap(r"<p[ >].*?</p>", "")))),
    "paywall": ("layout_broken", Broken(page=body(first_paragraph))),
    "script app": ("layout_broken", Broken(page=gives(200, APP))),
    "one title": ("layout_broken", Broken(page=body(swap(r"<h1([^>]*)>.*?</h1>", r"<h1\1>Tin tức mới nhất</h1>")))),
    "boilerplate": ("layout_broken", Broken(page=body(swap(r"(<p(?: [^>]*)?>)[^<]{20,}(</p>)", rf"\1{LOGIN}\2")))),
    "dates gone": ("date_lost", Broken(page=body(*DATES))),
    "host gone": ("unreachable", Broken(door=fails("dns"))),
    "server down": ("unreachable", Broken(door=gives(503, b"busy"))),
    "not found": ("unreachable", Broken(door=gives(404, REPAIRS))),
    "forbidden": ("blocked", Broken(door=gives(403, b"<html><body>Forbidden</body></html>"))),
    "too many": ("blocked", Broken(door=gives(429, b""))),
    "wall": ("blocked", Broken(door=gives(200, WALL))),
    "wall on pages": ("blocked", Broken(page=gives(200, WALL))),
    "frozen": ("feed_stale", Broken(frozen=True)),
    "only 304": ("feed_stale", Broken(not_modified=True)),
}
FEED_BREAKS: dict[str, tuple[str, Broken]] = {
    "feed without dates": ("date_lost", Broken(door=body(swap(r"<pubDate>.*?</pubDate>", "")))),
    "feed without items": ("feed_empty", Broken(door=body(swap(r"<item>.*</item>", "")))),
    "page for a feed": ("feed_broken", Broken(door=gives(200, REPAIRS))),
    "torn feed": ("feed_broken", Broken(door=gives(200, b"<rss><channel><item><ti"))),
}
LIST_BREAKS: dict[str, tuple[str, Broken]] = {
    "links gone": ("links_fell", Broken(door=body(swap(r"<a [^>]*>.*?</a>", "")))),
    "list in script": ("links_fell", Broken(door=gives(200, APP))),
}


class Press:
    """Some demo outlets with six articles a day each, whose days are landed one run each, late in the evening."""

    def __init__(self, root: Path, names: Iterable[str], *, by_lists: bool = False) -> None:
        self.landed = root / "landed"
        self.landed.mkdir(parents=True, exist_ok=True)
        self.outlets = {name: outlets()[name] for name in names}
        known = load_sources(SOURCES_DIR)
        self.sources = {name: _by_list(known[name]) if by_lists else known[name] for name in self.outlets}
        self._known: set[str] = set()
        self._runs = 0

    def land(self, day: int, broken: dict[str, Broken] | None = None) -> datetime:
        """Land one run of all outlets on a day from Monday 3 August 2026 (0); gives its time."""
        at = datetime.combine(MONDAY + timedelta(days=day), time(23, 30), VIETNAM)
        self._runs += 1
        with RunWriter(self.landed, make_run_id(at, f"{self._runs:06x}"), "crawl") as writer:
            ledger = Ledger(writer)
            for name, outlet in self.outlets.items():
                self._visit(ledger, outlet, at, day, (broken or {}).get(name, Broken()))
        return at

    def _visit(self, ledger: Ledger, outlet: Outlet, at: datetime, day: int, broken: Broken) -> None:
        source = self.sources[outlet.id]
        shown = articles(outlet, day - 1 if broken.frozen else day)
        kind, url = ("feed", source.feeds[0].url) if source.feeds else ("list", str(source.homepage))
        text = _feed(outlet, shown) if kind == "feed" else _list(outlet, shown)
        status, text = (304, b"") if broken.not_modified else (200, text)
        door = broken.door(Answer(url, at, None, status, 40, HTML, text, "allowed"))
        if ledger.settle(ledger.open(Want(source, kind, url)), door).reason is not None or not door.body:
            return
        for piece in shown:
            address = f"http://{outlet.host}{piece.path}"
            if address in self._known:
                continue
            self._known.add(address)
            answer = broken.page(Answer(address, at, None, 200, 40, HTML, render_page(outlet, piece), "allowed"))
            ledger.settle(ledger.open(Want(source, "page", address)), answer)


def articles(outlet: Outlet, day: int) -> list[Piece]:
    """The 40 newest articles at the end of a day, newest first: texts of the whole demo press in turn."""
    pool = [piece for piece in pieces() if piece.trap is None]
    start = sum(map(ord, outlet.id))
    found = []
    for number in range(A_DAY * (day + 1)):
        piece = pool[(start + 7 * number) % len(pool)]
        at = datetime.combine(MONDAY + timedelta(days=number // A_DAY), time(7 + 2 * (number % A_DAY)), VIETNAM)
        name = f"{piece.key}-{outlet.id}"
        path = f"/{slugify(name)}-{100_000 + number}.html"
        found.append(replace(piece, outlet_id=outlet.id, key=f"{name}-{number}", path=path, at=at))
    return found[:-41:-1]


def _by_list(source: Source) -> Source:
    return source.model_copy(update={"feeds": (), "lists": (source.homepage,)})


def _feed(outlet: Outlet, shown: list[Piece]) -> bytes:
    items = "".join(
        f"<item><title>{escape(piece.title)}</title><link>http://{outlet.host}{piece.path}</link>"
        f"<description>{escape(piece.sapo)}</description><pubDate>{format_datetime(piece.at)}</pubDate></item>"
        for piece in shown
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{outlet.name}</title>{items}</channel></rss>'.encode()
    )


def _list(outlet: Outlet, shown: list[Piece]) -> bytes:
    rows = "".join(f'<h3><a href="{piece.path}">{escape(piece.title)}</a></h3>' for piece in shown)
    return f"<!doctype html><html><head><title>{outlet.name}</title></head><body>{rows}</body></html>".encode()
