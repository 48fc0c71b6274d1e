"""The week's alerts of a desk in its weekly digest, with what became of them."""

from dataclasses import dataclass

from flows.alertmail import HEADS
from flows.frame import Frame
from flows.verdicts import VERDICTS, Raised, judge, summary
from flows.wording import clock
from warehouse import store
from warehouse.db import Connection


@dataclass(frozen=True, slots=True)
class AlertLine:
    """One alert that was sent: when, for which cause, about what, and what is known of it."""

    when: str
    head: str
    title: str
    url: str
    verdict: str


@dataclass(frozen=True, slots=True)
class AlertsOfWeek:
    """The alerts of a week, the earliest first, and their sum in words."""

    lines: tuple[AlertLine, ...]
    summary: tuple[str, ...]


def compose(con: Connection, frame: Frame) -> AlertsOfWeek | None:
    """The alerts that a desk was sent in the week; None for a day, or without any."""
    if frame.period != "week":
        return None
    rows = store.query(con, "alerts_of_window", desk=frame.scope, first_at=frame.first_at, last_at=frame.last_at)
    if not rows:
        return None
    keys = ("alert_id", "cause", "article_id", "raised_at")
    verdicts = judge(con, [Raised(**{key: row[key] for key in keys}) for row in rows])
    lines = tuple(
        AlertLine(
            clock(row["raised_at"]), HEADS[row["cause"]], row["title"], row["url"], VERDICTS[verdicts[row["alert_id"]]]
        )
        for row in rows
    )
    return AlertsOfWeek(lines, summary(list(verdicts.values())))
