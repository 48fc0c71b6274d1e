"""The SQL files of this room: one statement per file, found by folder and name."""

from pathlib import Path

ROOM = Path(__file__).resolve().parent


def sql_names(folder: str) -> list[str]:
    """The names of a folder's statements, sorted, without `.sql`."""
    return sorted(path.stem for path in (ROOM / folder).glob("*.sql"))


def sql_path(folder: str, name: str) -> Path:
    """Where a statement lies; it may not exist."""
    return ROOM / folder / f"{name}.sql"


def sql_text(folder: str, name: str) -> str:
    """The text of a statement; raises FileNotFoundError when there is none of that name."""
    return sql_path(folder, name).read_text(encoding="utf-8")
