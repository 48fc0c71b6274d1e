"""The connections of the outlet tools: none outlasts its time, and none leads into a private network."""

import socket
from contextlib import suppress
from threading import Timer

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from crawlers.private import PrivateAddressError, is_private_address

_LONGEST_S = 60.0  # where no time-out was asked for


class _Mortal(HTTPConnection):
    """A urllib3 connection that is shut after twice its time-out, whatever still drips from it.

    urllib3's own limits begin anew with every byte, so a server that sends one a second is read for ever.
    """

    _end: Timer | None = None

    def _new_conn(self) -> socket.socket:
        sock = super()._new_conn()
        self._end = Timer(2 * float(self.timeout or _LONGEST_S), _shut, [sock])
        self._end.daemon = True
        self._end.start()
        return sock

    def close(self) -> None:
        """Close it; its end need not be awaited any more."""
        if self._end:
            self._end.cancel()
        super().close()


class _Public(_Mortal):
    """Such a connection that is not made to what is not of the public web; none that is sends a byte there.

    A name is judged by all that it leads to before, and by where it led then: it may lead elsewhere a moment later.
    """

    def _new_conn(self) -> socket.socket:
        for address in _addresses(self._dns_host, self.port):
            if is_private_address(address):
                raise PrivateAddressError(f"{self.host} leads to {address}")
        sock = super()._new_conn()
        peer = str(sock.getpeername()[0])
        if is_private_address(peer):
            sock.close()
            raise PrivateAddressError(f"{self.host} leads to {peer}")
        return sock


class _MortalTls(_Mortal, HTTPSConnection):
    pass


class _PublicTls(_Public, HTTPSConnection):
    pass


class _MortalPool(HTTPConnectionPool):
    ConnectionCls = _Mortal


class _MortalTlsPool(HTTPSConnectionPool):
    ConnectionCls = _MortalTls


class _PublicPool(HTTPConnectionPool):
    ConnectionCls = _Public


class _PublicTlsPool(HTTPSConnectionPool):
    ConnectionCls = _PublicTls


def connections(proxy: str | None, *, allow_private: bool) -> urllib3.PoolManager:
    """Connections that end in time, through a proxy if there is one; a request needs a time-out in seconds.

    A proxy stands where the site put it and finds addresses itself; without one a host in a private network
    raises PrivateAddressError, unless `allow_private`.
    """
    pool = urllib3.ProxyManager(proxy) if proxy else urllib3.PoolManager()
    trusted = allow_private or proxy is not None
    pool.pool_classes_by_scheme = (
        {"http": _MortalPool, "https": _MortalTlsPool} if trusted else {"http": _PublicPool, "https": _PublicTlsPool}
    )
    return pool


def _addresses(host: str, port: int) -> list[str]:
    """Where a name leads now; nowhere when it can't be found, which connecting tells better."""
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        return []


def _shut(sock: socket.socket) -> None:
    with suppress(OSError):  # it was closed in the meantime
        sock.shutdown(socket.SHUT_RDWR)
