"""Official Accounts on Zalo by the Open API: their articles with views and shares. Comments are not given by it.

Source: developers.zalo.me, "Official Account API": article/getslice, article/getdetail, "Access token" (v4). The access
token lives for 25 hours; the refresh token is good once, so the new pair is written into the key's file before it is
used. The file holds JSON: {"app_id", "secret_key", "access_token", "refresh_token"}.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from crawlers.api import Answer, Asker, RefusedError, Trouble, Unshown, judge_status
from crawlers.api_values import at_path, count_of, moment_since_1970
from crawlers.given import json_of
from crawlers.page_run import Desk, Way
from crawlers.public_records import Post, Sheet, post_id_of, post_of

BASE = "https://openapi.zalo.me/v2.0"
OAUTH = "https://oauth.zaloapp.com/v4/oa/access_token"
_SLICE = 10  # the most that getslice gives at once
_EXPIRED = {-216, -124, -220, 401}
_SLOWER = {-32, -211, 429}


@dataclass(slots=True)
class Zalo:
    """The client: the keys of the key's file, and what writes a new pair of tokens into it."""

    keys: dict[str, str]
    keep: Callable[[str], None]
    base: str = BASE
    oauth: str = OAUTH
    _renewed: bool = field(default=False, init=False)

    def __call__(self, desk: Desk) -> None:
        """Book the account's articles since the desk's moment; RefusedError ends the account."""
        offset, way = 0, Way()
        while True:
            way.go(str(offset))
            answer = self._get(
                desk, "article/getslice", {"offset": str(offset), "limit": str(_SLICE), "type": "normal"}
            )
            listed = _medias(answer.data)
            way.saw(str(media["id"]) for media in listed)
            young = [media for media in listed if (_moment(media) or desk.since) >= desk.since]
            posts = tuple(self._post(desk, media) for media in young)
            desk.land(answer, Sheet(posts))
            offset += _SLICE
            if len(listed) < _SLICE or len(young) < len(listed):
                return

    def _post(self, desk: Desk, media: Mapping[str, Any]) -> Post:
        """One article with its whole text; by its title alone when that can't be had."""
        native, text = str(media.get("id")), str(media.get("title") or "")
        try:
            answer = self._get(desk, "article/getdetail", {"id": native})
            desk.land(answer, Sheet())
            text = "\n".join([text, *_paragraphs(answer.data)])
        except RefusedError as refused:
            if refused.ends != "item":
                raise
            desk.refuse(refused)
        return post_of(
            post_id_of(desk.source.id, native),
            _address(media.get("link_view")) or desk.source.homepage,
            text,
            _moment(media),
            shares=count_of(media.get("total_share")),
            views=count_of(media.get("total_view")),
        )

    def _get(self, desk: Desk, what: str, params: Mapping[str, str]) -> Answer:
        url = f"{self.base}/{what}"
        try:
            return desk.asker.get(url, params, judge=judge, unshown=self._key())
        except RefusedError as refused:
            if refused.reason != "token_expired" or self._renewed:
                raise
        self._renew(desk.asker)
        return desk.asker.get(url, params, judge=judge, unshown=self._key())

    def _key(self) -> Unshown:
        return Unshown(headers={"access_token": self.keys["access_token"]})

    def _renew(self, asker: Asker) -> None:
        self._renewed = True
        fields = {
            "refresh_token": self.keys["refresh_token"],
            "app_id": self.keys["app_id"],
            "grant_type": "refresh_token",
        }
        told = asker.post(self.oauth, fields, {"secret_key": self.keys["secret_key"]})
        if not (told.get("access_token") and told.get("refresh_token")):
            code = _number(told.get("error"))
            raise RefusedError(
                "token_expired", f"Zalo gives no new token ({code}); let the account grant access again", "platform"
            )
        self.keys |= {name: str(told[name]) for name in ("access_token", "refresh_token")}
        self.keep(json.dumps(self.keys))


def zalo_keys(text: str) -> dict[str, str]:
    """The keys of a key's file; ValueError names the field that is missing."""
    try:
        told = json_of(text)
        return {name: str(told[name]) for name in ("app_id", "secret_key", "access_token", "refresh_token")}
    except KeyError as error:
        raise ValueError(f"field {error} is missing") from error
    except (ValueError, TypeError) as error:
        raise ValueError("not a JSON object") from error


def judge(status: int, data: Any) -> Trouble | None:
    """What Zalo's error number means; it stands in the body of an answer with status 200."""
    code = _number(data.get("error")) if isinstance(data, dict) else None
    if not code:
        return judge_status(status, data)
    told = f"Zalo error {code}"
    if code in _EXPIRED:
        return Trouble("token_expired", f"the access token no longer works ({told})", "platform")
    if code in _SLOWER:
        return Trouble(
            "rate_limited", f"too many requests ({told}); the rest is read next time", "platform", passing=True
        )
    if code in (-205, -213, -224, -240):
        return Trouble("no_permission", f"the account may not do this ({told})", "platform")
    return Trouble("http_4xx", f"Zalo does not give this ({told})", "item")


def _medias(data: Any) -> list[dict[str, Any]]:
    found = at_path(data, "data.medias")
    return [one for one in found if isinstance(one, dict) and one.get("id")] if isinstance(found, list) else []


def _paragraphs(data: Any) -> Iterator[str]:
    yield str(at_path(data, "data.description") or "")
    body = at_path(data, "data.body")
    for part in body if isinstance(body, list) else ():
        if isinstance(part, dict) and part.get("type") == "text":
            yield str(part.get("content") or "")


def _moment(media: Mapping[str, Any]) -> datetime | None:
    return moment_since_1970(media.get("create_date"))


def _address(value: Any) -> str | None:
    told = str(value or "")
    return told if re.fullmatch(r"https?://[\w.\-]+/[\w./?=&%\-]*", told, re.ASCII) else None


def _number(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return None
