"""A warehouse for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from warehouse.db import Connection, warehouse_path, writer


@pytest.fixture(scope="session")
def empty_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file without rows, made once: copying it is quicker than sixty statements."""
    home = tmp_path_factory.mktemp("empty")
    with writer(home):
        pass
    return warehouse_path(home)


@pytest.fixture
def home(empty_warehouse: Path, tmp_path: Path) -> Path:
    """A home with an empty, migrated warehouse."""
    shutil.copyfile(empty_warehouse, warehouse_path(tmp_path))
    return tmp_path


@pytest.fixture
def con(home: Path) -> Iterator[Connection]:
    """The writer's connection to it."""
    with writer(home) as connection:
        yield connection
