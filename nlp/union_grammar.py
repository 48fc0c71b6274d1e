"""Union bodies that no list can hold: a head word and what follows it, read by rule into possible bodies."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .bodies import Entity, entities, slug
from .geography import provinces
from .mention import Hit
from .proper import core_of, proper_end

PLACES = ("province", "district", "doubtful")


@dataclass(frozen=True, slots=True)
class Found:
    """A body at text[start:end]; `options` differ in province only and wait for the context; none: not a body."""

    start: int
    end: int
    options: tuple[Entity, ...]
    open: Entity  # what is said when the context does not decide


_TALK = re.compile(r" (?:tỉnh|thành phố|tp)(?= (?!hcm)[^\W\d_]|[.,;:)\n]|$)")
# "LĐLĐ" alone is one that the context tells; not "các LĐLĐ", "LĐLĐ các cấp", "(LĐLĐ)", "43/KH-LĐLĐ"
_NOT_BARE = re.compile(r" (?:các|cấp|trên|cơ sở|ở|tại|địa phương|quận|huyện|phường|xã)\b|[\w-]")
_MANY = re.compile(r"(?:các|những|nhiều|từng|mỗi|cấp|một|hai|ba|số) $|[-/(]$")
_GLOSS = re.compile(r" ?\((?:lđlđ|lđ|cđ)\)")  # "Liên đoàn Lao động (LĐLĐ) huyện Mỹ Đức"
_UNIT = re.compile(r" ?(?:của |- )?(?:tỉnh|thành phố|t\.?p\.?)?(?: |(?<=\.))?")
_PARKS = re.compile(
    r" (?:viên chức )?(?:(?:ban quản lý|bql) )?(?:các )?(?:kcn|kcx|kkt|khu công nghiệp|khu chế xuất|khu kinh tế"
    r"|khu công nghệ cao)"
    r"(?:(?:,|-| -| –| và|, ) ?(?:kcn|kcx|kkt|cn|cx|khu công nghiệp|công nghiệp|khu chế xuất|chế xuất|khu kinh tế))*"
)
_SECTOR = re.compile(
    r" (?:ngành )?(giáo dục(?: và đào tạo| & đào tạo)?|gd(?: ?& ?đt|-đt)?|y tế|xây dựng"
    r"|giao thông(?: vận tải)?|gtvt|công thương"
    r"|công nghiệp"
    r"|nông nghiệp(?:(?: và| &) (?:phát triển nông thôn|ptnt|môi trường))?|nn&ptnt|viên chức|dệt may|du lịch|cao su"
    r"|thông tin và truyền thông|ngân hàng|bưu điện|điện lực)\b"
)
_COMMUNE = re.compile(r" (phường|xã|đặc khu|thị trấn)(?= )")
_ORG = re.compile(
    r" (?:tại |ở |của )?(tổng công ty|tổng cty|tập đoàn|công ty|cty|ctcp|xí nghiệp|nhà máy|bệnh viện|bv|trường"
    r"|đại học|học viện|ngân hàng(?: tmcp)?"
    r"|khách sạn|cảng|mỏ|nông trường|siêu thị|viện|trung tâm|nhà hát|đài|báo)(?= )"
)
_CORPORATION = ("tổng công ty", "tổng cty", "tập đoàn")
_NAMED_AFTER = ("trường", "đại học", "học viện", "bệnh viện", "bv", "nhà hát")
_SECTOR_NAMES = {
    "gd": "giáo dục", "gd&đt": "giáo dục", "gd & đt": "giáo dục", "gd-đt": "giáo dục", "gtvt": "giao thông vận tải",
    "giao thông": "giao thông vận tải", "nn&ptnt": "nông nghiệp",
}  # fmt: skip


class Grammar:
    """The union bodies of one field: `text` normalised, `low` in lower case, the place names found in it."""

    def __init__(self, text: str, low: str, hits: Sequence[Hit]) -> None:
        self.text, self.low = text, low
        self._places: dict[int, list[Hit]] = {}
        self._employers: dict[int, Hit] = {}
        for hit in hits:
            if hit.kind in PLACES:
                self._places.setdefault(hit.start, []).append(hit)
            elif hit.kind == "entity" and entities()[hit.value].kind == "employer":
                self._employers[hit.start] = hit

    def read(self, head: Hit) -> Found | None:
        """Give the body that begins with `head`, if any."""
        if head.value == "federation":
            return self._federation(head)
        if head.value == "grassroots":
            return self._grassroots(head, head.end)
        return self._union(head)

    def _federation(self, head: Hit) -> Found | None:
        gloss = _GLOSS.match(self.low, head.end)
        at = gloss.end() if gloss else head.end
        placed = self._place(at)
        if placed:
            return self._placed_federation(head, placed)
        match = _TALK.match(self.low, at)
        if match is None and not self._is_bare(head, at):
            return None
        options = tuple(_federation(name) for name in provinces())
        unknown = Entity("ldld:?", "union", "Liên đoàn Lao động tỉnh, thành phố", "tinh_nganh")
        return Found(head.start, match.end() if match else at, options, unknown)

    def _is_bare(self, head: Hit, at: int) -> bool:
        """Whether the word stands alone, for the one federation that is talked of, and begins no longer name."""
        following = self.text[at : at + 2].strip()
        begins = following[:1].isupper() or following[:1].isdigit()
        before = _MANY.search(self.low, max(0, head.start - 7), head.start)
        return not (begins or before or _NOT_BARE.match(self.low, at))

    def _placed_federation(self, head: Hit, hits: Sequence[Hit]) -> Found:
        end = hits[0].end
        if hits[0].kind == "province":
            return _sure(head.start, end, _federation(hits[0].value))
        unit = self.text[hits[0].start : end]
        owners = self._narrowed(hits, end)
        level = "cap_tren_co_so"
        options = tuple(
            Entity(f"ldld:{slug(o)}:{slug(_bare(unit))}", "union", f"LĐLĐ {unit}", level, o) for o in owners
        )
        return Found(head.start, end, options, Entity(f"ldld:?:{slug(_bare(unit))}", "union", f"LĐLĐ {unit}", level))

    def _union(self, head: Hit) -> Found | None:
        for read in (self._park_union, self._sector_union, self._commune_union):
            found = read(head)
            if found:
                return found
        found = self._grassroots(head, head.end)
        if found:
            return found
        placed = self._place(head.end)
        # "Công đoàn Đà Nẵng", "công đoàn tỉnh Hà Tĩnh" are federations, "công đoàn Long Thành" may be a firm's
        if placed and (
            placed[0].kind == "province" or placed[0].start > head.end + 1 or " " in _unit_word(self, placed[0])
        ):
            return self._placed_federation(head, placed)
        if self.low.startswith(" thủ đô", head.end):
            return _sure(head.start, head.end + len(" thủ đô"), _federation("Hà Nội"))
        return None

    def _park_union(self, head: Hit) -> Found | None:
        match = _PARKS.match(self.low, head.end)
        if match is None:
            return None
        name = "Công đoàn các khu công nghiệp"
        unknown = Entity("cdkcn:?", "union", name, "cap_tren_co_so")
        placed = self._place(match.end())
        if placed:
            options = tuple(_park_union(owner) for owner in self._narrowed(placed, placed[0].end))
            return Found(head.start, placed[0].end, options, unknown)
        talk = re.compile(r" (?:tỉnh|thành phố|tp)\b").match(self.low, match.end())
        end = talk.end() if talk else match.end()
        return Found(head.start, end, tuple(_park_union(p) for p in provinces()), unknown)

    def _sector_union(self, head: Hit) -> Found | None:
        match = _SECTOR.match(self.low, head.end)
        if match is None:
            return None
        sector = _SECTOR_NAMES.get(match.group(1), match.group(1))
        name = f"Công đoàn ngành {sector[0].upper()}{sector[1:]}"
        placed = self._place(match.end())
        unknown = Entity(f"cdn:{slug(sector)}:?", "union", name, "cap_tren_co_so")
        if placed:
            options = tuple(_sector_union(sector, name, owner) for owner in self._narrowed(placed, placed[0].end))
            return Found(head.start, placed[0].end, options, unknown)
        if " ngành" not in match.group():
            return None
        return Found(head.start, match.end(), tuple(_sector_union(sector, name, p) for p in provinces()), unknown)

    def _commune_union(self, head: Hit) -> Found | None:
        match = _COMMUNE.match(self.low, head.end)
        end = proper_end(self.text, match.end()) if match else None
        if match is None or end is None:
            return None
        place = self.text[match.end() + 1 : end]
        body = Entity(f"cdx:{slug(place)}", "union", f"Công đoàn {match.group(1)} {place}", "cap_tren_co_so")
        return _sure(head.start, end, body)

    def _grassroots(self, head: Hit, at: int) -> Found | None:
        match = _ORG.match(self.low, at)
        people = match is not None and match.group(1) in _NAMED_AFTER
        end = proper_end(self.text, match.end(), people=people) if match else None
        if match is None or end is None:
            return None
        word = match.group(1)
        level = "tinh_nganh" if word in _CORPORATION and head.value == "union" else "co_so"
        employer = self._employer(match.start(1), end)
        name = self.text[match.start(1) : end]
        key = employer.id if employer else slug(core_of(name[len(word) :]))
        province = employer.province if employer else None
        return _sure(head.start, end, Entity(f"cdcs:{key}", "union", f"Công đoàn {name}", level, province))

    def _employer(self, start: int, end: int) -> Entity | None:
        held = [hit for at, hit in self._employers.items() if start <= at and hit.end <= end]
        return entities()[held[0].value] if held else None

    def _place(self, at: int) -> list[Hit]:
        """The longest place names right after `at`, "tỉnh" or "TP" in between."""
        unit = _UNIT.match(self.low, at)
        starts = {at + 1, unit.end() if unit else at + 1}
        # "LĐLĐ" and the place must be parted by a space at least
        hits = [hit for start in starts if start > at for hit in self._places.get(start, ())]
        longest = max((hit.end for hit in hits), default=0)
        found = [hit for hit in hits if hit.end == longest]
        sure = [hit for hit in found if hit.kind == "province"]
        typed = unit is not None and ("tỉnh" in unit.group())
        if sure and (typed or not any(hit.value == sure[0].value and hit.start < sure[0].start for hit in found)):
            return sure
        return [hit for hit in found if hit.kind != "province"]

    def _narrowed(self, hits: Sequence[Hit], end: int) -> list[str]:
        """The provinces of `hits`; only the one that the text names next, when it does: "huyện Châu Thành, Long An"."""
        owners = sorted({hit.value for hit in hits})
        if len(owners) > 1:
            after = re.compile(r" ?[,(-]? ?(?:tỉnh |tp\.? ?|thành phố )?").match(self.low, end)
            named = {hit.value for hit in self._places.get(after.end() if after else end, ()) if hit.kind == "province"}
            return [owner for owner in owners if owner in named] or owners
        return owners


def _unit_word(grammar: Grammar, hit: Hit) -> str:
    return (
        grammar.text[hit.start : hit.end]
        if grammar.low[hit.start : hit.end].startswith(("huyện", "quận", "thị xã"))
        else ""
    )


def _bare(unit: str) -> str:
    if unit[-1:].isdigit():
        return unit
    return re.sub(r"^(?:huyện|quận|thị xã|thành phố|TP\.?|TX\.?|H\.|Q\.) ?", "", unit, flags=re.IGNORECASE) or unit


def _sure(start: int, end: int, entity: Entity) -> Found:
    return Found(start, end, (entity,), entity)


def _federation(province: str) -> Entity:
    return Entity(f"ldld:{slug(province)}", "union", f"Liên đoàn Lao động {province}", "tinh_nganh", province)


def _park_union(province: str) -> Entity:
    name = f"Công đoàn các khu công nghiệp {province}"
    return Entity(f"cdkcn:{slug(province)}", "union", name, "cap_tren_co_so", province)


def _sector_union(sector: str, name: str, province: str) -> Entity:
    return Entity(f"cdn:{slug(sector)}:{slug(province)}", "union", f"{name} {province}", "cap_tren_co_so", province)


def heads(hits: Sequence[Hit]) -> Iterator[Hit]:
    """The head words among `hits`, the longest at each place."""
    best: dict[int, Hit] = {}
    for hit in hits:
        if hit.kind == "head" and (hit.start not in best or hit.end > best[hit.start].end):
            best[hit.start] = hit
    yield from best.values()
