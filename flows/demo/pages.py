"""The article pages of the demo press, in the markup of each outlet's CMS family."""

import json
import unicodedata
from collections.abc import Sequence
from datetime import date
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from flows.demo.press import HERE, Outlet, Piece, pieces_of

_WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
_COMMENTS = (
    "Cảm ơn tòa soạn, bài viết rất kịp thời.",
    "Mong báo theo dõi tiếp vụ việc này.",
    "Chỗ tôi cũng vậy, nói mãi rồi.",
    "Đọc xong thấy còn nhiều điều phải bàn.",
)


@cache
def environment() -> Environment:
    """The templates of the demo press; a missing variable is our own mistake and raises."""
    env = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals["weekday"] = lambda day: _WEEKDAYS[day.weekday()]
    return env


def in_outlet_form(outlet: Outlet, text: str) -> bytes:
    """The text as UTF-8 bytes, decomposed (NFD) if the outlet's server writes it so."""
    return unicodedata.normalize("NFD" if "nfd" in outlet.habits else "NFC", text).encode("utf-8")


@cache
def render_page(outlet: Outlet, piece: Piece) -> bytes:
    """The article's page."""
    moved = outlet.new_markup_from is not None and piece.at.date() >= outlet.new_markup_from
    template = "moved" if moved else outlet.family
    others = [other for other in pieces_of(outlet.id) if other.key != piece.key]
    return in_outlet_form(outlet, page_text(template, outlet, piece, others[:4]))


def page_text(template: str, outlet: Outlet, piece: Piece, related: Sequence[Piece]) -> str:
    """An article's page in the markup of a template, with links to related ones."""
    return (
        environment()
        .get_template(f"{template}.j2")
        .render(
            outlet=outlet,
            piece=piece,
            url=f"http://{outlet.host}{piece.path}",
            sapo=outlet.sapo_prefix + piece.sapo,
            jsonld=_jsonld(outlet, piece),
            related=related,
            comment=_COMMENTS[piece.number % len(_COMMENTS)],
            closed_early=piece.trap == "early_close",
        )
    )


@cache
def render_home(outlet: Outlet, day: date | None) -> bytes:
    """The outlet's home page: a list of links, no article."""
    text = environment().get_template("home.j2").render(outlet=outlet, listed=pieces_of(outlet.id, day))
    return in_outlet_form(outlet, text)


def _jsonld(outlet: Outlet, piece: Piece) -> str:
    stamp = f"{piece.at:%Y-%m-%dT%H:%M:%S}+07:00"
    if outlet.family == "vietnamnet":
        # the blank before the offset is that CMS's habit; no ISO reader takes it
        stamp = f"{piece.at:%Y-%m-%dT%H:%M:%S}.000 +07:00"
    record = {
        "@context": "https://schema.org",
        "@type": "Article" if outlet.family == "drupal_vov" else "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": f"http://{outlet.host}{piece.path}"},
        "headline": piece.title,
        "description": outlet.sapo_prefix + piece.sapo,
        "datePublished": stamp,
        "dateModified": stamp,
        "author": _author(outlet, piece),
        "publisher": {"@type": "Organization", "name": outlet.name},
    }
    written = json.dumps(record, ensure_ascii=outlet.family == "laodong", indent=1)
    written = written.replace("</", "<\\/")
    if piece.trap == "bad_jsonld":
        # a trailing comma and a bare line break inside a string, as hand-made templates print them
        return written.replace(f'"{piece.title}"', f'"{piece.title}\n"').rstrip("}\n") + "},\n}"
    return written


def _author(outlet: Outlet, piece: Piece) -> dict[str, str]:
    if outlet.family == "vnexpress":
        return {"@type": "Organization", "name": outlet.name}
    return {"@type": "Person", "name": piece.byline}
