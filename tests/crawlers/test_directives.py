"""Pages whose outlet asks that no copy be kept are told from those that ask it of others."""

import pytest

from crawlers.directives import noarchive

TAG = "X-Robots-Tag"


@pytest.mark.parametrize(
    ("header", "meta", "asked"),
    [
        ("", "", False),
        ("noarchive", "", True),
        ("noindex, NoArchive", "", True),
        ("googlebot: noarchive", "", False),
        ("googlebot: noarchive, nofollow", "", False),
        ("otherbot: noindex, diemtin: noarchive", "", True),
        ("unavailable_after: 25 Jun 2030 15:00:00 PST, noarchive", "", True),
        ("max-image-preview: large, noarchive", "", True),
        ("nosnippet", "", False),
        ("", '<meta name="robots" content="noarchive, max-image-preview:large">', True),
        ("", "<META content='index,follow,NOARCHIVE' name=Robots />", True),
        ("", "<meta name=robots content=noarchive>", True),
        ("", '<meta name="diemtin" content="noarchive">', True),
        ("", '<meta name="googlebot" content="noarchive"><meta name="robots" content="index, follow">', False),
        ("", '<!-- <meta name="robots" content="noarchive"> -->', False),
        ("", '<meta name="description" content="robots noarchive">', False),
        ("", "<p>noarchive</p>", False),
        ("googlebot: noarchive", '<meta name="robots" content="noarchive">', True),
    ],
)
def test_only_what_is_asked_of_us_counts(header: str, meta: str, asked: bool) -> None:
    headers = (("Content-Type", "text/html"), (TAG, header)) if header else ()
    assert noarchive(headers, f"<html><head>{meta}</head><body></body></html>".encode()) is asked


def test_one_of_several_headers_is_enough() -> None:
    assert noarchive([("x-robots-tag", "googlebot: noindex"), ("X-ROBOTS-TAG", "noarchive")], b"<p>")


def test_any_bytes_are_read() -> None:
    assert not noarchive((), b"\xff\xfe<meta name=robots content=" + b"noarchive," * 100_000)
