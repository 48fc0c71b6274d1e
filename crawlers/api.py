"""Asking an API: one request at a time, tried again when the trouble is passing, no key in anything that is kept.

Errors:
    RefusedError     the API does not give what was asked: a reason of REQUEST_REASONS, a sentence for the operator,
                and how much of the work it ends (`item`, `page` or `platform`)
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import urllib3

from crawlers.api_values import parsed, unkeyed, without_secrets
from crawlers.polling import retry_after_s

MAX_BYTES = 20 << 20
TRIES = 4
_FIRST_WAIT_S = 2.0  # doubles: 2, 4, 8 s
_LONGEST_WAIT_S = 60.0  # a server that asks for more is left alone in this run


class RefusedError(Exception):
    """What was asked for is not given; see the module."""

    def __init__(self, reason: str, told: str, ends: str = "page") -> None:
        super().__init__(told)
        self.reason = reason
        self.told = told
        self.ends = ends
        self.fetch: Question | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One request as it may be written down: no key in its address."""

    url: str
    asked_at: datetime
    status: int | None = None
    elapsed_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A good answer: parsed JSON, or the bytes of a feed; header names in lower case."""

    question: Question
    data: Any
    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Trouble:
    """What an API's error means; `passing`: asked again it may well answer."""

    reason: str
    told: str
    ends: str = "page"
    passing: bool = False


# What an API says in its errors; None when the answer is good. The data are None when they are no JSON.
Judge = Callable[[int, Any], Trouble | None]


def judge_status(status: int, data: Any) -> Trouble | None:
    """The judgement by status alone."""
    if status < 400:
        return None
    if status == 429:
        return Trouble("rate_limited", "the server asks to be left alone (429)", "platform", passing=True)
    reason = "http_5xx" if status >= 500 else "http_4xx"
    return Trouble(reason, f"the server answers {status}", "item" if status == 404 else "page", passing=status >= 500)


@dataclass(frozen=True, slots=True)
class Unshown:
    """What is sent and written down nowhere: parameters that tell of a comment, keys, keys in headers."""

    params: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


NOTHING_UNSHOWN = Unshown()


@dataclass(slots=True)
class Asker:
    """Asks one server; `pace_scale` 0 makes tests quick. `pause_s` is waited before every request."""

    user_agent: str
    proxy: str | None = None
    timeout_s: float = 30.0
    pace_scale: float = 1.0
    pause_s: float = 0.5
    sleep: Callable[[float], None] = time.sleep
    _pool: urllib3.PoolManager | None = field(default=None, init=False)

    def get(
        self,
        url: str,
        params: Mapping[str, str],
        *,
        judge: Judge = judge_status,
        unshown: Unshown = NOTHING_UNSHOWN,
        form: str = "json",
    ) -> Answer:
        """The answer to one question; RefusedError without one.

        What is `unshown` stands in no kept address; a key that the server gives back is taken out of the answer.
        """
        secrets = [*unshown.keys.values(), *unshown.headers.values()]
        shown = f"{url}?{urlencode(params)}" if params else url
        trouble = Trouble("connection", "the server can't be reached", passing=True)
        question = Question(shown, datetime.now(UTC))
        for attempt in range(TRIES):
            self.sleep(self.pace_scale * self.pause_s)
            question = Question(shown, datetime.now(UTC))
            wait = _FIRST_WAIT_S * 2**attempt
            got = self._once(url, {**params, **unshown.params, **unshown.keys}, unshown.headers)
            if isinstance(got, Trouble):
                trouble = got
            else:
                status, headers, body = got
                took = round((datetime.now(UTC) - question.asked_at).total_seconds() * 1000)
                question = Question(shown, question.asked_at, status, took)
                if form == "json":
                    data = unkeyed(parsed(body), secrets)
                else:
                    data = body = without_secrets(body.decode("latin-1"), secrets).encode("latin-1")
                found = judge(status, data) or _incomplete(status, data)
                if found is None:
                    return Answer(question, data, body, headers)
                trouble = found
                wait = max(wait, retry_after_s(headers.get("retry-after", ""), question.asked_at) or 0.0)
            if not trouble.passing or wait > _LONGEST_WAIT_S or attempt + 1 == TRIES:
                break
            self.sleep(self.pace_scale * wait)
        refused = RefusedError(trouble.reason, trouble.told, trouble.ends)
        refused.fetch = question
        raise refused

    def post(self, url: str, fields: Mapping[str, str], headers: Mapping[str, str]) -> Any:
        """The JSON that a form of secrets is answered with, asked once; RefusedError when there is none."""
        try:
            answer = self._http().request(
                "POST", url, fields=dict(fields), headers=dict(headers), encode_multipart=False
            )
        except urllib3.exceptions.HTTPError as error:
            raise RefusedError(_reason_of(error), "the server of keys can't be reached", "platform") from error
        data = parsed(answer.data)
        if not isinstance(data, dict):
            raise RefusedError("broken_answer", "the server of keys does not answer in JSON", "platform")
        return data

    def _once(
        self, url: str, params: Mapping[str, str], headers: Mapping[str, str]
    ) -> "tuple[int, dict[str, str], bytes] | Trouble":
        try:
            answer = self._http().request(
                "GET", url, fields=dict(params), headers=dict(headers), preload_content=False, redirect=False
            )
            body = answer.read(MAX_BYTES + 1)
            answer.release_conn()
        except urllib3.exceptions.HTTPError as error:
            return Trouble(_reason_of(error), "the server can't be reached or breaks off", passing=True)
        if len(body) > MAX_BYTES:
            return Trouble("too_large", f"the answer has over {MAX_BYTES >> 20} MB")
        return answer.status, {name.lower(): value for name, value in answer.headers.items()}, body

    def _http(self) -> urllib3.PoolManager:
        if self._pool is None:
            told: dict[str, Any] = {
                # redirects are not followed and nothing is retried below us: its logs would hold the key
                "retries": False,
                "timeout": self.timeout_s,
                "headers": {"User-Agent": self.user_agent, "Accept-Encoding": "gzip"},
            }
            self._pool = urllib3.ProxyManager(self.proxy, **told) if self.proxy else urllib3.PoolManager(**told)
        return self._pool


def _incomplete(status: int, data: Any) -> Trouble | None:
    if data is None:
        return Trouble("broken_answer", "the answer ends early or is no JSON", passing=True)
    return Trouble("http_4xx", f"the server answers {status}") if status >= 300 else None


def _reason_of(error: Exception) -> str:
    if isinstance(error, urllib3.exceptions.TimeoutError):
        return "timeout"
    if isinstance(error, urllib3.exceptions.SSLError):
        return "tls"
    return "dns" if isinstance(error, urllib3.exceptions.NameResolutionError) else "connection"
