"""Vietnamese forms of dates, numbers and codes, as a leader's office writes them."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
TARGET_NAMES = {
    "cong_doan": "Công đoàn",
    "chinh_sach": "Chính sách",
    "doanh_nghiep": "Doanh nghiệp",
}
STANCE_NAMES = {"favor": "ghi nhận", "neutral": "trung tính", "against": "phê phán", "unsure": "chưa rõ"}
STATE_NAMES = {"moi": "mới", "dien_bien": "diễn biến", "da_lang": "đã lắng"}
ATTENTION_NAMES = {
    "cong_doan_against": "Phê phán công đoàn",
    "cong_doan_doubt": "Có thể phê phán công đoàn, cần người đọc",
    "strike": "Ngừng việc, đình công",
    "accident": "Tai nạn, mất an toàn lao động",
    "employer_against": "Doanh nghiệp bị phản ánh",
    "rising": "Tin lan nhanh",
}
TOPIC_NAMES = {
    "thuong_luong_doi_thoai": "Thương lượng, đối thoại",
    "tien_luong": "Tiền lương, thu nhập",
    "phap_luat_chinh_sach": "Pháp luật, chính sách",
    "bao_hiem_an_sinh": "Bảo hiểm, an sinh",
    "an_toan_ve_sinh": "An toàn, vệ sinh lao động",
    "viec_lam": "Việc làm",
    "tranh_chap_ngung_viec": "Tranh chấp, ngừng việc",
    "cham_lo_phuc_loi": "Chăm lo, phúc lợi",
    "to_chuc_can_bo": "Tổ chức, cán bộ công đoàn",
    "thi_dua_guong_dien_hinh": "Thi đua, gương điển hình",
    "dich_benh_suc_khoe": "Dịch bệnh, sức khỏe",
    "van_hoa_su_kien": "Văn hóa, sự kiện",
    "doi_song_cong_nhan": "Đời sống công nhân",
    "khac": "Chủ đề khác",
}
# The capture's reason codes, as a sentence part after the outlet's name; an unknown code is shown as it is.
FAILURE_NAMES = {
    "dns": "không tìm thấy địa chỉ máy chủ",
    "connection": "không kết nối được máy chủ",
    "timeout": "máy chủ không trả lời kịp",
    "tls": "chứng thư bảo mật của trang bị lỗi",
    "too_large": "tệp tin trả về quá lớn",
    "too_many_redirects": "trang chuyển hướng lòng vòng",
    "redirected_off_host": "trang chuyển hướng sang địa chỉ khác",
    "private_address": "địa chỉ dẫn vào mạng nội bộ nên không đọc",
    "robots_disallowed": "trang không cho phép đọc tự động",
    "http_4xx": "địa chỉ bản tin không còn",
    "http_5xx": "máy chủ của báo bị lỗi",
    "blocked": "trang chặn truy cập tự động",
    "bad_url": "địa chỉ khai báo sai",
    "cancelled": "lượt đọc bị dừng giữa chừng",
    "token_expired": "khóa truy cập đã hết hạn",
    "no_permission": "khóa truy cập không có quyền đọc",
    "rate_limited": "mạng xã hội yêu cầu tạm ngừng đọc",
    "broken_answer": "câu trả lời bị đứt giữa chừng",
    "not_a_feed": "trả về trang khác thay cho bản tin",
    "feed_broken": "bản tin bị hỏng",
    "feed_empty": "bản tin rỗng",
    "empty_body": "trả về nội dung trống",
    "challenge_page": "trang chặn truy cập tự động",
    "not_html": "nội dung không đọc được",
    "not_an_article": "trang bài đổi bố cục",
    "no_title": "trang bài đổi bố cục",
    "no_url": "bản tin thiếu đường dẫn",
    "noarchive": "trang không cho lưu",
    "taken_down": "đã gỡ theo yêu cầu",
}
DELIVERY_NAMES = {
    "queued": "đang chờ gửi",
    "sent": "đã gửi",
    "written": "đã ghi vào hộp thư đi",
    "deferred": "máy chủ thư chưa nhận, sẽ tự gửi lại",
    "refused": "bị từ chối",
    "failed": "gửi nhiều lần không được, đã thôi gửi",
    "uncertain": "chưa rõ đã tới hay chưa",
    "bounced": "thư bị trả lại",
    "unsubscribed": "đã hủy nhận",
}
_INNER_QUOTES = str.maketrans({"“": "‘", "”": "’", '"': "’"})
READ_AHEAD = 8  # characters looked at for each one shown: spaces and invisible marks go
_SPACES = re.compile(r"\s+")


def number(value: int) -> str:
    """An integer with dots for thousands: 3.251."""
    return f"{value:,}".replace(",", ".")


def percent(part: int, whole: int) -> str:
    """A share as whole percents, "12,5%" below 20 when it isn't whole; "0%" of nothing."""
    if not whole:
        return "0%"
    share = 100 * part / whole
    if share < 20 and abs(share - round(share)) >= 0.05:
        return f"{share:.1f}%".replace(".", ",")
    return f"{share:.0f}%"


def short_date(day: date) -> str:
    """Day and month as official papers write them, zero before a day below 10 and a month below 3: 05/8."""
    return f"{day.day:02d}/{_month(day)}"


def full_date(day: date) -> str:
    """Day, month and year: 05/8/2026."""
    return f"{short_date(day)}/{day.year}"


def long_date(day: date) -> str:
    """With the weekday: Thứ Tư, 05/8/2026."""
    return f"{WEEKDAYS[day.weekday()]}, {full_date(day)}"


def clock(moment: datetime | None, *, day: date | None = None) -> str:
    """Hour and minute in Việt Nam, with the date when it isn't `day`; says so when there is no time."""
    if moment is None:
        return "không rõ giờ đăng"
    local = moment.astimezone(VIETNAM)
    hour = f"{local:%H:%M}"
    return hour if local.date() == day else f"{hour} ngày {short_date(local.date())}"


def week_span(monday: date) -> str:
    """The seven days from a Monday: "03–09/8/2026", "27/7–02/8/2026", "28/12/2026–03/01/2027"."""
    sunday = monday + timedelta(days=6)
    if monday.year != sunday.year:
        return f"{full_date(monday)}–{full_date(sunday)}"
    if monday.month != sunday.month:
        return f"{short_date(monday)}–{full_date(sunday)}"
    return f"{monday.day:02d}–{full_date(sunday)}"


def one_line(text: str) -> str:
    """The text with every run of spaces and control characters as one space, invisible marks dropped."""
    if text.isprintable():  # no mark to look at: a tenth of the time, and nearly every text is so
        return _SPACES.sub(" ", text).strip()
    kept = ("" if unicodedata.category(c) == "Cf" else c if c.isprintable() else " " for c in text)
    return _SPACES.sub(" ", "".join(kept)).strip()


def clip(text: str, limit: int) -> str:
    """At most `limit` characters, cut between words with an ellipsis; only a monster's beginning is read."""
    seen = text[: READ_AHEAD * limit]
    flat = one_line(seen)
    if len(flat) <= limit:
        return flat if seen == text else f"{flat}…"
    cut = flat[: limit - 1]
    head = cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut
    return head.rstrip(" ,;:.–-") + "…"


def quoted(sentence: str, limit: int) -> str:
    """A sentence in quotation marks; double ones inside become single, unless they already hold all of it."""
    inner = clip(sentence, limit)
    if inner.startswith("“") and inner.find("”") == len(inner) - 1:
        return inner
    return f"“{inner.translate(_INNER_QUOTES)}”"


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def topic_name(code: str) -> str:
    """The topic's name; an unknown code is shown as it is."""
    return TOPIC_NAMES.get(code, code)


def failure(reason: str | None) -> str:
    """Why an outlet could not be read, in plain words."""
    if reason is None:
        return "không rõ nguyên nhân"
    return FAILURE_NAMES.get(reason, reason)


def _month(day: date) -> str:
    return f"{day.month:02d}" if day.month < 3 else str(day.month)
