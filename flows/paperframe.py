"""What every official paper has around its text: head, title, foot, and a file that is the same for the same words.

Measures and their numbers (mục, khoản, điểm) are of Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime

from docx.document import Document

from flows import paperstyle
from flows.desks import Desk
from flows.paperstyle import LEFT, Face, rule, say, usable_width
from flows.papertext import full_day
from flows.typeset import balanced, bold_width
from flows.wording import one_line

HEAD_SHARES = (0.39, 0.61)  # of the width: the issuing body; the name of the State
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


def head(document: Document, issued: date, desk: Desk) -> None:
    """Two columns (mục II.1–4): who issues and the number; the State, the motto, the place and date."""
    shares = [share * usable_width(document) for share in HEAD_SHARES]
    table = paperstyle.columns(document, shares, rows=2)
    left, right = table.rows[0].cells
    # II.2.b: cơ quan chủ quản 12–13 đứng, cơ quan ban hành 12–13 đứng đậm, in hoa; nét kẻ dài 1/3–1/2 dòng chữ
    superior, issuer = (
        balanced(one_line(name).upper(), 12, shares[0])
        for name in (desk.paper.superior, desk.paper.issuer or desk.unit)
    )
    say(left.paragraphs[0], "\n".join(superior), Face(12))
    say(left.add_paragraph() if superior else left.paragraphs[0], "\n".join(issuer), Face(12, bold=True))
    rule(left.add_paragraph(), 0.4 * max(bold_width(line, 12) for line in issuer), shares[0])
    # II.1: Quốc hiệu in hoa 12–13 đậm; Tiêu ngữ 13–14 đậm, nét kẻ dài bằng dòng chữ
    say(right.paragraphs[0], NATION, Face(12, bold=True))
    say(right.add_paragraph(), MOTTO, Face(13, bold=True))
    rule(right.add_paragraph(), bold_width(MOTTO, 13), shares[1])
    # II.3: số, ký hiệu 13 đứng; II.4: địa danh, thời gian 13–14 nghiêng, cùng một dòng với số
    left, right = table.rows[1].cells
    number = f"Số:{chr(160) * 8}/{one_line(desk.paper.symbol)}"
    say(left.paragraphs[0], number, Face(13), before=6)
    dated = f"{one_line(desk.paper.place)}, {full_day(issued)}"
    say(right.paragraphs[0], dated, Face(13, italic=True), before=6)


def title(document: Document, about: Sequence[str]) -> None:
    """II.5: tên loại in hoa 13–14 đậm; trích yếu 13–14 đậm, nét kẻ dài 1/3–1/2 dòng chữ."""
    say(document.add_paragraph(), "BÁO CÁO", Face(14, bold=True), before=18)
    for line in about:
        say(document.add_paragraph(), line, Face(14, bold=True))
    rule(document.add_paragraph(), bold_width(about[0], 14) * 0.4, usable_width(document), after=12)


def foot(document: Document, desk: Desk) -> None:
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


def plain_utc(moment: datetime) -> datetime:
    """As the file's properties want it: UTC without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def packed(document: Document) -> bytes:
    """The file with the times of its parts fixed."""
    loose, whole = io.BytesIO(), io.BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as parts, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as out:
        for name in parts.namelist():
            info = zipfile.ZipInfo(name, datetime(1980, 1, 1, tzinfo=UTC).timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(info, parts.read(name))
    return whole.getvalue()
