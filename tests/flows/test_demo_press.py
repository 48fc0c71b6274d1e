"""The texts of the demo press: how many, of what, and written cleanly."""

import re
import unicodedata
from collections import Counter
from datetime import time

import pytest

from flows.demo.press import (
    DEMO_DAY,
    DEMO_DAYS,
    RELEVANT_THEMES,
    Piece,
    outlets,
    pieces,
    pieces_of,
    slugify,
)

PIECES = pieces()
ORIGINALS = [piece for piece in PIECES if piece.reprint_of is None]
# A vowel that carries two marks in a row, or a tone on a consonant, is never Vietnamese.
TONES = "\u0300\u0301\u0303\u0309\u0323"
SYLLABLE = re.compile(r"[^\W\d_]+")


def named(piece: Piece) -> str:
    return f"{piece.outlet_id}:{piece.key}"


def texts(piece: Piece) -> tuple[str, ...]:
    return (piece.title, piece.sapo, piece.byline, piece.caption, *piece.tags, *piece.paragraphs)


def test_the_press_is_as_wide_as_promised() -> None:
    assert len(outlets()) >= 14
    assert len(PIECES) >= 75
    assert all(outlet.host.endswith(".example") for outlet in outlets().values())


def test_unrelated_news_is_the_realistic_majority() -> None:
    relevant = sum(piece.theme in RELEVANT_THEMES for piece in PIECES)
    assert 0.60 <= 1 - relevant / len(PIECES) <= 0.75


def test_the_week_is_full_and_ends_on_the_demo_day() -> None:
    per_day = Counter(piece.at.date() for piece in PIECES)
    assert set(per_day) == set(DEMO_DAYS)
    assert DEMO_DAYS[-1] == DEMO_DAY
    assert min(per_day.values()) >= 10
    # every day of the week has something for the digest, whose day starts at six
    shown = {piece.at.date() for piece in PIECES if piece.theme in RELEVANT_THEMES and piece.at.time() >= time(6)}
    assert shown == set(DEMO_DAYS)


def test_keys_addresses_and_numbers_are_unique() -> None:
    assert not [key for key, n in Counter(map(named, PIECES)).items() if n > 1]
    addresses = Counter((piece.outlet_id, piece.path) for piece in PIECES)
    numbers = Counter((piece.outlet_id, piece.number) for piece in PIECES)
    assert max(addresses.values()) == max(numbers.values()) == 1


def test_reprints_cut_credit_and_retitle() -> None:
    reprints = [piece for piece in PIECES if piece.reprint_of]
    by_name = {named(piece): piece for piece in PIECES}
    assert len(reprints) >= 6
    for copy in reprints:
        first = by_name[copy.reprint_of or ""]
        assert first.outlet_id != copy.outlet_id
        assert first.at < copy.at
        assert set(copy.paragraphs) <= set(first.paragraphs)
        assert copy.credit
        assert copy.credit == f"Theo {outlets()[first.outlet_id].name}"
    exact = [copy for copy in reprints if copy.paragraphs == by_name[copy.reprint_of or ""].paragraphs]
    assert 0 < len(exact) < len(reprints)


@pytest.mark.parametrize("words", ["Kim Lộc", "lương tối thiểu", "Tân Hải Đông"])
def test_big_stories_are_told_by_several_outlets_in_their_own_words(words: str) -> None:
    tellers = [piece for piece in ORIGINALS if words in piece.title + piece.sapo + piece.paragraphs[0]]
    least = 2 if words == "Tân Hải Đông" else 3
    assert len({piece.outlet_id for piece in tellers}) >= least
    assert len({piece.paragraphs for piece in tellers}) == len(tellers)


def test_one_event_develops_over_days() -> None:
    days = {piece.at.date() for piece in ORIGINALS if "Giày Kim Lộc" in " ".join(piece.paragraphs)}
    assert len(days) >= 4


def test_two_provinces_have_a_strike() -> None:
    strikes = [piece for piece in ORIGINALS if "ngừng việc" in piece.tags]
    assert {"Đồng Nai", "Hải Phòng"} <= {tag for piece in strikes for tag in piece.tags}


def test_each_text_is_whole() -> None:
    for piece in ORIGINALS:
        assert 3 <= len(piece.paragraphs) <= 9, named(piece)
        assert all(len(paragraph) >= 50 for paragraph in piece.paragraphs), named(piece)
        assert piece.sapo.endswith((".", "!", "?", "”")), named(piece)
        assert not piece.title.endswith("."), named(piece)
        if piece.theme in RELEVANT_THEMES:
            assert len(piece.paragraphs) >= 4, named(piece)


def test_no_sentence_is_used_twice() -> None:
    sentences = Counter(
        sentence.strip()
        for piece in ORIGINALS
        for paragraph in piece.paragraphs
        for sentence in re.split(r"(?<=[.!?])\s", paragraph)
        if len(sentence) > 25
    )
    assert not [sentence for sentence, n in sentences.items() if n > 1]


def test_the_data_is_composed_and_clean() -> None:
    for piece in PIECES:
        for text in texts(piece):
            assert unicodedata.is_normalized("NFC", text), named(piece)
            assert text == " ".join(text.split()), named(piece)
            assert not re.search(r"[{}<>\u200b\ufffd\"]|\s[,.;:!?]", text), (named(piece), text)
            assert text.count("“") == text.count("”"), (named(piece), text)


def test_each_paragraph_is_vietnamese_with_its_diacritics() -> None:
    for piece in ORIGINALS:
        for text in (piece.title, piece.sapo, *piece.paragraphs):
            marked = [word for word in SYLLABLE.findall(text) if not word.isascii()]
            assert len(marked) >= 0.35 * len(SYLLABLE.findall(text)), (named(piece), text)


def test_no_syllable_bears_two_tones() -> None:
    for piece in ORIGINALS:
        for word in SYLLABLE.findall(" ".join(texts(piece))):
            tones = sum(mark in TONES for mark in unicodedata.normalize("NFD", word))
            assert tones <= 1, (named(piece), word)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đình công ở Đồng Nai: 1.200 người", "dinh-cong-o-dong-nai-1-200-nguoi"),
        ("“Ca ba” giành giải", "ca-ba-gianh-giai"),
    ],
)
def test_slugs(title: str, slug: str) -> None:
    assert slugify(title) == slug
    assert slugify(unicodedata.normalize("NFD", title)) == slug


def test_a_day_shows_no_later_article() -> None:
    for day in DEMO_DAYS:
        shown = pieces_of("nguoitho", day)
        assert shown
        assert all(piece.at.date() <= day for piece in shown)
        assert list(shown) == sorted(shown, key=lambda piece: piece.at, reverse=True)
