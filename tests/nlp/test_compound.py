"""Words by longest match, and how the list is learned."""

from nlp.compound import Compounds, learn_compounds

WORDS = Compounds(("công nhân", "công nhân viên", "tiền lương"))


def test_the_longest_known_word_wins() -> None:
    found = WORDS.segment(("công", "nhân", "viên", "nhận", "tiền", "lương"))
    assert found == ["=công_nhân_viên", "=nhận", "=tiền_lương"]
    assert WORDS.segment(("công", "nhân")) == ["=công_nhân"]
    assert WORDS.segment(()) == []


def test_frequent_words_of_segmentation_are_learned() -> None:
    texts = ["Công đoàn cơ sở thăm công nhân", "Công đoàn tặng quà", "Công đoàn vào cuộc"]
    assert learn_compounds(texts).words == ("công đoàn",)
