"""By which models and rules a digest was made, so that a figure can be made again."""

from dataclasses import dataclass

from flows.frame import Frame
from nlp.entities import reader_id
from nlp.grouper import grouper_id
from warehouse.db import Connection


@dataclass(frozen=True, slots=True)
class Versions:
    """Ids of the rules that tell stories and of those that read bodies and quotes; the annotator's is the digest's."""

    grouper: str
    reader: str


def compose(con: Connection, frame: Frame) -> Versions:
    """Today's."""
    return Versions(grouper_id(), reader_id())
