"""From texts to campaigns, messages, spotlights and rebuttals: ask which texts these plans have not read, read them."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flows.batches import texts_in_batches
from flows.crew import ALONE, Crew
from flows.looking import look
from nlp.campaign import Belonging, Campaigns
from nlp.phrase import plain
from nlp.rebuttal import Rebuttal, Rebuttals
from nlp.records import Document
from nlp.segment import split_sentences
from nlp.slogan import Carried, Messages
from nlp.spotlight import Spotlight, Spotlights
from warehouse import store
from warehouse.db import Connection, transaction

BATCH = 1024  # texts a transaction
LEDGER = "core.plan_readings"
CHILDREN = ("campaign_texts", "message_texts", "spotlight_texts", "rebuttal_texts")


@dataclass(frozen=True, slots=True)
class PlanReadingRow:
    """One line of `core.plan_readings`."""

    text_id: str
    plan_version: str
    version_id: str


@dataclass(frozen=True, slots=True)
class CampaignTextRow:
    """One line of `core.campaign_texts`."""

    text_id: str
    plan_version: str
    campaign_id: str
    how: str
    edition: int | None
    sentence_index: int
    sentence: str


@dataclass(frozen=True, slots=True)
class MessageTextRow:
    """One line of `core.message_texts`."""

    text_id: str
    plan_version: str
    message_id: str
    sentence_index: int
    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class SpotlightTextRow:
    """One line of `core.spotlight_texts`."""

    text_id: str
    plan_version: str
    position: int
    kind: str
    name: str
    deed: str
    unit: str | None
    unit_id: str | None
    province: str | None
    sentence_index: int
    sentence: str


@dataclass(frozen=True, slots=True)
class RebuttalTextRow:
    """One line of `core.rebuttal_texts`."""

    text_id: str
    plan_version: str
    rebuttal_id: str
    sentence_index: int
    denial: str
    claim_index: int | None
    claim: str | None


@dataclass(frozen=True, slots=True)
class Finders:
    """What is looked for in a text, by one version of the plans."""

    version: str
    campaigns: Campaigns
    messages: Messages
    spotlights: Spotlights
    rebuttals: Rebuttals


Rows = Mapping[str, Sequence[store.Record]]  # by table


def read_texts(con: Connection, version: str, finders: Callable[[], Finders], crew: Crew = ALONE) -> int:
    """Read every text that the plans of `version` have not read in its wording; gives their number.

    Readings by other plans and of replaced wordings go: rows are as after a rebuild. `finders` is asked only when there
    is something to read, by each process that reads: it must be sendable and give the same each time.
    """
    with look(con, "plans", version):
        with transaction(con):
            store.query(con, "plan_readings_forget", plan_version=version)
            for child in CHILDREN:
                store.query(con, f"{child}_forget")
        pending = store.query(con, "pending_plan_readings", plan_version=version)
        texts = texts_in_batches(con, "plan_texts", pending, BATCH, "đọc chiến dịch")
        for rows in crew.map(partial(_rows, finders), texts):
            with transaction(con):
                for table, lines in rows.items():
                    write = store.append if table == LEDGER else store.insert  # it is what was asked for
                    write(con, table, lines)
    return len(pending)


def _rows(finders: Callable[[], Finders], batch: Sequence[Mapping[str, Any]]) -> Rows:
    """All rows of a batch of texts, the ledger last."""
    found = finders()
    version = found.version
    # nearly all of the press has no word of any plan: one look at the whole text spares its sentences
    wholes = [plain(f"{row['title']}\n{row['sapo']}\n{row['body']}") for row in batch]
    docs: dict[str, Document] = {}

    def worth(finder: Campaigns | Messages | Spotlights | Rebuttals) -> Iterator[Document]:
        for row, whole in zip(batch, wholes, strict=True):
            if finder.may_be_in(whole):
                yield docs.get(row["text_id"]) or docs.setdefault(row["text_id"], _document(row))

    return {
        "core.campaign_texts": [
            _campaign(doc, version, one) for doc in worth(found.campaigns) for one in found.campaigns.of(doc)
        ],
        "core.message_texts": [
            _message(doc, version, one) for doc in worth(found.messages) for one in found.messages.of(doc)
        ],
        "core.spotlight_texts": [
            _spotlight(doc, version, at, one)
            for doc in worth(found.spotlights)
            for at, one in enumerate(found.spotlights.of(doc))
        ],
        "core.rebuttal_texts": list(_rebuttals(worth(found.rebuttals), found)),
        LEDGER: [PlanReadingRow(row["text_id"], version, row["version_id"]) for row in batch],
    }


def _document(row: Mapping[str, Any]) -> Document:
    return Document(row["text_id"], row["title"], row["sapo"], tuple(split_sentences(row["body"])))


def _campaign(doc: Document, version: str, one: Belonging) -> CampaignTextRow:
    return CampaignTextRow(doc.id, version, one.campaign_id, one.how, one.edition, one.index, one.sentence)


def _message(doc: Document, version: str, one: Carried) -> MessageTextRow:
    return MessageTextRow(doc.id, version, one.message_id, one.index, one.kind, one.sentence)


def _spotlight(doc: Document, version: str, position: int, one: Spotlight) -> SpotlightTextRow:
    return SpotlightTextRow(
        text_id=doc.id,
        plan_version=version,
        position=position,
        kind=one.kind,
        name=one.name,
        deed=one.deed,
        unit=one.unit,
        unit_id=one.unit_id,
        province=one.province,
        sentence_index=one.index,
        sentence=one.sentence,
    )


def _rebuttals(docs: Iterable[Document], finders: Finders) -> Iterator[RebuttalTextRow]:
    for doc in docs:
        for one in finders.rebuttals.of(doc):
            key = rebuttal_id(doc.id, one)
            yield RebuttalTextRow(doc.id, finders.version, key, one.index, one.denial, one.claim_index, one.claim)


def rebuttal_id(text_id: str, one: Rebuttal) -> str:
    """Give 12 hex digits of the hash of the text and the denial's words: a new reading gives the same."""
    return hashlib.sha256(f"{text_id}\n{plain(one.denial)}".encode()).hexdigest()[:12]
