"""Reprints and stories of the relevant texts: only the days that something new touches are told again."""

import json
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flows.looking import look
from nlp.fold import COPY_DAYS, DAYS, Folded, Past, before, day_number, fold
from nlp.grouper import grouper_id
from nlp.lineage import lineage
from nlp.records import Document, Link, Placement
from nlp.rules import Rule, Rules
from nlp.segment import split_sentences
from nlp.shelf import Shelf
from nlp.story import story_id
from warehouse import store
from warehouse.db import Connection, transaction
from warehouse.narrow import narrow_stories

REACH = max(DAYS, COPY_DAYS) + 1  # days before a text that may matter to it
_DAY_ZERO = datetime(1970, 1, 1, tzinfo=UTC)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class GroupingRow:
    """One line of `core.grouping`."""

    text_id: str
    duplicate_of: str | None
    story_id: str
    containment: float | None


@dataclass(frozen=True, slots=True)
class PlacementRow:
    """One line of `core.placements`."""

    text_id: str
    version_id: str
    article_id: str
    source_id: str
    news_at: datetime
    rules: str
    grouper_id: str
    day: int
    parent: str | None
    joined: int | None


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One line of `core.story_links`."""

    left_id: str
    right_id: str
    weight: int
    day: int


@dataclass(frozen=True, slots=True)
class LineageRow:
    """One line of `core.lineage`."""

    text_id: str
    original_id: str
    taken: float
    own: float
    cut: float
    sentences_cut: int
    sentences_added: int
    sentences_edited: int
    credit: str | None


@dataclass(frozen=True, slots=True)
class _Told:
    """The texts told again: their rows as they were and as documents, and where all of them stand now."""

    since: int
    was: Mapping[str, Row]
    texts: Mapping[str, Row]
    documents: Mapping[str, Document]
    folded: Folded


def document(row: Mapping[str, Any]) -> Document:
    """The text room's form of a warehouse row with `text_id, title, sapo, body, source_id, published_at`."""
    return Document(
        id=row["text_id"],
        title=row["title"],
        lead=row["sapo"],
        sentences=tuple(split_sentences(row["body"])),
        source=row["source_id"],
        published_at=row["published_at"],
    )


def regroup(con: Connection, annotator_id: str, shelf: Shelf | None = None) -> int:
    """Find reprints and stories among the relevant texts: any order of arrival gives the same; gives the days told.

    What changed since the last time (texts, times, rules, the model) is told again from its first day on; older days
    stay. `shelf` keeps texts as read from one call to the next.
    """
    with look(con, "group", f"{grouper_id()} {annotator_id}"):
        store.query(con, "look_wanted")
        narrow_stories(con)
        store.query(con, "story_wanted", annotator_id=annotator_id)
        changes = store.query(con, "story_changes", grouper_id=grouper_id())
        if not changes:
            return 0
        days = sorted(day_number(at) for row in changes for at in (row["is_at"], row["was_at"]) if at is not None)
        told = _tell(con, annotator_id, days[0], shelf or Shelf())
        with transaction(con):
            _write(con, told)
        return max(one.day for one in told.folded.placed.values()) - days[0] + 1 if told.folded.placed else 0


def _tell(con: Connection, annotator_id: str, since: int, shelf: Shelf) -> _Told:
    was = {row["text_id"]: row for row in store.query(con, "story_placements", day=since - REACH)}
    past = before(map(_placement, was.values()), since)
    originals = {one.duplicate_of for one in past.values() if one.duplicate_of}
    rows = _documents(con, annotator_id, _DAY_ZERO + timedelta(days=since - REACH - 1), originals)
    texts = {row["text_id"]: row for row in rows if day_number(row["published_at"]) >= since or row["text_id"] in past}
    documents = {key: document(row) for key, row in texts.items()}
    links = store.query(con, "story_links", from_day=since - DAYS, to_day=since - 1)
    known = Past(past, [Link(row["left_id"], row["right_id"], row["weight"], row["day"]) for row in links])
    folded = fold(list(documents.values()), shelf, known, _rules(con), days=COPY_DAYS)
    return _Told(since, was, texts, documents, folded)


def _documents(con: Connection, annotator_id: str, from_at: datetime, originals: Set[str]) -> list[Row]:
    """The relevant texts published since a moment, and older ones that these copy."""
    rows = store.query(con, "story_documents", annotator_id=annotator_id, from_at=from_at)
    older = sorted(originals - {row["text_id"] for row in rows})
    if older:
        rows += store.query(con, "story_originals", annotator_id=annotator_id, ids=_listed(older))
    return rows


def _rules(con: Connection) -> Rules:
    rows = store.query(con, "story_rules")
    return Rules(tuple(Rule(row["left_id"], row["right_id"], row["kind"] == "link") for row in rows))


def _placement(row: Row) -> Placement:
    return Placement(
        row["text_id"],
        row["day"],
        (row["news_at"], row["text_id"]),
        row["duplicate_of"],
        row["containment"],
        row["parent"],
        row["joined"],
    )


def _write(con: Connection, told: _Told) -> None:
    placed, was = told.folded.placed, told.was
    facts = {**was, **told.texts}
    placements = {key: _placement_row(one, facts[key]) for key, one in placed.items()}
    groupings = {key: _grouping(one, told, facts) for key, one in placed.items()}
    old_placements = {
        key: PlacementRow(**{name: row[name] for name in PlacementRow.__slots__}) for key, row in was.items()
    }
    old_groupings = {
        key: GroupingRow(**{name: row[name] for name in GroupingRow.__slots__}) for key, row in was.items()
    }
    _update(con, "placements", old_placements, placements)
    _update(con, "grouping", old_groupings, groupings)
    told_again = [key for key, row in was.items() if row["day"] >= told.since]
    store.query(con, "forget_lineage", ids=_listed(told_again))
    store.insert(con, "core.lineage", list(_lineages(told)))
    store.query(con, "forget_story_links", day=told.since)
    store.insert(con, "core.story_links", [_link(one) for one in told.folded.links])


def _update(con: Connection, table: str, old: Mapping[str, object], new: Mapping[str, Any]) -> None:
    """Write the rows that are not what they were."""
    changed = [key for key, row in new.items() if old.get(key) != row]
    store.query(con, f"forget_{table}", ids=_listed([*changed, *(old.keys() - new.keys())]))
    store.insert(con, f"core.{table}", [new[key] for key in changed])


def _listed(ids: Sequence[str]) -> str:
    """Ids as one JSON text: the driver takes its time over every member of a list."""
    return json.dumps(ids)


def _link(one: Link) -> LinkRow:
    left, right = sorted((one.left, one.right))
    return LinkRow(left, right, one.weight, one.day)


def _placement_row(one: Placement, row: Row) -> PlacementRow:
    return PlacementRow(
        text_id=one.id,
        version_id=row["version_id"],
        article_id=row["article_id"],
        source_id=row["source_id"],
        news_at=one.rank[0],
        rules=row["rules"],
        grouper_id=grouper_id(),
        day=one.day,
        parent=one.parent,
        joined=one.joined,
    )


def _grouping(one: Placement, told: _Told, facts: Mapping[str, Row]) -> GroupingRow:
    """A story bears the id of its first text's first article: an article keeps its id when its words change."""
    first = facts[told.folded.first(one.id)]["article_id"]
    return GroupingRow(one.id, one.duplicate_of, story_id(first), one.containment)


def _lineages(told: _Told) -> Iterable[LineageRow]:
    for key, one in told.folded.placed.items():
        if one.duplicate_of and one.day >= told.since:
            found = lineage(told.documents[one.duplicate_of], told.documents[key])
            facts = {name: getattr(found, name) for name in LineageRow.__slots__[2:]}
            yield LineageRow(key, one.duplicate_of, **facts)
