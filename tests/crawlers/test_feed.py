"""Feeds of every dialect and every illness are read as far as they can be, and never by guessing."""

import random
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from crawlers.feed import MAX_BYTES, FeedReading, read_feed
from crawlers.urls import article_id

CEILING = datetime(2026, 9, 1, tzinfo=UTC)
LINK = "https://baovidu.vn/cong-nhan-nha-may-may-post1001.html"
TITLE = "Công nhân nhà máy may được tăng lương"


def read(body: str | bytes, url: str | None = "https://baovidu.vn/rss/home.rss") -> FeedReading:
    data = body.encode() if isinstance(body, str) else body
    return read_feed(data, source_id="baovidu", url=url, ceiling=CEILING)


def rss(*items: str, head: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    return f'{head}<rss version="2.0"><channel><title>Báo Ví Dụ</title>{"".join(items)}</channel></rss>'


def item(
    title: str = TITLE,
    link: str = LINK,
    when: str = "Wed, 05 Aug 2026 21:49:00 +07",
    about: str = "Tin ngắn.",
) -> str:
    return (
        f"<item><title>{title}</title><link>{link}</link>"
        f"<description>{about}</description><pubDate>{when}</pubDate></item>"
    )


def test_rss_entry_is_whole() -> None:
    reading = read(rss(item(link=LINK + "?utm_source=rss#top")))
    (entry,) = reading.entries
    assert reading.title == "Báo Ví Dụ"
    assert reading.rejected is None
    assert (entry.position, entry.source_id, entry.title, entry.summary) == (0, "baovidu", TITLE, "Tin ngắn.")
    assert (entry.url, entry.article_id) == (LINK, article_id(LINK))
    assert entry.published_at == datetime(2026, 8, 5, 14, 49, tzinfo=UTC)
    assert (entry.raw_published, entry.date_source) == ("Wed, 05 Aug 2026 21:49:00 +07", "pubDate")


@pytest.mark.parametrize(
    ("body", "date_source"),
    [
        (
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            'xmlns="http://purl.org/rss/1.0/" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><item><title>Tin</title><link>https://a.vn/t</link>'
            "<dc:date>2026-08-05T21:49:00+07:00</dc:date></item></rdf:RDF>",
            "dc:date",
        ),
        (
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry>'
            '<title type="html">&lt;b&gt;Tin&lt;/b&gt;</title>'
            '<link rel="enclosure" href="https://a.vn/anh.jpg"/><link href="https://a.vn/t"/>'
            "<updated>2026-08-06T00:00:00Z</updated><published>2026-08-05T14:49:00Z</published></entry></feed>",
            "atom:published",
        ),
        (
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Tin</title><link href="https://a.vn/t"/>'
            "<updated>2026-08-05T14:49:00Z</updated></entry></feed>",
            "atom:updated",
        ),
    ],
)
def test_rdf_and_atom(body: str, date_source: str) -> None:
    (entry,) = read(body).entries
    assert (entry.title, entry.url) == ("Tin", "https://a.vn/t")
    assert entry.published_at == datetime(2026, 8, 5, 14, 49, tzinfo=UTC)
    assert entry.date_source == date_source


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<![CDATA[<a href='x'><img src='y.jpg'/></a>Lương <b>tăng</b> 6%]]>", "Lương tăng 6%"),
        ("&lt;p&gt;Lương&lt;br/&gt;tăng&lt;/p&gt;", "Lương tăng"),
        ("Ca &amp;amp; kíp: &amp;quot;đủ&amp;quot; &amp;#225;", 'Ca & kíp: "đủ" á'),
        ("Thu nhập &lt; 5 triệu", "Thu nhập < 5 triệu"),
        ("<![CDATA[<p>Tin chính.</p><div><ul><li><a href='x'>Khác</a></li><li><a href='y'>Nữa</a></li>]]>",
         "Tin chính."),
        ("<![CDATA[<ul><li>Một điều</li><li>Hai điều</li></ul>]]>", "Một điều Hai điều"),
        ("<![CDATA[<p>Tin chính.</p><a href=\"https://a.vn/bi-cat]]>", "Tin chính."),
        ("<![CDATA[<figure><img src='a'><figcaption>Ảnh: A</figcaption></figure>Tin]]>", "Tin"),
        (unicodedata.normalize("NFD", "Đoàn viên"), "Đoàn viên"),
        ("", ""),
    ],
)  # fmt: skip
def test_summary_is_plain_text(markup: str, text: str) -> None:
    assert read(rss(item(about=markup))).entries[0].summary == text


def test_title_keeps_angle_quotes_that_are_no_tags() -> None:
    assert read(rss(item(title="Phim &lt;Ca đêm&gt; ra mắt"))).entries[0].title == "Phim <Ca đêm> ra mắt"


@pytest.mark.parametrize(
    "body",
    [
        rss(item()).encode("utf-8-sig"),
        rss(item(), head="\n\n<?xml version='1.0' encoding='UTF-8'?>").encode(),
        rss(item(), head='<?xml version="1.0" encoding="iso-8859-1"?>').encode(),
        rss(item(), head='<?xml version="1.0" encoding="utf-16"?>').encode(),
        rss(item(), head='<?xml version="1.0" encoding="khong-co"?>').encode(),
        rss(item(), head='<?xml version="1.0" encoding="utf-16"?>').encode("utf-16"),
        rss(item(), head="").encode("utf-16-le"),
        rss(item(), head="Warning: session_start() in index.php").encode(),
        rss(item(title=unicodedata.normalize("NFD", TITLE))).encode(),
        rss(item(about="\x08Tin\x00 \ufffe")).encode(),
    ],
)
def test_charset_is_that_of_the_bytes(body: bytes) -> None:
    assert read(body).entries[0].title == TITLE


def test_legacy_charset_as_declared() -> None:
    declared = rss(item(title="Lương việc"), head='<?xml version="1.0" encoding="windows-1258"?>')
    legacy = declared.replace("Báo Ví Dụ", "Báo").replace("Tin ngắn.", "").encode("cp1258")
    assert read(legacy).entries[0].title == "Lương việc"


@pytest.mark.parametrize(
    "damage",
    [
        lambda body: body.replace("Tin ngắn.", "Ca & kíp &nbsp; mới", 1),
        lambda body: body + "<!-- rác --><p>",
        lambda body: body.replace("</channel></rss>", ""),
        lambda body: body.replace("<channel>", "<channel><a b=c>&#xD800;&#x110000;"),
    ],
)
def test_broken_xml_gives_what_is_readable(damage: Callable[[str], str]) -> None:
    links = [f"https://baovidu.vn/tin-post{number}00.html" for number in range(1, 4)]
    reading = read(damage(rss(*(item(link=link) for link in links))))
    assert [entry.url for entry in reading.entries] == links
    assert all(entry.published_at == datetime(2026, 8, 5, 14, 49, tzinfo=UTC) for entry in reading.entries[1:])


def test_entry_swallowed_by_broken_markup_is_counted() -> None:
    reading = read(
        rss(item(), item(link="https://baovidu.vn/t2"), item(link="https://baovidu.vn/t3")).replace(
            "</description>", "", 1
        )
    )
    assert len(reading.entries) + len(reading.dropped) == 3
    assert {drop.rejected.reason for drop in reading.dropped} == {"feed_broken"}


def test_entry_that_the_body_breaks_off_in_is_dropped() -> None:
    reading = read(rss(item(), item(link="https://baovidu.vn/t2"))[:-60])
    assert [entry.url for entry in reading.entries] == [LINK]
    assert [(drop.position, drop.rejected.reason) for drop in reading.dropped] == [(1, "feed_broken")]


def test_entries_without_address_or_title_are_counted() -> None:
    reading = read(
        rss(
            item(link=""),
            item(),
            item(title=""),
            item(link="javascript:void(0)"),
            item(link="/tin-post5.html"),
        )
    )
    assert [(entry.position, entry.url) for entry in reading.entries] == [
        (1, LINK),
        (4, "https://baovidu.vn/tin-post5.html"),
    ]
    assert [(drop.position, drop.rejected.reason) for drop in reading.dropped] == [
        (0, "no_url"),
        (2, "no_title"),
        (3, "no_url"),
    ]


def test_permanent_guid_stands_in_for_a_link() -> None:
    body = rss(f'<item><title>Tin</title><guid isPermaLink="false">{LINK}</guid></item>')
    assert read(body).entries[0].url == LINK


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty_body"),
        (b" \r\n\xef\xbb\xbf", "empty_body"),
        (b"a" * (MAX_BYTES + 1), "too_large"),
        (b"<!DOCTYPE html><html><body>404 <rss></body></html>", "not_a_feed"),
        (b'<?xml version="1.0"?><!-- x --><html xmlns="http://www.w3.org/1999/xhtml"/>', "not_a_feed"),
        (b'<html><script>document.cookie="D1N=ab";location.reload()</script></html>', "challenge_page"),
        (b'{"items": []}', "not_a_feed"),
        (b"\x89PNG\r\n\x1a\n", "not_a_feed"),
        (b'<rss version="2.0"><channel><title>B</title></channel></rss>', "feed_empty"),
        (b'<rss version="2.0"><chan', "feed_broken"),
        (b"<rss>" + b"<a" * 5000, "feed_broken"),
        (b"<rss><channel><item><title>B</title></item></channel></rss>", "feed_broken"),
    ],
)
def test_what_is_no_feed_is_rejected_with_its_reason(body: bytes, reason: str) -> None:
    reading = read(body)
    assert reading.entries == ()
    assert reading.rejected is not None
    assert (reading.rejected.reason, reading.rejected.url) == (reason, "https://baovidu.vn/rss/home.rss")
    assert reading.rejected.detail


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;"><!ENTITY e "&c;&c;">]>',
        '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
    ],
)  # fmt: skip
def test_entities_are_neither_multiplied_nor_fetched(doctype: str) -> None:
    reading = read(rss(item(title="Tin &e;"), head=doctype))
    assert reading.entries[0].title == "Tin &e;"


def test_date_of_the_address_when_the_feed_has_none_that_can_be_true() -> None:
    link = "https://baovidu.vn/tin-102260805210825122.htm"
    created = datetime(2026, 8, 5, 14, 8, 25, tzinfo=UTC)
    stamps = ("", "vừa xong", "Wed, 05 Aug 2099 21:49:00 +07", "05/08/2026")
    found = [read(rss(item(link=link, when=stamp))).entries[0] for stamp in stamps]
    assert [(entry.published_at, entry.date_source) for entry in found] == [(created, "url")] * len(stamps)
    assert [entry.raw_published for entry in found] == [stamp or None for stamp in stamps]


def test_time_that_nobody_gives_stays_unknown() -> None:
    future_address = "https://baovidu.vn/tin-102270805210825122.htm"
    for link in (LINK, future_address):
        (entry,) = read(rss(item(link=link, when="hôm nay"))).entries
        assert (entry.published_at, entry.date_source, entry.raw_published) == (None, None, "hôm nay")


def test_day_first_feed_with_am_pm_is_recognised_by_its_neighbours() -> None:
    reading = read(rss(item(when="5/8/2026 1:00:00 PM"), item(when="23/7/2026 1:00:00 PM")))
    assert [entry.published_at for entry in reading.entries] == [
        datetime(2026, 8, 5, 6, tzinfo=UTC),
        datetime(2026, 7, 23, 6, tzinfo=UTC),
    ]


def test_mutated_feeds_never_raise() -> None:
    rng = random.Random(20)
    seeds = [rss(*(item(link=f"{LINK}?p={n}") for n in range(5))).encode()]
    noise = (b"<", b">", b"&", b"]]>", b"<![CDATA[", b"\x00", b"\xff", b"</item>", b"&#x110000;",
             b"<link>http://[",
             b'<!DOCTYPE x [<!ENTITY a "b">]>', b"<![if", b"<!--",
             b"<content type='xhtml' mode='base64'>")  # fmt: skip
    for _ in range(300):
        body = bytearray(rng.choice(seeds))
        for _ in range(rng.choice((1, 5, 30))):
            at = rng.randrange(len(body))
            body[at : at + rng.choice((0, 0, 1, 20))] = rng.choice(noise)
        reading = read(bytes(body))
        assert reading.entries or reading.rejected
