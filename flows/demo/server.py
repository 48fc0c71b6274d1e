"""The demo press on loopback: an HTTP proxy that answers for its `.example` hosts and for no other."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

from flows.demo.feeds import render_feed, validators
from flows.demo.pages import environment, render_home, render_page
from flows.demo.press import Outlet, outlets, pieces_of

_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Response:
    """What a host answers; `dropped` means the connection closes without a byte."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    dropped: bool = False


def answer(host: str, path: str, headers: Mapping[str, str], day: date | None = None) -> Response:
    """The answer of `host` for `path` as its site stands at the end of `day` (None: after the whole week)."""
    asked = {name.lower(): value for name, value in headers.items()}
    outlet = next((outlet for outlet in outlets().values() if outlet.host == host.lower()), None)
    if outlet is None:
        return _text(502, f"Không có máy chủ {host} trong làng báo mẫu.")
    if "dead" in outlet.habits:
        return Response(0, dropped=True)
    if path == "/robots.txt":
        return _robots(outlet)
    if any(feed.path == path for feed in outlet.feeds):
        return _feed(outlet, path, asked, day)
    return _page(outlet, path, asked, day)


@contextmanager
def press_web(day: date | None = None) -> Iterator[str]:
    """Serve the demo press as it stands at the end of `day` (None: after the week); yields the proxy URL."""
    server = _ProxyServer(("127.0.0.1", 0), _Handler)
    server.day = day
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _robots(outlet: Outlet) -> Response:
    rules = [
        "User-agent: *",
        "Disallow: /tim-kiem",
        *(f"Disallow: {path}" for path in outlet.robots_disallow),
    ]
    return _text(200, "\n".join([*rules, ""]))


def _feed(outlet: Outlet, path: str, asked: Mapping[str, str], day: date | None) -> Response:
    if "html_feed" in outlet.habits:
        page = environment().get_template("error_feed.j2").render(outlet=outlet)
        return Response(200, page.encode("utf-8"), {"Content-Type": _HTML})
    feed = next(feed for feed in outlet.feeds if feed.path == path)
    body = render_feed(outlet, feed, day)
    known = validators(body, outlet, day)
    if _unchanged(asked, known):
        return Response(304, headers=known)
    return Response(200, body, {"Content-Type": "application/rss+xml; charset=utf-8", **known})


def _unchanged(asked: Mapping[str, str], known: Mapping[str, str]) -> bool:
    if "if-none-match" in asked:  # RFC 9110 13.1.3: then If-Modified-Since does not count
        return known["ETag"] in asked["if-none-match"]
    if "if-modified-since" not in asked or "Last-Modified" not in known:
        return False
    since = parsedate_to_datetime(asked["if-modified-since"])
    return parsedate_to_datetime(known["Last-Modified"]) <= since


def _page(outlet: Outlet, path: str, asked: Mapping[str, str], day: date | None) -> Response:
    if "cookie_wall" in outlet.habits and "D1N=" not in asked.get("cookie", ""):
        wall = environment().get_template("cookie_wall.j2").render()
        return Response(200, wall.encode("utf-8"), {"Content-Type": _HTML})
    if path == "/":
        return Response(200, render_home(outlet, day), {"Content-Type": _HTML})
    found = next((piece for piece in pieces_of(outlet.id, day) if piece.path == path), None)
    if found is None or found.trap == "gone":
        page = environment().get_template("not_found.j2").render(outlet=outlet)
        return Response(404, page.encode("utf-8"), {"Content-Type": _HTML})
    return Response(200, render_page(outlet, found), {"Content-Type": _HTML})


def _text(status: int, text: str) -> Response:
    return Response(status, text.encode("utf-8"), {"Content-Type": "text/plain; charset=utf-8"})


class _ProxyServer(ThreadingHTTPServer):
    daemon_threads = True
    day: date | None = None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _ProxyServer

    def do_GET(self) -> None:
        target = urlsplit(self.path)
        host = target.hostname or self.headers.get("Host", "").split(":")[0]
        self._send(answer(host, target.path or "/", dict(self.headers), self.server.day))

    def _send(self, response: Response) -> None:
        if response.dropped:
            self.close_connection = True
            return
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        self.wfile.write(response.body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the crawl's own outcome lines are the record."""
