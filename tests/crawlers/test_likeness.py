"""Texts are compared by runs of four words."""

import pytest

from crawlers.likeness import body_f1, share_kept

TEN = "một hai ba bốn năm sáu bảy tám chín mười"


@pytest.mark.parametrize(
    ("before", "after", "kept", "f1"),
    [
        (TEN, TEN, 1.0, 1.0),
        (TEN, TEN.upper() + "!", 1.0, 1.0),
        (TEN, "", 0.0, 0.0),
        ("", TEN, 1.0, 0.0),
        ("", "", 1.0, 1.0),
        (TEN, f"{TEN} mười một", 1.0, 14 / 16),
        (TEN, "một hai ba bốn năm", 2 / 7, 4 / 9),
        ("hai từ", "hai từ", 1.0, 1.0),
    ],
)
def test_what_is_kept_and_what_is_shared(before: str, after: str, kept: float, f1: float) -> None:
    assert share_kept(before, after) == pytest.approx(kept)
    assert body_f1(before, after) == pytest.approx(f1)
