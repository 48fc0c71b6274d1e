"""The report on what the plans asked as DOCX: what was kept, what not, what can't be measured, a table a plan."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table

from flows.compliance import STATE_NAMES, Period, span_name, summary
from flows.complianceshow import outcome
from flows.planreports import ComplianceRow
from flows.wording import one_line

FONT = "Times New Roman"  # Nghị định 30/2020/NĐ-CP, Phụ lục I: Times New Roman 13–14, A4
HEAD = ("Mục", "Nội dung kế hoạch", "Ai làm", "Kết quả", "Đo được", "Căn cứ, giới hạn")
WIDTHS_MM = (18, 78, 34, 24, 52, 51)
HOW = (
    "“Đạt”, “chưa đạt” chỉ dùng khi kế hoạch đặt chỉ tiêu số; “có thực hiện”, “chưa thấy” khi kế hoạch không đặt số. "
    "“Không đo được” nghĩa là báo chí không cho thấy, hoặc nguồn tin không đọc được trong kỳ. "
    "Máy đếm trên bài thu được; việc không lên báo chí thì không thấy ở đây."
)


def paper(rows: Sequence[ComplianceRow], period: Period) -> bytes:
    """The report as a Word file, A4 across."""
    document = docx.Document()
    _prepare(document)
    made = datetime.fromisoformat(rows[0].made_at)
    document.core_properties.created = document.core_properties.modified = made.astimezone(UTC).replace(tzinfo=None)
    document.core_properties.title = f"Thực hiện kế hoạch truyền thông {period.name}"
    document.core_properties.author = "diemtin"
    _line(document, "BÁO CÁO", bold=True, center=True)
    _line(document, f"Thực hiện kế hoạch truyền thông {period.name}", bold=True, center=True)
    _line(document, f"Trên báo chí thu được {span_name(rows)}. {summary(rows)}")
    _line(document, HOW)
    for plan_number, group in groupby(rows, key=lambda row: row.plan_number):
        _line(document, f"Kế hoạch số {plan_number}", bold=True)
        _table(document, list(group))
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def _prepare(document: Document) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = (
        Mm(25),
        Mm(15),
        Mm(20),
        Mm(20),
    )


def _line(document: Document, text: str, *, bold: bool = False, center: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if center else WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.space_after = Pt(6)
    paragraph.paragraph_format.keep_with_next = bold
    paragraph.add_run(one_line(text)).bold = bold


def _table(document: Document, rows: Sequence[ComplianceRow]) -> None:
    table = document.add_table(rows=1, cols=len(HEAD), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS_MM, strict=True):
        column.width = Mm(width)
    _fill(table, 0, HEAD, bold=True)
    header = table.rows[0]._tr.get_or_add_trPr()
    header.append(header.makeelement(qn("w:tblHeader"), {}))
    for at, row in enumerate(rows, start=1):
        whole = table.add_row()._tr.get_or_add_trPr()
        whole.append(whole.makeelement(qn("w:cantSplit"), {}))  # a clause is read on one page
        ground = " ".join(part for part in (row.basis, row.reason if row.state != "khong_do_duoc" else None) if part)
        _fill(table, at, (row.ref, row.clause, "; ".join(row.who), STATE_NAMES[row.state], outcome(row), ground))


def _fill(table: Table, at: int, values: Sequence[str], *, bold: bool = False) -> None:
    for cell, value, width in zip(table.rows[at].cells, values, WIDTHS_MM, strict=True):
        cell.width = Mm(width)
        run = cell.paragraphs[0].add_run(one_line(value))
        run.bold, run.font.size = bold, Pt(11)
