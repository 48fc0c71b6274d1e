"""Rows as the flows would write them, made from a few words each."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from crawlers.records import Outcome
from flows.annotate import AnnotationRow, AnnotatorRow, PlaceRow, StanceRow, TopicRow
from flows.grouping import GroupingRow
from flows.records import ArticleVersion, Item, Outlet, Run
from warehouse import store
from warehouse.db import Connection, transaction

START = datetime(2026, 8, 4, 23, 0, tzinfo=UTC)  # 06:00 of 5 August in Việt Nam
MODEL = "may-1"


def code(*words: str) -> str:
    """A stable 16-digit id."""
    return hashlib.sha256("\0".join(words).encode()).hexdigest()[:16]


def outlet(source_id: str, owner: str | None = None) -> Outlet:
    return Outlet(source_id, f"Báo {source_id}", "central", owner or source_id, None, (), True)


@dataclass
class RunRows:
    """One run: call `feed` and `page` to say what it brought, then `store`."""

    run_id: str
    at: datetime = START
    outcomes: list[Outcome] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    versions: list[ArticleVersion] = field(default_factory=list)

    def request(self, source_id: str, kind: str, outcome: str = "landed", reason: str | None = None) -> Outcome:
        seq = len(self.outcomes)
        self.at += timedelta(seconds=1)
        url = f"https://{source_id}.example/{kind}/{seq}"
        status = {"landed": 200, "not_modified": 304}.get(outcome)
        row = Outcome(
            self.run_id,
            seq,
            source_id,
            kind,
            url,
            url,
            outcome,
            reason,
            status,
            self.at,
            12,
            100,
            None,
            0,
            None,
            None,
            None,
        )
        self.outcomes.append(row)
        return row

    def feed(self, source_id: str, *entries: tuple[str, str], rejected: str | None = None) -> None:
        """A feed with entries (name of the article, its words)."""
        o = self.request(source_id, "feed")
        self.items.append(
            Item(self.run_id, o.seq, -1, "feed", source_id, o.url, None, None, rejected, None, o.fetched_at)
        )
        for position, (name, words) in enumerate(entries):
            self._version(o, position, "feed", name, words, "")

    def page(self, source_id: str, name: str, words: str, body: str, published_at: datetime | None = None) -> None:
        self._version(self.request(source_id, "page"), 0, "page", name, words, body, published_at)

    def rejected_page(self, source_id: str, reason: str) -> None:
        o = self.request(source_id, "page")
        self.items.append(Item(self.run_id, o.seq, 0, "page", source_id, o.url, None, None, reason, "", o.fetched_at))

    def _version(
        self,
        o: Outcome,
        position: int,
        origin: str,
        name: str,
        words: str,
        body: str,
        at: datetime | None = None,
    ) -> None:
        article_id = code(o.source_id, name)
        url = f"https://{o.source_id}.example/{name}"
        version_id = code(article_id, origin, words, body, str(at))
        kind = "page" if origin == "page" else "entry"
        item = Item(
            self.run_id,
            o.seq,
            position,
            kind,
            o.source_id,
            url,
            article_id,
            version_id,
            None,
            None,
            o.fetched_at,
        )
        version = ArticleVersion(
            version_id, article_id, o.source_id, url, words, "", body, None, None, ("tin",), at, None,
            "jsonld" if at else None, origin, None, None, code(words, body),
            self.run_id, o.seq, position, o.fetched_at, (),
        )  # fmt: skip
        self.items.append(item)
        self.versions.append(version)

    def store(self, con: Connection) -> None:
        with transaction(con):
            store.insert(con, "raw.runs", [Run(self.run_id, "crawl", START, self.at)])
            store.insert(con, "raw.outcomes", self.outcomes)
            store.insert(con, "core.article_versions", self.versions)
            store.insert(con, "core.items", self.items)


def annotate(
    con: Connection,
    text_id: str,
    relevance: int,
    topics: tuple[str, ...] = (),
    stance: str = "none",
    *,
    model: str = MODEL,
    active: bool = True,
) -> None:
    """Labels of one text by one annotator."""
    evidence = ("Câu quyết định.", 2) if stance in ("favor", "against") else (None, None)
    labels = AnnotationRow(text_id, model, relevance, 0.9, "neu", 0.8, "none", "none", False, False)
    store.insert(con, "core.annotators", [AnnotatorRow(model, active)])
    store.insert(con, "core.annotations", [labels])
    store.insert(con, "core.topics", [TopicRow(text_id, model, t, 0.9 - i / 10) for i, t in enumerate(topics)])
    attitude = StanceRow(text_id, model, "cong_doan", stance, 0.7, False, *evidence)
    store.insert(con, "core.stances", [attitude] if relevance else [])
    store.insert(con, "core.places", [PlaceRow(text_id, model, "Đồng Nai")])


def group(con: Connection, *rows: tuple[str, str | None, str]) -> None:
    """Groupings (text_id, duplicate_of, story_id)."""
    found = [GroupingRow(text, original, story, 0.95 if original else None) for text, original, story in rows]
    store.replace(con, "core.grouping", found, where={})
