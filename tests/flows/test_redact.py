"""Sentences blotted out however they were wrapped, cut, escaped or marked up; everybody else's words stay."""

import io
import json
import zipfile
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

import pytest

from flows.message import Letterhead, build
from flows.redact import BLOT, Blotter
from flows.view import Attachment, Mail

TITLE = "Công nhân May Sao ngừng việc vì chậm lương"
CUT = "Công nhân May Sao ngừng…"
SAPO = "Tổng Liên đoàn Lao động Việt Nam cho biết việc này đã được giải quyết."
URL = "https://bao.example/may-sao.html?a=1&b=2"
BLOTTER = Blotter([TITLE, SAPO, "Hết bài"], {URL: "https://bao.example/da-go/x"})


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"* {TITLE}.", f"* {BLOT}."),
        ("Công nhân May\n  Sao ngừng   việc vì\nchậm lương", BLOT),
        ("<td><b>Công nhân</b> May Sao ngừng&nbsp;việc vì chậm lương</td>", f"<td><b>{BLOT}</b></td>"),
        ("Công nhân May Sao ngừng…", f"{BLOT}…"),
        ("“CÔNG NHÂN MAY SAO NGỪNG VIỆC VÌ CHẬM LƯƠNG”", f"“{BLOT}”"),
        ("C\u00f4ng nh\u00e2n May Sao ngu\u031bng việc", "C\u00f4ng nh\u00e2n May Sao ngưng việc"),
        ("Tổng Liên đoàn Lao động Việt Nam họp sáng nay.", "Tổng Liên đoàn Lao động Việt Nam họp sáng nay."),
        ("Hết bài", "Hết bài"),
        (
            f"mailto:a@b.vn?body={quote(TITLE.rsplit(' ', 2)[0] + '…')}%0D%0AX",
            f"mailto:a@b.vn?body={quote(BLOT + '…')}%0D%0AX",
        ),
        ("https://bao.example/may-sao.html?a=1&amp;b=2", "https://bao.example/da-go/x"),
    ],
)
def test_a_text(text: str, left: str) -> None:
    assert BLOTTER.text(text) == left


def test_json_with_escapes_and_lines() -> None:
    line = json.dumps({"a": [TITLE], "n": 1}) + "\n"
    other = '{"khác":  "giữ nguyên từng byte"}\n'
    blotted = BLOTTER.file("x.jsonl", (line + other).encode()).decode()
    assert json.loads(blotted.splitlines()[0]) == {"a": [BLOT], "n": 1}
    assert blotted.endswith(other)


def test_a_mail_with_an_attachment_stays_a_mail() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as paper:
        paper.writestr("word/document.xml", "<w:t>Công nhân</w:t><w:t> May Sao ngừng việc vì chậm lương</w:t>")
    attached = (Attachment("danh-sach.txt", f"{SAPO} khác"),)
    mail = Mail("2026-08-05-day-toan-quoc", f"Điểm tin: {TITLE}", f"{TITLE}\n{SAPO}\n", f"<p>{TITLE}</p>", attached)
    message = build(mail, Letterhead("a@b.vn"), recipient=None, date=datetime(2026, 8, 5, tzinfo=UTC))
    message.add_attachment(buffer.getvalue(), "application", "x-docx", cte="base64", filename="diem-tin.docx")
    blotted = message_from_bytes(BLOTTER.file("x.eml", message.as_bytes()), policy=SMTP)
    assert isinstance(blotted, EmailMessage)
    assert blotted["Subject"] == f"Điểm tin: {BLOT}"
    parts = [part.get_content() for part in blotted.walk() if not part.is_multipart()]
    assert ["\n".join(part.split("\r\n")).strip() for part in parts[:2]] == [f"{BLOT}\n{BLOT}.", f"<p>{BLOT}</p>"]
    with zipfile.ZipFile(io.BytesIO(parts[3])) as paper:
        assert paper.read("word/document.xml").decode() == f"<w:t>{BLOT}</w:t><w:t></w:t>"
    assert [one.get_filename() for one in blotted.iter_attachments()] == ["danh-sach.txt", "diem-tin.docx"]


def test_what_holds_nothing_of_it_keeps_every_byte() -> None:
    message = EmailMessage(policy=SMTP)
    message.set_content("Chuyện khác", cte="base64")
    for name, content in (("x.eml", message.as_bytes()), ("x.json", b'{"a":1}'), ("x.bin", bytes(range(256)))):
        assert BLOTTER.file(name, content) == content
