"""The SQL files of this room: one statement per file, found by folder and name.

They are the program's own and are read once in a process: a warehouse is opened ten times an hour.
"""

import hashlib
from functools import cache
from pathlib import Path

ROOM = Path(__file__).resolve().parent


def sql_names(folder: str) -> list[str]:
    """The names of a folder's statements, sorted, without `.sql`."""
    return list(_names(folder))


@cache
def _names(folder: str) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (ROOM / folder).glob("*.sql")))


def sql_path(folder: str, name: str) -> Path:
    """Where a statement lies; it may not exist."""
    return ROOM / folder / f"{name}.sql"


@cache
def sql_text(folder: str, name: str) -> str:
    """The text of a statement; raises FileNotFoundError when there is none of that name."""
    return sql_path(folder, name).read_text(encoding="utf-8")


def quoted(text: object) -> str:
    """A path or word as a literal of SQL, where a statement takes no parameter."""
    return "'" + str(text).replace("'", "''") + "'"


@cache
def rules_id() -> str:
    """What digests are composed by: 16 digits that change when a view, macro or statement of a digest does."""
    digest = hashlib.sha256()
    for folder in ("macros", "views", "queries"):
        for name in sql_names(folder):
            if folder != "queries" or name.startswith("digest_"):
                digest.update(f"{folder}/{name}\n{sql_text(folder, name)}\n".encode())
    return digest.hexdigest()[:16]


@cache
def queries_id(beginning: str) -> str:
    """16 digits that change when a query does whose name begins so."""
    names = [name for name in sql_names("queries") if name.startswith(beginning)]
    texts = "\n".join(sql_text("queries", name) for name in names)
    return hashlib.sha256(texts.encode()).hexdigest()[:16]
