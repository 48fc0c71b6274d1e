"""Attack: a server gives our secrets back, a crash prints them, a file shows them; they must stand nowhere."""

import base64
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows import steps
from flows.cli import app
from flows.home import open_home
from flows.settings import Settings

PASSWORD = "mat-khau-thu-9d2e"  # noqa: S105 (made up)
PACKED = base64.b64encode(f"\0diem-tin\0{PASSWORD}".encode())


@contextmanager
def echoing_server() -> Iterator[int]:
    """A mail server that refuses every name and repeats what it was told, with commands for the terminal."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_echo, args=(listening,), daemon=True)
        thread.start()
        yield int(listening.getsockname()[1])


def _echo(listening: socket.socket) -> None:
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        with connection, connection.makefile("rwb") as line:
            line.write(b"220 thu\r\n")
            line.flush()
            for said in line:
                if said.upper().startswith((b"EHLO", b"HELO")):
                    line.write(b"250-thu\r\n250 AUTH PLAIN LOGIN\r\n")
                else:
                    line.write(b"535 \x1b[2J no: " + said.strip() + b" " + PASSWORD.encode() + b"\r\n")
                line.flush()


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    (tmp_path / "khoa").write_text(f"{PASSWORD}\n", encoding="utf-8")
    (tmp_path / "khoa").chmod(0o600)
    with echoing_server() as port:
        yield Settings(
            home=tmp_path / "home",
            smtp_host="127.0.0.1",
            smtp_port=port,
            smtp_user="diem-tin",
            smtp_password_file=tmp_path / "khoa",
            smtp_starttls=False,
            proxy=f"http://a:{PASSWORD}@127.0.0.1:9",
        )


def test_a_server_that_repeats_the_password_puts_it_nowhere(settings: Settings) -> None:
    home = open_home(settings.home)
    sent = steps.send_step(home, settings, steps.digest_step(home, settings, date(2026, 8, 5)))
    steps.publish_step(home)
    assert [one.status for one in sent.deliveries] == ["deferred"]
    assert "535" in sent.deliveries[0].line
    said = "".join(
        CliRunner().invoke(app, ["--home", str(home.root), *words]).output
        for words in (["status"], ["readers"], ["doctor"], ["query", "select * from mart.deliveries"])
    )
    assert "\x1b" not in said
    for where, content in [("said", said.encode()), *_files(home.root)]:
        assert PASSWORD.encode() not in content, where
        assert PACKED not in content, where


def _files(root: Path) -> Iterator[tuple[str, bytes]]:
    for path in root.rglob("*"):
        if path.is_file():
            yield str(path), path.read_bytes()


def test_settings_that_are_printed_or_passed_on_hold_no_secret(settings: Settings) -> None:
    assert PASSWORD not in repr(settings)
    assert PASSWORD not in json.dumps(settings.model_dump(mode="json"))
    assert settings.proxy is not None
    assert PASSWORD in settings.proxy
