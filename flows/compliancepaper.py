"""The report on what the plans asked as an official paper (DOCX): what was kept, what not, what can't be measured."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table

from flows import paperframe, paperstyle
from flows.compliance import STATE_NAMES, Period, span_name, summary
from flows.complianceshow import outcome
from flows.desks import Desk
from flows.paperstyle import CENTER, LEFT, Face, paragraph, say, usable_width
from flows.planreports import ComplianceRow
from flows.view import Attachment
from flows.wording import VIETNAM, one_line

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HEAD = ("Mục", "Nội dung kế hoạch", "Ai làm", "Kết quả", "Đo được", "Căn cứ, giới hạn")
SHARES = (0.09, 0.29, 0.13, 0.09, 0.2, 0.2)  # of the width
HOW = (
    "“Đạt”, “chưa đạt” chỉ dùng khi kế hoạch đặt chỉ tiêu số; “có thực hiện”, “chưa thấy” khi kế hoạch không đặt số. "
    "“Không đo được” nghĩa là báo chí không cho thấy, hoặc nguồn tin không đọc được trong kỳ. "
    "Máy đếm trên bài thu được; việc không lên báo chí thì không thấy ở đây."
)


def paper(rows: Sequence[ComplianceRow], period: Period, desk: Desk) -> bytes:
    """The report as a Word file of a desk, A4 across; the same report gives the same bytes."""
    document = docx.Document()
    about = ("Thực hiện kế hoạch truyền thông", period.name)
    paperstyle.prepare(document, title=f"Báo cáo {' '.join(about).lower()}")
    _lay_across(document)
    made = datetime.fromisoformat(rows[0].made_at)
    paperframe.head(document, made.astimezone(VIETNAM).date(), desk)
    paperframe.title(document, about)
    paragraph(document, "body", f"Trên báo chí thu được {span_name(rows)}. {summary(rows)}")
    paragraph(document, "body", HOW)
    for plan_number, group in groupby(rows, key=lambda row: row.plan_number):
        paragraph(document, "part", f"Kế hoạch số {plan_number}")
        _table(document, list(group))
        paragraph(document, "gap")
    closing = f"Trên đây là kết quả đo trên báo chí về việc thực hiện kế hoạch truyền thông {period.name}./."
    paragraph(document, "body", closing).paragraph_format.keep_with_next = True
    paperframe.foot(document, desk)
    document.core_properties.author = one_line(desk.paper.issuer or desk.unit)
    document.core_properties.created = document.core_properties.modified = paperframe.plain_utc(made)
    return paperframe.packed(document)


def attachment(rows: Sequence[ComplianceRow], period: Period, desk: Desk) -> Attachment:
    """The paper as it travels with a mail."""
    return Attachment(f"thuc-hien-ke-hoach-{period.report_id}.docx", paper(rows, period, desk), MEDIA_TYPE)


def _lay_across(document: Document) -> None:
    """Phụ lục I, Phần I, mục I.2: a paper with wide tables may be laid across."""
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)


def _table(document: Document, rows: Sequence[ComplianceRow]) -> None:
    table = document.add_table(rows=1 + len(rows), cols=len(HEAD), style="Table Grid")
    paperstyle.set_columns(table, [share * usable_width(document) for share in SHARES])
    _fill(table, 0, HEAD, bold=True)
    header = table.rows[0]._tr.get_or_add_trPr()
    header.append(header.makeelement(qn("w:tblHeader"), {}))
    for at, row in enumerate(rows, start=1):
        whole = table.rows[at]._tr.get_or_add_trPr()
        whole.append(whole.makeelement(qn("w:cantSplit"), {}))  # a clause is read on one page
        ground = " ".join(part for part in (row.basis, row.reason if row.state != "khong_do_duoc" else None) if part)
        _fill(table, at, (row.ref, row.clause, "; ".join(row.who), STATE_NAMES[row.state], outcome(row), ground))


def _fill(table: Table, at: int, values: Sequence[str], *, bold: bool = False) -> None:
    for cell, value in zip(table.rows[at].cells, values, strict=True):
        say(cell.paragraphs[0], one_line(value), Face(12, bold), CENTER if bold else LEFT)
