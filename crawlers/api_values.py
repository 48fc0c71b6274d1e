"""What stands in an answer of an API, whatever a server puts there: halves of characters, depths, our own key.

Nothing here raises: what can't be used is None.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, quote_plus

from crawlers.surrogates import paired

_MOST = 2**53  # the largest count that JSON carries exactly (RFC 8259, 6)
_FIRST_YEAR = 2004  # before the first of these networks
_LEAST_SECRET = 6  # letters; shorter ones would take words out of texts


def parsed(body: bytes) -> Any:
    """The JSON in a body, half characters replaced; None when it is none, ends early or is nested beyond reason."""
    try:
        return json.loads(paired(body.decode(json.detect_encoding(body), "replace")))
    except (ValueError, RecursionError):
        return None


def without_secrets(text: str, secrets: Iterable[str]) -> str:
    """`text` without keys that a server gives back to us, as they are or as they stand in an address."""
    for secret in secrets:
        for form in {secret, quote(secret, safe=""), quote_plus(secret)} if len(secret) >= _LEAST_SECRET else ():
            text = text.replace(form, "")
    return text


def unkeyed(data: Any, secrets: Iterable[str]) -> Any:
    """Parsed JSON without keys in any of its names and strings."""
    text = json.dumps(data, ensure_ascii=False)
    clean = without_secrets(text, secrets)
    return data if clean == text else json.loads(clean)


def at_path(value: Any, path: str) -> Any:
    """What stands at a dotted path of objects and list places; None where there is nothing."""
    for part in path.split(".") if path else ():
        if isinstance(value, dict):
            value = value.get(part)
        elif isinstance(value, list) and part.isdecimal() and len(part) < 6 and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value


def count_of(value: Any) -> int | None:
    """A count told as a number or in figures; None for anything else, below zero or beyond 2^53."""
    if isinstance(value, str) and value.isdecimal() and len(value) < 17:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if 0 <= value <= _MOST else None


def moment_of(value: Any) -> datetime | None:
    """A time in ISO 8601 as UTC, UTC when it names no zone; None for no time and for one before 2004."""
    try:
        moment = datetime.fromisoformat(str(value))
        moment = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment.year >= _FIRST_YEAR else None


def moment_since_1970(value: Any) -> datetime | None:
    """A time in seconds or milliseconds since 1970; None for no time and for one before 2004."""
    number = count_of(value)
    if number is None:
        return None
    try:
        moment = datetime.fromtimestamp(number / 1000 if number > 1e11 else number, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment.year >= _FIRST_YEAR else None
