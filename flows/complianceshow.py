"""The report on what the plans asked, on a terminal."""

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table

from flows.compliance import STATE_NAMES, Period, span_name, summary
from flows.planreports import ComplianceRow
from flows.wording import clip

MAX_CLAUSE = 140


def show(rows: Sequence[ComplianceRow], period: Period, out: Console) -> None:
    """A table a plan: clause, state, what was measured or why it could not be."""
    out.print(f"Thực hiện kế hoạch truyền thông {period.name}, tin {span_name(rows)}", markup=False, style="bold")
    out.print(summary(rows), markup=False)
    for number_of, group in groupby(rows, key=lambda row: row.plan_number):
        table = Table("mục", "nội dung", "kết quả", "đo được", title=f"Kế hoạch {number_of}", title_justify="left")
        for row in group:
            table.add_row(row.ref, clip(row.clause, MAX_CLAUSE), STATE_NAMES[row.state], outcome(row))
        out.print(table)


def outcome(row: ComplianceRow) -> str:
    """What was measured against which target, or why it could not be."""
    if row.state == "khong_do_duoc":
        return " – ".join(part for part in (row.measured, row.reason) if part)
    return f"{row.measured} (chỉ tiêu: {row.target})" if row.target else row.measured or ""
