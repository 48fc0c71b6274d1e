"""A page read by the layout of its CMS family, field by field."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawlers.body import Paragraph, one_line, read_body, words_in
from crawlers.byline import clean_byline, join_bylines
from crawlers.clock import Published, choose, shown_time, told_times
from crawlers.layout import Form, Layout, hits, is_on
from crawlers.spill import spilled
from crawlers.structured import Structured

_MANY_TIMES = 3
_WORD_LETTERS = 8  # a Vietnamese syllable with the spaces of indented markup


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read on a page, by a layout or without one."""

    title: str
    sapo: str
    lead: str  # the sapo when the page shows it outside the body: then it is no paragraph of the body
    author: str | None
    section: str | None
    tags: tuple[str, ...]
    published: Published
    body: list[Paragraph]
    layout: str | None = None  # family, with the variant behind a slash
    doubtful: bool = False  # the body element holds far more text than was read: broken markup


def text_of(node: LexborNode) -> str:
    """The text of a field's element without stamps of place and scripts in it; of a picture its alternative text."""
    only = node.first_child
    if only is not None and only.next is None and only.is_text_node:
        return one_line(node.text())
    for inner in node.css(".location-stamp, script, style, ul, button, .hidden"):
        if inner.mem_id != node.mem_id:
            inner.replace_with("")
    line = one_line(node.text(separator=" ") if node.css_first("br, p") is not None else node.text())
    if line:
        return line
    image = node.css_first("img[alt]")
    return one_line(image.attributes.get("alt") or "") if image is not None else ""


def _first_text(tree: LexborHTMLParser, selectors: Sequence[str]) -> str:
    for selector in selectors:
        node = tree.css_first(selector)
        if node is not None and (line := text_of(node)):
            return line
    return ""


def told_author(told: Structured) -> str | None:
    """The first name of a person that a page tells machines as author."""
    names = (clean_byline(name, outlet=(told.site,)) for name in told.authors[:3])
    return next((name for name in names if name), None)


def _author(tree: LexborHTMLParser, form: Form, told: Structured) -> str | None:
    for nodes in hits(tree, form.author):
        names = [one_line(node.text(separator=" ")) for node in nodes[:4]]
        name = clean_byline(join_bylines(names), outlet=(told.site,))
        if name:
            return name
    return told_author(told)


def read_by_layout(
    tree: LexborHTMLParser, layouts: Sequence[Layout], told: Structured, *, ceiling: datetime
) -> Reading | None:
    """The reading of the first layout that is valid on the page's day and whose body is there; None without one.

    The tree is changed: what is not text is taken out of the body.
    """
    for layout in _fitting(tree, layouts):
        form = layout.form_of(tree)
        root = next((node for selector in form.body if (node := tree.css_first(selector)) is not None), None)
        if root is None:
            continue
        published = choose(
            shown_time(tree, form.time, ceiling=ceiling),
            told_times(told.published, false_offsets=form.false_offsets, ceiling=ceiling),
        )
        if layout.valid_on(published.at.date() if published.at else None):
            return _read_form(tree, root, form, told, published)
    return None


def _fitting(tree: LexborHTMLParser, layouts: Sequence[Layout]) -> Sequence[Layout]:
    """Of several layouts, those first whose fingerprint is on the page: old markup and new share body selectors."""
    if len(layouts) < 2:
        return layouts
    return sorted(layouts, key=lambda layout: not is_on(tree, layout.mark))


def _read_form(tree: LexborHTMLParser, root: LexborNode, form: Form, told: Structured, published: Published) -> Reading:
    title = _first_text(tree, form.title) or told.title
    lead = _first_text(tree, form.sapo)
    author = _author(tree, form, told)
    section = told.section or _first_text(tree, form.section) or None
    tags = told.tags or _tags(tree, form)
    spill = spilled(root, drop=form.drop, captions=form.captions)
    found = read_body(root, drop=form.drop, captions=form.captions, behind=words_in(spill.paragraphs))
    body = spill.behind(found.paragraphs)
    return Reading(
        title=title,
        sapo=lead or ("" if form.no_sapo else told.description),
        lead=lead,
        author=author,
        section=section,
        tags=tags,
        published=published,
        body=body,
        layout=form.name,
        doubtful=found.held > _MANY_TIMES * _WORD_LETTERS * (words_in(body) + 1),
    )


def _tags(tree: LexborHTMLParser, form: Form) -> tuple[str, ...]:
    nodes = tree.css(form.tags) if form.tags else []
    return tuple(one_line(node.text()).lstrip("#") for node in nodes[:30])
