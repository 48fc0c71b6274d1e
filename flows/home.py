"""Where a home keeps its files: the truth in `landed`, `corrections`, `digests` and `sent`, the index beside it."""

from dataclasses import dataclass, replace
from pathlib import Path

from flows.settings import Settings
from flows.wholefile import make_folder
from warehouse.lakes import keep_in, lake_at


class HomeError(Exception):
    """The home folder can't be used: the message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one installation, how long a step waits for another that holds the warehouse, and who works."""

    root: Path
    lock_wait_s: float = 5.0
    dask: str | None = None  # the scheduler of a cluster; None: the processors of this machine

    @property
    def landed(self) -> Path:
        """Captures of the web, one folder a run; never edited."""
        return self.root / "landed"

    @property
    def digests(self) -> Path:
        """Digests as composed and as sent."""
        return self.root / "digests"

    @property
    def archive(self) -> Path:
        """Digests as pages for browsers, with an index."""
        return self.digests / "archive"

    @property
    def corrections(self) -> Path:
        """What people said of labels; files are only ever added."""
        return self.root / "corrections"

    @property
    def models(self) -> Path:
        """Models trained here, one folder each, and which of them labels since when."""
        return self.root / "models"

    @property
    def story_corrections(self) -> Path:
        """What people said of stories; files are only ever added."""
        return self.corrections / "stories"

    @property
    def rebuttal_corrections(self) -> Path:
        """What people decided of rebuttals; files are only ever added."""
        return self.corrections / "rebuttals"

    @property
    def communication(self) -> Path:
        """Communication plans of this installation's own, beside the bundled ones."""
        return self.root / "communication"

    @property
    def series(self) -> Path:
        """Daily counters as they were handed in; files are only ever added."""
        return self.root / "series"

    @property
    def plan_reports(self) -> Path:
        """Reports on what the plans asked, as they were made."""
        return self.root / "plan_reports"

    @property
    def digest_corrections(self) -> Path:
        """What editors said of digests; files are only ever added."""
        return self.corrections / "digests"

    @property
    def alerts(self) -> Path:
        """Alerts between digests: what was raised or dropped (files are only ever added) and the mails."""
        return self.root / "alerts"

    @property
    def sent(self) -> Path:
        """The journal of deliveries, who wants no mail any more, and what came back."""
        return self.root / "sent"

    @property
    def outbox(self) -> Path:
        """Mails of an installation without SMTP."""
        return self.root / "outbox"

    @property
    def plans(self) -> Path:
        """The last crawl plans, for the operator to read."""
        return self.root / "plans"

    @property
    def warehouse(self) -> Path:
        """The DuckDB file, rebuilt from the truth at will."""
        return self.root / "warehouse.duckdb"

    @property
    def published(self) -> Path:
        """The read-only copy for analysts."""
        return self.root / "published" / "diemtin.duckdb"


def open_home(root: Path, *, lock_wait_s: float = 5.0) -> Home:
    """Make the folders and give them; HomeError when the place can't be written."""
    home = Home(root.expanduser().resolve(), lock_wait_s)
    try:
        make_folder(home.root, 0o700)  # journals hold addresses
        for folder in (home.landed, home.digests, home.corrections, home.models, home.outbox, home.plans):
            make_folder(folder)
    except OSError as error:
        raise HomeError(
            f"cannot use the home folder {home.root}: {error.filename}: {error.strerror}; give another with --home DIR"
        ) from error
    return home


def home_at(settings: Settings, *, lock_wait_s: float = 5.0) -> Home:
    """The opened home of an installation, warehouse and workers as the settings say; HomeError, WarehouseError."""
    home = replace(open_home(settings.home, lock_wait_s=lock_wait_s), dask=settings.dask)
    address = settings.warehouse
    keep_in(home.root, lake_at(address, home.root, settings.warehouse_files) if address else None)
    return home
