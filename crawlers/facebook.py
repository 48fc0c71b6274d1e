"""Pages on Facebook by the Graph API: posts with their reactions and shares, and what is said under them.

Source: developers.facebook.com, "Page Feed", "Object Comments", "Paged Results", "Rate Limits", "Handling Errors".
The page's own posts only (`/posts`): what visitors write on a page is no organisation's. Of the author of a comment
the id is asked for, to count voices; it leaves this process in no form. Addresses of following pages carry the key:
they are taken apart, and only their cursor is used.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from crawlers.api import Answer, RefusedError, Trouble, Unshown
from crawlers.api_values import at_path, count_of, moment_of
from crawlers.page_run import Desk, Way
from crawlers.public_records import Comment, Post, Sheet, comment_of, post_id_of, post_of

_NATIVE = re.compile(r"[\w.\-]{1,120}", re.ASCII)
BASE = "https://graph.facebook.com/v24.0"
COMMENT_FIELDS = "id,message,created_time,like_count,from{id}"
FIELDS = (
    "id,message,created_time,permalink_url,shares,reactions.summary(total_count).limit(0),"
    f"comments.filter(stream).order(chronological).summary(total_count).limit(100){{{COMMENT_FIELDS}}}"
)
POST_FIELDS = FIELDS[: FIELDS.index(",comments.")]
_LIMIT = 25  # posts of one answer; halved when Facebook finds that too much
# Percent of the allowance that is used up: from the first a pause before every request, at the second an end
_SLOW_AT, _STOP_AT = 75, 95
_SLOW_S = 20.0
_RATE = {4, 17, 32, 613, *range(80000, 80015)}
_EXPIRED = {
    460: "the password was changed",
    463: "its time is over",
    464: "the account is not confirmed",
    467: "it was withdrawn",
    458: "the app is no longer installed",
    459: "the account must be confirmed on facebook.com",
    492: "its session is not valid for this page",
}


@dataclass(frozen=True, slots=True)
class Facebook:
    """The client: an access token of a page or of Page Public Content Access."""

    token: str
    base: str = BASE

    def __call__(self, desk: Desk) -> None:
        """Book the posts since the desk's moment and all comments under them; RefusedError ends the page."""
        social = desk.source.social
        if social is None or not social.page:
            raise RefusedError("bad_url", "social.page: the page's id is not told in its file")
        fields = FIELDS if social.comments else POST_FIELDS
        # `until` bounds nothing: an organisation may date a post ahead
        params = {"fields": fields, "limit": str(_LIMIT), "since": str(int(desk.since.timestamp()))}
        for answer in self._pages(desk, f"{self.base}/{social.page}/posts", params):
            unread = []
            posts: list[Post] = []
            comments: list[Comment] = []
            for item in _items(answer.data):
                post = _post(desk, item)
                posts.append(post)
                told = item.get("comments")
                comments += _comments(desk, post.post_id, told)
                if (cursor := _next(told)) and social.comments and _NATIVE.fullmatch(str(item["id"])):
                    unread.append((post.post_id, str(item["id"]), cursor))
            desk.land(answer, Sheet(tuple(posts), tuple(comments)))
            for post_id, native, cursor in unread:
                self._rest(desk, post_id, native, cursor)

    def _rest(self, desk: Desk, post_id: str, native: str, cursor: Mapping[str, str]) -> None:
        """The further comments of one post; what Facebook refuses for this post alone is booked and told."""
        params = {"fields": COMMENT_FIELDS, "filter": "stream", "order": "chronological", "limit": "100"}
        try:
            for answer in self._pages(desk, f"{self.base}/{native}/comments", params, cursor):
                desk.land(answer, Sheet(comments=tuple(_comments(desk, post_id, answer.data))))
        except RefusedError as refused:
            if refused.ends != "item":
                raise
            desk.refuse(refused)

    def _pages(
        self, desk: Desk, url: str, params: dict[str, str], cursor: Mapping[str, str] | None = None
    ) -> Iterator[Answer]:
        """All answers of a list, one cursor after the other; a list without an end ends with `item`."""
        way = Way()
        cursor = cursor or {}
        while True:
            way.go("&".join(sorted(cursor.values())))
            answer = self._ask(desk, url, params, cursor)
            yield answer
            _mind_usage(desk, answer)
            way.saw(str(item["id"]) for item in _items(answer.data))
            following = _next(answer.data)
            if following is None:
                return
            cursor = following

    def _ask(self, desk: Desk, url: str, params: dict[str, str], cursor: Mapping[str, str]) -> Answer:
        """One answer; when it would be too large, the same in smaller pieces.

        A cursor is made of the id of the last comment: like the token it stands in no kept address.
        """
        unshown = Unshown(cursor, {"access_token": self.token})
        while True:
            try:
                return desk.asker.get(url, params, judge=judge, unshown=unshown)
            except RefusedError as refused:
                limit = int(params["limit"])
                if "reduce" not in refused.told or limit <= 1:
                    raise
                params["limit"] = str(limit // 2)


def judge(status: int, data: Any) -> Trouble | None:
    """What Facebook's error object means; its own message is not repeated: it may name persons."""
    error = data.get("error") if isinstance(data, dict) else None
    if not isinstance(error, dict):
        return None if status < 400 else _by_status(status)
    code, subcode = count_of(error.get("code")) or 0, count_of(error.get("error_subcode")) or 0
    told = f"Facebook error {code}" + (f"/{subcode}" if subcode else "")
    if code == 190 or (error.get("type") == "OAuthException" and code in (102, 2500)):
        why = _EXPIRED.get(subcode, "it is not valid")
        return Trouble(
            "token_expired", f"the access token no longer works, {why} ({told}); put a new one in its file", "platform"
        )
    if code in _RATE or status == 429:
        return Trouble(
            "rate_limited", f"too many requests ({told}); the rest is read next time", "platform", passing=True
        )
    if code == 10 or code == 3 or 200 <= code <= 299:
        return Trouble(
            "no_permission",
            f"the token may not read this ({told}); see pages_read_engagement, Page Public Content Access",
            "item",
        )
    if "reduce the amount" in str(error.get("message", "")):
        return Trouble("http_5xx", f"too much at once, to reduce ({told})")
    if code in (1, 2) or error.get("is_transient") is True:
        return Trouble("http_5xx", f"Facebook is out of order ({told})", passing=True)
    if code == 368:
        return Trouble("blocked", f"Facebook blocks us for a time ({told})", "platform")
    return Trouble("http_4xx", f"Facebook does not know this ({told}); check social.page", "item")


def _by_status(status: int) -> Trouble:
    if status == 429:
        return Trouble("rate_limited", "too many requests (429); the rest is read next time", "platform", passing=True)
    return Trouble("http_5xx" if status >= 500 else "http_4xx", f"Facebook answers {status}", passing=status >= 500)


def _mind_usage(desk: Desk, answer: Answer) -> None:
    """Slow down when the allowance runs low, stop before it is gone: a page that is blocked is blocked for hours."""
    used, minutes = usage(answer.headers)
    if used >= _STOP_AT:
        after = f", {minutes} minutes" if minutes else ""
        raise RefusedError(
            "rate_limited", f"{used} % of the allowance is used up{after}; the rest is read next time", "platform"
        )
    desk.asker.pause_s = max(desk.asker.pause_s, _SLOW_S) if used >= _SLOW_AT else desk.asker.pause_s


def usage(headers: Mapping[str, str]) -> tuple[int, int]:
    """The largest percentage in X-App-Usage and X-Business-Use-Case-Usage, and the minutes until access comes back."""
    rows: list[Any] = []
    for name in ("x-app-usage", "x-page-usage", "x-business-use-case-usage"):
        try:
            told = json.loads(headers.get(name, "{}"))
        except (ValueError, RecursionError):
            continue
        if isinstance(told, dict):
            rows += [told, *(row for value in told.values() if isinstance(value, list) for row in value)]
    rows = [row for row in rows if isinstance(row, dict)]
    parts = ("call_count", "total_cputime", "total_time")
    used = max((count_of(row.get(part)) or 0 for row in rows for part in parts), default=0)
    return used, max((count_of(row.get("estimated_time_to_regain_access")) or 0 for row in rows), default=0)


def _items(data: Any) -> list[dict[str, Any]]:
    found = data.get("data") if isinstance(data, dict) else None
    return [item for item in found if isinstance(item, dict) and "id" in item] if isinstance(found, list) else []


def _post(desk: Desk, item: Mapping[str, Any]) -> Post:
    native = str(item["id"])
    return post_of(
        post_id_of(desk.source.id, native),
        _address(item.get("permalink_url")) or f"https://www.facebook.com/{native}",
        str(item.get("message") or ""),
        moment_of(item.get("created_time")),
        shares=count_of(at_path(item, "shares.count")) or 0,
        reactions=count_of(at_path(item, "reactions.summary.total_count")),
        comments=count_of(at_path(item, "comments.summary.total_count")),
    )


def _comments(desk: Desk, post_id: str, data: Any) -> Iterator[Comment]:
    for item in _items(data):
        moment = desk.said(moment_of(item.get("created_time")))
        if moment is None or not item.get("message") or not desk.is_new(str(item["id"])):
            continue
        author = str(at_path(item, "from.id") or "")
        yield comment_of(
            post_id, moment, str(item["message"]), likes=count_of(item.get("like_count")) or 0,
            voice=desk.voices.of(author, moment),
        )  # fmt: skip


def _next(data: Any) -> dict[str, str] | None:
    """The cursor to what follows, None at the end; never the address itself, in which the key stands."""
    paging = data.get("paging") if isinstance(data, dict) else None
    if not isinstance(paging, dict) or not paging.get("next"):
        return None
    _, _, query = str(paging["next"]).partition("?")  # of whatever host: only its cursor is used
    told = {name: values[-1] for name, values in parse_qs(query).items()}
    after = told.get("after") or at_path(paging, "cursors.after")
    if after:
        return {"after": str(after)}
    return {
        name: told[name] for name in ("until", "__paging_token", "offset", "pagination_token") if name in told
    } or None


def _address(value: Any) -> str | None:
    """The address of a post on its network; None for anything else."""
    told = str(value or "")
    return told if re.fullmatch(r"https?://(?:[\w\-]+\.)*facebook\.com/[\w./?=&%\-]*", told, re.ASCII) else None
