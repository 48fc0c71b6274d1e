"""The shipped annotator on texts of our own: every label has its form, evidence is a sentence of the text."""

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from nlp.annotator import BATCH, Annotator, irrelevant, load_annotator
from nlp.model import ModelError
from nlp.records import STANCES, TARGETS, VALENCES, Annotation, Document
from nlp.taxonomy import codes

STRIKE = Document(
    "strike",
    "Hơn 500 công nhân ngừng việc vì công ty nợ lương hai tháng",
    "Sáng 3/8, công nhân Công ty May Hòa Lợi ở Bình Dương ngừng việc tập thể, yêu cầu trả lương.",
    ("Công nhân bức xúc vì giám đốc nhiều lần thất hứa.", "Cơ quan chức năng đã có mặt."),
)
GIFTS = Document(
    "gifts",
    "LĐLĐ tỉnh Nghệ An trao 50 suất quà cho đoàn viên khó khăn",
    "Các gia đình xúc động cảm ơn tổ chức công đoàn đã kịp thời hỗ trợ, chăm lo đời sống người lao động.",
    (),
)
FOOTBALL = Document(
    "football",
    "Đội tuyển nữ thắng trận ra quân",
    "Hai bàn thắng đến ở cuối hiệp hai, huấn luyện viên hài lòng với các cầu thủ trẻ.",
    ("Trận tới đội gặp chủ nhà.", "Vé xem trận đấu đã bán hết."),
)
HOTEL = Document(
    "hotel",
    "Khách sạn Công đoàn đón đoàn du khách đầu năm",
    "Lượng khách du lịch đến thành phố biển tăng mạnh, giá phòng không đổi.",
    (),
)
EMPTY = Document("empty", "", "", ())
ALL = (STRIKE, GIFTS, FOOTBALL, HOTEL, EMPTY)


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return load_annotator()


def by_id(found: list[Annotation]) -> dict[str, Annotation]:
    return {one.id: one for one in found}


def test_the_labels_of_plain_cases(annotator: Annotator) -> None:
    found = by_id(annotator.annotate(ALL))
    strike, gifts = found["strike"], found["gifts"]
    assert strike.relevance > 0
    assert "tranh_chap_ngung_viec" in {topic.code for topic in strike.topics}
    assert strike.stances[2].label == "against"
    assert strike.valence == "neg"
    assert gifts.relevance == 2
    assert gifts.topics[0].code == "cham_lo_phuc_loi"
    assert gifts.stances[0].label == "favor"
    assert gifts.valence == "pos"
    assert found["football"].relevance == 0
    assert found["empty"].relevance == 0


def test_every_label_has_its_form(annotator: Annotator) -> None:
    for one, doc in zip(annotator.annotate(ALL), ALL, strict=True):
        assert one.id == doc.id
        assert [stance.target for stance in one.stances] == list(TARGETS)
        assert {stance.label for stance in one.stances} <= set(STANCES)
        assert {topic.code for topic in one.topics} <= set(codes("topics"))
        assert one.valence in VALENCES
        assert 0 <= one.relevance_p <= 1
        assert len(one.topics) <= 4


def test_a_polar_stance_shows_a_passage_of_the_text(annotator: Annotator) -> None:
    for one, doc in zip(annotator.annotate(ALL), ALL, strict=True):
        passages = {0: doc.title, -1: doc.lead} | dict(enumerate(doc.sentences, start=1))
        for stance in one.stances:
            polar = stance.label in ("favor", "against")
            assert (stance.evidence is not None) == polar
            if stance.evidence_index is not None:
                assert stance.evidence == passages[stance.evidence_index]


def test_an_irrelevant_text_carries_no_other_label(annotator: Annotator) -> None:
    (one,) = annotator.annotate([FOOTBALL])
    assert (one.topics, one.provinces, one.sector, one.level, one.strike) == ((), (), "none", "none", False)
    assert {stance.label for stance in one.stances} == {"none"}
    assert one.valence == "neu"


def test_doubt_about_relevance_is_doubt_about_every_label() -> None:
    one = irrelevant(FOOTBALL, 0.7, doubtful=["cong_doan"])
    assert one.relevance_p == one.valence_p == 0.7
    assert [(stance.p, stance.abstain) for stance in one.stances] == [(0.7, True), (0.7, False), (0.7, False)]


def test_order_batch_and_unicode_form_change_nothing(annotator: Annotator) -> None:
    alone = [annotator.annotate([doc])[0] for doc in ALL]
    assert annotator.annotate(ALL) == alone
    assert annotator.annotate(ALL[::-1])[::-1] == alone
    many = annotator.annotate([STRIKE] * (BATCH + 3))
    assert len(many) == BATCH + 3
    assert set(many) == {alone[0]}
    title, lead = (unicodedata.normalize("NFD", text) for text in (GIFTS.title, GIFTS.lead))
    decomposed = replace(GIFTS, title=title, lead=lead)
    assert replace(annotator.annotate([decomposed])[0], stances=()) == replace(alone[1], stances=())


def test_a_title_alone_and_a_very_long_body_are_labelled(annotator: Annotator) -> None:
    title_only = Document("t", STRIKE.title, "", ())
    long = replace(STRIKE, sentences=STRIKE.sentences + ("Trời nhiều mây, không mưa ở khắp các quận.",) * 3000)
    for one in annotator.annotate([title_only, long]):
        assert one.relevance > 0
        assert one.stances[2].label == "against"


def test_nothing_to_label(annotator: Annotator) -> None:
    assert annotator.annotate([]) == []


def test_missing_models_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"labels\.npz is missing"):
        load_annotator(tmp_path)
