"""Who says what, on sentences of our own: the form, the role, and that no private name comes out."""

import unicodedata

import pytest

from nlp.entities import field_texts
from nlp.quote import Quote, find_quotes
from nlp.records import Document
from nlp.speaker import ROLES


def quotes(*sentences: str) -> list[Quote]:
    doc = Document("t", "", "", sentences)
    found = find_quotes(doc)
    body = field_texts(doc)["body"]
    assert all(body[q.start : q.end] == q.text and q.role in ROLES for q in found)
    return list(found)


@pytest.mark.parametrize(
    ("sentence", "form", "role", "speaker", "text"),
    [
        (
            "Bà Mẫu Thị Ví, Chủ tịch LĐLĐ tỉnh Long An, cho biết: “Chúng tôi sẽ hỗ trợ từng công nhân mất việc.”",
            "direct",
            "union",
            "Chủ tịch Liên đoàn Lao động Long An",
            "Chúng tôi sẽ hỗ trợ từng công nhân mất việc.",
        ),
        (
            '"Lương tháng này vẫn chưa thấy đâu", chị Ví, công nhân Công ty TNHH Sao Khuê, than thở.',
            "direct",
            "worker",
            "người lao động",
            "Lương tháng này vẫn chưa thấy đâu",
        ),
        (
            "«Đơn hàng giảm nên công ty phải giãn ca», ông Mẫu, giám đốc Công ty TNHH Sao Khuê, chia sẻ.",
            "direct",
            "employer",
            "Giám đốc Công ty TNHH Sao Khuê",
            "Đơn hàng giảm nên công ty phải giãn ca",
        ),
        (
            "Phó giám đốc bệnh viện cho biết các bệnh nhân được bù dịch và theo dõi.",
            "indirect",
            "expert",
            None,
            "các bệnh nhân được bù dịch và theo dõi.",
        ),
        (
            "Đại diện Sở Nội vụ tỉnh Long An nhấn mạnh: Doanh nghiệp phải trả đủ lương trước ngày 15.",
            "colon",
            "state",
            None,
            "Doanh nghiệp phải trả đủ lương trước ngày 15.",
        ),
        (
            "Theo LĐLĐ tỉnh Long An, hơn ba nghìn công nhân đã nhận hỗ trợ.",
            "indirect",
            "union",
            "Liên đoàn Lao động Long An",
            "hơn ba nghìn công nhân đã nhận hỗ trợ.",
        ),
        (
            "Nhiều công nhân cho rằng mức thưởng năm nay quá thấp so với năm trước.",
            "indirect",
            "worker",
            "người lao động",
            "mức thưởng năm nay quá thấp so với năm trước.",
        ),
        (
            "Luật sư Mẫu Văn Ví cho rằng, công ty làm vậy là trái luật lao động.",
            "indirect",
            "expert",
            "chuyên gia",
            "công ty làm vậy là trái luật lao động.",
        ),
    ],
)
def test_who_says_what(sentence: str, form: str, role: str, speaker: str | None, text: str) -> None:
    (quote,) = quotes(sentence)
    assert (quote.form, quote.role, quote.text) == (form, role, text)
    assert speaker is None or quote.speaker == speaker
    assert "Ví" not in (quote.speaker or "")
    assert "Mẫu" not in (quote.speaker or "")


@pytest.mark.parametrize(
    "sentence",
    [
        "Hội nghị có chủ đề “Công đoàn đồng hành cùng người lao động cả nước”.",
        "Ông bị khởi tố về tội “Vi phạm quy định về an toàn lao động”.",
        "Theo quy định, người lao động được nghỉ 12 ngày phép một năm.",
        "Theo đó, công nhân được hỗ trợ ba triệu đồng mỗi người.",
        "Theo Nghị định 12 của Chính phủ, mức đóng tăng từ tháng bảy năm nay.",
        "Công ty vẫn “im lặng” trước công nhân.",
        "Chương trình Tết sum vầy diễn ra tại nhà máy.",
    ],
)
def test_titles_rules_and_words_at_a_distance_are_no_quotes(sentence: str) -> None:
    assert quotes(sentence) == []


def test_a_voice_is_followed_by_name_and_by_ong() -> None:
    found = quotes(
        "Ông Mẫu Văn Ví, Phó Chủ tịch Tổng LĐLĐ Việt Nam, dự hội nghị.",
        "“Công đoàn sẽ đề xuất phương án tăng lương tối thiểu hợp lý”, ông Ví nói.",
        "“Đời sống công nhân còn rất khó khăn sau nhiều năm dịch bệnh”, ông nói.",
    )
    assert [(q.role, q.speaker, q.sentence) for q in found] == [
        ("union", "Phó chủ tịch Tổng Liên đoàn Lao động Việt Nam", 2),
        ("union", "Phó chủ tịch Tổng Liên đoàn Lao động Việt Nam", 3),
    ]
    assert {q.entity_id for q in found} == {"pho-chu-tich@tld"}


def test_an_unknown_voice_stays_unknown() -> None:
    (quote,) = quotes("“Tôi không hiểu vì sao lại có chuyện như thế này xảy ra”, bà Ví nói.")
    assert (quote.role, quote.speaker, quote.entity_id) == ("unknown", None, None)


def test_a_quote_over_several_sentences_counts_both_ends() -> None:
    (quote,) = quotes("Chị Ví kể: “Tôi làm ở đây đã mười năm.", "Chưa năm nào khó như năm nay.”")
    assert (quote.sentence, quote.last_sentence, quote.role) == (1, 2, "worker")


def test_a_mark_left_open_swallows_nothing() -> None:
    found = quotes("Chị nói: “Tôi chờ mãi.", *["Câu kể tiếp theo của bài báo rất dài dòng."] * 60)
    assert [(q.text, q.last_sentence) for q in found] == [("Tôi chờ mãi.", 1)]


def test_nfd_text_gives_the_words_as_written() -> None:
    sentence = unicodedata.normalize("NFD", "Theo LĐLĐ tỉnh Khánh Hoà, hơn ba nghìn công nhân đã nhận hỗ trợ.")
    (quote,) = quotes(sentence)
    assert quote.text in sentence


def test_title_and_lead_count_as_evidence_does() -> None:
    doc = Document(
        "t",
        "LĐLĐ tỉnh Long An: “Không để công nhân nào thiếu Tết năm nay”",
        "Nhiều công nhân cho rằng thưởng quá thấp.",
        (),
    )
    assert [(q.field, q.sentence) for q in find_quotes(doc)][-1] == ("sapo", -1)


def test_who_takes_the_word_again_is_not_the_body_talked_of() -> None:
    first, second = quotes(
        "Bà Mẫu Thị Ví, Chủ tịch LĐLĐ tỉnh Long An, cho biết: “Chúng tôi sẽ hỗ trợ từng công nhân mất việc.”",
        "Đồng ý khung giờ theo đề nghị của Chính phủ, bà Ví nói thêm: “Phải trả tiền làm thêm theo bậc cao hơn.”",
    )
    assert (first.role, second.role) == ("union", "union")


def test_many_petitions_are_no_speech() -> None:
    assert quotes("Đoàn viên gửi tới công đoàn nhiều kiến nghị liên quan tới chính sách lương tối thiểu.") == []
