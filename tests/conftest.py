"""Fixtures of the whole suite."""

import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real press material, beside the checkout or at DIEMTIN_SHARED; the test is skipped without it."""
    folder = Path(os.environ.get("DIEMTIN_SHARED", CHECKOUT.parent / "shared"))
    if not (folder / "gold" / "labels.jsonl").is_file():
        pytest.skip(f"no press material at {folder.name}/ beside the checkout (set DIEMTIN_SHARED)")
    return folder
