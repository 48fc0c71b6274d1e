"""The next page of an article, and never another article."""

from pathlib import Path

import pytest

from crawlers.paging import next_page, place_of
from tests.crawlers.crawling import Crawl
from tests.replay import ReplayServer, Reply, Scripted, page, rss

URL = "https://laodongthudo.example/giu-bua-an-ca-123456.html"


@pytest.mark.parametrize(
    ("url", "markup", "expected"),
    [
        (URL, '<link rel="next" href="?page=2">', f"{URL}?page=2"),
        (URL, f'<div class="__MB_ARTICLE_PAGING"><a href="{URL}">1</a><a href="{URL}?p=2">2</a></div>', f"{URL}?p=2"),
        (f"{URL}?p=2", f'<div class="__MB_ARTICLE_PAGING"><a href="{URL}?p=3">3</a></div>', f"{URL}?p=3"),
        (f"{URL}?p=3", f'<div class="__MB_ARTICLE_PAGING"><a href="{URL}">1</a><a href="{URL}?p=2">2</a></div>', None),
        (
            "https://bao.example/bai-viet/",
            '<p class="pagination"><a href="/bai-viet/trang-2">2</a><a href="/bai-viet/trang-3">3</a></p>',
            "https://bao.example/bai-viet/trang-2",
        ),
        (
            "https://bao.example/bai-viet/page/2/",
            '<a class="next page-numbers" href="https://www.bao.example/bai-viet/page/3/">Sau</a>',
            "https://www.bao.example/bai-viet/page/3/",
        ),
        (
            "https://bao.example/bai-1.html",
            '<a rel="nofollow next" href="bai-1-p2.html#than">Tiếp</a>',
            "https://bao.example/bai-1-p2.html",
        ),
        # another article, a list of comments, another host, a page that is not the next
        (URL, '<link rel="next" href="/bai-khac-123457.html">', None),
        (URL, '<div class="paging"><a href="?comment-page=2">2</a></div>', None),
        (URL, f'<link rel="next" href="{URL.replace("laodongthudo", "khac")}?page=2">', None),
        (URL, '<div class="paging"><a href="?page=9">cuối</a></div>', None),
        (URL, '<p><a href="?page=2">không ở trong hộp phân trang</a></p>', None),
        (f"{URL}?id=7&page=2", '<div class="paging"><a href="?page=3&id=7">3</a></div>', f"{URL}?page=3&id=7"),
        (f"{URL}?id=7", '<div class="paging"><a href="?page=2&id=8">3</a></div>', None),
    ],
)
def test_only_the_next_page_of_the_same_article_is_given(url: str, markup: str, expected: str | None) -> None:
    assert next_page(f"<html><body>{markup}</body></html>".encode(), url) == expected


@pytest.mark.parametrize("url", ["", "ftp://a.example/x", "http://[hỏng", "không phải địa chỉ"])
@pytest.mark.parametrize("html", [b"", b"\xff\x00", b'<link rel=next href="http://[x">', b"<link rel=next>"])
def test_nothing_makes_it_fail(url: str, html: bytes) -> None:
    assert next_page(html, url) is None
    assert next_page(html, URL) is None


@pytest.mark.parametrize(
    ("url", "place"),
    [
        (URL, ("laodongthudo.example/giu-bua-an-ca-123456.html?", 1)),
        (f"{URL}?p=2", ("laodongthudo.example/giu-bua-an-ca-123456.html?", 2)),
        ("https://www.bao.example/bai/trang-3", ("bao.example/bai?", 3)),
        ("không phải địa chỉ", None),
    ],
)
def test_the_place_of_a_page_in_its_article(url: str, place: tuple[str, int] | None) -> None:
    assert place_of(url) == place


def test_the_pages_of_an_article_are_fetched_one_behind_the_other(tmp_path: Path) -> None:
    home = "http://bao.example"
    parts = [f"{home}/ky-su-xuong-may-123456.html{tail}" for tail in ("", "?page=2", "?page=3")]
    script: dict[str, Scripted] = {f"{home}/rss": Reply(body=rss([parts[0], f"{home}/tin-khac-123457.html"]))}
    script[f"{home}/tin-khac-123457.html"] = Reply(body=page("Tin khác"))
    for part, following in zip(parts, [*parts[1:], None], strict=True):
        link = f'<div class="paging"><a href="{following}">Tiếp</a></div></body>' if following else "</body>"
        script[part] = Reply(body=page("Ký sự xưởng may").replace(b"</body>", link.encode()))
    with ReplayServer(script) as server:
        crawl = Crawl(tmp_path, {"bao": "bao.example"}, {"bao": [f"{home}/rss"]}, plan={"proxy": server.address})
        crawl.run()
    pages = [outcome.url for outcome in crawl.outcomes() if outcome.kind == "page" and outcome.outcome == "landed"]
    assert pages == [*parts, f"{home}/tin-khac-123457.html"]
