"""Pages that are nested beyond reason, made flat before a parser meets them.

The HTML standard has a parser look at every open element for each new block, and begin every open `<b>` anew in each
paragraph: a page of 5 MB that is all `<div>` takes an hour, one of `<font><p>` all memory. Browsers stop at 512 levels.
Lexbor compares each attribute of a tag with all before it: 300,000 take minutes; 200,000 nested `<template>` end it.
"""

import re

_FEW = 8_000  # "<" in a page: so few cost no second, however they are nested; 77 saved press pages have 4,289 at most
_MOST = 30_000  # of them are read: seven times as many as in any of those
_DEEPEST = 500  # Blink's limit is 512 (kMaximumHTMLParserDOMTreeDepth)
_MOST_FORMATS = 6  # open at once
_TAG = re.compile(
    rb"<!--(?:(?!-->)[\s\S])*+(?:-->)?|<(?i:script|style)\b[^<]*+(?:<(?!/(?i:script|style))[^<]*+)*+"
    rb"|<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)"
)
_FORMATS = frozenset(b"b big code em font i nobr s small strike strong tt u".split())
# never open for long: without content, closed by the next of their kind, or drawn and closed in their own tag
_SHALLOW = frozenset(
    b"area base br col embed hr img input link meta source track wbr param dd dt li option p rp rt tbody td tfoot th "
    b"thead tr "
    b"circle ellipse image line path polygon polyline rect stop use html head body".split()
)
# A tag may have attributes for a second when it goes on for a window (bytes) whose every ">" may stand in quotes, or
# when there are many "="; and thousands of tags may have a thousand of them in a page beyond all sizes
_WINDOW = 8192
_SOME = 8  # of the ">" in a window are looked at
_SPACES = 64  # before a value in quotes; behind more of them a "=" is taken for granted
_MANY = 15_000
_LARGE = 1_000_000  # 77 saved press pages have 0.9 MB at most
# a value in quotes may hold any sign; whatever is not closed goes on to the end
_TAG_WHOLE = re.compile(rb"<[a-zA-Z](?:[^>=]++|=\s*+(?:\"[^\"]*+\"?|'[^']*+'?)?+)*+")
_ATTRIBUTE = re.compile(rb"=\s*+(?:\"[^\"]*+\"?|'[^']*+'?)|[\s/\"']++([^\s/>=\"'])")
_MOST_ATTRIBUTES = 300
_LONG = 2 * _MOST_ATTRIBUTES  # bytes; a shorter tag can't have more


def flattened(html: bytes) -> bytes:
    """The page, an element that is opened too deep in it turned into a line break, and no more of it than is read."""
    count = html.count(b"<")
    if count > _MOST:
        html = b"<".join(html.split(b"<", _MOST + 1)[: _MOST + 1])
    if end := _swelling(html):
        html = _TAG_WHOLE.sub(_shortened, html[:end]) + html[end:]
    return html if count < _FEW else _TAG.sub(_Depth().kept, html)


def _swelling(html: bytes) -> int:
    """Up to which byte a page is to be looked through for tags with too many attributes; 0 for most."""
    if len(html) > _LARGE or html.count(b"=") > _MANY:
        return len(html)
    windows = reversed(range(0, len(html) - _WINDOW, _WINDOW))
    return next((at + _WINDOW for at in windows if _may_be_in_tag(html, at, at + _WINDOW)), 0)


def _may_be_in_tag(html: bytes, begin: int, end: int) -> bool:
    """Whether one tag may reach over a whole stretch: no ">" of it, as far as is looked, ends one for certain."""
    for _ in range(_SOME):
        begin = html.find(b">", begin, end) + 1
        if begin == 0:
            return True
        if not any(_is_quoted(html, begin - 1, quote) for quote in (b'"', b"'")):
            return False
    return True


def _is_quoted(html: bytes, at: int, quote: bytes) -> bool:
    """Whether a byte may be in a value in quotes: the last such quote before it follows a "="."""
    opening = html.rfind(quote, 0, at)
    before = html[max(0, opening - _SPACES) : opening].rstrip()
    return opening > 0 and (not before or before.endswith(b"="))


def _shortened(found: re.Match[bytes]) -> bytes:
    tag = found[0]
    if len(tag) < _LONG:
        return tag
    attributes = sum(1 for begins in _ATTRIBUTE.findall(tag) if begins)
    return tag if attributes < _MOST_ATTRIBUTES else b"<br"


class _Depth:
    """How deep a reading of tags stands, as far as can be told without parsing; what is never closed counts."""

    def __init__(self) -> None:
        self._depth = self._formats = 0

    def kept(self, found: re.Match[bytes]) -> bytes:
        """A tag as it may stay."""
        name = (found["name"] or b"").lower()
        is_format = name in _FORMATS
        if not name or name in _SHALLOW:
            return found[0]
        step = -1 if found["end"] else 1
        if step > 0 and (self._formats >= _MOST_FORMATS if is_format else self._depth >= _DEEPEST):
            return b"<br"
        if is_format:
            self._formats = max(0, self._formats + step)
        else:
            self._depth = max(0, self._depth + step)
        return found[0]
