"""Reading gold, and folds that keep near-copies together."""

import gzip
import json
from pathlib import Path

import pytest

from nlp.gold import folds, load_gold, near_groups
from nlp.model import ModelError
from nlp.records import Document

TITLE = "công nhân nhà máy sợi bông nhận lương tháng trễ mười ngày nên cùng nhau nghỉ việc hôm nay tại cổng"
WORDS = TITLE.split()


def doc(name: str, words: list[str]) -> Document:
    return Document(name, " ".join(words), "", ())


def test_near_copies_share_a_group_and_a_fold() -> None:
    docs = [doc("a", WORDS), doc("b", WORDS[::-1]), doc("c", [*WORDS, "theo", "báo"]), doc("d", ["tin", "khác"])]
    assert near_groups(docs).tolist() == [0, 1, 0, 3]
    dealt = folds(docs, 2)
    assert dealt[0] == dealt[2]


def test_gold_joins_labels_and_texts_in_the_order_of_ids(tmp_path: Path) -> None:
    stance = {"cong_doan": "none", "chinh_sach": "favor", "doanh_nghiep": "none"}
    labels = [
        {"id": name, "rel": 1, "topics": ["khac"], "stance": stance, "ev": {"chinh_sach": [-1]}, "valence": "pos"}
        for name in ("b", "a")
    ]
    texts = [
        {"id": name, "corpus": "own", "title": f"Bài {name}", "lead": None, "sentences": ["Câu."]}
        for name in ("a", "b", "z")
    ]
    (tmp_path / "labels.jsonl").write_text("".join(json.dumps(row) + "\n" for row in labels), encoding="utf-8")
    packed = gzip.compress("".join(json.dumps(row) + "\n" for row in texts).encode())
    (tmp_path / "pool.jsonl.gz").write_bytes(packed)
    gold = load_gold(tmp_path)
    assert [document.title for document in gold.documents] == ["Bài a", "Bài b"]
    assert gold.documents[0].lead == ""
    assert gold.stance("chinh_sach").tolist() == [0, 0]
    assert gold.evidence("chinh_sach") == [frozenset({-1})] * 2
    assert gold.topics(["khac", "viec_lam"]).tolist() == [[1, 0], [1, 0]]
    assert gold.relevance.tolist() == [1, 1]


@pytest.mark.parametrize(
    "labels",
    [
        None,
        "{",
        '{"id": "lạ", "stance": {"cong_doan": "none", "chinh_sach": "none", "doanh_nghiep": "none"}}\n',
        '{"id": "không có lời văn"}\n',
    ],
)
def test_a_gold_that_cannot_be_read_is_named(tmp_path: Path, labels: str | None) -> None:
    (tmp_path / "pool.jsonl.gz").write_bytes(gzip.compress(b""))
    if labels is not None:
        (tmp_path / "labels.jsonl").write_text(labels, encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be read"):
        load_gold(tmp_path)
