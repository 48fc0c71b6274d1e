"""Where the event is, on texts written for the purpose."""

import pytest

from nlp.facets import facets
from nlp.records import Document


def provinces_of(title: str, lead: str = "", *body: str) -> set[str]:
    return set(facets([Document("x", title, lead, body)])[0].provinces)


@pytest.mark.parametrize(
    ("title", "lead", "expected"),
    [
        ("Bình Dương: 300 công nhân may được trả đủ lương", "", {"Bình Dương"}),
        ("LĐLĐ TP.HCM trao quà Tết cho đoàn viên khó khăn", "", {"TP.HCM"}),
        ("Công nhân nhận quà", "Sáng 5.1, LĐLĐ huyện Trảng Bom trao 200 phần quà cho công nhân.", {"Đồng Nai"}),
        ("Công đoàn Huế chăm lo công nhân", "Ngày 3.2, LĐLĐ thành phố Huế tổ chức phiên chợ.", {"Thừa Thiên Huế"}),
        ("Công nhân quận 12 vui Tết", "Công đoàn quận 12 tổ chức bữa cơm tất niên.", {"TP.HCM"}),
        ("Bữa cơm công đoàn", "LĐLĐ huyện Châu Thành (Tiền Giang) tổ chức bữa cơm công đoàn.", {"Tiền Giang"}),
        ("Đề xuất tăng lương tối thiểu vùng từ 1.7", "Hội đồng Tiền lương quốc gia họp phiên thứ hai.", set()),
        ("Hai công nhân bị thương", "Vụ việc xảy ra trên đường Điện Biên Phủ, quận Bình Thạnh, TP.HCM.", {"TP.HCM"}),
        ("Thoả ước mới tại Khánh Hoà", "LĐLĐ tỉnh Khánh Hoà ký thoả ước lao động tập thể ngành.", {"Khánh Hòa"}),
    ],
)
def test_provinces(title: str, lead: str, expected: set[str]) -> None:
    assert provinces_of(title, lead) == expected


def test_a_person_is_not_a_province() -> None:
    text = "Chị Nguyễn Thị Hải Dương, công nhân vệ sinh ở TP Vinh (Nghệ An), vừa được khen thưởng."
    assert provinces_of("Người công nhân nhặt được ví", text) == {"Nghệ An"}


def test_an_ocean_is_not_thai_binh() -> None:
    assert provinces_of("Lao động Việt ở các đảo Thái Bình Dương", "Họ làm việc trên tàu cá.") == set()


def test_decomposed_text_and_either_tone_placement_read_alike() -> None:
    import unicodedata

    title = "Thanh Hoá: công đoàn hỗ trợ công nhân mất việc"
    assert provinces_of(title) == provinces_of(unicodedata.normalize("NFD", title)) == {"Thanh Hóa"}


def test_feed_only_and_empty_documents_are_served() -> None:
    assert facets([]) == []
    assert facets([Document("x", "", "", ())])[0].provinces == ()
