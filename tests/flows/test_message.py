"""The message itself: what any server, list manager and mail program looks at, whatever the titles hold."""

import base64
import random
import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

import dkim
import pytest

from flows.leaving import PAGE, SUBJECT, Exits, TokenError, make, read
from flows.message import Letterhead, build, parse
from flows.secretfile import SecretError
from flows.signing import Signer, SigningError, read_key
from flows.view import Attachment, Mail

MAIL = Mail(
    "2026-08-05-day-toan-quoc",
    "Điểm tin 05/8/2026: 23 tin về công đoàn, 2 việc cần phản hồi",
    "Ngày 05/8: có tin.\n",
    "<!doctype html><html lang='vi'><body><p>Ngày 05/8: có tin.</p></body></html>\n",
)
SECRET = bytes(range(32))
HEAD = Letterhead("diem-tin@congdoan.example", Exits("diem-tin@congdoan.example", SECRET, "https://tin.example/ban"))
READER = "van-phong-lien-doan-lao-dong-thanh-pho@congdoan-thanh-pho-ho-chi-minh.example"
AT = datetime(2026, 8, 5, 23, 30, tzinfo=UTC)
PIXEL = b"\x89PNG\r\n\x1a\n" + bytes(40)


def wire(mail: Mail = MAIL, head: Letterhead = HEAD, reader: str = READER) -> bytes:
    return build(mail, head, recipient=reader, date=AT, desk="toan-quoc").as_bytes()


def parsed(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def faults(content: bytes) -> list[str]:
    """What a strict receiver would object to (RFC 5321, 5322, 2045, 2047, 2369, 2919, 8058)."""
    head, _, body = content.partition(b"\r\n\r\n")
    found = []
    if b"\n" in content.replace(b"\r\n", b"") or b"\r" in content.replace(b"\r\n", b""):
        found.append("a bare CR or LF")
    if not content.isascii():
        found.append("bytes beyond ASCII")
    found += [f"a line of {len(line)} bytes" for line in content.split(b"\r\n") if len(line) > 998]
    found += [f"a header line of {len(line)} bytes" for line in head.split(b"\r\n") if len(line) > 998]
    names = re.findall(rb"(?m)^([!-9;-~]+):", head)
    once = (b"From", b"To", b"Subject", b"Date", b"Message-ID", b"List-Id", b"List-Unsubscribe", b"MIME-Version")
    found += [f"{name.decode()} {names.count(name)} times" for name in once if names.count(name) != 1]
    found += [f"a header nobody asked for: {name.decode()}" for name in names if name not in EXPECTED]
    found += [
        f"an encoded word of {len(word)}" for word in re.findall(rb"=\?[^?\s]+\?.\?[^?\s]*\?=", head) if len(word) > 75
    ]
    message = parsed(content)
    for part in message.walk():
        found += [f"{part.get_content_type()}: {defect!r}" for defect in part.defects]
        if part.get_content_maintype() == "text" and part.get_content_charset() != "utf-8":
            found.append(f"charset {part.get_content_charset()}")
    if body.strip() == b"":
        found.append("no body")
    return found


EXPECTED = {
    *(b"From", b"To", b"Subject", b"Date", b"Message-ID", b"Auto-Submitted", b"X-Digest-Id"),
    *(b"List-Id", b"List-Unsubscribe", b"List-Unsubscribe-Post"),
    *(b"MIME-Version", b"Content-Type", b"Content-Language", b"Content-Transfer-Encoding"),
}


def test_a_plain_digest_is_without_fault() -> None:
    content = wire()
    assert faults(content) == []
    message = parsed(content)
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "vi"
    assert message["List-Id"] == "<toan-quoc.diem-tin.congdoan.example>"
    assert parsedate_to_datetime(message["Date"]) == AT
    assert re.fullmatch(r"<[0-9a-f]{32}@congdoan\.example>", message["Message-ID"])


def test_text_and_html_in_alternative_pictures_in_related_papers_in_mixed() -> None:
    picture = Attachment("nhip.png", PIXEL, "image/png", "nhip")
    paper = Attachment(
        "Báo cáo điểm tin.docx",
        b"PK\x03\x04",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )
    listed = Attachment("danh-sach-tin.txt", "một\nhai\n")
    mail = replace(MAIL, attachments=(picture, paper, listed))
    content = wire(mail)
    assert faults(content) == []
    message = parsed(content)
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        paper.mime,
        "text/plain",
    ]
    assert [part["Content-ID"] for part in message.walk() if part["Content-ID"]] == ["<nhip>"]
    assert parse(content) == mail


def test_the_same_digest_gives_the_same_bytes() -> None:
    assert wire() == wire()


EVIL = (
    "Tin\r\nBcc: ai-do@example.com\r\n\r\nthân giả",
    "Tin\u2028Bcc: x\x0b\x0c\x1c\x85kết thúc",
    "Công nhân \u202eđảo ngược\u202c và \u200bkhoảng\u200d trắng \ufeffẩn",
    "=?utf-8?q?Ti=0D=0ABcc:_x=40y.vn?= thật",
    "=?utf-8?b?" + "QQ==" * 30 + "?=",
    "Ngừng việc " * 200,
    "ằ" * 600,
    "A" * 900,
    "  \t Tin 100% 'thật' \"lắm\", <b>; @ \\ (x) ",
    "🙂 " * 90,
)


@pytest.mark.parametrize("subject", EVIL, ids=range(len(EVIL)))
def test_no_title_adds_a_header_or_breaks_a_line(subject: str) -> None:
    content = wire(replace(MAIL, subject=subject))
    assert faults(content) == []
    said = str(make_header(decode_header(message_from_bytes(content)["Subject"])))
    assert "\n" not in said
    assert not re.search("[\u200b\u200d\u202e\u202c\ufeff]", said)
    letters = [c for c in said if c.isalnum()]
    assert letters == [c for c in subject if c.isalnum()]


def test_any_subject_comes_back_as_it_was() -> None:
    chance = random.Random(3)
    letters = "ằẫệỗựđ Đ aZ09,.:;“”–()=?_ "
    for _ in range(60):
        words = " ".join("".join(chance.choices(letters, k=chance.randint(1, 240))).split())
        assert parse(wire(replace(MAIL, subject=words))).subject == words, words


def test_the_ways_out_stand_whole_in_the_header() -> None:
    raw = wire()
    lines = re.search(rb"\r\nList-Unsubscribe: (.*?)\r\n(?! )", raw, re.S)
    assert lines is not None
    by_mail, by_web = re.findall(r"<([^<>\s]+)>", lines[1].decode())
    assert by_web.startswith(f"https://tin.example/ban{PAGE}/")
    assert by_mail.startswith(f"mailto:diem-tin@congdoan.example?subject={SUBJECT}%20")
    assert read(SECRET, by_web.rpartition("/")[2]) == ("toan-quoc", READER)
    assert read(SECRET, by_mail.rpartition("%20")[2]) == ("toan-quoc", READER)
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw


def test_without_a_web_page_there_is_no_one_click() -> None:
    head = Letterhead(HEAD.sender, Exits(HEAD.sender, SECRET))
    message = parsed(wire(head=head))
    assert "https:" not in message["List-Unsubscribe"]
    assert message["List-Unsubscribe-Post"] is None


def test_nobody_else_can_make_a_token() -> None:
    token = make(SECRET, "toan-quoc", READER)
    assert read(SECRET, token) == ("toan-quoc", READER)
    said, _, seal = token.partition(".")
    other = make(SECRET, "toan-quoc", "ai-do@example.com").partition(".")[0]
    for forged in (f"{other}.{seal}", f"{said}.{'A' * 22}", said, "", "....", f"{said}.ữ", make(b"other", "a", "b")):
        with pytest.raises(TokenError):
            read(SECRET, forged)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A private key file and the DNS record of its public half."""
    folder = tmp_path_factory.mktemp("dkim")
    private, public = folder / "dkim.pem", folder / "public.der"
    try:
        for words in (
            f"genrsa -out {private} 2048",
            f"rsa -in {private} -pubout -outform DER -out {public}",
        ):
            subprocess.run(["openssl", *words.split()], check=True, capture_output=True)  # noqa: S607
    except FileNotFoundError:
        pytest.skip("no openssl to make a key with")
    private.chmod(0o600)
    return private, b"v=DKIM1; k=rsa; p=" + base64.b64encode(public.read_bytes())


def test_a_signature_verifies_and_covers_the_ways_out(keys: tuple[Path, bytes]) -> None:
    private, record = keys
    signed = Signer("congdoan.example", "tin", read_key(private)).sign(wire())
    asked: list[bytes] = []

    def dns(name: bytes, **_: object) -> bytes:
        asked.append(name)
        return record

    assert faults(signed.partition(b"\r\n")[2] and wire()) == []
    assert dkim.verify(signed, dnsfunc=dns)
    assert asked == [b"tin._domainkey.congdoan.example."]
    covered = re.search(rb"h=([^;]*);", re.sub(rb"\s+", b"", signed))
    assert covered is not None
    named = covered[1].split(b":")
    for name in (b"list-unsubscribe", b"list-unsubscribe-post", b"from", b"subject"):
        assert named.count(name) == 2, "once for the header, once so that none can be added"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"One-Click", b"One-Klick"),
        (b"https://tin.example", b"https://bay.example"),
        (b"\r\nSubject: ", b"\r\nSubject: =?utf-8?q?X?=\r\n "),
        (b"\r\nDate: ", b"\r\nFrom: ke-gian@example.com\r\nDate: "),
        (b"\r\nDate: ", b"\r\nList-Unsubscribe: <https://bay.example>\r\nDate: "),
    ],
)
def test_a_changed_message_fails(keys: tuple[Path, bytes], old: bytes, new: bytes) -> None:
    private, record = keys
    signed = Signer("congdoan.example", "tin", read_key(private)).sign(wire())
    assert old in signed
    assert not dkim.verify(signed.replace(old, new, 1), dnsfunc=lambda name, **_: record)


def test_a_key_that_others_may_read_is_refused(keys: tuple[Path, bytes], tmp_path: Path) -> None:
    path = tmp_path / "dkim.pem"
    path.write_bytes(keys[0].read_bytes())
    path.chmod(0o640)
    with pytest.raises(SecretError, match=r"mode 640.*chmod 600"):
        read_key(path)
    path.write_text("không phải khóa")
    path.chmod(0o600)
    with pytest.raises(SigningError, match="not an RSA private key"):
        read_key(path)
    with pytest.raises(SecretError, match="khong-co"):
        read_key(tmp_path / "khong-co")
