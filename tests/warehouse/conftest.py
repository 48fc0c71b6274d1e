"""A warehouse for each test: a file, or with DIEMTIN_TEST_WAREHOUSE=ducklake a lake on the tests' PostgreSQL."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.warehouse.lakes import Lakes, missing, postgres
from warehouse.db import Connection, warehouse_path, writer
from warehouse.lakes import keep_in

EVERYWHERE = os.environ.get("DIEMTIN_TEST_WAREHOUSE") == "ducklake"


@pytest.fixture(scope="session")
def empty_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file without rows, made once: copying it is quicker than sixty statements."""
    home = tmp_path_factory.mktemp("empty")
    with writer(home):
        pass
    return warehouse_path(home)


@pytest.fixture(scope="session")
def lakes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lakes]:
    """A server on which lakes are made; the test is skipped where Debian's PostgreSQL is missing."""
    lack = missing()
    if lack:
        pytest.skip(lack)
    with postgres() as address:
        yield Lakes(address, tmp_path_factory.mktemp("lakes"))


@pytest.fixture
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A home with an empty, migrated warehouse, a file or on a lake (`tests.warehouse.lakes.both`)."""
    if getattr(request, "param", "ducklake" if EVERYWHERE else "file") == "ducklake":
        keep_in(tmp_path, request.getfixturevalue("lakes").new())
        yield tmp_path
        keep_in(tmp_path, None)
        return
    shutil.copyfile(request.getfixturevalue("empty_warehouse"), warehouse_path(tmp_path))
    yield tmp_path


@pytest.fixture
def con(home: Path) -> Iterator[Connection]:
    """The writer's connection to it."""
    with writer(home) as connection:
        yield connection
