"""One article has one identity, two articles never share one."""

import re
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.urls import article_id, canonical_url, is_web_url, time_in_url
from tests.crawlers.press import press_links


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://VnExpress.net:443/tin-4931234.html#box_comment", "https://vnexpress.net/tin-4931234.html"),
        ("https://m.dantri.com.vn/tin.htm", "https://dantri.com.vn/tin.htm"),
        ("https://amp.plo.vn/tin-post1.html", "https://plo.vn/tin-post1.html"),
        ("https://vov.vn/tin-post12.vov/amp", "https://vov.vn/tin-post12.vov"),
        ("https://vov.vn/amp/tin-post12.vov", "https://vov.vn/tin-post12.vov"),
        ("https://tuoitre.vn/tin.amp.htm", "https://tuoitre.vn/tin.htm"),
        ("https://a.vn/x?utm_source=zalo&b=2&fbclid=1&a=1&zarsrc=30", "https://a.vn/x?a=1&b=2"),
        ("https://www.bbc.com/vietnamese/articles/c1?at_medium=RSS&at_campaign=rss",
         "https://www.bbc.com/vietnamese/articles/c1"),
        (" http://a.vn ", "http://a.vn/"),
        ("http://a.vn:8080/b", "http://a.vn:8080/b"),
        ("https://m.vn/tin", "https://m.vn/tin"),  # the domain itself is called m
        ("https://a.vn/công-đoàn", "https://a.vn/c%C3%B4ng-%C4%91o%C3%A0n"),
        ("https://a.vn/\n tin", "https://a.vn/tin"),
        ("mailto:a@b.vn", "mailto:a@b.vn"),
        ("http://[bad", "http://[bad"),
        ("", ""),
    ],
)  # fmt: skip
def test_canonical(url: str, expected: str) -> None:
    assert canonical_url(url) == expected


@pytest.mark.parametrize(
    "variants",
    [
        ("https://vnexpress.net/luong-tang-4931234.html", "http://m.vnexpress.net/luong-toi-thieu-tang-4931234.html",
         "https://vnexpress.net/kinh-doanh/luong-tang-4931234.html?utm_source=x",
         "https://vnexpress.net/luong-tang-4931234-tong-thuat.html"),
        ("https://tuoitre.vn/a-100260805232250392.htm", "https://tuoitre.vn/b-c-100260805232250392.htm",
         "https://thethao.tuoitre.vn/a-100260805232250392.htm", "https://tuoitre.vn/amp/a-100260805232250392.htm"),
        ("https://dantri.com.vn/xa-hoi/a-20260805231922359.htm", "https://dantri.com.vn/a-20260805231922359.htm"),
        ("https://nhandan.vn/a-post980002.html", "https://nhandan.vn/muc/b-post980002.html", "http://www.nhandan.vn/b-post980002.html"),
        ("https://laodong.vn/cong-doan/a-1401234.ldo", "https://laodong.vn/b-1401234.ldo"),
        ("https://baolao.vn/a?id=5&x=1", "https://baolao.vn/a/?x=1&id=5#top"),
    ],
)  # fmt: skip
def test_variants_are_one_article(variants: tuple[str, ...]) -> None:
    assert len({article_id(url) for url in variants}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://vneconomy.vn/trien-vong-nam-2026.htm", "https://vneconomy.vn/du-bao-nam-2026.htm"),
        ("https://bao.vn/gia-vang-ngay-05082026.html", "https://bao.vn/gia-xang-ngay-05082026.html"),
        ("https://bao.vn/thuong-tet-100000.html", "https://bao.vn/ho-tro-100000.html"),
        ("https://en.vietnamplus.vn/a-post1234.vnp", "https://www.vietnamplus.vn/b-post1234.vnp"),
        ("https://nhandan.vn/a-post12.html", "https://plo.vn/a-post12.html"),
        ("https://cong.gov.vn/tin?id=1", "https://cong.gov.vn/tin?id=2"),
        ("https://vnexpress.net/a-4931234.html", "https://vnexpress.net/a-4931235.html"),
        ("https://a.gov.vn/x-100260805232250392.htm", "https://b.gov.vn/x-100260805232250392.htm"),
    ],
)
def test_different_articles_stay_apart(one: str, other: str) -> None:
    assert article_id(one) != article_id(other)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://baochinhphu.vn/a-102260805210825122.htm", datetime(2026, 8, 5, 14, 8, 25, tzinfo=UTC)),
        ("https://baochinhphu.vn/a-10226080121011547.htm", datetime(2026, 8, 1, 14, 1, 15, tzinfo=UTC)),
        ("https://dantri.com.vn/b/a-20221224095943188.htm", datetime(2022, 12, 24, 2, 59, 43, tzinfo=UTC)),
        ("https://cafef.vn/a-188260805234011681.chn", datetime(2026, 8, 5, 16, 40, 11, tzinfo=UTC)),
        ("https://dantri.com.vn/a-20221324095943188.htm", None),
        ("https://vnexpress.net/a-4931234.html", None),
        ("https://a.vn/stk-123456789012345678.htm", None),
        ("mailto:a", None),
    ],
)
def test_time_in_url(url: str, expected: datetime | None) -> None:
    assert time_in_url(url) == expected


addresses = st.from_regex(
    r"https?://(m\.|amp\.|www\.)?[a-z]{1,6}\.vn(:80|:443)?/(amp/)?[a-zà-ỹ%0-9./-]{0,30}(\?[a-z_=&%+]{0,20})?",
    fullmatch=True,
)


@given(st.text(max_size=80) | addresses)
def test_canonical_is_idempotent_and_total(url: str) -> None:
    once = canonical_url(url)
    assert canonical_url(once) == once
    assert article_id(once) == article_id(url)
    assert is_web_url(once) or not is_web_url(url)


@pytest.mark.shared
def test_no_two_real_articles_share_an_identity(shared: Path) -> None:
    """Addresses with one identity are the outlet's retitlings: same host, same number of its own."""
    together = defaultdict(set)
    for link in press_links(shared):
        together[article_id(link)].add(link)
    for links in together.values():
        numbers = {re.findall(r"\d{6,}", link)[-1] for link in links} if len(links) > 1 else {""}
        assert len(numbers) == len({link.split("/")[2] for link in links}) == 1, links
