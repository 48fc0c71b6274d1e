"""Strike or not, at home or abroad: what the sentences of a text say of stoppages, and which lands it names."""

import re

import numpy as np
from numpy.typing import NDArray

from .geography import read_toml
from .mention import Name
from .scan import LEAD, OPENING, REST, TITLE, Scan

_STRIKE = re.compile(
    r"đình công|lãn công|bãi công|(?:ngừng|ngưng|nghỉ|bỏ|dừng) (?:việc|làm)(?: việc)? (?:tập thể|hàng loạt)"
    r"|tập thể (?:nghỉ|ngừng|ngưng|bỏ|dừng) (?:việc|làm)|(?:vụ|cuộc)(?: việc)? (?:ngừng|ngưng|nghỉ) việc"
)
_STOP = re.compile(
    r"(?:ngừng|ngưng|nghỉ|bỏ|dừng) (?:việc|làm(?! thêm)|thi công|sản xuất|chạy|ca\b)|tắt (?:app|ứng dụng)"
    r"|không (?:chịu )?(?:vào (?:làm|xưởng|nhà máy|ca)|làm việc|đi làm)"
)
_CROWD = re.compile(
    r"hàng (?:trăm|nghìn|ngàn|chục|vạn)|đồng loạt|tập thể|(?:toàn bộ|nhiều|các) (?:công nhân|lao động|tài xế|lái xe)"
    r"|(?:\d[\d.,]{0,20}|trăm|nghìn|ngàn)(?: \(?(?:nữ|nam|cán bộ|người)\)?,?)? ?"
    r"(?:công nhân|cn\b|cnlđ|lao động|nlđ|nhân viên|tài xế|lái xe|giáo viên|bác sĩ|phi công|người|thợ)"
    r"|(?:công nhân|tài xế|lái xe|lao động|nhân viên|cn)\b[^.]{0,40}"
    r"(?:công ty|cty|khách sạn|xí nghiệp|nhà máy|chợ|bệnh viện|grab)"
    r"|(?:^|[,:] ?)(?:công nhân|người lao động|tài xế|lái xe|nhân viên|bảo vệ)\b"
    r"|(?:công nhân|cn|lao động|tài xế|nhân viên|bảo vệ)(?: [^.,]{0,20})? (?:đã|đang|vẫn|lại|tiếp tục|liền|bức xúc)\b"
)
_ANGER = re.compile(
    r"phản đối|bức xúc|đòi |yêu sách|không đồng tình|bất bình|tụ tập|tập trung trước|băng ?rôn|tràn ra|vây "
)
_DEMAND = re.compile(
    r"yêu cầu|kiến nghị|nợ lương|chậm lương|quyền lợi|phản ứng|đối thoại|kéo (?:ra|đến|lên)|tiền thưởng"
    r"|vì (?:lương|thưởng|cơm|bữa ăn|bị)|do (?:bị|công ty|chủ)"
)
_BACK = re.compile(
    r"(?:trở lại|quay lại|quay trở lại|đi làm (?:trở )?lại|vào làm lại|làm việc trở lại)"
    r"(?: làm việc| làm| nhà máy| xưởng| sản xuất| công ty)?"
)
_TALK = re.compile(  # of strikes in general, in law, or of none
    r"quyền đình công|nguy cơ|hợp pháp|pháp lệnh|dự thảo|bộ luật|dự án luật|sửa đổi|quy định|qui định|trình tự|hạn chế"
    r"|phòng ngừa|không (?:để )?xảy ra|không có (?:tình trạng|cuộc|vụ)|tránh|nếu|có thể|dễ (?:dẫn|xảy|đình)|khó có"
    r"|(?:lãnh đạo|tổ chức) đình công|thế nào|hỏi|điều \d+|giải quyết (?:các )?(?:cuộc|tranh chấp)|dọa|đòi nghỉ"
    r"|xin nghỉ|đề xuất|tỷ lệ|mô hình"
)
_OTHER = re.compile(  # reasons to stop work that are no strike
    r"covid|dịch bệnh|phòng dịch|chống dịch|cách ly|giãn cách|phong tỏa|f0|gói hỗ trợ|lương ngừng việc"
    r"|xin (?:nghỉ|thôi)|cho (?:công nhân |lao động |người lao động )?(?:nghỉ|ngừng|thôi)|đơn|mất việc|thôi việc"
    r"|thiếu nguyên liệu|mất điện|vụ cháy|tết|nghỉ lễ|kỳ nghỉ|nghỉ hưu|bị ảnh hưởng|chấm dứt"
    r"|bảo hiểm (?:thất nghiệp|xã hội một lần)|sau (?:khi|một năm|1 năm|(?:\w+ ){1,2}tháng) nghỉ việc"
    r"|trợ cấp|cổ phần hóa|bỏ nghề|đua nhau|chuyển việc|nhảy việc|lần lượt"
)
_STATISTIC = re.compile(r"\d (?:cuộc|vụ)[^.]{0,60}(?:đình công|ngừng việc|tranh chấp)")
_SENTENCE_END = re.compile(r"(?<!\btp)(?<!\btx)(?<!\bq)(?<!\bh)(?<!\bp)[.!?;…](?=\s|$)|\n")
# a rule that is complained of ("bất bình về quy định giờ làm") is a reason to strike, not talk of law
_GRIEVANCE = re.compile(
    r"(?:vì|do|phản đối|bức xúc|bất bình|không đồng (?:tình|ý)|bãi bỏ)[^.]{0,30}qu[iy] định|đi vào hoạt động"
)
_DATED = re.compile(
    r"(?:sáng|trưa|chiều|tối|đêm|ngày) (?:nay|qua|sớm|\(?\d)|hôm (?:nay|qua)|(?:nhiều|mấy|hai|ba) ngày|vừa qua"
    r"|\btừ (?:sáng|chiều|ngày|đầu giờ)|\bđang\b|đồng loạt|tiếp tục|tháng \d|những ngày"
)
_ANY = re.compile(
    r"đình công|lãn công|bãi công|(?:ngừng|ngưng|nghỉ|bỏ|dừng) (?:việc|làm|thi công|sản xuất|chạy)|(?:trở|quay) lại"
    r"|không chịu|phản đối|tập thể|không vào"
)
_SIGNS = 18


def abroad_names() -> list[Name]:
    """Give the words of gazetteer/abroad.toml as names of kind `abroad`, value `host` or `other`."""
    table = read_toml("abroad.toml")
    return [Name(word, "abroad", group, True) for group in ("host", "other") for word in table[group]]


def strike_features(page: Scan) -> NDArray[np.float64]:
    """Give what the sentences of title, lead and body say of a stoppage, and which places stand beside it."""
    signs = np.zeros((REST + 1, _SIGNS))
    if _ANY.search(page.low):
        position = 0
        for sentence in _SENTENCE_END.split(page.low):
            if len(sentence) >= 8:
                signs[page.field(position)] += _sentence_signs(sentence)
            position += len(sentence) + 1
    fields = np.stack([signs[TITLE], signs[LEAD], signs[OPENING] + signs[REST]])
    total = signs.sum(axis=0)
    return np.concatenate([np.minimum(fields, 1).ravel(), np.minimum(total, 3), _places_of(page, signs[TITLE], total)])


def _sentence_signs(sentence: str) -> NDArray[np.float64]:
    named, stop, back = (bool(p.search(sentence)) for p in (_STRIKE, _STOP, _BACK))
    row = np.zeros(_SIGNS)
    crowd, anger = bool(_CROWD.search(sentence)), bool(_ANGER.search(sentence))
    demand = anger or bool(_DEMAND.search(sentence))
    if not (named or stop or back):
        row[9] = demand and crowd
        return row
    talk, other = bool(_TALK.search(_GRIEVANCE.sub(" ", sentence))), bool(_OTHER.search(sentence)) and not anger
    dated = crowd and bool(_DATED.search(sentence))
    told, silent = named and not talk, stop and not named
    row[:] = (
        named, told, told and crowd, named and talk,
        silent and crowd and not other, silent and crowd and demand and not other, stop and other,
        back and not other and (crowd or demand), back and other, 0, bool(_STATISTIC.search(sentence)),
        stop and not other, told and demand, told and any(c.isdigit() for c in sentence),
        told and not other and (crowd or demand), named and dated, (named or stop) and dated and not other,
        (named or stop) and dated and demand,
    )  # fmt: skip
    return row


def _places_of(page: Scan, title: NDArray[np.float64], total: NDArray[np.float64]) -> NDArray[np.float64]:
    away, home = page.of("abroad"), page.of("province", "district", "landmark")
    away_head = sum(page.field(hit.start) <= LEAD for hit in away)
    home_head = sum(page.field(hit.start) <= LEAD for hit in home)
    return np.array([
        total[1] > 0, total[2] > 0, total[5] > 0, total[14] > 0, total[14] > 1,
        total[1] > 0 and bool(home), total[1] + total[4] > 0 and total[7] > 0, title[0] > 0 and not title[3],
        total[0] > 0 and not away_head, total[0] > 0 and len(away) > len(home), away_head > home_head,
        total[0] > 2, total[1] > 0 and not total[3], not (total[0] or total[4] or total[7]),
    ], dtype=np.float64)  # fmt: skip


def land_features(page: Scan) -> NDArray[np.float64]:
    """Give capped counts by field of host countries, other countries and places in Việt Nam, and how they compare."""
    rows = np.zeros((3, REST + 1))
    for hit in page.of("abroad"):
        rows[int(hit.value == "other"), page.field(hit.start)] += 1
    for hit in page.of("province", "district", "landmark"):
        rows[2, page.field(hit.start)] += 1
    home, away = rows[2].sum(), rows[:2].sum()
    extra = [away > home, away / (1 + home + away), home > 0, rows[:2, :OPENING].sum() > 0, rows[2, :OPENING].sum() > 0]
    return np.concatenate([np.minimum(rows, 3).ravel(), extra])
