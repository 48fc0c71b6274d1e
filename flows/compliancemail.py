"""The report on what the plans asked as a mail to the desks that want it: counts, what was missed, the paper attached.

A desk asks by `plan_reports = ["month", "quarter"]` in its file. The mail of a period has one name for each desk, so
the outbox brings it once to each recipient, however often the report is made again.
"""

from collections import Counter
from collections.abc import Sequence

import css_inline

from flows import compliancepaper, outbox
from flows.compliance import STATE_NAMES, Period, span_name, summary
from flows.complianceshow import outcome
from flows.deliveries import Delivery
from flows.deskfiles import desks_of
from flows.desks import Desk
from flows.home import Home
from flows.outbox import Parcel
from flows.planreports import ComplianceRow
from flows.post import post_of
from flows.settings import Settings
from flows.templating import environment
from flows.view import Mail
from flows.wording import clip, number
from warehouse import db

MAX_SUBJECT = 180
MISSED = ("chua_dat", "khong_thay")  # what a reader looks at first
Reports = Sequence[tuple[Period, Sequence[ComplianceRow]]]


def send_reports(home: Home, settings: Settings, reports: Reports) -> list[Delivery]:
    """Bring the reports to every desk that asks for them, each once to each recipient; gives what became of each."""
    parcels = [
        Parcel(mail.digest_id, desk.desk_id, desk.recipients, mail)
        for desk in desks_of(settings).served()
        for period, rows in reports
        if period.kind in desk.plan_reports
        for mail in (report_mail(rows, period, desk),)
    ]
    if not parcels:
        return []
    deliveries = outbox.hand_out(home, parcels, post_of(settings, home))
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        outbox.load_deliveries(con, home)
    return deliveries


def report_mail(rows: Sequence[ComplianceRow], period: Period, desk: Desk) -> Mail:
    """The mail of a report for a desk; pure."""
    missed = [row for row in rows if row.state in MISSED]
    subject = clip(f"Thực hiện kế hoạch truyền thông {period.name}: {_counts(rows)}", MAX_SUBJECT)
    context = {
        "subject": subject,
        "unit": desk.unit,
        "opening": f"Trên báo chí thu được {span_name(rows)}. {summary(rows)}",
        "missed": [{"row": row, "state": STATE_NAMES[row.state], "outcome": outcome(row)} for row in missed],
        "how": compliancepaper.HOW,
    }
    text = _ENVIRONMENT.get_template("compliance.txt.j2").render(context)
    html = _ENVIRONMENT.get_template("compliance.html.j2").render(context)
    inliner = css_inline.CSSInliner(load_remote_stylesheets=False)
    mail_id = f"{period.last:%Y-%m-%d}-ke-hoach-{period.report_id}-{desk.desk_id}"
    papers = (compliancepaper.attachment(rows, period, desk),)
    return Mail(mail_id, subject, text.strip() + "\n", inliner.inline(html), papers)


def _counts(rows: Sequence[ComplianceRow]) -> str:
    """What a subject can hold of what was measured: "4 đạt, 2 chưa đạt"."""
    states = Counter(row.state for row in rows if row.state != "khong_do_duoc")
    told = (f"{number(states[state])} {name}" for state, name in STATE_NAMES.items() if states[state])
    return ", ".join(told) or "không dòng nào đo được"


_ENVIRONMENT = environment(line=clip)
