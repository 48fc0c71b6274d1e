"""Digests as composed, kept as files: a digest says what was known at its hour, so it is restored, never recomputed."""

import json
import os
from pathlib import Path

from flows.home import Home
from warehouse import store
from warehouse.db import Connection

TABLES = ("core.digests", "core.digest_items", "core.digest_outlets")


def keep(con: Connection, home: Home, digest_id: str) -> Path:
    """Write the rows of a digest to `digests/<id>.json`, whole or not at all."""
    rows = {table: store.dump(con, table, digest_id=digest_id) for table in TABLES}
    path = home.digests / f"{digest_id}.json"
    draft = path.with_suffix(".json.tmp")
    with draft.open("w", encoding="utf-8") as out:
        json.dump(rows, out, ensure_ascii=False, indent=1, sort_keys=True)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)
    return path


def restore(con: Connection, home: Home) -> int:
    """Load every kept digest; gives their number."""
    paths = sorted(home.digests.glob("*.json"))
    for path in paths:
        rows = json.loads(path.read_text(encoding="utf-8"))
        with store.transaction(con):
            for table in TABLES:
                store.load(con, table, rows[table])
    return len(paths)
