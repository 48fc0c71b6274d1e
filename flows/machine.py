"""What is wrong with the machine and its nights, not with outlets: a disk that fills, steps that did not end well."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flows.home import Home
from flows.steplog import AHEAD, DIED, StepRow, read
from flows.wording import clock, number

LOW_DISK = 2 * 2**30  # bytes: a week of captures and a rebuild fit in
RECENT = timedelta(hours=24)
FULL = "dọn ổ đĩa hoặc chuyển thư mục sang ổ khác"
_STEPS = {
    "crawl": "thu thập",
    "load": "nạp",
    "annotate": "gán nhãn",
    "digest": "soạn điểm tin",
    "send": "gửi thư",
    "retry": "gửi lại thư",
    "alert": "báo nhanh",
    "publish": "công bố",
    "rebuild": "dựng lại kho",
    "backup": "sao lưu",
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing in Vietnamese, since when (aware; None: now), and what to do."""

    what: str
    mend: str
    since: datetime | None = None


def last_steps(home: Home) -> dict[str, StepRow]:
    """How each step went when it ran last, by name; what began under a clock that was ahead says nothing."""
    now = datetime.now(UTC) + AHEAD
    known = (row for row in read(home) if row.begun_at <= now)
    last = {row.step: row for row in sorted(known, key=lambda row: row.begun_at)}
    return dict(sorted(last.items()))


def free_bytes(home: Home) -> int:
    """What the home's disk has left for this user."""
    return shutil.disk_usage(home.root).free


def free_said(home: Home) -> str:
    """The same in words."""
    return f"Ổ đĩa của {home.root} còn trống {number(free_bytes(home) // 2**20)} MB"


def troubles(home: Home, at: datetime) -> list[Trouble]:
    """What a person should see to at a moment (aware): a disk that fills, steps that ended badly and not well since."""
    disk = [Trouble(free_said(home), FULL)] if free_bytes(home) < LOW_DISK else []
    return disk + list(_bad_steps(home, at))


def _bad_steps(home: Home, at: datetime) -> Iterator[Trouble]:
    for step, row in last_steps(home).items():
        if row.outcome == "failed" and at - row.begun_at < RECENT:
            yield _bad_step(step, row)


def _bad_step(step: str, row: StepRow) -> Trouble:
    name = f"Bước {_STEPS.get(step, step)} ({step}) bắt đầu lúc {clock(row.begun_at)}"
    if row.error == DIED:
        what = f"{name} chết giữa chừng: hết chỗ trên đĩa, hết bộ nhớ, mất điện hoặc bị ngắt"
        return Trouble(what, "xem chỗ trống và bộ nhớ của máy rồi chạy lại; dữ liệu đã ghi còn nguyên", row.begun_at)
    return Trouble(f"{name} không thành ({row.error})", "chạy lại bước ấy để xem lời báo lỗi", row.begun_at)
