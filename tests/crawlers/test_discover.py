"""A new outlet looked at from outside: its feeds, sitemaps, sections, family, and the file that comes of it."""

import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.discover import Discovery, discover
from crawlers.draft import draft, guess_kind, suggest_id
from crawlers.homepage import Home, labour_first, read_home, read_links
from crawlers.probe import Manners, Probe
from crawlers.source import Kind, load_source
from tests.replay import ReplayServer, Reply, Scripted, page, rss

AGENT = "diemtin-test/1.0 (+mailto:test@congdoan.example)"
HOME = "http://bao-ben-cang.example"
NOW = datetime(2026, 8, 5, 5, 0, tzinfo=UTC)
PAGES = Path(__file__).parent / "pages"
FRONT = """<!doctype html><html><head><title>Trang chủ | Báo Bến Cảng</title>
<meta property="og:site_name" content="Báo Bến Cảng">
<link rel="alternate" type="application/rss+xml" href="/rss/trang-chu.rss"></head><body>
<nav><a href="/">Trang chủ</a><a href="/the-thao">Thể thao</a><a href="/lao-dong-cong-doan">Lao động</a>
<a href="/xe/tin-xe-123456.htm">Xe</a><a href="https://la.example/quang-cao">Quảng cáo</a><a href="/rss">RSS</a></nav>
<h3><a href="/tin-{0}.htm">Công nhân bến cảng được tăng tiền ăn giữa ca</a></h3>
<footer><p>Cơ quan chủ quản: <b>Liên đoàn Lao động thành phố Bến Cảng</b></p><p>Giấy phép số 1/GP</p></footer>"""
INDEX = """<html><head><link rel="alternate" type="application/rss+xml" href="/rss/trang-chu.rss"></head><body><ul>
<li><a href="/rss/giai-tri.rss">Giải trí</a></li><li><a href="/rss/cong-doan.rss">Công đoàn</a></li>
<li><a href="/rss/hong.rss">Hỏng</a></li></ul></body></html>"""
SITEMAPS = """<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>http://bao-ben-cang.example/sitemaps/nam-2026.xml</loc></sitemap>
<sitemap><loc>http://bao-ben-cang.example/sitemaps/news.xml</loc></sitemap></sitemapindex>"""
NEWS = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>http://bao-ben-cang.example/tin-100260801080000000.htm</loc><news:news><news:title>Tin</news:title>
<news:publication_date>2026-08-05T08:00:00+07:00</news:publication_date></news:news></url></urlset>"""


def link(number: int) -> str:
    return f"{HOME}/tin-10026080{number}0800000.htm"


def outlet() -> dict[str, Scripted]:
    """A whole outlet of the VCCorp family."""
    script: dict[str, Scripted] = {
        f"{HOME}/": Reply(body=FRONT.encode()),
        f"{HOME}/robots.txt": Reply(body=f"User-agent: *\nCrawl-delay: 3\nSitemap: {HOME}/sitemap.xml\n".encode()),
        f"{HOME}/sitemap.xml": Reply(body=SITEMAPS.encode()),
        f"{HOME}/sitemaps/news.xml": Reply(body=NEWS.encode()),
        f"{HOME}/rss": Reply(body=INDEX.encode()),
        f"{HOME}/rss/trang-chu.rss": Reply(body=rss([link(1), link(2)], "Báo Bến Cảng")),
        f"{HOME}/rss/giai-tri.rss": Reply(body=rss([link(3)], "Giải trí - Báo Bến Cảng")),
        f"{HOME}/rss/cong-doan.rss": Reply(body=rss([link(4)], "RSS | Công đoàn | Báo Bến Cảng")),
        f"{HOME}/rss/hong.rss": Reply(500, b"oops"),
    }
    body = (PAGES / "vccorp_tuoitre.html").read_bytes()
    return script | {link(number): Reply(body=body) for number in range(1, 5)}


def look(script: dict[str, Scripted], url: str = f"{HOME}/lao-dong.htm") -> tuple[Discovery, list[str]]:
    with ReplayServer(script) as server:
        web = Probe(Manners(AGENT, server.address, 0.0, 2.0), ["bao-ben-cang.example"], pause=lambda seconds: None)
        return discover(url, web, NOW), server.urls()


def test_a_whole_outlet_is_found(tmp_path: Path) -> None:
    found, asked = look(outlet())
    names = [feed.url.removeprefix(f"{HOME}/rss/") for feed in found.feeds]
    assert names == ["trang-chu.rss", "cong-doan.rss", "giai-tri.rss"]
    assert found.sitemaps == (f"{HOME}/sitemaps/news.xml",)
    assert found.home.lists == (f"{HOME}/lao-dong-cong-doan", f"{HOME}/the-thao")
    assert found.home.owner == "Liên đoàn Lao động thành phố Bến Cảng"
    assert found.families == ("vccorp",)
    assert found.misses == ((f"{HOME}/rss/hong.rss", "http_5xx"),)
    assert len(asked) == len(set(asked)), "nothing is asked for twice"


def test_its_file_is_one_that_the_crawl_accepts(tmp_path: Path) -> None:
    found, _ = look(outlet())
    path = tmp_path / "baobencang.toml"
    path.write_text(draft(found, "baobencang"), encoding="utf-8")
    source = load_source(path)
    assert (source.name, source.kind, source.hosts) == ("Báo Bến Cảng", Kind.CENTRAL, ("bao-ben-cang.example",))
    assert [feed.section for feed in source.feeds] == ["", "Công đoàn", "Giải trí"]
    assert [ref.family for ref in source.layouts] == ["vccorp"]
    assert source.delay_s == 3
    assert not source.verified
    assert path.read_text(encoding="utf-8").count("# HỎI") == 4


def test_an_outlet_that_names_no_feed_is_asked_at_the_usual_places() -> None:
    script: dict[str, Scripted] = {
        f"{HOME}/": Reply(body=page("Báo")),
        f"{HOME}/rss/home.rss": Reply(body=rss([link(1)])),
        link(1): Reply(body=(PAGES / "unknown_outlet.html").read_bytes()),
    }
    found, _ = look(script)
    assert [feed.url for feed in found.feeds] == [f"{HOME}/rss/home.rss"]
    assert found.families == ()
    assert [trial.article is not None for trial in found.pages] == [True]
    assert found.misses == ()
    assert "chưa khuôn nào khớp" in draft(found, "bao")


def test_an_outlet_without_feeds_shows_its_articles_on_the_homepage() -> None:
    script = {f"{HOME}/": Reply(body=FRONT.format("1").replace("/tin-1.htm", link(1)).encode())}
    found, _ = look({**script, link(1): outlet()[link(1)]})
    assert found.feeds == ()
    assert found.families == ("vccorp",)
    assert "xin địa chỉ" in draft(found, "bao")


@pytest.mark.parametrize(
    ("script", "reason", "asked"),
    [
        ({f"{HOME}/": Reply(drop="before"), f"{HOME}/robots.txt": Reply(drop="before")}, "connection", 1),
        ({f"{HOME}/": Reply(403)}, "blocked", None),
        ({f"{HOME}/": Reply(301, headers=(("Location", "https://la.example/"),))}, "redirected_off_host", None),
        ({f"{HOME}/robots.txt": Reply(body=b"User-agent: *\nDisallow: /\n")}, "robots_disallowed", 1),
    ],
)
def test_an_outlet_that_does_not_answer_is_told(script: dict[str, Scripted], reason: str, asked: int | None) -> None:
    found, urls = look(script)
    assert found.reason == reason
    assert not found.is_useful
    assert asked is None or len(urls) == asked


def test_what_the_web_says_cannot_break_the_file(tmp_path: Path) -> None:
    found, _ = look(outlet())
    nasty = Home(name='Báo "Bến\\Cảng"\n[[feeds]]\x7f\x00', owner="a\nb")
    path = tmp_path / "moi.toml"
    path.write_text(draft(replace(found, home=nasty, host="127.0.0.1:80"), "moi"), encoding="utf-8")
    assert load_source(path).owner == "a b"
    assert tomllib.loads(path.read_text(encoding="utf-8"))["feeds"]


def test_ids_kinds_and_orders() -> None:
    assert suggest_id("congdoan.hatinh.gov.vn") == "congdoan-hatinh"
    assert suggest_id("baocamau.vn:8080") == "baocamau"
    assert suggest_id("com.vn") == "com-vn"
    found, _ = look(outlet())
    kinds = {
        "ldld.sontay.vn": Kind.FEDERATION,
        "sonoivu.gov.vn": Kind.PORTAL,
        "thtv.vn": Kind.BROADCASTER,
        "bao.vn": Kind.CENTRAL,
    }
    assert {host: guess_kind(replace(found, host=host)) for host in kinds} == kinds
    assert labour_first(["http://a/x", "http://a/home", "http://a/viec-lam"])[0].endswith("viec-lam")


def test_links_keep_what_a_feed_may_need() -> None:
    links = ["/index.php?rss=1#dau", "/index.php?rss=1", "http://[la", "http://x:99999/rss", "mailto:a@b.example"]
    assert read_links(links, HOME) == [f"{HOME}/index.php?rss=1"]


def test_a_page_that_says_nothing_gives_nothing() -> None:
    assert read_home("", HOME) == Home()
    assert read_home("<p>\x00<", HOME).lists == ()
    split = "<body><div>Cơ quan chủ quản</div><div>: Tỉnh ủy Sơn Tây - Giấy phép số 9</div></body>"
    assert read_home(split, HOME).owner == "Tỉnh ủy Sơn Tây"
