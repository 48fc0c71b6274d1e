"""Attack: requests that come to the editor's desk under another name, from another page, or with a length that lies."""

import pytest

from flows.editorguard import refusal

NAMES = frozenset({"127.0.0.1", "localhost", "::1"})
HOME = "127.0.0.1:8765"


@pytest.mark.parametrize(
    "host",
    [
        *("", "evil.example", "127.0.0.1.evil.example", "evil@127.0.0.1:8765", "127.0.0.1:8765@evil.example"),
        *("localhost/../evil", "127.0.0.1#evil", "127.0.0.1?evil", "127.0.0.1\\\\@evil", "127.0.0.1, evil.example"),
        *(
            "127.1",
            "2130706433",
            "0x7f000001",
            "0.0.0.0",  # noqa: S104 (a name to refuse, none to bind)
            "localhost.",
            "localhost\x00.evil",
            "[::ffff:127.0.0.1]",
            "[",
        ),
    ],
)
def test_no_other_name_opens_the_desk(host: str) -> None:
    assert refusal("GET", {"host": host}, NAMES) == (421, "Bàn biên tập không mang tên này.")


@pytest.mark.parametrize("host", [HOME, "LOCALHOST:8765", "[::1]:8765"])
def test_its_own_names_do(host: str) -> None:
    assert refusal("GET", {"host": host}, NAMES) is None


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "null",
        "http://evil.example",
        "http://127.0.0.1:9999",
        "http://evil@127.0.0.1:8765",
        "http://127.0.0.1:8765.evil",
    ],
)
def test_no_form_of_another_page_is_taken(origin: str) -> None:
    refused = refusal("POST", {"host": HOME, "origin": origin, "content-length": "5"}, NAMES)
    assert refused == (403, "Biểu mẫu đến từ trang khác.")


@pytest.mark.parametrize("place", ["cross-site", "same-site"])
def test_what_the_browser_says_of_a_form_counts(place: str) -> None:
    refused = refusal("POST", {"host": HOME, "sec-fetch-site": place, "content-length": "5"}, NAMES)
    assert refused is not None


@pytest.mark.parametrize("length", ["", "-1", "+5", "5_0", "0x10", "5, 5", " 5", "\u0663", "99999999999"])
def test_no_length_that_lies_is_read(length: str) -> None:
    refused = refusal("POST", {"host": HOME, "content-length": length}, NAMES)
    assert refused is not None
    assert refused[0] in (411, 413)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get"])
def test_no_other_way_is_known(method: str) -> None:
    assert refusal(method, {"host": HOME}, NAMES) == (405, "Không có cách này.")
