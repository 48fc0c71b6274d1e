"""Persons and models shown as examples: with deed, unit and sentence; leaders who hand over are none."""

import pytest

from nlp.records import Document
from nlp.spotlight import Spotlight, Spotlights


def lights(*sentences: str) -> list[Spotlight]:
    return list(Spotlights().of(Document("d", "", "", sentences), ("Hà Nam",)))


@pytest.mark.parametrize(
    ("sentence", "name", "deed"),
    [
        (
            "Sáng kiến cải tiến khuôn dập của công nhân Trần Thị Mẫu giúp làm lợi 2 tỉ đồng.",
            "Trần Thị Mẫu",
            "sang_kien",
        ),
        ("Anh Lê Văn Thử (Công ty May Sao Khuê) có ba sáng kiến được áp dụng.", "Lê Văn Thử", "sang_kien"),
        ("Chị Phạm Thị Ví được Liên đoàn Lao động tỉnh tuyên dương năm nay.", "Phạm Thị Ví", "danh_hieu"),
        ("Chị Ngô Thị Dụ, lao công, vừa trả lại ví có 30 triệu đồng cho khách.", "Ngô Thị Dụ", "viec_tot"),
    ],
)
def test_a_person_is_shown_with_the_deed(sentence: str, name: str, deed: str) -> None:
    assert [(one.kind, one.name, one.deed, one.sentence) for one in lights(sentence)] == [
        ("person", name, deed, sentence)
    ]


def test_the_unit_is_the_one_that_the_sentence_names() -> None:
    [one] = lights("Anh Lê Văn Thử (Công ty May Sao Khuê) có ba sáng kiến được áp dụng.")
    assert (one.unit, one.province) == ("Công ty May Sao Khuê", "Hà Nam")


def test_a_model_is_shown_by_its_name() -> None:
    [one] = lights("Mô hình “Bữa cơm thợ mỏ” được nhân rộng ở mười công đoàn cơ sở.")
    assert (one.kind, one.name) == ("model", "Bữa cơm thợ mỏ")


@pytest.mark.parametrize(
    "sentence",
    [
        "Ông Lê Văn Thử - Phó Chủ tịch Liên đoàn Lao động tỉnh - tuyên dương 40 công nhân giỏi.",
        "Bà Trần Thị Mẫu cho biết tỉnh sẽ tuyên dương 40 công nhân giỏi.",
        "Nhân viên Điện Tử Sao Khuê được thưởng Tết.",
        "Anh Lê Văn Thử bị nợ lương bốn tháng.",
    ],
)
def test_who_speaks_or_suffers_is_no_example(sentence: str) -> None:
    assert lights(sentence) == []


def test_a_name_stands_once() -> None:
    assert len(lights("Anh Lê Văn Thử có sáng kiến hay.", "Sáng kiến của anh Lê Văn Thử được áp dụng.")) == 1
