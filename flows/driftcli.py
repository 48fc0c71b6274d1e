"""The command that watches over the model: `diemtin drift`."""

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.box import SIMPLE
from rich.table import Table

from flows.lookcli import ATTENTION, home_of, out

if TYPE_CHECKING:
    from flows.drift import Drift

NAMES = {
    "khac": "tỷ lệ chủ đề khác",
    "abstain": "tỷ lệ chưa đủ chắc",
    "unknown_words": "tỷ lệ tiếng lạ",
    "scores": "phân bố xác suất",
    "labels": "phân bố nhãn",
}
AGAINST = {"months": "ba tháng trước", "card": "thẻ mô hình", None: ""}


def drift(
    context: typer.Context,
    month: Annotated[str | None, typer.Option("--month", help="YYYY-MM; default: the last whole month.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Compare a month's labels with the months before (else with the model's card): scores, words, topics, outlets.

    Example: diemtin drift --month 2026-08
    """
    from flows.readingsteps import drift_step, last_month
    from flows.steps import now

    try:
        chosen = date.fromisoformat(f"{month}-01") if month else last_month(now())
    except ValueError as error:
        raise typer.BadParameter("--month is YYYY-MM") from error
    report, path = drift_step(home_of(context), chosen)
    if as_json:
        out.print_json(json.dumps(report.as_dict(), ensure_ascii=False))
    else:
        _tell(report, path)
    raise typer.Exit(ATTENTION if report.attention else 0)


def _tell(report: "Drift", path: Path) -> None:
    out.print(
        f"Tháng {report.month:%m/%Y}, mô hình {report.model} ({report.annotator_id}): {report.texts} bài liên quan"
    )
    if report.against is None:
        out.print("Chưa đủ bài để so sánh.")
        return
    out.print(f"So với {AGAINST[report.against]} ({report.reference_texts} bài)")
    table = Table("mục", "báo", "tháng", "chuẩn", "lệch", "ngưỡng", "", box=SIMPLE)
    calm = 0
    for one in report.findings:
        if one.outlet and not one.attention:
            calm += 1
            continue
        shares = ("" if share is None else f"{share:.1%}" for share in (one.value, one.reference))
        mark = "xem lại" if one.attention else ""
        table.add_row(_name(one.name), one.outlet or "", *shares, f"{one.moved:.3f}", f"{one.limit:.3f}", mark)
    out.print(table)
    if calm:
        out.print(f"{calm} phân bố nhãn của từng báo không đổi đáng kể")
    out.print(path, markup=False)


def _name(name: str) -> str:
    group, _, task = name.partition(".")
    return f"{NAMES[group]} {task}".strip()
