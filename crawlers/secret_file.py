"""Keys of APIs: read from files that nobody else can read, never from the environment or the command line."""

import os
from pathlib import Path


class SecretError(Exception):
    """A file with a key can't be used; the message names the file and the cure, never its content."""


def read_secret(path: Path) -> str:
    """The content of a file of mode 600 (or 400), without the newline; SecretError otherwise."""
    try:
        mode = path.stat().st_mode & 0o777
        if mode & 0o077:
            raise SecretError(f"{path}: has mode {mode:o}, others could read the key; do `chmod 600 {path}`")
        found = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SecretError(f"{path}: {error.strerror}; a file with the key, mode 600") from error
    except UnicodeDecodeError as error:
        raise SecretError(f"{path}: not text in UTF-8") from error
    if not found:
        raise SecretError(f"{path}: is empty")
    return found


def write_secret(path: Path, text: str) -> None:
    """Put a new key in place of the old one, whole or not at all, mode 600; SecretError on a full disk."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(path)
    except OSError as error:
        raise SecretError(f"{path}: {error.strerror}") from error
