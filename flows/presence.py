"""How a clause was kept that asks for something to be there: posts, columns, counters, digests, examples."""

from collections.abc import Callable
from dataclasses import replace

from flows import clause as asked
from flows.interval import wilson
from flows.planfacts import Facts, PlanArticle
from flows.selection import PERIOD_NAMES, Measured, among, finder, named, per_period, periods, seen, unread
from flows.wording import number
from nlp.phrase import plain


def posts(what: asked.Posts, facts: Facts) -> Measured:
    """How many page-days of the social pages had enough posts."""
    target = f"ít nhất {what.at_least} tin mỗi ngày trên mỗi trang"
    pages = {key: name for key, name in facts.pages.items() if not what.outlets or key in what.outlets}
    if not pages:
        return Measured("khong_do_duoc", target, reason="Chưa có trang mạng xã hội nào trong nguồn theo dõi.")
    kept = whole = 0
    short: list[tuple[float, str]] = []
    for key, name in sorted(pages.items()):
        read = facts.read_days.get(key, frozenset())
        # a day without any post between two with some is one on which the page was silent
        days = [day for day in facts.days if read and min(read) <= day <= max(read)]
        counts = [sum(one.source_id == key and one.news_date == day for one in facts.articles) for day in days]
        kept += sum(count >= what.at_least for count in counts)
        whole += len(days)
        if days and min(counts) < what.at_least:
            short.append((sum(counts) / len(days), name))
    if not whole:
        return Measured("khong_do_duoc", target, reason="Không đọc được trang mạng xã hội nào trong kỳ.")
    low, high = wilson(kept, whole)
    few = "; ".join(f"{name} {mean:.1f}/ngày".replace(".", ",") for mean, name in sorted(short)[:5])
    return Measured(
        "dat" if kept == whole else "chua_dat",
        target,
        f"{number(kept)}/{number(whole)} lượt trang–ngày đủ trên {number(len(pages))} trang"
        + (f"; ít nhất: {few}" if few else ""),
        kept / whole,
        low,
        high,
        "Đếm bài của các trang trong nguồn theo dõi, vào những ngày đọc được trang.",
        articles=named(one for one in facts.articles if one.source_id in pages),
    )


def column(what: asked.Column, facts: Facts) -> Measured:
    """Whether articles stand in a column or name it."""
    target = "chuyên mục " + ", ".join(f"“{name}”" for name in what.names)
    silent = unread(what.outlets, facts, ())
    if silent:
        return replace(silent, target=target)
    wanted = finder(what.names)
    found = [
        one
        for one in facts.articles
        if one.source_id in what.outlets and (wanted.search(plain(one.section)) or wanted.search(one.words))
    ]
    if what.every == "window":
        return replace(seen(found, facts, what), target=target)
    weekly = asked.Articles(kind="articles", outlets=what.outlets, every=what.every, at_least=1)
    return replace(
        per_period(found, periods(what.every, facts, what.outlets), weekly, facts), target=f"{target} mỗi tuần"
    )


def counter(what: asked.Counted, facts: Facts) -> Measured:
    """On how many days somebody handed in the counter."""
    have = facts.counter_days.get(what.counter, frozenset())
    target = "số liệu mỗi ngày"
    if not have:
        return Measured("khong_do_duoc", target, reason="Chưa ai nạp số liệu của kỳ này (diemtin series import).")
    days = len(facts.days)
    return Measured(
        "dat" if len(have) == days else "chua_dat",
        target,
        f"{number(len(have))}/{number(days)} ngày có số liệu",
        len(have) / days,
        basis="Số liệu do đơn vị khai bằng tệp CSV.",
    )


def digests(what: asked.Digests, facts: Facts) -> Measured:
    """For how many days or weeks a digest was composed."""
    name = PERIOD_NAMES[what.every]
    wanted = [day for day in facts.days if what.every == "day" or day.weekday() == 0]
    if not wanted:
        return Measured("khong_do_duoc", f"mỗi {name} một bản", reason=f"Kỳ báo cáo không có {name} nào trọn vẹn.")
    have = [day for day in wanted if (what.every, day) in facts.digests]
    return Measured(
        "dat" if len(have) == len(wanted) else "chua_dat",
        f"mỗi {name} một bản điểm tin",
        f"{number(len(have))}/{number(len(wanted))} {name} có điểm tin",
        len(have) / len(wanted),
        basis="Điểm tin do diemtin lập; việc báo cáo của từng đơn vị không hiện ở đây.",
    )


def judged(what: asked.Judged, facts: Facts) -> Measured:
    """How many relevant articles had their attitude judged."""
    if not facts.relevant:
        return Measured(
            "khong_thay", measured="0 bài", value=0.0, basis="Không có tin về lao động, công đoàn trong kỳ."
        )
    told = f"{number(facts.judged)}/{number(facts.relevant)} bài được đánh giá thái độ"
    return Measured(
        "co",
        measured=told,
        value=facts.judged / facts.relevant,
        basis="Thái độ với công đoàn, chính sách, doanh nghiệp do máy xếp theo câu chữ; bài máy chưa rõ không tính.",
    )


def found(what: asked.Found, facts: Facts) -> Measured:
    """How many spotlights or rebuttals there are."""
    count: Callable[[PlanArticle], int] = (
        (lambda one: one.spotlights) if what.kind == "spotlights" else (lambda one: one.rebuttals)
    )
    found = [one for one in among(what, facts) if count(one)]
    name = "gương người, mô hình" if what.kind == "spotlights" else "điều bị bác bỏ"
    return Measured(
        "co" if found else "khong_thay",
        measured=f"{number(sum(map(count, found)))} {name} trong {number(len(found))} bài",
        value=float(len(found)),
        basis="Máy tìm câu nêu gương; người xét chọn."
        if what.kind == "spotlights"
        else "Máy tìm câu bác bỏ; người quyết định.",
        articles=named(found),
    )
