"""A real HTTP server on loopback that answers by script, directly or as the proxy of made-up hosts."""

import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True)
class Reply:
    """One scripted answer."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    delay_s: float = 0.0  # before the first byte
    drop: str | None = None  # "before": close without a word, "midway": close in the middle of the body


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as it arrived; `at` in seconds of the monotonic clock."""

    at: float
    url: str
    headers: dict[str, str]  # names in lower case
    open_on_host: int  # requests to the same host being answered at that moment, this one included

    @property
    def host(self) -> str:
        return self.url.split("/")[2]


Scripted = Reply | list[Reply] | Callable[[Seen], Reply]
NOT_FOUND = Reply(404, b"not here")


class ReplayServer:
    """Serves `script`, keyed by URL: a reply, replies in turn (the last stays), or a function of the request.

    A URL without a script gets 404. `log` holds every request in order of arrival.
    """

    def __init__(self, script: dict[str, Scripted] | None = None) -> None:
        self.script: dict[str, Scripted] = script or {}
        self.log: list[Seen] = []
        self._open: dict[str, int] = {}
        self._lock = Lock()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def address(self) -> str:
        """`http://127.0.0.1:port`, without a final slash."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def urls(self, ending: str = "") -> list[str]:
        """The requested URLs with an ending, in order of arrival."""
        return [seen.url for seen in self.log if seen.url.endswith(ending)]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def arrive(self, url: str, headers: dict[str, str]) -> tuple[Seen, Reply]:
        """Log a request and choose its reply."""
        with self._lock:
            host = url.split("/")[2]
            self._open[host] = self._open.get(host, 0) + 1
            seen = Seen(time.monotonic(), url, headers, self._open[host])
            self.log.append(seen)
            scripted = self.script.get(url, NOT_FOUND)
            if isinstance(scripted, list):
                reply = scripted.pop(0) if len(scripted) > 1 else scripted[0]
            else:
                reply = scripted if isinstance(scripted, Reply) else scripted(seen)
        return seen, reply

    def leave(self, seen: Seen) -> None:
        """A request was answered."""
        with self._lock:
            self._open[seen.host] -= 1


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is part of the play."""


def _handler(server: ReplayServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            direct = not self.path.startswith("http")
            url = f"http://{self.headers['Host']}{self.path}" if direct else self.path
            seen, reply = server.arrive(url, {name.lower(): value for name, value in self.headers.items()})
            try:
                time.sleep(reply.delay_s)
                self._answer(reply)
            finally:
                server.leave(seen)

        def _answer(self, reply: Reply) -> None:
            if reply.drop == "before":
                self._hang_up()
                return
            self.send_response(reply.status)
            for name, value in reply.headers:
                self.send_header(name, value)
            if reply.status != 304:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            if reply.drop == "midway":
                self.wfile.write(reply.body[: len(reply.body) // 2])
                self._hang_up()
            elif reply.status != 304:
                self.wfile.write(reply.body)

        def _hang_up(self) -> None:
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """The log is `server.log`."""

    return Handler


def rss(links: list[str], title: str = "Tin") -> bytes:
    """A feed with one entry per link."""
    items = "".join(
        f"<item><title>{title} {place}</title><link>{link}</link>"
        f"<description>Tóm tắt {place}.</description>"
        "<pubDate>Mon, 03 Aug 2026 08:00:00 +0700</pubDate></item>"
        for place, link in enumerate(links)
    )
    channel = f"<channel><title>{title}</title>{items}</channel>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0">{channel}</rss>'.encode()


def page(title: str) -> bytes:
    """A page with enough words to be an article."""
    text = "<p>Công đoàn cơ sở cùng doanh nghiệp thương lượng thỏa ước lao động tập thể mới.</p>" * 8
    return f"<!doctype html><html><head><title>{title}</title></head><body>{text}</body></html>".encode()
