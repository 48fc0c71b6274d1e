"""What people decide of rebuttals: files that are only ever added; the last word on each counts."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows.corrections import keep_lines, said_in_files
from flows.home import Home
from warehouse import db, store
from warehouse.db import Connection, transaction

STATES = {
    "moi": "mới",
    "dung_la_sai": "đúng là thông tin sai",
    "khong_phai": "không phải thông tin sai",
    "da_phan_bac": "đã phản bác",
}
MAX_NOTE = 500  # characters


class RebuttalError(Exception):
    """A rebuttal or a word on one can't be used; the message names the id, or the file and line."""


@dataclass(frozen=True, slots=True)
class RebuttalDecision:
    """One line of `core.rebuttal_decisions`; `said_by` is a role, never a person's name."""

    decision_id: str
    rebuttal_id: str
    state: str
    note: str | None
    said_by: str
    said_at: str

    def __post_init__(self) -> None:
        """Refuse a state that nobody can give."""
        if self.state not in STATES:
            raise ValueError(f"state {self.state!r}")


def decide(home: Home, rebuttal_id: str, state: str, note: str | None, *, role: str, at: datetime) -> Path:
    """Land a person's decision and load it; RebuttalError for an unknown id, an unknown state or a note too long."""
    if state not in STATES:
        raise RebuttalError(f"không có trạng thái {state!r}; dùng một trong: {', '.join(STATES)}")
    words = " ".join((note or "").split()) or None
    if words and len(words) > MAX_NOTE:
        raise RebuttalError(f"ghi chú dài quá {MAX_NOTE} ký tự")
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        if not store.query(con, "rebuttal_known", rebuttal_id=rebuttal_id):
            raise RebuttalError(f"không có mục bác bỏ nào mang mã {rebuttal_id!r}")
        said = RebuttalDecision("", rebuttal_id, state, words, role, "")
        line = {key: value for key, value in asdict(said).items() if key not in ("decision_id", "said_at")}
        path = keep_lines(home.rebuttal_corrections, [line], at.astimezone(UTC))
        load(con, home)
    return path


def load(con: Connection, home: Home, losses: list[str] | None = None) -> int:
    """Bring every landed decision into core.rebuttal_decisions; gives the number of new rows.

    A file or line that can't be read is told in `losses` and passed over; without a list it is a RebuttalError.
    """
    rows = list(
        said_in_files(home.rebuttal_corrections, RebuttalDecision, "quyết định về tin bị bác bỏ", losses, RebuttalError)
    )
    with transaction(con):
        return store.insert(con, "core.rebuttal_decisions", rows)
