"""Composed digests read back from their rows, each as one value."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

from flows import sections
from flows.edition import LEFT_OUT
from flows.view import (
    ATTENTION,
    ArticleLine,
    Attitude,
    Count,
    Coverage,
    DigestView,
    Figures,
    OutletState,
    StanceCount,
    StoryLife,
    StoryView,
    TopicView,
)
from flows.wording import topic_name
from nlp.records import TARGETS
from warehouse import store
from warehouse.db import Connection
from warehouse.narrow import narrow_labels

Row = Mapping[str, Any]
Parts = Mapping[str, list[dict[str, Any]]]  # the rows of one digest by query
Lines = Mapping[tuple[str, str], Row]  # articles by annotator and version, the same in any number of digests
PERIODS = {"day": timedelta(days=1), "week": timedelta(days=7)}
# Calibrated probability from which an employer's case asks for an answer: a false call costs a leader's time,
# a missed one still stands in the mail under its topic.
STRONG_P = 0.8
# Calibrated probability of relevance under which a story is counted and listed, but not told. Of four weeks of three
# general papers (2025-10 to 2026-03, 12,625 titles, read by eye where the annotation had not seen them) 47 of 49 at or
# above 0.9 are relevant, 11 of 14 from 0.8 to 0.9, half of those from 0.7, a third from 0.6.
LINE_P = 0.9
URGENT_P = 0.8  # of accidents and employers' cases: a missed one costs more than a minute's reading
UNNAMED_P = 0.95  # of a text on the union that never names it: student football of "Trường CĐ …" reaches 0.92
_PARTS = (
    "places",
    "unsure",
    "stories",
    "routes_of",
    "figures",
    "previous",
    "coverage",
    "stances",
    "topics",
    "outlet_counts",
)
_LINE = (
    *("article_id", "title", "url", "outlet", "owner", "sapo", "published_at"),
    *("feed_only", "relevance", "corrected", "is_copy"),
)


class DigestError(Exception):
    """There is no such digest; the message says how to make one."""


def load_view(con: Connection, digest_id: str) -> DigestView:
    """The digest as it was worded and labelled at its composition; DigestError when there is none."""
    return load_views(con, (digest_id,))[0]


def load_views(con: Connection, digest_ids: Sequence[str]) -> tuple[DigestView, ...]:
    """The digests in the order asked for, each as it was worded and labelled at its composition.

    DigestError names the first that isn't there.
    """
    heads = _heads(con, digest_ids)
    for name in ("texts", "wordings"):  # temporary tables that the queries of the parts share
        store.query(con, f"digest_{name}", digest_ids=list(digest_ids))
    narrow_labels(con)
    return _views(con, heads)


def fresh_views(con: Connection, digest_ids: Sequence[str]) -> tuple[DigestView, ...]:
    """The same for digests that were just composed: their wordings and labels are still those of the window."""
    return _views(con, _heads(con, digest_ids))


def _heads(con: Connection, digest_ids: Sequence[str]) -> Mapping[str, Row]:
    found = {row["digest_id"]: row for row in store.query(con, "digest_head", digest_ids=list(digest_ids))}
    for digest_id in digest_ids:
        if digest_id not in found:
            raise DigestError(f"there is no digest {digest_id}; compose it with `diemtin digest --day D`")
    return {digest_id: found[digest_id] for digest_id in digest_ids}


def _views(con: Connection, heads: Mapping[str, Row]) -> tuple[DigestView, ...]:
    ids = list(heads)
    parts = {name: _by_digest(store.query(con, f"digest_{name}", digest_ids=ids)) for name in _PARTS}
    lines = {
        (row["annotator_id"], row["version_id"]): row
        for row in store.query(con, "digest_lines", digest_ids=ids, strong_p=STRONG_P)
    }
    kept = sections.read_all(con, ids)
    return tuple(
        _view(head, {name: rows.get(one, []) for name, rows in parts.items()}, lines, kept[one])
        for one, head in heads.items()
    )


def _by_digest(rows: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row.pop("digest_id"), []).append(row)
    return found


def _view(head: Row, parts: Parts, lines: Lines, kept: Mapping[str, Any]) -> DigestView:
    placed = _placed(head, parts, lines)
    return DigestView(
        digest_id=head["digest_id"],
        period=head["period"],
        scope=head["scope"],
        scope_name=head["scope_name"],
        day=head["day"],
        first_at=head["first_at"],
        last_at=head["last_at"],
        figures=Figures(**parts["figures"][0]),
        previous=Figures(**parts["previous"][0]) if parts["previous"] else None,
        coverage=_coverage(parts["coverage"]),
        attention=tuple(story for place, _, story in placed if place == ("can_phan_hoi", True)),
        attention_rest=tuple(story for place, _, story in placed if place == ("can_phan_hoi", False)),
        topics=_topics((topic, story) for place, topic, story in placed if place == ("chu_de", True)),
        good=tuple(story for place, _, story in placed if place == ("tin_tot", True)),
        rest=tuple(story for place, _, story in placed if place == ("danh_sach", False)),
        removed=tuple(story for place, _, story in placed if place == (LEFT_OUT, False)),
        unsure=tuple(_line(lines[head["annotator_id"], row["version_id"]]) for row in parts["unsure"]),
        stances=tuple(StanceCount(**row) for row in parts["stances"]),
        by_topic=tuple(Count(topic_name(row["code"]), row["articles"], row["union"]) for row in parts["topics"]),
        by_outlet=tuple(Count(row["outlet"], row["articles"], row["union"]) for row in parts["outlet_counts"]),
        by_owner=_owners(parts["outlet_counts"]),
        annotator_id=head["annotator_id"],
        sections=kept,
    )


def _placed(head: Row, parts: Parts, lines: Lines) -> list[tuple[tuple[str, bool], str, StoryView]]:
    """Every story with its place (section, in full or not) and topic, in the digest's order; leads first."""
    lives = {row.pop("story_id"): StoryLife(**row) for row in parts["stories"]}
    why = {
        story_id: tuple(row["words"] for row in rows)
        for story_id, rows in groupby(parts["routes_of"], key=lambda row: row["story_id"])
    }
    placed = []
    for story_id, group in groupby(parts["places"], key=lambda row: row["story_id"]):
        places = list(group)
        members = [lines[head["annotator_id"], row["version_id"]] for row in places]
        seat = (places[0]["section"], places[0]["disposition"] == "shown")
        placed.append((seat, members[0]["topic"], _story(members, lives.get(story_id), why.get(story_id, ()))))
    return placed


def _story(members: list[Row], life: StoryLife | None, why: tuple[str, ...]) -> StoryView:
    lead, *others = members
    reasons = {reason for row in members for reason in row["reasons"]}
    if life is not None and life.is_hot:
        reasons.add("rising")
    return StoryView(
        lead=_line(lead),
        others=tuple(_line(row) for row in others),
        attitudes=tuple(_attitude(stance) for stance in lead["stances"]),
        attention=tuple(reason for reason in ATTENTION if reason in reasons),
        provinces=tuple(lead["provinces"]),
        life=life,
        why=why,
        stances=tuple(_counted(target, members) for target in TARGETS),
    )


def _line(row: Row) -> ArticleLine:
    return ArticleLine(**{key: row[key] for key in _LINE})


def _counted(target: str, members: list[Row]) -> StanceCount:
    """How the story's own texts stand toward one target; a reprint counts with its original."""
    labels = [
        "unsure" if stance["abstain"] else stance["label"]
        for row in members
        if not row["is_copy"]
        for stance in row["stances"]
        if stance["target"] == target
    ]
    return StanceCount(target, *(labels.count(label) for label in ("favor", "neutral", "against", "unsure")))


def _attitude(stance: Row) -> Attitude:
    if stance["against_evidence"]:  # perhaps critical of the union after all: a person is asked to read the sentence
        return Attitude(stance["target"], "unsure", stance["against_evidence"])
    if stance["abstain"]:
        doubt = (stance["target"], stance["label"]) == ("cong_doan", "against")  # a person is asked to read it
        return Attitude(stance["target"], "unsure", stance["evidence"] if doubt else None)
    return Attitude(stance["target"], stance["label"], stance["evidence"])


def _topics(entries: Iterable[tuple[str, StoryView]]) -> tuple[TopicView, ...]:
    by_code: dict[str, list[StoryView]] = {}
    for code, story in entries:
        by_code.setdefault(code, []).append(story)
    return tuple(TopicView(code, topic_name(code), tuple(stories)) for code, stories in by_code.items())


def _owners(outlets: Iterable[Row]) -> tuple[Count, ...]:
    sums: dict[str, list[int]] = {}
    for row in outlets:
        total = sums.setdefault(row["owner"] or "Chưa rõ", [0, 0])
        total[0] += row["articles"]
        total[1] += row["union"]
    counts = [Count(owner, articles, union) for owner, (articles, union) in sums.items()]
    return tuple(sorted(counts, key=lambda count: (-count.articles, count.name)))


def _coverage(rows: list[dict[str, Any]]) -> Coverage:
    asked = sum(row["state"] != "not_asked" for row in rows)
    read = sum(row["state"] in ("ok", "silent") for row in rows)
    troubles = tuple(
        OutletState(row["outlet"], row["state"], row["reason"], row["last_item_date"])
        for row in rows
        if row["state"] != "ok"
    )
    return Coverage(asked, read, troubles)
