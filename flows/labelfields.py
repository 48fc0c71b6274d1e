"""The labels that people may correct: Vietnamese header, values, how a cell is read and written."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from flows.corrections import SEPARATOR
from nlp import taxonomy
from nlp.geography import provinces
from nlp.normalize import fold
from nlp.records import TARGETS

_TRUE, _FALSE = ("có", "true", "1", "x", "đúng"), ("không", "false", "0", "", "sai")


class CellError(ValueError):
    """A cell that holds no known value; the message says which part of it."""


@dataclass(frozen=True, slots=True)
class LabelField:
    """One label: its name in files and tables, its header, and how a cell becomes the stored value (a text)."""

    name: str
    header: str
    read: Callable[[str], str]
    write: Callable[[Any], str]


def _one(group: str) -> Callable[[str], str]:
    def read(cell: str) -> str:
        return _code(group, cell)

    return read


def _many(group: str) -> Callable[[str], str]:
    def read(cell: str) -> str:
        parts = [part for part in re.split(r"[;|]", cell) if part.strip()]
        return SEPARATOR.join(dict.fromkeys(_code(group, part) for part in parts))

    return read


def _code(group: str, cell: str) -> str:
    if not cell.strip():
        raise CellError("ô trống")
    try:
        return _known(group)[fold(cell).strip()]
    except KeyError:
        raise CellError(f"không có “{cell.strip()}”") from None


@cache
def _known(group: str) -> Mapping[str, str]:
    """Every code of a group by itself and by its Vietnamese name."""
    if group == "provinces":
        return {fold(alias): name for name, p in provinces().items() for alias in (name, *p.aliases)}
    codes = taxonomy.codes(group)
    return {fold(word): code for code in codes for word in (taxonomy.name(group, code), code)}


def _truth(cell: str) -> str:
    word = fold(cell).strip()
    if word in _TRUE or word in _FALSE:
        return "true" if word in _TRUE else "false"
    raise CellError(f"“{cell.strip()}” không phải có hay không")


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def _listed(value: Any) -> str:
    return "; ".join(value or ())


def _yes_no(value: Any) -> str:
    return "có" if value else "không"


FIELDS = {
    field.name: field
    for field in (
        LabelField("relevance", "Liên quan", _one("relevance"), _plain),
        LabelField("topics", "Chủ đề", _many("topics"), _listed),
        LabelField("stance_cong_doan", "Thái độ với công đoàn", _one("stances"), _plain),
        LabelField("stance_chinh_sach", "Thái độ với chính sách", _one("stances"), _plain),
        LabelField("stance_doanh_nghiep", "Thái độ với doanh nghiệp", _one("stances"), _plain),
        LabelField("valence", "Tốt xấu", _one("valences"), _plain),
        LabelField("provinces", "Tỉnh thành", _many("provinces"), _listed),
        LabelField("sector", "Ngành", _one("sectors"), _plain),
        LabelField("level", "Cấp công đoàn", _one("levels"), _plain),
        LabelField("strike", "Ngừng việc", _truth, _yes_no),
        LabelField("is_foreign", "Ở nước ngoài", _truth, _yes_no),
    )
}
EVIDENCE = {
    f"evidence_{target}": f"Câu dẫn chứng: {name}"
    for target, name in zip(TARGETS, ("công đoàn", "chính sách", "doanh nghiệp"), strict=True)
}
