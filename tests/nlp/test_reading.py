"""What the models read of a document."""

from nlp.compound import Compounds
from nlp.reading import EXCERPT_CHARS, all_grams, excerpt, read, tokenize
from nlp.records import Document


def test_a_short_body_is_read_whole() -> None:
    assert excerpt(["Câu một.", "Câu hai."]) == [0, 1]
    assert excerpt([]) == []


def test_of_a_long_body_the_opening_then_union_then_labour_sentences_are_read() -> None:
    filler = "Trời hôm nay nhiều mây, gió nhẹ và không mưa ở khắp các quận. " * 3
    body = [filler] * 20
    body[12] = "Chủ tịch công đoàn cơ sở cho biết đã gặp giám đốc."
    body[15] = "Công nhân vẫn chờ tiền thưởng."
    chosen = excerpt(body)
    assert chosen[:3] == [0, 1, 2]
    assert {12, 15} <= set(chosen)
    assert chosen == sorted(chosen)
    assert sum(len(body[i]) for i in chosen) <= EXCERPT_CHARS


def test_one_endless_sentence_is_still_read() -> None:
    assert excerpt(["công nhân " * 1000, "Hết."]) == [0]


def test_passages_keep_the_numbers_that_evidence_uses() -> None:
    reading = read(Document("a", "Tiêu đề", "Sapo", ("Một.", "Hai.")))
    assert [passage.index for passage in reading.passages] == [0, -1, 1, 2]


def test_figures_are_reduced_to_their_length() -> None:
    assert tokenize("thưởng 3.500.000 đồng năm 2026, 5 nghìn") == ("thưởng", "#9", "đồng", "năm", "#4", "#1", "nghìn")


def test_no_pair_crosses_a_passage() -> None:
    grams = all_grams(read(Document("a", "Công nhân", "Đình công", ())), Compounds(("công nhân",)))
    assert {"công nhân", "^công nhân", "=công_nhân", "=đình"} <= set(grams)
    assert "nhân đình" not in grams
