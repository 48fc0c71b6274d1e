"""People's words on stories: joined, parted, named; kept as files, heard by every regrouping and rebuild."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows import storyfixes
from flows.cli import app
from flows.grouping import regroup
from flows.home import Home, open_home
from flows.storycard import read_card
from flows.storyfixes import StoryError
from tests.flows.test_grouping import add, article, state
from warehouse import db, store
from warehouse.db import Connection

NOON = datetime(2026, 10, 20, 5, 0, tzinfo=UTC)


def fill(con: Connection) -> None:
    add(con, [article(n) for n in range(40)])
    regroup(con, "may")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = open_home(tmp_path / "nha")
    with db.writer(home.root) as con:
        fill(con)
    return home


def rows(home: Home, text: str) -> list[tuple[Any, ...]]:
    with db.writer(home.root) as con:
        return store.sql(con, text)[1]


def story_of(home: Home, article_id: str) -> str:
    ((story,),) = rows(home, f"select story_id from mart.story_articles where article_id = '{article_id}'")
    return str(story)


def two_stories(home: Home) -> tuple[str, str]:
    """The two stories with most articles."""
    found = rows(home, "select story_id from mart.stories order by articles desc, story_id limit 2")
    return str(found[0][0]), str(found[1][0])


def originals(home: Home, story: str) -> list[str]:
    """Articles of a story, one for each original text."""
    found = rows(
        home,
        f"select article_id from mart.story_articles where story_id = '{story}' and not is_copy order by news_at",
    )
    return [row[0] for row in found]


def said(home: Home, kind: str, left: str, right: str, minutes: int = 0) -> None:
    storyfixes.fix(home, kind, left, right, role="bien-tap", at=NOON + timedelta(minutes=minutes))


def test_joined_stories_are_one_and_the_old_id_leads_on(home: Home) -> None:
    one, other = two_stories(home)
    said(home, "link", one, other)
    left = {row[0] for row in rows(home, "select story_id from mart.stories")} & {one, other}
    assert len(left) == 1
    (gone,) = {one, other} - left
    assert rows(home, f"select story_id from mart.story_aliases where alias_id = '{gone}'") == [(left.pop(),)]
    assert read_card(home, gone).facts["story_id"] == read_card(home, one).facts["story_id"]


def test_parted_articles_are_two_stories_until_the_next_word(home: Home) -> None:
    story, _ = two_stories(home)
    first, *_, last = originals(home, story)
    said(home, "split", first, last)
    assert story_of(home, first) != story_of(home, last)
    said(home, "link", first, last, minutes=1)
    assert story_of(home, first) == story_of(home, last)
    said(home, "split", last, first, minutes=2)
    assert story_of(home, first) != story_of(home, last)


def test_a_name_given_by_people_stays_with_the_story(home: Home) -> None:
    one, other = two_stories(home)
    said(home, "rename", other, "  Cháy xưởng gỗ\nHoàng Phát ")
    said(home, "link", one, other, minutes=1)
    whole = read_card(home, other).facts
    assert (whole["title"], whole["renamed"]) == ("Cháy xưởng gỗ Hoàng Phát", True)
    said(home, "rename", one, "Tên sau cùng", minutes=2)
    assert read_card(home, other).facts["title"] == "Tên sau cùng"


def test_telling_anew_from_the_files_gives_the_same(home: Home, tmp_path: Path) -> None:
    one, other = two_stories(home)
    first, *_, last = originals(home, one)
    said(home, "split", first, last)
    said(home, "link", one, other, minutes=1)
    said(home, "rename", one, "Một tên mới", minutes=2)
    with db.writer(home.root) as con:
        add(con, [article(n) for n in range(40, 60)])
        regroup(con, "may")
        grown = state(con)
    with db.writer(tmp_path / "moi") as con:
        storyfixes.load(con, home)
        add(con, [article(n) for n in range(60)])
        regroup(con, "may")
        assert state(con) == grown
        assert [check.rows for check in store.run_checks(con) if check.name.startswith("story")] == [()]


@pytest.mark.parametrize(
    ("kind", "left", "right", "why"),
    [
        ("link", "khong-co", "a001", "không có câu chuyện"),
        ("split", "a001", "khong-co", "không có câu chuyện"),
        ("split", "a001", "a001", "cùng một lời văn"),
        ("rename", "a001", " \n ", "từ 1 đến 300 ký tự"),
        ("rename", "khong-co", "Tên", "không có câu chuyện"),
    ],
)
def test_a_word_that_means_nothing_is_refused(home: Home, kind: str, left: str, right: str, why: str) -> None:
    with pytest.raises(StoryError, match=why):
        said(home, kind, left, right)
    assert list(home.corrections.rglob("*.jsonl")) == []


def test_what_is_joined_already_is_not_joined_again(home: Home) -> None:
    story, _ = two_stories(home)
    first, *_, last = originals(home, story)
    with pytest.raises(StoryError, match="đã cùng câu chuyện"):
        said(home, "link", first, last)


@pytest.mark.parametrize("line", ["{", '{"kind": "link"}', '{"kind": "ghep", "article_id": "a", "said_by": "x"}'])
def test_a_broken_file_names_its_line(home: Home, line: str) -> None:
    home.story_corrections.mkdir(parents=True)
    good = {"kind": "rename", "article_id": "a001", "other_article_id": None, "title": "T", "said_by": "bien-tap"}
    text = json.dumps({**good, "said_at": NOON.isoformat()}) + "\n" + line + "\n"
    (home.story_corrections / "x.jsonl").write_text(text, encoding="utf-8")
    with db.writer(home.root) as con, pytest.raises(StoryError, match=r"x\.jsonl, dòng 2"):
        storyfixes.load(con, home)


def run(home: Home, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["--home", str(home.root), "story", *arguments])
    return result.exit_code, result.output if result.exception is None else f"{result.output}{result.exception}"


def test_the_commands(home: Home) -> None:
    one, other = two_stories(home)
    assert run(home, "link", one, other)[0] == 0
    code, page = run(home, other)
    assert code == 0
    assert "tiếng nói độc lập" in page
    assert "Trạng thái:" in page
    code, page = run(home, other, "--json")
    assert json.loads(page)["story_id"] == read_card(home, one).facts["story_id"]
    code, page = run(home, "khong-co")
    assert code != 0
    assert "khong-co" in page
    assert run(home, "rename", one, "Tên", "--role", "Nguyễn Văn A")[0] == 2
