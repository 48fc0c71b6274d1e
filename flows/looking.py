"""Which texts a kind of work must look at: those touched since it last looked, all of them when it changed itself.

What a work then asks of these texts is still what is missing, so a killed one is simply done again; the look only
spares it the history. A look ends with what was there when it began: what others touch meanwhile waits for the next.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from warehouse import states, store
from warehouse.db import Connection, transaction

WORKS = ("label", "group", "read", "plans")


@contextmanager
def look(con: Connection, work: str, version: str) -> Iterator[None]:
    """In the block the temporary table `texts_to_see` holds the texts that this work, in this version, must look at.

    `current_to_see` has the rows of core.current_texts for those that are the current state of an article.
    Texts are touched when wordings, labels or corrections are written; those of whose stories people said something are
    always seen.
    """
    now, seen = see(con, work, version)
    yield
    if seen != now:
        with transaction(con):
            store.query(con, "look_forget", work=work)
            store.query(con, "look_note", work=work, version=version, turn=now)
            store.query(con, "look_trim", works=len(WORKS))


def see(con: Connection, work: str, version: str) -> tuple[int, int | None]:
    """Make `texts_to_see` without noting that the work was done; gives the last turn, and the last that it saw.

    The variable `look_from` tells since when wordings of those were fetched that were never looked at.
    """
    states.settle(con)
    (turns,) = store.query(con, "look_turns", work=work, version=version)
    now, seen = turns["now_turn"], turns["seen_turn"]
    if seen is None:
        store.query(con, "look_all")
        store.query(con, "look_from_ever")
    else:
        store.query(con, "look_touched", seen_turn=seen, now_turn=now)
        store.query(con, "look_from", seen_turn=seen, now_turn=now)
    store.query(con, "look_current")
    return now, seen
