"""A mail's HTML as mail programs see it: every element with its inline style, and the colours that reach its text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from flows import render

DARK = Path(render.__file__).parent / "templates" / "dark.css"
VOID = {"meta", "br", "img", "hr", "link", "input"}


@dataclass
class Element:
    """One element; `style` inline declarations, `text` its own words."""

    tag: str
    attrs: Mapping[str, str]
    parent: "Element | None"
    text: list[str] = field(default_factory=list)

    @property
    def style(self) -> dict[str, str]:
        pairs = (part.split(":", 1) for part in self.attrs.get("style", "").split(";") if ":" in part)
        return {name.strip().lower(): value.strip() for name, value in pairs}

    def up(self) -> Iterator["Element"]:
        """Itself and what it lies in."""
        at: Element | None = self
        while at is not None:
            yield at
            at = at.parent


class MailPage(HTMLParser):
    """Elements in order; AssertionError where tags don't match, as lenient programs guess differently."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.comments: list[str] = []
        self.sheets: list[str] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()
        assert not self._open, "elements are left open"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute stands twice on <{tag}>"
        one = Element(tag, {name: value or "" for name, value in attrs}, self._open[-1] if self._open else None)
        self.elements.append(one)
        if tag not in VOID:
            self._open.append(one)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1].tag == "style":
            self.sheets.append(data)
        elif data.strip():
            self._open[-1].text.append(data.strip())

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def dark_rules() -> list[tuple[str, dict[str, str]]]:
    """Selector and declarations of the dark style sheet, in order."""
    body = DARK.read_text(encoding="utf-8").split("{", 1)[1]
    found = []
    for names, declared in re.findall(r"([^{}]+)\{([^{}]*)\}", body):
        pairs = (part.split(":", 1) for part in declared.split(";") if ":" in part)
        style = {name.strip(): value.replace("!important", "").strip() for name, value in pairs}
        found += [(name.strip(), style) for name in names.split(",")]
    return found


def fits(selector: str, one: Element) -> bool:
    """Whether a selector of the form a, .b or a.b names the element."""
    tag, _, css = selector.partition(".")
    return (not tag or tag == one.tag) and (not css or css in one.attrs.get("class", "").split())


def value(one: Element, name: str, *, dark: bool) -> str:
    """A property of the element itself: the dark sheet's word stands over the inline one; a.b over .b over a."""
    found, weight = one.style.get(name, ""), 0
    for selector, style in dark_rules() if dark else ():
        heavy = 10 * selector.count(".") + bool(selector.split(".")[0])
        if name in style and fits(selector, one) and heavy >= weight:
            found, weight = style[name], heavy
    return found


def reaching(one: Element, name: str, *, dark: bool) -> str:
    """The property as it reaches the element from what it lies in."""
    return next((found for at in one.up() if (found := value(at, name, dark=dark))), "")


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb by WCAG 2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio by WCAG 2, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
