"""Sentences that carry a message: exact, inflected, paraphrased; never denied, never of somebody else."""

from collections import Counter
from pathlib import Path

import pytest

from flows.planfile import read_plans
from nlp.records import Document
from nlp.slogan import Messages


@pytest.fixture(scope="module")
def messages() -> Messages:
    return read_plans().message_finder()


def kinds(messages: Messages, *sentences: str) -> list[tuple[str, str, int]]:
    return [(one.message_id, one.kind, one.index) for one in messages.of(Document("d", "", "", sentences))]


UNION = "chu-dong-tich-cuc-sang-tao-trach-nhiem"
SAFE = "nang-suat-an-toan-thu-nhap"
PROUD = "tu-hao-tri-tue-lao-dong"
GOOD = "trieu-sang-kien-trieu-viec-tot"


@pytest.mark.parametrize(
    ("sentence", "message", "kind"),
    [
        (
            "Thông điệp “Công đoàn Việt Nam: Chủ động – Tích cực – Sáng tạo – Trách nhiệm” được treo khắp nhà máy.",
            UNION,
            "exact",
        ),
        ("Công đoàn tỉnh luôn chủ động, sáng tạo, tích cực và trách nhiệm với thợ.", UNION, "inflected"),
        (
            "Công đoàn công ty chủ động thương lượng và ký thỏa ước lao động tập thể có lợi hơn luật.",
            UNION,
            "paraphrase",
        ),
        ("Thợ hưởng ứng chủ đề Năng suất cao - An toàn lao động - Thu nhập tốt.", SAFE, "exact"),
        ("Mục tiêu là thu nhập tốt, năng suất cao, an toàn lao động.", SAFE, "inflected"),
        ("Phong trào giúp tăng năng suất, bảo đảm an toàn và nâng cao thu nhập cho thợ.", SAFE, "paraphrase"),
        ("Lễ trao giải mang tên “Tự hào trí tuệ lao động Việt Nam”.", PROUD, "exact"),
        ("Họ tự hào về trí tuệ của người lao động Việt Nam.", PROUD, "inflected"),
        ("Cả nước cùng góp “1 triệu sáng kiến – triệu việc tốt”.", GOOD, "exact"),
        ("Một triệu sáng kiến là một triệu việc tốt cho đời.", GOOD, "inflected"),
    ],
)
def test_a_sentence_carries_a_message(messages: Messages, sentence: str, message: str, kind: str) -> None:
    assert kinds(messages, "Câu mở đầu.", sentence) == [(message, kind, 2)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Công đoàn cơ sở chưa chủ động, thiếu tích cực, kém sáng tạo và không có trách nhiệm.",
        "Học sinh cần chủ động, tích cực, sáng tạo, trách nhiệm trong học tập.",
        "Giống lúa cho năng suất cao, nông dân có thu nhập tốt.",
        "Chương trình 1 triệu sáng kiến có thêm 300 sáng kiến.",
        "Đội bóng tự hào về chiến thắng của bóng đá Việt Nam.",
        "Năng suất thấp, an toàn lao động kém, thu nhập giảm.",
    ],
)
def test_no_message_is_read_into_a_sentence(messages: Messages, sentence: str) -> None:
    assert kinds(messages, sentence) == []


def test_precision_and_recall_on_sentences_written_for_it(messages: Messages) -> None:
    """Bar: 0.95 of the sentences that are shown carry the message."""
    lines = (Path(__file__).parent / "messages.tsv").read_text(encoding="utf-8").splitlines()
    counts: Counter[str] = Counter()
    for message, _, sentence in (line.split("\t") for line in lines if not line.startswith("#")):
        found = {one for one, _, _ in kinds(messages, "Câu mở đầu.", sentence)}
        wanted = {message} - {"-"}
        counts += Counter({"right": len(found & wanted), "false": len(found - wanted), "missed": len(wanted - found)})
    assert counts["right"] / (counts["right"] + counts["false"]) >= 0.95
    assert counts["right"] / (counts["right"] + counts["missed"]) >= 0.9


def test_a_slogan_as_a_hashtag(messages: Messages) -> None:
    assert kinds(messages, "Xem ngay #TuHaoTriTueLaoDongVietNam nhé.") == [(PROUD, "exact", 1)]
