"""Channels on YouTube: their Atom feed (no key), and with a key figures and comments by the Data API v3.

Source: developers.google.com/youtube/v3/docs: videos.list, commentThreads.list, comments.list, errors. One unit of the
daily quota (10,000) is one request here. Of an author the channel id is read, to count voices, and forgotten.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from crawlers.api import Answer, RefusedError, Trouble, Unshown, judge_status
from crawlers.api_values import at_path, count_of, moment_of
from crawlers.feed import read_feed
from crawlers.page_run import Desk, Way
from crawlers.public_records import Comment, Post, Sheet, comment_of, post_id_of, post_of
from crawlers.records import FeedEntry

FEED = "https://www.youtube.com/feeds/videos.xml"
BASE = "https://www.googleapis.com/youtube/v3"
_REASON = re.compile(r"[a-z]+(?:[A-Z][a-z]+){0,5}|[A-Z]+(?:_[A-Z]+){0,5}")
_QUOTA = {"quotaExceeded", "dailyLimitExceeded", "dailyLimitExceededUnreg"}
_SLOWER = {"rateLimitExceeded", "userRateLimitExceeded", "servingLimitExceeded", "concurrentLimitExceeded"}
_KEY = {
    "keyInvalid",
    "keyExpired",
    "accessNotConfigured",
    "ipRefererBlocked",
    "API_KEY_INVALID",
    "authError",
    "SERVICE_DISABLED",
}


@dataclass(frozen=True, slots=True)
class YouTube:
    """The client; without a key the feed alone is read."""

    key: str | None = None
    feed: str = FEED
    base: str = BASE

    def __call__(self, desk: Desk) -> None:
        """Book the videos since the desk's moment, and what is said under them; RefusedError ends the channel."""
        social = desk.source.social
        if social is None or not social.page:
            raise RefusedError("bad_url", "social.page: the channel's id is not told in its file")
        answer = desk.asker.get(self.feed, {"channel_id": social.page}, form="bytes")
        videos = _videos(desk, answer)
        counts = self._counts(desk, list(videos)) if self.key and videos else {}
        posts = tuple(_post(desk, native, entry, counts.get(native)) for native, entry in videos.items())
        desk.land(answer, Sheet(posts))
        for post, native in zip(posts, videos, strict=True):
            if self.key and social.comments:
                self._threads(desk, post.post_id, native)

    def _counts(self, desk: Desk, natives: Sequence[str]) -> dict[str, Any]:
        """Views, likes and comments by video."""
        answer = self._get(desk, "videos", {"part": "statistics", "id": ",".join(natives[:50]), "maxResults": "50"})
        desk.land(answer, Sheet())
        return {str(item.get("id")): at_path(item, "statistics") for item in _items(answer.data)}

    def _threads(self, desk: Desk, post_id: str, native: str) -> None:
        """All threads of a video with all their replies; a video without comments is no failure."""
        params = {"part": "snippet,replies", "videoId": native, "maxResults": "100", "textFormat": "plainText"}
        try:
            for answer in self._pages(desk, "commentThreads", params):
                threads = _items(answer.data)
                comments = [one for thread in threads for one in _thread(desk, post_id, thread)]
                desk.land(answer, Sheet(comments=tuple(comments)))
                for parent in filter(None, map(_cut_short, threads)):
                    self._replies(desk, post_id, parent)
        except RefusedError as refused:
            if refused.ends != "item":
                raise
            desk.refuse(refused)

    def _replies(self, desk: Desk, post_id: str, parent: str) -> None:
        params = {"part": "snippet", "parentId": parent, "maxResults": "100", "textFormat": "plainText"}
        # the id of a thread is that of a person's comment: it is asked with, and written down nowhere
        for answer in self._pages(desk, "comments", params, hidden=("parentId",)):
            comments = [one for item in _items(answer.data) for one in _comment(desk, post_id, item)]
            desk.land(answer, Sheet(comments=tuple(comments)))

    def _pages(self, desk: Desk, what: str, params: Mapping[str, str], hidden: Sequence[str] = ()) -> Iterator[Answer]:
        token, way = "", Way()
        while True:
            way.go(token)
            # a token is made of the id of the last comment
            asked = {**params, **({"pageToken": token} if token else {})}
            answer = self._get(desk, what, asked, (*hidden, "pageToken"))
            yield answer
            way.saw(str(item.get("id")) for item in _items(answer.data))
            token = str(at_path(answer.data, "nextPageToken") or "")
            if not token:
                return

    def _get(self, desk: Desk, what: str, params: Mapping[str, str], hidden: Sequence[str] = ()) -> Answer:
        kept = {name: params[name] for name in hidden if name in params}
        shown = {name: value for name, value in params.items() if name not in kept}
        unshown = Unshown(kept, {"key": self.key or ""})
        return desk.asker.get(f"{self.base}/{what}", shown, judge=judge, unshown=unshown)


def judge(status: int, data: Any) -> Trouble | None:
    """What the Data API's error object means."""
    error = data.get("error") if isinstance(data, dict) else None
    if not isinstance(error, dict):
        return judge_status(status, data)
    rows = [row for name in ("errors", "details") if isinstance(error.get(name), list) for row in error[name]]
    # only what has the form of a reason is repeated: an error may say anything else, our key as well
    reasons = {str(at_path(row, "reason")) for row in rows} - {"None"}
    reasons = {reason for reason in reasons if _REASON.fullmatch(reason)}
    told = f"YouTube error {count_of(error.get('code')) or status} {', '.join(sorted(reasons))}".strip()
    if reasons & _QUOTA:
        return Trouble(
            "rate_limited",
            f"the day's quota is used up ({told}); it is given anew at midnight in California",
            "platform",
        )
    if reasons & _SLOWER or status == 429:
        return Trouble(
            "rate_limited", f"too many requests ({told}); the rest is read next time", "platform", passing=True
        )
    if reasons & _KEY or status == 401:
        return Trouble("token_expired", f"the key does not work ({told}); put a new one in its file", "platform")
    if "commentsDisabled" in reasons:
        return Trouble("no_permission", f"comments are switched off ({told})", "item")
    if "videoNotFound" in reasons or status == 404:
        return Trouble("http_4xx", f"the video is gone ({told})", "item")
    if status == 403:
        return Trouble("no_permission", f"YouTube does not show this ({told})", "item")
    return Trouble(
        "http_5xx" if status >= 500 else "http_4xx",
        told,
        "item",
        passing=status >= 500 or "processingFailure" in reasons,
    )


def _videos(desk: Desk, answer: Answer) -> dict[str, FeedEntry]:
    """The feed's videos since the desk's moment by their id, the newest first."""
    reading = read_feed(answer.body, source_id=desk.source.id, url=answer.question.url, ceiling=datetime.now(UTC))
    if reading.rejected is not None:
        raise RefusedError("broken_answer", f"the channel's feed can't be read ({reading.rejected.reason})")
    found = ((parse_qs(urlsplit(entry.url).query).get("v", [""])[0], entry) for entry in reading.entries)
    return {native: entry for native, entry in found if native and (entry.published_at or desk.since) >= desk.since}


def _post(desk: Desk, native: str, entry: FeedEntry, counts: Any) -> Post:
    return post_of(
        post_id_of(desk.source.id, native),
        entry.url,
        f"{entry.title}\n{entry.summary}".strip(),
        entry.published_at,
        reactions=count_of(at_path(counts, "likeCount")),
        views=count_of(at_path(counts, "viewCount")),
        comments=count_of(at_path(counts, "commentCount")),
    )


def _thread(desk: Desk, post_id: str, thread: Mapping[str, Any]) -> Iterator[Comment]:
    for item in [at_path(thread, "snippet.topLevelComment"), *_below(thread)]:
        if isinstance(item, dict):
            yield from _comment(desk, post_id, item)


def _comment(desk: Desk, post_id: str, item: Mapping[str, Any]) -> Iterator[Comment]:
    told = at_path(item, "snippet")
    moment = desk.said(moment_of(at_path(told, "publishedAt")))
    text = at_path(told, "textOriginal") or at_path(told, "textDisplay")
    if moment is None or not text or not desk.is_new(str(item.get("id"))):
        return
    author = str(at_path(told, "authorChannelId.value") or at_path(told, "authorDisplayName") or "")
    likes = count_of(at_path(told, "likeCount")) or 0
    yield comment_of(post_id, moment, str(text), likes=likes, voice=desk.voices.of(author, moment))


def _below(thread: Mapping[str, Any]) -> list[Any]:
    """The replies that a thread shows."""
    found = at_path(thread, "replies.comments")
    return found if isinstance(found, list) else []


def _cut_short(thread: Mapping[str, Any]) -> str | None:
    """The id of a thread that has more replies than it shows."""
    total = count_of(at_path(thread, "snippet.totalReplyCount")) or 0
    return str(thread.get("id")) if total > len(_below(thread)) else None


def _items(data: Any) -> list[dict[str, Any]]:
    found = data.get("items") if isinstance(data, dict) else None
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []
