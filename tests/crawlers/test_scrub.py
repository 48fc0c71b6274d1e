"""Comments lose every identity and keep their opinion."""

import re

import pytest

from crawlers.identity_marks import HIDDEN
from crawlers.scrub import scrub_comment, scrub_post
from tests.crawlers.identities import KINDS, OPINIONS, planted


def test_thirty_kinds_of_identity_leave_nothing() -> None:
    found = planted(60 * len(KINDS), seed=20)
    leaks = [(one.kind, one.text) for one in found if leaks_in(scrub_comment(one.text), one.secrets)]
    assert len(KINDS) >= 30
    assert leaks == []


def leaks_in(text: str, secrets: tuple[str, ...]) -> bool:
    """Whether a secret, or the figures of one, stands in a text."""
    figures = re.sub(r"\D", "", text)
    numbers = [number for number in (re.sub(r"\D", "", secret) for secret in secrets) if len(number) > 6]
    return any(secret.lower() in text.lower() for secret in secrets) or any(number in figures for number in numbers)


@pytest.mark.parametrize(
    "comment",
    [
        "lương cơ bản 4,68 triệu, tăng 6% từ 1/1/2026, nghỉ Tết 9 ngày",
        "Bảo hiểm xã hội một lần có rút được không, em đóng 5 năm rồi",
        "Cảm ơn Công đoàn Việt Nam đã quan tâm công nhân Bình Dương",
        "Luật Công đoàn 2024 có hiệu lực chưa, nghị định 38/2022/NĐ-CP thì sao",
        "lương 5.310.000 đồng/tháng, tăng ca 300h, phụ cấp 500k",
        "do cong ty no luong nen cong nhan dinh cong",
        "hằng tháng trừ đoàn phí mà chẳng thấy gì, thành ra ai cũng nản",
        "anh em công nhân ủng hộ, chị em phấn khởi lắm, ad cho hỏi cty k đóng bhxh",
        *OPINIONS,
    ],
)
def test_an_opinion_stays_as_it_is(comment: str) -> None:
    assert scrub_comment(comment) == comment


@pytest.mark.parametrize(
    ("comment", "secret"),
    [
        ("0️⃣9️⃣1️⃣2️⃣345678 và ０９１２３４５６７８", "345678"),
        ("hoa[dot]nguyen[at]gmail[dot]com", "nguyen"),
        ("@[100004123:0:Nguyễn Hoa] xem nè", "Hoa"),
        ("Wang Wei và Kim Min Soo mắng công nhân", "Wei"),
        ("bống ơi đọc nè", "bống"),
        ("09 12 ba bốn năm 678 901", "678"),
        ("nguyen\u200bvan\u200bhung noi", "hung"),
        ("skype live:hoa.nguyen.92", "hoa"),
        ("O9I2.345.678 gọi em", "345"),
        ("mã nhân viên 45213", "45213"),
        ("sbd 91286 tổ 4", "91286"),
        ("số công nhân 16422 xin hỏi", "16422"),
        ("bé Heo Xinh ơi", "Heo"),
        ("trọ ở so 5/12 hem 42 duong le van viet phuong hiep phu", "viet"),
        ("sinh 1990 quê ấp 3 xã Tân Thạnh", "Thạnh"),
        ("nhà em ở ấp phú lợi, thôn nà sản", "phú lợi"),
        ("MONG CÔNG ĐOÀN BẢO VỆ NGƯỜI LAO ĐỘNG. nè Oanh", "Oanh"),
        ("Theo dang cong cuong thì công đoàn cần quan tâm hơn", "cuong"),
        ("cảm ơn công đoàn\nho thu quy", "quy"),
        ("bao giờ có quà tết ạ (Như Ý)", "Như"),
        ("em 1999\ncông ty nợ lương", "1999"),
    ],
)
def test_spellings_that_hide_from_patterns(comment: str, secret: str) -> None:
    assert secret not in scrub_comment(comment)


@pytest.mark.parametrize(
    ("comment", "name"),
    [
        ("chị hoa chửi công nhân suốt", "hoa"),
        ("anh bình nói là hết tiền", "bình"),
        ("a hà không cho nghỉ", "hà"),
        ("hôm qua gặp vk nhàn bên kho", "nhàn"),
        ("chi 2 lan moi sinh em be", "lan"),
        ("trưởng phòng hà hứa rồi quên", "hà"),
        ("chủ tịch công đoàn sáng hứa rồi quên", "sáng"),
        ("thằng gấu đòi tiền", "gấu"),
        ("mình là ngọ ở cổng 2", "ngọ"),
        ("tag hồ toàn vào", "toàn"),
        ("cô thu nhàn tốt lắm", "nhàn"),
        ("hỏi bùi tý kìa", "tý"),
        ("anh hùng chửi công nhân", "hùng"),
    ],
)
def test_names_that_are_everyday_words_in_small_letters(comment: str, name: str) -> None:
    assert name not in scrub_comment(comment).split()


@pytest.mark.parametrize(
    "comment",
    [
        "anh bình tĩnh đi, em sinh con xong rồi",
        "em vui vì có vé xe về quê",
        "giám đốc tài chính mà tính lương sai",
        "anh hùng lao động là tấm gương cho công nhân",
        "em là sinh viên, mình là lao động tự do",
        "bác sĩ, cô giáo, chị lao công, anh công an đều vất vả",
        "chú ý an toàn, chú trọng bữa ăn ca",
        "cảm ơn anh chị em công nhân, các cô chú vệ sinh",
        "không muốn để con gái làm việc này",
        "trả lời liền, ký hợp đồng một năm",
        "chuong trinh nay rat tot, quan doi dang thieu nhan luc",
        "tag bạn bè vô đọc, xóm trọ em nóng quá",
    ],
)
def test_words_that_are_no_name_behind_a_title_stay(comment: str) -> None:
    assert scrub_comment(comment) == comment


def test_what_is_hidden_is_marked_once() -> None:
    assert scrub_comment("của em 0912345678, 0987654321 nhé") == f"của em {HIDDEN} nhé"


def test_a_post_keeps_the_names_of_the_press_and_no_numbers() -> None:
    post = scrub_post("Chủ tịch LĐLĐ tỉnh Trần Văn Mẫu thăm công nhân. Liên hệ 0912 345 678, @hoa.nguyen")
    assert "Trần Văn Mẫu" in post
    assert "345" not in post
    assert "hoa" not in post


@pytest.mark.parametrize("text", ["", " ", "😀", "…", "\n\n", "[ẩn]", "a" * 5000, "1" * 5000, ". " * 2000])
def test_odd_texts(text: str) -> None:
    assert isinstance(scrub_comment(text), str)
