"""`diemtin status --json`: the whole installation for monitoring, as one JSON object whose keys stay.

Each key is documented in flows/deploy/README.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from flows import statusview
from flows.home import Home
from flows.homekinds import kinds_of
from flows.machine import free_bytes, last_steps
from flows.owed import Owed
from flows.readership import Reader


def health(
    home: Home,
    outlets: Sequence[Mapping[str, Any]],
    outlet_faults: Sequence[str],
    readers: Sequence[Reader],
    late: Sequence[Owed],
    at: datetime,
) -> dict[str, Any]:
    """Everything a night operator watches at a moment (aware), times in ISO 8601 with their zone, sizes in bytes."""
    unread = sum(bool(row["incidents"]) for row in outlets)
    unserved = sum(reader.attention for reader in readers)
    last = last_steps(home)
    failed = sorted(step for step, row in last.items() if row.outcome == "failed")
    return {
        "at": at.isoformat(),
        "ok": not (unread or outlet_faults or unserved or late or failed),
        "failed_steps": failed,
        "outlets_in_trouble": unread,
        "outlet_files_unusable": list(outlet_faults),
        "readers_without_mail": unserved,
        "digests_owed": [
            {"day": str(one.day), "period": one.period, "desks": list(one.desks), "due_at": one.due_at.isoformat()}
            for one in late
        ],
        "disk_free_bytes": free_bytes(home),
        "steps": {step: _told(asdict(row), at) for step, row in last.items()},
        "home": {one.kind: _told(asdict(one), at) for one in kinds_of(home)},
        "outlets": statusview.as_json(outlets),
    }


def _told(row: dict[str, Any], at: datetime) -> dict[str, Any]:
    """A row for programs: its moment as text and as seconds ago."""
    moment = row.get("begun_at") or row.get("newest_at")
    plain = {key: value.isoformat() if isinstance(value, datetime) else value for key, value in row.items()}
    return plain | {"age_seconds": None if moment is None else round((at - moment).total_seconds())}
