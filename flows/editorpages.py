"""The pages of the editor's desk: templates filled from plain values, every value escaped; pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from flows import sentences
from flows.digestwords import MAX_NOTE, MAX_REASON
from flows.edition import Edition
from flows.editorwork import Draft, original_of
from flows.labelfields import FIELDS
from flows.render import href
from flows.templating import environment
from flows.view import DigestView, StoryView
from flows.wording import (
    ATTENTION_NAMES,
    STANCE_NAMES,
    STATE_NAMES,
    TARGET_NAMES,
    clip,
    clock,
    full_date,
    number,
    one_line,
    percent,
    quoted,
    topic_name,
    week_span,
)
from nlp import taxonomy
from nlp.geography import provinces
from nlp.records import STANCES, TARGETS
from nlp.segment import split_sentences

STANCE_CHOICES = tuple((code, STANCE_NAMES.get(code, "không đề cập").capitalize()) for code in STANCES)
TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Line:
    """One story on the desk; `up` and `down`: behind which story it would go, "" to the front, None where it can't."""

    story: StoryView
    place: int
    up: str | None
    down: str | None
    note: str


@dataclass(frozen=True, slots=True)
class Group:
    """Stories that can change places: a section of the mail, or a topic of it; `up`, `down` as of a Line, topics."""

    name: str
    lines: tuple[Line, ...]
    in_full: bool
    topic: str = ""
    up: str | None = None
    down: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A section of the page."""

    name: str
    groups: tuple[Group, ...]
    hint: str = ""


def asset(name: str) -> bytes:
    """A file of the templates' folder."""
    return (TEMPLATES / name).read_bytes()


def fill(template: str, **values: object) -> str:
    """A page of the desk."""
    return _ENVIRONMENT.get_template(template).render(values)


def blocks(view: DigestView) -> tuple[Block, ...]:
    """The stories of a digest in the order of its mail, with where each could go; empty sections are left out."""
    heading = sentences.headings(view)
    notes = _edition(view).notes
    topics = [topic.code for topic in view.topics]
    by_topic = tuple(
        Group(topic.name, _lines(topic.stories, notes), True, topic.code, *neighbours(topics, at))
        for at, topic in enumerate(view.topics)
    )
    urgent = (
        Group("", _lines(view.attention, notes), True),
        Group("Nêu một dòng", _lines(view.attention_rest, notes), False),
    )
    made = (
        Block(heading["attention"], urgent),
        Block(heading["topics"], by_topic),
        Block(heading["good"], (Group("", _lines(view.good, notes), True),)),
        Block(heading["rest"], (Group("", _lines(view.rest, notes), False),), "Chỉ nêu tiêu đề, trong danh sách."),
    )
    kept = (Block(one.name, tuple(group for group in one.groups if group.lines), one.hint) for one in made)
    return tuple(block for block in kept if block.groups)


def neighbours(keys: Sequence[str], at: int) -> tuple[str | None, str | None]:
    """Behind which key the one at `at` goes when it moves up or down by one place: "" the front, None not at all."""
    up = None if at == 0 else "" if at == 1 else keys[at - 2]
    return up, keys[at + 1] if at + 1 < len(keys) else None


def _lines(stories: Sequence[StoryView], notes: Mapping[str, str]) -> tuple[Line, ...]:
    keys = [story.lead.article_id for story in stories]
    return tuple(
        Line(story, at + 1, *neighbours(keys, at), notes.get(keys[at], "")) for at, story in enumerate(stories)
    )


def _edition(view: DigestView) -> Edition:
    edition = view.sections.get("editor")
    return edition if isinstance(edition, Edition) else Edition()


def digest_page(draft: Draft, **frame: object) -> str:
    """The page on which a digest is edited."""
    view = draft.view
    return fill(
        "desk_digest.html.j2",
        draft=draft,
        view=view,
        title=f"{view.scope_name}: {sentences.period_name(view)}",
        blocks=blocks(view),
        edition=_edition(view),
        shown=sum(len(group.lines) for block in blocks(view) for group in block.groups if group.in_full),
        **frame,
    )


def article_page(row: Mapping[str, Any], others: Sequence[tuple[str, str]], **frame: object) -> str:
    """The page on which an article's labels and its story are put right; `others`: stories to join it with."""
    return fill(
        "desk_article.html.j2",
        row=row,
        original=original_of(row),
        sentences=tuple(numbered(row)),
        targets=[(target, TARGET_NAMES[target], FIELDS[f"stance_{target}"].header) for target in TARGETS],
        choices=_choices(),
        provinces=tuple(provinces()),
        others=others,
        title="Sửa nhãn và câu chuyện",
        **frame,
    )


def _choices() -> dict[str, list[tuple[str, str]]]:
    """Code and name of what each label may be; attitudes are named as the mail names them."""
    named = {group: [(code, taxonomy.name(group, code)) for code in taxonomy.codes(group)] for group in _GROUPS}
    return {**named, "stances": list(STANCE_CHOICES)}


def numbered(row: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """The sentences of an article as labels number them: 0 the title, -1 the sapo, from 1 the body."""
    yield 0, row["title"]
    if row["sapo"]:
        yield -1, row["sapo"]
    yield from enumerate(split_sentences(row["body"]), start=1)


def stories_of(view: DigestView) -> list[tuple[str, str]]:
    """Leading article and title of every story of a digest."""
    lines = [line for block in blocks(view) for group in block.groups for line in group.lines]
    return [(line.story.lead.article_id, line.story.lead.title) for line in lines]


def _moment(moment: datetime | None) -> str:
    """Hour and day in Việt Nam."""
    return clock(moment) if moment else ""


_GROUPS = ("relevance", "topics", "valences", "sectors", "levels")


_ENVIRONMENT = environment(
    line=clip,
    flat=one_line,
    quoted=quoted,
    href=href,
    moment=_moment,
    number=number,
    day=full_date,
    week=week_span,
    percent=lambda share: percent(round(1000 * share), 1000),
    topic=topic_name,
    target=lambda code: TARGET_NAMES.get(code, code),
    stance=lambda code: STANCE_NAMES.get(code, code),
    reasons=lambda codes: "; ".join(ATTENTION_NAMES[code] for code in codes),
    state=lambda code: STATE_NAMES[code],
    life=sentences.life,
)
_ENVIRONMENT.globals.update(max_note=MAX_NOTE, max_reason=MAX_REASON, stances=STANCE_CHOICES)
