"""Old texts moved into the archive, so that the file that is written and copied every hour stays small."""

from dataclasses import dataclass
from datetime import datetime

from flows.home import Home
from flows.progress import track
from warehouse import db, store
from warehouse.copies import fill
from warehouse.texts import archive_month, orphaned_months, texts_folder


@dataclass(frozen=True, slots=True)
class Compacted:
    """What a compaction did: months and texts moved; bytes of the live file before and after, and of the archive."""

    months: tuple[str, ...]
    texts: int
    before: int
    after: int
    archive: int


def compact(home: Home, *, months: int, at: datetime) -> Compacted:
    """Move the bodies of wordings fetched `months` whole months before `at` (UTC) or earlier into the archive.

    Killed at any moment it is simply done again: a body is in the archive, on the disk, before it leaves the tables.
    """
    before = _bytes(home)
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        old = store.query(con, "texts_of_months", before=month_before(at, months))
        for row in track(old, "nén tháng"):
            archive_month(con, home.root, row["month"])
        con.execute("checkpoint")
    if old:
        empty_archived(home)
    size = sum(path.stat().st_size for path in texts_folder(home.root).glob("*.parquet"))
    return Compacted(
        tuple(row["month"] for row in old),
        sum(row["texts"] for row in old),
        before,
        _bytes(home),
        size,
    )


def _bytes(home: Home) -> int:
    """The size of the live file; a warehouse on a lake has none."""
    return home.warehouse.stat().st_size if home.warehouse.is_file() else 0


def empty_archived(home: Home) -> None:
    """Write the live file anew without the bodies that the archive holds: a file of DuckDB never shrinks by itself."""
    with db.rebuilding(home.root, wait_s=home.lock_wait_s) as con:
        fill(con, home.root, "archived")


def settle_archive(home: Home) -> None:
    """After a rebuild or takedown: no body of an unknown wording in the archive, none in both places."""
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        for month in orphaned_months(con):
            archive_month(con, home.root, month)
        archived = len(list(texts_folder(home.root).glob("*.parquet"))) > 1
    if archived:
        empty_archived(home)


def month_before(at: datetime, months: int) -> str:
    """The first month (YYYY-MM) that stays in the tables when `months` whole months before that of `at` do."""
    number = at.year * 12 + at.month - 1 - months
    return f"{number // 12:04d}-{number % 12 + 1:02d}"
