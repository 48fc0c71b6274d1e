"""Where it happened: provinces named or implied by a text, each weighed by how the text names it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .geography import province_34
from .mention import Hit, longest
from .scan import LEAD, OPENING, REST, TITLE, Scan

PLACE_KINDS = ("province", "district", "doubtful", "landmark", "implied", "nowhere")
_TYPE = re.compile(r"(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|tx\.?|q\.|h\.) ?$")
_UNION = re.compile(r"(?:lđlđ|liên đoàn lao động|công đoàn|cđ)[^.;,:()\n]{0,30}$")
_BODY = re.compile(
    r"(?:ubnd|hđnd|sở [^.;,:()\n]{0,40}|công an|bhxh|bảo hiểm xã hội|(?:tỉnh|thành) (?:ủy|đoàn)"
    r"|ban quản lý[^.;,:()\n]{0,40}|cục [^.;,:()\n]{0,30}|tòa án[^.;,:()\n]{0,20}|tand|viện kiểm sát[^.;,:()\n]{0,20}"
    r"|chủ tịch|bí thư) (?:tỉnh |tp\.? ?|thành phố )?$"
)
_AT = re.compile(
    r"(?:tại|ở|địa bàn|trên|khu vực|đóng ở|đóng tại|thuộc) (?:tỉnh |tp\.? ?|thành phố |địa bàn (?:tỉnh |tp\.? ?)?)?$"
)
_ORIGIN = re.compile(
    r"(?:quê(?: quán)?(?: ở| tại)?:?|người|gốc|từ|về|đến từ|sinh ra ở|hộ khẩu|thường trú(?: tại)?|rời|vào|ra|lên|ngụ) "
    r"(?:tỉnh |tp\.? ?|thành phố |huyện |quận )?$"
)
_STREET = re.compile(
    r"(?:(?<!thành )phố|đường|cầu|chợ|ga|sông|clb|đội|trường|giải|báo|ngân hàng|cao tốc|quốc lộ|vòng|hội nghị) $"
)
_PERSON = re.compile(
    r"(?:\b(?:Nguyễn|Trần|Lê|Phạm|Huỳnh|Vũ|Võ|Phan|Trương|Bùi|Đặng|Đỗ|Ngô|Hồ|Đinh|Thị|Văn|Đào|Trịnh|Quách"
    r"|Lương|Hà|Tạ|Phùng)"
    r"|\b(?:ông|bà|anh|chị|em|cô|chú|bé)(?: [A-ZĐ]\w+)?) $"
)
_NATION = re.compile(
    r"cả nước|toàn quốc|các tỉnh|tỉnh, thành|tỉnh thành|quốc hội|chính phủ|thủ tướng|bộ lđ|bộ lao động"
    r"|bộ nội vụ|bộ y tế|bộ gd|bộ giáo dục|tổng lđlđ|tổng liên đoàn|bhxh việt nam|bảo hiểm xã hội việt nam"
    r"|dự thảo|nghị định|nghị quyết"
)
N_CUES = 13
_CUES = (_TYPE, _UNION, _BODY, _AT, _ORIGIN, _STREET)
_DIGEST = re.compile(r"(?:điểm tin|tin tức|tin sáng|tin tối|bản tin|tin nóng|tin mới|tin trong nước)\b")


@dataclass(slots=True)
class _Tally:
    """What a text says of one province, counted."""

    direct: list[int]
    local: list[int]
    cues: list[int]
    first: int

    @property
    def total(self) -> int:
        return sum(self.direct) + sum(self.local)

    def named(self, *fields: int) -> bool:
        """Whether the province, or a place in it, is named in one of `fields`."""
        return any(self.direct[f] or self.local[f] for f in fields)


def candidates(page: Scan) -> dict[str, NDArray[np.float64]]:
    """Give for every province the text names (itself or a place inside it) the features that weigh it."""
    tallies = _tallies(page)
    context = _context(page, tallies.values())
    return {name: _features(name, tally, tallies, context) for name, tally in tallies.items()}


def _tallies(page: Scan) -> dict[str, _Tally]:
    hits = [hit for hit in longest(page.of(*PLACE_KINDS)) if hit.kind != "nowhere"]
    sure = {hit.value for hit in hits if hit.kind != "doubtful"}
    tallies: dict[str, _Tally] = {}
    for hit in hits:
        if hit.kind == "doubtful" and hit.value not in sure:
            continue
        _count(page, hit, tallies.setdefault(hit.value, _Tally([0] * 4, [0] * 4, [0] * N_CUES, hit.start)))
    return tallies


def _count(page: Scan, hit: Hit, tally: _Tally) -> None:
    before = page.low[max(0, hit.start - 60) : hit.start]
    field = page.field(hit.start)
    if hit.kind == "implied":
        tally.cues[12] += 1
        return
    if _PERSON.search(page.text[max(0, hit.start - 20) : hit.start]):
        tally.cues[11] += 1
        return
    (tally.direct if hit.kind == "province" else tally.local)[field] += 1
    tally.first = min(tally.first, hit.start)
    for i, cue in enumerate(_CUES):
        if cue.search(before):
            tally.cues[i] += 1
    after = page.low[hit.end : hit.end + 3]
    at_start = hit.start in (0, *page.bounds) or before.endswith((". ", "\n"))
    tally.cues[6] += at_start and after[:1] == ":"
    tally.cues[7] += before.endswith("(") and after[:1] == ")"
    tally.cues[8] += at_start and after.startswith(" -")
    tally.cues[9] += after.startswith(", ") or before.endswith(", ")
    tally.cues[10] += at_start


def _context(page: Scan, tallies: Iterable[_Tally]) -> tuple[float, ...]:
    totals = [tally.total for tally in tallies]
    head = page.low[: page.bounds[1]]
    return (
        float(len(totals)),
        float(sum(totals)),
        float(max(totals, default=0)),
        np.log1p(len(_NATION.findall(head))),
        np.log1p(len(_NATION.findall(page.low[page.bounds[1] :]))),
        np.log1p(len(page.hits.get("abroad", ()))),
        float(len(page.text) > page.bounds[1] + 10),
        float(page.bounds[1] > page.bounds[0] + 1),
        float(bool(_DIGEST.match(page.low))),
    )


def _features(name: str, tally: _Tally, every: dict[str, _Tally], context: tuple[float, ...]) -> NDArray[np.float64]:
    others = [t for n, t in every.items() if n != name]
    counts = [min(n, 4) for n in (*tally.direct, *tally.local)] + [min(n, 3) for n in tally.cues]
    marks = [n > 0 for n in (*tally.direct[:REST], *tally.local[:REST])]
    row = [*counts, *marks, *_standing(name, tally, every, context), *_signs(name, tally, others, context), *context]
    return np.array(row, dtype=np.float64)


def _standing(name: str, tally: _Tally, every: dict[str, _Tally], context: tuple[float, ...]) -> list[float]:
    """How the province stands among the others the text names; `context` begins with their number and mentions."""
    others = [t for n, t in every.items() if n != name]
    rank = sum(t.first < tally.first for t in others)
    head = tally.named(TITLE, LEAD)
    rival = any(t.named(TITLE, LEAD) for t in others)
    return [
        rank,
        rank == 0 and len(others) > 0,
        tally.first / 200.0,
        tally.total / max(context[1], 1.0),
        tally.total == context[2],
        *(any(t.named(field) for t in others) for field in (TITLE, LEAD, OPENING)),
        len(others) == 0,
        len(others) > 3,
        head and not rival,
        rival and not head,
        # since 2025-07 a place is told as "phường Dĩ An, TP.HCM": the 63-unit name is the one that was taken in
        any(n != name and province_34(n) == name for n in every),
        province_34(name) != name and province_34(name) in every,
    ]


def _signs(name: str, tally: _Tally, others: list[_Tally], context: tuple[float, ...]) -> list[float]:
    """What speaks for or against: the two metropoles as mere venues, only an origin, only a street, a single hint."""
    head, nation = tally.named(TITLE, LEAD), context[3] + context[4] > 0
    capital, south, at = name == "Hà Nội", name == "TP.HCM", tally.cues[3] > 0
    return [
        capital,
        south,
        *(capital and fact for fact in (nation, at, at and nation, len(others) > 0)),
        *(south and fact for fact in (nation, len(others) > 0)),
        len(others) > 3 and nation,
        0 < tally.cues[4] >= tally.total,
        0 < tally.cues[5] >= tally.total,
        tally.total == 0,
        tally.cues[1] > 0 and head,
        tally.cues[0] > 0 and head,
        sum(tally.direct) > 0 and sum(tally.local) > 0,
        sum(tally.direct) == 0 and sum(tally.local) == 1,
        not tally.named(TITLE, LEAD, OPENING),
    ]
