"""The digest as an official paper (DOCX) in the layout of Nghị định 30/2020/NĐ-CP.

Measures and their numbers (mục, khoản, điểm) are of Phụ lục I, Phần I of the decree unless said otherwise.
"""

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.table import _Row as DocxRow
from docx.text.paragraph import Paragraph

from flows import paperstyle
from flows.desks import Desk
from flows.paperframe import foot, head, packed, plain_utc, title
from flows.paperstyle import CENTER, LEFT, Face, add_link, paragraph, say, usable_width
from flows.papertables import Table
from flows.papertext import Para, report
from flows.view import Attachment, DigestView
from flows.wording import one_line

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def paper(view: DigestView, desk: Desk, text: str = "") -> bytes:
    """The digest as DOCX for a desk; `text` is the mail's text part, whose further sections are taken over.

    The same digest gives the same bytes.
    """
    said = report(view, desk, text)
    document = docx.Document()
    paperstyle.prepare(document, title=f"Báo cáo {said.about[0][0].lower()}{said.about[0][1:]} {said.about[1]}")
    head(document, said.issued, desk)
    title(document, said.about)
    for para in said.opening:
        _para(document, para)
    count = 0
    for part in said.parts:
        paragraph(document, "part", part.title)
        for block in part.blocks:
            if isinstance(block, Table):
                count += 1
                _table(document, block, count)
            else:
                _para(document, block)
    _para(document, said.closing).paragraph_format.keep_with_next = True
    foot(document, desk)
    document.core_properties.author = one_line(desk.paper.issuer or desk.unit)
    document.core_properties.created = document.core_properties.modified = plain_utc(view.last_at)
    return packed(document)


def attachment(view: DigestView, desk: Desk, text: str = "") -> Attachment:
    """The paper as it travels with the mail."""
    return Attachment(f"bao-cao-diem-tin-{view.digest_id}.docx", paper(view, desk, text), MEDIA_TYPE)


def _para(document: Document, para: Para) -> Paragraph:
    added = paragraph(document, para.kind)
    for run in para.runs:
        if run.url:
            add_link(added, run.text, run.url)
        else:
            added.add_run(run.text).bold = run.bold or None
    return added


def _table(document: Document, block: Table, count: int) -> None:
    paragraph(document, "caption", f"Bảng {count}. {block.caption}")
    table = document.add_table(rows=1 + len(block.rows), cols=len(block.head), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    paperstyle.set_columns(table, paperstyle.figure_columns(len(block.head), usable_width(document)))
    paperstyle.keep_whole(table)
    _row(table.rows[0], block.head, bold=True)
    for row, values in zip(table.rows[1:], block.rows, strict=True):
        _row(row, values)
    paragraph(document, "gap")


def _row(row: DocxRow, values: tuple[str, ...], *, bold: bool = False) -> None:
    for place, (cell, value) in enumerate(zip(row.cells, values, strict=True)):
        align = LEFT if place == 0 and not bold else CENTER
        say(cell.paragraphs[0], one_line(value), Face(13, bold), align)
