"""Which model labels in a home: promotions and rollbacks as lines of one journal, only ever added."""

import json
from dataclasses import asdict, dataclass

from crawlers.given import json_of
from flows.home import Home
from flows.wholefile import write_whole

SHIPPED = "shipped"  # the model that comes with the program; it labels until another is promoted
JOURNAL = "choices.jsonl"
ACTIONS = ("promote", "rollback")


class ChoiceError(Exception):
    """A model can't be promoted or rolled back, or the journal of choices can't be read: the message says why."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the journal: `model` labels from then on; `at` in UTC, ISO 8601."""

    at: str
    action: str
    model: str


def standing(home: Home) -> list[str]:
    """Give the models one may go back to, the active one last; ChoiceError names a line that can't be read.

    A promotion adds one, a rollback takes one away.
    """
    found = [SHIPPED]
    for choice in _history(home):
        found = [*found, choice.model] if choice.action == "promote" else found[:-1] or found
    return found


def add(home: Home, choice: Choice) -> None:
    """Add a line to the journal, whole or not at all."""
    path = home.models / JOURNAL
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    write_whole(path, f"{before}{json.dumps(asdict(choice))}\n".encode())


def _history(home: Home) -> list[Choice]:
    path = home.models / JOURNAL
    found = []
    for number, line in enumerate(path.read_bytes().splitlines() if path.is_file() else (), start=1):
        try:
            choice = Choice(**json_of(line))
        except (ValueError, TypeError) as error:
            raise ChoiceError(f"{path}:{number}: no choice of a model ({error})") from error
        if choice.action not in ACTIONS:
            raise ChoiceError(f"{path}:{number}: unknown action {choice.action!r}")
        found.append(choice)
    return found
