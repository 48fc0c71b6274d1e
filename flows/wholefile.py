"""Files written whole or not at all: what can't be computed again must never stand half written."""

import os
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, its folder made when missing, and wait for the disk; on OSError the old file is untouched."""
    draft = path.with_name(f".{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
