"""A page read by the layout of its CMS family, field by field."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawlers.body import Paragraph, is_blank, read_body, words_in
from crawlers.byline import clean_byline, join_bylines
from crawlers.clock import Published, choose, shown_time, told_times
from crawlers.layout import Form, Layout
from crawlers.lines import one_line
from crawlers.selector import hits
from crawlers.spill import spilled
from crawlers.structured import Structured

_MANY_TIMES = 3
_MOST_AUTHORS = 4
_MOST_WORDS = 15  # of a paragraph behind the signature
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
    torn: bool = False  # elements in the body were never closed
    swollen: bool = False  # the body itself was never closed


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


def _first_text(page: LexborNode, selectors: Sequence[str]) -> str:
    for selector in selectors[:1]:
        node = page.css_first(selector)
        if node is not None and (line := text_of(node)):
            return line
    return next((line for nodes in hits(page, selectors[1:]) if (line := text_of(nodes[0]))), "")


def told_author(told: Structured) -> str | None:
    """The first name of a person that a page tells machines as author."""
    names = (clean_byline(name, outlet=(told.site,)) for name in told.authors[:3])
    return next((name for name in names if name), None)


def _author(page: LexborNode, root: LexborNode, form: Form, told: Structured) -> str | None:
    for nodes in hits(page, form.author):
        if name := _names(nodes[:_MOST_AUTHORS], told):
            return name
    signed = [node for node in root.css(form.signature) if _is_last(node)]
    bold = [inner for node in signed[-_MOST_AUTHORS:] for inner in node.css("strong, b") or [node]]
    return _names(bold, told) or told_author(told)


def _is_last(node: LexborNode) -> bool:
    """Whether no paragraph of text stands behind a right-aligned one: amid the text it names who is quoted."""
    after = node.next
    while after is not None:
        if after.tag == "p" and after.text().count(" ") > _MOST_WORDS:
            return False
        after = after.next
    return True


def _names(nodes: Sequence[LexborNode], told: Structured) -> str | None:
    """The people named in some elements, in one line; None when they name the outlet only, or nobody."""
    names = (one_line(node.text(separator=" ")) for node in nodes)
    people = {name: person for name in names if (person := clean_byline(name, outlet=(told.site,)))}
    if len(people) == 1:
        return next(iter(people.values()))
    return clean_byline(join_bylines(people), outlet=(told.site,)) if people else None


def read_by_layout(
    tree: LexborHTMLParser, layouts: Sequence[Layout], told: Structured, *, ceiling: datetime
) -> Reading | None:
    """The reading of the first layout that is valid on the page's day and whose body is there; None without one.

    A body without a letter in it (a popup, a video's page) counts only when no layout has a better one.
    The tree is changed: what is not text is taken out of the body.
    """
    empty = None
    page = tree.body
    if page is None:
        return None
    for layout in _fitting(tree, layouts):
        form = layout.form_of(tree)
        root, has_text = _root(page, form)
        if root is None:
            continue
        published = choose(
            shown_time(tree, form.time, ceiling=ceiling),
            told_times(told.published, false_offsets=form.false_offsets, ceiling=ceiling),
        )
        if not layout.valid_on(published.at.date() if published.at else None):
            continue
        if has_text:
            return _read_form(page, root, form, told, published)
        empty = empty or (root, form, published)
    return _read_form(page, empty[0], empty[1], told, empty[2]) if empty else None


def _root(page: LexborNode, form: Form) -> tuple[LexborNode | None, bool]:
    """The body element by the first selector that finds one with text (True), else the first found at all (False)."""
    first = None
    for selector in form.body:
        node = page.css_first(selector)
        if node is None:
            continue
        full = node if not is_blank(node) else next((n for n in page.css(selector) if not is_blank(n)), None)
        if full is not None:
            return full, True
        first = first or node
    return first, False


def _fitting(tree: LexborHTMLParser, layouts: Sequence[Layout]) -> Iterator[Layout]:
    """Of several layouts, those first whose fingerprint is on the page: old markup and new share body selectors."""
    if len(layouts) < 2:
        yield from layouts
        return
    later = []
    for layout in layouts:
        if layout.is_on(tree):
            yield layout
        else:
            later.append(layout)
    yield from later


def _read_form(page: LexborNode, root: LexborNode, form: Form, told: Structured, published: Published) -> Reading:
    title = _first_text(page, form.title) or told.title
    lead = _first_text(page, form.sapo)
    author = _author(page, root, form, told)
    section = told.section or _first_text(page, form.section) or None
    tags = told.tags or _tags(page, form)
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
        doubtful=found.held > 0 and found.held > _MANY_TIMES * _WORD_LETTERS * (words_in(body) + 1),
        torn=found.torn or bool(spill.paragraphs),
        swollen=found.swollen,
    )


def _tags(page: LexborNode, form: Form) -> tuple[str, ...]:
    nodes = page.css(form.tags) if form.tags else []
    return tuple(one_line(node.text()).lstrip("#") for node in nodes[:30])
