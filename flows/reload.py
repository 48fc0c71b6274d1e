"""Runs loaded again whose files changed, so that the tables are what a rebuild would give."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from crawlers.layout import Layout
from flows import incidents
from flows.collect import load_run
from warehouse import states, store
from warehouse.db import Connection

_LABELS = ("annotations", "topics", "stances", "places")


def reload_runs(con: Connection, folders: Sequence[Path], layouts: Mapping[str, tuple[Layout, ...]]) -> list[str]:
    """Bring the rows of some landed runs up to date with their files; gives what could not be read.

    Wordings and labels of which nothing is left go; stories and readings are to follow (`labelday.refresh`). Meant for
    a warehouse that nobody else sees yet: killed in the middle it is half done.
    """
    losses: list[str] = []
    for folder in folders:
        for name in ("forget_run_items", "forget_run_outcomes"):
            store.query(con, name, run_id=folder.name)
        losses += load_run(con, folder, layouts).broken.values()
    store.query(con, "forget_unseen_versions")
    store.query(con, "resight_versions")
    for table in _LABELS:
        store.query(con, f"forget_unwritten_{table}")
    states.touch_all(con)
    incidents.note(con, [folder.name for folder in folders])
    return losses
