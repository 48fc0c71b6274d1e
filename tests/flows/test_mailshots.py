"""The mail in Debian's Chromium: on a phone and a desk, in light and dark, nothing sticks out or can't be read."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from flows.render import render
from tests.flows.mailpage import contrast
from tests.flows.test_mailform import LINKS, VIEWS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow
# every element with words of its own: colour and ground as they are painted, size in px
PAINTED = """
() => [...document.querySelectorAll('body *')]
  .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
  .map(one => {
    let ground = one
    while (ground && getComputedStyle(ground).backgroundColor === 'rgba(0, 0, 0, 0)') ground = ground.parentElement
    const style = getComputedStyle(one), box = one.getBoundingClientRect()
    return [style.color, getComputedStyle(ground).backgroundColor, parseFloat(style.fontSize), box.left, box.right]
  })
"""


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium on this machine (Debian package chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


def hexed(colour: str) -> str:
    """Give #rrggbb for rgb(r, g, b)."""
    return "#" + "".join(f"{int(part):02x}" for part in colour.removeprefix("rgb(").rstrip(")").split(","))


@pytest.mark.parametrize("width", [360, 640])
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("name", VIEWS)
def test_a_mail_is_clean(browser: "Browser", tmp_path: Path, name: str, mode: Any, width: int) -> None:
    path = tmp_path / "mail.html"
    path.write_text(render(VIEWS[name], LINKS).html, encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=mode)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    assert asked == [path.as_uri()], "a mail asks for nothing"
    assert page.evaluate("document.documentElement.scrollWidth") == width, "nothing sticks out"
    painted = page.evaluate(PAINTED)
    assert len(painted) > 10
    weak = [(ink, ground) for ink, ground, *_ in painted if contrast(hexed(ink), hexed(ground)) < 4.5]
    assert weak == []
    assert {size for _, _, size, _, _ in painted if 1 < size < 13} == set()
    assert min(left for *_, left, _ in painted) >= 0
    assert max(right for *_, right in painted) <= width
    page.close()
