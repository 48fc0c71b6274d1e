"""Feeds of every dialect, encoding and damage, written for these tests: (what is read in it, document)."""

from typing import NamedTuple

TITLE = "Lương tối thiểu vùng tăng từ tháng một"
LINK = "https://bao.example/luong-toi-thieu-vung-100001.html"
AT = "Wed, 05 Aug 2026 09:30:00 +0700"
HEAD = '<?xml version="1.0" encoding="utf-8"?>'
RSS_091 = '<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://x.example/rss-0.91.dtd">'
OUTER = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
BOMB = (
    '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;">]>'
)
CDF = '<CHANNEL HREF="https://bao.example/"><TITLE>Báo</TITLE><ITEM HREF="%s"><TITLE>%s</TITLE></ITEM></CHANNEL>'
XHTML = '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
ATOM_03, DUBLIN = "http://purl.org/atom/ns#", ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
ITEM = f"<item><title>{TITLE}</title><link>{LINK}</link><pubDate>{AT}</pubDate></item>"


class Expected(NamedTuple):
    """What is to be read: the name of the case, how many entries, whether the first bears TITLE, LINK and a time."""

    name: str
    entries: int = 1
    title: bool = True
    time: bool = True


def rss(item: str = ITEM, version: str = "2.0", head: str = HEAD, more: str = "") -> str:
    """An RSS document around its items."""
    channel = f"<channel><title>Báo</title><link>https://bao.example/</link>{item}</channel>"
    return f'{head}<rss version="{version}"{more}>{channel}</rss>'


def atom(entry: str, space: str = "http://www.w3.org/2005/Atom", more: str = "") -> str:
    """An Atom document around its entries."""
    return f'<?xml version="1.0"?><feed xmlns="{space}"{more}><title>Báo</title><id>tag:bao.example</id>{entry}</feed>'


ENTRY = f'<entry><title>{TITLE}</title><link href="{LINK}"/><id>{LINK}</id>%s</entry>'
RDF = (
    '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="%s"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Báo</title></channel>'
    f'<item rdf:about="{LINK}"><title>{TITLE}</title><link>{LINK}</link>%s</item></rdf:RDF>'
)
DC = "<dc:date>2026-08-05T09:30:00+07:00</dc:date>"
UTF8 = [
    (Expected("rss 2.0"), rss()),
    (Expected("rss 0.91"), rss(version="0.91")),
    (Expected("rss 0.91 with its doctype"), rss(head=RSS_091)),
    (Expected("rss 0.92"), rss(version="0.92")),
    (Expected("rss 0.93"), rss(version="0.93")),
    (Expected("rss 0.94"), rss(version="0.94")),
    (Expected("rss without version"), rss().replace(' version="2.0"', "", 1)),
    (Expected("rss 0.90", time=False), RDF % ("http://my.netscape.com/rdf/simple/0.9/", "")),
    (Expected("rss 1.0"), RDF % ("http://purl.org/rss/1.0/", DC)),
    (Expected("atom 1.0"), atom(ENTRY % "<published>2026-08-05T09:30:00+07:00</published>")),
    (Expected("atom 1.0, updated only"), atom(ENTRY % "<updated>2026-08-05T02:30:00Z</updated>")),
    (Expected("atom 0.3"), atom(ENTRY % "<issued>2026-08-05T09:30:00+07:00</issued>", ATOM_03, ' version="0.3"')),
    (
        Expected("atom xhtml title"),
        atom(
            (ENTRY % "<published>2026-08-05T02:30:00Z</published>")
            .replace("<title>", XHTML)
            .replace("</title>", "</div></title>")
        ),
    ),
    (Expected("cdf", time=False), CDF % (LINK, TITLE)),
    (Expected("cdata"), rss(ITEM.replace(TITLE, f"<![CDATA[{TITLE}]]>"))),
    (Expected("escaped twice"), rss(ITEM.replace(TITLE, "&lt;b&gt;" + TITLE + "&lt;/b&gt;"))),
    (Expected("namespaced pubDate"), rss(ITEM.replace("pubDate", "dc:date"), more=DUBLIN)),
    (Expected("undeclared prefix"), rss(ITEM.replace("</item>", "<media:thumbnail url='x'/></item>"))),
    (Expected("guid is the link"), rss(ITEM.replace("<link>", "<guid>").replace("</link>", "</guid>"))),
    (Expected("relative link"), rss(ITEM.replace("https://bao.example/luong", "/luong"))),
    (Expected("white space in the link"), rss(ITEM.replace(LINK, f"\n   {LINK}\n"))),
    (Expected("white space before the declaration"), "\n\n  " + rss()),
    (Expected("junk before"), "<!-- nhật ký -->" + rss(head="")),
    (Expected("bare ampersand"), rss(ITEM.replace("</title>", "</title><description>Công ty A&B</description>"))),
    (
        Expected("html entity"),
        rss(ITEM.replace("</title>", "</title><description>M&ocirc;i tr&nbsp;ường</description>")),
    ),
    (Expected("unclosed"), rss().replace("</channel></rss>", "")),
    (Expected("cut in the second item"), rss(ITEM + ITEM[:40]).replace("</channel></rss>", "")),
    (Expected("control character"), rss(ITEM.replace("</title>", "</title><description>a\x0b\x01b</description>"))),
    (Expected("upper case"), rss().replace("item>", "ITEM>").replace("title>", "TITLE>").replace("link>", "LINK>")),
    (Expected("no channel"), f"<rss>{ITEM}</rss>"),
    (Expected("two roots"), rss() + rss(head="")),
    (Expected("no time", time=False), rss(ITEM.replace(AT, ""))),
    (Expected("mangled time", time=False), rss(ITEM.replace(AT, "hôm qua"))),
    (Expected("time of the future", time=False), rss(ITEM.replace("2026", "2126"))),
    (Expected("entity bomb", title=False), rss(ITEM.replace(TITLE, "&d;"), head=BOMB)),
    (Expected("outer entity", title=False), rss(ITEM.replace(TITLE, "&x;"), head=OUTER)),
    (Expected("no entry", entries=0), rss("")),
    (Expected("html", entries=0), "<!doctype html><html><body><h1>Lỗi 404</h1></body></html>"),
    (Expected("json", entries=0), '{"items": []}'),
    (Expected("nothing", entries=0), ""),
]
ENCODED = [
    (Expected(f"declared {name}"), rss(head=f'<?xml version="1.0" encoding="{name}"?>').encode(codec))
    for name, codec in (
        ("utf-8", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("UTF-16LE", "utf-16-le"),
        ("UTF-16BE", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("windows-1252", "utf-8"),  # declared wrongly: the bytes are what counts
        ("iso-8859-1", "utf-8"),
        ("us-ascii", "utf-8"),
        ("khong-co", "utf-8"),
    )
]
DOCUMENTS: list[tuple[Expected, bytes]] = [(expected, text.encode()) for expected, text in UTF8] + ENCODED
