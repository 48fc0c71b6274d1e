"""One event, one story: texts grouped by a learned join decision; reprints stay with their original."""

import hashlib
from collections.abc import Sequence

from .fold import fold
from .join import JoinModel
from .records import Document, Grouping
from .rules import Rules
from .shelf import Shelf


def group(docs: Sequence[Document], model: JoinModel | None = None, rules: Rules | None = None) -> list[Grouping]:
    """Give the story and the original of each document, in the order of `docs`; that order changes nothing else.

    A story's id is the hash of its earliest member's id (undated last, ties by id). Two strikes in two provinces
    never share a story. ModelError when the join model is missing.
    """
    told = fold(docs, Shelf(model), rules=rules, days=None)
    return [
        Grouping(one.id, one.duplicate_of, story_id(told.first(one.id)), one.containment)
        for one in (told.placed[doc.id] for doc in docs)
    ]


def story_id(first_member: str) -> str:
    """Give the id of the story whose earliest member is `first_member`: 16 hex digits."""
    return hashlib.sha256(f"story {first_member}".encode()).hexdigest()[:16]
