"""How a clause was kept, from facts alone: articles per period, shares, federations, campaigns.

States: dat (kept), chua_dat (not kept), co (there is some; the plan sets no number), khong_thay (none seen),
khong_do_duoc (cannot be measured, and why). An outlet that was not read on a day says nothing of that day.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from flows import clause as asked
from flows import presence
from flows.interval import wilson
from flows.planfacts import Facts
from flows.selection import (
    Measured,
    among,
    basis_of,
    is_among,
    named,
    names_of,
    per_period,
    periods,
    read_days,
    seen,
    span_of,
    unread,
)
from flows.wording import number, percent

SAMPLE = "Khoảng trong ngoặc: độ tin cậy 95% (Wilson) nếu coi bài thu được là mẫu của cả tờ báo."


def measure(what: asked.Measure, facts: Facts) -> Measured:
    """How the facts meet a measure."""
    return _BY_KIND[what.kind](what, facts)


def _articles(what: asked.Articles, facts: Facts) -> Measured:
    silent = unread(what.outlets, facts, what.kinds)
    if silent:
        return silent
    found = among(what, facts)
    if what.at_least is None:
        return seen(found, facts, what)
    return per_period(found, periods(what.every, facts, what.outlets), what, facts)


def _share(what: asked.Share, facts: Facts) -> Measured:
    target = f"ít nhất {percent(round(100 * what.at_least), 100)} tin, bài của mỗi báo"
    told, shares, grounds = [], [], []
    for outlet in what.outlets:
        name = facts.outlets.get(outlet, outlet)
        whole = [one for one in facts.articles if one.source_id == outlet]
        if not whole:
            told.append(f"{name}: không có bài nào được đọc")
            continue
        part = [one for one in whole if is_among(what, one)]
        low, high = wilson(len(part), len(whole))
        shares.append((len(part) / len(whole), low, high))
        grounds += part
        bounds = f"{percent(round(1000 * low), 1000)}–{percent(round(1000 * high), 1000)}"
        told.append(
            f"{name}: {percent(len(part), len(whole))} ({number(len(part))}/{number(len(whole))} bài; {bounds})"
        )
    if not shares:
        return Measured(
            "khong_do_duoc", target, reason=f"Không đọc được bài nào của {names_of(what.outlets, facts)} trong kỳ."
        )
    value, low, high = min(shares)
    failed = value < what.at_least
    whole_read = len(shares) == len(what.outlets)
    return Measured(
        "chua_dat" if failed else "dat" if whole_read else "khong_do_duoc",
        target,
        "; ".join(told),
        value,
        low,
        high,
        f"{basis_of(what.outlets, facts)} {SAMPLE}",
        None if whole_read else "Có báo không đọc được nên chưa kết luận được cho cả hai báo.",
        named(grounds),
    )


def _bodies(what: asked.Bodies, facts: Facts) -> Measured:
    target = f"mỗi đơn vị ít nhất {what.at_least} tin, bài mỗi ngày ({number(len(facts.federations))} đơn vị)"
    silent = unread(what.outlets, facts, ())
    if silent:
        return replace(silent, target=target)
    days = read_days(what.outlets, facts)
    told: dict[tuple[str, date], int] = {}
    found = among(what, facts)
    for one in found:
        for key in {facts.successors.get(name, name) for name in one.federations} & set(facts.federations):
            told[key, one.news_date] = told.get((key, one.news_date), 0) + 1
    kept = sum(told.get((key, day), 0) >= what.at_least for key in facts.federations for day in days)
    whole = len(facts.federations) * len(days)
    always = sum(all(told.get((key, day), 0) >= what.at_least for day in days) for key in facts.federations)
    named_once = len({key for key, _ in told})
    low, high = wilson(kept, whole)
    return Measured(
        "dat" if kept == whole else "chua_dat",
        target,
        f"{number(always)}/{number(len(facts.federations))} đơn vị đủ mọi ngày; {number(named_once)} đơn vị có bài;"
        f" {percent(kept, whole)} số lượt đơn vị–ngày đủ",
        kept / whole,
        low,
        high,
        f"{basis_of(what.outlets, facts)} Đơn vị được tính khi bài nêu tên đơn vị.",
        articles=named(found),
    )


def _campaign(what: asked.Campaigns, facts: Facts) -> Measured:
    silent = unread(what.outlets, facts, what.kinds)
    if silent:
        return silent
    found = [one for one in among(what, facts) if what.campaign in one.campaigns]
    running = [
        window
        for window in facts.windows
        if window.campaign_id == what.campaign
        and window.first_date <= facts.last
        and (window.last_date or facts.last) >= facts.first
    ]
    if not running and not found:
        return Measured("khong_do_duoc", reason="Kỳ báo cáo nằm ngoài thời gian chiến dịch.")
    told = seen(found, facts, what)
    when = "; ".join(f"{one.name}: {span_of(one.first_date, one.last_date)}" for one in running)
    basis = f"Chiến dịch trong kỳ: {when}." if running else "Kỳ báo cáo nằm ngoài thời gian chiến dịch."
    return replace(told, basis=f"{basis} {told.basis}")


_BY_KIND: dict[str, Callable[[Any, Facts], Measured]] = {
    "articles": _articles,
    "share": _share,
    "bodies": _bodies,
    "posts": presence.posts,
    "column": presence.column,
    "campaign": _campaign,
    "counter": presence.counter,
    "digests": presence.digests,
    "judged": presence.judged,
    "spotlights": presence.found,
    "rebuttals": presence.found,
}
