"""From rows that people edited to labels that they say: what changed, whether it can be, each fault with its line."""

from collections.abc import Mapping, Sequence
from typing import Any

from flows.corrections import Said
from flows.labelfields import EVIDENCE, FIELDS, CellError
from flows.labelfile import LabelError, LabelRow
from nlp.records import TARGETS
from nlp.segment import split_sentences

SHOWN = 20  # faults told at once
LISTS = ("topics", "provinces")  # where empty is an answer, too
Text = Mapping[str, Any]


def said_in(rows: Sequence[LabelRow], texts: Sequence[Text]) -> list[Said]:
    """Give what the rows say of known texts (`article_id, text_id, title, sapo, body`); LabelError tells every fault.

    Of a reviewed row all labels count; else the cells that differ from the exported ones, or all that are given
    when the row does not tell what was exported.
    """
    by_text = {row["text_id"]: row for row in texts}
    by_article = {row["article_id"]: row for row in texts}
    said: dict[tuple[str, str], tuple[int, Said]] = {}
    faults: list[str] = []
    for row in rows:
        text = by_text.get(row.cells.get("text_id", "").strip()) or by_article.get(
            row.cells.get("article_id", "").strip()
        )
        if text is None:
            faults.append(f"dòng {row.line}: không có bài nào mang mã {_named(row)}")
            continue
        for one in _row_says(row, text, faults):
            line, other = said.setdefault((one.text_id, one.field), (row.line, one))
            if other != one:
                faults.append(
                    f"dòng {line} và {row.line}: nói khác nhau về {FIELDS[one.field].header} của cùng một lời văn"
                )
    if faults:
        more = f"\n… và {len(faults) - SHOWN} lỗi nữa" if len(faults) > SHOWN else ""
        raise LabelError("chưa nhập gì:\n" + "\n".join(faults[:SHOWN]) + more)
    return [one for _, one in said.values()]


def _named(row: LabelRow) -> str:
    return row.cells.get("text_id") or row.cells.get("article_id") or "(trống)"


def _row_says(row: LabelRow, text: Text, faults: list[str]) -> list[Said]:
    said = []
    for name in FIELDS:
        if name in row.cells and (_is_said(row, name) or _is_said(row, name.replace("stance_", "evidence_"))):
            try:
                said.append(_one(row, name, text))
            except CellError as error:
                faults.append(f"dòng {row.line}, cột “{FIELDS[name].header}”: {error}")
    # of an irrelevant text nothing else can be said but that it is abroad
    if any(one.field == "relevance" and one.value == "0" for one in said):
        return [one for one in said if one.field in ("relevance", "is_foreign")]
    return said


def _is_said(row: LabelRow, name: str) -> bool:
    if name not in row.cells:
        return False
    if not row.cells[name].strip() and not row.original.get(name) and not (row.reviewed and name in LISTS):
        return False  # what was empty and stayed so says nothing
    if row.reviewed or not row.original:
        return True
    return row.cells[name].strip() != row.original.get(name, "").strip()


def _one(row: LabelRow, name: str, text: Text) -> Said:
    value = FIELDS[name].read(row.cells[name])
    target = name.removeprefix("stance_")
    if target not in TARGETS or value not in ("favor", "against"):
        return Said(text["text_id"], name, value)
    cell = row.cells.get(f"evidence_{target}", "").strip()
    return Said(text["text_id"], name, value, *_sentence(cell, target, text))


def _sentence(cell: str, target: str, text: Text) -> tuple[str | None, int | None]:
    """The sentence of a number: 0 title, -1 sapo, from 1 the body."""
    if not cell:
        return None, None
    sentences = {0: text["title"], -1: text["sapo"], **dict(enumerate(split_sentences(text["body"]), start=1))}
    try:
        number = int(cell)
        return str(sentences[number]), number
    except (ValueError, KeyError):
        raise CellError(f"{EVIDENCE[f'evidence_{target}'].lower()}: bài không có câu số “{cell}”") from None
