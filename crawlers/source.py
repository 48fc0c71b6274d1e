"""An outlet is a document: `sources/<id>.toml`, read strictly.

    id = "plo"                               # as the file is called
    name = "Pháp Luật TP.HCM"
    kind = "sector"                          # one of Kind
    owner = "Ủy ban nhân dân TP.HCM"         # one owner = one independent voice
    homepage = "https://plo.vn/"
    hosts = ["plo.vn"]                       # its articles live there and on subdomains; lower case, no www.
    provinces = ["TP.HCM"]                   # its home on the map of 63; empty = the whole country
    provinces_34 = ["TP.HCM"]                # the same on the map of 34 since 2025-07-01
    feeds = [{ url = "https://plo.vn/rss/home.rss", section = "Trang chủ" }]
    sitemaps = []                            # news sitemaps
    lists = []                               # section pages that list articles; without any door: the homepage
    programmes = ["Lao động và Công đoàn (VTV1)"]  # those that the union's plan names
    layouts = [                              # families of layouts/<family>.toml, the newest first
      { family = "zce", valid_from = 2021-01-01, overrides = { author = [".author"] } },
    ]
    delay_s = 2.0                            # between two requests to one host
    hours = ["22:00-06:00"]                  # asked only then, on the clock of Việt Nam; none = always
    max_pages = 200                          # article pages of one crawl
    expect = { items_per_day_min = 20, items_per_day_max = 300 }  # outside of it the outlet is reported
    republish = "Ghi rõ nguồn"               # its terms for republishing, in its own words; none = ask first
    verified = true                          # false: known only from a table, nobody has seen it answer
    notes = "…"                              # where this is known from, traps
    [social], [comments]                     # pages in social networks, readers' comments: see social_source.py

Only id, name, kind, owner, homepage and hosts (not of a page in a social network) must be there. An unknown key is an
error.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from crawlers.given import told, toml_of
from crawlers.hours import window
from crawlers.lines import one_line
from crawlers.provinces import MERGED, SUCCESSOR
from crawlers.social_source import CommentDoor, Social
from crawlers.urls import is_web_url

SOURCES = Path(__file__).parent / "sources"
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*(:\d+)?")


class SourceError(Exception):
    """An outlet's file is wrong; the message names the file and every wrong field."""


class Kind(StrEnum):
    """What kind of voice an outlet is."""

    UNION_PRESS = "union_press"
    CENTRAL = "central"
    PROVINCIAL = "provincial"
    SECTOR = "sector"
    BROADCASTER = "broadcaster"
    PORTAL = "portal"
    FEDERATION = "federation"
    FOREIGN = "foreign"
    SOCIAL = "social"


def _web_url(url: str) -> str:
    if not is_web_url(url):
        raise ValueError(f"{url!r} is no http(s) address")
    return url


def _host(host: str) -> str:
    if not _HOST.fullmatch(host) or host.startswith("www."):
        raise ValueError(f"{host!r} must be a host name in lower case without www., scheme and path")
    return host


def _old_province(name: str) -> str:
    if name not in SUCCESSOR:
        raise ValueError(f"{name!r} is none of the 63 provinces (standard short names)")
    return name


def _new_province(name: str) -> str:
    if name not in MERGED:
        raise ValueError(f"{name!r} is none of the 34 provinces (standard short names)")
    return name


def _hours(text: str) -> str:
    window(text)
    return text


WebUrl = Annotated[str, AfterValidator(_web_url)]
Line = Annotated[str, AfterValidator(one_line)]  # what people read, in mails and on terminals: nothing hides in it
Host = Annotated[str, AfterValidator(_host)]


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FeedRef(_Frozen):
    """One feed and the section it carries, "" for the whole outlet."""

    url: WebUrl
    section: Line = ""


class LayoutRef(_Frozen):
    """A layout family by name, the days on which the outlet used it, and lists that differ on its pages."""

    family: str = Field(min_length=1)
    valid_from: date | None = None
    valid_until: date | None = None
    overrides: Mapping[str, Any] = {}


class Expect(_Frozen):
    """Articles a day that are normal."""

    items_per_day_min: int = Field(default=0, ge=0)
    items_per_day_max: int | None = Field(default=None, ge=1)


class Source(_Frozen):
    """One outlet, as its file says; see the module for the meaning of the fields."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: Line = Field(min_length=1)
    kind: Kind
    owner: Line = Field(min_length=1)
    homepage: WebUrl
    hosts: tuple[Host, ...] = ()
    provinces: tuple[Annotated[str, AfterValidator(_old_province)], ...] = ()
    provinces_34: tuple[Annotated[str, AfterValidator(_new_province)], ...] = ()
    feeds: tuple[FeedRef, ...] = ()
    sitemaps: tuple[WebUrl, ...] = ()
    lists: tuple[WebUrl, ...] = ()
    layouts: tuple[LayoutRef, ...] = ()
    delay_s: float = Field(default=2.0, ge=0, le=3600)
    hours: tuple[Annotated[str, AfterValidator(_hours)], ...] = ()
    max_pages: int = Field(default=200, ge=1)
    expect: Expect = Expect()
    programmes: tuple[Line, ...] = ()
    republish: Line = ""
    verified: bool = False
    notes: str = ""
    social: Social | None = None
    comments: CommentDoor | None = None

    @model_validator(mode="after")
    def _lives_somewhere(self) -> "Source":
        if (self.kind is Kind.SOCIAL) != (self.social is not None):
            raise ValueError('social: belongs to kind = "social", and to no other')
        if self.social is None and not self.hosts:
            raise ValueError("hosts: missing")
        return self

    @model_validator(mode="after")
    def _both_maps_agree(self) -> "Source":
        if {SUCCESSOR[old] for old in self.provinces} != set(self.provinces_34):
            raise ValueError(
                "provinces_34: must be the provinces that those of `provinces` became: "
                + ", ".join(sorted({SUCCESSOR[old] for old in self.provinces}))
            )
        return self


@dataclass(frozen=True, slots=True)
class Roll:
    """The outlets by id, and by file name (without .toml) what is wrong with the files that can't be used."""

    sources: Mapping[str, Source]
    faults: Mapping[str, str]

    def press(self) -> "Roll":
        """The outlets that the crawler reads, without the pages in social networks; all faults."""
        return Roll({key: one for key, one in self.sources.items() if one.social is None}, self.faults)

    def pages(self) -> dict[str, Source]:
        """The pages in social networks."""
        return {key: one for key, one in self.sources.items() if one.social is not None}


def load_source(path: Path) -> Source:
    """The outlet of one file; SourceError names the file and each wrong, missing or unknown field."""
    try:
        source = Source.model_validate(toml_of(path))
    except ValidationError as error:
        raise SourceError(f"{path.name}: {told(map(_sentence, error.errors()))}") from error
    except ValueError as error:
        raise SourceError(f"{path.name}: not TOML in UTF-8: {error}") from error
    except OSError as error:
        raise SourceError(f"{path.name}: {error.strerror}") from error
    if source.id != path.stem:
        raise SourceError(f"{path.name}: id: {source.id!r} must be the file's name, {path.stem!r}")
    return source


def load_sources(folder: Path | None = None) -> dict[str, Source]:
    """All outlets of a folder of TOML files (the shipped ones without one), by id, in order of id.

    SourceError names the first file that is wrong, two files with one host, or a folder that isn't there.
    """
    roll = read_sources(folder)
    for fault in roll.faults.values():
        raise SourceError(fault)
    return dict(roll.sources)


def read_sources(folder: Path | None = None) -> Roll:
    """The outlets of a folder that can be used, and what is wrong with the others; SourceError without a folder."""
    place = SOURCES if folder is None else folder
    if not place.is_dir():
        raise SourceError(f"{place}: no such folder of outlets")
    sources: dict[str, Source] = {}
    faults: dict[str, str] = {}
    owner_of: dict[str, str] = {}
    for path in sorted(place.glob("*.toml")):
        try:
            source = load_source(path)
            _take_hosts(source, owner_of)
            sources[source.id] = source
        except SourceError as error:
            faults[path.stem] = str(error)
    return Roll(sources, faults)


def _take_hosts(source: Source, owner_of: dict[str, str]) -> None:
    for host in source.hosts:
        if host in owner_of:
            raise SourceError(f"{source.id}.toml: hosts: {host!r} is already in {owner_of[host]}.toml")
    owner_of.update(dict.fromkeys(source.hosts, source.id))


def _sentence(error: Mapping[str, Any]) -> str:
    field = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error["loc"]).lstrip(".")
    if error["type"] == "extra_forbidden":
        return f"{field}: unknown field"
    if error["type"] == "missing":
        return f"{field}: missing"
    message = str(error["msg"]).removeprefix("Value error, ")
    return f"{field}: {message}" if field else message
