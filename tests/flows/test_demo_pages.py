"""The pages of the demo press as the real extraction reads them, and the traps set in them."""

import unicodedata
from datetime import UTC, datetime

import pytest

from crawlers.extract import read_page
from crawlers.layout import Layout, layouts_for
from crawlers.records import Article, Rejected
from crawlers.source import load_sources
from flows.demo.press import SOURCES_DIR, Piece, outlets, pieces
from flows.demo.server import answer

CEILING = datetime(2026, 8, 10, tzinfo=UTC)
HABITS = {habit: outlet for outlet in outlets().values() for habit in outlet.habits}


def layouts_of(outlet_id: str) -> tuple[Layout, ...]:
    return layouts_for(load_sources(SOURCES_DIR)[outlet_id].layouts)


def body_of(piece: Piece) -> bytes:
    return answer(outlets()[piece.outlet_id].host, piece.path, {}).body


def read(piece: Piece) -> Article | Rejected:
    url = f"http://{outlets()[piece.outlet_id].host}{piece.path}"
    return read_page(body_of(piece), url=url, layouts=layouts_of(piece.outlet_id), ceiling=CEILING)


def moved(piece: Piece) -> bool:
    since = outlets()[piece.outlet_id].new_markup_from
    return since is not None and piece.at.date() >= since


def walled(piece: Piece) -> bool:
    return "cookie_wall" in outlets()[piece.outlet_id].habits


READABLE = [piece for piece in pieces() if piece.trap != "gone" and not walled(piece)]


def trapped(trap: str) -> Piece:
    (found,) = [piece for piece in pieces() if piece.trap == trap]
    return found


@pytest.mark.parametrize("piece", READABLE, ids=lambda piece: f"{piece.outlet_id}:{piece.key}")
def test_a_page_reads_back_as_it_was_written(piece: Piece) -> None:
    article = read(piece)
    assert isinstance(article, Article)
    assert article.title == piece.title
    assert article.sapo.removeprefix(outlets()[piece.outlet_id].sapo_prefix) == piece.sapo
    assert article.published_at == piece.at
    if moved(piece):
        assert article.method == "trafilatura"
        assert set(piece.paragraphs) <= set(article.body.split("\n"))
        return
    assert article.method == "layout"
    assert article.layout == outlets()[piece.outlet_id].family
    assert article.body == "\n".join(piece.paragraphs)
    assert article.author == piece.byline


@pytest.mark.parametrize("piece", pieces(), ids=lambda piece: f"{piece.outlet_id}:{piece.key}")
def test_no_template_marker_is_left(piece: Piece) -> None:
    text = body_of(piece).decode("utf-8")
    for marker in ("{{", "}}", "{%", "%}", "None", "Undefined"):
        assert marker not in text.replace("},\n}", "")


def test_only_the_nfd_outlet_serves_decomposed_text() -> None:
    for piece in READABLE:
        text = body_of(piece).decode("utf-8")
        assert unicodedata.is_normalized("NFC", text) == ("nfd" not in outlets()[piece.outlet_id].habits)
    assert "nfd" in HABITS


def test_the_markup_changed_in_the_middle_of_the_week() -> None:
    changed = [piece for piece in pieces() if moved(piece)]
    before = [
        piece for piece in pieces() if outlets()[piece.outlet_id].new_markup_from is not None and not moved(piece)
    ]
    assert len(changed) >= 3
    assert len(before) >= 3
    assert all(b"article__body" not in body_of(piece) for piece in changed)
    assert all(b"article__body" in body_of(piece) for piece in before)


def test_the_cookie_wall_is_no_article() -> None:
    hidden = [piece for piece in pieces() if walled(piece)]
    assert hidden
    for piece in hidden:
        rejected = read(piece)
        assert isinstance(rejected, Rejected)
        assert rejected.reason == "challenge_page"
        behind = answer(outlets()[piece.outlet_id].host, piece.path, {"Cookie": "D1N=9b1f0c7d2e5a4c83"})
        assert piece.title.encode() in behind.body


def test_the_removed_page_is_a_404() -> None:
    piece = trapped("gone")
    assert answer(outlets()[piece.outlet_id].host, piece.path, {}).status == 404


def test_one_page_closes_early_and_one_has_broken_json() -> None:
    early = body_of(trapped("early_close")).decode("utf-8")
    assert early.index("</html>") < early.index('<h1 class="title-page')
    assert "{\n" in body_of(trapped("bad_jsonld")).decode("utf-8")
    assert b"},\n}" in body_of(trapped("bad_jsonld"))


def test_home_pages_are_no_articles() -> None:
    for outlet in outlets().values():
        if outlet.habits & {"dead", "cookie_wall"}:
            continue
        page = answer(outlet.host, "/", {}).body
        found = read_page(page, url=f"http://{outlet.host}/", layouts=layouts_of(outlet.id), ceiling=CEILING)
        assert isinstance(found, Rejected), outlet.id
