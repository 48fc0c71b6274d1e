"""Strikes at home, talk of strikes, and events abroad."""

import pytest

from nlp.facets import facets
from nlp.records import Document


@pytest.mark.parametrize(
    ("title", "lead", "strike"),
    [
        (
            "Hơn 1.000 công nhân đình công đòi tăng lương",
            "Sáng 5.3, công nhân công ty giày ở Long An đồng loạt đình công.",
            True,
        ),
        (
            "Hàng trăm công nhân ngừng việc tập thể vì bữa ăn ca",
            "Công nhân một công ty may ở Tiền Giang phản đối.",
            True,
        ),
        ("Góp ý dự thảo quy định về quyền đình công", "Dự thảo Bộ luật Lao động sửa đổi trình tự đình công.", False),
        ("Công nhân ngừng việc do dịch được hỗ trợ", "Lao động phải cách ly y tế nhận gói hỗ trợ 1 triệu đồng.", False),
        ("LĐLĐ tỉnh trao quà Tết", "Năm qua trên địa bàn không xảy ra đình công, ngừng việc.", False),
    ],
)
def test_strike(title: str, lead: str, strike: bool) -> None:
    assert facets([Document("x", title, lead, ())])[0].strike is strike


@pytest.mark.parametrize(
    ("title", "lead", "foreign"),
    [
        (
            "Công nhân Boeing ở Mỹ đình công",
            "Hàng nghìn công nhân tại Washington bỏ việc, công đoàn Mỹ cho biết.",
            True,
        ),
        ("Tổng thống Pháp đối mặt tổng đình công", "Các nghiệp đoàn ở Paris xuống đường.", True),
        ("LĐLĐ TP.HCM thăm công nhân", "Đoàn đến các khu trọ ở huyện Bình Chánh, TP.HCM.", False),
    ],
)
def test_foreign(title: str, lead: str, foreign: bool) -> None:
    assert facets([Document("x", title, lead, ())])[0].foreign is foreign
