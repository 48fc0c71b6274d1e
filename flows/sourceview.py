"""An outlet's file and its trial in plain Vietnamese. Pure: values in, lines out."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from crawlers.discover import Discovery
from crawlers.ingest import host_of
from crawlers.polling import Rhythm, due_at, wait_s
from crawlers.source import Kind, LayoutRef, Source
from crawlers.trial import DoorTrial, FeedTrial, PageTrial, Trial, current_layouts
from flows.republish import UNKNOWN
from flows.wording import FAILURE_NAMES, VIETNAM, clock, full_date, percent, short_date

KIND_NAMES = {
    Kind.UNION_PRESS: "báo chí công đoàn",
    Kind.CENTRAL: "báo trung ương",
    Kind.PROVINCIAL: "báo địa phương",
    Kind.SECTOR: "báo ngành",
    Kind.BROADCASTER: "đài phát thanh, truyền hình",
    Kind.PORTAL: "cổng thông tin",
    Kind.FEDERATION: "trang của tổ chức công đoàn",
    Kind.FOREIGN: "báo nước ngoài",
    Kind.SOCIAL: "mạng xã hội",
}
_DOOR_NAMES = {"sitemap": "Sơ đồ trang", "list": "Trang chuyên mục"}
_REFUSALS = {"disallowed": "không cho phép một số địa chỉ dưới đây", "unavailable": "không đọc được, coi như cấm"}
_SOURCE_NAMES = {
    "jsonld": "dữ liệu cấu trúc",
    "meta": "thẻ meta",
    "layout": "khuôn",
    "visible": "chữ trên trang",
    "url": "địa chỉ bài",
    "trafilatura": "trafilatura",
}


def explain(source: Source, day: date) -> Iterator[str]:
    """What an outlet's file says, for a reader who knows no TOML; `day` tells which layout is in use."""
    yield f"{source.name} ({source.id}): {KIND_NAMES[source.kind]} của {source.owner}"
    yield f"  Trang chủ {source.homepage}; bài nằm trên {', '.join(source.hosts)}"
    yield f"  Địa bàn: {_places(source)}"
    if source.programmes:
        yield f"  Chuyên mục được kế hoạch nêu tên: {'; '.join(source.programmes)}"
    for label, urls in (
        ("Nguồn RSS", [feed.url + (f" ({feed.section})" if feed.section else "") for feed in source.feeds]),
        ("Sơ đồ trang tin tức", source.sitemaps),
        ("Trang chuyên mục", source.lists),
    ):
        yield f"  {label}: {len(urls) or 'chưa có'}"
        yield from (f"    {url}" for url in urls)
    yield f"  Đăng lại: {source.republish or UNKNOWN}"
    if source.hours:
        yield f"  Chỉ hỏi trong các giờ {', '.join(source.hours)}"
    yield f"  Khuôn trang: {'; '.join(map(_layout, source.layouts)) or 'chưa có, trang được đọc bằng trafilatura'}"
    if source.layouts:
        yield f"    đang dùng ngày {full_date(day)}: {', '.join(current_layouts(source, day)) or 'không khuôn nào'}"
    yield f"  Nhịp: cách {_decimal(source.delay_s)} giây giữa hai lần hỏi, tối đa {source.max_pages} trang bài một lượt"
    yield f"  Kỳ vọng: {_expected(source)}"
    yield f"  Kiểm chứng: {'đã thấy trang trả lời' if source.verified else 'chưa, chỉ biết qua tài liệu'}"
    if source.notes:
        yield f"  Ghi chú: {source.notes}"


def tell_trial(trial: Trial) -> Iterator[str]:
    """What the outlet answered."""
    decisions = {decision for _, decision in trial.robots}
    if decisions == {"allowed"}:
        yield "  robots.txt: cho phép"
    yield from dict.fromkeys(
        f"  robots.txt của {host_of(url)}: {_REFUSALS[decision]}"
        for url, decision in trial.robots
        if decision in _REFUSALS
    )
    if trial.homepage is not None:
        answer = trial.homepage
        yield f"  Trang chủ {answer.url}: {trouble(answer.reason, answer.status) if answer.reason else 'mở được'}"
    for feed in trial.feeds:
        yield f"  RSS {feed.url}: {tell_feed(feed)}"
    for door in trial.doors:
        yield f"  {_DOOR_NAMES[door.kind]} {door.url}: {tell_door(door)}"
    for page in trial.pages:
        yield f"  Trang {page.url}"
        yield f"    {tell_page(page)}"


def tell_door(door: DoorTrial) -> str:
    """One sitemap or list page in one line."""
    if door.reason:
        return trouble(door.reason, door.status, door.detail)
    return _http(door.status) + (f"không thấy bài nào ({door.detail})" if door.detail else f"{len(door.leads)} bài")


def tell_feed(feed: FeedTrial) -> str:
    """One feed in one line."""
    if feed.reason:
        return trouble(feed.reason, feed.status, feed.detail)
    said = [f"{len(feed.entries)} tin, {feed.n_dated} tin có giờ đăng"]
    if feed.newest_at:
        said.append(f"mới nhất {moment(feed.newest_at)}")
    if feed.per_day:
        said.append(f"khoảng {_decimal(round(feed.per_day, 1))} tin một ngày")
    if feed.n_dropped:
        said.append(f"{feed.n_dropped} tin hỏng bị bỏ")
    return _http(feed.status) + ", ".join(said)


def tell_page(page: PageTrial) -> str:
    """One page in one line: what was found and how."""
    article = page.article
    if article is None:
        return trouble(page.reason or "", page.status, page.detail)
    how = f"khuôn {article.layout}" if article.method == "layout" else "trafilatura"
    at = article.published_at
    said = [
        f"đọc bằng {how}: “{article.title}”",
        f"sapo {len(article.sapo.split())} chữ" if article.sapo else "không thấy sapo",
        f"thân bài {len(article.body.split())} chữ" if article.body else "không thấy thân bài",
        f"đăng {moment(at)} ({_SOURCE_NAMES.get(article.date_source or '', article.date_source)})"
        if at
        else "không thấy giờ đăng",
        f"tác giả {article.author}" if article.author else "không thấy tác giả",
    ]
    if page.agreement is not None:
        said.append(f"giống trafilatura {percent(round(100 * page.agreement), 100)}")
    return _http(page.status) + "; ".join(said)


def tell_discovery(found: Discovery) -> Iterator[str]:
    """What was found of a new outlet, and what was not."""
    if found.reason:
        yield f"{found.homepage}: {trouble(found.reason, None, found.detail)}"
    for feed in found.feeds:
        yield f"  RSS {feed.url}: {tell_feed(feed)}"
    yield f"  Sơ đồ trang tin tức: {', '.join(found.sitemaps) or 'không thấy'}"
    yield f"  Trang chuyên mục: {len(found.home.lists)}"
    for page in found.pages:
        yield f"  Trang {page.url}"
        yield f"    {tell_page(page)}"
    yield f"  Khuôn trang: {', '.join(found.families) or 'chưa khuôn nào khớp'}"
    for url, reason in found.misses:
        yield f"  Không dùng được {url}: {trouble(reason, None)}"


def tell_pace(rhythms: Sequence[Rhythm]) -> str:
    """How often an outlet's feeds are asked, and which of them are asked less often because they fail."""
    if not rhythms:
        return "chưa hỏi lần nào"
    failing = [rhythm for rhythm in rhythms if rhythm.failures]
    if not failing:
        return f"mỗi {_span(min(map(wait_s, rhythms)))}"
    worst = max(rhythm.failures for rhythm in failing)
    again = min(map(due_at, failing))
    return f"lùi nhịp: {len(failing)}/{len(rhythms)} địa chỉ hỏng {worst} lần liền, hỏi lại {short_moment(again)}"


def _span(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} phút" if minutes < 60 else f"{_decimal(round(minutes / 60, 1))} giờ"


def trouble(reason: str, status: int | None, detail: str = "") -> str:
    """A failure as a person reads it, with the code to search for."""
    said = [reason, *([f"HTTP {status}"] if status else []), *([detail] if detail else [])]
    return f"{FAILURE_NAMES.get(reason, 'không dùng được')} ({', '.join(said)})"


def moment(at: datetime) -> str:
    """A time in Việt Nam with its full date, as a person at a terminal needs it."""
    return f"{clock(at)}/{at:%Y}"


def short_moment(at: datetime) -> str:
    """A time in Việt Nam for a narrow table: 08:30 09/8."""
    return f"{at.astimezone(VIETNAM):%H:%M} {short_date(at.astimezone(VIETNAM).date())}"


def _places(source: Source) -> str:
    if not source.provinces:
        return "cả nước"
    return f"{', '.join(source.provinces)} (bản đồ 63 tỉnh); {', '.join(source.provinces_34)} (34 tỉnh từ 1/7/2025)"


def _layout(ref: LayoutRef) -> str:
    since = f" từ {full_date(ref.valid_from)}" if ref.valid_from else ""
    until = f" đến {full_date(ref.valid_until)}" if ref.valid_until else ""
    changed = f", sửa riêng {', '.join(sorted(ref.overrides))}" if ref.overrides else ""
    return f"{ref.family}{since}{until}{changed}"


def _expected(source: Source) -> str:
    low, high = source.expect.items_per_day_min, source.expect.items_per_day_max
    if not low and high is None:
        return "chưa đặt, nguồn im lặng sẽ không bị coi là bất thường"
    return f"{low} đến {high} tin một ngày" if high is not None else f"ít nhất {low} tin một ngày"


def _decimal(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _http(status: int | None) -> str:
    return f"HTTP {status}, " if status else ""
