"""The plan of a crawl: handed over as a file, of which the last ones stay."""

import json
from pathlib import Path

from flows.crawling import KEPT_PLANS, crawl
from flows.home import open_home


def test_the_last_plans_stay_for_the_operator(tmp_path: Path) -> None:
    home = open_home(tmp_path)
    handed = []

    def crawler(plan: Path, landed: Path) -> Path:
        handed.append(json.loads(plan.read_text())["known"])
        return landed / plan.stem

    for number in range(KEPT_PLANS + 3):
        run_id = f"20260803T08{number:02}00Z-abcdef"
        assert crawl(home, {"run_id": run_id, "known": [str(number)]}, crawler) == home.landed / run_id
    left = sorted(path.stem for path in home.plans.iterdir())
    assert handed == [[str(number)] for number in range(KEPT_PLANS + 3)]
    assert left == [f"20260803T08{number:02}00Z-abcdef" for number in range(3, KEPT_PLANS + 3)]
