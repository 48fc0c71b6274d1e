"""The page, the styles and the small parts of an official paper, on top of python-docx."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"  # I.4
BLACK = RGBColor(0, 0, 0)  # I.4
CENTER, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
STYLES = {
    **{"part": "Heading 1", "item": "Heading 2", "point": "Heading 3"},
    **{"body": "Body Text", "dash": "List", "caption": "Caption", "gap": "Gap"},
}
HEADINGS = ("Heading 1", "Heading 2", "Heading 3")
TWIPS_PER_MM = 1440 / 25.4


@dataclass(frozen=True, slots=True)
class Face:
    """The form of some type."""

    points: float
    bold: bool = False
    italic: bool = False


def prepare(document: Document, *, title: str) -> None:
    """Page, styles and page numbers of a fresh document."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)  # I.1: khổ A4; I.2: theo chiều dài
    section.top_margin = section.bottom_margin = Mm(20)  # I.3: trên, dưới 20–25 mm
    section.left_margin, section.right_margin = Mm(30), Mm(16)  # I.3: trái 30–35 mm, phải 15–20 mm
    section.header_distance = Mm(10)
    section.footer_distance = Mm(10)
    _styles(document)
    # I.7: số Ả Rập, 13–14 đứng, giữa lề trên, không hiển thị ở trang thứ nhất
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTER
    add_field(number, "PAGE")
    document.core_properties.title = title
    document.core_properties.language = "vi-VN"
    document.core_properties.comments = ""
    _modern(document)


def usable_width(document: Document) -> float:
    """Millimetres between the margins."""
    section = document.sections[0]
    return float((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)) / Mm(1)


def paragraph(document: Document, kind: str, text: str = "") -> Paragraph:
    """A further paragraph of a kind of STYLES; its style is set by id, as looking the name up takes 10 ms."""
    added = document.add_paragraph(text)
    added._p.style = STYLES[kind].replace(" ", "")
    return added


def say(paragraph: Paragraph, text: str, face: Face, align: WD_ALIGN_PARAGRAPH = CENTER, *, before: float = 0) -> None:
    """Put text in one face into a paragraph without indents, `before` points under the last one."""
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = face.bold, face.italic, Pt(face.points)


def rule(paragraph: Paragraph, length: float, width: float, *, after: float = 0) -> None:
    """Draw a solid line of `length` in the middle of a column of `width` millimetres: a tiny paragraph's border."""
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm(max(0.0, (width - length) / 2))
    form.space_before, form.space_after = Pt(0), Pt(after)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(2)
    borders = OxmlElement("w:pBdr")
    # the schema wants the parts of a paragraph's form in one order
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")
    _child(borders, "w:bottom", val="single", sz="6", space="0", color="000000")


def add_field(paragraph: Paragraph, code: str) -> None:
    """Append a field that the program computes, such as PAGE."""
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = paragraph.add_run()
        if kind:
            _child(run._r, "w:fldChar", fldCharType=kind)
        else:
            _child(run._r, "w:instrText").text = text


def add_link(paragraph: Paragraph, text: str, url: str) -> None:
    """Append underlined text that leads to a web address; what an address may not hold is escaped in it."""
    address = quote(url, safe="%/:=&?~#+!$,;'@()*[]", errors="replace")
    link = _child(paragraph._p, "w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    run.underline = True
    link.append(run._r)


def columns(document: Document, widths: Sequence[float], rows: int = 1) -> Table:
    """A table without lines and padding, columns of these widths in millimetres."""
    table: Table = document.add_table(rows=rows, cols=len(widths))
    set_columns(table, widths)
    margins = OxmlElement("w:tblCellMar")
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")
    for side in ("left", "right"):
        _child(margins, f"w:{side}", w="0", type="dxa")
    return table


def set_columns(table: Table, widths: Sequence[float]) -> None:
    """Fix the columns of a table, in millimetres."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def figure_columns(count: int, width: float) -> list[float]:
    """Widths of a table of figures: the first column names and takes what the numbers leave, 28 mm each."""
    return [width - 28.0 * (count - 1), *[28.0] * (count - 1)]


def keep_whole(table: Table) -> None:
    """Keep the rows of a small table on one page."""
    for row in table.rows:
        _child(row._tr.get_or_add_trPr(), "w:cantSplit", val="true")
    for row in table.rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _styles(document: Document) -> None:
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)  # noqa: S101 -- of the library's own template
    _form(normal, 14)
    _child(normal.element.get_or_add_rPr(), "w:lang", val="vi-VN", eastAsia="vi-VN")
    normal.paragraph_format.space_after = Pt(0)
    for name in (*STYLES.values(), "Header"):
        _style(document, name)


def _style(document: Document, name: str) -> None:
    styles = document.styles
    style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)  # noqa: S101 -- named so that it is one
    _form(style, 14)
    form = style.paragraph_format
    form.left_indent = Mm(0)
    form.space_before, form.space_after = Pt(0), Pt(6)  # II.6: giữa các đoạn tối thiểu 6pt
    form.line_spacing = 1.15  # II.6: từ dòng đơn đến 1,5 lines
    form.widow_control = True
    for contextual in style.element.get_or_add_pPr().findall(qn("w:contextualSpacing")):
        contextual.getparent().remove(contextual)  # points of a list keep their distance, too
    style.font.bold = name in (*HEADINGS[:1], "Caption")
    style.font.italic = False
    if name in ("Caption", "Header"):
        form.alignment = CENTER
        form.keep_with_next = name == "Caption"
        style.font.size = Pt(13)
    elif name == "Gap":
        style.font.size = Pt(6)
        form.space_after = Pt(0)
    else:
        form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY  # II.6: canh đều cả hai lề
        form.first_line_indent = Mm(12.7)  # II.6: chữ đầu dòng lùi vào 1 cm hoặc 1,27 cm
    form.keep_with_next = form.keep_with_next or name in HEADINGS


def _form(style: ParagraphStyle, points: float) -> None:
    """One typeface in every script, black; theme fonts would win over named ones."""
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(points), BLACK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def _modern(document: Document) -> None:
    """Without this Word opens the file in its mode for papers of 2007."""
    settings = document.settings.element
    compat = settings.find(qn("w:compat"))
    compat = compat if compat is not None else _child(settings, "w:compat")
    uri = "http://schemas.microsoft.com/office/word"
    _child(compat, "w:compatSetting", name="compatibilityMode", uri=uri, val="15")


def _child(parent: BaseOxmlElement, tag: str, **attributes: str) -> BaseOxmlElement:
    child = OxmlElement(tag)
    for name, value in attributes.items():
        child.set(qn(f"w:{name}"), value)
    parent.append(child)
    return child
