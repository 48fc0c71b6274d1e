"""The editor's desk in a real browser, by keyboard alone, then with a mouse; looked at narrow and wide, light and dark.

Needs Debian's chromium; `DIEMTIN_SHOTS=DIR` keeps pictures of every page.
"""

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Page, sync_playwright

from flows.editorapp import desk_app
from tests.flows.editing import DIGEST, PAGE, TOKEN, newsroom, running

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine (Debian: chromium)"),
]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A desk on a free port."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(desk_app(running(newsroom(folder))), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


@contextmanager
def browsing(address: str, *, width: int = 1280, scheme: str = "light") -> Iterator[Page]:
    """A page of a browser that came in; any complaint of the page is an error."""
    complaints: list[str] = []
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        dark = "dark" if scheme == "dark" else "light"
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=dark)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{address}/vao?token={TOKEN}")
        page.wait_for_url(f"{address}/")
        yield page
        browser.close()
    assert complaints == []


def order(page: Page) -> list[str]:
    return [str(one.get_attribute("data-id")) for one in page.locator(".story[data-id]").all()]


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def pressed(page: Page, key: str) -> None:
    """A key that sends a form: wait until the page is there again."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_a_whole_morning_by_keyboard_alone(tmp_path: Path) -> None:
    with served(tmp_path) as address, browsing(address) as page:
        page.goto(f"{address}{PAGE}")
        assert order(page)[:3] == ["a-phe-phan", "a-dinh-cong", "a-tai-nan"]
        press(page, "j", "j", "j")
        pressed(page, "Alt+ArrowUp")
        assert order(page)[:3] == ["a-phe-phan", "a-tai-nan", "a-dinh-cong"]
        assert page.evaluate("document.activeElement.dataset.id") == "a-tai-nan", "the moved story keeps the focus"
        press(page, "j", "g")
        page.keyboard.type("Đã cử cán bộ xuống cơ sở.")
        press(page, "Tab")
        pressed(page, "Enter")
        press(page, "k", "b")
        page.keyboard.type("chưa kiểm chứng")
        pressed(page, "Enter")
        assert "a-tai-nan" not in order(page)
        press(page, "j")
        pressed(page, "s")
        page.locator('select[name="stance_cong_doan"]').focus()
        page.keyboard.type("Trung")
        page.locator("text=Lưu nhãn").focus()
        pressed(page, "Enter")
        assert page.locator(".told").first.inner_text() == "Đã ghi 1 nhãn."
        assert order(page)[0] == "a-dinh-cong"
        pressed(page, "Shift+D")
        assert "Đã duyệt lúc 06:12" in page.inner_text("main")
        pressed(page, "x")
        mail = page.frame_locator("iframe.mail").locator("body")
        mail.wait_for()
        said = mail.inner_text()
        for words in ("Đã biên tập lúc 06:12", "Đã cử cán bộ xuống cơ sở.", "chưa kiểm chứng (1)"):
            assert words in said
        assert "Sập giàn giáo" not in said


def test_tab_reaches_every_button_and_the_focus_is_seen(tmp_path: Path) -> None:
    with served(tmp_path) as address, browsing(address) as page:
        page.goto(f"{address}{PAGE}")
        names = set()
        for _ in range(60):
            press(page, "Tab")
            if page.evaluate("document.activeElement === document.body"):
                continue  # past the last button, in the browser's own frame
            names.add(page.evaluate("document.activeElement.innerText.trim()"))
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        assert {"Duyệt bản này", "↑ Lên", "↓ Xuống", "Ghi chú", "Bỏ ra", "Sửa nhãn, câu chuyện", "Xem thư"} <= names


def test_a_story_is_dragged_within_its_group(tmp_path: Path) -> None:
    with served(tmp_path) as address, browsing(address) as page:
        page.goto(f"{address}{PAGE}")
        grip = page.locator("#tin-a-tai-nan .grip").bounding_box()
        first = page.locator("#tin-a-phe-phan").bounding_box()
        assert grip
        assert first
        page.mouse.move(grip["x"] + 5, grip["y"] + 5)
        page.mouse.down()
        page.mouse.move(first["x"] + 40, first["y"] + 30, steps=6)
        with page.expect_navigation():
            page.mouse.move(first["x"] + 40, first["y"] + 4, steps=3)
            page.mouse.up()
        assert order(page)[:3] == ["a-tai-nan", "a-phe-phan", "a-dinh-cong"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_the_screen(tmp_path: Path, width: int, scheme: str) -> None:
    paths = ("/", PAGE, f"{PAGE}/thu", f"/tin/a-dinh-cong?ban_tin={DIGEST}", "/can-xem")
    with served(tmp_path) as address, browsing(address, width=width, scheme=scheme) as page:
        for at, path in enumerate(paths):
            page.goto(f"{address}{path}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            small = page.evaluate(
                "[...document.querySelectorAll('button, a.button, summary[role=button]')]"
                ".filter(one => one.offsetHeight && one.offsetHeight < 32).map(one => one.innerText)"
            )
            assert small == []
            if folder := os.environ.get("DIEMTIN_SHOTS"):
                page.screenshot(path=f"{folder}/ban-{at}-{width}-{scheme}.png", full_page=True)
