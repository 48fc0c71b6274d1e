"""Strike or not, at home or abroad: what a text says of stoppages and of foreign lands, counted by field."""

import re

import numpy as np
from numpy.typing import NDArray

from .geography import read_toml
from .mention import Name
from .scan import REST, Scan

_STOPPAGE = re.compile(
    r"đình công|ngừng việc|lãn công|bãi công|bỏ việc|nghỉ việc tập thể|tập thể nghỉ việc|tổng đình công|ngưng việc|đình công"
)
_CROWD = re.compile(
    r"(?:hàng|gần|hơn|khoảng|trên|cả) ?(?:\d[\d.]*|trăm|nghìn|ngàn|vạn)[^.\n]{0,12} (?:công nhân|lao động|người|tài xế|lái xe)"
)
_ACT = re.compile(
    r"(?:phản đối|tụ tập|yêu sách|đòi (?:quyền lợi|tăng lương|lương|nợ lương|giải quyết)|không vào (?:làm|xưởng|nhà máy)|bức xúc|trở lại làm việc)"
)
_ONLY = re.compile(
    r"(?:quyền|nguy cơ|giải quyết|hạn chế|giảm|phòng ngừa|không (?:để )?xảy ra|tình trạng|số vụ|các cuộc|tổ chức và lãnh đạo|ban chỉ đạo|tránh)"
    r"[^.\n]{0,25}(?:đình công|ngừng việc|lãn công)"
)
_PATTERNS = (_STOPPAGE, _CROWD, _ACT, _ONLY)


def abroad_names() -> list[Name]:
    """Give the words of gazetteer/abroad.toml as names of kind `abroad`, value `host` or `other`."""
    table = read_toml("abroad.toml")
    return [Name(word, "abroad", group, True) for group in ("host", "other") for word in table[group]]


def flag_features(page: Scan) -> NDArray[np.float64]:
    """Give capped counts by field of stoppage words, crowds, acts of protest, mere talk of strikes, foreign and home places."""
    rows = np.zeros((len(_PATTERNS) + 3, REST + 1))
    for i, pattern in enumerate(_PATTERNS):
        for match in pattern.finditer(page.low):
            rows[i, page.field(match.start())] += 1
    for hit in page.of("abroad"):
        rows[len(_PATTERNS) + (hit.value == "other"), page.field(hit.start)] += 1
    for hit in page.of("province", "district", "landmark"):
        rows[-1, page.field(hit.start)] += 1
    home, away = rows[-1].sum(), rows[-3:-1].sum()
    strike = rows[0].sum() > 0
    extra = [
        strike,
        strike and home > away,
        strike and away > home,
        away > home,
        away / (1 + home + away),
        home > 0,
    ]
    return np.concatenate([np.minimum(rows, 3).ravel(), extra])
