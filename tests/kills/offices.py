"""The servers that a killed step talks to: a small press web and a mail server, both in threads of this process."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.flows.mailroom import Postman, post_office
from tests.replay import ReplayServer, Reply, Scripted, rss

HOSTS = ("nguoitho.example", "songtre.example")
_RSS = (("Content-Type", "application/rss+xml; charset=utf-8"),)
_HAPPENED = (
    "đình công đòi trả lương đúng hạn",
    "ngừng việc vì bữa ăn ca kém",
    "được công đoàn hỗ trợ vé xe về quê",
    "ký thỏa ước lao động tập thể mới",
    "đề nghị tăng lương tối thiểu vùng",
)


@dataclass(frozen=True, slots=True)
class Office:
    """A running server: its port, and how many mails it took for each reader."""

    port: int
    is_press: bool = False
    _postman: Postman = field(default_factory=Postman)

    def has(self, reader: str, message_id: str) -> bool:
        """Whether that mail for the reader came in."""
        return any(to == reader and message_id.encode() in content for to, content in self._postman.received)

    def mails(self) -> Counter[str]:
        """Mails by reader since the last `empty`."""
        return Counter(reader for reader, _ in self._postman.received)

    def empty(self) -> None:
        """Forget them."""
        self._postman.received.clear()


@contextmanager
def press() -> Iterator[Office]:
    """The proxy of two made-up outlets with four pages each."""
    with ReplayServer(web()) as server:
        yield Office(int(server.address.rpartition(":")[2]), is_press=True)


@contextmanager
def post() -> Iterator[Office]:
    """A mail server that takes everything."""
    postman = Postman()
    with post_office(postman) as settings:
        yield Office(settings.port, _postman=postman)


def web() -> dict[str, Scripted]:
    """What the press web answers, by address."""
    script: dict[str, Scripted] = {}
    for place, host in enumerate(HOSTS):
        links = [f"http://{host}/cong-nhan-{place}{number}.html" for number in range(4)]
        script |= {link: Reply(body=article(4 * place + number)) for number, link in enumerate(links)}
        script[f"http://{host}/rss/home.rss"] = Reply(body=rss(links, "Công nhân"), headers=_RSS)
    return script


def article(number: int) -> bytes:
    """A page on workers, each with words of its own."""
    happened = _HAPPENED[number % len(_HAPPENED)]
    title = f"Công nhân Công ty May Bình Minh {number} {happened}"
    said = f"Sáng 3/8, hơn {100 + number} công nhân Công ty May Bình Minh {number} {happened}, theo công đoàn cơ sở."
    text = f"<p>{said}</p>" + "<p>Liên đoàn Lao động tỉnh cử cán bộ xuống nắm tình hình, bảo vệ người lao động.</p>" * 3
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1>{text}</body></html>".encode()
    )


def saved_feeds(folder: Path) -> None:
    """Two days of saved feeds of the two outlets."""
    for day, outlet, first in ((3, "nguoitho", 10), (3, "songtre", 12), (4, "nguoitho", 13)):
        links = [f"https://{outlet}.example/cong-nhan-dinh-cong-{number}.html" for number in range(first, first + 5)]
        path = folder / f"2026-08-{day:02}" / f"{outlet}.xml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(rss(links, "Công nhân đình công đòi lương, công đoàn vào cuộc"))
