# ruff: noqa: E501 — answers of networks, one a line
"""Organisations' pages over loopback networks: nothing lost, nothing twice, no person, a clear word to the operator."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.api import Asker
from crawlers.facebook import Facebook, usage
from crawlers.landing import read_outcomes, read_run, run_info
from crawlers.page_run import Client, land_pages
from crawlers.public_records import Comment, Post, read_sheet
from crawlers.reader_comments import ReaderComments
from crawlers.social_source import CommentDoor, Social
from crawlers.source import Kind, Source
from crawlers.youtube import YouTube
from crawlers.zalo import Zalo
from tests.crawlers.social_servers import (
    TOKEN,
    Network,
    Reply,
    comment,
    expired,
    facebook,
    serving,
    youtube,
    youtube_error,
    zalo,
)

SINCE = datetime(2026, 7, 20, tzinfo=UTC)


def page(platform: str, source_id: str = "trang-mau") -> Source:
    social = Social.model_validate({"platform": platform, "page": "55"})
    return Source(
        id=source_id,
        name="Trang mẫu",
        kind=Kind.SOCIAL,
        owner="Công đoàn Mẫu",
        homepage="https://trang.example/",
        social=social,
    )


def landed(tmp_path: Path, client: Client, *pages: Source) -> Path:
    asker = Asker("thu/1.0", pace_scale=0)
    platform = str(pages[0].social.platform) if pages[0].social else "comments"
    number = len(list(tmp_path.glob("2026*")))
    return land_pages(
        tmp_path, f"20260806T00000{number}Z-aaaaa{number}", [(one, SINCE) for one in pages], {platform: client}, asker
    )


def told(run: Path) -> tuple[list[Post], list[Comment]]:
    sheets = [read_sheet(capture.body) for capture in read_run(run)]
    return [post for sheet in sheets for post in sheet.posts], [one for sheet in sheets for one in sheet.comments]


def bytes_of(run: Path) -> str:
    return "".join(
        (gzip.decompress(f.read_bytes()) if f.suffix == ".gz" else f.read_bytes()).decode() for f in run.iterdir()
    )


def test_a_page_is_read_whole_and_once(tmp_path: Path) -> None:
    with serving(facebook(posts=5, comments=7, page=2)) as network:
        run = landed(tmp_path, Facebook(TOKEN, network.url), page("facebook"))
    posts, comments = told(run)
    assert len({post.post_id for post in posts}) == 5
    assert len(comments) == 35
    assert len({(one.post_id, one.said_at, one.text) for one in comments}) == 35
    assert {post.shares for post in posts} == {0, 1, 2, 3, 4}
    assert run_info(run).remarks == ()


@pytest.mark.parametrize(
    "wrong",
    [
        Reply(None, cut=40),
        Reply({"error": {"code": 2, "is_transient": True}}, 500),
        Reply(b"<html>Bad gateway</html>", 502),
        Reply({"error": {"code": 4, "message": "limit"}}, 403),
        Reply(b"", 429, {"Retry-After": "1"}),
    ],
    ids=["cut", "transient", "html", "code4", "429"],
)
@pytest.mark.parametrize("at", [1, 2, 6])
def test_passing_trouble_costs_nothing(tmp_path: Path, wrong: Reply, at: int) -> None:
    network = facebook()
    network.wrong[at] = wrong
    with serving(network):
        run = landed(tmp_path, Facebook(TOKEN, network.url), page("facebook"))
    posts, comments = told(run)
    assert (len({post.post_id for post in posts}), len(comments)) == (5, 35)


def test_what_an_end_leaves_unread_is_read_the_next_time(tmp_path: Path) -> None:
    network = facebook()
    network.wrong |= {n: Reply({"error": {"code": 32}}, 400) for n in range(5, 9)}
    with serving(network):
        first = landed(tmp_path, Facebook(TOKEN, network.url), page("facebook"), page("facebook", "trang-hai"))
        second = landed(tmp_path, Facebook(TOKEN, network.url), page("facebook"))
    assert 0 < len(told(first)[1]) < 35
    assert len(told(second)[1]) == 35
    failures = [one for one in read_outcomes(first) if one.outcome == "failed"]
    assert [one.reason for one in failures] == ["rate_limited", "cancelled"]
    assert "too many requests" in run_info(first).remarks[0]


def test_an_expired_token_is_told_without_anybodys_name(tmp_path: Path) -> None:
    network = facebook()
    network.wrong[1] = Reply(expired(), 400)
    with serving(network):
        run = landed(tmp_path, Facebook(TOKEN, network.url), page("facebook"))
    assert run_info(run).remarks == (
        "trang-mau: the access token no longer works, its time is over (Facebook error 190/463); put a new one in its file",
    )
    assert [one.reason for one in read_outcomes(run)] == ["token_expired"]
    assert "Chủ Trang" not in bytes_of(run)


def test_too_much_at_once_is_asked_for_in_smaller_pieces(tmp_path: Path) -> None:
    network = facebook()
    network.wrong[1] = Reply(
        {"error": {"code": 1, "message": "Please reduce the amount of data you're asking for"}}, 500
    )
    with serving(network):
        run = landed(tmp_path, Facebook(TOKEN, network.url), page("facebook"))
    assert len(told(run)[1]) == 35
    assert [params["limit"] for path, params in network.asked if path.endswith("/posts")][:2] == ["25", "12"]


def test_comments_that_a_token_may_not_read_cost_no_other_post(tmp_path: Path) -> None:
    network = facebook(posts=3)
    network.wrong[2] = Reply({"error": {"code": 10}}, 403)
    with serving(network):
        run = landed(tmp_path, Facebook(TOKEN, network.url), page("facebook"))
    assert len(told(run)[0]) >= 3
    assert len(told(run)[1]) >= 14


def test_the_allowance_is_minded() -> None:
    headers = {
        "x-business-use-case-usage": '{"55": [{"call_count": 96, "total_time": 3, "estimated_time_to_regain_access": 25}]}'
    }
    assert usage(headers) == (96, 25)
    assert usage({"x-app-usage": '{"call_count": 12, "total_cputime": 80}'}) == (80, 0)
    assert usage({"x-app-usage": "cut{"}) == (0, 0)


def test_no_person_and_no_key_is_landed(tmp_path: Path) -> None:
    with serving(facebook()) as network:
        run = landed(tmp_path, Facebook(TOKEN, network.url), page("facebook"))
    everything = bytes_of(run)
    for secret in (TOKEN, "access_token", "10004567", "Nguyễn Thị Người", "900_"):
        assert secret not in everything
    assert "WARC-Type: conversion" in everything
    assert "X-Filtered: diemtin-voices/1" in everything
    assert "ý kiến lần" in everything


def test_voices_are_counted_and_mean_nothing_in_another_run(tmp_path: Path) -> None:
    with serving(facebook(posts=1, comments=8)) as network:
        runs = [landed(tmp_path, Facebook(TOKEN, network.url), page("facebook")) for _ in range(2)]
    voices = [{one.voice for one in told(run)[1]} for run in runs]
    assert [len(one) for one in voices] == [4, 4]
    assert not voices[0] & voices[1]


def test_a_channel_with_its_threads_and_all_replies(tmp_path: Path) -> None:
    with serving(youtube(threads=5, replies=6)) as network:
        run = landed(tmp_path, YouTube(TOKEN, f"{network.url}/videos.xml", network.url), page("youtube"))
    posts, comments = told(run)
    assert [(post.views, post.reactions, post.comments) for post in posts] == [(1200, 34, 9)]
    assert len(comments) == 5 + 6
    assert not any(word in bytes_of(run) for word in ("Trần Văn Xem", "UCnguoixem", "yt3.example", TOKEN, "thread0"))


def test_a_channel_without_a_key_gives_its_videos(tmp_path: Path) -> None:
    with serving(youtube()) as network:
        run = landed(tmp_path, YouTube(None, f"{network.url}/videos.xml", network.url), page("youtube"))
    assert [post.url for post in told(run)[0]] == ["https://www.youtube.com/watch?v=vid1"]


@pytest.mark.parametrize(
    ("status", "why", "reason", "said"),
    [
        (403, "quotaExceeded", "rate_limited", "the day's quota is used up"),
        (403, "commentsDisabled", "no_permission", "comments are switched off"),
        (404, "videoNotFound", "http_4xx", "the video is gone"),
        (400, "keyInvalid", "token_expired", "the key does not work"),
    ],
)
def test_what_youtube_refuses_is_told(tmp_path: Path, status: int, why: str, reason: str, said: str) -> None:
    network = youtube()
    network.wrong[3] = Reply(youtube_error(status, why), status)
    with serving(network):
        run = landed(tmp_path, YouTube(TOKEN, f"{network.url}/videos.xml", network.url), page("youtube"))
    assert [one.reason for one in read_outcomes(run) if one.outcome == "failed"] == [reason]
    assert said in run_info(run).remarks[0]
    assert len(told(run)[0]) == 1


def test_an_account_renews_its_token_and_keeps_the_new_pair(tmp_path: Path) -> None:
    kept: list[str] = []
    keys = {"app_id": "1", "secret_key": "s", "access_token": "cu", "refresh_token": "cu-2"}
    with serving(zalo(12)) as network:
        client = Zalo(keys, kept.append, network.url, f"{network.url}/access_token")
        run = landed(tmp_path, client, page("zalo"))
    assert len(told(run)[0]) == 12
    assert "moi-2" in kept[0]
    assert not any(word in bytes_of(run) for word in ("moi-2", "cu-2"))


def test_readers_comments_by_a_path_of_the_outlets_own(tmp_path: Path) -> None:
    door = CommentDoor.model_validate(
        {
            "url": "http://x/{id}?p={page}",
            "id": r"-(\d+)\.html$",
            "items": "data.items",
            "text": "content",
            "time": "at",
            "author": "user.id",
            "replies": "below",
        }
    )
    rows = [
        {
            "content": f"<b>ý kiến {i}</b>",
            "at": 1785895200 + 4000 * i,
            "user": {"id": f"u{i}", "name": "Lê Thị Đọc"},
            "below": [],
        }
        for i in range(5)
    ]
    rows[0]["below"] = [{"content": "trả lời", "at": 1785895300, "user": {"id": "u9"}}]

    def answer(path: str, params: dict[str, str], headers: object) -> Reply:
        del path, headers
        start = 2 * (int(params["p"]) - 1)
        return Reply({"data": {"items": rows[start : start + 2]}})

    with serving(Network(answer)) as network:
        outlet = Source(
            id="bao-mau", name="Báo mẫu", kind=Kind.CENTRAL, owner="Mẫu", homepage="https://bao.example/", hosts=("bao.example",),
            comments=door.model_copy(update={"url": door.url.replace("http://x", network.url)}),
        )  # fmt: skip
        client = ReaderComments({"bao-mau": [("a1", "https://bao.example/tin-123.html")]})
        run = landed(tmp_path, client, outlet)
    comments = told(run)[1]
    assert sorted(one.text for one in comments) == ["trả lời", *(f"ý kiến {i}" for i in range(5))]
    assert {one.post_id for one in comments} == {"a1"}
    assert "Lê Thị Đọc" not in bytes_of(run)


def test_a_comment_bears_no_more_than_its_hour(tmp_path: Path) -> None:
    assert comment(3, 1)["created_time"] == "2026-08-05T03:15:00+0000"
    with serving(facebook(posts=1, comments=4)) as network:
        run = landed(tmp_path, Facebook(TOKEN, network.url), page("facebook"))
    assert all((one.said_at.minute, one.said_at.second) == (0, 0) for one in told(run)[1])
