"""Shortcuts for the usual forms give what the long way gives."""

import time
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from crawlers.dates import parse_time
from crawlers.urls import article_id as identity
from crawlers.urls import canonical_id, canonical_url, is_web_url

CEILING = datetime(2100, 1, 1, tzinfo=UTC)
HOSTS = (
    "bao.example",
    "m.bao.example",
    "m.vn",
    "amp.bao.example",
    "www.bao.vn",
    "bao-a.com.vn",
    "xn--bo-jia.vn",
    "a..vn",
)
SEGMENTS = st.text("abcAMP019-_.~/", max_size=20)
DIGITS = st.integers(0, 99).map("{:02}".format)


@given(st.sampled_from(HOSTS), SEGMENTS, st.sampled_from(["http", "https"]))
def test_a_plain_address_is_canonical_already(host: str, path: str, scheme: str) -> None:
    url = f"{scheme}://{host}/{path}"
    assert canonical_url(url) == canonical_url(url + "#phan")  # the fragment makes it take the long way
    assert canonical_id(canonical_url(url)) == identity(url)
    assert is_web_url(url) == is_web_url(url + "#phan")


def test_no_address_makes_the_shortcut_slow() -> None:
    start = time.process_time()
    for tail in ("a" * 20_000, "a/" * 20_000, "a-." * 20_000, "a." * 20_000):
        canonical_url(f"https://bao.example/{tail}!")
        canonical_url(f"https://{tail}!/")
    assert time.process_time() - start < 5


@given(st.tuples(*[DIGITS] * 6), st.sampled_from(["+07:00", "+0700", "Z", "-05:30", "+13:00", ".123+07:00", ".5Z"]))
def test_an_iso_stamp_is_read_the_same_at_once(parts: tuple[str, ...], zone: str) -> None:
    year, month, day, hour, minute, second = parts
    stamp = f"20{year}-{month}-{day}T{hour}:{minute}:{second}{zone}"
    assert parse_time(stamp, ceiling=CEILING) == parse_time(stamp + " ", ceiling=CEILING)
