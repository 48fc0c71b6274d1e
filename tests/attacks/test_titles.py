"""Attack: what an outlet writes into a title tries to be markup, a header, a command or another text, in the mail."""

import re

import pytest
from selectolax.lexbor import LexborHTMLParser
from typer.testing import CliRunner

from flows.cli import app
from tests.attacks.hostile_home import ATTACKS, Attacked


def test_the_titles_are_in_the_mail(attacked: Attacked) -> None:
    assert attacked.text.count("đình công đòi tăng lương") >= 3


def test_no_title_becomes_markup(attacked: Attacked) -> None:
    tree = LexborHTMLParser(attacked.html)
    assert not tree.css("script, iframe, object, embed, form, img[onerror], [onmouseover]")
    assert not [link for link in tree.css("a") if "javascript:" in (link.attributes.get("href") or "").lower()]
    assert "display:none}" not in "".join(style.text() for style in tree.css("style"))
    assert "hacker.example" not in " ".join(link.attributes.get("href") or "" for link in tree.css("a, img, link"))


def test_no_title_becomes_a_header_or_another_mail(attacked: Attacked) -> None:
    assert attacked.mail["Bcc"] is None
    assert not re.search(r"(?m)^Bcc:", attacked.mail.as_string().partition("\n\n")[0])
    assert max(len(line) for line in attacked.mail.as_bytes().splitlines()) <= 998


def test_no_template_is_run(attacked: Attacked) -> None:
    assert "1787569" not in attacked.text + attacked.html


def test_no_letter_hides_or_turns_the_text_round(attacked: Attacked) -> None:
    for part in (attacked.html, attacked.text, str(attacked.mail["Subject"])):
        assert not re.search("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", part)
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", part)


def test_a_huge_title_leaves_room_for_the_rest(attacked: Attacked) -> None:
    assert len(attacked.html.encode()) <= 90_000
    assert len(attacked.text) < 200_000


@pytest.mark.parametrize(
    "words",
    [
        ["query", "select title, sapo from mart.articles"],
        ["search", "đình công"],
        ["stories", "--help"],
    ],
)
def test_no_title_commands_the_terminal(attacked: Attacked, words: list[str]) -> None:
    done = CliRunner().invoke(app, words, env=attacked.env)
    assert done.exit_code == 0, done.output
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", done.output)


def test_every_article_is_still_there(attacked: Attacked) -> None:
    done = CliRunner().invoke(
        app, ["query", "select count(*) as n from mart.articles", "--format", "csv"], env=attacked.env
    )
    assert done.output.split() == ["n", str(len(ATTACKS))]
