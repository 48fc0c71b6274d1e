"""How hot stories are, asked of those that live in a window only: the others' past costs nothing."""

from datetime import datetime
from typing import Any

from warehouse import store
from warehouse.db import Connection


def ask_heat(con: Connection, name: str, from_at: datetime, **parameters: Any) -> None:
    """Run a statement of the warehouse on the heat of the stories with an article since `from_at` (aware)."""
    store.query(con, "heat_from", from_at=from_at)
    try:
        store.query(con, name, **parameters)
    finally:
        store.query(con, "heat_of_all")
