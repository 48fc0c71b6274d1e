"""The files of this room: one statement each, named as what they make, documented in full."""

import re
from collections.abc import Iterable
from dataclasses import fields

import pytest

from crawlers.records import Article, Outcome
from flows.alertfile import AlertRow
from flows.annotate import AnnotationRow, AnnotatorRow, PlaceRow, StanceRow, TopicRow
from flows.archive import DigestStoryRow, PreviousRow
from flows.corrections import Correction
from flows.deliveries import Delivery
from flows.digestwords import DigestCorrection
from flows.entities import MentionRow, QuoteRow, ReadingRow
from flows.grouping import GroupingRow, LineageRow, LinkRow, PlacementRow
from flows.opinionkeeping import KeptOpinionRow
from flows.publicload import CommentRow, PageOutcomeRow, PageRow, PostRow
from flows.records import ArticleVersion, Item, Outlet, Run
from flows.routes import RouteRow
from flows.sections import SectionRow
from flows.storyfixes import StoryCorrection
from flows.unsubscribe import Departure
from flows.voicelabels import VoiceLabelRow
from nlp.records import STANCES, TARGETS, Annotation, Grouping, Scored, Stance
from warehouse import store
from warehouse.db import Connection
from warehouse.dictionary import README, with_dictionary
from warehouse.schema import view_order
from warehouse.sqlfiles import sql_names, sql_text


def names(record: type[store.Record]) -> set[str]:
    return {field.name for field in fields(record)}


@pytest.mark.parametrize(
    ("table", "record"),
    [
        ("raw.runs", Run),
        ("raw.outcomes", Outcome),
        ("core.items", Item),
        ("core.article_versions", ArticleVersion),
        ("core.annotations", AnnotationRow),
        ("core.topics", TopicRow),
        ("core.stances", StanceRow),
        ("core.places", PlaceRow),
        ("core.annotators", AnnotatorRow),
        ("core.grouping", GroupingRow),
        ("core.placements", PlacementRow),
        ("core.story_links", LinkRow),
        ("core.lineage", LineageRow),
        ("core.outlets", Outlet),
        ("core.readings", ReadingRow),
        ("core.mentions", MentionRow),
        ("core.quotes", QuoteRow),
        ("core.corrections", Correction),
        ("core.story_corrections", StoryCorrection),
        ("core.digest_corrections", DigestCorrection),
        ("core.digest_stories", DigestStoryRow),
        ("core.digest_sections", SectionRow),
        ("core.pages", PageRow),
        ("raw.page_outcomes", PageOutcomeRow),
        ("core.posts", PostRow),
        ("core.comments", CommentRow),
        ("core.voice_labels", VoiceLabelRow),
        ("core.kept_opinion", KeptOpinionRow),
        ("core.deliveries", Delivery),
        ("core.departures", Departure),
        ("core.alerts", AlertRow),
        ("core.digest_routes", RouteRow),
        ("core.digest_previous", PreviousRow),
    ],
)
def test_record_fields_and_table_columns_are_one_vocabulary(
    con: Connection, table: str, record: type[store.Record]
) -> None:
    assert names(record) == set(store.table_columns(con, table))


def test_the_rooms_use_the_same_words(con: Connection) -> None:
    def columns(table: str) -> set[str]:
        return set(store.table_columns(con, table))

    assert names(Article) <= columns("core.article_versions")
    labels = names(Annotation) - {"id", "topics", "stances", "provinces", "foreign"}
    assert labels | {"text_id", "annotator_id", "is_foreign"} == columns("core.annotations")
    assert names(Scored) <= columns("core.topics")
    assert names(Stance) <= columns("core.stances")
    assert names(Grouping) - {"id"} <= columns("core.grouping")


def test_stances_know_the_same_targets_and_labels() -> None:
    table = sql_text("migrations", "0011_core_stances")
    assert all(f"'{word}'" in table for word in (*TARGETS, *STANCES))
    assert all(f"stance_{target}_evidence" in sql_text("views", "mart.labels") for target in TARGETS)


def statements(text: str) -> Iterable[str]:
    without_comments = re.sub(r"--.*", "", text)
    return [part for part in without_comments.split(";") if part.strip()]


@pytest.mark.parametrize(
    "folder", ["migrations", "views", "macros", "queries", "checks", "statements", "as_of", "archived"]
)
def test_one_statement_a_file(folder: str) -> None:
    crowded = [name for name in sql_names(folder) if len(list(statements(sql_text(folder, name)))) != 1]
    assert crowded == []


@pytest.mark.parametrize(("folder", "kind"), [("views", "view"), ("macros", "macro")])
def test_a_file_is_named_as_what_it_makes(folder: str, kind: str) -> None:
    for name in sql_names(folder):
        made = re.search(rf"create or replace {kind} ([a-z_.]+)", sql_text(folder, name))
        assert made is not None, name
        assert made.group(1).removeprefix("main.") == name


def test_the_grain_stands_on_top_of_every_view() -> None:
    assert [name for name in sql_names("views") if not sql_text("views", name).startswith("-- grain: ")] == []


def test_migrations_are_numbered_without_gaps() -> None:
    numbers = [int(name[:4]) for name in sql_names("migrations")]
    assert numbers == list(range(1, len(numbers) + 1))


def test_views_come_after_the_views_that_they_read() -> None:
    order = view_order()
    assert order.index("core.articles") < order.index("mart.articles")
    assert order.index("mart.labels") < order.index("mart.articles")
    assert sorted(order) == sql_names("views")


def test_every_mart_column_is_explained(con: Connection) -> None:
    silent = """
        select c.table_name, c.column_name
        from duckdb_columns() as c
        join duckdb_views() as v on v.schema_name = c.schema_name and v.view_name = c.table_name
        where c.schema_name = 'mart' and (c.comment is null or v.comment is null)
    """
    assert store.sql(con, silent)[1] == []


def test_the_data_dictionary_is_current(con: Connection) -> None:
    page = README.read_text(encoding="utf-8")
    assert page == with_dictionary(page, con), "run `python -m warehouse.dictionary`"


def test_no_view_or_query_asks_the_clock_or_chance() -> None:
    restless = re.compile(r"\b(now|current_date|current_timestamp|today|random|uuid|get_current_time)\b")
    for folder in ("views", "macros", "checks", "queries"):
        for name in sql_names(folder):
            assert not any(restless.search(part) for part in statements(sql_text(folder, name))), name
