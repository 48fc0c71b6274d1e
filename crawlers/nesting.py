"""Pages that are nested beyond reason, made flat before a parser meets them.

The HTML standard has a parser look at every open element for each new block, and begin every open `<b>` anew in each
paragraph: a page of 5 MB that is all `<div>` takes an hour, one of `<font><p>` all memory. Browsers stop at 512 levels.
Lexbor compares each attribute of a tag with all before it: 300,000 take minutes; 200,000 nested `<template>` end it.
"""

import re

_FEW = 8_000  # "<" in a page: so few cost no second, however they are nested; 77 saved press pages have 4,289 at most
_MOST = 100_000  # of them are read
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
_WINDOW = 8192  # bytes; a page that has no ">" in one, or many "=", may have a tag with attributes without end
_MANY = 15_000
# a value in quotes may hold any sign; whatever is not closed goes on to the end
_LONG_TAG = re.compile(rb"<[a-zA-Z](?:[^>=]++|=\s*+(?:\"[^\"]*+\"?|'[^']*+'?)?+)*+")
_ATTRIBUTE = re.compile(rb"[\s/\"']++[^\s/>=\"']")
_MOST_ATTRIBUTES = 300


def flattened(html: bytes) -> bytes:
    """The page, an element that is opened too deep in it turned into a line break, and no more of it than is read."""
    if _may_swell(html):
        html = _LONG_TAG.sub(_shortened, html)
    count = html.count(b"<")
    if count < _FEW:
        return html
    if count > _MOST:
        html = b"<".join(html.split(b"<", _MOST + 1)[: _MOST + 1])
    return _TAG.sub(_Depth().kept, html)


def _may_swell(html: bytes) -> bool:
    if html.count(b"=") > _MANY:
        return True
    return any(html.find(b">", at, at + _WINDOW) < 0 for at in range(0, len(html) - _WINDOW, _WINDOW))


def _shortened(found: re.Match[bytes]) -> bytes:
    tag = found[0]
    return tag if len(tag) < _WINDOW or len(_ATTRIBUTE.findall(tag)) < _MOST_ATTRIBUTES else b"<br"


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
