"""What an answer of a server is worth: pure judgements on status, headers and body."""

import re
import zlib
from collections.abc import Iterable
from html import unescape
from io import BytesIO
from unicodedata import normalize

from fastwarc.stream_io import BrotliReader

MAX_PAGE_BYTES = 10 * 1024 * 1024
MAX_FEED_BYTES = 50 * 1024 * 1024

# The press answers with these when it bars a client: 403 (RFC 9110), 428 and 429 (RFC 6585).
_BLOCKING = frozenset({403, 428, 429})
_SCRIPT_OR_STYLE = re.compile(rb"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_UNSEEN = re.compile(rb"<(script|style|noscript)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_PIECES = re.compile(
    rb"<(script|style|noscript|head)\b.*?(?:</\1\s*>|\Z)|<[^>]*>|(?P<text>[^<]+|<)", re.IGNORECASE | re.DOTALL
)
_TAG_TEXT = re.compile(r"<[^>]*>")
_ARTICLE = re.compile(rb"<article\b|NewsArticle|og:type[^>]{0,40}article|article:published_time", re.IGNORECASE)
_HTML = re.compile(rb"<(?:script|html|head|body|meta|!doctype html)", re.IGNORECASE)
_SETS_COOKIE = re.compile(rb"document\s*(?:\.\s*cookie|\[\s*['\"]cookie['\"]\s*\])\s*=[^=]", re.IGNORECASE)
# Scripts and forms of the walls themselves: they stand on no page that shows its text.
_WALL = re.compile(
    rb"cf-chl|cf_chl_opt|challenge-platform|/cdn-cgi/challenge|__jschl|_Incapsula_Resource|incapsula incident"
    rb"|imperva|sucuri_cloudproxy|slowAES\.decrypt|toNumbers\(\s*['\"]|ddos-guard|aes\.min\.js|D1N="
    rb"|captcha-delivery\.com|geo\.captcha-delivery|datadome|px-captcha|_abck|ak-challenge|akam/|awswafintegration"
    rb"|awsWafCookieDomainList|g-recaptcha|recaptcha/(?:api|enterprise)|hcaptcha\.com|challenges\.cloudflare\.com"
    rb"|arkoselabs|geetest|vddosw3data|viettel-?waf|vnpt-?(?:waf|cloud)|bizfly.{0,40}(?:shield|waf)|cyradar.{0,40}waf",
    re.IGNORECASE,
)
# What a wall says to the reader. Short pages only: an article may quote any of it.
_ASKS = re.compile(
    r"just a moment|checking your browser|attention required|verify(?:ing)? (?:that )?you are (?:a )?human"
    r"|are you a robot|ddos protection by|access (?:to this page has been )?denied|request unsuccessful|security check"
    r"|(?:enable|turn on) (?:javascript|js|cookies?)\b(?! to run this app)"
    r"|(?:javascript|cookies?) (?:is|are) (?:disabled|required)"
    r"|(?:bật|mở|kích hoạt|cho phép)\s+(?:\S+\s+){0,4}?(?:javascript|java script|cookies?)"
    r"|(?:bat|kich hoat)\s+(?:\S+\s+){0,4}?(?:javascript|cookies?)"
    r"|(?:đang|vui lòng (?:chờ|đợi)[^.]{0,40}) (?:kiểm tra|xác (?:minh|thực)) (?:trình duyệt|kết nối|bảo mật|truy cập)"
    r"|xác (?:minh|nhận|thực) (?:\S+\s+){0,4}?(?:không phải (?:là )?(?:robot|người máy)|là (?:con )?người)"
    r"|bạn không phải (?:là )?(?:robot|người máy)",
    re.IGNORECASE,
)
_RELOADS = re.compile(
    rb"location\s*\.\s*(?:reload|replace|assign)\s*\(|location(?:\s*\.\s*href)?\s*=[^=]"
    rb"|\.submit\s*\(\s*\)|http-equiv=.?refresh",
    re.IGNORECASE,
)
# A wall shows a few lines at most; a news item shows paragraphs.
_MAX_CHALLENGE_LETTERS = 700
_FEW_LETTERS = 300
_MAX_CHALLENGE_BYTES = 200_000


def is_challenge(body: bytes) -> bool:
    """Whether a body is a wall in place of a text: a script that sets a cookie, a test of the browser or its user.

    A wall is told by its own scripts, by what it asks of the reader, or by a script that sets a cookie and loads
    the page again; each only where there is no text beside it, because real pages hold all of these too.
    """
    if len(body) > _MAX_CHALLENGE_BYTES or not _HTML.search(body[:4096]):
        return False
    shown = _shown(body)
    if shown > _MAX_CHALLENGE_LETTERS:
        return False
    if shown <= _FEW_LETTERS and _WALL.search(body):
        return True
    if _ARTICLE.search(body):
        return False
    sets_cookie = shown <= _FEW_LETTERS and _SETS_COOKIE.search(body) and (not shown or _RELOADS.search(body))
    return bool(sets_cookie or _asks_reader(body, shown <= _FEW_LETTERS))


def _asks_reader(body: bytes, is_empty: bool) -> bool:
    """Whether a short page asks its reader to prove something; beside a text, <noscript> may ask for comments' sake."""
    silent = _SCRIPT_OR_STYLE if is_empty else _UNSEEN
    text = silent.sub(b" ", body).decode("utf-8", errors="replace")
    return bool(_ASKS.search(" ".join(unescape(normalize("NFC", _TAG_TEXT.sub(" ", text))).split())))


def _shown(body: bytes) -> int:
    """Bytes of text that a body shows, counted as far as it matters: most pages are told by their first menu."""
    shown = 0
    for piece in _PIECES.finditer(body, max(body.find(b"<body"), 0)):
        if piece["text"]:
            shown += len(b" ".join(piece["text"].split()))
            if shown > _MAX_CHALLENGE_LETTERS:
                break
    return shown


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
