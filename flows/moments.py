"""Files that are named by the moment of what they say, so that their names are in its order whatever the clock did."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

STAMP = "%Y%m%dT%H%M%S%fZ"  # what a name begins with, up to its first "-"


def behind(files: Iterable[Path], moment: datetime) -> datetime:
    """The moment (aware), or the one right behind the newest file: a clock may be set back, or have been ahead."""
    return max((moment, *(after for file in files if (after := _right_after(file)))))


def _right_after(file: Path) -> datetime | None:
    try:
        told = datetime.strptime(file.name.partition("-")[0], STAMP).replace(tzinfo=UTC)
        return told + timedelta(microseconds=1)
    except (ValueError, OverflowError):  # no file of ours, or the last moment of the year 9999
        return None
