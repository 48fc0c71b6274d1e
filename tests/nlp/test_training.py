"""Training on a gold of our own: reproducible, corrected by people, with a site's encoder; floors that only rise."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nlp import floors, train
from nlp.annotator import load_annotator
from nlp.candidate import Made, make
from nlp.corrected import WORTH, people_agree, weighed, with_corrections
from nlp.encoder import HubEncoder, load_encoder, text_of
from nlp.gold import Gold, load_gold
from nlp.model import ModelError, load_weights, save_weights
from nlp.records import Document
from tests.nlp import tiny_gold

CORRECTED = {
    **tiny_gold.label("c1", 2, topics=["khac"], valence="neg", prov=["Long An"]),
    **tiny_gold.text("c1", "Công đoàn đi đâu 77", "Một lời văn mới 78.", "Công đoàn bị phê phán 79."),
    "stance": {"cong_doan": "against", "chinh_sach": "none", "doanh_nghiep": "none"},
    "ev": {"cong_doan": [1]},
    "corrected": ["relevance", "stance_cong_doan"],
    "corpus": "corrections",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_gold.write(tmp_path_factory.mktemp("gold"))


@pytest.fixture(scope="module")
def made(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Made, Path]:
    out = tmp_path_factory.mktemp("models")
    return make(folder, out), out


def said(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), encoding="utf-8")
    return path


def bytes_in(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_two_trainings_give_the_same_bytes_and_the_same_id(
    folder: Path, made: tuple[Made, Path], tmp_path: Path
) -> None:
    again = make(folder, tmp_path)
    assert again == made[0]
    assert set(bytes_in(tmp_path)) == {"SHA256SUMS", "facets.npz", "labels.json", "labels.md", "labels.npz"}
    assert bytes_in(tmp_path) == bytes_in(made[1])
    assert load_annotator(tmp_path).annotator_id == again.annotator_id


def test_the_card_tells_the_facets_and_the_profile(made: tuple[Made, Path]) -> None:
    card = floors.load_card(made[1])
    assert {"provinces.f1", "provinces.f1_34", "sector.macro", "level.macro", "strike.f1"} <= set(card["figures"])
    assert card["profile"]["texts"] == sum(card["profile"]["scores"]["relevance"]) > 100
    assert 0 <= card["profile"]["unknown_words"] < 0.5
    assert card["corrections"] == {"sha256": "", "texts": 0, "fields": 0, "agreement": 0.0}


class Hashing:
    """A tiny local model with the face of sentence-transformers: a text's words, hashed into a few numbers."""

    def encode(self, sentences: list[str], *, batch_size: int, show_progress_bar: bool) -> Any:
        """One vector a text."""
        assert (batch_size > 0, show_progress_bar) == (True, False)
        rows = np.zeros((len(sentences), 8), dtype=np.float32)
        for row, text in zip(rows, sentences, strict=True):
            for word in text.split():
                row[hashlib.md5(word.encode(), usedforsecurity=False).digest()[0] % 8] += 1
        return rows


def test_corrections_and_an_encoder_make_another_model(folder: Path, made: tuple[Made, Path], tmp_path: Path) -> None:
    encoder = HubEncoder("sentence-transformers:tí-hon", Hashing())
    gold = with_corrections(load_gold(folder), [said(tmp_path / "sua.jsonl", CORRECTED)])
    work = train.study(gold, encoder)
    dense, _ = train.out_of_fold(work)
    identity = train.identity_of(gold, encoder)
    learned = train.train(work, dense, identity)
    assert learned.relevance.coef.shape[0] == load_annotator(made[1]).relevance.coef.shape[0] + 8
    train.save(learned, tmp_path, {"gold_sha256": gold.sha256, "articles": gold.own})
    save_weights(tmp_path / "facets.npz", load_weights("facets", made[1]))
    with pytest.raises(ModelError, match="sentence-transformers"):
        load_annotator(tmp_path)
    loaded = load_annotator(tmp_path, encoder)
    assert loaded.annotator_id != made[0].annotator_id
    docs = list(gold.documents[:20])
    assert [a.relevance for a in loaded.annotate(docs)] == [label["rel"] for label in gold.labels[:20]]


def test_a_new_text_brings_the_models_labels_where_people_said_nothing(folder: Path, tmp_path: Path) -> None:
    gold = load_gold(folder)
    both = with_corrections(gold, [said(tmp_path / "sua.jsonl", CORRECTED)])
    assert (both.own, len(both.documents)) == (len(gold.documents), len(gold.documents) + 1)
    assert (both.sha256, gold.corrections) == (gold.sha256, "")
    assert both.labels[-1]["valence"] == "neg"
    assert both.people == {len(gold.documents): frozenset({"relevance", "stance_cong_doan"})}
    rows = np.arange(len(both.documents))
    assert list(weighed(both, rows)[-WORTH:]) == [len(gold.documents)] * WORTH
    assert list(weighed(gold, rows[:-1])) == list(rows[:-1])


def test_a_persons_word_on_a_gold_text_wins_and_the_rest_stays_the_golds(folder: Path, tmp_path: Path) -> None:
    gold = load_gold(folder)
    doc, old = gold.documents[3], gold.labels[3]
    as_crawled = {"id": "0123456789abcdef", "title": doc.title.upper(), "lead": doc.lead, "sentences": []}
    word = {**CORRECTED, **as_crawled, "rel": old["rel"], "valence": "neu", "corrected": ["valence", "provinces"]}
    both = with_corrections(gold, [said(tmp_path / "sua.jsonl", word | {"prov": ["Huế"]})])
    assert len(both.documents) == len(gold.documents)
    assert both.labels[3] == {**old, "valence": "neu", "prov": ["Huế"]}


def test_a_text_found_irrelevant_loses_every_other_label(folder: Path, tmp_path: Path) -> None:
    gold = load_gold(folder)
    word = {**CORRECTED, "id": gold.documents[0].id, "rel": 0, "corrected": ["relevance"]}
    label = with_corrections(gold, [said(tmp_path / "sua.jsonl", word)]).labels[0]
    assert label == tiny_gold.label(gold.documents[0].id, 0, foreign=gold.labels[0]["foreign"])


def test_the_last_file_counts(folder: Path, tmp_path: Path) -> None:
    files = [
        said(tmp_path / f"{v}.jsonl", {**CORRECTED, "valence": v, "corrected": ["valence"]}) for v in ("pos", "neg")
    ]
    assert with_corrections(load_gold(folder), files).labels[-1]["valence"] == "neg"


@pytest.mark.parametrize(
    ("line", "told"),
    [("{", "no record"), ('{"id": "x"}', "rel, topics"), (json.dumps({**CORRECTED, "valence": "tốt"}), "codebook")],
)
def test_a_line_that_is_no_correction_is_named(folder: Path, tmp_path: Path, line: str, told: str) -> None:
    path = said(tmp_path / "sua.jsonl", CORRECTED)
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(ModelError, match=rf"sua\.jsonl:2: .*{told}"):
        with_corrections(load_gold(folder), [path])


def test_held_out_models_are_compared_with_people(folder: Path, made: tuple[Made, Path], tmp_path: Path) -> None:
    gold = load_gold(folder)
    annotations = load_annotator(made[1]).annotate(gold.documents)
    word = {**CORRECTED, "id": gold.documents[0].id, "valence": "neu", "corrected": ["valence", "topics"]}
    both: Gold = with_corrections(gold, [said(tmp_path / "sua.jsonl", word)])
    found = people_agree(both, annotations)
    assert (found["texts"], found["fields"]) == (1, 2)
    same = [annotations[0].valence == "neu", {t.code for t in annotations[0].topics} == {"khac"}]
    assert found["agreement"] == sum(same) / 2


DOC = Document("a", "Công đoàn tặng quà", "Công nhân vui.", ("Sáng nay.",))


def test_an_encoder_that_wants_words_is_given_words() -> None:
    seen: list[str] = []

    class Listening(Hashing):
        def encode(self, sentences: list[str], *, batch_size: int, show_progress_bar: bool) -> Any:
            seen.extend(sentences)
            return super().encode(sentences, batch_size=batch_size, show_progress_bar=show_progress_bar)

    def words(text: str) -> list[str]:
        return text.replace("\n", " ").replace("Công đoàn", "Công_đoàn").replace("Công nhân", "Công_nhân").split()

    assert HubEncoder("x", Listening(), words).encode([DOC]).shape == (1, 8)
    assert seen == ["Công_đoàn tặng quà Công_nhân vui. Sáng nay."]
    assert text_of(DOC) == "Công đoàn tặng quà\nCông nhân vui.\nSáng nay."


def test_an_encoder_without_one_vector_a_text_is_refused() -> None:
    class Broken:
        def encode(self, sentences: Sequence[str], *, batch_size: int, show_progress_bar: bool) -> Any:
            return np.full((len(sentences), 2), np.nan)

    assert HubEncoder("x", Broken()).encode([]).size == 0
    with pytest.raises(ModelError, match="encoder x"):
        HubEncoder("x", Broken()).encode([DOC])


def test_a_missing_library_and_a_bad_spec_say_what_to_do() -> None:
    with pytest.raises(ModelError, match=r"pip install 'diemtin\[encoder\]'|cannot be loaded"):
        load_encoder("sentence-transformers+words:khong/co")
    with pytest.raises(ModelError, match="sentence-transformers:NAME"):
        load_encoder("phobert")
