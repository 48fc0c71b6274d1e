"""The fictional press of the demo: outlets and their articles, read from `press/*.toml`."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SOURCES_DIR = HERE / "sources"
VIETNAM = timezone(timedelta(hours=7))
DEMO_DAY = date(2026, 8, 9)
DEMO_DAYS = tuple(DEMO_DAY - timedelta(days=back) for back in range(6, -1, -1))
# `theme` of articles about the union and about labour; every other theme is news the digest must leave out.
RELEVANT_THEMES = frozenset({"cong_doan", "lao_dong"})

_URL_FORMS = {
    "laodong": "/{section}/{slug}-{number}.ldo",
    "mastercms": "/{slug}-{number}.html",
    "zce": "/{slug}-post{number}.html",
    "vnexpress": "/{slug}-{number}.html",
    "vccorp": "/{slug}-{stamp}.htm",
    "dantri": "/{section}/{slug}-{long_stamp}.htm",
    "vietnamnet": "/{slug}-{number}.html",
    "drupal_vov": "/{section}/{slug}-post{number}.vov",
}


@dataclass(frozen=True, slots=True)
class FeedAddress:
    """One feed of an outlet; `section` None lists all its articles."""

    path: str
    section: str | None


@dataclass(frozen=True, slots=True)
class Outlet:
    """One fictional outlet and the habits of its server."""

    id: str
    name: str
    host: str
    family: str  # the CMS whose markup its pages have
    feeds: tuple[FeedAddress, ...]
    feed_dates: str  # how its feeds write times, see feeds.DATE_FORMS
    sapo_prefix: str
    new_markup_from: date | None  # pages of this day and later no longer have the family's markup
    robots_disallow: tuple[str, ...]
    habits: frozenset[str]  # dead | nfd | cookie_wall | html_feed
    slogan: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One article of the demo press; `at` is aware, Asia/Ho_Chi_Minh."""

    outlet_id: str
    key: str
    path: str
    number: int
    at: datetime
    section: str
    theme: str
    title: str
    sapo: str
    paragraphs: tuple[str, ...]
    byline: str
    caption: str
    tags: tuple[str, ...]
    reprint_of: str | None  # "outlet:key"
    credit: str | None  # "Theo …", as printed
    trap: str | None  # gone | future | early_close | bad_jsonld


def slugify(text: str) -> str:
    """The ASCII words of a Vietnamese text joined by hyphens, as news sites write them in addresses."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    ascii_only = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


@cache
def outlets() -> dict[str, Outlet]:
    """All outlets by id, in the order of their file names."""
    return {name: _outlet(name, record["outlet"]) for name, record in _records().items()}


@cache
def pieces() -> tuple[Piece, ...]:
    """All articles of the week, oldest first."""
    drafts = {
        f"{name}:{draft['key']}": draft for name, record in _records().items() for draft in record.get("article", ())
    }
    found = [_piece(outlets()[full.split(":")[0]], draft, drafts) for full, draft in drafts.items()]
    return tuple(sorted(found, key=lambda piece: (piece.at, piece.outlet_id)))


def pieces_of(outlet_id: str, day: date | None = None) -> tuple[Piece, ...]:
    """The outlet's articles published up to the end of `day` (None: all), newest first."""
    return tuple(
        piece
        for piece in reversed(pieces())
        if piece.outlet_id == outlet_id and (day is None or piece.at.date() <= day)
    )


@cache
def _records() -> dict[str, dict[str, Any]]:
    files = sorted((HERE / "press").glob("*.toml"))
    return {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in files}


def _outlet(name: str, record: dict[str, Any]) -> Outlet:
    return Outlet(
        id=name,
        name=record["name"],
        host=record["host"],
        family=record["family"],
        feeds=tuple(FeedAddress(feed["path"], feed.get("section")) for feed in record["feeds"]),
        feed_dates=record["feed_dates"],
        sapo_prefix=record.get("sapo_prefix", ""),
        new_markup_from=record.get("new_markup_from"),
        robots_disallow=tuple(record.get("robots_disallow", ())),
        habits=frozenset(record.get("habits", ())),
        slogan=record.get("slogan", ""),
    )


def _piece(outlet: Outlet, draft: dict[str, Any], drafts: dict[str, dict[str, Any]]) -> Piece:
    first = drafts[draft["reprint_of"]] if "reprint_of" in draft else draft
    paragraphs = tuple(part.strip() for part in first["body"].strip().split("\n\n"))
    kept = draft.get("keep", range(len(paragraphs)))
    title = draft.get("title", first["title"])
    at = draft["at"].replace(tzinfo=VIETNAM)
    number = 1_300_000 + int(at.strftime("%d%H%M")) * 7 % 600_000
    return Piece(
        outlet_id=outlet.id,
        key=draft["key"],
        path=path_of(outlet.family, title, draft["section"], number, at),
        number=number,
        at=at,
        section=draft["section"],
        theme=first["theme"],
        title=title,
        sapo=draft.get("sapo", first["sapo"]),
        paragraphs=tuple(paragraphs[index] for index in kept),
        byline=draft.get("byline", first["byline"]),
        caption=first.get("caption", ""),
        tags=tuple(draft.get("tags", first.get("tags", ()))),
        reprint_of=draft.get("reprint_of"),
        credit=draft.get("credit"),
        trap=draft.get("trap"),
    )


def path_of(family: str, title: str, section: str, number: int, at: datetime) -> str:
    """The path of an article's address, as the CMS of a family writes it."""
    return _URL_FORMS[family].format(
        section=slugify(section),
        slug=slugify(title),
        number=number,
        stamp=f"192{at:%y%m%d%H%M%S}{number % 1000:03d}",
        long_stamp=f"{at:%Y%m%d%H%M%S}{number % 1000:03d}",
    )
