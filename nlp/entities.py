"""Every mention of a body that matters, with its place in the text as it was written."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from .bodies import Entity, entities, finder, slug
from .geography import FOLDER
from .geography import provinces as all_provinces
from .mention import Hit, lowered
from .office import office_before
from .original import Original
from .proper import core_of, proper_end
from .records import Document
from .union_grammar import Found, Grammar, heads

FIELDS = ("title", "sapo", "body")
# "tấn công đoàn xe", "thành công đoàn kết", "phân công đoàn viên": the syllable before belongs to another word
_CHANCE = re.compile(r"(?:tấn|tiến|phản|thành|phân|thi|gia|khởi|nhân|bất|cử|chi|đình|bãi|lao|xung|trường|thủ) $")
_CHANCE_AFTER = re.compile(
    r" (?:xe|tàu|quân|người|khách|rước|thuyền|tham quan|công tác|kết|viên|phí|thể|đội|du lịch|của người)\b"
)
_VENUE = re.compile(r"(?:khách sạn|nhà khách|nhà nghỉ|nhà văn hóa|đường|phố|chợ|luật) $")
_ORG = re.compile(r"\b(?:(?:tổng )?công ty|cty|ctcp|tập đoàn|xí nghiệp|doanh nghiệp tư nhân|dntn)(?= )")
# "công ty Nhật Bản", "Cty X", "công ty K.X": a country or an initial, no name
_NO_FIRM = re.compile(
    r"(?:việt nam|vn|nhật(?: bản)?|hàn(?: quốc)?|đài loan|trung quốc|mỹ|anh|pháp|đức|singapore|thái lan|hồng kông"
    r"|malaysia|[^\W\d_](?:\.? ?[^\W\d_])?\.?)"
)
_PARK = re.compile(r"\b(?:khu công nghiệp|khu chế xuất|khu kinh tế|khu công nghệ cao|kcn|kcx|kkt)(?= )")
_NO_PARK = re.compile(
    r"(?:tp\.?|tỉnh|thành phố|kcn|kcx|khu|cn|cx|"
    + "|".join(p.lower() for p in map(re.escape, all_provinces()))
    + r")(?!\w)"
)
_FOREIGN = re.compile(
    r" (?:của )?(?:mỹ|nga|anh|pháp|đức|nhật|hàn quốc|trung quốc|ấn độ|thái lan|campuchia|lào|singapore|đài loan"
    r"|ukraine)\b"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A body named at text[start:end] of a field (`body`: the sentences joined by line ends); offices hold their body.

    entity_id of an office is `<office>@<body>`; an id with `?` is left open. `province` is one of the 63.
    """

    entity_id: str
    kind: str
    name: str
    field: str
    start: int
    end: int
    surface: str
    level: str
    province: str | None


@dataclass(frozen=True, slots=True)
class _Placed:
    field: str
    original: Original
    found: Found


def field_texts(doc: Document) -> dict[str, str]:
    """Give the text of each field into which offsets point."""
    return dict(zip(FIELDS, (doc.title, doc.lead, "\n".join(doc.sentences)), strict=True))


def find_entities(doc: Document, provinces: Sequence[str] = ()) -> tuple[Mention, ...]:
    """Give all mentions of `doc` in order; the longest name wins where they overlap.

    `provinces` are those of the event (63 names): with the federations that the text names they decide which
    "LĐLĐ tỉnh" or "huyện Châu Thành" is meant; an undecided one is left open.
    """
    told = [(field, text) for field, text in field_texts(doc).items() if text]
    placed = [_Placed(field, o, f) for field, text in told for o, f in _in_field(text)]
    context = _context(placed, provinces)
    return tuple(_mention(one, _settled(one.found, context)) for one in placed)


def _in_field(text: str) -> Iterator[tuple[Original, Found]]:
    original = Original(text)
    low = lowered(original.text)
    hits = finder().find(original.text)
    found = [*_named(low, hits), *_unions(original.text, low, hits), *_patterns(original.text, low, hits)]
    for one in _longest(found):
        yield original, one


def _named(low: str, hits: Sequence[Hit]) -> Iterator[Found]:
    for hit in hits:
        if hit.kind == "entity" and not _by_chance(low, hit) and not _is_foreign(low, hit):
            entity = entities()[hit.value]
            yield Found(hit.start, hit.end, (entity,), entity)
        elif hit.kind == "park":
            name, *owners = hit.value.split("|")
            yield Found(hit.start, hit.end, tuple(_park(name, owner) for owner in owners), _park(name, None))
        elif hit.kind == "no_body":
            yield Found(hit.start, hit.end, (), Entity("", "", ""))


def _park(name: str, province: str | None) -> Entity:
    key = f"kcn:{slug(province) if province else '?'}:{slug(name)}"
    return Entity(key, "park", f"KCN {name}", "none", province)


def _unions(text: str, low: str, hits: Sequence[Hit]) -> Iterator[Found]:
    grammar = Grammar(text, low, hits)
    for head in heads(hits):
        found = None if _by_chance(low, head) else grammar.read(head)
        if found:
            yield found


def _by_chance(low: str, hit: Hit) -> bool:
    if not low.startswith("công đoàn", hit.start):
        return False
    before = low[max(0, hit.start - 14) : hit.start]
    return bool(
        _CHANCE.search(before) or _VENUE.search(before) or _CHANCE_AFTER.match(low, hit.start + len("công đoàn"))
    )


def _is_foreign(low: str, hit: Hit) -> bool:
    return entities()[hit.value].kind == "state" and _FOREIGN.match(low, hit.end) is not None


def _patterns(text: str, low: str, hits: Sequence[Hit]) -> Iterator[Found]:
    """Companies and parks outside the lists, and provincial agencies."""
    for match in _ORG.finditer(low):
        end = proper_end(text, match.end())
        core = core_of(text[match.end() : end]) if end else ""
        if end and not _NO_FIRM.fullmatch(" ".join(word for word in core.split() if not word.islower()).lower()):
            name, key = text[match.start() : end], slug(core)
            known = [h for h in hits if h.kind == "entity" and match.end() <= h.start and h.end <= end]
            held = [entities()[h.value] for h in known if entities()[h.value].kind == "employer"]
            entity = held[0] if held else Entity(f"cty:{key}", "employer", name)
            yield Found(match.start(), end, (entity,), entity)
    listed = {hit.start for hit in hits if hit.kind == "park"}
    for match in _PARK.finditer(low):
        end = None if match.start() in listed else proper_end(text, match.end(), joined=False)
        if end and text[match.end() + 1].isupper() and not _NO_PARK.match(low, match.end() + 1):
            name = text[match.end() + 1 : end]
            yield Found(match.start(), end, tuple(_park(name, p) for p in all_provinces()), _park(name, None))
    yield from _agencies(low, hits)


def _agencies(low: str, hits: Sequence[Hit]) -> Iterator[Found]:
    places = {hit.start: hit for hit in hits if hit.kind == "province"}
    for hit in hits:
        if hit.kind != "local":
            continue
        unit = re.compile(r" (?:và công nghiệp |và chế xuất )?(?:tỉnh |thành phố |tp\.? ?)?").match(low, hit.end)
        place = places.get(hit.end + 1) or (places.get(unit.end()) if unit else None)
        if place is None and hit.value == "bhxh":
            continue  # "BHXH" alone is the insurance
        options = tuple(_agency(hit.value, p) for p in ([place.value] if place else all_provinces()))
        yield Found(hit.start, place.end if place else hit.end, options, _agency(hit.value, None))


def _agency(kind: str, province: str | None) -> Entity:
    name = f"{_AGENCIES[kind]} {province or ''}".strip()
    return Entity(f"{kind}:{slug(province) if province else '?'}", "agency", name, "none", province)


_AGENCIES = {
    "bhxh": "Bảo hiểm xã hội",
    "so-ldtbxh": "Sở Lao động - Thương binh và Xã hội",
    "so-noi-vu": "Sở Nội vụ",
    "ban-quan-ly-kcn": "Ban Quản lý các khu công nghiệp",
    "trung-tam-viec-lam": "Trung tâm Dịch vụ việc làm",
}


def _longest(found: Sequence[Found]) -> list[Found]:
    """The longest of overlapping ones; of two at one place the listed before the pattern; no bodies fall away."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (f.start - f.end, f.start)):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted((one for one in kept if one.options), key=lambda f: f.start)


def _context(placed: Sequence[_Placed], provinces: Sequence[str]) -> frozenset[str]:
    sure = [one.found.options[0] for one in placed if len(one.found.options) == 1]
    named = Counter(entity.province for entity in sure if entity.kind == "union" and entity.province)
    return frozenset(provinces) if len(provinces) == 1 else frozenset(named) or frozenset(provinces)


def _settled(found: Found, context: frozenset[str]) -> Entity:
    if len(found.options) == 1:
        return found.options[0]
    fitting = [one for one in found.options if one.province in context]
    return fitting[0] if len(fitting) == 1 else found.open


def _mention(one: _Placed, entity: Entity) -> Mention:
    begin, office = office_before(one.original.text, one.found.start)
    start, end = one.original.span(begin, one.found.end)
    if office:
        key, title = office
        entity = replace(entity, id=f"{key}@{entity.id}", kind="office", name=f"{title} {entity.name}")
    surface = one.original.raw[start:end]
    return Mention(entity.id, entity.kind, entity.name, one.field, start, end, surface, entity.level, entity.province)


@cache
def reader_id() -> str:
    """Give 12 hex digits of the hash of gazetteers and code: the same readings come from the same id."""
    digest = hashlib.sha256()
    room = Path(__file__).parent
    code = (
        "entities",
        "bodies",
        "union_grammar",
        "office",
        "original",
        "proper",
        "quote",
        "speaker",
        "normalize",
        "mention",
        "geography",
        "segment",
    )
    for path in [*(room / f"{name}.py" for name in code), *sorted(FOLDER.glob("*.toml"))]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
