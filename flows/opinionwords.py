"""The part on public opinion in words, for both bodies of the mail."""

import re
from dataclasses import dataclass

from flows.opinion import Attitudes, Opinion, SharedWording, Trend
from flows.wording import number

TARGETS = {"cong_doan": "Công đoàn", "chinh_sach": "Chính sách, pháp luật", "doanh_nghiep": "Doanh nghiệp"}
INTENTS = {"question": "Câu hỏi", "complaint": "Phàn nàn", "thanks": "Cảm ơn"}
_SHORT = re.compile(r"\b(?:bhxh|bhyt|bhtn|nlđ|lđlđ|kcn)\b")
NOTE = (
    "Chỉ nêu lời mà ít nhất 5 người cùng nói; danh tính người bình luận không được lưu. Khoảng trong ngoặc là độ tin "
    "cậy 95% về số lượng. Máy đọc thái độ theo từ ngữ và để “chưa rõ” khi không chắc; độ chính xác khi đọc bình luận "
    "chưa được người kiểm chứng, nên các số liệu này chỉ để tham khảo. Người bình luận trên mạng "
    "không đại diện cho mọi đoàn viên, người lao động."
)
HEADING = "Xu hướng dư luận"


@dataclass(frozen=True, slots=True)
class Block:
    """One kind of comment: its line, and the wordings below it."""

    name: str
    line: str
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that the templates say."""

    heading: str
    opening: str
    attitudes: tuple[str, ...]
    blocks: tuple[Block, ...]
    note: str


def in_words(opinion: Opinion) -> Words:
    """The section in words."""
    return Words(
        HEADING,
        _opening(opinion),
        tuple(_attitude(one, opinion.base_weeks) for one in opinion.attitudes),
        tuple(_block(trend) for trend in opinion.trends if trend.comments),
        NOTE,
    )


def _opening(opinion: Opinion) -> str:
    voices = f", của ít nhất {number(opinion.voices)} người" if opinion.voices else ""
    return (
        f"{number(opinion.comments)} bình luận{voices}, dưới {number(opinion.posts)} bài trên {number(opinion.pages)} "
        "trang, báo."
    )


def _attitude(one: Attitudes, weeks: int) -> str:
    said = f"{TARGETS[one.target]}: {number(one.favor)} ủng hộ, {number(one.against)} phê phán"
    said += f", {number(one.neutral)} không khen chê" if one.neutral else ""
    said += f", {number(one.unsure)} chưa rõ" if one.unsure else ""
    if not one.judged:
        return f"{said}."
    share = f"phê phán chiếm {_percent(one.against / one.judged)} (từ {_percent(one.low)} đến {_percent(one.high)})"
    before = "" if one.before is None else f"; {weeks} tuần trước đó {_percent(one.before)}"
    return f"{said}; {share}{before}."


def _block(trend: Trend) -> Block:
    return Block(INTENTS[trend.intent], _change(trend), tuple(map(_wording, trend.wordings)))


def _change(trend: Trend) -> str:
    said = f"{number(trend.comments)} bình luận"
    if trend.base is None:
        return f"{said}; chưa có tuần nào trước đó để so sánh."
    usual = f"trung bình {_decimal(trend.base)} mỗi tuần trước đó"
    change = {"up": "tăng", "down": "giảm", "same": "không thay đổi rõ rệt"}[trend.change]
    return f"{said}, {change} so với {usual}."


def _wording(one: SharedWording) -> str:
    usual = "" if one.base is None else f"; thường {_decimal(one.base)} mỗi tuần"
    text = _SHORT.sub(lambda match: match[0].upper(), one.text)
    return f"“{text}” – {number(one.comments)} bình luận, ít nhất {number(one.voices)} người{usual}"


def _percent(share: float) -> str:
    return f"{round(100 * share)}%"


def _decimal(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")
