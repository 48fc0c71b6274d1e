"""One address and one identity for an article, however it was linked to."""

import re
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

from crawlers.dates import VIETNAM

_TRACKING = re.compile(
    r"(?:utm_|at_|ns_|mc_|pk_|ga_|_ga|vn_|zarsrc|zalo|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|igshid|igsh"
    r"|twclid|ttclid|itm_|ref$|ref_|refer|referrer$|source$|src$|gidzl$|fb_|cmpid$|ocid$|ito$|spm$|share"
    r"|amp$|amp_|outputtype$|_gl$|rss$|campaign$|zcode$|vgrid$|__source$|__twitter|mobile$)",
    re.IGNORECASE,
)
_MOBILE_HOST = re.compile(r"^(?:(?:m|mobile|amp|wap|touch)\.)+(?=[^.]+\.[^.]+)")
_AMP_TAIL = re.compile(r"(?:/amp/?)+$|(?:\.amp)+(?=(?:\.html?)?$)", re.IGNORECASE)
_AMP_HEAD = re.compile(r"^(?:/amp)+(?=/)", re.IGNORECASE)
# Nothing to strip, sort or escape in it: most addresses of articles. Possessive, so that no address makes it slow.
_PLAIN = re.compile(r"https?://(?!(?:m|mobile|amp|wap|touch)\.)[a-z][a-z0-9-]*+(?:\.[a-z0-9-]++)++/[A-Za-z0-9._~/-]*+")
_NOT_PLAIN = re.compile(r"[/.]amp|/[./]", re.IGNORECASE)
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}

_EXTENSION = r"(?:\.[a-z]{2,5})?/?$"
_LONG_ID = re.compile(r"-d?(\d{14,18})" + _EXTENSION)
_SHARED_SUFFIX = re.compile(r"\.(?:com|gov|org|net|edu)\.[a-z]{2}(?::\d+)?$")
_POST_ID = re.compile(r"-post(\d{2,})" + _EXTENSION)
# A bare number before the extension is an identity only where the outlet is known to write one: elsewhere
# it is as likely the end of the slug ("…-nam-2026.htm") and would make different articles one.
_NUMBER_ID = re.compile(r"-[a-z]{0,2}(\d{4,9})(?:-tong-thuat|-p\d+)?\.[a-z]{2,5}$")
_NUMBERED_HOSTS = {
    "vnexpress.net": "html", "ngoisao.vnexpress.net": "html", "e.vnexpress.net": "html",
    "vietnamnet.vn": "html", "laodong.vn": "ldo bld",
    "laodongcongdoan.vn": "html", "laodongthudo.vn": "html", "qdnd.vn": "html",
    "congluan.vn": "html", "baotintuc.vn": "htm", "vietnamfinance.vn": "html", "baodautu.vn": "html",
    "tapchicongthuong.vn": "htm", "thoibaonganhang.vn": "html", "petrotimes.vn": "html",
    "congthuong.vn": "html", "vtcnews.vn": "html", "vtc.vn": "html",
    "congdoanvietnam.vn": "tld",
}  # fmt: skip
# Elsewhere: 7 to 9 digits that can't be a date; no slug of the measured 112,000 items ends so by chance.
_UNKNOWN_NUMBER_ID = re.compile(r"-[a-z]?(\d{7,9})\.html?$")
_DATE_LIKE = re.compile(r"(?:[0-3]?\d[01]?\d)?(?:19|20)\d\d(?:[01]\d[0-3]\d)?")


def canonical_url(url: str) -> str:
    """The address under which an article is kept: desktop host, no tracking, no fragment, sorted arguments.

    Total and idempotent: what is no http(s) address comes back stripped, nothing raises. Scheme and `www.`
    stay, so that the result can be fetched.
    """
    if _PLAIN.fullmatch(url) and not _NOT_PLAIN.search(url, 8):
        return url
    text = re.sub(r"[\x00-\x20\x7f]+", "", url) if "\n" in url or "\t" in url else url.strip()
    parts = _split(text)
    if parts is None:
        return text
    previous = ""
    while previous != text:  # stripping one variant can uncover another
        previous, text = text, _canonical_once(text)
    return text


def is_web_url(url: str) -> bool:
    """Whether `url` is an absolute http(s) address with a host."""
    return bool(_PLAIN.fullmatch(url)) or _split(url) is not None


def article_id(url: str) -> str:
    """The identity of the article at `url`: 16 hexadecimal digits of a SHA-256.

    Scheme, `www.`, mobile and AMP variants, tracking and order of arguments never matter; where the outlet
    writes its own number into the address, neither do slug and section.
    """
    return canonical_id(canonical_url(url))


def canonical_id(url: str) -> str:
    """The same for an address that is canonical already."""
    return sha256(_identity(url).encode()).hexdigest()[:16]


def article_number(url: str) -> str | None:
    """The number by which the outlet itself knows the article at `url`; None when the address has none."""
    parts = _split(canonical_url(url))
    if parts is None:
        return None
    created = _LONG_ID.search(parts.path.lower())
    if created and _creation_time(created[1]):
        return created[1]
    return _number(parts.netloc.removeprefix("www."), parts.path.lower())


def time_in_url(url: str) -> datetime | None:
    """The moment at which the article was created, as VCCorp and Dân trí write it into the address.

    Aware, in UTC, to the second; None when there is none. Publication follows by minutes to days: use it only
    where the outlet gives no better time.
    """
    parts = _split(url)
    match = _LONG_ID.search(parts.path) if parts else None
    return _creation_time(match[1]) if match else None


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") and parts.hostname else None


def _canonical_once(url: str) -> str:
    try:
        parts = _split(canonicalize_url(url, keep_blank_values=True))
    except (ValueError, UnicodeError):
        return url
    if parts is None:
        return url
    host = _MOBILE_HOST.sub("", parts.netloc.lower().rpartition("@")[2]).removesuffix(_DEFAULT_PORTS[parts.scheme])
    path = _AMP_HEAD.sub("", _AMP_TAIL.sub("", parts.path)) or "/"
    query = urlencode([pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(pair[0])])
    return urlunsplit((parts.scheme, host, path, query, ""))


def _identity(url: str) -> str:
    parts = _split(url)
    if parts is None:
        return url
    host = parts.netloc.removeprefix("www.")
    path = parts.path.lower()
    created = _LONG_ID.search(path)
    if created and _creation_time(created[1]):  # to the millisecond: one article, whatever the subdomain
        return f"{site_of(host)} {created[1]}"
    number = _number(host, path)
    if number:
        return f"{host} {number}"
    return f"{host}{parts.path.rstrip('/')}" + (f"?{parts.query}" if parts.query else "")


def site_of(host: str) -> str:
    """The registrable domain of a host: `laodong.vn` of `congdoan.laodong.vn`, `a.com.vn` of `m.a.com.vn`."""
    return ".".join(host.split(".")[-3 if _SHARED_SUFFIX.search(host) else -2 :])


def _number(host: str, path: str) -> str | None:
    post = _POST_ID.search(path)
    if post:
        return f"post{post[1]}"
    if host in _NUMBERED_HOSTS:
        known = _NUMBER_ID.search(path)
        return known[1] if known and path.rpartition(".")[2] in _NUMBERED_HOSTS[host].split() else None
    unknown = _UNKNOWN_NUMBER_ID.search(path)
    return unknown[1] if unknown and not _DATE_LIKE.fullmatch(unknown[1]) else None


def _creation_time(digits: str) -> datetime | None:
    """Reads `yyyymmddHHMMSS` + up to 3 digits, or 3 digits of the outlet + `yymmddHHMMSS` + up to 3."""
    readings = ((digits[:14], digits[14:]), ("20" + digits[3:15], digits[15:]))
    for stamp, rest in readings:
        if len(stamp) == 14 and len(rest) <= 3 and "1997" <= stamp[:4] <= "2069":
            try:
                local = datetime.fromisoformat(f"{stamp[:8]}T{stamp[8:]}").replace(tzinfo=VIETNAM)
            except ValueError:
                continue
            return local.astimezone(UTC)
    return None
