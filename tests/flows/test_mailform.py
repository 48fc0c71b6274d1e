"""The HTML of a mail: readable in both modes, whole, and made of what Gmail, Outlook and Apple Mail show.

`caniemail.json` holds the answers of caniemail.com for these programs. Zimbra is not among those that it tests; its web
client keeps inline CSS of the first two levels and drops scripts, forms and outer pictures, so the mail holds to these.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flows.links import Links
from flows.render import MAX_HTML_BYTES, render
from flows.view import DigestView, StanceCount
from tests.flows.digest_views import COVERAGE, STRIKE, busy_day, empty_day
from tests.flows.mailpage import Element, MailPage, contrast, reaching

DATA: dict[str, Any] = json.loads(Path(__file__).with_name("caniemail.json").read_text(encoding="utf-8"))["features"]
LINKS = Links("diem-tin@tld.example", "https://ban.tld.example")
FULL = replace(STRIKE, stances=(StanceCount("doanh_nghiep", 1, 2, 3, 1),), why=("địa bàn Bình Dương",))
VIEWS = {
    "busy": replace(busy_day(), attention=(*busy_day().attention, FULL), attention_rest=(STRIKE,)),
    "empty": empty_day(COVERAGE, captured=80),
}
# What only adds and is missed by nobody where a program drops it.
SPARE = {
    "css-at-media": "the style sheet holds the dark colours alone",
    "css-at-media-prefers-color-scheme": "where it is dropped the mail stays light, or is darkened by the program",
    "css-color-scheme": "as above",
    "css-important": "as above; none stands inline",
    "css-selector-class": "as above",
    "css-selector-grouping": "as above",
    "css-selector-type": "as above",
    "html-style": "as above",
    "html-meta-color-scheme": "as above",
    "html-doctype": "Outlook lays out tables and paragraphs in the same way without it",
    "html-body": "replaced by a division; the page's ground is a table's, too",
    "html-aria-hidden": "the numbers of a bar are then read aloud after its sentence",
    "html-role": "tables are then read aloud as such",
}
CELLS = {"td", "table"}
# What is shown only so far: each use must keep to the part that all of them show.
PARTLY: dict[str, Callable[[Element, str], bool]] = {
    "css-border": lambda one, value: one.tag == "td" and px(value) <= 8,
    "css-font-size": lambda one, value: value.endswith("px"),
    "css-font-weight": lambda one, value: value in ("600", "700"),
    "css-height": lambda one, value: one.tag == "td",
    "css-line-height": lambda one, value: (
        bool(re.fullmatch(r"\d(\.\d+)?", value)) or "mso-line-height-rule" in one.style
    ),
    "css-margin": lambda one, value: "-" not in value and "auto" not in value and one.tag != "span",
    "css-max-width": lambda one, value: one.tag == "table",
    "css-padding": lambda one, value: one.tag == "td",
    "css-text-align": lambda one, value: value in ("left", "right", "center"),
    "css-text-decoration": lambda one, value: value == "none",
    "css-width": lambda one, value: one.tag in CELLS,
    "html-align": lambda one, value: one.tag == "td",
    "html-width": lambda one, value: one.tag in CELLS,
}
ALWAYS_SHOWN = {"color", "font-family", "mso-line-height-rule"}  # of the first CSS, or a program's own
PLAIN = {"html", "head", "title", "meta", "a", "br", "tbody", "tr", "td", "h1", "h2", "h3"}
SLUGS = {"b": "html-strong", "border-color": "css-border", "border-left": "css-border", "border-bottom": "css-border"}
SLUGS |= {"margin-top": "css-margin", "background-color": "css-background-color"}
CSS_2 = re.compile(r"background-color|border(-\w+)?|color|font-(family|size|weight)|height|line-height|margin(-top)?"
                   r"|max-width|padding|text-(align|decoration)|width|mso-line-height-rule")  # fmt: skip


def px(value: str) -> float:
    return float(found[1]) if (found := re.search(r"([\d.]+)px", value)) else 0.0


def page(view: DigestView) -> MailPage:
    return MailPage(render(view, LINKS).html)


@pytest.fixture(params=VIEWS, scope="module")
def mail(request: pytest.FixtureRequest) -> MailPage:
    return page(VIEWS[request.param])


def uses(mail: MailPage) -> Iterator[tuple[str, Element, str]]:
    """Every feature of the mail by the name that caniemail gives it."""
    for one in mail.elements:
        yield from (
            (SLUGS.get(name, f"css-{name}"), one, value)
            for name, value in one.style.items()
            if name not in ALWAYS_SHOWN
        )
        if one.tag not in PLAIN:
            yield SLUGS.get(one.tag, f"html-{one.tag}"), one, ""
        for name, value in one.attrs.items():
            if f"html-{name}" in DATA and name not in ("style", "border"):
                yield f"html-{name}", one, value
        if one.attrs.get("href", "").startswith("mailto:"):
            yield "html-mailto-links", one, ""
    sheet = " ".join(mail.sheets)
    named = {
        "css-at-media": "@media",
        "css-important": "!important",
        "css-selector-class": ".",
        "css-color-scheme": ":root",
    }
    whole = mail.elements[0]
    yield from ((slug, whole, "") for slug, sign in named.items() if sign in sheet)


def test_every_feature_is_shown_by_gmail_outlook_and_apple_mail(mail: MailPage) -> None:
    seen = set()
    for slug, one, value in uses(mail):
        assert slug in DATA, f"{slug} is not known to caniemail; use another"
        seen.add(slug)
        answers = DATA[slug]["support"]
        if slug in SPARE or all(answer.split()[0] == "y" for answer in answers.values()):
            continue
        assert slug in PARTLY, f"{slug} is not shown everywhere: {answers}"
        assert PARTLY[slug](one, value), f"<{one.tag}> {slug}: {value}: {DATA[slug].get('notes')}"
    assert {"css-padding", "css-border", "html-table", "css-at-media", "css-color-scheme"} <= seen


def test_zimbra_gets_inline_css_of_the_first_levels_and_nothing_that_it_drops(mail: MailPage) -> None:
    named = {name for one in mail.elements for name in one.style}
    assert {name for name in named if not CSS_2.fullmatch(name)} == {"color-scheme"}, "which is missed by nobody"
    assert not {one.tag for one in mail.elements} & {
        "script",
        "form",
        "input",
        "iframe",
        "object",
        "link",
        "img",
        "svg",
    }
    assert not [one for one in mail.elements if any(name.startswith("on") for name in one.attrs)]


def test_all_of_a_page_that_says_something_to_sighted_readers_says_it_in_words(mail: MailPage) -> None:
    """Bars are hidden from readers aloud, the sentence above each holds its numbers; pictures would need a text."""
    hidden = [one for one in mail.elements if one.attrs.get("aria-hidden")]
    assert all(one.tag == "table" for one in hidden)
    assert not [one for one in mail.elements if one.tag == "img" and not one.attrs.get("alt")]
    assert mail.elements[0].attrs["lang"] == "vi"
    assert all(one.attrs.get("role") == "presentation" for one in mail.elements if one.tag == "table")
    assert [one.tag for one in mail.elements].count("h1") == 1
    assert all("".join(one.text).strip() for one in mail.elements if one.tag == "a"), "a link without words"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_word_can_be_read_in_both_modes(mail: MailPage, dark: bool) -> None:
    weak = {}
    for one in mail.elements:
        if one.text and one.tag not in ("title", "style"):
            pair = reaching(one, "color", dark=dark), reaching(one, "background-color", dark=dark)
            assert all(pair), f"<{one.tag}> {one.text} has no colour of its own"
            if contrast(*pair) < 4.5:
                weak[pair] = one.text
    assert weak == {}


def test_nothing_is_wider_than_the_mail_or_asked_from_outside(mail: MailPage) -> None:
    widths = [px(one.style.get(name, "")) for one in mail.elements for name in ("width", "max-width")]
    widths += [int(one.attrs["width"]) for one in mail.elements if one.attrs.get("width", "%")[-1] != "%"]
    widths += [int(found) for comment in mail.comments for found in re.findall(r'width="(\d+)"', comment)]
    assert max(widths) == 640
    assert not [one for one in mail.elements if "src" in one.attrs or "background" in one.attrs]
    assert not re.search(r"url\(|@import|@font-face", " ".join(mail.sheets))


def test_the_heaviest_mail_stays_under_what_gmail_cuts() -> None:
    long = replace(FULL, others=(STRIKE.others[0],) * 40, attitudes=STRIKE.attitudes * 3)
    html = render(replace(VIEWS["busy"], attention=(long,) * 12, topics=(), good=()), LINKS).html
    assert len(html.encode()) <= MAX_HTML_BYTES
    MailPage(html)
