"""What a check found, kept as JSON in the home's `reports` for people to look up."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from crawlers.given import json_of
from flows.home import Home
from flows.wholefile import write_whole
from flows.wording import VIETNAM

AGREEMENT = "agreement"
REEXTRACT = "reextract"


def name_of_day(kind: str, at: datetime) -> str:
    """The name of a report made once a day (Asia/Ho_Chi_Minh)."""
    return f"{kind}-{at.astimezone(VIETNAM):%Y-%m-%d}"


def keep_report(home: Home, name: str, content: Any) -> Path:
    """Write a report; a later one of the same name takes its place."""
    path = home.root / "reports" / f"{name}.json"
    write_whole(path, f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode())
    return path


def doubted_outlets(home: Home) -> list[str]:
    """The outlets whose layout the last agreement check doubted; [] when none was made or it cannot be read."""
    last = max((home.root / "reports").glob(f"{AGREEMENT}-*.json"), default=None)
    if last is None:
        return []
    try:
        found = json_of(last.read_text(encoding="utf-8"))
        return [str(outlet["source_id"]) for outlet in found if outlet["doubted"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []
