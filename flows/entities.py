"""From relevant texts to the bodies they name and the people they quote: ask what was not read yet, read it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flows.batches import texts_in_batches
from flows.crew import ALONE, Crew
from flows.looking import look
from nlp.entities import Mention, find_entities, reader_id
from nlp.quote import Quote, find_quotes
from nlp.records import Document
from nlp.segment import split_sentences
from warehouse import store
from warehouse.db import Connection, transaction
from warehouse.narrow import narrow_labels

BATCH = 256  # texts a transaction


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One line of `core.readings`."""

    text_id: str
    reader_id: str
    version_id: str
    provinces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MentionRow:
    """One line of `core.mentions`; offsets count the characters of the field as it is stored."""

    text_id: str
    reader_id: str
    position: int
    entity_id: str
    kind: str
    name: str
    field: str
    offset_start: int
    offset_end: int
    surface: str
    level: str
    province: str | None


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """One line of `core.quotes`; offsets count the characters of the field as it is stored."""

    text_id: str
    reader_id: str
    position: int
    field: str
    offset_start: int
    offset_end: int
    text: str
    form: str
    role: str
    speaker: str | None
    entity_id: str | None
    sentence: int
    last_sentence: int


@dataclass(frozen=True, slots=True)
class _Lines:
    """What a batch of texts gives."""

    mentions: list[MentionRow]
    quotes: list[QuoteRow]
    readings: list[ReadingRow]


def read_entities(con: Connection, crew: Crew = ALONE) -> int:
    """Read every relevant text that this reader has not read in its wording and context; gives their number.

    Readings of other readers, of replaced wordings and of texts no longer relevant go: rows are as after a rebuild.
    """
    reader = reader_id()
    judged_by = "".join(row["annotator_id"] for row in store.query(con, "active_annotator"))
    with look(con, "read", f"{reader} {judged_by}"):
        store.query(con, "look_wanted")
        narrow_labels(con, ("annotations", "places"))
        store.query(con, "wanted_readings")
        with transaction(con):
            store.query(con, "readings_forget", reader_id=reader)
            store.query(con, "mentions_forget")
            store.query(con, "quotes_forget")
        pending = store.query(con, "pending_readings", reader_id=reader)
        for lines in crew.map(partial(_lines, reader), _batches(con, pending)):
            _store(con, lines)
    return len(pending)


def _batches(con: Connection, pending: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The texts to read with the provinces of each as context."""
    places = {row["text_id"]: row["provinces"] for row in pending}
    for rows in texts_in_batches(con, "reading_texts", pending, BATCH, "đọc tổ chức"):
        yield [{**row, "provinces": places[row["text_id"]]} for row in rows]


def _store(con: Connection, lines: _Lines) -> None:
    """Write rows and ledger of a batch in one transaction."""
    with transaction(con):
        store.insert(con, "core.mentions", lines.mentions)
        store.insert(con, "core.quotes", lines.quotes)
        store.insert(con, "core.readings", lines.readings)


def _lines(reader: str, batch: Sequence[dict[str, Any]]) -> _Lines:
    read = [(row, *_read(row)) for row in batch]
    return _Lines(
        [line for row, found, _ in read for line in _mentions(row, reader, found)],
        [line for row, _, said in read for line in _quotes(row, reader, said)],
        [ReadingRow(row["text_id"], reader, row["version_id"], tuple(row["provinces"])) for row in batch],
    )


def _read(row: dict[str, Any]) -> tuple[tuple[Mention, ...], tuple[Quote, ...]]:
    doc = Document(row["text_id"], row["title"], row["sapo"], tuple(split_sentences(row["body"])))
    provinces = tuple(row["provinces"])
    return find_entities(doc, provinces), find_quotes(doc, provinces)


def _mentions(row: dict[str, Any], reader: str, found: Sequence[Mention]) -> Iterator[MentionRow]:
    place = placer(row["body"])
    for position, m in enumerate(found):
        start, end = place(m.start, m.end) if m.field == "body" else (m.start, m.end)
        yield MentionRow(
            row["text_id"],
            reader,
            position,
            m.entity_id,
            m.kind,
            m.name,
            m.field,
            start,
            end,
            m.surface,
            m.level,
            m.province,
        )


def _quotes(row: dict[str, Any], reader: str, said: Sequence[Quote]) -> Iterator[QuoteRow]:
    place = placer(row["body"])
    for position, q in enumerate(said):
        start, end = place(q.start, q.end) if q.field == "body" else (q.start, q.end)
        text = row[q.field][start:end]
        yield QuoteRow(
            row["text_id"], reader, position, q.field, start, end, text, q.form, q.role, q.speaker, q.entity_id,
            q.sentence, q.last_sentence,
        )  # fmt: skip


def placer(body: str) -> Callable[[int, int], tuple[int, int]]:
    """Give what turns a span of the joined sentences of `body` into the span of `body` itself."""
    starts, at = [], 0
    for sentence in split_sentences(body):
        begin = body.index(sentence, at)
        at = begin + len(sentence)
        starts.append((begin, len(sentence)))

    def placed(position: int) -> int:
        for begin, length in starts:
            if position <= length:
                return begin + min(position, length - 1)
            position -= length + 1
        raise ValueError(f"no character {position} in the sentences of this body")

    return lambda start, end: (placed(start), placed(end - 1) + 1)
