"""Delivery: what is sent, to whom, and that nobody gets it twice whatever happens."""

import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword
from pydantic import ValidationError

from flows.deliveries import Delivery, JournalError, read
from flows.home import Home, open_home
from flows.kept import OutboxError
from flows.message import Letterhead
from flows.outbox import Parcel, Post, hand_out, keep_mail, load_deliveries
from flows.post import smtp_of
from flows.secretfile import SecretError
from flows.settings import Settings
from flows.smtp import SmtpSettings
from flows.view import Attachment, Mail
from tests.flows.mailroom import Postman, hang_up, post_office
from warehouse import store
from warehouse.db import writer

MAIL = Mail(
    "2026-08-05-day-toan-quoc",
    "Điểm tin 05/8/2026: 23 tin công đoàn",
    "Ngày 05/8: có tin.\n.một dòng bắt đầu bằng dấu chấm\n",
    "<!doctype html><html lang='vi'><body><p>Ngày 05/8: có tin.</p></body></html>\n",
)
READER = "thuong-truc@congdoan.example"
OTHER = "ban-tuyen-giao@congdoan.example"
SENDER = "diem-tin@congdoan.example"
CHECKOUT = Path(__file__).resolve().parents[2]


def deliver_all(mail: Mail, recipients: list[str], home: Home, smtp: SmtpSettings | None) -> list[Delivery]:
    """Hand one mail to some readers of the nationwide desk."""
    return hand_out(
        home, [Parcel(mail.digest_id, "toan-quoc", tuple(recipients), mail)], Post(Letterhead(SENDER), smtp)
    )


def deliver(mail: Mail, recipient: str, home: Home, smtp: SmtpSettings | None, *, force: bool = False) -> Delivery:
    """Hand one mail to one reader."""
    post = Post(Letterhead(SENDER), smtp)
    (delivery,) = hand_out(home, [Parcel(mail.digest_id, "toan-quoc", (recipient,), mail)], post, force=force)
    return delivery


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return open_home(tmp_path)


def test_a_mail_by_smtp_says_what_it_should(home: Home) -> None:
    postman = Postman()
    with post_office(postman) as smtp:
        delivery = deliver(MAIL, READER, home, smtp)
    assert (delivery.status, delivery.channel) == ("sent", "smtp")
    ((address, content),) = postman.received
    message = message_from_bytes(content, policy=default)
    assert address == READER
    assert message["To"] == READER
    assert message["Message-ID"] == delivery.message_id
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "vi"
    assert message["List-Id"] == "<toan-quoc.diem-tin.congdoan.example>"
    assert message["Date"].datetime.tzinfo is not None
    assert str(message["Subject"]) == MAIL.subject
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message.get_body(("plain",)).get_content().replace("\r\n", "\n") == MAIL.text
    assert message.get_body(("html",)).get_content().replace("\r\n", "\n") == MAIL.html


def test_the_subject_travels_as_rfc_2047(home: Home) -> None:
    deliver(MAIL, READER, home, None)
    (path,) = home.outbox.iterdir()
    raw = path.read_bytes()
    assert raw.isascii()
    folded = message_from_bytes(raw)["Subject"]
    assert "=?utf-8?" in folded
    assert str(make_header(decode_header(folded))) == MAIL.subject


def test_a_line_break_in_the_subject_adds_no_header(home: Home) -> None:
    deliver(replace(MAIL, subject="Tin\r\nBcc: ai-do@example.com\nX: y"), READER, home, None)
    (path,) = home.outbox.iterdir()
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert message["Bcc"] is None
    assert message["X"] is None
    assert message["Subject"] == "Tin Bcc: ai-do@example.com X: y"


def test_the_folder_gets_one_file_a_reader_and_the_archive_a_copy(home: Home) -> None:
    deliveries = deliver_all(MAIL, [READER, OTHER, READER], home, None)
    assert [delivery.status for delivery in deliveries] == ["written", "written"]
    assert sorted(path.name for path in home.outbox.iterdir()) == sorted(
        f"{MAIL.digest_id}-{to}.eml" for to in (READER, OTHER)
    )
    kept = sorted(path.suffix for path in home.digests.iterdir())
    assert kept == [".eml", ".html", ".txt"]
    assert (home.digests / f"{MAIL.digest_id}.txt").read_text() == MAIL.text


def test_an_attachment_travels_along(home: Home) -> None:
    deliver(replace(MAIL, attachments=(Attachment("danh-sach-tin.txt", "một\nhai\n"),)), READER, home, None)
    (path,) = home.outbox.iterdir()
    message = message_from_bytes(path.read_bytes(), policy=default)
    (attachment,) = message.iter_attachments()
    assert attachment.get_filename() == "danh-sach-tin.txt"
    assert attachment.get_content().replace("\r\n", "\n") == "một\nhai\n"
    assert message.get_body(("html",)) is not None


def test_a_second_run_sends_no_second_mail(home: Home) -> None:
    postman = Postman()
    with post_office(postman) as smtp:
        first = deliver(MAIL, READER, home, smtp)
        second = deliver(MAIL, READER, home, smtp)
    assert len(postman.received) == 1
    assert first == second


def test_one_refused_reader_stops_no_other(home: Home) -> None:
    postman = Postman(refused={READER: "550 no such mailbox"})
    with post_office(postman) as smtp:
        refused, sent = deliver_all(MAIL, [READER, OTHER], home, smtp)
        again = deliver(MAIL, READER, home, smtp)
    assert (refused.status, refused.reason) == ("refused", "550 no such mailbox")
    assert sent.status == "sent"
    assert again == refused
    assert [address for address, _ in postman.received] == [OTHER]


def test_a_busy_server_is_tried_again(home: Home) -> None:
    busy = Postman(refused={READER: "451 try later"})
    with post_office(busy) as smtp:
        assert deliver(MAIL, READER, home, smtp).status == "deferred"
    willing = Postman()
    with post_office(willing) as smtp:
        assert deliver(MAIL, READER, home, smtp).status == "sent"
    assert len(willing.received) == 1


@pytest.mark.parametrize(("reply", "status"), [("554 looks like spam", "refused"), ("452 disk full", "deferred")])
def test_an_answer_after_the_content_counts(home: Home, reply: str, status: str) -> None:
    with post_office(Postman(reply=reply)) as smtp:
        assert deliver(MAIL, READER, home, smtp).status == status


def test_a_server_that_dies_over_the_content_leaves_doubt_and_no_second_mail(home: Home) -> None:
    with post_office(Postman(on_content=hang_up)) as smtp:
        assert deliver(MAIL, READER, home, smtp).status == "uncertain"
    willing = Postman()
    with post_office(willing) as smtp:
        assert deliver(MAIL, READER, home, smtp).status == "uncertain"
        assert not willing.received
        assert deliver(MAIL, READER, home, smtp, force=True).status == "sent"
    assert len(willing.received) == 1


def test_no_server_at_all_means_later(home: Home) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, not listening: a connection is refused
        smtp = SmtpSettings("127.0.0.1", taken.getsockname()[1], starttls=False, timeout_s=2)
        deliveries = deliver_all(MAIL, [READER, OTHER], home, smtp)
    assert [delivery.status for delivery in deliveries] == ["deferred", "deferred"]


def test_a_server_without_starttls_gets_nothing_in_the_clear(home: Home) -> None:
    postman = Postman()
    with post_office(postman) as smtp:
        delivery = deliver(MAIL, READER, home, replace(smtp, starttls=True))
    assert delivery.status == "deferred"
    assert "STARTTLS" in (delivery.reason or "")
    assert not postman.received


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 with its key, in one file."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate with")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=127.0.0.1"
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(path), "-out", f"{path}.crt"]
    subprocess.run([openssl, *words.split(), *names], check=True, capture_output=True)
    path.write_text(path.read_text() + Path(f"{path}.crt").read_text())
    return path


def secured(certificate: Path, password: str) -> dict[str, Any]:
    """Options of a server that wants STARTTLS, then a name and this password."""

    def check(server: object, session: object, envelope: object, mechanism: str, data: LoginPassword) -> AuthResult:
        return AuthResult(success=(data.login, data.password) == (b"diemtin", password.encode()))

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return {"tls_context": context, "require_starttls": True, "authenticator": check, "auth_required": True}


def test_a_careful_server_gets_tls_and_a_password(home: Home, certificate: Path) -> None:
    postman = Postman()
    trust = ssl.create_default_context(cafile=str(certificate))
    right, wrong = "dung", "sai"
    with post_office(postman, **secured(certificate, right)) as plain:
        smtp = replace(plain, starttls=True, user="diemtin", password=wrong, context=trust)
        assert deliver(MAIL, READER, home, smtp).status == "deferred"
        assert deliver(MAIL, READER, home, replace(smtp, context=None)).status == "deferred"
        assert not postman.received
        assert deliver(MAIL, READER, home, replace(smtp, password=right)).status == "sent"
    assert len(postman.received) == 1


@pytest.mark.parametrize("address", ["", "không-địa-chỉ", "a@b@c", "a@b.vn\r\nBcc: c@d.vn", "Tên <a@b.vn>", "../x"])
def test_what_is_no_address_is_refused_and_others_go_on(home: Home, address: str) -> None:
    bad, good = deliver_all(MAIL, [address, READER], home, None)
    assert (bad.status, good.status) == ("refused", "written")
    assert [path.name for path in home.outbox.iterdir()] == [f"{MAIL.digest_id}-{READER}.eml"]


def test_every_reader_of_a_digest_gets_the_same_words(home: Home) -> None:
    deliver(MAIL, READER, home, None)
    newer = replace(MAIL, text="khác\n", html="<p>khác</p>\n")
    keep_mail(newer, newer.digest_id, home, sender=SENDER)
    deliver(newer, OTHER, home, None)
    texts = {
        message_from_bytes(path.read_bytes(), policy=default).get_body(("plain",)).get_content()
        for path in home.outbox.iterdir()
    }
    assert len(texts) == 1
    assert (home.digests / f"{MAIL.digest_id}.txt").read_text() == MAIL.text


def test_a_digest_nobody_has_seen_may_still_change(home: Home) -> None:
    keep_mail(MAIL, MAIL.digest_id, home, sender=SENDER)
    keep_mail(replace(MAIL, text="mới\n"), MAIL.digest_id, home, sender=SENDER)
    assert (home.digests / f"{MAIL.digest_id}.txt").read_text() == "mới\n"


def test_deliveries_are_rows_of_the_warehouse(home: Home) -> None:
    with post_office(Postman(refused={OTHER: "550 gone"})) as smtp:
        deliver_all(MAIL, [READER, OTHER], home, smtp)
    with writer(home.root) as con:
        assert load_deliveries(con, home) == 2
        assert load_deliveries(con, home) == 2
        _, rows = store.sql(con, "from core.deliveries select recipient, status, reason order by recipient")
    assert rows == [(OTHER, "refused", "550 gone"), (READER, "sent", "250 OK")]


def test_the_journal_survives_a_torn_line(home: Home) -> None:
    deliver(MAIL, READER, home, None)
    path = home.root / "sent" / "deliveries.jsonl"
    with path.open("ab") as out:
        out.write(b'{"event": "cla')
    assert deliver(MAIL, OTHER, home, None).status == "written"
    assert {key[1]: delivery.status for key, delivery in read(path).items()} == {
        READER: "written",
        OTHER: "written",
    }


def test_a_foreign_line_in_the_journal_stops_everything_and_names_it(home: Home) -> None:
    path = home.root / "sent" / "deliveries.jsonl"
    path.parent.mkdir()
    path.write_text(json.dumps({"lạ": 1}) + "\n")
    with pytest.raises(JournalError, match=r"deliveries\.jsonl:1"):
        deliver(MAIL, READER, home, None)


def test_a_full_disk_names_the_file(home: Home) -> None:
    home.outbox.rmdir()
    home.outbox.write_text("không phải thư mục")
    with pytest.raises(OutboxError, match="outbox"):
        deliver(MAIL, READER, home, None)
    home.outbox.unlink()
    assert deliver(MAIL, READER, home, None).status == "written"


def test_settings_lead_to_the_server(tmp_path: Path) -> None:
    secret = tmp_path / "mật khẩu"
    secret.write_text("bí mật\n")
    secret.chmod(0o600)
    settings = Settings(smtp_host="mail.example", smtp_user="u", smtp_password_file=secret, mail_from="a@b.vn")
    smtp = smtp_of(settings)
    assert smtp is not None
    assert (smtp.host, smtp.user, smtp.password, smtp.sender) == ("mail.example", "u", "bí mật", "a@b.vn")
    assert smtp_of(Settings()) is None
    with pytest.raises(SecretError, match="khong-co"):
        smtp_of(settings.model_copy(update={"smtp_password_file": tmp_path / "khong-co"}))
    with pytest.raises(ValidationError):
        settings.smtp_host = "khác"  # type: ignore[misc]


# Delivers one mail and dies the hard way at the n-th call into, or return from, the code that delivers.
VICTIM = """
import os, signal, sys
from pathlib import Path
from flows.home import open_home
from flows.smtp import SmtpSettings
from tests.flows.test_outbox import MAIL, READER, deliver

root, port, name, point = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
seen = 0

def watch(frame, event, arg):
    global seen
    code = frame.f_code
    if event in ("call", "return") and "flows" in code.co_filename and name in ("", code.co_name):
        seen += 1
        if seen == point:
            os.kill(os.getpid(), signal.SIGKILL)

smtp = SmtpSettings("127.0.0.1", port, starttls=False, timeout_s=5) if port else None
home = open_home(root)
sys.setprofile(watch)
deliver(MAIL, READER, home, smtp)
"""


def run_victim(home: Home, port: int, name: str, point: int) -> int:
    """Deliver in a process that dies at the n-th event of function `name` ("" any); gives its return code."""
    arguments = [sys.executable, "-c", VICTIM, str(home.root), str(port), name, str(point)]
    return subprocess.run(arguments, check=False, cwd=CHECKOUT).returncode


@pytest.mark.parametrize(
    ("point", "before", "status"),
    [(4, 0, "sent"), (6, 0, "uncertain"), (7, 1, "uncertain"), (8, 1, "sent")],
    ids=["claimed", "about to send", "answered", "answer noted"],
)
def test_a_process_killed_between_lines_of_the_journal(home: Home, point: int, before: int, status: str) -> None:
    postman = Postman()
    with post_office(postman) as smtp:
        assert run_victim(home, smtp.port, "note", point) == -signal.SIGKILL
        assert len(postman.received) == before
        assert deliver(MAIL, READER, home, smtp).status == status
    assert len(postman.received) == (1 if status == "sent" else before)


@pytest.mark.parametrize("point", [5, 20, 35, 50, 60, 70, 80])
def test_a_process_killed_anywhere_sends_no_second_mail_and_loses_none_silently(home: Home, point: int) -> None:
    postman = Postman()
    with post_office(postman) as smtp:
        run_victim(home, smtp.port, "", point)
        delivery = deliver(MAIL, READER, home, smtp)
    assert len(postman.received) == 1 or delivery.status == "uncertain"
    assert len(postman.received) <= 1


def test_a_process_killed_while_the_server_reads_sends_no_second_mail(home: Home) -> None:
    """The server has the whole mail, the sender dies before the answer: in doubt, and not sent again."""
    victims: list[int] = []
    postman = Postman(on_content=lambda server: os.kill(victims[0], signal.SIGKILL))
    with post_office(postman) as smtp:
        arguments = [sys.executable, "-c", VICTIM, str(home.root), str(smtp.port), "", "0"]
        process = subprocess.Popen(arguments, cwd=CHECKOUT)
        victims.append(process.pid)
        assert process.wait(30) == -signal.SIGKILL
        assert deliver(MAIL, READER, home, smtp).status == "uncertain"
    assert len(postman.received) <= 1


@pytest.mark.parametrize("point", [4, 5, 6])
def test_a_killed_process_leaves_one_file_in_the_folder(home: Home, point: int) -> None:
    assert run_victim(home, 0, "note", point) == -signal.SIGKILL
    assert deliver(MAIL, READER, home, None).status == "written"
    assert [path.name for path in home.outbox.glob("*")] == [f"{MAIL.digest_id}-{READER}.eml"]
