"""The digest as an official paper (DOCX) in the layout of Nghị định 30/2020/NĐ-CP.

Measures and their numbers (mục, khoản, điểm) are of Phụ lục I, Phần I of the decree unless said otherwise.
"""

import io
import zipfile
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.table import _Row as DocxRow
from docx.text.paragraph import Paragraph

from flows import paperstyle
from flows.desks import Desk
from flows.paperstyle import CENTER, LEFT, Face, add_link, paragraph, rule, say, usable_width
from flows.papertables import Table
from flows.papertext import Para, Report, full_day, report
from flows.typeset import balanced, bold_width
from flows.view import Attachment, DigestView
from flows.wording import one_line

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HEAD_COLUMNS = (64.0, 100.0)  # millimetres: the issuing body; the name of the State
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


def paper(view: DigestView, desk: Desk, text: str = "") -> bytes:
    """The digest as DOCX for a desk; `text` is the mail's text part, whose further sections are taken over.

    The same digest gives the same bytes.
    """
    said = report(view, desk, text)
    document = docx.Document()
    paperstyle.prepare(document, title=f"Báo cáo {said.about[0][0].lower()}{said.about[0][1:]} {said.about[1]}")
    _head(document, said, desk)
    _title(document, said)
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
    _foot(document, desk)
    document.core_properties.author = one_line(desk.paper.issuer or desk.unit)
    document.core_properties.created = document.core_properties.modified = _plain_utc(view.last_at)
    return _packed(document)


def attachment(view: DigestView, desk: Desk, text: str = "") -> Attachment:
    """The paper as it travels with the mail."""
    return Attachment(f"bao-cao-diem-tin-{view.digest_id}.docx", paper(view, desk, text), MEDIA_TYPE)


def _head(document: Document, said: Report, desk: Desk) -> None:
    """Two columns (mục II.1–4): who issues and the number; the State, the motto, the place and date."""
    table = paperstyle.columns(document, HEAD_COLUMNS, rows=2)
    left, right = table.rows[0].cells
    # II.2.b: cơ quan chủ quản 12–13 đứng, cơ quan ban hành 12–13 đứng đậm, in hoa; nét kẻ dài 1/3–1/2 dòng chữ
    superior, issuer = (
        balanced(one_line(name).upper(), 12, HEAD_COLUMNS[0])
        for name in (desk.paper.superior, desk.paper.issuer or desk.unit)
    )
    say(left.paragraphs[0], "\n".join(superior), Face(12))
    say(left.add_paragraph() if superior else left.paragraphs[0], "\n".join(issuer), Face(12, bold=True))
    rule(left.add_paragraph(), 0.4 * max(bold_width(line, 12) for line in issuer), HEAD_COLUMNS[0])
    # II.1: Quốc hiệu in hoa 12–13 đậm; Tiêu ngữ 13–14 đậm, nét kẻ dài bằng dòng chữ
    say(right.paragraphs[0], NATION, Face(12, bold=True))
    say(right.add_paragraph(), MOTTO, Face(13, bold=True))
    rule(right.add_paragraph(), bold_width(MOTTO, 13), HEAD_COLUMNS[1])
    # II.3: số, ký hiệu 13 đứng; II.4: địa danh, thời gian 13–14 nghiêng, cùng một dòng với số
    left, right = table.rows[1].cells
    number = f"Số:{chr(160) * 8}/{one_line(desk.paper.symbol)}"
    say(left.paragraphs[0], number, Face(13), before=6)
    dated = f"{one_line(desk.paper.place)}, {full_day(said.issued)}"
    say(right.paragraphs[0], dated, Face(13, italic=True), before=6)


def _title(document: Document, said: Report) -> None:
    """II.5: tên loại in hoa 13–14 đậm; trích yếu 13–14 đậm, nét kẻ dài 1/3–1/2 dòng chữ."""
    say(document.add_paragraph(), "BÁO CÁO", Face(14, bold=True), before=18)
    for line in said.about:
        say(document.add_paragraph(), line, Face(14, bold=True))
    rule(document.add_paragraph(), bold_width(said.about[0], 14) * 0.4, usable_width(document), after=12)


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


def _foot(document: Document, desk: Desk) -> None:
    """II.9: "Nơi nhận:" 12 nghiêng đậm, danh sách 11 đứng; II.7: quyền hạn, chức vụ in hoa 13–14 đậm."""
    table = paperstyle.columns(document, (usable_width(document) / 2,) * 2)
    paperstyle.keep_whole(table)
    left, right = table.rows[0].cells
    say(left.paragraphs[0], "Nơi nhận:", Face(12, bold=True, italic=True), LEFT)
    receivers = [one_line(receiver).rstrip(";.") for receiver in desk.paper.receivers]
    if not any(receiver.startswith("Lưu") for receiver in receivers):
        receivers.append("Lưu: VT")
    for at, receiver in enumerate(receivers, start=1):
        say(left.add_paragraph(), f"- {receiver}{'.' if at == len(receivers) else ';'}", Face(11), LEFT)
    for at, line in enumerate(line for line in (desk.paper.on_behalf, desk.paper.office) if line):
        say(right.add_paragraph() if at else right.paragraphs[0], one_line(line).upper(), Face(14, bold=True))


def _plain_utc(moment: datetime) -> datetime:
    """As the file's properties want it: UTC without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def _packed(document: Document) -> bytes:
    """The file with the times of its parts fixed."""
    loose, packed = io.BytesIO(), io.BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as parts, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for name in parts.namelist():
            info = zipfile.ZipInfo(name, datetime(1980, 1, 1, tzinfo=UTC).timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(info, parts.read(name))
    return packed.getvalue()
