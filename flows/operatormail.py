"""The operator's mails: outlets in trouble, at most once a day, and at once when it is the union's own press; the
machine in trouble, at once and at most once a day.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import css_inline

from flows import outbox
from flows.causes import advice, cause_name, is_silent
from flows.deliveries import Delivery
from flows.home import Home
from flows.machine import Trouble, troubles
from flows.outbox import Parcel
from flows.post import post_of
from flows.settings import Settings
from flows.templating import environment
from flows.view import Mail
from flows.wording import VIETNAM, clip, clock, failure, number
from warehouse import db, store

OWN_PRESS = ("union_press", "federation")
NEW = timedelta(hours=24)  # what opened before was in yesterday's mail
FROM_HOUR = 8  # of the clock in Việt Nam: the night's troubles come in one mail
DESK = "van-hanh"
Row = Mapping[str, Any]


def tell_operator(home: Home, settings: Settings, at: datetime) -> list[Delivery]:
    """Send what is new at a moment (aware), each mail exactly once; nothing without an operator or anything new."""
    if not settings.operator:
        return []
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        rows = store.query(con, "watch_open", at=at)
    parcels = [Parcel(mail.digest_id, DESK, settings.operator, mail) for mail in mails(rows, at)]
    if not parcels:
        return []
    deliveries = outbox.hand_out(home, parcels, post_of(settings, home))
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        outbox.load_deliveries(con, home)
    return deliveries


def tell_of_machine(home: Home, settings: Settings, at: datetime) -> list[Delivery]:
    """Send what is wrong with the machine at a moment (aware), at most once a day; asks and writes no warehouse."""
    found = troubles(home, at) if settings.operator else []
    if not found:
        return []
    mail = machine_mail(found, at)
    return outbox.hand_out(home, [Parcel(mail.digest_id, DESK, settings.operator, mail)], post_of(settings, home))


def machine_mail(found: Sequence[Trouble], at: datetime) -> Mail:
    """The mail on a machine in trouble. Pure."""
    subject = f"Điểm tin: máy chủ cần người xem – {found[0].what}"
    return _rendered(f"{at.astimezone(VIETNAM):%Y-%m-%d}-may-chu", subject, at, machine=found)


def mails(rows: Sequence[Row], at: datetime) -> list[Mail]:
    """The mails that open incidents give at a moment: one for each own outlet now silent, one of the day. Pure.

    Their names hold the day, so that the outbox sends each once a day at most.
    """
    local = at.astimezone(VIETNAM)
    new = [row for row in rows if row["opened_at"] > at - NEW]
    urgent = [row for row in new if row["outlet_kind"] in OWN_PRESS and is_silent(row["cause"], row["expected"])]
    by_source = {row["source_id"]: row for row in reversed(urgent)}
    found = [
        _mail(
            f"{local:%Y-%m-%d}-su-co-{source_id}",
            f"Báo của công đoàn gặp sự cố: {row['outlet']} – {_why(row)}",
            [row],
            at,
        )
        for source_id, row in sorted(by_source.items())
    ]
    if new and local.hour >= FROM_HOUR:
        count = number(len({row["source_id"] for row in new}))
        found.append(_mail(f"{local:%Y-%m-%d}-van-hanh", f"Điểm tin: {count} nguồn mới gặp sự cố", rows, at))
    return found


def _mail(mail_id: str, subject: str, rows: Sequence[Row], at: datetime) -> Mail:
    told = [
        {
            "outlet": row["outlet"],
            "source_id": row["source_id"],
            "why": _why(row),
            "since": clock(row["since_at"]),
            "is_new": row["opened_at"] > at - NEW,
            "advice": advice(row["cause"]),
        }
        for row in rows
    ]
    new, old = [one for one in told if one["is_new"]], [one for one in told if not one["is_new"]]
    return _rendered(mail_id, subject, at, new=new, old=old)


def _rendered(mail_id: str, subject: str, at: datetime, **told: object) -> Mail:
    context: dict[str, object] = {"subject": subject, "when": f"{clock(at)}/{at.astimezone(VIETNAM).year}"}
    context |= {"machine": (), "new": (), "old": (), **told}
    text = _ENVIRONMENT.get_template("operator.txt.j2").render(context)
    html = _ENVIRONMENT.get_template("operator.html.j2").render(context)
    inliner = css_inline.CSSInliner(load_remote_stylesheets=False)
    return Mail(mail_id, clip(subject, 180), text.strip() + "\n", inliner.inline(html))


def _why(row: Row) -> str:
    if row["reason"] and row["cause"] in ("unreachable", "feed_broken"):
        return failure(row["reason"])
    return cause_name(row["cause"])


_ENVIRONMENT = environment(line=clip)
