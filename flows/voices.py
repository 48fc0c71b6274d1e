"""Voices of a digest: what workers, the union, employers, the state and experts say in the stories that it tells."""

from dataclasses import dataclass

from flows.frame import Frame
from flows.wording import capital
from warehouse import store
from warehouse.db import Connection

PER_ROLE = 2
SHORTEST, LONGEST = 40, 300  # characters: shorter is a scrap, longer a speech
ROLES = {
    "worker": "Người lao động",
    "union": "Công đoàn",
    "employer": "Người sử dụng lao động",
    "state": "Cơ quan nhà nước",
    "expert": "Chuyên gia",
}


@dataclass(frozen=True, slots=True)
class Voice:
    """One thing said: `who` is an office, body or role, never a person; `literal` word for word."""

    role: str
    who: str
    text: str
    literal: bool
    outlet: str
    url: str


@dataclass(frozen=True, slots=True)
class Voices:
    """The voices of a digest, workers first."""

    voices: tuple[Voice, ...]


def compose(con: Connection, frame: Frame) -> Voices | None:
    """The voices of the stories in the mail, at most PER_ROLE of a role; None when nobody is quoted."""
    rows = store.query(
        con, "digest_voices", digest_id=frame.digest_id, per_role=PER_ROLE, shortest=SHORTEST, longest=LONGEST
    )
    found = tuple(
        Voice(
            role=ROLES[row["role"]],
            who=_who(row["role"], row["speaker"]),
            text=capital(row["text"]),
            literal=row["is_literal"],
            outlet=row["outlet"],
            url=row["url"],
        )
        for row in rows
    )
    return Voices(found) if found else None


def _who(role: str, speaker: str | None) -> str:
    """Who speaks beyond the role; "" when the label only repeats it."""
    known = (ROLES[role].lower(), "doanh nghiệp")
    return "" if speaker is None or speaker.lower() in known else capital(speaker)
