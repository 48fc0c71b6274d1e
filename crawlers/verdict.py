"""What an answer of a server is worth: pure judgements on status, headers and body."""

import re
import zlib
from collections.abc import Iterable
from io import BytesIO

from fastwarc.stream_io import BrotliReader

MAX_PAGE_BYTES = 10 * 1024 * 1024
MAX_FEED_BYTES = 50 * 1024 * 1024

# The press answers with these when it bars a client: 403 (RFC 9110), 428 and 429 (RFC 6585).
_BLOCKING = frozenset({403, 428, 429})
_SCRIPT_OR_STYLE = re.compile(rb"<(script|style|noscript|head)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(rb"<[^>]*>")
_SETS_COOKIE = re.compile(rb"document\s*(?:\.\s*cookie|\[\s*['\"]cookie['\"]\s*\])\s*=[^=]", re.IGNORECASE)
_CHALLENGE = re.compile(
    rb"cf-chl|challenge-platform|/cdn-cgi/challenge|__jschl|_Incapsula_Resource|sucuri_cloudproxy|slowAES\.decrypt"
    rb"|toNumbers\(\s*['\"]|ddos-guard|aes\.min\.js|D1N=",
    re.IGNORECASE,
)
_RELOADS = re.compile(rb"location\s*(?:\.\s*(?:reload|replace|href|assign)|=)", re.IGNORECASE)
# A challenge shows a line such as "checking your browser" at most; a news item shows a paragraph.
_MAX_CHALLENGE_LETTERS = 300
_MAX_CHALLENGE_BYTES = 200_000


def is_challenge(body: bytes) -> bool:
    """Whether a body is a script that sets a cookie or tests the browser in place of a text."""
    if len(body) > _MAX_CHALLENGE_BYTES or b"<script" not in body[:_MAX_CHALLENGE_BYTES].lower():
        return False
    suspicious = _CHALLENGE.search(body) or (_SETS_COOKIE.search(body) and _is_bare(body))
    return bool(suspicious) and len(_visible(body)) <= _MAX_CHALLENGE_LETTERS


def _is_bare(body: bytes) -> bool:
    """Whether it also reloads itself or shows nothing: analytics scripts set cookies on real pages too."""
    return bool(_RELOADS.search(body)) or not _visible(body)


def _visible(body: bytes) -> bytes:
    return b" ".join(_TAG.sub(b" ", _SCRIPT_OR_STYLE.sub(b" ", body)).split())


def reason_of_status(status: int) -> str | None:
    """Why a final status is a failure, as one of REQUEST_REASONS; None for 2xx and 304."""
    if 200 <= status < 300 or status == 304:
        return None
    if status in _BLOCKING:
        return "blocked"
    return "http_5xx" if status >= 500 else "http_4xx"


def kind_of_body(url: str, body: bytes) -> str:
    """What a saved response is: feed | sitemap | robots | page, by its first element or path."""
    if url.partition("?")[0].endswith("/robots.txt"):
        return "robots"
    head = body[:2048].lower()
    if re.search(rb"<(?:rss|rdf:rdf|(?:atom:)?feed)[\s>]", head):
        return "feed"
    return "sitemap" if re.search(rb"<(?:urlset|sitemapindex)[\s>]", head) else "page"


def undo_transfer(headers: Iterable[tuple[str, str]], body: bytes) -> bytes:
    """The body without transfer and content coding; a coding that is claimed but not there is left alone.

    Archives keep bodies raw or decoded, and often without saying which.
    """
    named = {name.lower(): value.lower() for name, value in headers}
    if "chunked" in named.get("transfer-encoding", ""):
        body = _join_chunks(body)
    coding = named.get("content-encoding", "")
    try:
        if body[:2] == b"\x1f\x8b":
            return _inflate(body, 31)
        if "deflate" in coding:
            return _inflate(body, 15)
        return bytes(BrotliReader(BytesIO(body)).read(MAX_FEED_BYTES + 1)) if coding == "br" else body
    except (zlib.error, OSError):
        return body


def _inflate(body: bytes, window: int) -> bytes:
    # one byte above the limit is enough to see that a body is too large, and a bomb stays small
    return zlib.decompressobj(window).decompress(body, MAX_FEED_BYTES + 1)


def _join_chunks(body: bytes) -> bytes:
    """The bytes of a chunked body, or the body itself where it does not keep to the form."""
    joined, place = bytearray(), 0
    while size := re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,64}\r\n").match(body, place):
        length = int(size[1], 16)
        if length == 0:
            return bytes(joined)
        joined += body[size.end() : size.end() + length]
        place = size.end() + length + 2
    return body
