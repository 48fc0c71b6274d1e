"""Fixtures of the attacks."""

import pytest

from tests.attacks.hostile_home import Attacked, made


@pytest.fixture(scope="session")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Attacked:
    """The home of the hostile day; nobody changes it."""
    return made(tmp_path_factory.mktemp("attacked"))
