"""What is called false about the union and labour policy: the denial, and the claim before it."""

import pytest

from nlp.rebuttal import Rebuttals
from nlp.records import Document


def test_both_sides_are_given() -> None:
    body = (
        "Mạng xã hội lan truyền tin công đoàn thu thêm 2% lương của mọi đoàn viên.",
        "Công đoàn tỉnh khẳng định thông tin này là hoàn toàn sai sự thật.",
    )
    [one] = Rebuttals().of(Document("d", "Sự thật về đoàn phí công đoàn", "", body))
    assert (one.claim, one.denial) == (body[0], body[1])
    assert (one.claim_index, one.index) == (1, 2)


@pytest.mark.parametrize(
    "title",
    [
        "BHXH bác bỏ tin đồn dừng rút một lần",
        "Không có chuyện tăng tuổi nghỉ hưu với thợ mỏ",
        "Tin “lương tối thiểu giảm” là bịa đặt",
    ],
)
def test_a_headline_may_hold_claim_and_denial(title: str) -> None:
    [one] = Rebuttals().of(Document("d", title, "", ()))
    assert (one.denial, one.claim) == (title, None)


@pytest.mark.parametrize(
    "title",
    [
        "Liên đoàn bóng đá bác bỏ tin đồn sa thải huấn luyện viên",
        "Doanh nghiệp kê khai sai sự thật về bảo hiểm xã hội bị phạt",
        "Tòa bác bỏ yêu cầu trả lương của công nhân",
        "Công đoàn tặng quà công nhân",
    ],
)
def test_other_falsehoods_are_left(title: str) -> None:
    assert Rebuttals().of(Document("d", title, "", ())) == ()
