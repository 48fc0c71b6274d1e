"""The way there and back through a real OpenSMTPD: delivered into Maildirs, refused, and bounced by its own reports."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from flows.deliveries import read
from flows.home import open_home
from flows.inbox import mails, take_in
from flows.outbox import Parcel, Post, hand_out, path_of
from flows.smtp import SmtpSettings
from tests.flows.test_message import HEAD, MAIL, faults

pytestmark = pytest.mark.slow
SMTPD = "/usr/sbin/smtpd"
CONTROL = Path("/var/run/smtpd.sock")
PATIENCE_S = 20.0
CONFIG = """
table names {{ "mat@ban.example" = root, "@" = nobody }}
listen on 127.0.0.1 port {port} hostname mx.example
action keep maildir "{folder}/%{{dest.user}}" virtual <names>
match from any for domain {{ "ban.example", "congdoan.example" }} action keep
"""


@dataclass(frozen=True)
class Office:
    port: int
    folder: Path

    def box(self, name: str) -> Path:
        """The Maildir of one reader."""
        return self.folder / name


@pytest.fixture
def office() -> Iterator[Office]:
    """OpenSMTPD in the foreground on a loopback port, every reader but `mat` a Maildir of its own."""
    if not Path(SMTPD).is_file() or os.geteuid() != 0:
        pytest.skip("needs Debian's opensmtpd, and root to start it")
    if CONTROL.exists() and _alive(CONTROL):
        pytest.skip("an OpenSMTPD of this machine is running")
    folder = Path(tempfile.mkdtemp(prefix="diemtin-smtpd-"))
    folder.chmod(0o755)
    boxes = folder / "boxes"
    boxes.mkdir()
    os.chown(boxes, pwd.getpwnam("nobody").pw_uid, -1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "smtpd.conf").write_text(CONFIG.format(port=port, folder=boxes))
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([SMTPD, "-d", "-f", str(folder / "smtpd.conf")], stdout=log, stderr=log)
        try:
            wait_for(lambda: _listens(port), f"no smtpd: {(folder / 'log').read_text()}")
            yield Office(port, boxes)
        finally:
            process.terminate()
            process.wait(10)
            shutil.rmtree(folder)


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def _alive(path: Path) -> bool:
    with suppress(OSError), socket.socket(socket.AF_UNIX) as control:
        control.connect(str(path))
        return True
    return False


def wait_for(condition: "object", complaint: str) -> None:
    """Wait until it holds."""
    assert callable(condition)
    until = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < until, complaint
        time.sleep(0.1)


def arrived(box: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted((box / "new").glob("*"))] if box.is_dir() else []


def test_there_and_back(office: Office, tmp_path: Path) -> None:
    home = open_home(tmp_path)
    readers = ("mot@ban.example", "hai@ban.example", "mat@ban.example", "ai-do@noi-khac.example")
    post = Post(HEAD, SmtpSettings("127.0.0.1", office.port, HEAD.sender, starttls=False))
    parcel = Parcel(MAIL.digest_id, "toan-quoc", readers, MAIL)
    first = {one.recipient: one.status for one in hand_out(home, [parcel], post)}
    assert first == {
        "mot@ban.example": "sent",
        "hai@ban.example": "sent",
        "mat@ban.example": "sent",  # OpenSMTPD takes it, and finds out later
        "ai-do@noi-khac.example": "refused",
    }
    hand_out(home, [parcel], post)
    wait_for(lambda: arrived(office.box("mot")) and arrived(office.box("hai")), "the mails did not arrive")
    for name in ("mot", "hai"):
        (content,) = arrived(office.box(name))
        trace, _, ours = content.partition(b"From: ")
        assert faults((b"From: " + ours).replace(b"\n", b"\r\n")) == []
        message = message_from_bytes(content, policy=default)
        assert str(message["Subject"]) == MAIL.subject
        assert message["Message-ID"] == read(path_of(home))[MAIL.digest_id, f"{name}@ban.example"].message_id
        assert trace.startswith(b"Return-Path: <diem-tin@congdoan.example>")
    wait_for(lambda: arrived(office.box("diem-tin")), "no report came back")
    findings = take_in(home, mails(office.box("diem-tin")))
    assert [one.kind for one in findings] == ["bounced"]
    states = {key[1]: one.status for key, one in read(path_of(home)).items()}
    assert states["mat@ban.example"] == "bounced"
    assert [one.status for one in hand_out(home, [parcel], post)] == ["sent", "sent", "bounced", "refused"]
    assert len(arrived(office.box("mot"))) == 1
