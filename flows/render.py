"""A digest as a mail: an HTML part that reads well on a phone and a complete text part; pure."""

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import css_inline
from jinja2 import pass_context
from jinja2.runtime import Context

from flows import listing, opinionwords, panels, sentences
from flows.edition import standing
from flows.links import Links
from flows.load import load_view
from flows.templating import environment
from flows.view import ArticleLine, Attachment, DigestView, Mail, StoryView
from flows.wording import ATTENTION_NAMES, STANCE_NAMES, TARGET_NAMES, clip, clock, number, one_line, quoted

__all__ = ["load_view", "render"]

MAX_HTML_BYTES = 90_000  # Gmail cuts a mail at about 102 KB; the rest is room for what relays add
MAX_HREF = 800  # characters
LINE_WIDTH = 78  # of the text part
LIST_NAME = "danh-sach-tin.txt"
NO_LINKS = Links()


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of each thing the HTML shows; sapo and evidence in characters."""

    others: int = 6
    sapo: int = 360
    evidence: int = 320
    names: int = 10


# Tried in turn until the HTML is small enough: never the stories give way, only what is said of each.
LADDER = (
    Limits(),
    Limits(others=4, sapo=280),
    Limits(others=3, sapo=240, evidence=240),
    Limits(others=2, sapo=160, evidence=160),
    Limits(others=0, sapo=0, evidence=120),
)


COMPLETE = Limits(names=40)  # of the text part: as many outlets in one sentence as anybody reads


class RenderError(Exception):
    """A digest can't be made small enough for a mail."""


def render(view: DigestView, links: Links = NO_LINKS) -> Mail:
    """The mail of a digest; stories beyond those that it tells travel as an attached list."""
    text = _filled("mail.txt.j2", view, COMPLETE, links)
    subject = clip(sentences.subject(view), 180)
    for limits in LADDER:
        html = _html(view, limits, links)
        if len(html.encode()) <= MAX_HTML_BYTES:
            return Mail(view.digest_id, subject, text, html, _attachments(view, links))
    raise RenderError(f"the HTML of {view.digest_id} stays above {MAX_HTML_BYTES} bytes")


def _html(view: DigestView, limits: Limits, links: Links) -> str:
    page = _ENVIRONMENT.get_template("mail.html.j2").render(context_of(view, limits, links))
    inliner = css_inline.CSSInliner(load_remote_stylesheets=False)
    return _BLANKS.sub("\n", inliner.inline(page))


def _filled(template: str, view: DigestView, limits: Limits, links: Links) -> str:
    page = _ENVIRONMENT.get_template(template).render(context_of(view, limits, links))
    return _GAPS.sub("\n\n", page).strip() + "\n"


def context_of(view: DigestView, limits: Limits, links: Links = NO_LINKS) -> dict[str, object]:
    """What the templates of a digest are filled with."""
    return {
        "view": view,
        "limits": limits,
        "links": links,
        "subject": sentences.subject(view),
        "day_title": sentences.day_title(view),
        "span": sentences.span(view),
        "answer": sentences.answer(view),
        "caution": sentences.caution(view),
        "standing": standing(view.sections.get("editor")),
        "empty": sentences.is_empty(view),
        "heading": sentences.headings(view),
        "coverage": sentences.coverage(view, limits.names),
        "reading": sentences.reading(view, links.mail_to),
        "more": listing.more(view, LIST_NAME),
        "more_urgent": listing.more_urgent,
        "listed": listing.listed(view),
        "list_note": listing.list_note(view),
        "tiles": panels.tiles(view),
        "stances": panels.stance_rows(view.stances),
        "topics": panels.topic_rows(view),
        "counts": panels.count_lines(view),
    }


def fill(template: str, context: Mapping[str, object]) -> str:
    """A template of this folder, filled; what stands in a `.html.j2` is escaped."""
    return _ENVIRONMENT.get_template(template).render(context)


def _attachments(view: DigestView, links: Links) -> tuple[Attachment, ...]:
    """The list of all stories, when the mail doesn't tell them all."""
    if not (view.rest or view.attention_rest or view.unsure):
        return ()
    return (Attachment(LIST_NAME, _filled("list.txt.j2", view, COMPLETE, links)),)


def href(url: str) -> str:
    """The address if it is of the web; one too long for a mail goes without parameters, or to the outlet."""
    parts = urlsplit("".join(url.split()))
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    for address in (parts.geturl(), f"{parts.scheme}://{parts.netloc}{parts.path}"):
        if len(address) <= MAX_HREF:
            return address
    return f"{parts.scheme}://{parts.netloc}/"[:MAX_HREF]


def _mild(story: StoryView) -> str:
    """The attitudes without an edge in one line; a target that is merely not judged is left out."""
    return " · ".join(
        f"{TARGET_NAMES.get(attitude.target, attitude.target)}: {STANCE_NAMES[attitude.label]}"
        for attitude in story.attitudes
        if attitude.label in ("neutral", "unsure") and not attitude.evidence
    )


def _sapo(story: StoryView) -> str:
    """The lead's sapo, unless a sentence shown as deciding holds all of it: nobody reads the same lines twice."""
    sapo = one_line(story.lead.sapo)
    shown = (one_line(a.evidence) for a in story.attitudes if a.evidence and a.label in ("favor", "against"))
    return "" if sapo and any(sapo in sentence for sentence in shown) else story.lead.sapo


def _reasons(codes: tuple[str, ...]) -> str:
    return "; ".join(ATTENTION_NAMES[code] for code in codes)


def _note(view: DigestView, story: StoryView) -> str:
    """What an editor noted on the story."""
    said = view.sections.get("editor")
    return str(said.notes.get(story.lead.article_id, "")) if said else ""


def _fold(text: str, first: str, then: str | None = None) -> str:
    return textwrap.fill(
        text,
        LINE_WIDTH,
        initial_indent=first,
        subsequent_indent=first if then is None else then,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _owners(story: StoryView, most: int = 1) -> str:
    """The owners of the outlets that tell a story, "" for one outlet alone: whose voices these are."""
    names = list(dict.fromkeys(clip(one.owner, 60) for one in (story.lead, *story.others) if one.owner))
    if len({one.outlet for one in (story.lead, *story.others)}) < 2 or not names:
        return ""
    more = f" và {len(names) - most} cơ quan khác" if len(names) > most else ""
    return "; ".join(names[:most]) + more


@pass_context
def _mailto(context: Context, article: ArticleLine) -> str:
    links: Links = context["links"]
    return links.mailto(article, context["view"].digest_id)


@pass_context
def _at_desk(context: Context, article: ArticleLine) -> str:
    links: Links = context["links"]
    return links.at_desk(article)


@pass_context
def _clock(context: Context, moment: datetime | None) -> str:
    view: DigestView = context["view"]
    return clock(moment, day=view.day if view.period == "day" else None)


_ENVIRONMENT = environment(
    line=clip,
    quoted=quoted,
    href=href,
    clock=_clock,
    mild=_mild,
    sapo=_sapo,
    reasons=_reasons,
    owners=_owners,
    bars=panels.story_bars,
    mailto=_mailto,
    at_desk=_at_desk,
    life=sentences.life,
    fold=_fold,
    opinion=opinionwords.in_words,
    note=_note,
    number=number,
    target=lambda code: TARGET_NAMES.get(code, code),
    stance=lambda code: STANCE_NAMES[code],
)
_BLANKS = re.compile(r"\n\s*\n*")
_GAPS = re.compile(r"\n{3,}")
