"""Which rung of the union acts: every union body a text names, put on its rung by the words that follow."""

import re

import numpy as np
from numpy.typing import NDArray

from .scan import REST, Scan

LEVELS = ("tong_lien_doan", "tinh_nganh", "cap_tren_co_so", "co_so", "none")
RUNGS = (
    "tong", "tinh", "nganh_vn", "tong_cong_ty", "huyen", "khu", "nganh_dia_phuong",
    "co_so", "cong_ty", "truong_vien", "bare_ld", "bare_cd",
)  # fmt: skip
_BODY = re.compile(
    r"\b(?:tổng liên đoàn(?: lao động)?|tổng lđlđ|tổng lđ|tlđ(?:lđ)?|liên đoàn lao động|liên đoàn lđ|lđlđ"
    r"|công đoàn|cđcs|cđ)\b"
)
_PLACE_NEXT = re.compile(r"^(?: (?:các )?(?:tỉnh|thành phố|tp\.?|t\.p))?[ ,(]{0,2}$")
# Tried in order on the 45 characters after the word; the first that fits names the rung.
_AFTER_LD: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (rung, re.compile(pattern))
    for rung, pattern in (
        (
            "huyen",
            r"^ (?:các )?(?:quận|huyện|thị xã|tx\.?|q\.|h\.|khu vực|thành phố thủ đức|tp\.? thủ đức)",
        ),
        ("tong", r"^ việt nam|^ vn\b"),
        ("tinh", r"^ (?:các )?(?:tỉnh|thành phố|tp\b|tp\.|thủ đô|địa phương)"),
    )
)
_AFTER_CD: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (rung, re.compile(pattern))
    for rung, pattern in (
        ("co_so", r"^ (?:cơ sở|cs\b|bộ phận)"),
        (
            "khu",
            r"^ (?:(?:viên chức )?(?:các )?(?:ban quản lý )?(?:các )?)?"
            r"(?:kcn|kcx|kkt|khu công nghiệp|khu chế xuất|khu kinh tế|khu công nghệ|hepza|khu cnc)",
        ),
        (
            "tong_cong_ty",
            r"^ (?:tổng công ty|tổng cty|tct|tập đoàn|bộ |than|dầu khí|cao su|dệt may|điện lực|hàng hải|hàng không"
            r"|đường sắt|lương thực|bưu điện|vietcombank|agribank|vnpt|evn|pvn|tkv|vinachem|quân đội|quốc phòng|cand"
            r"|công an nhân dân)",
        ),
        (
            "truong_vien",
            r"^ (?:các )?(?:trường|bệnh viện|bv |viện|học viện|đại học|trung tâm|phòng|sở|cơ quan|văn phòng|đài|báo"
            r"|cục|chi cục|kho bạc|ngân hàng|ubnd|xã|phường)",
        ),
        (
            "cong_ty",
            r"^ (?:tại |ở |của |trong )?(?:các )?(?:công ty|cty|xí nghiệp|nhà máy|doanh nghiệp|dn\b|chi nhánh"
            r"|khách sạn|cảng|mỏ|hợp tác xã|nông trường|siêu thị|đơn vị)",
        ),
        ("nganh_vn", r"^ (?:(?!cơ sở)[^.,;:()\n]){2,28} (?:việt nam|vn\b|trung ương)"),
        (
            "nganh_dia_phuong",
            r"^ (?:viên chức|ngành|giáo dục|y tế|xây dựng|giao thông|công thương|công nghiệp|nông nghiệp|du lịch|dệt)"
            r"(?:[^.,;:()\n]{0,25})? (?:tỉnh|thành phố|tp\b|tp\.|quận|huyện)",
        ),
        (
            "nganh_vn",
            r"^ (?:ngành|viên chức|giáo dục|y tế|xây dựng|giao thông|công thương|nông nghiệp|ngân hàng|điện lực|dầu khí"
            r"|cao su|dệt may|hàng hải|hàng không|đường sắt|dầu|than)",
        ),
        ("huyen", r"^ (?:quận|huyện|thị xã|q\.|h\.)"),
        ("tinh", r"^ (?:tỉnh|thành phố|tp\b|tp\.)"),
        ("tong", r"^ việt nam|^ vn\b"),
    )
)


def union_rungs(page: Scan) -> list[tuple[int, str]]:
    """Give where each union body is named and its rung, in the order of the text."""
    places = {hit.start: hit.kind for hit in page.of("district", "doubtful", "landmark", "province")}
    found = []
    for match in _BODY.finditer(page.low):
        word, after = match.group(), page.low[match.end() : match.end() + 45]
        found.append((match.start(), _rung(word, after, _kind_of_next(places, match.end(), after))))
    return found


def _kind_of_next(places: dict[int, str], end: int, after: str) -> str:
    for start in range(end + 1, min(end + 14, end + len(after))):
        if start in places and _PLACE_NEXT.match(after[: start - end]):
            return places[start]
    return ""


def _rung(word: str, after: str, place: str) -> str:
    if word.startswith(("tổng", "tlđ")):
        return "tong"
    if word == "cđcs":
        return "co_so"
    union = word in ("công đoàn", "cđ")
    for rung, pattern in _AFTER_CD if union else _AFTER_LD:
        if pattern.match(after):
            return "huyen" if rung == "tinh" and place in ("district", "doubtful") else rung
    if place:
        return "tinh" if place == "province" else "huyen"
    return "bare_cd" if union else "bare_ld"


def rung_features(page: Scan) -> NDArray[np.float64]:
    """Give counts of each rung by field (capped), which rung comes first, and whether any is named at all."""
    counts = np.zeros((len(RUNGS), REST + 1))
    first = np.zeros(len(RUNGS))
    found = union_rungs(page)
    for position, rung in found:
        counts[RUNGS.index(rung), page.field(position)] += 1
    named = [rung for _, rung in found if not rung.startswith("bare")]
    if named:
        first[RUNGS.index(named[0])] = 1
    total = counts.sum(axis=1)
    share = total / max(total.sum(), 1.0)
    return np.concatenate([np.minimum(counts, 2).ravel(), np.log1p(total), share, first, [bool(found), bool(named)]])
