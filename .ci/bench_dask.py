"""Two Dask workers against one: the same made-up relevant articles labelled by each. Bar: 1.7 times as many a second.

Every worker is a process of one thread on this machine; the two need two processors to themselves.
"""

import random
import sys
import time
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flows.annotate import label_batch
from flows.bench.prose import event, tell
from flows.cluster import cluster
from nlp.annotator import load_annotator
from tests.dask_processes import dask_cluster

ARTICLES = 2048
BATCH = 128


def rows(count: int) -> list[dict[str, object]]:
    """So many relevant articles in the form of warehouse rows."""
    chance = random.Random(1)  # noqa: S311 - the same articles every time
    made = []
    for number in range(count):
        tale = tell(chance, event(chance, relevant=True))
        text = {"title": tale.title, "sapo": tale.sapo, "body": "\n".join(tale.paragraphs)}
        made.append({"text_id": f"t{number}", "source_id": "bao", "published_at": None, **text})
    return made


def seconds(workers: int, articles: list[dict[str, object]]) -> tuple[float, list[object]]:
    """How long so many workers take once their models are read, and what they say."""
    work = partial(label_batch, load_annotator())
    parts = [articles[at : at + BATCH] for at in range(0, len(articles), BATCH)]
    with dask_cluster(workers) as processes, cluster(processes.address, workers=workers) as crew:
        list(crew.map(work, parts[: 4 * workers]))
        began = time.monotonic()
        labels = [label for part in crew.map(work, parts) for label in part]
        return time.monotonic() - began, labels


def out(line: str) -> None:
    """Print a line."""
    sys.stdout.write(line + "\n")


def main() -> None:
    """Measure and print."""
    articles = rows(int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES)
    (one, by_one), (two, by_two) = seconds(1, articles), seconds(2, articles)
    same = "the same labels" if by_one == by_two else "DIFFERENT LABELS"
    rate = len(articles)
    out(f"{rate} articles: one worker {rate / one:.0f}/s, two {rate / two:.0f}/s, {one / two:.2f} times; {same}")


if __name__ == "__main__":
    main()
