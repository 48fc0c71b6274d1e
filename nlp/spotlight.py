"""Persons and models that an article shows as examples: one sentence each, with what it says of the deed and the unit.

Public praise in the press only: nothing is known of a person here but the sentence that praises.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .entities import find_entities
from .geography import read_toml
from .original import Original
from .phrase import Gate, pattern, plain
from .reading import LEAD, TITLE
from .records import Document

# the frequent surnames of the gazetteer, and rarer ones: what follows "nhân viên" may as well be a firm
_SURNAMES = frozenset(read_toml("proper.toml")["surnames"]) | frozenset(
    "an âu bạch bàn bế cao châu chu chung cù đàm điểu đồng doãn giang giàng giáp hà hầu hứa kha khổng khuất kiều kim la lại lâm"
    " lò lục lữ lưu mã mạc nghiêm nhâm ninh nông ông phí phùng quách quan sầm sùng sơn tạ tăng thạch thái thân thào tiêu tô tôn"
    " tòng tống trà trang trầm triệu từ ung vàng văn vi viên vương ".split()
)
_GATE = ("sáng kiến", "cải tiến", "giải pháp", "danh hiệu", "giải thưởng", "bằng khen", "tiêu biểu", "điển hình", "tấm gương", "gương",
         "tuyên dương", "biểu dương", "tôn vinh", "vinh danh", "khen thưởng", "làm lợi", "trả lại", "cứu", "hiến máu", "mô hình", "chiến sĩ thi đua")  # fmt: skip
_CAPITAL = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠ-Ỹ"
_WORD = rf"[{_CAPITAL}][^\W\d_]+"
_ROLE = (
    r"(?:[Aa]nh|[Cc]hị|[Ôô]ng|[Bb]à|[Cc]ô|[Tt]hầy|[Bb]ác sĩ|[Kk]ỹ sư|[Nn]ữ kỹ sư|[Cc]ông nhân|[Nn]ữ công nhân|[Tt]hợ|[Ll]ao công|[Tt]ài xế|[Ll]ái xe"
    r"|[Đđ]oàn viên|[Đđ]iều dưỡng|[Yy] tá|[Tt]ác giả|[Cc]hủ tịch (?:[Cc]ông đoàn|[Cc][Đđ]) cơ sở|[Cc]án bộ công đoàn|[Nn]hân viên)"
)
_PERSON = re.compile(rf"(?<!\w){_ROLE} ({_WORD}(?: {_WORD}){{1,4}})(?!\w)")
# who is written of because of an office is no example: leaders hand over, speak, attend
_OFFICE = re.compile(
    r"^\s*[,–—(-]?\s*(?:là )?(?:[Uu]ỷ viên|[Ủủ]y viên|(?:nguyên )?(?:[Pp]hó )?(?:[Cc]hủ tịch(?! (?:[Cc]ông đoàn|[Cc][Đđ]) (?:cơ sở|[Cc]ông ty))|[Bb]í thư|[Tt]rưởng [Bb]an|[Tt]ổng [Gg]iám đốc"
    r"|[Gg]iám đốc|[Bb]ộ trưởng|[Tt]hủ tướng|[Gg]iám đốc [Ss]ở|[Tt]hứ trưởng|[Cc]ục trưởng|[Vv]ụ trưởng))"
)
_SPEAKS = re.compile(
    r"^[^.;]{0,60}?(?:cho biết|cho rằng|khẳng định|nhấn mạnh|phát biểu|chia sẻ|đề nghị|đã trao|trao tặng|tới dự|đến dự|chủ trì|thăm|tặng quà|thay mặt)"
)
# the person of whom the sentence is asked stands as one sign in it
_SIGN = "\u25cf"
_NEW = r"(?:sáng kiến|cải tiến|giải pháp|sáng chế|đề tài)"
_HONOURED = r"(?:tuyên dương|biểu dương|tôn vinh|vinh danh|khen thưởng|tặng bằng khen|tặng giấy khen|phong tặng|trao tặng danh hiệu)"
_PRIZE = r"(?:giải thưởng|giải nhất|giải nhì|giải ba|bằng khen|giấy khen|danh hiệu|huân chương|kỷ niệm chương|chiến sĩ thi đua)"
_DEED = {
    "viec_tot": re.compile(
        rf"{_SIGN}[^.;]{{0,160}}(?:trả lại|trao trả|dũng cảm|lao vào|nhảy xuống|hiến máu|lần hiến|nhường)"
    ),
    "sang_kien": re.compile(
        rf"{_NEW}[^.;]{{0,220}} (?:của|do) {_SIGN}"
        rf"|{_SIGN}[^.;]{{0,160}} (?:có|với|tác giả|chủ nhân|nghĩ ra|đề xuất|áp dụng)(?: [^\s.;]+){{0,6}} {_NEW}"
        rf"|{_SIGN}[^.;]{{0,160}} {_NEW}[^.;]{{0,120}} (?:làm lợi|tiết kiệm)"
    ),
    "danh_hieu": re.compile(
        rf"{_SIGN}[^.;]{{0,140}} (?:được|vinh dự)(?: [^\s.;]+){{0,6}} {_HONOURED}"
        rf"|{_SIGN}[^.;]{{0,140}} (?:nhận|đoạt|đạt|giành|được tặng|được trao)(?: [^\s.;]+){{0,8}} {_PRIZE}"
        rf"|{_SIGN}[^.;]{{0,140}} là(?: một)?(?: trong [^.;]{{0,40}})?(?: những)?(?: [^\s.;]+){{0,3}} (?:tấm gương|gương|điển hình)"
        rf"|(?:{_HONOURED}|{_PRIZE}|trao tặng)[^.;]{{0,60}} (?:cho |đối với |là )?{_SIGN}"
    ),
}
_MODEL = re.compile(r"[Mm]ô hình\s*[“\"'‘]\s*([^”\"'’]{3,80}?)\s*[”\"'’]")
_PRAISED = pattern(
    ["(hiệu quả|nhân rộng|lan tỏa|thiết thực|sáng tạo|tiêu biểu|cách làm hay|hỗ trợ|giúp|thu hút|ra đời)"]
)
_MOST = 8  # spotlights kept of one text


@dataclass(frozen=True, slots=True)
class Spotlight:
    """One person or model that a sentence (0 title, -1 sapo, from 1 the body) shows as an example."""

    kind: str  # person | model
    name: str
    deed: str  # sang_kien | danh_hieu | viec_tot
    unit: str | None
    unit_id: str | None
    province: str | None
    index: int
    sentence: str


class Spotlights:
    """Finds who and what is shown as an example."""

    def __init__(self) -> None:
        self._gate = Gate(_GATE)

    def of(self, doc: Document, provinces: Sequence[str] = ()) -> tuple[Spotlight, ...]:
        """Give the examples of `doc`, each name once, in reading order; `provinces` are the event's."""
        told = [(TITLE, doc.title), (LEAD, doc.lead), *enumerate(doc.sentences, start=1)]
        found: dict[tuple[str, str], Spotlight] = {}
        for index, raw in told:
            if raw and self._gate.passes(plain(raw)):
                for kind, name, deed in _examples(Original(raw).text):
                    key = (kind, name.casefold())
                    if key not in found and len(found) < _MOST:
                        unit, unit_id, province = _unit(raw, provinces)
                        found[key] = Spotlight(kind, name, deed, unit, unit_id, province, index, raw)
        return tuple(found.values())


def _examples(text: str) -> Iterator[tuple[str, str, str]]:
    """(kind, name, deed) of everybody and everything that a sentence shows as an example."""
    for match in _PERSON.finditer(text):
        after = text[match.end() :]
        if match.group(1).split()[0].lower() in _SURNAMES and not (_OFFICE.match(after) or _SPEAKS.match(after)):
            deed = _deed(plain(f"{text[: match.start()]} {_SIGN} {after}"))
            if deed:
                yield "person", match.group(1), deed
    for match in _MODEL.finditer(text):
        if _PRAISED.search(plain(text)):
            yield "model", match.group(1), "viec_tot"


def _deed(words: str) -> str | None:
    return next((deed for deed, told in _DEED.items() if told.search(words)), None)


def _unit(sentence: str, provinces: Sequence[str]) -> tuple[str | None, str | None, str | None]:
    """The unit that the sentence names (an employer before a union body), and its province or the event's only one."""
    named = find_entities(Document("", "", "", (sentence,)), provinces)
    order = {"employer": 0, "union": 1}
    bodies = sorted((m for m in named if m.kind in order), key=lambda m: (order[m.kind], m.start))
    only = provinces[0] if len(provinces) == 1 else None
    if not bodies:
        return None, None, only
    return bodies[0].surface, bodies[0].entity_id, bodies[0].province or only
