"""A running editor's desk over a made-up press, and a browser without a screen that keeps cookies and tokens."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from httpx import Response

from flows import steps
from flows.editorapp import desk_app
from flows.editordoor import Running
from flows.editorguard import LOOPBACK, Door
from flows.editorwork import Desktop
from flows.home import Home, open_home
from flows.settings import Settings
from tests.flows.newsroom import DAY, NEWS, News, fill
from warehouse import db

TOKEN = "thu-" + "m" * 40
DIGEST = "2026-08-05-day-toan-quoc"
PAGE = f"/ban-tin/{DIGEST}"
NOW = datetime(2026, 8, 5, 23, 12, tzinfo=UTC)  # 06:12 of the day after, before the mail leaves


def newsroom(folder: Path, news: tuple[News, ...] = NEWS) -> Home:
    """A home with a press and its composed digest."""
    home = open_home(folder, lock_wait_s=0.2)
    with db.writer(home.root) as con:
        fill(con, news)
    steps.digest_step(home, Settings(home=home.root), DAY)
    return home


def running(home: Home, now: Callable[[], datetime] = lambda: NOW) -> Running:
    """A desk over a home."""
    return Running(Desktop(home, Settings(home=home.root)), Door(TOKEN), LOOPBACK, now)


@dataclass
class Browser:
    """Follows links and sends the forms that pages hold."""

    state: Running
    client: TestClient = field(init=False)
    page: str = ""

    def __post_init__(self) -> None:
        """Reach the desk under its own name."""
        self.client = TestClient(desk_app(self.state), base_url="http://127.0.0.1:8765")

    def enter(self) -> "Browser":
        """Open the printed link."""
        assert self.client.get(f"/vao?token={TOKEN}").status_code == 200
        return self

    def open(self, path: str = PAGE) -> str:
        """A page, which stays open."""
        response = self.client.get(path)
        assert response.status_code == 200, response.text
        self.page = response.text
        return self.page

    def send(self, path: str, **fields: Any) -> Response:
        """A form of the open page: its tokens go along."""
        kept = {name: self.hidden(name) for name in ("csrf", "seen") if self.hidden(name)}
        return self.client.post(path, data={**kept, **fields})

    def say(self, kind: str, **fields: Any) -> Response:
        """One word on the digest."""
        return self.send(f"{PAGE}/noi", kind=kind, **fields)

    def hidden(self, name: str) -> str:
        """The first hidden field of this name."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        return found[1] if found else ""
