"""A server on loopback whose every answer is an attack, at the level of bytes and time."""

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Self

import brotli

Attack = Callable[[socket.socket], None]
MEGABYTE = b"0" * 2**20


class HostileServer:
    """Answers `/<name>` by the attack of that name, robots.txt by 404; one thread a connection."""

    def __init__(self, attacks: dict[str, Attack]) -> None:
        self._attacks = attacks
        self._server = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._open = True
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def address(self) -> str:
        """`http://127.0.0.1:port`."""
        return f"http://127.0.0.1:{self._server.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open = False
        self._server.close()

    def _serve(self) -> None:
        while self._open:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            asked = b""
            while b"\r\n\r\n" not in asked:
                if not (more := connection.recv(65536)):
                    return
                asked += more
            name = asked.split(b" ")[1].decode().partition("?")[0].strip("/")
            try:
                self._attacks.get(name, not_found)(connection)
            except OSError:
                return  # the victim hung up, as it should


def not_found(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


def head(*lines: str) -> bytes:
    """A 200 answer's head with these header lines."""
    return "\r\n".join(["HTTP/1.1 200 OK", "Content-Type: text/html; charset=utf-8", *lines, "", ""]).encode()


def endless_body(connection: socket.socket) -> None:
    connection.sendall(head("Connection: close"))
    while True:
        connection.sendall(MEGABYTE)


def endless_chunks(connection: socket.socket) -> None:
    connection.sendall(head("Transfer-Encoding: chunked"))
    while True:
        connection.sendall(b"100000\r\n" + MEGABYTE + b"\r\n")


def endless_head(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X-Padding: " + b"a" * 8000 + b"\r\n")


def endless_header_line(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Padding: ")
    while True:
        connection.sendall(MEGABYTE)


def dripping_head(connection: socket.socket) -> None:
    for letter in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 10_000:
        connection.sendall(bytes([letter]))
        time.sleep(0.1)


def dripping_body(connection: socket.socket) -> None:
    connection.sendall(head("Content-Length: 100000"))
    for _ in range(10_000):
        connection.sendall(b"a")
        time.sleep(0.1)


def lying_length(connection: socket.socket) -> None:
    connection.sendall(head("Content-Length: 99999999999999"))
    connection.sendall(b"short")


def negative_length(connection: socket.socket) -> None:
    connection.sendall(head("Content-Length: -5") + b"body")


def smuggled_head(connection: socket.socket) -> None:
    connection.sendall(head("Content-Length: 3", "Transfer-Encoding: chunked") + b"0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n")


def endless_chunk_extension(connection: socket.socket) -> None:
    connection.sendall(head("Transfer-Encoding: chunked") + b"5;")
    while True:
        connection.sendall(b"a=b;" * 20_000)


def chunk_beyond_all(connection: socket.socket) -> None:
    connection.sendall(head("Transfer-Encoding: chunked") + b"f" * 40 + b"\r\nbody\r\n0\r\n\r\n")


def negative_chunk(connection: socket.socket) -> None:
    connection.sendall(head("Transfer-Encoding: chunked") + b"-5\r\nbody\r\n0\r\n\r\n")


def endless_trailer(connection: socket.socket) -> None:
    connection.sendall(head("Transfer-Encoding: chunked") + b"0\r\n")
    while True:
        connection.sendall(b"X-Trailer: " + b"a" * 8000 + b"\r\n")


def endless_continue(connection: socket.socket) -> None:
    while True:
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)


def two_lengths(connection: socket.socket) -> None:
    connection.sendall(head("Content-Length: 3", "Content-Length: 5000000000") + b"abc")


def switched_protocol(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n" + b"\x81\x7e" * 1000)


def no_http(connection: socket.socket) -> None:
    connection.sendall(b"\x00\xff" * 5000)


def _packed(coding: str, body: bytes) -> Attack:
    def attack(connection: socket.socket) -> None:
        lines = (f"Content-Encoding: {coding}", f"Content-Length: {len(body)}", "Connection: close")
        connection.sendall(head(*lines) + body)

    return attack


def gzip_bomb(megabytes: int = 2000) -> bytes:
    """So many megabytes of zeros in about a thousandth of them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([packer.compress(MEGABYTE) for _ in range(megabytes)]) + packer.flush()


def brotli_bomb(megabytes: int = 400) -> bytes:
    """So many megabytes of zeros in some hundred bytes."""
    packer = brotli.Compressor(quality=1)
    return b"".join([packer.process(MEGABYTE) for _ in range(megabytes)]) + packer.finish()


def raw_deflate_bomb(megabytes: int = 400) -> bytes:
    """The same without the head that zlib writes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return b"".join([packer.compress(MEGABYTE) for _ in range(megabytes)]) + packer.flush()


def attacks() -> Iterator[tuple[str, Attack]]:
    """Every attack under its name."""
    bomb = gzip_bomb(400)
    yield from {
        "endless-body": endless_body,
        "endless-chunks": endless_chunks,
        "endless-head": endless_head,
        "endless-header-line": endless_header_line,
        "dripping-head": dripping_head,
        "dripping-body": dripping_body,
        "lying-length": lying_length,
        "negative-length": negative_length,
        "smuggled-head": smuggled_head,
        "endless-chunk-extension": endless_chunk_extension,
        "chunk-beyond-all": chunk_beyond_all,
        "negative-chunk": negative_chunk,
        "endless-trailer": endless_trailer,
        "endless-continue": endless_continue,
        "two-lengths": two_lengths,
        "switched-protocol": switched_protocol,
        "no-http": no_http,
        "brotli-bomb": _packed("br", brotli_bomb()),
        "brotli-in-gzip-bomb": _packed("br, gzip", gzip.compress(brotli_bomb())),
        "raw-deflate-bomb": _packed("deflate", raw_deflate_bomb()),
        "gzip-of-many-members-bomb": _packed("gzip", gzip.compress(MEGABYTE * 20, 9) * 40),
        "gzip-with-garbage-behind": _packed("gzip", gzip.compress(b"<p>") + b"\xff" * 1000),
        "hundred-codings": _packed(", ".join(["gzip"] * 100), gzip.compress(b"<p>")),
        "bomb-called-plain": _packed("identity", bomb),
        "gzip-bomb": _packed("gzip", bomb),
        "gzip-in-gzip-bomb": _packed("gzip, gzip", gzip.compress(bomb)),
        "deflate-bomb": _packed("deflate", zlib.compress(MEGABYTE * 100, 9)),
        "gzip-that-is-none": _packed("gzip", b"no gzip at all"),
        "brotli-that-is-none": _packed("br", b"no brotli at all"),
        "zstd-that-is-none": _packed("zstd", b"no zstd at all"),
        "unknown-coding": _packed("x-" + "y" * 500, b"?"),
    }.items()
