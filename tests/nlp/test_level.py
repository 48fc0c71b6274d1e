"""The rung of the union that acts."""

import pytest

from nlp.facets import facets, finder
from nlp.level import union_rungs
from nlp.records import Document
from nlp.scan import scan


def rungs(text: str) -> list[str]:
    return [rung for _, rung in union_rungs(scan(Document("x", text, "", ()), finder()))]


@pytest.mark.parametrize(
    ("text", "rung"),
    [
        ("Tổng LĐLĐ Việt Nam họp", "tong"),
        ("Liên đoàn Lao động Việt Nam kiến nghị", "tong"),
        ("LĐLĐ tỉnh Bình Dương họp", "tinh"),
        ("Liên đoàn Lao động Hà Nội họp", "tinh"),
        ("LĐLĐ quận Tân Bình họp", "huyen"),
        ("LĐLĐ Thủ Đức họp", "huyen"),
        ("Công đoàn các KCN Hải Phòng họp", "khu"),
        ("Công đoàn Giáo dục Việt Nam họp", "nganh_vn"),
        ("Công đoàn Tổng công ty Đường sắt họp", "tong_cong_ty"),
        ("công đoàn cơ sở bầu lại", "co_so"),
        ("CĐCS bầu lại", "co_so"),
        ("Công đoàn Công ty Hoa Mai bầu lại", "cong_ty"),
        ("Công đoàn Bệnh viện tỉnh bầu lại", "truong_vien"),
        ("đoàn viên công đoàn phấn khởi", "bare_cd"),
    ],
)
def test_rung_of_a_body(text: str, rung: str) -> None:
    assert rungs(text) == [rung]


def test_chance_strings_are_no_union() -> None:
    assert rungs("Kẻ tấn công đoàn xe bị bắt") == ["bare_cd"]  # told from the union by the classifier, not the pattern
    assert rungs("Học sinh trung học CĐSP") == []


@pytest.mark.parametrize(
    ("title", "lead", "level"),
    [
        (
            "Tổng LĐLĐ Việt Nam đề xuất tăng lương tối thiểu",
            "Tổng Liên đoàn gửi kiến nghị tới Chính phủ.",
            "tong_lien_doan",
        ),
        ("LĐLĐ tỉnh Đồng Nai trao 500 phần quà", "Sáng 5.1, LĐLĐ tỉnh Đồng Nai trao quà cho đoàn viên.", "tinh_nganh"),
        ("LĐLĐ huyện Củ Chi thăm công nhân", "LĐLĐ huyện Củ Chi (TP.HCM) thăm công nhân khu trọ.", "cap_tren_co_so"),
        ("Công nhân chật vật vì giá phòng trọ", "Giá thuê tăng, nhiều người tính chuyện về quê.", "none"),
    ],
)
def test_level(title: str, lead: str, level: str) -> None:
    assert facets([Document("x", title, lead, ())])[0].level == level
