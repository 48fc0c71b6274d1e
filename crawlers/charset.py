"""Bytes of a page → text, whatever its header or meta element claims."""

import codecs
import re

from crawlers.nesting import flattened

# only text encodings seen in the Vietnamese press: an unknown or non-text codec must never reach `decode`
_ALLOWED = frozenset(
    {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp1258", "iso8859-1", "iso8859-15", "ascii"}
)
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_UNDEFINED = "�"


def _known(label: str | None) -> str | None:
    """The codec of a charset label, or None when it is no text encoding that we accept."""
    if not label:
        return None
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    return name if name in _ALLOWED else None


def has_mark(html: bytes) -> bool:
    """Whether the bytes begin with a byte order mark."""
    return html.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def decode_page(html: bytes, charset: str | None = None) -> tuple[str, bool]:
    """The text of a page, and whether its bytes are that text in plain UTF-8; never raises.

    Bytes that are valid UTF-8 are UTF-8, whatever is declared: no legacy Vietnamese text is so by accident.
    Otherwise a byte order mark counts, the header's `charset`, the meta element, and at last windows-1258.
    """
    for bom, name in _BOMS:
        if html.startswith(bom):
            text = html.decode(name, "replace").lstrip("\ufeff")
            return flattened(text.encode("utf-8", "replace")).decode(), False
    html = flattened(html)
    try:
        return html.decode("utf-8"), True
    except UnicodeDecodeError:
        return _decode_declared(html, charset), False


def _decode_declared(html: bytes, charset: str | None) -> str:
    as_utf8 = html.decode("utf-8", "replace")
    # a few broken bytes in a page that is otherwise UTF-8 (cut in the middle of a letter, a bad widget)
    if as_utf8.count(_UNDEFINED) * 20 < sum(1 for letter in as_utf8 if letter > "\x7f"):
        return as_utf8
    match = _META.search(html[:4096])
    for label in (charset, match.group(1).decode("ascii") if match else None):
        name = _known(label)
        if name is not None and name != "utf-8":
            return html.decode(name, "replace")
    return html.decode("cp1258", "replace")
