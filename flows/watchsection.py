"""What a digest says of what it could not see: outlets in trouble, and how good the last audit found it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flows.auditmath import Audited
from flows.auditresult import last_audit
from flows.causes import cause_name, is_silent
from flows.frame import Frame
from flows.wording import VIETNAM, number, short_date, week_span
from warehouse import store
from warehouse.db import Connection

LATER = timedelta(hours=1)  # the crawl that closes a window runs after its end and feeds its digest
MAX_NAMES = 8


@dataclass(frozen=True, slots=True)
class Gap:
    """One outlet in trouble when the digest was composed: why, and since what day."""

    outlet: str
    cause: str
    since: date


@dataclass(frozen=True, slots=True)
class Watch:
    """The section: of `asked` outlets those that were silent, those read in part, and the last audit."""

    asked: int
    silent: tuple[Gap, ...] = ()
    partial: tuple[Gap, ...] = ()
    audit: Audited | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """What the mail says, one sentence a line."""
        return (*_gaps(self), _audit(self.audit))

    @property
    def named(self) -> frozenset[str]:
        """The outlets that the lines name, with why and since when."""
        return frozenset(gap.outlet for gap in (*self.silent[:MAX_NAMES], *self.partial[:MAX_NAMES]))


def compose(con: Connection, frame: Frame) -> Watch | None:
    """The section of one digest, the same for every desk; None before any outlet was asked."""
    until = store.query(con, "watch_until", last_at=frame.last_at)[0]["until_at"]
    at = max(until or frame.last_at, frame.last_at + LATER)
    asked = int(store.query(con, "watch_asked", at=at)[0]["outlets"])
    if not asked:
        return None
    rows = store.query(con, "watch_open", at=at)
    silent = _gaps_of(rows, silences=True)
    names = {gap.outlet for gap in silent}
    partial = tuple(gap for gap in _gaps_of(rows, silences=False) if gap.outlet not in names)
    return Watch(asked, silent, partial, last_audit(con, frame.last_at))


def _gaps_of(rows: Sequence[Mapping[str, Any]], *, silences: bool) -> tuple[Gap, ...]:
    """One gap an outlet, its oldest trouble."""
    found: dict[str, Gap] = {}
    for row in rows:
        if is_silent(row["cause"], row["expected"]) is silences:
            found.setdefault(row["outlet"], Gap(row["outlet"], row["cause"], _day(row["since_at"])))
    return tuple(found.values())


def _day(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()


def _gaps(watch: Watch) -> tuple[str, ...]:
    lines = []
    if watch.silent:
        share = f"{number(len(watch.silent))}/{number(watch.asked)}"
        lines.append(f"{share} cơ quan báo chí im lặng: {_named(watch.silent)}.")
    if watch.partial:
        count = number(len(watch.partial))
        lines.append(f"{count} cơ quan báo chí đọc được nhưng thiếu phần: {_named(watch.partial)}.")
    return tuple(lines)


def _named(gaps: Sequence[Gap]) -> str:
    told = [f"{gap.outlet} ({cause_name(gap.cause)}, từ {short_date(gap.since)})" for gap in gaps[:MAX_NAMES]]
    left = len(gaps) - MAX_NAMES
    return "; ".join(told) + (f"; và {number(left)} nơi khác" if left > 0 else "")


def _audit(audit: Audited | None) -> str:
    if audit is None:
        return "Độ chính xác của điểm tin: tuần trước chưa kiểm định."
    return (
        f"Kiểm định tuần {week_span(audit.monday)} trên {number(audit.checked)} bài do người đọc: "
        f"{_share(audit.precision, audit.precision_low, audit.precision_high)} tin được hiện là đúng; "
        f"thấy được {_share(audit.recall, audit.recall_low, audit.recall_high)} số tin đáng hiện."
    )


def _share(value: float, low: float, high: float) -> str:
    """92% (khoảng tin cậy 95%: 85–96%)."""
    return f"{100 * value:.0f}% (khoảng tin cậy 95%: {100 * low:.0f}–{100 * high:.0f}%)"
