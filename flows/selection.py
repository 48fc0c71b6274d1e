"""Which articles and periods of a span a measure looks at, and how far what was read carries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from re import Pattern
from typing import Any

from flows import clause as asked
from flows.interval import wilson
from flows.planfacts import Facts, PlanArticle
from flows.wording import full_date, number
from nlp.phrase import pattern, plain

KIND_NAMES = {
    "union_press": "báo chí công đoàn",
    "central": "báo chí Trung ương",
    "provincial": "báo chí địa phương",
    "sector": "báo chí ngành",
    "broadcaster": "đài phát thanh, truyền hình",
    "portal": "cổng thông tin",
    "federation": "trang thông tin của công đoàn",
    "social": "trang mạng xã hội",
}
PERIOD_NAMES = {"window": "kỳ", "month": "tháng", "week": "tuần", "day": "ngày"}


@dataclass(frozen=True, slots=True)
class Measured:
    """What a measure found; `low` and `high` bound `value` with 95 % confidence."""

    state: str
    target: str | None = None
    measured: str | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    basis: str | None = None
    reason: str | None = None
    articles: tuple[str, ...] = ()


def among(what: Any, facts: Facts) -> list[PlanArticle]:
    """The articles that a measure looks at."""
    return [one for one in facts.articles if is_among(what, one)]


def is_among(what: Any, one: PlanArticle) -> bool:
    """Whether an article is one of those that a measure looks at."""
    return (
        one.relevance >= what.relevance
        and (not what.outlets or one.source_id in what.outlets)
        and (not what.kinds or one.outlet_kind in what.kinds)
        and one.outlet_kind not in what.not_kinds
        and (one.outlet_kind != "social" or "social" in what.kinds)  # posts are no press unless asked for
        and (not what.sections or any(plain(name) in plain(one.section) for name in what.sections))
        and (not what.topics or any(topic in what.topics for topic in one.topics))
        and (not what.levels or one.level in what.levels)
        and (what.campaign is None or what.campaign in one.campaigns)
        and (what.message is None or what.message in one.messages)
        and (not what.terms or finder(what.terms).search(one.words) is not None)
        and (not what.and_terms or finder(what.and_terms).search(one.words) is not None)
    )


@cache
def finder(terms: tuple[str, ...]) -> Pattern[str]:
    """What finds one of `terms` in plain text."""
    return pattern(terms)


def unread(outlets: Sequence[str], facts: Facts, kinds: Sequence[str]) -> Measured | None:
    """That nothing can be said, when none of the outlets was read in the span."""
    wanted = outlets or [one for one, kind in facts.kinds.items() if kind in kinds]
    if not (outlets or kinds) or any(facts.read_days.get(one) for one in wanted):
        return None
    whom = names_of(outlets, facts) or ", ".join(KIND_NAMES.get(kind, kind) for kind in kinds)
    return Measured("khong_do_duoc", reason=f"Không đọc được {whom} ngày nào trong kỳ.")


def read_days(outlets: Sequence[str], facts: Facts) -> list[date]:
    """The days on which one of the outlets was read; every day when none is asked for."""
    if not outlets:
        return list(facts.days)
    return sorted({day for one in outlets for day in facts.read_days.get(one, frozenset())})


def periods(every: str, facts: Facts, outlets: Sequence[str]) -> list[tuple[date, date]]:
    """The whole periods of the span in which an outlet was read at least once."""
    read = read_days(outlets, facts)
    return [(first, last) for first, last in _spans(every, facts) if any(first <= day <= last for day in read)]


def _spans(every: str, facts: Facts) -> Iterable[tuple[date, date]]:
    if every == "day":
        return [(day, day) for day in facts.days]
    if every == "week":
        mondays = (day for day in facts.days if day.weekday() == 0)
        return [(day, day + timedelta(days=6)) for day in mondays if day + timedelta(days=6) <= facts.until]
    if every == "month":
        firsts = sorted({day.replace(day=1) for day in facts.days})
        ends = [(first + timedelta(days=31)).replace(day=1) - timedelta(days=1) for first in firsts]
        return list(zip(firsts, ends, strict=True))
    return [(facts.first, facts.until)]


def basis_of(outlets: Sequence[str], facts: Facts) -> str:
    """From how much of the span the figure speaks."""
    days = len(facts.days)
    if not outlets:
        return "Từ mọi bài thu được của các nguồn theo dõi."
    told = [f"{facts.outlets.get(one, one)} {len(facts.read_days.get(one, ()))}/{days} ngày" for one in outlets]
    return f"Ngày đọc được: {', '.join(told)}."


def names_of(outlets: Sequence[str], facts: Facts) -> str:
    """The outlets by name, as a list in words."""
    return ", ".join(facts.outlets.get(one, one) for one in outlets)


def named(found: Iterable[PlanArticle]) -> tuple[str, ...]:
    """The ids of the articles, in their order."""
    return tuple(one.article_id for one in found)


def span_of(first: date, last: date | None) -> str:
    """Days in words: "từ 01/5/2026 đến 31/5/2026"."""
    return f"từ {full_date(first)}" + (f" đến {full_date(last)}" if last else "")


def seen(found: Sequence[PlanArticle], facts: Facts, what: Any) -> Measured:
    """Whether there are any such articles, where the plan sets no number."""
    outlets = len({one.source_id for one in found})
    told = f"{number(len(found))} bài trên {number(outlets)} cơ quan báo chí" if found else "0 bài"
    return Measured(
        "co" if found else "khong_thay",
        measured=told,
        value=float(len(found)),
        basis=basis_of(what.outlets, facts),
        articles=named(found),
    )


def per_period(
    found: Sequence[PlanArticle], spans: Sequence[tuple[date, date]], what: asked.Articles, facts: Facts
) -> Measured:
    """In how many of the periods there are enough of the articles."""
    name = PERIOD_NAMES[what.every]
    target = f"ít nhất {what.at_least} bài mỗi {name}"
    if not spans:
        return Measured("khong_do_duoc", target, reason=f"Kỳ báo cáo không có {name} nào trọn vẹn được đọc.")
    counts = [(last, sum(first <= one.news_date <= last for one in found)) for first, last in spans]
    # a period that is not over yet can be kept already, but not yet be missed
    kept = sum(count >= (what.at_least or 1) for _, count in counts)
    ended = sum(last <= facts.last or count >= (what.at_least or 1) for last, count in counts)
    if not ended:
        return Measured("khong_do_duoc", target, reason=f"{name.capitalize()} chưa hết.")
    low, high = wilson(kept, ended)
    return Measured(
        "dat" if kept == ended else "chua_dat",
        target,
        f"{number(kept)}/{number(ended)} {name} đủ; {number(len(found))} bài",
        kept / ended,
        low,
        high,
        basis_of(what.outlets, facts),
        articles=named(found),
    )
