"""Networks whose servers lie: circles, keys given back, no numbers, endless depths; nothing breaks."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crawlers.api import Asker
from crawlers.facebook import Facebook
from crawlers.landing import read_outcomes, run_info
from crawlers.page_run import Client, land_pages
from crawlers.youtube import YouTube
from crawlers.zalo import Zalo
from tests.crawlers.social_servers import TOKEN, Network, Reply, comment, facebook, post, serving, youtube, zalo
from tests.crawlers.test_pages import SINCE, bytes_of, landed, page, told

Answer = Callable[[str, dict[str, str], Any], Reply]


def changed(network: Network, change: Callable[[str, dict[str, str], Any], Any]) -> Network:
    """A network whose good answers are changed before they leave."""
    good = network.answer

    def answer(path: str, params: dict[str, str], headers: Any) -> Reply:
        reply = good(path, params, headers)
        return replace(reply, data=change(path, params, reply.data))

    network.answer = answer
    return network


def read(tmp_path: Path, network: Network) -> Path:
    with serving(network):
        return landed(tmp_path, Facebook(TOKEN, network.url), page("facebook"))


@pytest.mark.parametrize("back_to", ["0", "2", "same"])
def test_a_list_that_runs_in_a_circle_ends_and_costs_no_other_post(tmp_path: Path, back_to: str) -> None:
    def circle(path: str, params: dict[str, str], data: Any) -> Any:
        if path.endswith("/55_1/comments"):
            after = params.get("after", "0") if back_to == "same" else back_to
            return data | {"paging": {"next": f"https://graph.facebook.com{path}?after={after}"}}
        return data

    run = read(tmp_path, changed(facebook(), circle))
    posts, comments = told(run)
    assert len({one.post_id for one in posts}) == 5
    assert len(comments) >= 28 + 4
    assert len({(one.post_id, one.said_at, one.text) for one in comments}) == len(comments)
    assert "circle" in run_info(run).remarks[0]


def test_a_list_without_an_end_is_left(tmp_path: Path) -> None:
    def endless(path: str, params: dict[str, str], data: Any) -> Any:
        if path.endswith("/comments"):
            cursor = int(params.get("after", "0")) + 1000
            return {"data": [], "paging": {"next": f"https://graph.facebook.com{path}?after={cursor}"}}
        return data

    network = changed(facebook(posts=2), endless)
    run = read(tmp_path, network)
    assert len({one.post_id for one in told(run)[0]}) == 2
    assert len(network.asked) < 60
    assert "no end" in run_info(run).remarks[0]


def test_a_next_page_on_another_host_is_asked_of_nobody_but_the_network(tmp_path: Path) -> None:
    stranger = Network(lambda path, params, headers: Reply({"data": []}))

    def elsewhere(path: str, params: dict[str, str], data: Any) -> Any:
        del path, params
        if "paging" in data:
            data["paging"]["next"] = data["paging"]["next"].replace("https://graph.facebook.com", stranger.url)
        return data

    with serving(stranger):
        run = read(tmp_path, changed(facebook(), elsewhere))
    assert stranger.asked == []
    assert len(told(run)[1]) == 35


def test_a_redirect_takes_no_key_along(tmp_path: Path) -> None:
    stranger = Network(lambda path, params, headers: Reply({"data": []}))
    with serving(stranger):
        network = facebook()
        network.wrong[1] = Reply({}, 302, {"Location": f"{stranger.url}/?access_token={TOKEN}"})
        run = read(tmp_path, network)
    assert stranger.asked == []
    assert TOKEN not in bytes_of(run)


def test_a_key_that_comes_back_is_written_nowhere(tmp_path: Path) -> None:
    def echo(path: str, params: dict[str, str], data: Any) -> Any:
        del params
        if path.endswith("/posts"):
            for item in data["data"]:
                item["message"] += f" khóa {TOKEN} "
                item["permalink_url"] += f"?access_token={TOKEN}"
                item["id"] = f"{item['id']}"
        for item in data["data"] if path.endswith("/comments") else []:
            item["message"] += f" {TOKEN}"
        return data

    network = changed(facebook(), echo)
    network.wrong[4] = Reply({"error": {"code": 100, "message": TOKEN, "type": TOKEN, "error_subcode": TOKEN}}, 400)
    run = read(tmp_path, network)
    assert TOKEN not in bytes_of(run)
    assert TOKEN.split("-", 1)[1] not in bytes_of(run)


def test_a_cursor_that_names_a_comment_is_written_nowhere(tmp_path: Path) -> None:
    run = read(tmp_path, facebook())
    assert not [one.url for one in read_outcomes(run) if "after=" in one.url]


ODD: list[Any] = [
    float("nan"),
    float("inf"), -1, 10**400, "9" * 5000, "x", None, True, [], {}, [[]], "\ud83d", "1e999", {"count": {}},
    "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", [{"id": float("nan")}], "\x00", "a" * 10_000,
]  # fmt: skip
FIELDS = (
    "id", "message",
    "created_time", "permalink_url", "shares", "reactions", "comments", "from", "like_count", "snippet",
    "publishedAt", "textOriginal", "likeCount", "authorChannelId", "replies", "totalReplyCount", "topLevelComment",
    "items", "nextPageToken", "statistics", "data", "paging", "cursors", "next", "after", "summary", "total_count",
    "medias", "create_date", "title", "link_view", "total_view", "body", "description", "error",
)  # fmt: skip


def odd(data: Any, name: str, value: Any) -> Any:
    """The same data with every field of a name holding another value."""
    if isinstance(data, dict):
        return {key: value if key == name else odd(one, name, value) for key, one in data.items()}
    return [odd(one, name, value) for one in data] if isinstance(data, list) else data


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_of_any_kind_breaks_nothing(tmp_path: Path, name: str) -> None:
    at = [0]

    def change(path: str, params: dict[str, str], data: Any) -> Any:
        del path, params
        return odd(data, name, ODD[at[0] % len(ODD)]) if isinstance(data, dict) else data

    keys = {"app_id": "1", "secret_key": "s", "access_token": "moi", "refresh_token": "cu"}
    networks = changed(facebook(2, 3), change), changed(youtube(2, 2), change), changed(zalo(2), change)
    with serving(networks[0]) as one, serving(networks[1]) as two, serving(networks[2]) as three:
        clients: dict[str, Client] = {
            "facebook": Facebook(TOKEN, one.url),
            "youtube": YouTube(TOKEN, f"{two.url}/videos.xml", two.url),
            "zalo": Zalo(keys, lambda text: None, three.url, f"{three.url}/access_token"),
        }
        for number in range(len(ODD)):
            at[0] = number
            pages = [(page(platform, f"trang-{platform}"), SINCE) for platform in clients]
            run = land_pages(
                tmp_path, f"20260806T0000{number:02d}Z-aaaaaa", pages, clients, Asker("thu/1.0", pace_scale=0)
            )
            assert isinstance(told(run), tuple)
            assert TOKEN not in bytes_of(run)


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000, b'{"a":' * 100_000, b'{"data": [{"id": NaN}]}', b'{"data": [{"id": "1", "message": "\\ud83d"',
        b"\xff\xfe\x00", b"null", b"[]", b'"x"', b"", b'{"data": "x", "paging": "y"}',
    ],
    ids=range(10),
)  # fmt: skip
def test_an_answer_of_any_form_is_survived(tmp_path: Path, body: bytes) -> None:
    run = read(tmp_path, Network(lambda path, params, headers: Reply(body)))
    assert told(run)[1] == []


def test_a_comment_of_ten_megabytes_and_half_a_character(tmp_path: Path) -> None:
    rows = [comment(1, 1, "luong thap qua " * 660_000), comment(2, 2, "tốt \ud83d lắm")]
    rows[1]["from"] = {"id": "\ud83d1"}
    network = Network(lambda path, params, headers: Reply({"data": [post(0, {"data": rows})]}))
    comments = told(read(tmp_path, network))[1]
    assert len(comments) == 2
    assert max(len(one.text) for one in comments) <= 4000
    assert comments[1].text.startswith("tốt")


def test_a_clock_that_is_ahead_makes_no_comment_of_tomorrow(tmp_path: Path) -> None:
    late = comment(1, 1) | {"created_time": "2099-01-01T00:00:00+0000"}
    network = Network(lambda path, params, headers: Reply({"data": [post(0, {"data": [late]})]}))
    assert told(read(tmp_path, network))[1][0].said_at.year < 2099


def test_a_server_that_wants_to_be_left_alone_for_years_is(tmp_path: Path) -> None:
    network = facebook()
    network.wrong |= {n: Reply(b"", 429, {"Retry-After": "9" * 30}) for n in range(1, 9)}
    run = read(tmp_path, network)
    assert len(network.asked) == 1
    assert "too many requests" in run_info(run).remarks[0]


def test_an_error_of_youtube_is_told_without_its_words(tmp_path: Path) -> None:
    network = youtube()
    said = {"error": {"code": TOKEN, "errors": [{"reason": f"Nguyễn Văn A {TOKEN}"}], "details": 3}}
    network.wrong |= {n: Reply(json.loads(json.dumps(said)), 400) for n in range(2, 9)}
    with serving(network):
        run = landed(tmp_path, YouTube(TOKEN, f"{network.url}/videos.xml", network.url), page("youtube"))
    assert "Nguyễn" not in bytes_of(run)
    assert TOKEN not in bytes_of(run)
