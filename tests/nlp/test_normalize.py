"""Normalisation: one spelling per word, stable under repetition, in any Unicode form."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.normalize import fold, normalize_text, strip_diacritics, text_id, words_of

VIETNAMESE = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạòóỏõọùúủũụỳýỷỹỵ ÁÀÒỦ.,\u00a0\u200b\n", max_size=60)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("hoà", "hòa"),
        ("thuỷ", "thủy"),
        ("khoẻ", "khỏe"),
        ("HOÀ", "HÒA"),
        ("tòan thể", "toàn thể"),
        ("khỏang", "khoảng"),
        ("qúy", "quý"),
        ("gía", "giá"),
        ("gìn giữ", "gìn giữ"),
        ("huỳnh quỳ loài", "huỳnh quỳ loài"),
        ("Ðoàn", "Đoàn"),
        ("công\u00a0 \n đoàn\u200b", "công đoàn"),
        ("IQ oà, Mag oái \u200b oà", "IQ òa, Mag oái òa"),  # q and g of the word before say nothing
    ],
)
def test_one_spelling_for_one_word(written: str, wanted: str) -> None:
    assert normalize_text(written) == wanted
    assert normalize_text(unicodedata.normalize("NFD", written)) == wanted


@given(VIETNAMESE)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalize_text(text)
    assert normalize_text(once) == once


@given(VIETNAMESE)
def test_the_unicode_form_does_not_matter(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


def test_strip_diacritics() -> None:
    assert strip_diacritics("Đình công ở Thừa Thiên Huế") == "Dinh cong o Thua Thien Hue"


def test_words_keep_numbers_and_joined_names_whole() -> None:
    assert words_of("Lương 3.500.000 đồng, BHXH/BHYT; KCN-KCX!") == [
        "lương",
        "3.500.000",
        "đồng",
        "bhxh/bhyt",
        "kcn-kcx",
    ]


def test_the_same_words_have_one_identity() -> None:
    plain = text_id("Công nhân hoà giải", "Sapo.", "Thân bài")
    assert plain == text_id("CÔNG NHÂN  HÒA GIẢI", "Sapo", unicodedata.normalize("NFD", "thân bài."))
    assert plain != text_id("Công nhân hoà giải", "Sapo.", "Thân bài khác")
    assert len(plain) == 16
