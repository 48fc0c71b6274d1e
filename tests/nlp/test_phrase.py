"""Phrases of plan files over plain text: case, tone placement, marks and optional parts."""

import pytest

from nlp.phrase import Gate, PhraseError, needs, pattern, plain


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("Tháng Công nhân", "Hưởng ứng “THÁNG CÔNG NHÂN” năm 2026"),
        ("an toàn vệ sinh lao động", "về an toàn - vệ sinh lao động (AT-VSLĐ)"),
        ("an toàn vệ sinh lao động", "an toàn, vệ sinh lao động."),
        ("# năm [ngày] thành lập Công đoàn [Việt Nam]", "kỷ niệm 97 năm Ngày thành lập Công đoàn (CĐ) Việt Nam"),
        ("# năm [ngày] thành lập Công đoàn [Việt Nam]", "kỷ niệm 97 năm thành lập công đoàn"),
        ("(biểu dương|tôn vinh) … công nhân", "biểu dương 120 gương nữ công nhân"),
        ("hòa giải", "Hoà giải"),
        ("ThangCongNhan", "Cùng #ThangCongNhan2026!"),
    ],
)
def test_a_phrase_finds_its_wordings(phrase: str, text: str) -> None:
    assert pattern([phrase]).search(plain(text))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("Tháng Công nhân", "ba tháng. Công nhân nghỉ"),
        ("tiền công", "tiền côngtenơ"),
        ("(biểu dương|tôn vinh) … công nhân", "biểu dương. Công nhân"),
    ],
)
def test_a_phrase_ends_with_its_sentence_and_word(phrase: str, text: str) -> None:
    assert not pattern([phrase]).search(plain(text))


def test_a_gate_opens_for_what_every_wording_holds() -> None:
    gate = Gate(["(1|một) triệu sáng kiến", "(gặp gỡ|đối thoại) … [với]"])
    assert gate.passes(plain("Chương trình “Một triệu sáng kiến”"))
    assert gate.passes(plain("buổi đối thoại sáng nay"))
    assert not gate.passes(plain("tin bóng đá"))
    assert not gate.passes(plain("một triệu đồng"))
    assert not gate.passes(plain("nhiều sáng kiến"))


def test_a_gate_asks_for_something_of_every_list() -> None:
    gate = Gate([(("Tháng hành động", "tuần lễ"), (), ("(an toàn [và] lao động|ATLĐ)",))])
    assert gate.passes(plain("Tháng hành động về ATLĐ"))
    assert gate.passes(plain("trong tuần lễ ấy, an toàn là trên hết, lao động là vinh quang"))
    assert not gate.passes(plain("Tháng hành động vì trẻ em"))
    assert not gate.passes(plain("an toàn lao động"))


@pytest.mark.parametrize(
    ("phrase", "wording"),
    [
        ("(hội thi (an toàn|giỏi) nghề|ATLĐ)", "atlđ"),  # a choice within a choice that is not made
        ("[quốc [gia|tế]] lễ phát động", "lễ phát động"),
        ("họp mặt|gặp mặt", "gặp mặt"),
        ("(ngày 28/7|#) công đoàn", "3 công đoàn"),
    ],
)
def test_a_gate_opens_for_every_wording(phrase: str, wording: str) -> None:
    assert pattern([phrase]).search(plain(wording))
    assert Gate([phrase]).passes(plain(wording))


@pytest.mark.parametrize("phrase", ["(a|b", "tháng) công nhân", "[a"])
def test_wrong_brackets_are_quoted(phrase: str) -> None:
    with pytest.raises(PhraseError, match="dấu ngoặc"):
        pattern([phrase])


def test_a_phrase_without_words_is_no_phrase() -> None:
    with pytest.raises(PhraseError, match="không có chữ nào"):
        needs("[ngày] # …")
