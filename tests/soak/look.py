"""What is looked at behind every hour and every day: books, files, descriptors, memory."""

import gc
import os
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flows import deliveries, outbox
from flows.home import Home
from tests.kills.ends import leftovers
from tests.soak.outside import Outside
from warehouse import db, store

PAGE_KB = os.sysconf("SC_PAGE_SIZE") // 1024
SETTLED = timedelta(hours=26)  # by then every mail has arrived or has failed
TOLD = "deliveries_unarrived"  # the server refused a mail: told, and no fault of the books


@dataclass(frozen=True, slots=True)
class Held:
    """What this process holds: resident memory in MB, open descriptors, threads."""

    rss_mb: float
    descriptors: int
    threads: int


def held() -> Held:
    """What is held now, garbage collected."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return Held(pages * PAGE_KB / 1024, len(os.listdir("/proc/self/fd")), threading.active_count())


def complaints(home: Home) -> Iterator[str]:
    """What is wrong with the home between two hours: books that don't balance, files of steps that did not end."""
    with db.writer(home.root) as con:
        for check in store.run_checks(con):
            if check.rows and check.name != TOLD:
                yield f"check {check.name}: {check.rows[0]}"
    yield from leftovers(home.root)


def mail_faults(home: Home, world: Outside, at: datetime) -> Iterator[str]:
    """Mails that came twice, or not though the books say so, or that nobody knows of."""
    came, known = world.mails(), deliveries.read(outbox.path_of(home))
    for key, copies in came.items():
        if copies > 1:
            yield f"{copies} mails of {key}"
        if key not in known:
            yield f"a mail that is not in the books: {key}"
    for key, one in known.items():
        if one.status == "sent" and not came[key]:
            yield f"not there, though sent: {key}"
        if one.status in deliveries.PENDING and one.queued_at is not None and one.queued_at < at - SETTLED:
            yield f"still on its way: {one.line}"


def inventory(root: Path) -> Counter[str]:
    """How many files each folder of the home holds."""
    return Counter(
        path.relative_to(root).parts[0] if path.parent != root else path.name
        for path in root.rglob("*")
        if path.is_file()
    )


def megabytes(root: Path) -> float:
    """The size of all files of the home."""
    return sum(path.stat().st_size for path in root.rglob("*") if path.is_file()) / 2**20
