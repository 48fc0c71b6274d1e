"""A composed digest read back from its rows as one value."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import groupby
from typing import Any

from flows import sections
from flows.edition import LEFT_OUT
from flows.scope import province_of, scope_name
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
from warehouse import store
from warehouse.db import Connection

Row = Mapping[str, Any]
PERIODS = {"day": timedelta(days=1), "week": timedelta(days=7)}
# Calibrated probability from which an employer's case asks for an answer: a false call costs a leader's time,
# a missed one still stands in the mail under its topic.
STRONG_P = 0.8
# Probability of relevance under which a story on labour is counted, but not told: of a week of 3,251 feed entries
# (August 2026, read by eye) most below it are not about workers, and no football is above.
LINE_P = 0.6


class DigestError(Exception):
    """There is no such digest; the message says how to make one."""


def load_view(con: Connection, digest_id: str) -> DigestView:
    """The digest as it was worded and labelled at its composition; DigestError when there is none."""
    heads = store.query(con, "digest_head", digest_id=digest_id)
    if not heads:
        raise DigestError(f"there is no digest {digest_id}; compose it with `diemtin digest --day D`")
    head = heads[0]
    lives = {row.pop("story_id"): StoryLife(**row) for row in store.query(con, "digest_stories", digest_id=digest_id)}
    placed = _stories(store.query(con, "digest_lines", digest_id=digest_id, strong_p=STRONG_P), lives)
    topics, outlets = (
        store.query(con, name, digest_id=digest_id) for name in ("digest_topics", "digest_outlet_counts")
    )
    return DigestView(
        digest_id=digest_id,
        period=head["period"],
        scope=head["scope"],
        scope_name=scope_name(head["scope"]),
        day=head["day"],
        first_at=head["first_at"],
        last_at=head["last_at"],
        figures=Figures(**store.query(con, "digest_figures", digest_id=digest_id)[0]),
        previous=_previous(con, head),
        coverage=_coverage(store.query(con, "digest_coverage", digest_id=digest_id)),
        attention=tuple(story for place, _, story in placed if place == ("can_phan_hoi", True)),
        attention_rest=tuple(story for place, _, story in placed if place == ("can_phan_hoi", False)),
        topics=_topics((topic, story) for place, topic, story in placed if place == ("chu_de", True)),
        good=tuple(story for place, _, story in placed if place == ("tin_tot", True)),
        rest=tuple(story for place, _, story in placed if place == ("danh_sach", False)),
        removed=tuple(story for place, _, story in placed if place == (LEFT_OUT, False)),
        stances=tuple(StanceCount(**row) for row in store.query(con, "digest_stances", digest_id=digest_id)),
        by_topic=tuple(Count(topic_name(row["code"]), row["articles"], row["union"]) for row in topics),
        by_outlet=tuple(Count(row["outlet"], row["articles"], row["union"]) for row in outlets),
        by_owner=_owners(outlets),
        annotator_id=head["annotator_id"],
        sections=sections.read(con, digest_id),
    )


def _stories(rows: Iterable[Row], lives: Mapping[str, StoryLife]) -> list[tuple[tuple[str, bool], str, StoryView]]:
    """Every story with its place (section, in full or not) and topic, in the digest's order; leads first."""
    placed = []
    for story_id, group in groupby(rows, key=lambda row: row["story_id"]):
        members = list(group)
        lead = members[0]
        placed.append(
            ((lead["section"], lead["disposition"] == "shown"), lead["topic"], _story(members, lives.get(story_id)))
        )
    return placed


def _story(members: list[Row], life: StoryLife | None) -> StoryView:
    lead, *others = members
    reasons = {reason for row in members for reason in row["reasons"]}
    return StoryView(
        lead=_line(lead),
        others=tuple(_line(row) for row in others),
        attitudes=tuple(_attitude(stance) for stance in lead["stances"]),
        attention=tuple(reason for reason in ATTENTION if reason in reasons),
        provinces=tuple(lead["provinces"]),
        life=life,
    )


def _line(row: Row) -> ArticleLine:
    keys = ("article_id", "title", "url", "outlet", "sapo", "published_at", "feed_only", "relevance", "corrected")
    return ArticleLine(**{key: row[key] for key in keys})


def _attitude(stance: Row) -> Attitude:
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


def _previous(con: Connection, head: Row) -> Figures | None:
    rows = store.query(
        con,
        "digest_previous",
        first_at=head["first_at"],
        previous_at=head["first_at"] - PERIODS[head["period"]],
        province=province_of(head["scope"]),
        line_p=LINE_P,
    )
    return Figures(**rows[0]) if rows else None
