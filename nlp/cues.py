"""Words that decide: how a text names the union, labour policy and employers, and what it counts of each."""

import re

import numpy as np
from numpy.typing import NDArray

from .reading import Reading
from .records import TARGETS

# venues and chance strings that contain the union's name but are not the union (codebook, sections 1 and 9)
VENUE = re.compile(
    r"(?:khách sạn|đại học|đh|trường|nhà khách|nhà văn hóa|cung văn hóa|cung|câu lạc bộ|clb|nhà) (?:công đoàn|lao động)"
    r"|tấn công đoàn|thành công đoàn"
)
MENTION = {
    "cong_doan": re.compile(
        r"công đoàn|liên đoàn lao động|lđlđ|cđcs|\bcđ\b|tổng liên đoàn|tổ chức đại diện|nghiệp đoàn"
    ),
    "chinh_sach": re.compile(
        r"chính phủ|nghị định|luật|quy định|chính sách|dự thảo|thông tư|bộ lao động|bộ lđ|lđ-?tb|bảo hiểm xã hội|bhxh"
        r"|quốc hội|thủ tướng|ubnd|ủy ban|sở |cơ quan|nhà nước|thanh tra|lương tối thiểu|lương cơ sở|hưu|đề án|chế độ"
        r"|bộ trưởng|đề xuất|kiến nghị|bộ y tế|bộ gd|bộ nội vụ"
    ),
    "doanh_nghiep": re.compile(
        r"công ty|cty|doanh nghiệp|\bdn\b|sử dụng lao động|nsdlđ|giám đốc|nhà máy|xí nghiệp|tập đoàn"
        r"|chủ (?:thầu|xưởng|cơ sở|đầu tư|tàu|nhà|lao động|quán)|giới chủ|đơn vị|bệnh viện|trường|ngân hàng"
        r"|hợp tác xã|nhà thầu"
    ),
}
LABOUR = re.compile(
    r"công nhân|người lao động|nlđ|đình công|ngừng việc|tiền lương|lương tối thiểu|bhxh|bảo hiểm xã hội|việc làm"
    r"|xuất khẩu lao động|tai nạn lao động|lao động"
)
_COUNTED = (MENTION["cong_doan"], VENUE, LABOUR, MENTION["chinh_sach"], MENTION["doanh_nghiep"])
CUES = 4 + 5 * len(_COUNTED) + 2


def cue_rows(readings: "list[Reading]") -> NDArray[np.float32]:
    """Give CUES numbers for each reading: which cues stand in the title, the lead and the body, and the length."""
    return np.array([_cue_row(reading) for reading in readings], dtype=np.float32).reshape(-1, CUES)


def _cue_row(reading: Reading) -> list[float]:
    texts = [passage.text for passage in reading.passages]
    row: list[float] = []
    for pattern in _COUNTED:
        row += _spread([bool(pattern.search(text)) for text in texts])
    named = MENTION[TARGETS[0]]
    row += _spread([bool(named.search(VENUE.sub("", text))) for text in texts])[:4]
    syllables = sum(len(passage.tokens) for passage in reading.passages)
    return [*row, len(texts) / 10, syllables**0.5 / 10]


def _spread(found: list[bool]) -> list[float]:
    """In the title, in the lead, how often in the body (at most 3), anywhere, in which share of the passages."""
    return [found[0], found[1], min(3, sum(found[2:])), any(found), sum(found) / len(found)]
