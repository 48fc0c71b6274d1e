"""The chain behind one article: capture, extraction, text, labels, story, digests, deliveries."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crawlers.urls import article_id, is_web_url
from flows.home import Home
from warehouse import db, store
from warehouse.db import Connection

Row = Mapping[str, Any]
_ITEM = re.compile(r"(.+)#(\d+)")


class TraceError(Exception):
    """There is nothing to trace under that name; the message says what names there are."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One article from the captured bytes to the readers' desks; `versions` are its wordings, the best one first."""

    article_id: str
    versions: tuple[Row, ...]
    labels: Row | None
    machine_labels: Row | None
    corrections: tuple[Row, ...]
    story: Row | None
    digests: tuple[Row, ...]  # each with its `deliveries`

    @property
    def best(self) -> Row:
        """The wording that counts."""
        return self.versions[0]


def trace(home: Home, name: str) -> Trace:
    """The chain of an article by its id, its address, or its place in a digest (`DIGEST_ID#POSITION`)."""
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        return read_trace(con, name)


def read_trace(con: Connection, name: str) -> Trace:
    """The same on an open warehouse. Raises TraceError."""
    wanted = _article(con, name.strip())
    versions = store.query(con, "trace_versions", article_id=wanted)
    if not versions:
        raise TraceError(f"{name}: no such article; give an article id, an address, or DIGEST_ID#POSITION")
    text_id = versions[0]["text_id"]
    labels = _one(store.query(con, "trace_labels", text_id=text_id))
    machine = labels and _one(
        store.query(con, "trace_machine_labels", text_id=text_id, annotator_id=labels["annotator_id"])
    )
    digests = [
        {**row, "deliveries": store.query(con, "trace_deliveries", digest_id=row["digest_id"])}
        for row in store.query(con, "trace_digests", article_id=wanted)
    ]
    return Trace(
        wanted,
        tuple(versions),
        labels,
        machine,
        tuple(store.query(con, "trace_corrections", text_id=text_id)),
        _one(store.query(con, "trace_story", text_id=text_id)),
        tuple(digests),
    )


def _article(con: Connection, name: str) -> str:
    if is_web_url(name):
        return article_id(name)
    item = _ITEM.fullmatch(name)
    if item is None:
        return name
    found = store.query(con, "trace_item", digest_id=item[1], position=int(item[2]))
    if not found:
        raise TraceError(f"{name}: the digest {item[1]} has no item {item[2]}")
    return str(found[0]["article_id"])


def _one(rows: list[dict[str, Any]]) -> Row | None:
    return rows[0] if rows else None
