"""The sentences of a digest that are computed rather than quoted: pure, from a DigestView."""

from dataclasses import dataclass

from flows import edition
from flows.view import DigestView, OutletState, StoryView
from flows.wording import STATE_NAMES, clock, failure, full_date, long_date, number, one_line, percent, week_span

HEADINGS = {
    "figures": "Con số chính",
    "topics": "Theo chủ đề",
    "good": "Gương người tốt, việc tốt và mô hình hay",
    "voices": "Tiếng nói các bên",
    "republish": "Bài nên đăng lại",
    "rest": "Các tin khác",
    "coverage": "Độ phủ nguồn tin",
    "reading": "Cách đọc và phiên bản mô hình",
}

HOW_TO_CORRECT = (
    "Thấy nhãn chưa đúng? Bấm “Sửa nhãn” dưới tin, hoặc gửi thư tới {mail_to} và ghi mã bài. Nhãn do người sửa được "
    "dùng thay nhãn của máy trong mọi bản tin về sau."
)

MAX_POINTS = 8  # outlets named one by one
MAX_FIRST = 3  # unread outlets named at the very top

HOW_TO_READ = (
    "Chủ đề và thái độ do máy phân loại theo câu chữ của bài báo; câu trong ngoặc kép là câu quyết định. "
    "“Chưa rõ” nghĩa là máy không đủ chắc chắn; những bài đó không tính vào biểu đồ. "
    "Bài đăng lại chỉ tính một lần khi đếm thái độ và được xếp dưới bài gốc. "
    "Một cơ quan chủ quản chỉ là một tiếng nói, và chỉ khi có bài tự viết. “Điểm nóng”: trong sáu giờ có nhiều nơi "
    "cùng đưa tin, khó là ngẫu nhiên với nhịp thường của báo chí vào giờ ấy."
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence and the points under it."""

    text: str
    items: tuple[str, ...] = ()


def headings(view: DigestView) -> dict[str, str]:
    """The section headings by code."""
    when = "trong tuần" if view.period == "week" else "hôm nay"
    return {**HEADINGS, "attention": f"Cần phản hồi {when}"}


def period_name(view: DigestView) -> str:
    """The window as it stands in a sentence: "ngày 05/8/2026", "tuần 03–09/8/2026"."""
    return f"tuần {week_span(view.day)}" if view.period == "week" else f"ngày {full_date(view.day)}"


def day_title(view: DigestView) -> str:
    """The date line of the mail: "Thứ Tư, 05/8/2026" or "Tuần 03–09/8/2026"."""
    return f"Tuần {week_span(view.day)}" if view.period == "week" else long_date(view.day)


def life(story: StoryView) -> str:
    """How a story stands, "diễn biến · 5 báo, 3 cơ quan chủ quản độc lập"; empty when it isn't known.

    Of one that a single article tells that article's own line says it all.
    """
    if story.life is None or (story.life.outlets == 1 and not story.others):
        return ""
    state = STATE_NAMES[story.life.state]
    if story.life.outlets == 1:
        return f"{state} · 1 báo"
    return f"{state} · {number(story.life.outlets)} báo, {number(story.life.voices)} cơ quan chủ quản độc lập"


def span(view: DigestView) -> str:
    """The window in hours of Việt Nam."""
    first, last = clock(view.first_at), clock(view.last_at)
    return f"Tin đăng từ {first} đến trước {last}"


def is_empty(view: DigestView) -> bool:
    """No story to show."""
    return not view.figures.relevant


def answer(view: DigestView) -> str:
    """The one sentence that says what the period brought."""
    if is_empty(view):
        return _nothing(view)
    figures = view.figures
    start = period_name(view).replace(f"/{view.day.year}", "") if view.period == "day" else period_name(view)
    counts = f"{_some(figures.union)} tin về công đoàn, {_some(figures.labour)} tin về lao động"
    asks = f"{_some(view.n_attention)} việc cần phản hồi"
    return f"{start[0].upper()}{start[1:]}: {counts} trên {number(figures.outlets)} báo, đài; {asks}."


def subject(view: DigestView) -> str:
    """The subject line."""
    place = "" if view.scope == "toan-quoc" else f" {view.scope_name}"
    start = f"Điểm tin{place} {period_name(view).removeprefix('ngày ')}"
    if not is_empty(view):
        said = f"{number(view.figures.union)} tin công đoàn, {number(view.figures.labour)} tin lao động"
        return f"{start}: {said}" + (f", {number(view.n_attention)} việc cần phản hồi" if view.n_attention else "")
    if view.coverage.read:
        return f"{start}: không có tin"
    return f"{start}: " + ("không đọc được nguồn nào" if view.coverage.in_state("failed") else "chưa đọc nguồn nào")


def caution(view: DigestView) -> str:
    """What a reader must know before trusting the numbers; empty when every outlet was read."""
    seen = view.coverage
    failed, idle = (len(seen.in_state(state)) for state in ("failed", "not_asked"))
    if not seen.read or not failed + idle:
        return ""
    gaps = []
    if failed:
        gaps.append(f"{number(failed)}/{number(seen.asked)} cơ quan báo chí không đọc được")
    if idle:
        gaps.append(f"{number(idle)} cơ quan báo chí chưa được đọc ({_first(seen.in_state('not_asked'))})")
    return f"Lưu ý: {' và '.join(gaps)} nên có thể còn tin chưa thấy; xem phần {HEADINGS['coverage']}."


def coverage(view: DigestView, max_names: int) -> tuple[Passage, ...]:
    """Which outlets were read, which failed and why, which had nothing new; at most `max_names` a line."""
    seen = view.coverage
    told = view.sections["watch"].named if "watch" in view.sections else frozenset()
    failed, idle, silent = (
        tuple(outlet for outlet in seen.in_state(state) if outlet.name not in told)
        for state in ("failed", "not_asked", "silent")
    )
    if not seen.asked and not idle:
        return (Passage("Chưa có cơ quan báo chí nào trong danh sách theo dõi."),)
    passages = []
    if seen.asked:
        passages.append(Passage(f"Đọc được {number(seen.read)}/{number(seen.asked)} cơ quan báo chí."))
    if failed:
        share = f"{number(len(failed))}/{number(seen.asked)}"
        passages.append(Passage(f"Không đọc được {share} cơ quan báo chí:", _failures(failed, max_names)))
    if idle:
        who = f"{number(len(idle))} cơ quan báo chí trong danh sách theo dõi"
        passages.append(Passage(f"{who} chưa được đọc trong kỳ này: {_names(idle, max_names)}."))
    if silent:
        passages.append(Passage(f"Đọc được nhưng không có bài mới: {_names(silent, max_names)}."))
    return tuple(passages)


def reading(view: DigestView, mail_to: str = "") -> tuple[str, ...]:
    """How the numbers were made, by which models, and how a label is corrected (by a letter to `mail_to`)."""
    figures = view.figures
    lines = [] if is_empty(view) else [HOW_TO_READ]
    if figures.feed_only:
        share = percent(figures.feed_only, figures.relevant)
        part = f"{number(figures.feed_only)}/{number(figures.relevant)} tin ({share})"
        lines.append(f"{part} chỉ đọc được tiêu đề và tóm tắt, chưa đọc được toàn văn.")
    left_out = (
        (figures.foreign, "tin về sự việc ở nước ngoài"),
        (figures.unsure, "tin mà máy chưa đủ chắc là viết về người lao động (có trong tệp danh sách đính kèm)"),
    )
    if any(count for count, _ in left_out):
        lines.append(f"Không đưa vào thư: {', '.join(f'{number(n)} {what}' for n, what in left_out if n)}.")
    if removed := edition.left_out(view.sections.get("editor")):
        lines.append(removed)
    if mail_to and not is_empty(view):
        lines.append(HOW_TO_CORRECT.format(mail_to=mail_to))
    lines.append(f"{_models(view)} Mã bản tin: {view.digest_id}.")
    return tuple(lines)


def compared(view: DigestView, now: int, name: str) -> str:
    """The change of one figure against the window before, empty without data."""
    if view.previous is None:
        return ""
    before = int(getattr(view.previous, name))
    than = "tuần trước" if view.period == "week" else "hôm trước"
    if now == before:
        return f"bằng {than}"
    return f"{'tăng' if now > before else 'giảm'} {number(abs(now - before))} so với {than}"


def _models(view: DigestView) -> str:
    model = view.annotator_id or "chưa có (chưa bài nào được phân loại)"
    said = f"Mô hình phân loại: {model}."
    versions = view.sections.get("versions")
    return f"{said} Bộ gộp sự việc: {versions.grouper}; bộ đọc trích dẫn: {versions.reader}." if versions else said


def _some(count: int) -> str:
    return number(count) if count else "không có"


def _nothing(view: DigestView) -> str:
    figures, seen, when = view.figures, view.coverage, period_name(view)
    if not seen.read:
        return _unread(view)
    if not figures.captured:
        return f"Không có tin: {number(seen.read)} cơ quan báo chí đọc được không đăng bài mới nào trong {when}."
    what = f"đã đọc {number(figures.captured)} bài của {number(seen.read)} cơ quan báo chí trong {when}"
    where = "" if view.scope == "toan-quoc" else f" thuộc địa bàn, lĩnh vực của {view.scope_name}"
    return f"Không có tin: {what}, không bài nào viết về công đoàn hay người lao động{where}."


def _unread(view: DigestView) -> str:
    seen, when = view.coverage, period_name(view)
    if seen.in_state("failed"):
        who = f"{number(seen.asked)} cơ quan báo chí trong danh sách theo dõi"
        return f"Không có tin vì không đọc được nguồn nào: {who} đều không truy cập được trong {when}."
    return f"Không có tin vì chưa đọc nguồn nào trong {when}."


def _failures(failed: tuple[OutletState, ...], max_names: int) -> tuple[str, ...]:
    """A point for each outlet while they are few, for each reason when they are many."""
    if len(failed) <= MAX_POINTS:
        return tuple(f"{outlet.name}: {failure(outlet.reason)}{_since(outlet)}" for outlet in failed)
    by_reason: dict[str, list[OutletState]] = {}
    for outlet in failed:
        by_reason.setdefault(failure(outlet.reason), []).append(outlet)
    groups = sorted(by_reason.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(
        f"{reason} ({number(len(outlets))}): {_names(tuple(outlets), max_names)}" for reason, outlets in groups
    )


def _since(outlet: OutletState) -> str:
    return f"; tin gần nhất ngày {full_date(outlet.since)}" if outlet.since else ""


def _first(outlets: tuple[OutletState, ...]) -> str:
    """The weightiest names, the union's own press first; the rest stands further down in the mail."""
    named = ", ".join(one_line(outlet.name) for outlet in outlets[:MAX_FIRST])
    return f"{named}…" if len(outlets) > MAX_FIRST else named


def _names(outlets: tuple[OutletState, ...], max_names: int) -> str:
    said = ", ".join(one_line(outlet.name) for outlet in outlets[:max_names])
    left = len(outlets) - max_names
    return f"{said} và {number(left)} nơi khác" if left > 0 else said
