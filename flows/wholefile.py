"""Files written whole or not at all: what can't be computed again must never stand half written."""

import fcntl
import os
from pathlib import Path

DRAFT = ".tmp"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, its folder made when missing, and wait for the disk; on OSError the old file is untouched."""
    draft = path.with_name(f".{path.name}{DRAFT}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as out:
            fcntl.flock(out, fcntl.LOCK_SH)  # so that `sweep` knows that somebody is writing
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def sweep(folder: Path, *, apart_from: Path | None = None) -> int:
    """Remove the drafts that killed processes left below a folder, but for one folder in it; gives their number."""
    removed = 0
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if Path(place, name) != apart_from]
        removed += sum(_removed(Path(place, name)) for name in files if name[0] == "." and name.endswith(DRAFT))
    return removed


def _removed(draft: Path) -> bool:
    """Whether nobody was writing the draft, which is gone then."""
    try:
        with draft.open("rb") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            draft.unlink()
    except (BlockingIOError, FileNotFoundError):
        return False
    return True
