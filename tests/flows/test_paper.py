"""The report as an official paper: its text, its measures, and that every office program opens it.

Measures are of Nghị định 30/2020/NĐ-CP, Phụ lục I, as flows/paper.py cites them.
"""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from flows.desks import Desk, Paper
from flows.edition import Edition
from flows.paper import attachment, paper
from flows.paperframe import MOTTO, NATION
from flows.papertext import full_day, letter, report, roman, when
from flows.render import render
from flows.textparts import parts_of
from flows.typeset import balanced, bold_width, wrapped
from flows.view import Coverage, DigestView, OutletState
from tests.flows.digest_views import CRITICAL, DAY, NOTED, REST, busy_day, empty_day

DESK = Desk(
    desk_id="toan-quoc",
    name="Toàn quốc",
    unit="Thường trực Đoàn Chủ tịch Tổng Liên đoàn Lao động Việt Nam",
    level="tong_lien_doan",
    paper=Paper(
        superior="TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM",
        issuer="BAN TUYÊN GIÁO",
        receivers=("Thường trực Đoàn Chủ tịch (để b/c)", "Các Ban thuộc Tổng Liên đoàn;"),
        on_behalf="TL. ĐOÀN CHỦ TỊCH",
        office="TRƯỞNG BAN",
    ),
)
NASTY = "Công nhân\x00 \x0b\x1b[31m\ufffe\ud800 <w:p>&amp; ]]> \u202eđòi\u2028lương"


def opened(view: DigestView, desk: Desk = DESK) -> Document:
    return docx.Document(io.BytesIO(paper(view, desk, render(view).text)))


def lines(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def cells(document: Document) -> list[str]:
    return [cell.text for table in document.tables for row in table.rows for cell in row.cells]


def test_the_page_has_the_measures_of_the_decree() -> None:
    (section,) = opened(busy_day()).sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert Mm(20) <= section.top_margin == section.bottom_margin <= Mm(25)
    assert Mm(30) <= section.left_margin <= Mm(35)
    assert Mm(15) <= section.right_margin <= Mm(20)


def test_every_letter_is_times_new_roman_of_an_allowed_size_in_black() -> None:
    parts = zipfile.ZipFile(io.BytesIO(paper(busy_day(), DESK)))
    styles = ElementTree.fromstring(parts.read("word/styles.xml"))  # noqa: S314 -- our own file
    used = set(re.findall(r'<w:pStyle w:val="(\w+)"', parts.read("word/document.xml").decode()))
    for style in styles.iter(qn("w:style")):
        if style.get(qn("w:styleId")) in used | {"Normal"}:
            fonts = style.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
            assert fonts is not None
            assert set(fonts.attrib.values()) == {"Times New Roman"}, style.get(qn("w:styleId"))
            color = style.find(f"{qn('w:rPr')}/{qn('w:color')}")
            assert color is not None
            assert color.get(qn("w:val")) == "000000"
    sizes = set(re.findall(r'<w:sz w:val="(\d+)"', parts.read("word/document.xml").decode()))
    assert sizes <= {"22", "24", "26", "28"}  # half points: nơi nhận 11 and 12, the rest 12 to 14


def test_the_head_names_state_body_number_and_day() -> None:
    document = opened(busy_day())
    (issuer, state), (number, dated) = (row.cells for row in document.tables[0].rows)
    assert issuer.text == "TỔNG LIÊN ĐOÀN\nLAO ĐỘNG VIỆT NAM\nBAN TUYÊN GIÁO\n"
    assert [p.text for p in state.paragraphs] == [NATION, MOTTO, ""]
    assert [p.runs[0].font.size for p in state.paragraphs[:2]] == [Pt(12), Pt(13)]
    assert all(p.runs[0].bold and p.alignment == WD_ALIGN_PARAGRAPH.CENTER for p in state.paragraphs[:2])
    assert re.fullmatch(r"Số:\s+/BC-BTG", number.text)
    assert dated.text == "Hà Nội, ngày 06 tháng 8 năm 2026"
    assert dated.paragraphs[0].runs[0].italic


def test_the_line_beneath_the_motto_is_as_wide_as_the_motto() -> None:
    rule = opened(busy_day()).tables[0].rows[0].cells[1].paragraphs[2]
    form = rule.paragraph_format
    assert form.left_indent == form.right_indent
    drawn = 100 - 2 * form.left_indent / Mm(1)
    assert drawn == pytest.approx(bold_width(MOTTO, 13), abs=0.1)
    assert rule._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom")).get(qn("w:val")) == "single"


def test_the_title_stands_in_the_middle_and_says_the_day() -> None:
    said = lines(opened(busy_day()))
    assert said[:3] == ["BÁO CÁO", "Điểm tin báo chí về công đoàn và người lao động", "ngày 05 tháng 8 năm 2026"]
    assert said[-1].endswith("Thường trực Đoàn Chủ tịch Tổng Liên đoàn Lao động Việt Nam./.")


def test_parts_are_numbered_without_gaps_and_empty_ones_are_left_out() -> None:
    parts = [line for line in lines(opened(replace(busy_day(), good=()))) if re.match(r"[IVX]+\. ", line)]
    assert parts == [
        "I. TÌNH HÌNH CHUNG",
        "II. CẦN PHẢN HỒI HÔM NAY",
        "III. THEO CHỦ ĐỀ",
        "IV. CÁC TIN KHÁC",
        "V. ĐỘ PHỦ NGUỒN TIN VÀ CÁCH ĐỌC",
    ]


def test_a_story_is_told_with_source_sentence_and_note() -> None:
    document = opened(NOTED)
    said = "\n".join(lines(document))
    assert "1. “Đóng đoàn phí năm năm, chưa một lần gặp cán bộ công đoàn” (Thời Báo Xưởng Máy, 15:00)" in said
    assert "- Công đoàn: phê phán. “‘Lúc bị cắt phụ cấp" in said
    assert "- Ghi chú của người biên tập: Đã liên hệ tòa soạn." in said
    assert "a) Công đoàn đề xuất lương tối thiểu vùng tăng 8,2% từ năm 2027" in said
    links = {rel.target_ref for rel in document.part.rels.values() if "hyperlink" in rel.reltype}
    assert CRITICAL.lead.url in links


def test_the_figures_stand_in_tables() -> None:
    document = opened(busy_day())
    assert [c.text for c in document.tables[1].rows[1].cells] == ["Tin, bài về công đoàn", "23", "18", "+5"]
    assert [c.text for c in document.tables[2].rows[1].cells] == ["Công đoàn", "14", "22", "1", "4"]
    assert [c.text for c in document.tables[3].rows[1].cells] == ["Tiền lương, thu nhập", "18", "7"]
    without = opened(replace(busy_day(), previous=None))
    assert [c.text for c in without.tables[1].rows[0].cells] == ["Chỉ tiêu", "Trong ngày"]


def test_paragraphs_are_justified_indented_and_apart() -> None:
    document = opened(busy_day())
    for name in ("Body Text", "List", "Heading 2", "Heading 3"):
        form = document.styles[name].paragraph_format
        assert form.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
        assert Mm(10) <= form.first_line_indent <= Mm(12.8)
        assert form.space_after >= Pt(6)
        assert 1 <= form.line_spacing <= 1.5


def test_pages_are_numbered_in_the_middle_of_the_head_but_the_first() -> None:
    (section,) = opened(busy_day()).sections
    assert section.different_first_page_header_footer
    (number,) = section.header.paragraphs
    assert number.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert "PAGE" in number._p.xml
    assert not section.first_page_header.paragraphs[0].text


def test_the_foot_lists_receivers_and_who_signs() -> None:
    left, right = opened(busy_day()).tables[-1].rows[0].cells
    assert [p.text for p in left.paragraphs] == [
        "Nơi nhận:",
        "- Thường trực Đoàn Chủ tịch (để b/c);",
        "- Các Ban thuộc Tổng Liên đoàn;",
        "- Lưu: VT.",
    ]
    assert (left.paragraphs[0].runs[0].font.size, left.paragraphs[1].runs[0].font.size) == (Pt(12), Pt(11))
    assert left.paragraphs[0].runs[0].bold and left.paragraphs[0].runs[0].italic  # noqa: PT018
    assert right.text == "TL. ĐOÀN CHỦ TỊCH\nTRƯỞNG BAN"


def test_what_xml_forbids_breaks_nothing() -> None:
    bad = replace(
        CRITICAL, lead=replace(CRITICAL.lead, title=NASTY, sapo=NASTY, outlet=NASTY, url="https://a.vn/\x00\ud800ắ")
    )
    view = replace(busy_day(), attention=(bad,), sections={"editor": Edition(note=NASTY, notes={"bao-c": NASTY})})
    desk = DESK.model_copy(update={"unit": NASTY, "paper": Paper(issuer=NASTY, symbol=NASTY, place=NASTY)})
    content = paper(view, desk, render(busy_day()).text)
    document = docx.Document(io.BytesIO(content))
    assert any("<w:p>&amp; ]]>" in line for line in lines(document))
    parts = zipfile.ZipFile(io.BytesIO(content))
    for name in parts.namelist():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(parts.read(name))  # noqa: S314 -- our own file


def test_the_parts_of_a_form_stand_in_the_order_of_the_schema() -> None:
    order = ["pStyle", "keepNext", "keepLines", "widowControl", "pBdr", "contextualSpacing", "spacing", "ind", "jc"]
    for xml in (opened(busy_day()).element, opened(busy_day()).styles.element):
        for form in xml.iter(qn("w:pPr")):
            names = [child.tag.split("}")[1] for child in form]
            known = [order.index(name) for name in names if name in order and name != "contextualSpacing"]
            assert known == sorted(known), names


def test_the_same_digest_is_the_same_file() -> None:
    assert paper(busy_day(), DESK) == paper(busy_day(), DESK)
    travels = attachment(busy_day(), DESK)
    assert travels.name == "bao-cao-diem-tin-2026-08-05-toan-quoc-day.docx"
    assert travels.mime.endswith("wordprocessingml.document")


def test_an_empty_day_is_a_report_too() -> None:
    view = empty_day(Coverage(2, 0, (OutletState("Báo A", "failed", "dns"), OutletState("Báo B", "failed", "dns"))))
    said = "\n".join(lines(opened(view)))
    assert "Không có tin vì không đọc được nguồn nào" in said
    assert len(opened(view).tables) == 2  # head and foot


def test_a_week_names_both_its_ends_and_a_long_list_is_cut() -> None:
    many = tuple(replace(REST[0], lead=replace(REST[0].lead, article_id=f"r{n}")) for n in range(130))
    said = lines(opened(replace(busy_day(), period="week", day=DAY.replace(day=3), rest=many)))
    assert said[2] == "tuần từ ngày 03 tháng 8 năm 2026 đến ngày 09 tháng 8 năm 2026"
    assert "Còn 30 tin khác, xem trong thư điện tử và trang lưu của bản điểm tin này." in said


def test_further_sections_of_the_mail_are_taken_over() -> None:
    opinion = "DƯ LUẬN\n-------\nMột câu dài\ngấp dòng.\n- Ý một\n  nối tiếp\n  https://a.vn/x\n+ Ý hai\n"
    text = f"{opinion}\nCÁC TIN KHÁC\n------------\nx\n"
    taken = parts_of(text)[0]
    assert [(said.text, said.is_point, said.url) for said in taken.sayings] == [
        ("Một câu dài gấp dòng.", False, ""),
        ("Ý một nối tiếp", True, "https://a.vn/x"),
        ("Ý hai", True, ""),
    ]
    parts = report(busy_day(), DESK, text).parts
    assert [part.title for part in parts][4] == "V. DƯ LUẬN"
    assert sum("CÁC TIN KHÁC" in part.title for part in parts) == 1


def test_numerals_and_days() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 21)] == ["I", "IV", "IX", "XIV", "XXI"]
    assert "".join(letter(n) for n in range(1, 8)) == "abcdđeg"
    assert letter(24) == "aa"
    assert full_day(DAY.replace(month=2, day=1)) == "ngày 01 tháng 02 năm 2026"
    assert when(busy_day()) == "ngày 05 tháng 8 năm 2026"


def test_no_word_of_a_name_is_left_alone() -> None:
    name = "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM"
    assert wrapped(name, 12, 70) == ["TỔNG LIÊN ĐOÀN LAO ĐỘNG", "VIỆT NAM"]
    assert balanced(name, 12, 70) == ["TỔNG LIÊN ĐOÀN", "LAO ĐỘNG VIỆT NAM"]
    assert balanced("", 12, 70) == []
    assert balanced("X" * 90, 12, 70) == ["X" * 90]


@pytest.mark.slow
def test_libreoffice_opens_it_without_a_word_and_numbers_its_pages(tmp_path: Path) -> None:
    for program in ("soffice", "pdftotext"):
        if shutil.which(program) is None:
            pytest.skip(f"no {program} on this machine (Debian: libreoffice-writer, poppler-utils)")
    (tmp_path / "bao-cao.docx").write_bytes(paper(NOTED, DESK, render(NOTED).text))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    done = subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "bao-cao.docx"],  # noqa: S607
        cwd=tmp_path, capture_output=True, text=True, timeout=110, check=True,
    )  # fmt: skip
    said = [line for line in done.stderr.splitlines() if "javaldx" not in line]  # it misses a Java that it doesn't need
    assert said == []
    text = subprocess.run(["pdftotext", "-layout", "bao-cao.pdf", "-"], cwd=tmp_path, capture_output=True, check=True)  # noqa: S607
    pages = text.stdout.decode().split("\f")
    assert not re.match(r"\s*1\s*\n", pages[0])
    assert re.match(r"\s*2\s*\n", pages[1])
    assert "Độc lập - Tự do - Hạnh phúc" in pages[0]
