"""Why an outlet is not read as usual: each cause's name for readers, and what an operator does about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause: `name` as a sentence part after the outlet, `advice` for the operator, `loses` what readers miss."""

    name: str
    advice: str
    silences: bool  # whether it keeps whole articles from the reader, not only a part of their text


CAUSES = {
    "unreachable": Cause(
        "không kết nối được",
        "mở địa chỉ bằng trình duyệt; nếu báo đã đổi địa chỉ, sửa tệp nguồn (`diemtin source check`)",
        True,
    ),
    "blocked": Cause("chặn truy cập tự động", "giãn nhịp hỏi (delay_s), hoặc xin tòa soạn một nguồn RSS riêng", True),
    "feed_broken": Cause(
        "bản tin RSS bị hỏng", "xem nguồn còn là RSS không; dò nguồn mới bằng `diemtin source discover`", True
    ),
    "feed_empty": Cause(
        "bản tin RSS rỗng", "đợi một ngày; nếu vẫn rỗng, dò nguồn mới bằng `diemtin source discover`", True
    ),
    "links_fell": Cause(
        "trang mục gần như hết đường dẫn tới bài",
        "trang mục đã đổi: sửa `lists`, hoặc dò lại bằng `diemtin source discover`",
        True,
    ),
    "feed_stale": Cause(
        "vẫn trả lời nhưng không có tin mới",
        "so với trang chủ của báo; nếu báo vẫn ra tin, dò nguồn mới bằng `diemtin source discover`",
        True,
    ),
    "layout_broken": Cause(
        "trang bài đổi bố cục", "xem bằng `diemtin source check`; thêm khuôn mới với valid_from vào tệp nguồn", False
    ),
    "date_lost": Cause("mất giờ đăng của bài", "sửa bộ chọn giờ (`time`) của khuôn trong tệp nguồn", False),
    "quiet": Cause("ra tin ít hơn hẳn thường lệ", "so với trang chủ của báo; chưa rõ nguyên nhân", True),
}


def cause_name(cause: str) -> str:
    """What readers call it; an unknown cause is shown as it is."""
    return CAUSES[cause].name if cause in CAUSES else cause


def advice(cause: str) -> str:
    """What the operator does about it, "" for an unknown cause."""
    return CAUSES[cause].advice if cause in CAUSES else ""


def is_silent(cause: str, expected: float | None) -> bool:
    """Whether nothing new of an outlet reaches the reader.

    A wall or an outage that only its pages met (`expected` counts them then) leaves what its feeds tell.
    """
    pages_only = cause in ("blocked", "unreachable") and expected is not None
    return CAUSES[cause].silences and not pages_only
