"""The notebook of the plans runs headless on a published copy and shows clauses and counters."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from flows import compliance, plansteps, steps
from flows.home import open_home
from tests.flows.test_plansteps import AT, may
from warehouse import db

NOTEBOOK = Path(__file__).resolve().parent.parent.parent / "notebooks" / "ke_hoach.py"


@pytest.mark.slow
def test_the_notebook_shows_clauses_and_counters(tmp_path: Path) -> None:
    home = open_home(tmp_path / "nha")
    with db.writer(home.root) as con:
        may(con)
        plansteps.refresh(con, home)
    counters = tmp_path / "so.csv"
    counters.write_text(
        "counter,date,value\nso-sang-kien,2026-05-01,12\nso-sang-kien,2026-05-02,30\n", encoding="utf-8"
    )
    plansteps.import_series(home, counters, role="bao-lao-dong", at=AT)
    plansteps.report_step(home, compliance.month_of(date(2026, 5, 1)), AT)
    steps.publish_step(home)
    target = tmp_path / "out.html"
    command = [sys.executable, "-m", "marimo", "export", "html", str(NOTEBOOK), "-o", str(target), "--no-include-code"]
    env = {**os.environ, "DIEMTIN_HOME": str(home.root)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env, timeout=240)
    assert done.returncode == 0, done.stderr
    page = target.read_text(encoding="utf-8")
    for shown in ("20/KH-TL", "2026-05", "so-sang-kien"):
        assert shown in page
