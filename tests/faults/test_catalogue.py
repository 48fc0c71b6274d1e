"""PostgreSQL goes while a lake is written: some of `python -m tests.faults.catalogue` in every CI run."""

from pathlib import Path

import pytest

from tests.faults.catalogue import Trial, lakes
from tests.faults.gate import AWAY, UNHEARD
from tests.warehouse.lakes import missing


@pytest.mark.slow
def test_a_load_whose_catalogue_goes_is_simply_done_again(tmp_path: Path) -> None:
    lack = missing()
    if lack:
        pytest.skip(lack)
    with lakes(tmp_path) as lake:
        lake.begin("load")
        messages = lake.calm["load"].messages
        # in the middle, for longer than the step waits; at the commit's end, of which nobody hears
        trials = (Trial("load", AWAY, messages // 2), Trial("load", UNHEARD, messages - 4))
        assert {trial: lake.play(trial) for trial in trials} == {trial: [] for trial in trials}
