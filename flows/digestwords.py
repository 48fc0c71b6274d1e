"""What editors say of a digest: files that are only ever added, heard by every composition of that digest."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows.corrections import keep_lines, said_in_files
from flows.home import Home
from warehouse import store
from warehouse.db import Connection, transaction

MAX_NOTE = 1000  # characters; a longer one is an article
MAX_REASON = 200
KINDS = {  # kind: whether it has a subject, whether it has a value
    "move": (True, True),
    "move_topic": (True, True),
    "seat": (True, True),
    "hide": (True, True),
    "show": (True, False),
    "note": (None, True),  # without a subject it is the digest's
    "approve": (False, False),
    "reopen": (False, False),
}
SEATS = ("page", "list")


class WordError(Exception):
    """A word about a digest can't be used; the message names what is wrong, or the file and line."""


@dataclass(frozen=True, slots=True)
class Word:
    """One thing said of a digest. `subject` is an article, which stands for its story, or a topic's code.

    `value`: of move the article behind which the story goes ("" to the front of its group), of move_topic a topic's
    code alike, of seat page or list, of hide the reason, of note the text ("" takes it back).
    """

    kind: str
    subject: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class DigestCorrection:
    """One line of `core.digest_corrections`; `said_by` is a role, never a person's name."""

    correction_id: str
    digest_id: str
    kind: str
    subject: str | None
    value: str | None
    said_by: str
    said_at: str

    def __post_init__(self) -> None:
        """Refuse what nobody can say."""
        check(Word(self.kind, self.subject, self.value))


def check(word: Word) -> Word:
    """The word if its kind, subject and value belong together, else ValueError."""
    if word.kind not in KINDS:
        raise ValueError(f"kind {word.kind!r}")
    named, valued = KINDS[word.kind]
    if (named is not None and named != bool(word.subject)) or valued != (word.value is not None):
        raise ValueError(f"{word.kind}: subject {word.subject!r}, value {word.value!r}")
    if word.kind == "seat" and word.value not in SEATS:
        raise ValueError(f"seat {word.value!r}")
    if word.kind == "hide" and not 0 < len(word.value or "") <= MAX_REASON:
        raise ValueError(f"cần một lý do, dài nhất {MAX_REASON} ký tự")
    if len(word.value or "") > MAX_NOTE:
        raise ValueError(f"ghi chú dài nhất {MAX_NOTE} ký tự")
    return word


def land(home: Home, digest_id: str, words: Sequence[Word], *, role: str, at: datetime) -> Path:
    """Write `corrections/digests/<time>-<hash>.jsonl`, whole or not at all; needs no warehouse.

    `at` is aware. Raises WordError for a word that can't be said, CorrectionError on a full disk.
    """
    try:
        lines = [{"digest_id": digest_id, **asdict(check(word)), "said_by": role} for word in words]
    except ValueError as error:
        raise WordError(str(error)) from error
    return keep_lines(home.digest_corrections, lines, at.astimezone(UTC))


def load(con: Connection, home: Home, losses: list[str] | None = None) -> int:
    """Bring every landed word into core.digest_corrections; gives the number of new rows.

    A file or line that can't be read is told in `losses` and passed over; without a list it is a WordError.
    """
    known = frozenset(row["stem"] for row in store.query(con, "digest_word_files"))
    rows = list(
        said_in_files(home.digest_corrections, DigestCorrection, "biên tập bản tin", losses, WordError, known=known)
    )
    with transaction(con):
        return store.insert(con, "core.digest_corrections", rows)
