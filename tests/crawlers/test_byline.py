"""Bylines give the names of people; what closes or points away from a text is none of it."""

import pytest

from crawlers.body import Paragraph
from crawlers.byline import clean_byline, sapo_prefix, strip_credits


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("Bài và ảnh: TRẦN HẢI", "TRẦN HẢI"),
        ("Lê Tuyết (Theo Nikkei)", "Lê Tuyết"),
        ("Nguyễn Hằng/VOV.VN", "Nguyễn Hằng"),
        ("hoaian@bao.example Hoài An", "Hoài An"),
        ("THUẬN VĂN - LÊ ÁNH", "THUẬN VĂN - LÊ ÁNH"),
        ("Theo VnExpress", None),
        ("Báo Tuổi Trẻ", None),
        ("VnExpress", None),
        ("Nội dung: Hoài Phương - Thiết kế: Thái Hưng", "Hoài Phương"),
        ("Việt Thành tổng hợp", "Việt Thành"),
        ("Hoàng Lê (dịch)", "Hoàng Lê"),
        ("Nguyễn Tiến (Ảnh: báo bạn)", "Nguyễn Tiến"),
        ("Hà Nguyễn - 05/06/2026 08:03", "Hà Nguyễn"),
        ("Ảnh: Quỳnh Trần", "Quỳnh Trần"),
        ("Thực hiện Minh Anh", "Minh Anh"),
        ("Hương Giang - Video: Minh Đức", "Hương Giang"),
        ("Minh Châu (TTXVN/Vietnam+)", "Minh Châu"),
    ],
)
def test_a_byline_is_the_names_of_people(raw: str, names: str | None) -> None:
    assert clean_byline(raw, outlet=("Tin nhanh VnExpress vnexpress.net",)) == names


def test_closing_credits_and_pointers_are_no_text() -> None:
    texts = (
        "Trở lại xưởng sau Tết, công nhân phấn khởi.",
        "Xem thêm: Bài khác",
        "Theo ông Nam, lương đã đủ.",
        "Theo AFP",
        "(TTXVN/Vietnam+)",
    )
    kept = strip_credits([Paragraph(text) for text in texts], None)
    assert [paragraph.text for paragraph in kept] == [texts[0], texts[2]]


@pytest.mark.parametrize(
    ("sapo", "prefix"),
    [
        ("(Dân trí) - Nhặt được ví, chị chờ.", "(Dân trí) - "),
        ("(PLO)- Sáng nay, tại nghĩa trang.", "(PLO)- "),
        ("NDO - Nhiều địa phương đã dành đất.", "NDO - "),
        ("Đồng Nai - Sau hai phiên thương lượng.", ""),
        ("Không có gì ở đầu.", ""),
    ],
)
def test_a_sapo_is_parted_from_its_outlets_mark(sapo: str, prefix: str) -> None:
    assert sapo_prefix(sapo) == (prefix, sapo[len(prefix) :])
