"""`diemtin run`: the whole day under Prefect, live or on the bundled press web, and its last lines."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flows import sending, steps
from flows.deliveries import Delivery
from flows.home import Home, home_at
from flows.settings import Settings
from flows.wording import DELIVERY_NAMES, number

DEMO_DAY = date(2026, 8, 9)  # the last day of the bundled press web


STARTUP_S = 180  # Prefect's own server needs 5 to 15 s on an idle machine, its default patience is 20


class ServerError(Exception):
    """Prefect's server can't be reached or does not start; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a run ends with: the lines to print, complaints by file or run, and whether a person should look."""

    lines: tuple[str, ...]
    complaints: Mapping[str, str]
    attention: bool


def run_live(settings: Settings, day: date | None) -> Done:
    """Crawl the live outlets and send the digest of `day` (default: the last closed one)."""
    return _run(settings, day or steps.closed_day(steps.now()))


def run_demo(settings: Settings) -> Done:
    """The same on the bundled press web, in a home of its own so that it never mixes with real news."""
    from flows.demo.press import SOURCES_DIR
    from flows.demo.server import press_web

    with press_web() as proxy:
        demo = settings.model_copy(
            update={
                "home": settings.home / "demo",
                "proxy": proxy,
                "sources_dir": SOURCES_DIR,
                "pace_scale": 0.02,
                "warehouse": None,  # made-up news never reach a warehouse that others read
                "crawl_share": "1/1",
            }
        )
        return _run(demo, DEMO_DAY)


def serve(settings: Settings) -> None:
    """Serve the schedules until stopped."""
    _prefect_at(home_at(settings), log_level="INFO")
    from flows.schedules import serve_schedules

    with _server():
        serve_schedules(settings)


def _run(settings: Settings, day: date) -> Done:
    home = home_at(settings)
    _prefect_at(home, log_level="CRITICAL")  # what fails is shown once, by the command line
    from flows.pipeline import whole_day  # after the environment is set: Prefect reads it at import

    with _server():
        loaded, sent = whole_day(settings, day)
    return _summary(home, sent, loaded.broken)


@contextmanager
def _server() -> Iterator[None]:
    """Prefect raises RuntimeErrors for a server that is not there; nothing else tells them from our own mistakes."""
    try:
        yield
    except RuntimeError as error:
        if "Failed to reach API" in str(error):
            where = os.environ.get("PREFECT_API_URL", "")
            raise ServerError(
                f"no Prefect server answers at {where} (PREFECT_API_URL); start it, or unset it"
            ) from error
        if "ephemeral Prefect API server" in str(error):
            raise ServerError(f"Prefect's own server did not start within {STARTUP_S} s; run it again") from error
        raise


def _summary(home: Home, sent: sending.Sent, broken: Mapping[str, str]) -> Done:
    view = steps.view_of(home, sent.digest_id)
    figures, coverage = view.figures, view.coverage
    lines = (
        f"Điểm tin: {home.digests / sent.digest_id}.html",
        f"Thư: {home.digests / sent.digest_id}.eml",
        f"Đọc được {number(coverage.read)}/{number(coverage.asked)} cơ quan báo chí trong số đã hỏi",
        f"Thu được {number(figures.captured)} bài, {number(figures.relevant)} bài liên quan",
        f"Về công đoàn: {number(figures.union)} tin; về lao động: {number(figures.labour)} tin",
        f"Cần phản hồi: {number(view.n_attention)} việc",
        f"Gửi: {', '.join(map(_sent, sent.deliveries)) or 'chưa khai báo người nhận (DIEMTIN_RECIPIENTS)'}",
    )
    return Done(lines, broken, bool(broken) or steps.unsent(sent.deliveries))


def _sent(delivery: Delivery) -> str:
    return f"{delivery.recipient} ({DELIVERY_NAMES.get(delivery.status, delivery.status)})"


def _prefect_at(home: Home, *, log_level: str) -> None:
    """Keep Prefect's files under the home folder and its telemetry off, unless the site says otherwise."""
    os.environ.setdefault("PREFECT_HOME", str(home.root / "prefect"))
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    os.environ.setdefault("DO_NOT_TRACK", "1")
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", log_level)
    os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", str(STARTUP_S))
    Path(os.environ["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)
