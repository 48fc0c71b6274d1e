"""The notebook runs headless on a published copy and shows what is in it."""

import json
import os
import subprocess
import sys
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
