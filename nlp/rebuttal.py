"""What an article says is false: the sentence that denies, and the one that tells the claim.

A candidate for a person to decide, nothing more: the text shows that somebody denies, never who is right.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .campaign import passages_of
from .phrase import Gate, pattern
from .records import Document

_ABOUT = (
    "(công đoàn|CĐCS|LĐLĐ|liên đoàn lao động|tổng liên đoàn)",
    "(bảo hiểm xã hội|BHXH|bảo hiểm thất nghiệp|lương hưu|nghỉ hưu|tuổi hưu|rút … một lần)",
    "(lương tối thiểu|lương cơ sở|tiền lương|tăng lương|thưởng tết|giờ làm|làm thêm giờ|nghỉ lễ|nghỉ tết)",
    "(bộ luật lao động|luật công đoàn|luật việc làm|luật bảo hiểm xã hội|đoàn phí|kinh phí công đoàn)",
    "(đình công|ngừng việc|nhà ở công nhân|thiết chế công đoàn)",
)
_FALSE = (
    "(thông tin|tin|nội dung|ý kiến|điều|quan điểm|cáo buộc|phản ánh|luận điệu) … (là|đều|hoàn toàn|rất) [là] [hoàn toàn] (không đúng|không chính xác|chưa chính xác|chưa đúng|sai sự thật|sai|bịa đặt|không có cơ sở|vô căn cứ|thất thiệt|xuyên tạc)",
    "(không đúng|sai) (sự thật|bản chất|quy định hiện hành)",
    "(là|chỉ là) (tin giả|tin đồn|tin đồn thất thiệt|bịa đặt|xuyên tạc|thông tin sai lệch|thông tin thất thiệt|thông tin giả)",
    "(bác bỏ|phủ nhận|bác) [bỏ] (thông tin|tin đồn|cáo buộc|tin|ý kiến|luận điệu)",
    "(thông tin|tin) (sai lệch|sai sự thật|thất thiệt|giả|xuyên tạc|bịa đặt|không chính xác|chưa chính xác)",
    "(không hề có chuyện|hoàn toàn không có việc|không hề có việc)",
    "khẳng định … (không đúng|không có việc|không có chuyện|không có chủ trương|chưa có chủ trương|là sai)",
    "không có chuyện … (công đoàn|bảo hiểm|BHXH|lương|nghỉ hưu|hưu|người lao động|công nhân|thưởng|quỹ|tăng|cắt|bỏ)",
    "(hiểu sai|hiểu nhầm|hiểu lầm) (về|chính sách|quy định|rằng)",
)
_NOT_A_DENIAL = (
    "(kê khai|khai báo|khai|lập|cung cấp|báo cáo|quảng cáo|hồ sơ|sửa đổi … thông tin|cập nhật) … (sai sự thật|không đúng sự thật|sai lệch|sai)",
    "(do|vì|còn|nếu|có|khi|tránh) thông tin (chưa|không) (chính xác|đúng)",
    "bác bỏ (yêu cầu|đơn|kháng cáo|khiếu nại)",
    "(đầy đủ chính xác|kịp thời chính xác)",
)
_CLAIM = (
    "(thông tin|tin đồn|tin|ý kiến|cho rằng|mạng xã hội|facebook|lan truyền|xôn xao|phản ánh|cáo buộc|tố|dư luận|đăng tải|đặt vấn đề|lo ngại)",
)
_AT_MOST = 5  # rebuttals kept of one text
_NEAR = 3  # sentences looked back for the claim


@dataclass(frozen=True, slots=True)
class Rebuttal:
    """A denial and the claim; the indices are 0 title, -1 sapo, from 1 the body; a claim of None stands in the denial."""

    index: int
    denial: str
    claim_index: int | None
    claim: str | None


class Rebuttals:
    """Finds what texts on the union and labour policy call false."""

    def __init__(self) -> None:
        self._gate = Gate(["không đúng", "không chính xác", "chưa chính xác", "chưa đúng", "sai sự thật", "bịa đặt",
                           "vô căn cứ", "không có cơ sở", "thất thiệt", "xuyên tạc", "tin giả", "tin đồn", "bác bỏ",
                           "phủ nhận", "sai lệch", "không có chuyện", "hiểu nhầm", "hiểu sai", "khẳng định", "không hề"])  # fmt: skip
        self._about = pattern(_ABOUT)
        self._false = pattern(_FALSE)
        self._data = pattern(_NOT_A_DENIAL)
        self._claim = pattern(_CLAIM)

    def of(self, doc: Document) -> tuple[Rebuttal, ...]:
        """Give what `doc` calls false, in reading order."""
        passages = passages_of(doc)
        if not self._gate.passes("\n".join(text for _, _, text in passages)):
            return ()
        headline = " ".join(text for index, _, text in passages if index <= 0)
        about_all = self._about.search(headline) is not None
        found: list[Rebuttal] = []
        for at, (index, sentence, text) in enumerate(passages):
            near = " ".join(text for _, _, text in passages[max(0, at - 1) : at + 1])
            if self._denies(text) and (about_all or self._about.search(near)):
                found.append(self._rebuttal(passages, at, index, sentence))
        return tuple(found[:_AT_MOST])

    def _denies(self, text: str) -> bool:
        return self._false.search(self._data.sub(" …", text)) is not None

    def _rebuttal(self, passages: Sequence[tuple[int, str, str]], at: int, index: int, sentence: str) -> Rebuttal:
        """The denial with the nearest earlier sentence that tells what somebody claims."""
        for back in range(at - 1, max(-1, at - 1 - _NEAR), -1):
            claim_index, claim, text = passages[back]
            if self._claim.search(text) and not self._denies(text):
                return Rebuttal(index, sentence, claim_index, claim)
        return Rebuttal(index, sentence, None, None)
