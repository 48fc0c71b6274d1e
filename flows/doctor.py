"""`diemtin doctor`: what is wrong with an installation, and how to mend it; looks only, changes nothing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import urllib3

from crawlers.given import json_of
from crawlers.landing import LandingError, landed_runs, read_outcomes, read_run
from crawlers.runs import PART_SUFFIX, started_at
from crawlers.source import read_sources
from flows import models
from flows.choices import ChoiceError
from flows.deliveries import JournalError
from flows.deskfiles import DeskError
from flows.home import Home
from flows.machine import FULL, LOW_DISK, free_bytes, free_said, last_steps, troubles
from flows.owed import owed_at
from flows.secretfile import open_to_others
from flows.settings import Settings
from flows.truth import truth
from flows.unsubscribe import UnsubscribeError
from nlp.model import ModelError
from warehouse import db

STALE = timedelta(hours=3)  # crawls are hourly
STALE_COPY = timedelta(days=2)  # copies are nightly
RECENT = 24 * 7  # runs that are read line by line without --deep: a week


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `mend` says what to do, empty when all is well; `urgent`: the next mail is at risk."""

    what: str
    mend: str = ""
    urgent: bool = False


Look = Callable[[Home, Settings, datetime, bool], Iterator[Finding]]


def examine(home: Home, settings: Settings, at: datetime, *, deep: bool = False) -> list[Finding]:
    """Everything found at a moment (aware); `deep` reads every landed byte and compares checksums."""
    return [finding for look in LOOKS for finding in look(home, settings, at, deep)]


def _disk(home: Home, settings: Settings, at: datetime, deep: bool) -> Iterator[Finding]:
    low = free_bytes(home) < LOW_DISK
    yield Finding(free_said(home), FULL if low else "", low)
    others = home.root.stat().st_mode & 0o007
    yield Finding("Quyền đọc thư mục dữ liệu", f"người khác đọc được: chmod 700 {home.root}" if others else "")


def _warehouse(home: Home, settings: Settings, at: datetime, deep: bool) -> Iterator[Finding]:
    try:
        with db.writer(home.root):
            yield Finding("Kho dữ liệu mở được")
    except db.LockedError as error:
        yield Finding(f"Kho dữ liệu đang có tiến trình dùng ({error})")
    except db.CorruptError as error:
        yield Finding(f"Kho dữ liệu hỏng: {error}", "dựng lại từ tệp gốc: diemtin rebuild", urgent=True)
    except db.WarehouseError as error:
        yield Finding(f"Kho dữ liệu không dùng được: {error}", "làm theo lời báo lỗi", urgent=True)
    try:
        with db.reader(home.published):
            yield Finding("Bản công bố mở được")
    except db.WarehouseError as error:
        yield Finding(f"Bản công bố: {error}", "diemtin publish")


def _runs(home: Home, settings: Settings, at: datetime, deep: bool) -> Iterator[Finding]:
    every = landed_runs(home.landed)
    if not every:
        yield Finding("Chưa có lượt thu thập nào", "diemtin collect --all", urgent=True)
        return
    try:
        age = at - started_at(every[-1].name)
    except LandingError as error:  # the 30th of February
        yield Finding(f"Lượt thu thập lạ: {error}", f"đưa thư mục ấy ra khỏi {home.landed}", urgent=True)
        return
    late = age > STALE
    mend = "xem dịch vụ có chạy không: systemctl status diemtin-serve, hoặc diemtin serve" if late else ""
    yield Finding(f"Lượt thu thập gần nhất cách đây {_hours(age)}", mend, urgent=late)
    if age < -STALE:
        yield Finding("Đồng hồ máy chậm hơn lượt thu thập gần nhất", "chỉnh giờ máy (NTP)", urgent=True)
    for run in every if deep else every[-RECENT:]:
        yield from _damage(run, deep=deep)
    parts = [path for path in home.landed.iterdir() if path.name.endswith(PART_SUFFIX)]
    if parts:
        yield Finding(f"{len(parts)} lượt thu thập đang ghi dở; lượt sau tự thu hồi phần còn nguyên")


def _damage(run: Path, *, deep: bool) -> Iterator[Finding]:
    losses: list[str] = []
    if deep:
        for _ in read_run(run, losses):
            pass
    else:
        for _ in read_outcomes(run, losses):
            pass
    for loss in losses:
        yield Finding(f"Tệp thu thập hỏng: {loss}", "phần còn lại vẫn dùng được; lấy lại từ bản sao: diemtin restore")


def _steps(home: Home, settings: Settings, at: datetime, deep: bool) -> Iterator[Finding]:
    bad = [one for one in troubles(home, at) if one.since]
    yield from (Finding(one.what, one.mend) for one in bad)
    if not bad:
        yield Finding("Bước nào chạy gần đây cũng xong")


def _journals(home: Home, settings: Settings, at: datetime, deep: bool) -> Iterator[Finding]:
    """What people said and what was sent, line by line, whatever its kind; and the digests as kept."""
    faults = [fault for path in truth(home.root) if path.suffix == ".jsonl" for fault in _bad_lines(home, path)]
    faults += [f"{path}: không đọc được" for path in sorted(home.digests.glob("*.json")) if not _is_json(path)]
    for fault in faults:
        yield Finding(fault, "sửa dòng ấy, hoặc lấy lại tệp từ bản sao: diemtin restore", urgent=True)
    if not faults:
        yield Finding("Sổ gửi thư, các tệp sửa và các bản điểm tin đã lưu đọc được")


def _bad_lines(home: Home, path: Path) -> Iterator[str]:
    if path.is_relative_to(home.landed):
        return  # outcomes are looked at as runs
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        if not _is_object(line):
            yield f"{path}, dòng {number}: không đọc được"


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json_of(line), dict)
    except ValueError:
        return False


def _is_json(path: Path) -> bool:
    return _is_object(path.read_bytes())


def _model(home: Home, settings: Settings, at: datetime, deep: bool) -> Iterator[Finding]:
    try:
        yield Finding(f"Mô hình {models.annotator(home).annotator_id} đúng mã kiểm")
    except (ModelError, ChoiceError) as error:
        yield Finding(f"Mô hình: {error}", "diemtin model rollback, hoặc cài lại chương trình", urgent=True)


def _outlets(home: Home, settings: Settings, at: datetime, deep: bool) -> Iterator[Finding]:
    roll = read_sources(settings.sources_dir)
    for fault in roll.faults.values():
        yield Finding(f"Tệp cơ quan báo chí: {fault}", "sửa tệp ấy; các cơ quan khác vẫn được đọc")
    yield Finding(f"{len(roll.sources)} cơ quan báo chí dùng được")


def _secrets(home: Home, settings: Settings, at: datetime, deep: bool) -> Iterator[Finding]:
    named: Mapping[str, object] = settings.model_dump()
    for name, path in named.items():
        if name.endswith("_file") and isinstance(path, Path):
            complaint = open_to_others(path)
            yield Finding(f"Tệp mật DIEMTIN_{name.upper()}", complaint or "", urgent=bool(complaint))


def _mail(home: Home, settings: Settings, at: datetime, deep: bool) -> Iterator[Finding]:
    if not settings.smtp_host:
        yield Finding("Chưa khai báo máy chủ thư, thư chỉ nằm trong outbox", "đặt DIEMTIN_SMTP_HOST")
        return
    try:
        connection = urllib3.util.connection.create_connection((settings.smtp_host, settings.smtp_port), timeout=5)
        connection.close()
        yield Finding(f"Máy chủ thư {settings.smtp_host}:{settings.smtp_port} trả lời")
    except OSError as error:
        what = f"Máy chủ thư {settings.smtp_host}:{settings.smtp_port} không trả lời ({error})"
        yield Finding(what, "xem mạng, tường lửa và DIEMTIN_SMTP_*", urgent=True)


def _digests(home: Home, settings: Settings, at: datetime, deep: bool) -> Iterator[Finding]:
    try:
        late = owed_at(home, settings, at)
    except (JournalError, UnsubscribeError, DeskError) as error:
        yield Finding(f"Không biết bản điểm tin nào còn nợ: {error}", "sửa tệp ấy", urgent=True)
        return
    for one in late:
        by_hand = f"diemtin digest --day {one.day}{' --week' if one.period == 'week' else ''} --scope BÀN"
        mend = f"lượt hằng giờ sẽ gửi bù; hoặc {by_hand}, rồi diemtin send --desk BÀN"
        yield Finding(one.line, mend, urgent=True)
    if not late:
        yield Finding("Không còn nợ bản điểm tin nào")


def _copies(home: Home, settings: Settings, at: datetime, deep: bool) -> Iterator[Finding]:
    last = last_steps(home).get("backup")
    if last is None:
        yield Finding("Chưa có bản sao nào của thư mục dữ liệu", "diemtin backup THƯ_MỤC, trên ổ đĩa khác")
        return
    age = at - last.begun_at
    mend = "xem systemctl status diemtin-backup.timer, hoặc diemtin backup THƯ_MỤC"
    what = f"Bản sao gần nhất cách đây {_hours(age)}{', không thành' if last.outcome == 'failed' else ''}"
    yield Finding(what, mend if age > STALE_COPY or last.outcome == "failed" else "")


def _hours(age: timedelta) -> str:
    hours = age / timedelta(hours=1)
    return f"{hours * 60:.0f} phút" if abs(hours) < 1 else f"{hours:.0f} giờ"


LOOKS: tuple[Look, ...] = (
    *(_disk, _warehouse, _runs, _steps, _journals, _model, _outlets, _secrets, _mail, _digests, _copies),
)
