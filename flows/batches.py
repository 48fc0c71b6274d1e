"""Work in batches: texts of the warehouse, ids first and words only of the batch in hand; results for one writing."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, TypeVar

from flows.progress import track
from warehouse import store
from warehouse.db import Connection

Row = Mapping[str, Any]
T = TypeVar("T")


def texts_in_batches(
    con: Connection, query: str, pending: Sequence[Row], size: int, label: str
) -> Iterator[list[dict[str, Any]]]:
    """The rows of `query` for the pending wordings, `size` at a time, with progress under `label`.

    `pending` has `version_id, fetched_at`, sorted by time: the query reads only that stretch of the tables, so a batch
    costs the same however many wordings there are.
    """
    for batch in track([pending[at : at + size] for at in range(0, len(pending), size)], label, unit=size):
        ids = json.dumps([row["version_id"] for row in batch])
        yield store.query(con, query, ids=ids, from_at=batch[0]["fetched_at"], to_at=batch[-1]["fetched_at"])


def rounds(batches: Iterable[Sequence[T]], count: int) -> Iterator[list[T]]:
    """What `count` batches hold, together: a statement has its price, whatever it writes. Empty ones end nothing."""
    coming = iter(batches)
    while some := list(islice(coming, count)):
        yield list(chain.from_iterable(some))
