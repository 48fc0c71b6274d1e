"""Attack: a hostile title runs, links or hides in a paper, workbook, CSV, page, notebook or terminal."""

import csv
import io
import json
import re
import runpy
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from typer.testing import CliRunner

from flows.cells import inert
from flows.cli import app
from flows.home import open_home
from flows.terminal import Terminal, visible
from tests.attacks.hostile_home import DAY, LABOUR, Attacked
from tests.flows.editing import Browser, running
from tests.test_notebook import app as app_of

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def run(attacked: Attacked, *words: str) -> str:
    done = CliRunner().invoke(app, list(words), env=attacked.env)
    assert done.exit_code in (0, 1), done.output
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return done.output


@pytest.fixture(scope="module")
def paper(attacked: Attacked) -> Path:
    run(attacked, "digest", "--day", DAY, "--docx")
    (path,) = (attacked.home / "digests").glob("*.docx")
    return path


def test_no_title_becomes_a_field_or_a_link_of_the_paper(paper: Path) -> None:
    with zipfile.ZipFile(paper) as parts:
        texts = {name: parts.read(name).decode("utf-8", "replace") for name in parts.namelist()}
    fields = re.findall(r"<w:instrText[^>]*>([^<]*)", "".join(texts.values()))
    assert {field.strip() for field in fields} <= {"PAGE"}
    assert "w:fldSimple" not in texts["word/document.xml"]
    targets = re.findall(r'Target="([^"]+)" TargetMode="External"', "".join(texts.values()))
    assert targets
    assert all(target.startswith("https://nguoitho.example/") for target in targets)
    assert not [name for name in texts if re.search("vba|ole|embed|external", name, re.I)]


@pytest.mark.slow
def test_an_office_opens_the_paper_without_a_word(paper: Path, tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("no soffice on this machine (Debian: libreoffice-writer)")
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "txt:Text"]
    done = subprocess.run([*command, str(paper)], cwd=tmp_path, capture_output=True, text=True, timeout=110, check=True)
    assert [line for line in done.stderr.splitlines() if "javaldx" not in line] == []
    (text,) = tmp_path.glob("*.txt")
    assert "1787569" not in text.read_text(encoding="utf-8-sig")
    assert LABOUR.split(",")[0] in text.read_text(encoding="utf-8-sig")


def test_no_title_becomes_a_formula_or_a_link_of_a_workbook(attacked: Attacked, tmp_path: Path) -> None:
    run(attacked, "export", "mart.articles", "--out", str(tmp_path / "tin.xlsx"))
    with zipfile.ZipFile(tmp_path / "tin.xlsx") as parts:
        assert not [name for name in parts.namelist() if "sheets/_rels" in name or "external" in name.lower()]
        for name in parts.namelist():
            assert not re.search(rb"<f>|<f |<hyperlink|ddeLink", parts.read(name)), name


CSV_COMMANDS = (
    ("export", "select title, sapo, body from mart.articles", "--out", "FILE"),
    ("label", "export", "--day", DAY, "--out", "FILE"),
    ("plan", "rebuttals", "--week", DAY, "--csv", "FILE"),
    ("query", "select title, sapo, body from mart.articles", "--format", "csv"),
)


@pytest.mark.parametrize("words", CSV_COMMANDS, ids=lambda words: words[0])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_no_cell_of_a_table_is_a_formula(
    attacked: Attacked, tmp_path: Path, words: tuple[str, ...], delimiter: str
) -> None:
    path = tmp_path / "bang.csv"
    said = run(attacked, *(str(path) if word == "FILE" else word for word in words))
    text = path.read_text(encoding="utf-8-sig") if path.is_file() else said
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    assert len(rows) > 3 or "rebuttals" in words
    assert not [cell for row in rows for cell in row if cell.strip(" \t\r\n\"'\u200b") != "" and _runs(cell)]


def _runs(cell: str) -> bool:
    """Whether a spreadsheet would take it for a formula."""
    return cell.lstrip(' \t\r\n"\u200b\ufeff').startswith(SIGNS)


@pytest.mark.parametrize("sign", SIGNS)
def test_what_makes_a_cell_inert(sign: str) -> None:
    for before in ("", " ", "\t", "\r", "\u200b", '"', "a;", "a; ", "a\n"):
        lines = inert(f"{before}{sign}1+1").replace(";", "\n").splitlines()
        assert not any(map(_runs, lines)), (before, lines)
    assert inert(f"tăng 5 {sign} 3 %") == f"tăng 5 {sign} 3 %"


TERMINAL = (
    ("status",),
    ("status", "--all"),
    ("desks",),
    ("campaign",),
    ("alert", "--dry-run"),
    ("plan", "spotlights", "--week", DAY),
    ("trace", f"{DAY}-day-toan-quoc#1"),
    ("trace", f"{DAY}-day-toan-quoc#1", "--json"),
    ("query", "select chr(27) || '[2J' || chr(155) || '31m' || chr(8238) || chr(13) as title, 'a' as b"),
    ("query", "select chr(27) || chr(155) || chr(8238) as title", "--format", "table"),
    ("query", "select chr(27) || chr(155) || chr(8238) as title", "--format", "json"),
)


@pytest.mark.parametrize("words", TERMINAL, ids=lambda words: " ".join(words)[:30])
def test_no_title_commands_the_terminal(attacked: Attacked, words: tuple[str, ...]) -> None:
    said = run(attacked, *words)
    assert said.strip()
    assert not FORBIDDEN.search(said)


def test_a_json_text_keeps_its_meaning() -> None:
    told = ["\x9b31m", "\u202eđòi", "\x1b"]
    assert json.loads(visible(json.dumps(told, ensure_ascii=False))) == told


def test_a_name_of_a_picture_stays_what_it_is() -> None:
    page = io.StringIO()
    Terminal(file=page).print("giờ 7:x:30", markup=True)
    assert page.getvalue() == "giờ 7:x:30\n"


def test_pages_of_the_archive_run_nothing(attacked: Attacked) -> None:
    pages = list((attacked.home / "digests").rglob("*.html"))
    assert len(pages) >= 2
    for path in pages:
        tree = LexborHTMLParser(path.read_text(encoding="utf-8"))
        assert not tree.css("script, iframe, object, embed, form, img[onerror], [onmouseover]"), path
        links = [link.attributes.get("href") or "" for link in tree.css("a, link, img")]
        assert not [link for link in links if re.match(r"(?i)\s*(javascript|data|vbscript):", link)]
        assert not [link for link in links if "hacker.example" in link]


@pytest.mark.parametrize("name", ["tin_hom_nay", "du_luan_chinh_sach", "so_sanh_bao"])
def test_no_title_is_markup_in_a_notebook(attacked: Attacked, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIEMTIN_HOME", str(attacked.home))
    outputs, _ = runpy.run_path(str(NOTEBOOKS / f"{name}.py"))["app"].run()
    html = "".join(str(getattr(one, "text", "")) for one in outputs if one is not None)
    assert "Công nhân" in html or "C\\u00f4ng" in html or name != "tin_hom_nay"
    tree = LexborHTMLParser(html)
    assert not tree.css("script, iframe, object, embed, img[onerror], [onmouseover]")
    assert not [link for link in tree.css("a") if "hacker.example" in (link.attributes.get("href") or "")]


def test_the_desk_shows_titles_as_text(attacked: Attacked, tmp_path: Path) -> None:
    shutil.copytree(attacked.home, tmp_path / "nha")
    browser = Browser(running(open_home(tmp_path / "nha"))).enter()
    tree = LexborHTMLParser(browser.open(f"/ban-tin/{DAY}-day-toan-quoc"))
    assert tree.body is not None
    assert LABOUR.split(",")[0] in tree.body.text()
    assert not tree.css("iframe, object, embed, img[onerror], [onmouseover], script:not([src])")


@pytest.mark.slow
def test_a_browser_runs_nothing_and_asks_nobody(attacked: Attacked) -> None:
    """The mail, the page of the archive and a notebook, as a person sees them."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium on this machine (Debian: chromium)")
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    asked: list[str] = []
    dialogs: list[str] = []
    with app_of(NOTEBOOKS / "tin_hom_nay.py", attacked.home) as notebook, sync.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        for path in sorted((attacked.home / "digests").rglob("*.html")):
            page.goto(path.as_uri())
            assert page.locator("body").inner_text().strip()
        page.goto(notebook)
        page.get_by_text("Công nhân công ty may").first.wait_for(timeout=60_000)
        assert page.locator("marimo-table").count() > 0
        assert page.locator("img[onerror], [onmouseover]").count() == 0
        browser.close()
    assert dialogs == []
    ours = ("file:", "data:", "blob:", notebook, notebook.replace("http", "ws"))
    assert not [url for url in asked if not url.startswith(ours)]
