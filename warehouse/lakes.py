"""Where the warehouse of a home lies: in the home's own DuckDB file, or in a DuckLake that many machines share."""

from dataclasses import dataclass
from pathlib import Path

from warehouse.errors import WarehouseError, masked

_PREFIX = "ducklake:"
_POSTGRES = "postgres:"
_LAKES: dict[Path, "Lake"] = {}


@dataclass(frozen=True, slots=True)
class Lake:
    """A DuckLake: its catalogue (`postgres:host=…`, or a file for one machine) and the place of its Parquet."""

    catalogue: str
    files: str

    @property
    def postgres(self) -> str | None:
        """How to reach the catalogue in PostgreSQL, in libpq's words; None for one in a file."""
        return self.catalogue.removeprefix(_POSTGRES) if self.catalogue.startswith(_POSTGRES) else None

    @property
    def in_s3(self) -> bool:
        """Whether the Parquet lies in an S3 store."""
        return self.files.startswith("s3://")

    @property
    def name(self) -> str:
        """The lake as errors name it, without a password."""
        return masked(_PREFIX + self.catalogue)


def warehouse_path(home: Path) -> Path:
    """Where the writer's file of a home lies."""
    return home / "warehouse.duckdb"


def lake_at(address: str, home: Path, files: str | None = None) -> Lake:
    """The lake that a setting `ducklake:…` means; without `files` its Parquet lies in HOME/lake.

    WarehouseError for an address of another kind.
    """
    if not address.startswith(_PREFIX) or address == _PREFIX:
        raise WarehouseError(
            f"{masked(address)}: kho dữ liệu phải có dạng ducklake:postgres:host=… dbname=… hoặc ducklake:TỆP"
        )
    catalogue = address.removeprefix(_PREFIX)
    if not catalogue.startswith(_POSTGRES):
        catalogue = str(Path(catalogue).expanduser().resolve())
    return Lake(catalogue, files or str(home / "lake"))


def keep_in(home: Path, lake: Lake | None) -> None:
    """Say once, at the edge, where the warehouse of a home lies; None: in the home itself."""
    if lake is None:
        _LAKES.pop(home.resolve(), None)
    else:
        _LAKES[home.resolve()] = lake


def lake_of(home: Path) -> Lake | None:
    """The lake that holds the warehouse of a home; None where a DuckDB file in the home does."""
    return _LAKES.get(home.resolve())
