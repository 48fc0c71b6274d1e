"""Loopback servers that speak the published forms of the Graph API, the YouTube Data API and the Zalo Open API.

Each can be told to be out of order at its n-th request: with a status, a body cut short, or an API's own error.
"""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "EAAB-khoa-bi-mat-cua-trang"  # noqa: S105 (of no network)


@dataclass
class Reply:
    """One answer; `cut` bytes of the body are sent only."""

    data: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None


@dataclass
class Network:
    """What a server says to a path and its parameters, and what is wrong at which request (counted from 1)."""

    answer: Callable[[str, dict[str, str], Mapping[str, str]], Reply]
    wrong: dict[int, Reply] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    url: str = ""

    def reply(self, target: str, headers: Mapping[str, str]) -> Reply:
        parts = urlsplit(target)
        params = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        self.asked.append((parts.path, params))
        wrong = self.wrong.get(len(self.asked))
        if wrong is not None and wrong.data is not None:
            return wrong
        reply = self.answer(parts.path, params, headers)
        return reply if wrong is None else Reply(reply.data, wrong.status, wrong.headers, wrong.cut)


@contextmanager
def serving(network: Network) -> Iterator[Network]:
    """The network on a free loopback port while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"

        def do_GET(self) -> None:
            reply = network.reply(self.path, {name.lower(): value for name, value in self.headers.items()})
            body = reply.data if isinstance(reply.data, bytes) else json.dumps(reply.data).encode()
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body if reply.cut is None else body[: reply.cut])

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            self.do_GET()

        def log_message(self, format: str, *args: Any) -> None:
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    network.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield network
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def comment(i: int, author: int, text: str = "") -> dict[str, Any]:
    """One comment as the Graph API gives it, with more than was asked for."""
    return {
        "id": f"900_{i}",
        "message": text or f"ý kiến lần {i} mong công đoàn hỗ trợ",
        "created_time": f"2026-08-05T{i % 24:02d}:15:00+0000",
        "like_count": i % 3,
        "from": {"id": f"10004567{author:04d}", "name": f"Nguyễn Thị Người {author}"},
    }


def facebook(posts: int = 5, comments: int = 7, page: int = 2) -> Network:
    """A page with posts and comments below each, in pages of `page`; the last comment of a page opens the next, too."""
    said = {f"55_{p}": [comment(100 * p + i, i % 4) for i in range(comments)] for p in range(posts)}

    def listed(rows: list[Any], start: int, size: int, url: str) -> dict[str, Any]:
        end = start + size
        told: dict[str, Any] = {"data": rows[max(0, start - 1) : end], "summary": {"total_count": len(rows)}}
        if end < len(rows):
            told["paging"] = {
                "cursors": {"after": str(end)},
                "next": f"{url}?access_token={TOKEN}&limit={size}&after={end}",
            }
        return told

    def answer(path: str, params: dict[str, str], headers: Mapping[str, str]) -> Reply:
        del headers
        if params.get("access_token") != TOKEN:
            return Reply(expired(), 400)
        start = int(params.get("after", 0))
        if path.endswith("/posts"):
            rows = [
                post(p, listed(said[f"55_{p}"], 0, page, f"https://graph.facebook.com/55_{p}/comments"))
                for p in range(posts)
            ]
            return Reply(
                listed(rows, start, page, "https://graph.facebook.com/55/posts"),
                headers={"X-App-Usage": '{"call_count": 12}'},
            )
        return Reply(listed(said[path.split("/")[1]], start, page, f"https://graph.facebook.com{path}"))

    return Network(answer)


def post(p: int, comments: dict[str, Any]) -> dict[str, Any]:
    """One post of a page as the Graph API gives it."""
    return {
        "id": f"55_{p}",
        "message": f"Công đoàn trao quà cho công nhân, đợt {p}",
        "created_time": f"2026-08-0{p % 5 + 1}T02:00:00+0000",
        "permalink_url": f"https://www.facebook.com/55/posts/{p}",
        "shares": {"count": p},
        "reactions": {"data": [], "summary": {"total_count": 10 + p}},
        "comments": comments,
    }


def expired(subcode: int = 463) -> dict[str, Any]:
    """What the Graph API says when a token's time is over."""
    return {
        "error": {
            "message": "Session has expired for Nguyễn Văn Chủ Trang",
            "type": "OAuthException",
            "code": 190,
            "error_subcode": subcode,
        }
    }


def youtube(threads: int = 5, replies: int = 6) -> Network:
    """A channel with one video, its threads in pages of two, replies beyond the shown one by another list."""

    def said(native: str, author: int, text: str) -> dict[str, Any]:
        return {
            "id": native,
            "snippet": {
                "textOriginal": text,
                "publishedAt": "2026-08-05T03:20:00Z",
                "likeCount": 1,
                "authorDisplayName": f"Trần Văn Xem {author}",
                "authorProfileImageUrl": f"https://yt3.example/{author}.jpg",
                "authorChannelId": {"value": f"UCnguoixem{author}"},
            },
        }

    def answer(path: str, params: dict[str, str], headers: Mapping[str, str]) -> Reply:
        del headers
        if path.endswith("videos.xml"):
            return Reply(CHANNEL.encode())
        if params.get("key") != TOKEN:
            return Reply(youtube_error(400, "keyInvalid"), 400)
        start = int(params.get("pageToken") or 0)
        if path.endswith("/videos"):
            return Reply(
                {"items": [{"id": "vid1", "statistics": {"viewCount": "1200", "likeCount": "34", "commentCount": "9"}}]}
            )
        if path.endswith("/commentThreads"):
            rows = [
                {
                    "id": f"thread{t}",
                    "snippet": {
                        "topLevelComment": said(f"thread{t}", t, f"câu hỏi {t} về lương"),
                        "totalReplyCount": replies if t == 0 else 0,
                    },
                    "replies": {"comments": [said("thread0.r0", 70, "trả lời 0")] if t == 0 else []},
                }
                for t in range(threads)
            ]
        else:
            rows = [said(f"thread0.r{i}", 70 + i, f"trả lời {i}") for i in range(replies)]
        told: dict[str, Any] = {"items": rows[start : start + 2]}
        return Reply(told | ({"nextPageToken": str(start + 2)} if start + 2 < len(rows) else {}))

    return Network(answer)


def youtube_error(status: int, reason: str) -> dict[str, Any]:
    """An error of the Data API."""
    return {"error": {"code": status, "message": "…", "errors": [{"reason": reason, "domain": "youtube"}]}}


CHANNEL = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns="http://www.w3.org/2005/Atom">
 <title>Công đoàn Mẫu</title><author><name>Công đoàn Mẫu</name><uri>https://www.youtube.com/channel/UCmau</uri></author>
 <entry><id>yt:video:vid1</id><yt:videoId>vid1</yt:videoId><title>Công đoàn đối thoại về lương với công nhân</title>
  <link rel="alternate" href="https://www.youtube.com/watch?v=vid1"/><published>2026-08-04T02:00:00+00:00</published></entry>
</feed>"""


def zalo(articles: int = 12) -> Network:
    """An Official Account whose access token is over at the first request."""

    def answer(path: str, params: dict[str, str], headers: Mapping[str, str]) -> Reply:
        if path.endswith("/access_token"):
            return Reply({"access_token": "moi", "refresh_token": "moi-2", "expires_in": "90000"})
        if headers.get("access_token") != "moi":
            return Reply({"error": -216, "message": "Access token is invalid"})
        if path.endswith("getdetail"):
            return Reply(
                {"error": 0, "data": {"description": "Tóm tắt", "body": [{"type": "text", "content": "Nội dung"}]}}
            )
        start = int(params["offset"])
        rows = [
            {
                "id": f"a{i}",
                "title": f"Tin {i}",
                "create_date": 1785895200000,
                "total_view": i,
                "total_share": 1,
                "link_view": f"https://rd.zalo.example/{i}",
            }
            for i in range(articles)
        ]
        return Reply({"error": 0, "data": {"medias": rows[start : start + 10], "total": articles}})

    return Network(answer)
