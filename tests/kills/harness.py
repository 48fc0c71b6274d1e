"""A day killed at its writes: `python -m tests.kills.harness --kills 2000`, in slices with `--part 1/8 --to FILE`.

One process imports everything, then forks two children a trial: the first does one step of the day and is killed at
its n-th change of a file (write, sync, rename, …), in the middle of a write; the second does the step again, as an
operator would. Whatever n was, tables and files must be those of a calm day, and everybody has one mail. `--sum FILE`
adds up the slices. Needs a C compiler.
"""

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from tests.kills import shim
from tests.kills.stages import STAGES, Stage
from tests.kills.walk import Calm, Trial, Verdict, Walk

MEMORY_DISK = Path("/dev/shm")  # noqa: S108 (a sync costs nothing there)
KINDS = ("duplicate", "lost", "left over", "changed")
Row = Mapping[str, int | str]


def planned(stages: Sequence[Stage], calm: Mapping[str, Calm], kills: int, seed: int) -> Iterator[Trial]:
    """So many trials, spread evenly over the changes of each step by its weight."""
    whole = sum(stage.weight for stage in stages)
    for stage in stages:
        chance = random.Random(f"{seed} {stage.name}")
        wanted, changes = round(kills * stage.weight / whole), calm[stage.name].changes
        for number in range(wanted):
            change = 1 + int((number + chance.random()) * changes / wanted)
            yield Trial(stage.name, change, shim.TORN[number % len(shim.TORN)])


def play(walk: Walk, trials: Iterable[Trial]) -> Iterator[Row]:
    """Each step's trials, one row a step; tells what is not as on a calm day at once."""
    for name, group in groupby(trials, key=lambda trial: trial.stage):
        with next(stage for stage in STAGES if stage.name == name).server() as office:
            verdicts = [_told(walk.play(trial, office)) for trial in group]
        yield _row(name, walk.calm[name].changes, verdicts)


def _told(verdict: Verdict) -> Verdict:
    if verdict.odd:
        sys.stdout.write(f"{verdict.trial}: {'; '.join(verdict.odd)[:2000]}\n")
        sys.stdout.flush()
    return verdict


def _row(name: str, changes: int, verdicts: list[Verdict]) -> Row:
    counts = {kind: sum(any(odd.startswith(kind) for odd in one.odd) for one in verdicts) for kind in KINDS}
    killed = sum(one.killed for one in verdicts)
    doubted = sum(one.uncertain for one in verdicts)
    return {"step": name, "writes": changes, "trials": len(verdicts), "killed": killed, "uncertain": doubted, **counts}


def table(rows: Iterable[Row]) -> str:
    """One line a step, the slices of a step added up, and their sum."""
    sums: dict[str, Counter[str]] = {}
    writes: dict[str, object] = {"all": ""}
    for row in rows:
        writes[str(row["step"])] = row["writes"]
        counts = {key: int(value) for key, value in row.items() if key not in ("step", "writes")}
        for name in (str(row["step"]), "all"):
            sums.setdefault(name, Counter()).update(counts)
    lines = [["step", "writes", *sums["all"]]]
    for name in sorted(sums, key=lambda name: name == "all"):
        lines.append([name, str(writes[name]), *(str(sums[name][head]) for head in sums["all"])])
    return "\n".join(" ".join(f"{cell:>10}" for cell in line) for line in lines)


def main() -> int:
    """Run the trials in a process into which the library is loaded."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--part", default="1/1", help="the k-th of n slices")
    parser.add_argument("--stages", help="only these steps, with commas between")
    parser.add_argument("--to", type=Path, help="add the rows of this slice to a file")
    parser.add_argument("--sum", type=Path, help="only print the table of such a file")
    given = parser.parse_args()
    if given.sum:
        sys.stdout.write(table(map(json.loads, given.sum.read_text().splitlines())) + "\n")
        return 0
    with tempfile.TemporaryDirectory(dir=MEMORY_DISK if MEMORY_DISK.is_dir() else None) as folder:
        if not shim.is_loaded():
            return shim.under_shim("tests.kills.harness", sys.argv[1:], Path(folder))
        return _slice(given, Path(folder))


def _slice(given: argparse.Namespace, folder: Path) -> int:
    walk = Walk(folder)
    chosen = [stage for stage in STAGES if not given.stages or stage.name in given.stages.split(",")]
    walk.begin(chosen[-1].name)
    part, parts = map(int, given.part.split("/"))
    trials = list(planned(chosen, walk.calm, given.kills, given.seed))[part - 1 :: parts]
    rows = []
    for row in play(walk, trials):
        rows.append(row)
        if given.to:
            with given.to.open("a") as out:
                out.write(json.dumps(row) + "\n")
    sys.stdout.write(table(rows) + "\n")
    return 1 if any(row[kind] for row in rows for kind in KINDS) else 0


if __name__ == "__main__":
    sys.exit(main())
