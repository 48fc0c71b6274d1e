"""Secrets: read from files that only their owner can read, never from an option or a row."""

from pathlib import Path

from flows.wholefile import write_whole

FOR_OTHERS = 0o077


class SecretError(Exception):
    """A file of a secret can't be used; the message names it and says what to do."""


def read_secret(path: Path) -> str:
    """The secret in a file, without the blanks around it; SecretError when others may read it or nobody can."""
    if complaint := open_to_others(path):
        raise SecretError(complaint)
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SecretError(f"cannot read the secret in {path}: {error}") from error


def open_to_others(path: Path) -> str | None:
    """What is wrong with the rights of a secret's file, None when only its owner has any."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return f"cannot read the secret in {path}: {error.strerror}"
    return f"{path} can be read by others (mode {mode & 0o777:o}): chmod 600 {path}" if mode & FOR_OTHERS else None


def write_secret(path: Path, text: str) -> None:
    """Put a new secret in place of the old one, whole or not at all, for its owner only; SecretError on a full disk."""
    try:
        write_whole(path, text.encode(), mode=0o600)
    except OSError as error:
        raise SecretError(f"cannot write the secret in {path}: {error.strerror}") from error
