"""Whose desk a digest is for: one TOML file each, `plan/desks/<id>.toml`, a site's own laid over the shipped ones.

    name = "LĐLĐ TP.HCM"                     # as it stands in subject lines
    unit = "Liên đoàn Lao động Thành phố Hồ Chí Minh"
    level = "tinh_nganh"                     # its rung of the union: tong_lien_doan, tinh_nganh, cap_tren_co_so, co_so
    provinces_34 = ["TP.HCM"]                # all that these took in on 2025-07-01 …
    provinces = ["Bình Dương"]               # … and single ones of the map of 63
    sectors = ["det_may_da_giay"]            # codes of nlp/taxonomy.toml
    topics = ["an_toan_ve_sinh"]             # codes of nlp/taxonomy.toml
    bodies = ["cd-det-may", "cdn:det-may"]   # ids of nlp/gazetteer; what begins with one and a colon is meant, too
    from_levels = ["tong_lien_doan"]         # what these rungs of the union do for the whole country
    words = ["dệt may"]                      # words of title or sapo, with or without diacritics
    recipients = ["van-phong@ldld.example"]  # nobody: composed only when asked for
    formats = ["mail", "docx"]               # the digest as a mail; the paper attached to it
    plan_reports = ["month", "quarter"]      # what the plans asked of the month, the quarter, that is over; on the 1st
    daily = { at = 06:30:00 }                # clock of Việt Nam; on = false: none
    weekly = { at = 06:45:00, weekday = 1 }  # 1 is Monday
    alerts = { quiet_hours = "21:30-06:00", criticism_owners = 3, hours = 6, claim_owners = 2 }
    paper = { superior = "TỔNG LIÊN ĐOÀN …", issuer = "LIÊN ĐOÀN LAO ĐỘNG …", symbol = "BC-LĐLĐ", place = "…" }

A desk that names no place, sector, topic, body, rung or word hears of everything. An unknown key is an error.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from crawlers.hours import window
from crawlers.provinces import MERGED, SUCCESSOR
from crawlers.source import Line
from flows.message import AddressError, check_address
from flows.scope import ScopeError, slug
from nlp.taxonomy import codes


def _known(name: str, group: str) -> str:
    if name not in codes(group):
        raise ValueError(f"{name!r} is none of: {', '.join(codes(group))}")
    return name


def _province(name: str) -> str:
    if name not in SUCCESSOR:
        raise ValueError(f"{name!r} is none of the 63 provinces (standard short names)")
    return name


def _merged(name: str) -> str:
    if name not in MERGED:
        raise ValueError(f"{name!r} is none of the 34 provinces (standard short names)")
    return name


def _address(address: str) -> str:
    try:
        return check_address(address)
    except AddressError as error:
        raise ValueError(str(error)) from error


def _listed(value: object) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else []


def _quiet(text: str) -> str:
    if text:
        window(text)
    return text


LevelCode = Literal["tong_lien_doan", "tinh_nganh", "cap_tren_co_so", "co_so"]
Sector = Annotated[str, AfterValidator(lambda code: _known(code, "sectors"))]
Topic = Annotated[str, AfterValidator(lambda code: _known(code, "topics"))]


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Schedule(_Frozen):
    """When a digest leaves, on the clock of Việt Nam; `weekday` (1 Monday to 7) is for the weekly one."""

    on: bool = True
    at: time = time(6, 30)
    weekday: int = Field(default=1, ge=1, le=7)


class Alerts(_Frozen):
    """What is told between two digests, and when not; see `flows` for the causes.

    `criticism_owners`: independent owners that criticise the union in one story within `hours`; `claim_owners`: those
    that spread one claim about the union. `quiet_hours` "" is none.
    """

    on: bool = True
    quiet_hours: Annotated[str, AfterValidator(_quiet)] = "21:30-06:00"
    strike: bool = True
    criticism_owners: int = Field(default=3, ge=1)
    claim_owners: int = Field(default=2, ge=1)
    hours: int = Field(default=6, ge=1, le=48)


class Paper(_Frozen):
    """How an official paper of this desk is headed and signed (Nghị định 30/2020/NĐ-CP); "" is left out or open."""

    superior: Line = ""  # cơ quan chủ quản
    issuer: Line = ""  # cơ quan ban hành
    symbol: Line = "BC-BTG"  # ký hiệu, behind the number
    place: Line = "Hà Nội"  # địa danh
    receivers: tuple[Line, ...] = ()  # nơi nhận
    on_behalf: Line = ""  # quyền hạn của người ký: "TL. ĐOÀN CHỦ TỊCH"
    office: Line = ""  # chức vụ: "TRƯỞNG BAN TUYÊN GIÁO"


class Desk(_Frozen):
    """One desk; see the module for the meaning of the fields. `provinces` are all of the 63 that it answers for."""

    desk_id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: Line = Field(min_length=1)
    unit: Line = Field(min_length=1)
    level: LevelCode
    provinces_34: tuple[Annotated[str, AfterValidator(_merged)], ...] = ()
    provinces: tuple[Annotated[str, AfterValidator(_province)], ...] = ()
    sectors: tuple[Sector, ...] = ()
    topics: tuple[Topic, ...] = ()
    bodies: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    from_levels: tuple[LevelCode, ...] = ()
    words: tuple[Annotated[str, Field(min_length=2)], ...] = ()
    recipients: tuple[Annotated[str, AfterValidator(_address)], ...] = ()
    formats: tuple[Literal["mail", "docx"], ...] = ("mail",)
    plan_reports: tuple[Literal["month", "quarter"], ...] = ()
    daily: Schedule = Schedule()
    weekly: Schedule = Schedule(at=time(6, 45))
    alerts: Alerts = Alerts()
    paper: Paper = Paper()

    @model_validator(mode="before")
    @classmethod
    def _take_in_merged(cls, fields: Any) -> Any:
        """Both maps become one list of the 63: labels name these."""
        if not isinstance(fields, dict):
            return fields
        merged = [name for name in _listed(fields.get("provinces_34")) if name in MERGED]
        named = [*_listed(fields.get("provinces")), *(old for new in merged for old in MERGED[new])]
        return {**fields, "provinces": tuple(dict.fromkeys(named))} if merged else fields

    @model_validator(mode="after")
    def _mailed(self) -> Self:
        if "mail" not in self.formats:
            raise ValueError("formats: must name mail; docx travels with it")
        return self

    @property
    def hears_all(self) -> bool:
        """Whether it names nothing that would narrow it: the whole country's news are its own."""
        return not (self.provinces or self.sectors or self.topics or self.bodies or self.from_levels or self.words)


@dataclass(frozen=True, slots=True)
class Desks:
    """The desks by id, nationwide first, and by file name (without .toml) what is wrong with those that can't be used.

    Where a site's file is wrong the shipped desk stands as it was.
    """

    desks: Mapping[str, Desk]
    faults: Mapping[str, str]

    def find(self, scope: str) -> Desk:
        """The desk of this id, or of one of the 63 provinces by its slug; ScopeError says what can be given."""
        if scope in self.desks:
            return self.desks[scope]
        for name in SUCCESSOR:
            if slug(name) == scope:
                return Desk(desk_id=scope, name=name, unit=name, level="tinh_nganh", provinces=(name,))
        known = ", ".join([*self.desks, *sorted(map(slug, SUCCESSOR))])
        raise ScopeError(f"no desk or province {scope!r}; use one of: {known}")

    def served(self) -> tuple[Desk, ...]:
        """The desks that have recipients, nationwide first."""
        return tuple(desk for desk in self.desks.values() if desk.recipients)
