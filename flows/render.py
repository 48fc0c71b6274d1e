"""A digest as a mail: an HTML part that reads well on a phone and a complete text part; pure."""

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import css_inline
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context, select_autoescape
from jinja2.runtime import Context

from flows import panels, sentences
from flows.edition import standing
from flows.load import load_view
from flows.view import Attachment, DigestView, Mail, StoryView
from flows.wording import ATTENTION_NAMES, STANCE_NAMES, TARGET_NAMES, clip, clock, number, one_line, quoted

__all__ = ["load_view", "render"]

MAX_HTML_BYTES = 90_000  # Gmail cuts a mail at about 102 KB; the rest is room for what relays add
MAX_HREF = 800  # characters
LINE_WIDTH = 78  # of the text part
LIST_NAME = "danh-sach-tin.txt"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of each thing the HTML shows; sapo and evidence in characters."""

    rest: int = 60
    others: int = 6
    sapo: int = 360
    evidence: int = 320
    names: int = 10


# Tried in turn until the HTML is small enough: first the list gives way, then the rest, never the stories.
LADDER = (
    Limits(),
    Limits(rest=40),
    Limits(rest=25, others=4),
    Limits(rest=12, others=3, sapo=240, evidence=240),
    Limits(rest=5, others=2, sapo=160, evidence=160),
    Limits(rest=0, others=0, sapo=0, evidence=120),
)


COMPLETE = Limits(names=40)  # of the text part: every story, and as many outlets in one sentence as anybody reads


class RenderError(Exception):
    """A digest can't be made small enough for a mail."""


def render(view: DigestView) -> Mail:
    """The mail of a digest; lines that would take the HTML over MAX_HTML_BYTES travel as an attached list."""
    text = _text(view)
    subject = clip(sentences.subject(view), 180)
    for limits in LADDER:
        html = _html(view, limits)
        if len(html.encode()) <= MAX_HTML_BYTES:
            return Mail(view.digest_id, subject, text, html, _attachments(view, limits, text))
    raise RenderError(f"the HTML of {view.digest_id} stays above {MAX_HTML_BYTES} bytes")


def _html(view: DigestView, limits: Limits) -> str:
    page = _ENVIRONMENT.get_template("mail.html.j2").render(context_of(view, limits))
    inliner = css_inline.CSSInliner(load_remote_stylesheets=False)
    return _BLANKS.sub("\n", inliner.inline(page))


def _text(view: DigestView) -> str:
    page = _ENVIRONMENT.get_template("mail.txt.j2").render(context_of(view, COMPLETE))
    return _GAPS.sub("\n\n", page).strip() + "\n"


def context_of(view: DigestView, limits: Limits) -> dict[str, object]:
    """What the templates of a digest are filled with."""
    return {
        "view": view,
        "limits": limits,
        "subject": sentences.subject(view),
        "day_title": sentences.day_title(view),
        "span": sentences.span(view),
        "answer": sentences.answer(view),
        "caution": sentences.caution(view),
        "standing": standing(view.sections.get("editor")),
        "empty": sentences.is_empty(view),
        "heading": sentences.headings(view),
        "coverage": sentences.coverage(view, limits.names),
        "reading": sentences.reading(view),
        "more": sentences.more,
        "tiles": panels.tiles(view),
        "stances": panels.stance_rows(view),
        "topics": panels.topic_rows(view),
        "counts": panels.count_lines(view),
    }


def fill(template: str, context: Mapping[str, object]) -> str:
    """A template of this folder, filled; what stands in a `.html.j2` is escaped."""
    return _ENVIRONMENT.get_template(template).render(context)


def _attachments(view: DigestView, limits: Limits, text: str) -> tuple[Attachment, ...]:
    left_out = max(len(view.rest), len(view.attention_rest)) > limits.rest
    return (Attachment(LIST_NAME, text),) if left_out else ()


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


@pass_context
def _clock(context: Context, moment: datetime | None) -> str:
    view: DigestView = context["view"]
    return clock(moment, day=view.day if view.period == "day" else None)


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("flows"),
        autoescape=select_autoescape(enabled_extensions=("html.j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        line=clip,
        quoted=quoted,
        href=href,
        clock=_clock,
        mild=_mild,
        sapo=_sapo,
        reasons=_reasons,
        life=sentences.life,
        fold=_fold,
        note=_note,
        number=number,
        target=lambda code: TARGET_NAMES.get(code, code),
        stance=lambda code: STANCE_NAMES[code],
    )
    return environment


_ENVIRONMENT = _environment()
_BLANKS = re.compile(r"\n\s*\n*")
_GAPS = re.compile(r"\n{3,}")
