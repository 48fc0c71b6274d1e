"""What became of alerts: right, false, or not settled yet, as the warehouse knows today."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from flows.wording import number, percent
from warehouse import store
from warehouse.db import Connection

VERDICTS = {
    "confirmed": "người xác nhận",
    "corroborated": "nơi khác cũng viết như vậy",
    "open": "chưa có gì xác nhận",
    "refuted": "người bác bỏ",
}
RIGHT = ("confirmed", "corroborated")


@dataclass(frozen=True, slots=True)
class Raised:
    """What is needed of an alert to judge it; the moment is aware."""

    alert_id: str
    cause: str
    article_id: str
    raised_at: datetime


def judge(con: Connection, alerts: Sequence[Raised]) -> dict[str, str]:
    """The verdict on each alert by its id, a code of VERDICTS.

    Right when people confirmed the label that raised it, or two owners at least, and more than say the contrary, tell
    the same in words of their own within three days (72 h: the longest silence inside a story, see nlp/README.md).
    """
    rows = [{**asdict(one), "raised_at": one.raised_at.isoformat()} for one in alerts]
    store.query(con, "alert_list", alerts=json.dumps(rows))
    return {row["alert_id"]: row["verdict"] for row in store.query(con, "alert_verdicts")}


def summary(verdicts: Sequence[str]) -> tuple[str, ...]:
    """How many alerts, how many proved right, and the share of those that did not, in words."""
    if not verdicts:
        return ("Không có báo nhanh nào.",)
    counts = Counter(verdicts)
    wrong = len(verdicts) - sum(counts[one] for one in RIGHT)
    parts = ", ".join(f"{number(counts[one])} {name}" for one, name in VERDICTS.items() if counts[one])
    share = f"{percent(wrong, len(verdicts))} ({number(wrong)}/{number(len(verdicts))})"
    return (f"{number(len(verdicts))} báo nhanh: {parts}.", f"Tỉ lệ chưa được xác nhận hoặc báo nhầm: {share}.")
