"""A made-up press landed as the crawler lands it: two outlets, pages and feeds, in runs of any order."""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawlers.landing import Fetch, RunWriter, make_run_id
from flows.home import Home
from flows.settings import Settings

START = datetime(2026, 8, 4, 23, 30, tzinfo=UTC)  # 06:30 of 5 August in Việt Nam
OUTLETS = ("nguoitho", "phobien")
PAGE = (("Content-Type", "text/html; charset=utf-8"),)
FEED = (("Content-Type", "application/rss+xml; charset=utf-8"),)
_PLACES = ("Bình Dương", "Hải Phòng", "Nghệ An", "Đồng Nai")
_ACTS = (
    "ngừng việc vì chậm lương",
    "ký thỏa ước lao động tập thể mới",
    "được công đoàn hỗ trợ bữa ăn ca",
    "kiến nghị giảm giờ làm thêm",
)


@dataclass(frozen=True)
class Piece:
    """One article; `at` is when it was published."""

    outlet: str
    key: str
    title: str
    sapo: str
    body: tuple[str, ...]
    at: datetime

    @property
    def url(self) -> str:
        return f"https://{self.outlet}.example/{self.key}.html"

    def words(self) -> tuple[str, ...]:
        """Everything that it says."""
        return (self.title, self.sapo, *self.body)


def pieces(day: int, *, number: int = 4, seed: int = 0) -> list[Piece]:
    """News of a day after the first: about workers, each with words of its own, the last one about football."""
    chance = random.Random(f"{seed}/{day}")
    made = []
    for place in range(number):
        name = f"Xưởng {chance.randrange(10_000)}"
        where, act = chance.choice(_PLACES), chance.choice(_ACTS)
        at = START + timedelta(days=day, minutes=30 * place)
        made.append(
            Piece(
                chance.choice(OUTLETS),
                f"tin-{seed}-{day}-{place}-xuong",
                f"Công nhân {name} ở {where} {act}",
                f"Hơn {chance.randrange(100, 900)} công nhân của {name} {act} trong buổi sáng.",
                tuple(
                    f"Đoạn thứ {line} của tin {day}.{place}: công đoàn cơ sở {name} cho biết người lao động tại {where}"
                    f" {act}, có {chance.randrange(1000, 9000)} người liên quan."
                    for line in range(3)
                ),
                at,
            )
        )
    last = made[-1]
    return [*made[:-1], replace(last, title=f"Đội bóng {day} thắng trận thứ {number}", sapo="Khán giả vui.", body=())]


def page(piece: Piece, related: Sequence[Piece] = ()) -> bytes:
    """The page of an article, with links to others beside it."""
    text = "".join(f"<p>{line}</p>" for line in piece.body) or "<p>Trận đấu diễn ra sôi nổi tới phút cuối cùng.</p>" * 3
    links = "".join(f'<div class="article-related"><a href="{one.url}">{one.title}</a></div>' for one in related)
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{piece.title}</title>'
        f'<meta property="article:published_time" content="{piece.at.isoformat()}"></head><body>'
        f'<h1 class="article-detail-title">{piece.title}</h1><div class="article-detail-desc">{piece.sapo}</div>'
        f'<div class="__MASTERCMS_CONTENT">{text}</div>{links}</body></html>'
    ).encode()


def feed(listed: Sequence[Piece]) -> bytes:
    """A feed of some articles."""
    items = "".join(
        f"<item><title>{one.title}</title><link>{one.url}</link><description>{one.sapo}</description>"
        f"<pubDate>{one.at:%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
        for one in listed
    )
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()


def land(home: Home, listed: Sequence[Piece], at: datetime, *, feeds_only: bool = False) -> Path:
    """One crawl at a moment: each outlet's feed, then the pages; gives the landed run."""
    mark = hashlib.sha256(repr((at, [one.words() for one in listed], feeds_only)).encode()).hexdigest()
    with RunWriter(home.landed, make_run_id(at, mark), "crawl") as writer:
        for outlet in OUTLETS:
            own = [one for one in listed if one.outlet == outlet]
            address = f"https://{outlet}.example/rss"
            at += timedelta(seconds=1)
            writer.land(Fetch(outlet, "feed", address, at, address, 200), FEED, feed(own))
            for one in () if feeds_only else own:
                at += timedelta(seconds=1)
                others = [other for other in own if other is not one][:2]
                writer.land(Fetch(outlet, "page", one.url, at, one.url, 200), PAGE, page(one, others))
        writer.fail(Fetch("phobien", "page", "https://phobien.example/hong.html", at), "timeout")
    return writer.path


def settings_of(home: Home) -> Settings:
    """The settings of a home with these outlets, whose files are written beside it."""
    folder = home.root.with_name(home.root.name + "-outlets")
    folder.mkdir(exist_ok=True)
    for name in OUTLETS:
        (folder / f"{name}.toml").write_text(
            f'id = "{name}"\nname = "Báo {name}"\nkind = "central"\nowner = "Cơ quan {name}"\n'
            f'homepage = "https://{name}.example/"\nhosts = ["{name}.example"]\n'
            f'feeds = [{{ url = "https://{name}.example/rss" }}]\n[[layouts]]\nfamily = "mastercms"\n',
            encoding="utf-8",
        )
    return Settings(home=home.root, sources_dir=folder)
