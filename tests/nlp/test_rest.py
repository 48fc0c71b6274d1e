"""General news as the irrelevant mass: what is taken of it, and what a model learns from it."""

import gzip
import json
from pathlib import Path

import pytest

from nlp.gold import load_gold
from nlp.model import ModelError
from nlp.rest import with_rest
from tests.nlp import tiny_gold

SPORT = "Đội chủ nhà gặp tai nạn ở phút cuối và mất chiếc cúp."


def news(path: Path, *texts: tuple[str, str]) -> Path:
    """Write general news; of eight lines one is read, so every text stands eight times."""
    records = [{"id": f"{n}", "title": title, "lead": "", "body": body} for n, (title, body) in enumerate(texts)]
    lines = "".join((json.dumps(record, ensure_ascii=False) + "\n") * 8 for record in records)
    path.write_bytes(gzip.compress(lines.encode()))
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_gold.write(tmp_path_factory.mktemp("gold"))


def test_texts_with_a_word_of_labour_and_the_golds_own_are_passed_over(folder: Path, tmp_path: Path) -> None:
    gold = load_gold(folder)
    own = gold.documents[0].title.upper()
    texts = (("Chung kết", SPORT), ("Nợ lương", "Công nhân chờ."), (own, SPORT), ("Bán kết", f"{SPORT} Hết giờ."))
    found = with_rest(gold, news(tmp_path / "news.jsonl.gz", *texts))
    assert [(doc.title, len(doc.sentences)) for doc in found.rest] == [("Chung kết", 0), ("Bán kết", 2)]
    assert [doc.title for doc in found.mass] == ["Chung kết", "Chung kết", "Bán kết", "Bán kết"]
    assert len(found.rest_sha256) == 64
    assert with_rest(gold, None) is gold


def test_a_file_that_cannot_be_read_is_named(folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "news.jsonl.gz"
    broken.write_bytes(b"no gzip")
    with pytest.raises(ModelError, match=r"news\.jsonl\.gz"):
        with_rest(load_gold(folder), broken)
