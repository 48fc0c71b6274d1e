"""Sentence ends and word segmentation."""

from nlp.segment import segment_words, split_sentences


def test_abbreviations_initials_and_numbers_do_not_end_a_sentence() -> None:
    text = 'Công nhân tại TP. Thủ Dầu Một về quê. TS. Lê V. An nói: "Lương 3.500 đồng một giờ." Ai trả? Công ty.'
    assert split_sentences(text) == [
        "Công nhân tại TP. Thủ Dầu Một về quê.",
        'TS. Lê V. An nói: "Lương 3.500 đồng một giờ."',
        "Ai trả?",
        "Công ty.",
    ]


def test_a_line_break_ends_a_sentence_and_empty_lines_vanish() -> None:
    assert split_sentences("1. Tăng lương\n\n  2. Nghỉ Tết  \n") == ["1. Tăng lương", "2. Nghỉ Tết"]
    assert split_sentences(" \n ") == []


def test_nothing_is_lost() -> None:
    text = "Mở đầu… Kết thúc! (Theo báo địa phương) … hết"
    assert "".join("".join(split_sentences(text)).split()) == "".join(text.split())


def test_segmented_words_keep_every_syllable() -> None:
    text = "Công đoàn cơ sở thăm công nhân nghèo"
    words = segment_words(text)
    assert "Công đoàn" in words
    assert " ".join(words) == text
