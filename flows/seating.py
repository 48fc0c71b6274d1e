"""Where the stories of a digest stand once editors had their say: their words replayed over the machine's seats."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from flows.archive import DigestItemRow
from flows.edition import LEFT_OUT
from warehouse import store
from warehouse.db import Connection

TOLD = ("can_phan_hoi", "chu_de", "tin_tot", "danh_sach", LEFT_OUT)  # sections, in the order of the mail
_WEIGHT = {"chu_de": 0, "tin_tot": 1, "can_phan_hoi": 2}  # what makes room first
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Seat:
    """The place of one story: its articles, lead first; `reason` when an editor left it out."""

    articles: tuple[str, ...]
    section: str
    in_full: bool
    topic: str
    chosen: bool = False  # an editor put it on the page
    reason: str | None = None

    @property
    def group(self) -> tuple[str, bool, str]:
        """Stories of one group stand together and can change places."""
        by_topic = self.section == "chu_de" and self.in_full
        return self.section, self.in_full, self.topic if by_topic else ""


def reseated(seats: Sequence[Seat], words: Iterable[Row], most: int) -> list[Seat]:
    """The seats after every word (`kind, subject, value`), in the order of the mail; at most `most` in full.

    A word about a story or a neighbour that isn't there any more changes nothing. When editors put further stories on
    the page, the last ones that they did not choose make room, those that ask for an answer last of all.
    """
    now = list(seats)
    for word in words:
        change = CHANGES.get(word["kind"])
        now = change(now, word) if change else now
    return _in_order(_within(_in_order(now), most))


def _find(seats: Sequence[Seat], article_id: str) -> Seat | None:
    return next((seat for seat in seats if article_id in seat.articles), None)


def _move(seats: list[Seat], word: Row) -> list[Seat]:
    moving, behind = _find(seats, word["subject"]), _find(seats, word["value"])
    if moving is None or behind is moving or (word["value"] and (behind is None or behind.group != moving.group)):
        return seats
    rest = [seat for seat in seats if seat is not moving]
    if behind:
        place = rest.index(behind) + 1
    else:
        place = next((at for at, seat in enumerate(rest) if seat.group == moving.group), len(rest))
    return [*rest[:place], moving, *rest[place:]]


def _move_topic(seats: list[Seat], word: Row) -> list[Seat]:
    def of(topic: str) -> list[Seat]:
        return [seat for seat in seats if seat.group == ("chu_de", True, topic)]

    moving = of(word["subject"])
    rest = [seat for seat in seats if seat not in moving]
    if not moving or word["subject"] == word["value"] or (word["value"] and not of(word["value"])):
        return seats
    if word["value"]:
        place = rest.index(of(word["value"])[-1]) + 1
    else:
        place = next((at for at, seat in enumerate(rest) if seat.group[:2] == ("chu_de", True)), len(rest))
    return [*rest[:place], *moving, *rest[place:]]


def _seat(seats: list[Seat], word: Row) -> list[Seat]:
    one = _find(seats, word["subject"])
    if one is None:
        return seats
    on_page = word["value"] == "page"
    section = one.section
    if on_page and section == "danh_sach":
        section = "chu_de"
    elif not on_page and section in ("chu_de", "tin_tot"):
        section = "danh_sach"
    moved = replace(one, section=section, in_full=on_page, chosen=on_page)
    return [*(seat for seat in seats if seat is not one), moved] if moved.group != one.group else seats


def _hide(seats: list[Seat], word: Row) -> list[Seat]:
    return [replace(seat, reason=word["value"]) if word["subject"] in seat.articles else seat for seat in seats]


CHANGES = {"move": _move, "move_topic": _move_topic, "seat": _seat, "hide": _hide, "show": _hide}


def _in_order(seats: Sequence[Seat]) -> list[Seat]:
    """As the mail has them: by section, in full first, topics in the order of their first story."""
    topics = list(dict.fromkeys(seat.topic for seat in seats if seat.group[:2] == ("chu_de", True)))
    return sorted(
        seats,
        key=lambda seat: (
            seat.reason is not None,
            TOLD.index(seat.section),
            not seat.in_full,
            topics.index(seat.topic) if seat.group[2] else 0,
        ),
    )


def _within(seats: Sequence[Seat], most: int) -> list[Seat]:
    full = [seat for seat in seats if seat.in_full and seat.reason is None]
    leaving = sorted(full, key=lambda seat: (not seat.chosen, -_WEIGHT[seat.section]))[most:]
    return [
        replace(seat, in_full=False, section=seat.section if seat.section == "can_phan_hoi" else "danh_sach")
        if seat in leaving
        else seat
        for seat in seats
    ]


def apply(con: Connection, digest_ids: Sequence[str], most: int) -> None:
    """Seat the stories of digests that were just composed as their editors said; at most `most` of each in full."""
    said = [word for word in store.query(con, "digest_words", digest_ids=list(digest_ids)) if word["kind"] in CHANGES]
    for digest_id, words in groupby(said, key=lambda word: str(word["digest_id"])):
        rows = [DigestItemRow(**row) for row in store.query(con, "archive_digest_items", digest_id=digest_id)]
        topics = store.query(con, "digest_topics_of_leads", digest_id=digest_id)
        seats = reseated(seated(rows, {row["article_id"]: row["topic"] for row in topics}), words, most)
        store.replace(con, "core.digest_items", placed(rows, seats), {"digest_id": digest_id})


def seated(rows: Sequence[DigestItemRow], topics: Mapping[str, str]) -> list[Seat]:
    """The stories of a digest that are told, as their items seat them; `topics` by leading article."""
    told = sorted((row for row in rows if row.section in TOLD), key=lambda row: row.position)
    members: dict[str, list[str]] = {}
    for row in told:
        members.setdefault(row.merged_into or row.article_id, []).append(row.article_id)
    return [
        Seat(
            tuple(sorted(members[row.article_id], key=lambda article: article != row.article_id)),
            str(row.section),
            row.disposition == "shown",
            topics.get(row.article_id, "khac"),
        )
        for row in told
        if row.merged_into is None
    ]


def placed(rows: Sequence[DigestItemRow], seats: Sequence[Seat]) -> list[DigestItemRow]:
    """The items of a digest in their new places; those that are only counted stay behind."""
    by_id = {row.article_id: row for row in rows}
    told = [_placed(by_id[article], seat) for seat in seats for article in seat.articles]
    named = {row.article_id for row in told}
    counted = sorted((row for row in rows if row.article_id not in named), key=lambda row: row.position)
    return [replace(row, position=position) for position, row in enumerate((*told, *counted), start=1)]


def _placed(row: DigestItemRow, seat: Seat) -> DigestItemRow:
    section = seat.section if seat.reason is None else LEFT_OUT
    if row.merged_into:
        return replace(row, section=section)
    if seat.reason is not None:
        return replace(row, section=section, disposition="below_line", reason="left_out")
    if seat.in_full:
        return replace(row, section=section, disposition="shown", reason=None)
    return replace(row, section=section, disposition="below_line", reason="over_cap")
