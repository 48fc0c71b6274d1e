"""The notebooks run headless on a published copy, show what is in it, and say what to do where there is nothing."""

import json
import os
import runpy
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows import steps
from flows.demo.press import SOURCES_DIR
from flows.demo.server import press_web
from flows.home import open_home
from flows.settings import Settings

NOTEBOOK = Path(__file__).resolve().parent.parent / "notebooks" / "tin_hom_nay.py"


def export(home: Path, target: Path) -> subprocess.CompletedProcess[str]:
    """Run the notebook as `marimo export html` does."""
    command = [sys.executable, "-m", "marimo", "export", "html", str(NOTEBOOK), "-o", str(target), "--no-include-code"]
    env = {**os.environ, "DIEMTIN_HOME": str(home)}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=env, timeout=240)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the bundled press web crawled, labelled and published."""
    home = open_home(tmp_path_factory.mktemp("notebook"))
    with press_web() as proxy:
        settings = Settings(home=home.root, sources_dir=SOURCES_DIR, proxy=proxy, pace_scale=0.02)
        steps.crawl_step(home, settings)
    steps.load_step(home, settings)
    steps.annotate_step(home)
    steps.publish_step(home)
    return home.root


def test_the_notebook_shows_the_day(published: Path, tmp_path: Path) -> None:
    done = export(published, tmp_path / "out.html")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "Tin hôm nay" in page
    assert "09/08/2026" in page
    # marimo keeps the rows of a table as JSON in ASCII
    for shown in ("Giày Kim Lộc", "Chăm lo, phúc lợi", "ghi nhận"):
        assert json.dumps(shown).strip('"') in page
    assert "cham_lo_phuc_loi" not in page


def test_without_a_published_copy_it_says_what_to_do(tmp_path: Path) -> None:
    done = export(tmp_path, tmp_path / "out.html")
    assert "diemtin publish" in (tmp_path / "out.html").read_text(encoding="utf-8"), done.stderr


@pytest.mark.parametrize("path", sorted(NOTEBOOK.parent.glob("*.py")), ids=lambda path: path.stem)
def test_every_notebook_runs_through(path: Path, published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIEMTIN_HOME", str(published))
    outputs, _ = runpy.run_path(str(path))["app"].run()
    shown = [one for one in outputs if one is not None]
    assert any(str(getattr(one, "text", "")).startswith("<") for one in shown)
    assert not [one for one in shown if "Chưa có bản công bố" in str(getattr(one, "text", ""))]
    assert not [one for one in shown if "Chưa có tin nào trong kho" in str(getattr(one, "text", ""))]


@pytest.mark.parametrize("path", sorted(NOTEBOOK.parent.glob("*.py")), ids=lambda path: path.stem)
@pytest.mark.parametrize("copied", [False, True])
def test_on_an_empty_home_a_sentence_says_what_to_do(
    path: Path, copied: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = open_home(tmp_path)
    if copied:
        steps.publish_step(home)
    monkeypatch.setenv("DIEMTIN_HOME", str(home.root))
    outputs, _ = runpy.run_path(str(path))["app"].run()
    told = " ".join(str(getattr(one, "text", "")) for one in outputs if one is not None)
    assert "diemtin publish" in told or "Chưa có tin nào" in told


@pytest.mark.slow
def test_a_chart_is_drawn_in_a_browser_and_nothing_is_loaded_from_elsewhere(published: Path) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium on this machine (Debian package chromium)")
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    foreign: list[str] = []
    with app(NOTEBOOK.with_name("ban_do_tinh_thanh.py"), published) as address, sync.sync_playwright() as play:
        page = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"]).new_page()
        page.on("request", lambda asked: foreign.append(asked.url))
        page.goto(address)
        page.wait_for_selector("canvas, svg.marks", timeout=60_000)
        assert "Bản đồ tỉnh thành" in page.inner_text("body")
    assert not [
        url for url in foreign if not url.startswith((address, "data:", "blob:", address.replace("http", "ws")))
    ]


@contextmanager
def app(notebook: Path, home: Path) -> Iterator[str]:
    """The notebook served as an app on a free port; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "marimo", "run", str(notebook), "--headless", "--no-token", "--port", port]
    env = {**os.environ, "DIEMTIN_HOME": str(home)}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as served:
        try:
            assert served.stdout is not None
            for line in served.stdout:
                if port in line:
                    break
            yield f"http://127.0.0.1:{port}"
        finally:
            served.terminate()
