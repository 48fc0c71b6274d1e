"""What a digest says of its editors: whether it was approved, their notes, what they left out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flows.frame import Frame
from flows.wording import clock, number
from warehouse import store
from warehouse.db import Connection

LEFT_OUT = "bo_ra"  # the section of stories that an editor left out
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Removed:
    """How many stories were left out for one reason."""

    reason: str
    stories: int


@dataclass(frozen=True, slots=True)
class Edition:
    """How a digest was edited; `later`: stories in it that nobody had seen when it was approved (time aware)."""

    approved_at: datetime | None = None
    later: int = 0
    note: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)  # by the story's leading article
    removed: tuple[Removed, ...] = ()


def compose(con: Connection, frame: Frame) -> Edition:
    """How the digest was edited, from its words and its items as they stand."""
    words = store.query(con, "digest_words", digest_ids=[frame.digest_id])
    if not words:
        return Edition()
    rows = store.query(con, "archive_digest_items", digest_id=frame.digest_id)
    approved_at = _approved_at(words)
    later = store.query(con, "digest_later", digest_id=frame.digest_id, moment=approved_at) if approved_at else ()
    return told(words, rows, approved_at, len(later))


def told(words: Sequence[Row], rows: Sequence[Row], approved_at: datetime | None, later: int) -> Edition:
    """The edition that words and items make; of notes and reasons the last counts."""
    leads = {row["article_id"]: row["merged_into"] or row["article_id"] for row in rows}
    out = {row["article_id"] for row in rows if row["section"] == LEFT_OUT and row["merged_into"] is None}
    notes: dict[str, str] = {}
    reasons: dict[str, str] = {}
    for word in words:
        lead = leads.get(word["subject"] or "", "")
        if word["kind"] == "note" and (lead or word["subject"] is None):
            notes[lead] = word["value"]
        if word["kind"] == "hide" and lead in out:
            reasons[lead] = word["value"]
    removed = tuple(Removed(reason, n) for reason, n in sorted(Counter(reasons.values()).items()))
    return Edition(
        approved_at,
        later,
        notes.pop("", ""),
        {lead: note for lead, note in notes.items() if note and lead not in out},
        removed,
    )


def _approved_at(words: Sequence[Row]) -> datetime | None:
    last = next((word for word in reversed(words) if word["kind"] in ("approve", "reopen")), None)
    return last["said_at"] if last and last["kind"] == "approve" else None


def standing(edition: Edition | None) -> str:
    """The sentence that says whether people looked at the digest before it left."""
    if edition is None or edition.approved_at is None:
        return "Chưa biên tập: máy tổng hợp, chưa có người xem lại trước khi gửi."
    said = f"Đã biên tập lúc {clock(edition.approved_at)}."
    if edition.later:
        return f"{said} {number(edition.later)} tin đến sau giờ đó chưa có người xem."
    return said


def left_out(edition: Edition | None) -> str:
    """What editors left out and why, as a sentence; empty when nothing."""
    if edition is None or not edition.removed:
        return ""
    total = sum(removed.stories for removed in edition.removed)
    reasons = "; ".join(f"{removed.reason} ({number(removed.stories)})" for removed in edition.removed)
    return f"Người biên tập không đưa vào thư {number(total)} tin: {reasons}."
