"""Articles of a digest worth republishing (plan 20/KH-TLĐ III.1.1 d), each with its outlet's own terms."""

from dataclasses import dataclass

from flows.frame import Frame
from warehouse import store
from warehouse.db import Connection

MOST = 3
UNKNOWN = "chưa rõ điều kiện, cần hỏi"  # nobody has asked the outlet: `republish` in its file is empty


@dataclass(frozen=True, slots=True)
class Reprint:
    """One article and the terms in the outlet's words, or UNKNOWN."""

    article_id: str
    title: str
    outlet: str
    url: str
    terms: str


@dataclass(frozen=True, slots=True)
class Republish:
    """The articles, the union's own press first."""

    articles: tuple[Reprint, ...]


def compose(con: Connection, frame: Frame) -> Republish | None:
    """At most MOST articles among those that stand in the mail; None when none is."""
    rows = store.query(con, "digest_republish", digest_id=frame.digest_id, most=MOST)
    found = tuple(Reprint(**{**row, "terms": row["terms"] or UNKNOWN}) for row in rows)
    return Republish(found) if found else None
