"""Diacritics come back; the shipped weights are held to what was measured on press of other outlets and days."""

import gzip
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from nlp.model import ModelError
from nlp.normalize import strip_diacritics
from nlp.restore import load_restorer
from nlp.restore_training import accuracy, texts_of, train

# sentences of our own, in the manner of the labour press
SENTENCES = (
    "Công đoàn Khu công nghiệp trao quà cho công nhân có hoàn cảnh khó khăn nhân dịp Tết.",
    "Người lao động kiến nghị công ty trả đủ lương và đóng bảo hiểm xã hội.",
    "Liên đoàn Lao động tỉnh tổ chức đối thoại với người sử dụng lao động.",
)
_OUTLETS_LEARNED = {"vnexpress", "thanhnien", "tuoitre"}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_bare_sentence_gets_its_marks(sentence: str) -> None:
    assert load_restorer().restore(strip_diacritics(sentence)) == sentence


def test_what_is_marked_stays_and_helps() -> None:
    restored = load_restorer().restore("Công đoàn co so chăm lo cho doan viên")
    assert restored == "Công đoàn cơ sở chăm lo cho đoàn viên"


def test_signs_figures_and_capitals_stay() -> None:
    restored = load_restorer().restore("CONG TY no luong 3 thang (tu 01/5) – 1.200 nguoi!")
    assert restored == "CÔNG TY nợ lương 3 tháng (từ 01/5) – 1.200 người!"


def test_a_syllable_with_half_its_marks_is_completed() -> None:
    assert load_restorer().restore("chưa đươc giải quyêt") == "chưa được giải quyết"


def test_foreign_words_stay() -> None:
    assert load_restorer().restore("Samsung Xyzzyq") == "Samsung Xyzzyq"


def test_empty_text() -> None:
    assert load_restorer().restore("") == ""


def test_same_texts_give_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "press.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as out:
        for i in range(12):
            out.write(json.dumps({"title": SENTENCES[i % 3], "lead": "", "body": " ".join(SENTENCES)}) + "\n")
    first, second = (train([path], tmp_path / name) for name in ("a", "b"))
    assert first[1] == second[1]
    assert accuracy(load_restorer(tmp_path / "a"), texts_of(path))["accuracy"] == 1.0


def test_a_missing_model_names_its_file(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"restore\.npz"):
        load_restorer(tmp_path)


def _unseen(shared: Path) -> Iterator[str]:
    with gzip.open(shared / "press" / "items-17-outlets.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            if item["outlet"] not in _OUTLETS_LEARNED:
                told = re.sub(r"<[^>]+>|https?://\S+", " ", html.unescape(item["description_html"] or ""))
                yield f"{item['title']}\n{told}"


@pytest.mark.shared
def test_press_of_other_outlets_and_a_later_year(shared: Path) -> None:
    figures = accuracy(load_restorer(), list(_unseen(shared))[::40])
    assert figures["syllables"] > 5_000
    assert figures["accuracy"] >= 0.97
