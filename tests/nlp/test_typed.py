"""What people type becomes readable; what the press types is left alone."""

import pytest

from nlp.normalize import strip_diacritics
from nlp.records import Document
from nlp.typed import as_meant, lacks_marks, read_typed

PRESS = "Công đoàn cơ sở Công ty TNHH May Sông Biếc trao 120 suất quà cho NLĐ khó khăn; BHXH tỉnh hỗ trợ tư vấn."


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cty k dong bhxh cho cn", "công ty không đóng bảo hiểm xã hội cho công nhân"),
        ("Quáaaa hay luônnn", "Quá hay luôn"),
        ("c.ô.n.g đ.o.à.n chỉ lo thu tiền", "công đoàn chỉ lo thu tiền"),
        ("CôNg đOàN làm gì có ích", "công đoàn làm gì có ích"),
        ("nld bi no luong 3 thang roi", "người lao động bị nợ lương 3 tháng rồi"),
        ("fải trả lương chứ", "phải trả lương chứ"),
        ("mn ơi, hđlđ ko thời hạn đc ko", "mọi người ơi, hợp đồng lao động không thời hạn được không"),
    ],
)
def test_typed_text_becomes_readable(typed: str, meant: str) -> None:
    assert read_typed(typed).text == meant


def test_signs_of_feeling_are_counted_and_taken_out() -> None:
    assert read_typed("Hay quá 👏👏 <3").feeling == 3
    assert read_typed("Lại nợ lương 😡 :((").feeling == -2
    assert read_typed("Hay quá 👏👏 <3").text == "Hay quá"


def test_press_text_comes_back_as_it_is() -> None:
    assert read_typed(PRESS).text == PRESS
    assert not lacks_marks(PRESS)


def test_a_document_is_touched_only_where_marks_are_missing() -> None:
    marked = Document("1", PRESS, "", (PRESS,))
    assert as_meant(marked) is marked
    bare = Document("1", strip_diacritics(PRESS), "", (strip_diacritics(PRESS),))
    assert "Công đoàn cơ sở" in as_meant(bare).title


def test_a_decomposed_text_is_read() -> None:
    assert read_typed("công đoàn").text == "công đoàn"


@pytest.mark.parametrize("text", ["", "   ", "12345", "😀", "???"])
def test_texts_without_words(text: str) -> None:
    assert isinstance(read_typed(text).text, str)
