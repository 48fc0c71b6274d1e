"""How requests leave for the web: Scrapy's handler, which here also tells at what moment each of them left."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.web.client import HTTPConnectionPool

LEFT = "left"  # key of a request's meta: a function to be called once when the request has left
_LEFT: ContextVar[Callable[[], None] | None] = ContextVar("left", default=None)


class PressDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP/1.1, with the connections of `Connections`."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        from twisted.internet import reactor  # importing it installs it: only once Scrapy has chosen one

        pool = Connections(reactor)
        pool.maxPersistentPerHost = self._pool.maxPersistentPerHost
        pool._factory = self._pool._factory
        self._pool = pool

    async def download_request(self, request: Request) -> Response:
        """Send a request and give its response."""
        _LEFT.set(request.meta.get(LEFT))
        return await super().download_request(request)


class Connections(HTTPConnectionPool):
    """Kept connections that never send a request twice and say when it left."""

    # Twisted would send a lost GET again at once, past the host's pace and the books; our own retry keeps both
    retryAutomatically = False  # noqa: N815 (Twisted's name)

    def __init__(self, reactor: ReactorBase) -> None:
        super().__init__(reactor, persistent=True)  # type: ignore[no-untyped-call]

    def getConnection(self, key: Any, endpoint: Any) -> Deferred[Any]:  # noqa: N802 (Twisted's name)
        """A connection for one request; when it is there the request is written, and has left a turn of the loop later.

        On a new TLS connection a handshake comes between, of unknown length: nothing is said then.
        """
        connection = super().getConnection(key, endpoint)
        left = _LEFT.get()
        if left is not None and (connection.called or key[0] != b"https"):
            connection.addCallback(self._tell, left)
        return connection

    def _tell(self, connection: object, left: Callable[[], None]) -> object:
        self._reactor.callLater(0, left)
        return connection
