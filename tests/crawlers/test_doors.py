"""Feeds, sitemaps and list pages of one crawl: one page request per article, and only in the outlet's hours."""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawlers.dates import VIETNAM
from crawlers.doors import Lead, doors_due, pages_due
from crawlers.ingest import Hosts
from crawlers.landing import read_run, run_info
from crawlers.records import Outcome
from crawlers.source import Kind, Source, load_sources
from crawlers.urls import article_id
from tests.crawlers.crawling import RUN_ID, Crawl
from tests.replay import ReplayServer, Reply, Scripted, page, rss

SITE = "http://bao.example"
XML = (("Content-Type", "application/xml"), ("ETag", '"s1"'))
NEWS_NS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def article(number: int, slug: str = "cong-nhan") -> str:
    return f"{SITE}/{slug}-post{number}.html"


def sitemap(*numbers: int) -> bytes:
    rows = "".join(
        f"<url><loc>{article(number, 'doi-ten')}</loc><news:news><news:title>Tin {number}</news:title>"
        "<news:publication_date>2026-08-04T08:00:00+07:00</news:publication_date></news:news></url>"
        for number in numbers
    )
    return f"<urlset {NEWS_NS}>{rows}</urlset>".encode()


def section(*numbers: int) -> bytes:
    rows = "".join(f'<li><a href="/cong-nhan-post{number}.html">Tin {number}</a></li>' for number in numbers)
    menu = '<nav><a href="/doi-song">Đời sống</a><a href="/cu-post999.html">Bài cũ</a></nav>'
    return f"<html><body>{menu}<ul>{rows}</ul></body></html>".encode()


def script() -> dict[str, Scripted]:
    index = f"<sitemapindex><sitemap><loc>{SITE}/news.xml.gz</loc></sitemap><sitemap><loc>http://la.example/x.xml</loc>"
    return {
        f"{SITE}/rss": Reply(body=rss([article(11), article(12)])),
        f"{SITE}/sitemap.xml": Reply(body=f"{index}</sitemap></sitemapindex>".encode(), headers=XML),
        f"{SITE}/news.xml.gz": Reply(body=gzip.compress(sitemap(12, 13)), headers=XML),
        f"{SITE}/cong-doan": Reply(body=section(14, 15, 13)),
        f"{SITE}/hong.xml": Reply(body=b"<html><body>Trang</body></html>"),
        f"{SITE}/tinh.xml": lambda seen: Reply(304 if seen.headers.get("if-none-match") == '"cu"' else 200),
        **{article(number): Reply(body=page(f"Tin {number}")) for number in range(11, 16)},
        article(13, "doi-ten"): Reply(301, headers=(("Location", article(13)),)),
    }


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Crawl, ReplayServer]]:
    with ReplayServer(script()) as server:
        crawl = Crawl(
            tmp_path_factory.mktemp("crawl"),
            {"bao": "bao.example"},
            {"bao": [f"{SITE}/rss"]},
            plan={
                "proxy": server.address,
                "known": [article_id(article(15)), article_id(article(11))],
                "recheck": [article(15), "http://la.example/x.html"],
                "validators": {f"{SITE}/tinh.xml": {"etag": '"cu"'}, article(15): {"etag": '"p15"'}},
            },
            more={
                "bao": f'sitemaps = ["{SITE}/sitemap.xml", "{SITE}/hong.xml", "{SITE}/tinh.xml"]\n'
                f'lists = ["{SITE}/cong-doan"]'
            },
        )
        done = crawl.run()
        assert done.returncode == 0, done.stderr
        yield crawl, server


def outcomes(crawl: Crawl, kind: str) -> list[Outcome]:
    return [outcome for outcome in crawl.outcomes() if outcome.kind == kind]


def test_every_article_is_asked_for_once(crawled: tuple[Crawl, ReplayServer]) -> None:
    crawl, _ = crawled
    pages = [outcome.url for outcome in outcomes(crawl, "page")]
    assert pages == [article(12), article(14), article(13, "doi-ten"), article(15)]
    assert len({article_id(url) for url in pages}) == len(pages)


def test_every_door_has_its_outcome(crawled: tuple[Crawl, ReplayServer]) -> None:
    crawl, _ = crawled
    found = Counter((outcome.kind, outcome.outcome) for outcome in crawl.outcomes() if outcome.kind != "page")
    assert found == {
        ("robots", "failed"): 1,
        ("feed", "landed"): 1,
        ("sitemap", "landed"): 3,
        ("sitemap", "not_modified"): 1,
        ("list", "landed"): 1,
    }
    index, below = outcomes(crawl, "sitemap")[:2]
    assert (index.etag, below.etag) == (None, '"s1"'), "an index must be asked in full for the sitemaps that it names"


def test_validators_go_with_every_kind(crawled: tuple[Crawl, ReplayServer]) -> None:
    _, server = crawled
    (again,) = [seen for seen in server.log if seen.url == article(15)]
    assert again.headers["if-none-match"] == '"p15"'


def test_nothing_is_asked_of_strangers(crawled: tuple[Crawl, ReplayServer]) -> None:
    _, server = crawled
    assert {seen.host for seen in server.log} == {"bao.example"}


def test_what_could_not_be_read_is_remarked(crawled: tuple[Crawl, ReplayServer]) -> None:
    crawl, _ = crawled
    run = run_info(crawl.landed / RUN_ID)
    assert run.notes == ()
    (remark,) = run.remarks
    assert f"{SITE}/hong.xml" in remark


def test_a_redirect_is_kept_in_the_archive_only(crawled: tuple[Crawl, ReplayServer]) -> None:
    crawl, _ = crawled
    records = gzip.decompress((crawl.landed / RUN_ID / "capture.warc.gz").read_bytes())
    assert records.count(b"HTTP/1.1 301 Moved Permanently") == 1
    (moved,) = [one for one in read_run(crawl.landed / RUN_ID) if one.outcome.url == article(13, "doi-ten")]
    assert (moved.outcome.status, moved.outcome.final_url) == (200, article(13))
    assert moved.body == page("Tin 13")


def test_an_outlet_is_left_alone_outside_of_its_hours(tmp_path: Path) -> None:
    local = datetime.now(UTC).astimezone(VIETNAM)
    closed, opened = (f"{local + timedelta(hours=h):%H}:00-{local + timedelta(hours=h + 2):%H}:00" for h in (2, -1))
    with ReplayServer({f"{SITE}/rss": Reply(body=rss([]))}) as server:
        crawl = Crawl(
            tmp_path,
            {"bao": "bao.example", "dem": "dem.example"},
            {"bao": [f"{SITE}/rss"], "dem": ["http://dem.example/rss"]},
            plan={"proxy": server.address},
            more={"bao": f'hours = ["{opened}"]', "dem": f'hours = ["{closed}"]'},
        )
        done = crawl.run()
        assert done.returncode == 0, done.stderr
        assert {seen.host for seen in server.log} == {"bao.example"}
    assert {outcome.source_id for outcome in crawl.outcomes()} == {"bao"}
    facts = json.loads((crawl.landed / RUN_ID / "run.json").read_text())
    assert (facts["notes"], facts["remarks"]) == ([], [f"dem: not asked outside of {closed}"])


def lead(number: int) -> Lead:
    return Lead(article_id(article(number)), article(number))


def test_an_outlet_whose_file_names_no_door_is_asked_at_its_homepage() -> None:
    bare = Source(id="bao", name="Báo", kind=Kind.PROVINCIAL, owner="Tỉnh", homepage=f"{SITE}/", hosts=("bao.example",))
    assert doors_due(bare, None) == [("list", f"{SITE}/")]
    assert doors_due(bare, frozenset()) == []
    known = bare.model_copy(update={"sitemaps": (f"{SITE}/tin.xml",)})
    assert doors_due(known, None) == [("sitemap", f"{SITE}/tin.xml")]


def test_every_outlet_has_somewhere_to_be_asked() -> None:
    assert all(doors_due(source, None) for source in load_sources().values())


def test_feeds_go_first_and_others_fill_the_gaps() -> None:
    source = Source.model_validate(
        {"id": "bao", "name": "Báo", "kind": "central", "owner": "H", "homepage": SITE, "hosts": ["bao.example"]}
    )
    assert Hosts([source]).source_id(article(10)) == "bao"
    feeds = [[lead(11), lead(12), lead(13)], [lead(21), lead(11)]]
    others = [[lead(31), lead(12)], [lead(41)]]
    due = pages_due(feeds, others, source, {article_id(article(21))}, 5)
    assert due == [lead(11), lead(12), lead(13), lead(31), lead(41)]
