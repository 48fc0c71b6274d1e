"""One demo day, end to end, as a newcomer runs it: real crawler, real warehouse, real Prefect, real mail."""

import base64
import email
import email.policy
import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from flows.demo.press import SOURCES_DIR
from flows.home import Home
from warehouse import db, store


def diemtin(home: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, as a person does.

    What it says goes to files: a server of Prefect that outlives a crash would keep pipes open, and hide the crash.
    """
    command = [sys.executable, "-m", "flows", "--home", str(home), *words]
    env = {**os.environ, **environment}
    with TemporaryFile("w+") as said, TemporaryFile("w+") as complained:
        done = subprocess.run(command, stdout=said, stderr=complained, text=True, check=False, env=env, timeout=300)
        for file in (said, complained):
            file.seek(0)
        return subprocess.CompletedProcess(command, done.returncode, said.read(), complained.read())


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, subprocess.CompletedProcess[str]]:
    """A home in which the demo has run once, and what the run printed."""
    root = tmp_path_factory.mktemp("newcomer")
    done = diemtin(root, "run", "--demo")
    return Home(root / "demo"), done


def test_the_demo_ends_with_two_places_and_a_summary_of_five_lines(
    demo: tuple[Home, subprocess.CompletedProcess[str]],
) -> None:
    home, done = demo
    assert done.returncode == 0, done.stderr
    lines = done.stdout.strip().splitlines()
    assert len(lines) == 2 + 5
    # what was read is certain; how much of it is relevant is the model's word, and the rows'
    with db.writer(home.root) as con:
        relevant = "select count(*), count(*) filter (where n.relevance = 2) from core.digest_items as i"
        labels = "join core.current_annotations as n using (text_id) where i.section not in ('nuoc_ngoai', 'chua_chac')"
        ((told, union),) = store.sql(con, f"{relevant} {labels}")[1]
    assert lines[2:5] == [
        "Đọc được 15/17 cơ quan báo chí trong số đã hỏi",
        f"Thu được 21 bài, {told} bài liên quan",
        f"Về công đoàn: {union} tin; về lao động: {told - union} tin",
    ]
    assert re.fullmatch(r"Cần phản hồi: [1-9] việc", lines[5])
    assert lines[6] == "Gửi: thuong-truc@localhost (đã ghi vào hộp thư đi)"
    html, mail = (Path(line.split(": ", 1)[1]) for line in lines[:2])
    assert html.is_file()
    assert mail.is_file()
    assert html.is_relative_to(home.root)


def test_the_mail_is_what_a_mail_should_be(demo: tuple[Home, subprocess.CompletedProcess[str]]) -> None:
    home, _ = demo
    (path,) = home.outbox.glob("*.eml")
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    plain = mail.get_body(("plain",))
    html = mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert "09/8/2026" in str(mail["subject"])
    assert "cần phản hồi" in plain.get_content().lower()
    assert len(html.get_content().encode()) <= 90 * 1024
    assert "src=" not in html.get_content()


def test_every_check_of_the_warehouse_holds(demo: tuple[Home, subprocess.CompletedProcess[str]]) -> None:
    home, _ = demo
    done = diemtin(home.root, "check")
    assert done.returncode == 0, done.stdout


def test_a_second_run_sends_no_second_mail(demo: tuple[Home, subprocess.CompletedProcess[str]]) -> None:
    home, _ = demo
    before = {path.name: path.read_bytes() for path in home.outbox.glob("*.eml")}
    done = diemtin(home.root, "send")
    assert done.returncode == 0, done.stderr
    assert {path.name: path.read_bytes() for path in home.outbox.glob("*.eml")} == before


def test_rebuild_gives_the_same_tables(demo: tuple[Home, subprocess.CompletedProcess[str]]) -> None:
    home, _ = demo
    before = tables(home)
    done = diemtin(home.root, "rebuild", DIEMTIN_SOURCES_DIR=str(demo_sources()))
    assert done.returncode == 0, done.stderr
    after = tables(home)
    assert sorted(before) == sorted(after)
    for name, rows in before.items():
        assert rows == after[name], name


def test_search_finds_with_and_without_diacritics(
    demo: tuple[Home, subprocess.CompletedProcess[str]],
) -> None:
    home, _ = demo
    with_marks = diemtin(home.root, "search", "công đoàn")
    without = diemtin(home.root, "search", "cong doan")
    assert with_marks.returncode == without.returncode == 0
    assert "http://" in with_marks.stdout
    assert "http://" in without.stdout


SECRETS = ("mat-khau-cua-proxy", "khoa-cua-youtube-4f9a", "the-cua-facebook-77c1")


def test_with_no_network_the_run_ends_normally_and_says_so(tmp_path: Path) -> None:
    keys = tmp_path / "youtube", tmp_path / "facebook"
    for path, secret in zip(keys, SECRETS[1:], strict=True):
        path.write_text(secret, encoding="utf-8")
        path.chmod(0o600)
    home = tmp_path / "home"
    done = diemtin(
        home,
        "run",
        "--day",
        "2026-08-09",
        DIEMTIN_PROXY=f"http://nguoi-dung:{SECRETS[0]}@127.0.0.1:9",  # nobody listens on the discard port
        DIEMTIN_YOUTUBE_KEY_FILE=str(keys[0]),
        DIEMTIN_FACEBOOK_TOKEN_FILE=str(keys[1]),
        DIEMTIN_SOURCES_DIR=str(demo_sources()),
        DIEMTIN_PACE_SCALE="0.01",
    )
    assert done.returncode in (0, 1), done.stderr
    (path,) = (home / "outbox").glob("*.eml")
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert "không đọc được" in plain.get_content().lower()
    assert (home / "prefect").is_dir()
    said = {"the run": f"{done.stdout}{done.stderr}".encode()}
    files = {str(path): path.read_bytes() for path in home.rglob("*") if path.is_file()}
    secrets = [secret.encode() for secret in SECRETS]
    assert not [where for where, content in (files | said).items() if any(_inside(one, content) for one in secrets)]


def _inside(secret: bytes, content: bytes) -> bool:
    """Whether a secret stands in a file, as it is or as mails and headers pack it."""
    return secret in content or base64.b64encode(secret)[:-4] in content


def test_a_crash_of_native_code_tells_where() -> None:
    crash = "import faulthandler, sys; from flows.cli import main\n"
    crash += "try: main()\nexcept SystemExit: faulthandler._sigsegv()"
    done = subprocess.run([sys.executable, "-c", crash, "--help"], capture_output=True, text=True, check=False)
    assert done.returncode < 0
    assert "Fatal Python error: Segmentation fault" in done.stderr


def demo_sources() -> Path:
    """The outlets of the bundled press web."""
    return SOURCES_DIR


def tables(home: Home) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of `raw` and `core`, sorted: what two warehouses must agree on."""
    with db.writer(home.root) as con:
        _, names = store.sql(
            con,
            "select table_schema || '.' || table_name from information_schema.tables"
            " where table_type = 'BASE TABLE' and table_schema in ('raw', 'core') order by 1",
        )
        return {name: store.sql(con, f"select * from {name} order by all")[1] for (name,) in names}
