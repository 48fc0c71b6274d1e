"""A crawl split over workers: every outlet once, every host with one worker, the same on every machine."""

from collections import Counter
from urllib.parse import urlsplit

import pytest

from crawlers.doors import doors_due
from crawlers.shares import Share, ShareError, parse_share, site_groups, sources_of_share
from crawlers.source import Source, load_sources
from crawlers.urls import site_of


def outlet(name: str, *hosts: str, feed: str | None = None) -> Source:
    return Source.model_validate(
        {
            "id": name,
            "name": name,
            "kind": "central",
            "owner": "chưa rõ",
            "homepage": f"https://{hosts[0]}/",
            "hosts": hosts,
            "feeds": [{"url": feed}] if feed else [],
        }
    )


@pytest.mark.parametrize("workers", [1, 2, 3, 4, 8])
def test_the_shares_are_a_division_of_the_outlets_and_of_their_hosts(workers: int) -> None:
    sources = load_sources()
    shares = [sources_of_share(sources, Share(number + 1, workers)) for number in range(workers)]
    assert Counter(source_id for share in shares for source_id in share) == Counter(dict.fromkeys(sources, 1))
    asked = [
        {site_of(urlsplit(url).hostname or "") for source in share.values() for _, url in doors_due(source, None)}
        for share in shares
    ]
    assert max(Counter(site for sites in asked for site in sites).values()) == 1


def test_four_workers_have_about_the_same_to_do() -> None:
    sources = load_sources()
    sizes = [len(sources_of_share(sources, Share(number, 4))) for number in (1, 2, 3, 4)]
    assert max(sizes) < 2 * len(sources) / 4, sizes


def test_outlets_tied_by_a_domain_stay_together_also_through_a_third() -> None:
    sources = {
        one.id: one
        for one in (
            outlet("a", "bao.vn"),
            outlet("b", "phunu.bao.vn", feed="https://rss.chung.com.vn/b.rss"),
            outlet("c", "xa.vn", feed="https://rss.chung.com.vn/c.rss"),
            outlet("d", "rieng.com.vn"),
        )
    }
    groups = site_groups(sources)
    assert groups["a"] == groups["b"] == groups["c"] == "bao.vn"
    assert groups["d"] == "rieng.com.vn"


def test_the_division_is_the_same_everywhere() -> None:
    assert [Share(number, 4).holds("laodong.vn") for number in (1, 2, 3, 4)] == [False, True, False, False]


@pytest.mark.parametrize("text", ["", "0/4", "5/4", "2", "2/0", "a/b", "2/4/8", "-1/4"])
def test_what_is_no_share_is_named(text: str) -> None:
    with pytest.raises(ShareError, match="is no share of a crawl such as 2/4"):
        parse_share(text)


def test_a_share_is_read() -> None:
    assert parse_share(" 2/4 ") == Share(2, 4)
