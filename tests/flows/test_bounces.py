"""What comes back: delivery reports of many servers, readers who leave, and mails that are neither."""

import io
import mailbox
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.bounces import leaving_token, reports
from flows.deliveries import Delivery, journal, read
from flows.home import Home, open_home
from flows.inbox import mails, take_in
from flows.leaving import SUBJECT, make
from flows.message import message_id, message_mark
from flows.outbox import path_of
from flows.unsubscribe import departures, gone, secret

DIGEST = "2026-08-05-day-toan-quoc"
READER = "van-phong@ldld.example"
SENDER = "diem-tin@congdoan.example"
ID = message_id(DIGEST, READER, SENDER)
SENT_AT = datetime(2026, 8, 5, 23, 31, tzinfo=UTC)


def mail(head: str, body: str) -> bytes:
    return (head.strip("\n") + "\n\n" + body).replace("\n", "\r\n").encode()


def standard(action: str = "failed", status: str = "5.1.1", original: str = "") -> bytes:
    """A report as Postfix and OpenSMTPD write it."""
    original = original or f"Subject: tin\nMessage-ID: {ID}\nTo: {READER}\n"
    return mail(
        f"""From: Mailer-Daemon <MAILER-DAEMON@mx.example>
To: {SENDER}
Subject: Delivery status notification
Date: Wed, 05 Aug 2026 23:40:00 +0000
Content-Type: multipart/report; report-type=delivery-status; boundary="b"
MIME-Version: 1.0""",
        f"""--b
Content-Type: text/plain

An error has occurred.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {READER}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <{READER}>: Recipient address rejected:
 User unknown

--b
Content-Type: text/rfc822-headers

{original}
--b--
""",
    )


QMAIL = mail(
    f"""Return-Path: <>
From: MAILER-DAEMON@mx.example
To: {SENDER}
Subject: failure notice
Date: 6 Aug 2026 00:02:00 -0000""",
    f"""Hi. This is the qmail-send program at mx.example.
I'm afraid I wasn't able to deliver your message to the following addresses.

<{READER}>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Message-ID: {ID}
To: {READER}
""",
)
EXIM = mail(
    f"""Return-path: <>
X-Failed-Recipients: {READER}
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mx.example>
To: {SENDER}
Subject: Mail delivery failed: returning message to sender
Date: Thu, 06 Aug 2026 00:02:00 +0000""",
    f"""A message that you sent could not be delivered to one or more of its recipients.

  {READER}
    SMTP error from remote mail server after RCPT TO:<{READER}>:
    host mx.ldld.example: 550 No such user here
""",
)
EXCHANGE = mail(
    f"""From: postmaster@ldld.example
To: {SENDER}
Subject: =?utf-8?q?Kh=C3=B4ng_g=E1=BB=ADi_=C4=91=C6=B0=E1=BB=A3c=3A_=C4=90i=E1=BB=83m_tin?=
Date: Thu, 06 Aug 2026 07:02:00 +0700
Content-Type: text/plain; charset=utf-8""",
    f"""Không gửi được thư của bạn tới người nhận hoặc nhóm sau:

{READER}
Hộp thư của người nhận đã đầy.

Remote Server returned '552 5.2.2 mailbox full'
Original message headers:
Message-ID: {ID}
""",
)
VACATION = mail(
    f"""From: {READER}
To: {SENDER}
Subject: =?utf-8?b?VMO0aSDEkWFuZyBuZ2jhu4kgcGjDqXA=?=
Auto-Submitted: auto-replied
In-Reply-To: {ID}""",
    "Tôi nghỉ phép đến 10/8. 550 việc đang chờ.\n",
)
REPLY = mail(f"From: {READER}\nTo: {SENDER}\nSubject: Re: tin\nReferences: {ID}", "Xin sửa nhãn tin số 3.\n")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home whose digest went out to one reader."""
    home = open_home(tmp_path)
    with journal(path_of(home)) as book:
        sent = Delivery(DIGEST, READER, ID, "sent", "smtp", "250 OK", SENT_AT, SENT_AT, "toan-quoc", SENT_AT, 1)
        book.note("result", sent)
    return home


def state(home: Home) -> Delivery:
    return read(path_of(home))[DIGEST, READER]


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (standard(), "5.1.1", "User unknown"),
        (standard(status="5.7.1 (policy)"), "5.7.1", "User unknown"),
        (standard(action="Failed", status="4.4.7"), "4.4.7", "User unknown"),
        (QMAIL, "5.1.1", "no mailbox here"),
        (EXIM, "5.0.0", "No such user"),
        (EXCHANGE, "5.2.2", "mailbox full"),
    ],
    ids=["standard", "status with a comment", "gave up after days", "qmail", "exim", "exchange"],
)
def test_a_report_of_failure_stands_at_its_delivery(home: Home, content: bytes, status: str, words: str) -> None:
    (finding,) = take_in(home, [("1", content)])
    assert finding.kind == "bounced"
    assert READER in finding.about
    found = state(home)
    assert found.status == "bounced"
    assert (found.reason or "").startswith(status)
    assert words in (found.reason or "")
    assert found.bounced_at is not None
    assert found.sent_at == SENT_AT


def test_hearing_it_twice_changes_nothing(home: Home) -> None:
    take_in(home, [("1", standard())])
    lines = path_of(home).read_bytes()
    assert [one.kind for one in take_in(home, [("1", standard()), ("2", QMAIL)])] == ["known", "known"]
    assert path_of(home).read_bytes() == lines


def test_a_delay_is_told_and_changes_nothing(home: Home) -> None:
    assert [one.kind for one in take_in(home, [("1", standard("delayed", "4.4.1"))])] == ["delayed"]
    assert state(home).status == "sent"


def test_a_receipt_settles_a_doubt(home: Home) -> None:
    with journal(path_of(home)) as book:
        book.note("result", replace(state(home), status="uncertain", sent_at=None))
    assert [one.kind for one in take_in(home, [("1", standard("relayed", "2.1.5"))])] == ["delivered"]
    assert state(home).status == "sent"


def test_the_envelope_names_the_mail_when_nothing_else_does(home: Home) -> None:
    mark = message_mark(DIGEST, READER)
    report = standard(original="Subject: tin\n").replace(
        b"Reporting-MTA", f"Original-Envelope-Id: {mark}\r\nReporting-MTA".encode()
    )
    (finding,) = take_in(home, [("1", report.replace(READER.encode(), b"khac@noi-khac.example"))])
    assert finding.kind == "bounced"
    assert state(home).status == "bounced"


def test_a_report_about_an_earlier_try_leaves_the_later_one_alone(home: Home) -> None:
    with journal(path_of(home)) as book:
        book.note("result", replace(state(home), claimed_at=SENT_AT + timedelta(hours=3)))
    assert [one.kind for one in take_in(home, [("1", standard())])] == ["known"]
    assert state(home).status == "sent"


def test_a_report_about_somebody_elses_mail_is_told(home: Home) -> None:
    foreign = standard(original="Message-ID: <x@y.example>\n").replace(READER.encode(), b"ai-do@khac.example")
    assert [one.kind for one in take_in(home, [("1", foreign)])] == ["unknown"]
    assert state(home).status == "sent"


@pytest.mark.parametrize("content", [VACATION, REPLY, b"", b"\xff\xfe?\r\n\r\n", mail("Subject: x", "")])
def test_what_is_no_report_is_left_alone(home: Home, content: bytes) -> None:
    assert [one.kind for one in take_in(home, [("1", content)])] == ["other"]
    assert state(home).status == "sent"


def test_broken_reports_are_no_accidents() -> None:
    whole = standard()
    for end in range(0, len(whole), 37):
        reports(whole[:end])
        leaving_token(whole[:end])


def test_a_reader_leaves_by_mail_and_comes_back_by_hand(home: Home) -> None:
    token = make(secret(home), "toan-quoc", READER)
    ask = mail(f"From: {READER}\nTo: {SENDER}\nSubject: {SUBJECT}\n {token}", "")
    assert [one.kind for one in take_in(home, [("1", ask), ("2", ask)])] == ["left", "left"]
    assert gone(home) == {("toan-quoc", READER)}
    (said,) = departures(home)
    assert (said.way, said.wants_mail) == ("mail", False)


def test_a_quoted_token_or_a_forged_one_lets_nobody_leave(home: Home) -> None:
    token = make(secret(home), "toan-quoc", READER)
    quoted = mail("From: a@b.example\nSubject: Re: tin", f"> {SUBJECT} {token}\n")
    forged = mail(f"From: a@b.example\nSubject: {SUBJECT} {token[:-1]}{'A' if token[-1] != 'A' else 'B'}", "")
    assert [one.kind for one in take_in(home, [("1", quoted), ("2", forged)])] == ["other", "unknown"]
    assert not gone(home)


def test_mails_are_found_wherever_they_lie(tmp_path: Path) -> None:
    maildir = mailbox.Maildir(tmp_path / "maildir")
    maildir.add(standard())
    box = mailbox.mbox(tmp_path / "mbox")
    box.add(standard())
    box.add(QMAIL)
    box.close()
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "1.eml").write_bytes(standard())
    found = {
        path.name: [len(reports(content)) for _, content in mails(path)]
        for path in (tmp_path / "maildir", tmp_path / "mbox", folder, folder / "1.eml")
    }
    assert found == {"maildir": [1], "mbox": [1, 1], "folder": [1], "1.eml": [1]}
    assert [content for _, content in mails(Path("-"), io.BytesIO(b"x"))] == [b"x"]
    assert list(mails(folder, since=datetime.now(UTC) + timedelta(hours=1))) == []
    assert len(list(mails(folder, since=datetime.now(UTC) - timedelta(hours=1)))) == 1
