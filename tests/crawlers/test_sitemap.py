"""Sitemaps of every kind give the addresses of news, and nothing else."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.sitemap import is_index, read_sitemap
from crawlers.urls import article_id

URL = "https://bao.example/sitemap-news.xml"
CEILING = datetime(2026, 8, 5, tzinfo=UTC)
NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
  <url><loc>https://bao.example/cong-nhan-nghi-viec-post101.html</loc><lastmod>2026-08-04T09:00:00+07:00</lastmod>
    <image:image><image:loc>https://anh.example/1.jpg</image:loc></image:image>
    <news:news><news:publication><news:name>Báo</news:name><news:language>vi</news:language></news:publication>
      <news:publication_date>2026-08-04T08:30:00+07:00</news:publication_date>
      <news:title><![CDATA[Công nhân nghỉ việc &amp; chờ lương]]></news:title></news:news></url>
  <url><loc> https://m.bao.example/luong-moi-post102.html?utm_source=sitemap </loc>
    <news:news><news:publication_date>2026-08-04T10:00:00+07:00</news:publication_date>
      <news:title>Lương mới</news:title></news:news></url>
  <url><loc>https://bao.example/khong-gio</loc><news:news><news:title>Không giờ</news:title></news:news></url>
</urlset>""".encode()


def plain(*urls: tuple[str, str]) -> bytes:
    rows = "".join(f"<url><loc>{loc}</loc><lastmod>{at}</lastmod></url>" for loc, at in urls)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()


def index(*maps: tuple[str, str]) -> bytes:
    rows = "".join(f"<sitemap><loc>{loc}</loc>{at and f'<lastmod>{at}</lastmod>'}</sitemap>" for loc, at in maps)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'.encode()


def urls(body: bytes) -> list[str]:
    return [entry.url for entry in read_sitemap(body, url=URL, ceiling=CEILING).entries]


def test_a_news_sitemap_gives_address_title_and_time() -> None:
    newest, first, undated = read_sitemap(NEWS, url=URL, ceiling=CEILING).entries
    assert first.url == "https://bao.example/cong-nhan-nghi-viec-post101.html"
    assert first.title == "Công nhân nghỉ việc & chờ lương"
    assert first.published_at == datetime(2026, 8, 4, 1, 30, tzinfo=UTC)
    assert first.modified_at == datetime(2026, 8, 4, 2, 0, tzinfo=UTC)
    assert newest.url == "https://bao.example/luong-moi-post102.html"
    assert newest.article_id == article_id("https://www.bao.example/doi-ten-post102.html")
    assert (undated.title, undated.published_at) == ("Không giờ", None)


def test_a_prefix_that_nobody_declared_is_no_hindrance() -> None:
    bare = NEWS.replace(b' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"', b"")
    assert read_sitemap(bare, url=URL, ceiling=CEILING) == read_sitemap(NEWS, url=URL, ceiling=CEILING)


def test_gzip_is_read() -> None:
    assert urls(gzip.compress(NEWS)) == urls(NEWS)
    assert read_sitemap(gzip.compress(NEWS)[:-40], url=URL, ceiling=CEILING).entries


def test_a_plain_sitemap_is_its_newest_articles() -> None:
    body = plain(
        ("https://bao.example/", "2026-08-04"),
        ("https://bao.example/doi-song/", "2026-08-04"),
        ("https://bao.example/bai-cu-post17.html", "2026-07-20"),
        ("https://bao.example/bai-moi-post18.html", "2026-08-03T10:00:00+07:00"),
        ("https://bao.example/bai-moi-hon-post19.html", "2026-08-04T10:00:00+07:00"),
        ("https://bao.example/bai-moi-hon-post19.html#lan-hai", "2026-08-04T10:00:00+07:00"),
    )
    assert urls(body) == ["https://bao.example/bai-moi-hon-post19.html", "https://bao.example/bai-moi-post18.html"]


def test_a_time_that_cannot_be_true_is_not_believed() -> None:
    body = NEWS.replace(b"2026-08-04T10:00:00", b"2036-08-04T10:00:00")
    assert [entry.published_at is None for entry in read_sitemap(body, url=URL, ceiling=CEILING).entries] == [
        False,
        True,
        True,
    ]


def test_an_index_names_the_most_promising_first() -> None:
    body = index(
        ("https://bao.example/sitemap-2026-06.xml", ""),
        ("https://bao.example/sitemap-2026-08.xml", ""),
        ("/categories.xml", ""),
        ("https://bao.example/google-news.xml", ""),
    )
    assert read_sitemap(body, url=URL, ceiling=CEILING).maps == (
        "https://bao.example/google-news.xml",
        "https://bao.example/sitemap-2026-08.xml",
        "https://bao.example/sitemap-2026-06.xml",
        "https://bao.example/categories.xml",
    )


def test_an_index_is_known_by_its_beginning() -> None:
    body = index(*[(f"https://bao.example/{place}.xml", "") for place in range(999)])
    assert is_index(body)
    assert is_index(gzip.compress(body))
    assert not is_index(NEWS)
    assert not is_index(b"\x1f\x8b")


def test_what_is_broken_is_read_as_far_as_it_goes() -> None:
    assert urls(NEWS[: NEWS.index(b"<url><loc>https://bao.example/khong-gio")])
    assert len(urls(NEWS.replace(b"&amp;", b"&").replace(b"</news:title></news:news></url>\n  <url>", b"<url>"))) >= 1


PACKED = gzip.compress(b"khong", mtime=0)  # no clock in it: the workers of a run must collect the same tests


@pytest.mark.parametrize("body", [b"", b"<html><body>Trang</body></html>", b"{}", PACKED, b"\x1f\x8b"])
def test_what_is_no_sitemap_says_so(body: bytes) -> None:
    reading = read_sitemap(body, url=URL, ceiling=CEILING)
    assert (reading.entries, reading.maps) == ((), ())
    assert reading.problem


def test_entities_and_files_stay_closed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("https://bao.example/bi-mat-post1.html")
    head = f'<!DOCTYPE urlset [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY y "ha"><!ENTITY z "&y;&y;&y;">]>'
    rows = "<url><loc>&x;</loc></url><url><loc>https://bao.example/&z;-post2.html</loc></url>"
    body = f"{head}<urlset>{rows}</urlset>".encode()
    assert not [url for url in urls(body) if "bi-mat" in url or "hahaha" in url]


def test_a_bomb_stays_small() -> None:
    assert read_sitemap(gzip.compress(b" " * (60 << 20)), url=URL, ceiling=CEILING).problem


@given(st.binary(max_size=400), st.integers(0, len(NEWS)))
def test_any_damage_is_survived(junk: bytes, place: int) -> None:
    read_sitemap(NEWS[:place] + junk + NEWS[place:], url=URL, ceiling=CEILING)
