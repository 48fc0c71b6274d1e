"""What to fix in an outlet's file, by what it says and how the outlet answered. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawlers.ingest import host_of
from crawlers.records import REJECT_REASONS, Article
from crawlers.source import Source
from crawlers.trial import DoorTrial, FeedTrial, PageTrial, Trial, current_layouts, today
from flows.sourceview import moment, trouble

# On 32 saved pages whose layout is right the bodies agree to 0.24–1.00, nine in ten above 0.79 (photo stories below).
_DOUBTFUL, _WRONG = 0.79, 0.5
_SILENT_DAYS, _QUIET_DAYS = 3, 30  # with and without an expectation of at least one article a day
_SHORT_WORDS = 40


@dataclass(frozen=True, slots=True)
class Fix:
    """One thing to do; `must` tells what is wrong from what is only worth a look."""

    field: str  # of the outlet's file, or "trang" and "tệp"
    text: str
    must: bool = True


def fixes(source: Source, trial: Trial, others: Mapping[str, Source], now: datetime) -> list[Fix]:
    """All that is to be fixed, what must be first; `others` are the outlets that are already there."""
    found = [*_of_file(source, others, now), *_of_homepage(source, trial)]
    found += _of_dead_feeds([feed for feed in trial.feeds if feed.reason])
    found += [fix for feed in trial.feeds if not feed.reason for fix in _of_feed(feed, source, now)]
    found += [fix for door in trial.doors for fix in _of_door(door)]
    found += [fix for page in trial.pages for fix in _of_page(page, source)]
    is_fine = bool(trial.pages) and not any(fix.must for fix in found)
    if is_fine and not source.verified:
        found.append(Fix("verified", "mọi thứ trả lời đúng; người đã xem trang thì đặt verified = true", must=False))
    if source.verified and trial.feeds and all(feed.reason for feed in trial.feeds):
        found.append(Fix("verified", "không nguồn nào trả lời; nếu còn như vậy thì đặt verified = false", must=False))
    return sorted(dict.fromkeys(found), key=lambda fix: not fix.must)


def _of_file(source: Source, others: Mapping[str, Source], now: datetime) -> Iterator[Fix]:
    for other in others.values():
        if other.id != source.id and (shared := sorted(set(other.hosts) & set(source.hosts))):
            yield Fix("hosts", f"{', '.join(shared)} đã thuộc {other.id}.toml; mỗi máy chủ chỉ thuộc một nguồn")
    if not source.feeds:
        has_other = bool(source.sitemaps or source.lists)
        text = f"chưa có nguồn RSS; dò bằng: diemtin source discover {source.homepage}"
        yield Fix("feeds", text, must=not has_other)
    if source.layouts and not current_layouts(source, today(now)):
        yield Fix("layouts", "mọi khuôn đều đã hết hạn; thêm khuôn đang dùng hoặc bỏ valid_until")
    if not source.layouts:
        yield Fix("layouts", "chưa có khuôn; trang chỉ được đọc bằng trafilatura, kém chính xác hơn", must=False)
    if source.owner.startswith("chưa rõ"):
        yield Fix("owner", "chưa rõ cơ quan chủ quản; một chủ quản chỉ tính là một tiếng nói")
    if not source.expect.items_per_day_min and source.expect.items_per_day_max is None:
        yield Fix("expect", "chưa đặt số tin thường ngày, nên nguồn im lặng sẽ không được báo", must=False)


def _of_homepage(source: Source, trial: Trial) -> Iterator[Fix]:
    answer = trial.homepage
    if answer is None or answer.reason is None:
        return
    yield Fix(
        "homepage", f"{source.homepage}: {_advice(answer.reason, answer.status, answer.header('location') or '')}"
    )


def _of_dead_feeds(feeds: Iterable[FeedTrial]) -> Iterator[Fix]:
    """What is wrong with feeds that gave nothing; those of one host that fail alike are one thing to fix."""
    groups: dict[tuple[str, str], list[FeedTrial]] = {}
    for feed in feeds:
        groups.setdefault((host_of(feed.url), feed.reason or ""), []).append(feed)
    for (host, reason), group in groups.items():
        first = group[0]
        where = first.url if len(group) == 1 else f"{len(group)} nguồn RSS trên {host}"
        yield Fix("feeds", f"{where}: {_advice(reason, first.status, first.detail)}")


def _of_feed(feed: FeedTrial, source: Source, now: datetime) -> Iterator[Fix]:
    if feed.strangers:
        yield Fix("hosts", f"{feed.url}: có tin nằm trên {', '.join(feed.strangers)}; thêm vào hosts nếu cùng cơ quan")
    if not feed.n_dated:
        yield Fix("feeds", f"{feed.url}: không tin nào có giờ đăng; giờ sẽ đọc ở trang bài", must=False)
    patience = _SILENT_DAYS if source.expect.items_per_day_min else _QUIET_DAYS
    is_live = feed.status is not None  # a saved one was fresh when it was saved
    if is_live and feed.newest_at and now - feed.newest_at > timedelta(days=patience):
        yield Fix("feeds", f"{feed.url}: tin mới nhất từ {moment(feed.newest_at)}; nguồn có thể đã ngừng")
    most = source.expect.items_per_day_max
    if most is not None and feed.per_day and feed.per_day > most:
        yield Fix("expect", f"{feed.url}: khoảng {feed.per_day:.0f} tin một ngày, vượt mức {most} đã đặt", must=False)


def _of_door(door: DoorTrial) -> Iterator[Fix]:
    field = f"{door.kind}s"
    if door.reason:
        yield Fix(field, f"{door.url}: {_advice(door.reason, door.status, door.detail)}")
    elif door.detail:
        yield Fix(field, f"{door.url}: không thấy bài nào trên đó; xem trang, rồi sửa hoặc bỏ địa chỉ này")


def _of_page(page: PageTrial, source: Source) -> Iterator[Fix]:
    article = page.article
    if article is None:
        field = "layouts" if page.reason in REJECT_REASONS else "trang"
        yield Fix(field, f"{page.url}: {_advice(page.reason or '', page.status, page.detail)}")
        return
    yield from _of_layout(page, article, source)
    missing = [
        name
        for name, value in (("tiêu đề", article.title), ("thân bài", article.body), ("giờ đăng", article.published_at))
        if not value
    ]
    if missing:
        yield Fix("layouts", f"{page.url}: không đọc được {', '.join(missing)}; xem lại khuôn")
    if article.date_source == "trafilatura":
        yield Fix("layouts", f"{page.url}: chỉ biết ngày, không biết giờ đăng", must=False)
    absent = [name for name, value in (("sapo", article.sapo), ("tác giả", article.author)) if not value]
    if absent:
        yield Fix("layouts", f"{page.url}: không thấy {', '.join(absent)}; nếu trang có thì bổ sung khuôn", must=False)
    if article.disagreements:
        names = {"title": "tiêu đề", "published_at": "giờ đăng"}
        told = ", ".join(names.get(name, name) for name in article.disagreements)
        yield Fix("layouts", f"{page.url}: {told} trong dữ liệu cấu trúc khác với trên trang", must=False)


def _of_layout(page: PageTrial, article: Article, source: Source) -> Iterator[Fix]:
    """Whether the declared layout read the page, and read about what trafilatura reads."""
    declared = [ref.family for ref in source.layouts]
    used = (article.layout or "").split("/")[0]
    if article.method != "layout" and declared:
        seen = f"; trang có dấu hiệu của khuôn {', '.join(page.families)}" if page.families else ""
        yield Fix("layouts", f"{page.url}: khuôn {', '.join(declared)} không khớp, phải đọc bằng trafilatura{seen}")
    elif used and used not in declared:
        yield Fix("layouts", f'{page.url}: trang thuộc khuôn {used}; ghi layouts = [{{ family = "{used}" }}]')
    if page.agreement is not None and page.agreement < _DOUBTFUL and len(article.body.split()) >= _SHORT_WORDS:
        text = f"{page.url}: khuôn và trafilatura chỉ giống nhau {page.agreement:.0%}; so thân bài với trang"
        yield Fix("layouts", text, must=page.agreement < _WRONG)


def _advice(reason: str, status: int | None, detail: str) -> str:
    """The failure and what a person can do about it."""
    offline = "xem mạng của máy này trước, rồi thử lại sau"
    deed = {
        "dns": offline,
        "connection": offline,
        "timeout": offline,
        "blocked": "không lách; xin tòa soạn cho đọc hoặc cấp nguồn RSS",
        "challenge_page": "không lách; xin tòa soạn cho đọc hoặc cấp nguồn RSS",
        "robots_disallowed": "tôn trọng; xin tòa soạn cho đọc",
        "http_4xx": "tìm địa chỉ mới bằng diemtin source discover",
        "not_a_feed": "tìm địa chỉ mới bằng diemtin source discover",
        "redirected_off_host": "ghi địa chỉ mới, hoặc thêm máy chủ vào hosts nếu cùng cơ quan",
        "private_address": "kiểm tra tên miền; nếu là máy chủ nội bộ của mình thì đặt DIEMTIN_ALLOW_PRIVATE=true",
        "not_an_article": "xem trang còn là bài viết không; nếu còn thì bổ sung khuôn",
        "bad_url": "sửa địa chỉ",
        "feed_empty": "xem lại sau vài giờ; nếu vẫn rỗng thì tìm nguồn khác",
    }.get(reason, "thử lại sau; nếu vẫn hỏng thì xem trang bằng trình duyệt")
    return f"{trouble(reason, status, detail)}: {deed}"


def unreadable(messages: Iterable[str]) -> list[Fix]:
    """The errors of a file that could not be read, as things to fix."""
    return [Fix("tệp", message) for message in messages]
