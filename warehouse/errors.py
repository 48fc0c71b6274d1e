"""What can go wrong with the warehouse.

WarehouseError
├── LockedError       another process holds the file
├── CorruptError      the file cannot be read as a warehouse: rebuild it from the landed files
├── DiskFullError     no space left; the old state stands
├── CatalogueError    the PostgreSQL of a lake does not answer any more; nothing is half written
├── MissingError      there is no such file yet
├── MigrationError    the file and this program's migrations disagree
├── TableError        our own mistake: unknown table or column, a value that does not fit
└── StatementError    a statement that cannot be run: unknown name, wrong parameters, wrong SQL, not allowed
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb


class WarehouseError(Exception):
    """The root of everything this room raises; its text is written for the operator."""


class LockedError(WarehouseError):
    """Another process holds the file."""


class CorruptError(WarehouseError):
    """The file cannot be read as a warehouse."""


class DiskFullError(WarehouseError):
    """No space left on the device."""


class CatalogueError(WarehouseError):
    """The PostgreSQL that holds a lake's catalogue does not answer, or was restarted meanwhile."""


class MissingError(WarehouseError):
    """There is no such file yet."""


class MigrationError(WarehouseError):
    """An applied migration was changed, or the file was made by a newer program."""


class TableError(WarehouseError):
    """Unknown table or column, or a value that does not fit: our own mistake."""


class StatementError(WarehouseError):
    """A statement that cannot be run."""


_SECRET = re.compile(r"(password=)('[^']*'|\S+)")
_HOLDER = re.compile(r"\(PID (\d+)\)")
_FULL = re.compile(r"no space left|disk quota|file too large|out of disk", re.IGNORECASE)
_LOCK = re.compile(r"could not set lock", re.IGNORECASE)
# how libpq and DuckDB's extension speak of a server that is gone, goes, or comes back
_GONE = re.compile(
    r"closed the connection|could not (?:connect|receive data|send data)|connection to server|terminating connection|"
    r"no connection to the server|the database system is (?:starting|shutting|in recovery|not)|unable to connect|"
    r"lost synchronization|connection has been closed|"
    r"Failed to execute query \"(?:BEGIN|COMMIT|ROLLBACK)|"  # with nothing behind it
    r"(?:DuckLake:|unsuccessful query result\s+Error:) (?:TransactionContext Error: )?Current transaction is aborted",
    re.IGNORECASE,
)
# how DuckDB 1.5 speaks of a file that is none of its own, is cut short, or fails its checksums
_BROKEN = re.compile(
    r"not a valid duckdb|checksum|corrupt|version number|could not read enough bytes|replaying wal|"
    r"failed to deserialize|serialization error|older database file|storage version|sqlite",
    re.IGNORECASE,
)


@contextmanager
def translated(
    subject: str, otherwise: type[WarehouseError] = StatementError, *, cure: str = "diemtin rebuild"
) -> Iterator[None]:
    """Turns DuckDB's errors in the block into this room's, naming the subject: a file, table or statement.

    `cure` is the command that makes a broken file anew.
    """
    try:
        yield
    except duckdb.Error as error:
        raise _translate(error, subject, otherwise, cure) from error


def _translate(error: duckdb.Error, subject: str, otherwise: type[WarehouseError], cure: str) -> WarehouseError:
    text = str(error)
    if _LOCK.search(text):
        holder = _HOLDER.search(text)
        return locked(subject, holder.group(1) if holder else None)
    if is_gone(text):  # before all else: DuckDB wraps it into errors of its own
        return gone(subject, text)
    if _FULL.search(text):
        return DiskFullError(f"{subject}: hết chỗ trên đĩa; dữ liệu cũ còn nguyên. {_first_line(text)}")
    if _BROKEN.search(text) or isinstance(error, duckdb.InternalException | duckdb.FatalException):
        return CorruptError(f"{subject}: tệp dữ liệu bị hỏng, hãy chạy `{cure}` để dựng lại. {_first_line(text)}")
    return otherwise(f"{subject}: {text.strip()}")


def locked(subject: str, holder: str | None) -> LockedError:
    """The error for a file that another process holds, with its process id where known."""
    who = f" (tiến trình {holder})" if holder else ""
    return LockedError(f"{subject}: một lệnh diemtin khác{who} đang giữ kho dữ liệu; hãy đợi nó xong rồi chạy lại")


def is_gone(text: str) -> bool:
    """Whether an error of DuckDB or libpq tells of a PostgreSQL that is not there."""
    return bool(_GONE.search(text))


def gone(subject: str, text: str) -> CatalogueError:
    """The error for a PostgreSQL that does not answer, with its own words but not the statement that met it."""
    line = next(filter(is_gone, text.splitlines()), _first_line(text))
    said = _GONE.search(line)
    begin = line.rfind(": ", 0, said.start()) + 2 if said else 0
    return CatalogueError(
        f"{subject}: mất kết nối với PostgreSQL giữ danh mục của kho; không có gì ghi dở, hãy chạy lại khi máy chủ "
        f"hoạt động trở lại ({masked(line[begin if begin > 1 else 0 :].strip())})"
    )


def masked(text: str) -> str:
    """A text without the password of a connection that it tells."""
    return _SECRET.sub(r"\1***", text)


def missing_extra(package: str) -> WarehouseError:
    """The error for a part that only a warehouse of many machines needs."""
    return WarehouseError(f"DuckLake cần gói {package}: hãy cài `pip install 'diemtin[scale]'`")


def _first_line(text: str) -> str:
    return text.strip().splitlines()[0] if text.strip() else ""
