"""The text of a feed: bytes of any declared charset → letters, markup of any escaping → one plain line."""

import re
from html import unescape

from selectolax.lexbor import LexborHTMLParser

from crawlers.lines import one_line

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{2,40})["']""")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_TAG = re.compile(
    r"</?(?:a|abbr|article|b|blockquote|br|center|div|em|figcaption|figure|font|h[1-6]|hr|i|iframe|img|li|ol|p|picture"
    r"|section|small|span|strong|style|script|sub|sup|table|tbody|td|th|tr|u|ul|video)(?=[\s/>])|<!--|<!\[CDATA\[",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"(?=</?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|table|section|figure|blockquote)\b)", re.IGNORECASE)
_CUT_TAG = re.compile(r"<(?:[a-z/!][^<>]*)?$", re.IGNORECASE)
_DATA_URI = re.compile(r"data:[^\s\"'>]{100,}")
LONGEST = 30_000  # letters of markup that are read for a summary, data URIs not counted: nesting costs its square
_SPACES = re.compile(r"[\s\u200b\ufeff]+")


def decode(body: bytes) -> str:
    """UTF-8 where the bytes are (nearly) UTF-8, else as declared, else what is readable (not yet NFC)."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", errors="replace")
    if body[:2] in (b"<\0", b"\0<"):
        return body.decode("utf-16-le" if body[1] == 0 else "utf-16-be", errors="replace")
    text = body.decode("utf-8-sig", errors="replace")
    beyond_ascii = sum(1 for _ in _BEYOND_ASCII.finditer(text))
    if text.count("\ufffd") * 20 <= beyond_ascii:  # a few torn letters don't make it another charset
        return text
    declared = _DECLARED.search(body[:1000])
    try:
        return body.decode(declared[1].decode() if declared else "utf-8", errors="replace")
    except LookupError:
        return text


def plain_text(markup: str) -> str:
    """Markup as one line of NFC text without tags, images and lists of related links, entities resolved."""
    text = _DATA_URI.sub("", markup)[:LONGEST]
    for _ in range(3):  # CDATA inside escaped HTML inside XML: three layers at most
        if _TAG.search(text):
            text = _without_tags(text)
        if (resolved := unescape(text)) == text:
            break
        text = resolved
    return one_line(_SPACES.sub(" ", text))


def _without_tags(markup: str) -> str:
    tree = LexborHTMLParser(_CUT_TAG.sub("", _BLOCK.sub(" ", markup)))
    for node in tree.css("script, style, figure, iframe, video"):
        node.decompose()
    for node in tree.css("ul, ol"):
        linked = "".join(link.text() for link in node.css("a"))
        if "".join(linked.split()) == "".join(node.text().split()):
            node.decompose()  # related articles that the CMS hangs on the summary
    return tree.root.text(separator="") if tree.root else ""
