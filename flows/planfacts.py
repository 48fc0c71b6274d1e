"""What the warehouse knows of a span of days that clauses of plans are measured by; loaded once a report."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from flows.campaignwindows import CampaignWindow
from flows.planfile import Plans
from nlp.bodies import entities
from nlp.campaign import Campaigns
from nlp.geography import provinces
from nlp.phrase import plain
from nlp.records import Document
from warehouse import store
from warehouse.db import Connection

MERGED_AT = date(2025, 7, 1)  # 63 provinces became 34


@dataclass(frozen=True)
class PlanArticle:
    """One article as measures see it; `federations` are provinces (63) and ids of sector unions that it names."""

    article_id: str
    source_id: str
    outlet_kind: str | None
    section: str
    news_date: date
    relevance: int
    level: str | None
    topics: tuple[str, ...]
    campaigns: tuple[str, ...]
    messages: tuple[str, ...]
    federations: tuple[str, ...]
    spotlights: int
    rebuttals: int
    text: str

    @cached_property
    def words(self) -> str:
        """Its text as phrases see it."""
        return plain(self.text)


@dataclass(frozen=True, slots=True)
class Facts:
    """A span of calendar days of Việt Nam and what is known of it; `successors` lead to the map of the day."""

    first: date
    last: date  # of which there is news
    until: date  # the last day of the period that is reported on
    articles: tuple[PlanArticle, ...]
    outlets: Mapping[str, str]  # source id → name
    kinds: Mapping[str, str]  # source id → kind of outlet
    pages: Mapping[str, str]  # source id → name, of pages on social networks
    read_days: Mapping[str, frozenset[date]]
    federations: Mapping[str, str]  # key → name
    successors: Mapping[str, str] = field(default_factory=dict)
    digests: frozenset[tuple[str, date]] = frozenset()
    counter_days: Mapping[str, frozenset[date]] = field(default_factory=dict)
    windows: tuple[CampaignWindow, ...] = ()
    relevant: int = 0
    judged: int = 0

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of the span."""
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


def load_facts(
    con: Connection, plans: Plans, windows: Iterable[CampaignWindow], first: date, until: date, last: date
) -> Facts:
    """Everything known of the days from `first` to `last`, both within, of a period that ends with `until`."""
    span = {"first_date": first, "last_date": last}
    outlets = {row["source_id"]: row for row in store.query(con, "outlet_rows")}
    judged = store.query(con, "plan_judged", **span)[0]
    successors = {row["province"]: row["province_34"] for row in store.query(con, "plan_provinces")}
    finder = plans.campaign_finder()
    posts = [_post(row, finder) for row in store.query(con, "plan_posts", **span)]
    pages = {row["source_id"]: row["name"] for row in store.query(con, "plan_pages")}
    articles = [_article(row) for row in store.query(con, "plan_articles", outlets=_outlets(plans), **span)]
    read_days = _by_key(store.query(con, "plan_read_days", **span), "source_id", "day")
    return Facts(
        first=first,
        last=last,
        until=until,
        articles=(*articles, *posts),
        outlets={**{key: row["name"] for key, row in outlets.items()}, **pages},
        kinds={**{key: row["kind"] for key, row in outlets.items()}, **dict.fromkeys(pages, "social")},
        pages=pages,
        read_days=read_days,
        federations=federations(last, successors),
        successors=successors if last >= MERGED_AT else {},
        digests=frozenset((row["period"], row["day"]) for row in store.query(con, "plan_digests", **span)),
        counter_days=_by_key(store.query(con, "plan_counter_days", **span), "counter_id", "date"),
        windows=tuple(windows),
        relevant=judged["relevant"],
        judged=judged["judged"],
    )


def federations(at: date, successors: Mapping[str, str]) -> dict[str, str]:
    """The provincial federations on the map of a day and the central sector unions, by key."""
    names = sorted(set(successors.values()) if at >= MERGED_AT else provinces())
    sectors = {one.id: one.name for one in entities().values() if one.kind == "union" and one.level == "tinh_nganh"}
    return {**{name: f"Liên đoàn Lao động {name}" for name in names}, **sectors}


def _outlets(plans: Plans) -> list[str]:
    """Outlets of which measures ask for words in articles that need not be relevant."""
    asked = [
        outlet
        for plan in plans.files
        for clause in plan.clause
        for outlet in getattr(clause.measure, "outlets", ())
        if getattr(clause.measure, "relevance", 0) == 0
    ]
    return sorted(set(asked))


def _article(row: dict[str, Any]) -> PlanArticle:
    lists = ("topics", "campaigns", "messages", "federations")
    return PlanArticle(**{**row, **{name: tuple(row[name]) for name in lists}})


def _post(row: dict[str, Any], finder: Campaigns) -> PlanArticle:
    """A post as measures see it: of kind social; its words are read as a sapo is."""
    named = [
        one.campaign_id for one in finder.of(Document(row["article_id"], "", row["text"], ())) if one.how == "named"
    ]
    kept = {key: row[key] for key in ("article_id", "source_id", "news_date", "relevance", "text")}
    return PlanArticle(
        **kept,
        outlet_kind="social",
        section="",
        level=None,
        topics=tuple(row["topics"]),
        campaigns=tuple(named),
        messages=(),
        federations=(),
        spotlights=0,
        rebuttals=0,
    )


def _by_key(rows: Iterable[Mapping[str, Any]], key: str, value: str) -> dict[str, frozenset[date]]:
    found: dict[str, set[date]] = {}
    for row in rows:
        found.setdefault(row[key], set()).add(row[value])
    return {name: frozenset(days) for name, days in found.items()}
