"""What real pages carry around an article: styles, scripts, menus, lists of other news. Pure.

The saved pages of six outlets weigh 70 to 220 kB, of which the article is 4 to 8; a made-up page weighs 20 to 80.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape

from flows.demo.press import Outlet

_STATIC = (9_000, 52_000)  # bytes that all pages of an outlet share, drawn for each outlet
_PARTS = ("card", "list", "zone", "box", "item", "thumb", "meta", "swiper", "modal", "grid", "banner", "sticky")
_SECTIONS = ("Thời sự", "Thế giới", "Kinh tế", "Đời sống", "Pháp luật", "Giáo dục", "Văn hóa", "Thể thao", "Sức khỏe")


@dataclass(frozen=True, slots=True)
class Link:
    """A line in a list of other news."""

    path: str
    title: str


def dressed(html: str, outlet: Outlet, links: Sequence[Link]) -> str:
    """The page with its outlet's styles, scripts and menus, and with boxes of other news."""
    head, top, bottom = _frame(outlet.id)
    before, body, after = html.partition("<body")
    tag, _, rest = after.partition(">")
    main, end, tail = rest.rpartition("</body>")
    return f"{before.replace('</head>', head + '</head>')}{body}{tag}>{top}{main}{_boxes(links)}{bottom}{end}{tail}"


@cache
def _frame(outlet_id: str) -> tuple[str, str, str]:
    """Of an outlet what stands in the head of every page, above the article and below it."""
    chance = random.Random(outlet_id)  # noqa: S311 - made-up markup, no secret
    weight = chance.randrange(*_STATIC)
    styles = _until(weight * 3 // 10, lambda: _rule(chance))
    scripts = _until(weight * 3 // 10, lambda: _statement(chance))
    menu = _until(weight * 2 // 10, lambda: _entry(chance))
    foot = _until(weight * 2 // 10, lambda: _entry(chance))
    return (
        f"<style>{styles}</style><script>{scripts}</script>",
        f'<div class="main-nav"><nav><ul>{menu}</ul></nav></div>',
        f'<footer class="bottom-nav"><ul>{foot}</ul></footer>',
    )


def _until(weight: int, part: Callable[[], str]) -> str:
    made: list[str] = []
    size = 0
    while size < weight:
        made.append(part())
        size += len(made[-1])
    return "".join(made)


def _name(chance: random.Random) -> str:
    return f"{chance.choice(_PARTS)}-{chance.choice(_PARTS)}__{chance.choice(_PARTS)}{chance.randrange(40)}"


def _rule(chance: random.Random) -> str:
    return (
        f".{_name(chance)} .{_name(chance)}{{display:flex;margin:{chance.randrange(40)}px auto;"
        f"color:#{chance.randrange(1 << 24):06x};width:calc(100% - {chance.randrange(200)}px)}}\n"
    )


def _statement(chance: random.Random) -> str:
    name = _name(chance).replace("-", "_")
    return (
        f'window.{name}=window.{name}||[];{name}.push({{id:"zone-{chance.randrange(10**6)}",'
        f"size:[{chance.randrange(1000)},{chance.randrange(600)}],lazy:!0}});\n"
    )


def _entry(chance: random.Random) -> str:
    section, number = chance.choice(_SECTIONS), chance.randrange(10**5)
    return (
        f'<li class="{_name(chance)}"><a href="/muc-{number % 900}" title="{section}" data-id="{number}">'
        f'<svg width="16" height="16"><path d="M{chance.randrange(16)} 4h8v8z"/></svg>{section}</a></li>'
    )


def _boxes(links: Sequence[Link]) -> str:
    items = "".join(
        f'<li class="box-news__item"><a class="thumb" href="{link.path}"><img loading="lazy" '
        f'data-src="/anh/{number}/thumb_w/320{link.path}.jpg" src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEK" '
        f'alt="{escape(link.title)}"></a><h3><a href="{link.path}">{escape(link.title)}</a></h3></li>'
        for number, link in enumerate(links)
    )
    return f'<aside class="box-news"><h2>Đọc nhiều</h2><ul>{items}</ul></aside>'
