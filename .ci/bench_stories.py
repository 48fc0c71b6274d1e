"""Stories of 100,000 articles told day by day as the warehouse tells them, against average-link clustering.

Bars: ten minutes (of processor time: other programs on the machine don't count) and 2 GB; a day's cost at 100,000
articles within twice that at 10,000; a better BCubed F1 than sklearn's tuned TF-IDF and average link with the threshold
chosen on the answers. Input: eight months of real titles and sapos, or made-up news without that material.
"""

import gzip
import json
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby, islice
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))
os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from scipy.cluster.hierarchy import fcluster, linkage  # noqa: E402
from sklearn.cluster import AgglomerativeClustering  # noqa: E402
from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: E402

from crawlers.dates import parse_time  # noqa: E402
from flows.annotate import AnnotationRow, AnnotatorRow  # noqa: E402
from flows.grouping import REACH, regroup  # noqa: E402
from flows.records import ArticleVersion  # noqa: E402
from nlp.records import Document  # noqa: E402
from nlp.shelf import Shelf  # noqa: E402
from nlp.story import group  # noqa: E402
from nlp.story_training import bcubed, read_documents  # noqa: E402
from warehouse import store  # noqa: E402
from warehouse.db import Connection, writer  # noqa: E402

ARTICLES = 100_000
MARKS = (10_000, 50_000, 100_000)
AROUND = 7  # days whose median is a day's cost at a mark
MINUTES, GIGABYTES, GROWTH = 10.0, 2.0, 2.0
SUBSET = 3_000
THRESHOLDS = [k / 100 for k in range(60, 98, 2)]
CEILING = datetime(2100, 1, 1, tzinfo=UTC)
START = datetime(2025, 8, 9, tzinfo=UTC)
Item = tuple[datetime, str, str, str]  # published, outlet, title, sapo


def real(path: Path) -> Iterator[Item]:
    """Give the dated items of the press material."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            at = parse_time(row["published"], ceiling=CEILING)
            if at is not None:
                # VnExpress and Thanh Niên say +07:00 of times in UTC (their latest lie seven hours before the fetching)
                late = timedelta(hours=0 if row["source"] == "Tuổi Trẻ" else 7)
                yield at + late, row["source"], row["title"], row["summary"] or ""


def made_up() -> Iterator[Item]:
    """Give news of random syllables, about 430 a day, a third of them on events that several outlets tell."""
    chance = random.Random(11)  # noqa: S311 - made-up news, no secret
    syllables = [a + b + c for a in "bcdghklmnstvx" for b in ("a", "o", "iê", "ươ") for c in ("", "n", "ng", "t")]
    words = [" ".join(chance.choices(syllables, k=2)) for _ in range(30_000)]
    made = 0
    while made < ARTICLES:
        event = chance.choices(words, k=16)
        at = START + timedelta(minutes=made * 1440 / 430)
        for k in range(chance.choice((1, 1, 1, 2, 4))):
            told = chance.sample(event, 10) + chance.choices(words, k=8)
            yield at + timedelta(hours=2 * k), f"bao {k}", " ".join(told[:6]), " ".join(told[6:])
            made += 1


def article(number: int, item: Item) -> ArticleVersion:
    """One item as the warehouse keeps it."""
    at, outlet, title, sapo = item
    return ArticleVersion(
        f"v{number:06}", f"a{number:06}", outlet, f"https://bao.example/{number}", title, sapo, "", None, None, (), at,
        None, "pubDate", "feed", None, None, f"t{number:06}", "r", number, 0, at, (),
    )  # fmt: skip


def tell(con: Connection, items: Sequence[Item]) -> Iterator[tuple[int, float]]:
    """Bring the days one by one; give after each the number of articles so far and the seconds of telling it."""
    store.insert(con, "core.annotators", [AnnotatorRow("may", True)])
    shelf, told, recent = Shelf(), 0, list[tuple[datetime, str]]()
    for _, group_of in groupby(items, key=lambda item: (item[0] + timedelta(hours=7)).date()):
        articles = [article(told + k, item) for k, item in enumerate(group_of)]
        store.insert(con, "core.article_versions", articles)
        labels = [AnnotationRow(a.text_id, "may", 1, 0.9, "neu", 0.9, "none", "none", False, False) for a in articles]
        store.insert(con, "core.annotations", labels)
        begun = time.process_time()
        regroup(con, "may", shelf)
        told += len(articles)
        yield told, time.process_time() - begun
        last = items[told - 1][0]
        recent = [one for one in recent if one[0] > last - timedelta(days=REACH + 2)]
        recent += [(item[0], a.text_id) for item, a in zip(items[told - len(articles) : told], articles, strict=True)]
        shelf.keep({key for _, key in recent})


def long_run(items: Sequence[Item]) -> int:
    """Print what the whole stream costs; give the number of bars missed."""
    begun, clock = time.process_time(), time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, writer(Path(folder)) as con:
        days = list(tell(con, items))
        (stories,) = store.sql(con, "select count(distinct story_id) from core.grouping")[1][0]
    minutes, waited = (time.process_time() - begun) / 60, (time.perf_counter() - clock) / 60
    gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    costs = [cost_at(days, mark) for mark in MARKS]
    print(  # noqa: T201
        f"stories: {len(items)} articles, {stories} stories: {minutes:.1f} min (bar {MINUTES:g};"
        f" {waited:.1f} by the clock),"
        f" {gigabytes:.2f} GB (bar {GIGABYTES:g}); a day's telling at "
        + ", ".join(f"{mark // 1000}k {cost:.2f} s" for mark, cost in zip(MARKS, costs, strict=False))
        + f": {costs[-1] / costs[0]:.2f}x (bar {GROWTH:g}x)"
    )
    return (minutes > MINUTES) + (gigabytes > GIGABYTES) + (costs[-1] > GROWTH * costs[0])


def cost_at(days: Sequence[tuple[int, float]], mark: int) -> float:
    """Give the median seconds per 430 articles (a usual day) of the days around a mark."""
    at = next((k for k, (told, _) in enumerate(days) if told >= mark), len(days) - 1)
    near = range(max(1, at - AROUND), min(len(days), at + AROUND + 1))
    each = sorted(days[k][1] / max(1, days[k][0] - days[k - 1][0]) for k in near)
    return 430 * each[len(each) // 2]


def distances(docs: Sequence[Document]) -> NDArray[np.float64]:
    """Give the cosine distances of the tuned peer: words and pairs, sublinear TF-IDF, the title twice."""
    texts = ["\n".join((d.title, d.title, d.lead, *d.sentences)) for d in docs]
    weigh = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2, token_pattern=r"\w+")  # noqa: S106
    vectors = weigh.fit_transform(texts)
    return np.asarray(1.0 - (vectors @ vectors.T).toarray())


def peer(docs: Sequence[Document]) -> object:
    """Cluster with the tuned peer at a usual threshold."""
    form = AgglomerativeClustering(None, metric="precomputed", linkage="average", distance_threshold=0.85)
    return form.fit_predict(distances(docs))


def race(docs: Sequence[Document]) -> None:
    """Print how fast both group the same articles; the peer's cost grows with the square of their number."""
    ours, theirs = (seconds(work) for work in (lambda: group(docs), lambda: peer(docs)))
    print(  # noqa: T201
        f"stories: {len(docs)} articles at once: {len(docs) / ours:.0f} articles/s, TF-IDF and average link"
        f" {len(docs) / theirs:.0f} articles/s: {theirs / ours:.1f}x"
    )


def seconds(work: Callable[[], object]) -> float:
    """Give the processor time of one call."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def quality(shared: Path) -> int:
    """Print the BCubed F1 of both on the labelled events among unlabelled articles; 1 when the peer's is better."""
    labelled = list(read_documents(shared / "events" / "events.jsonl.gz"))
    others = [doc for doc, _ in islice(read_documents(shared / "events" / "unlabelled.jsonl.gz"), SUBSET)]
    docs = [doc for doc, _ in labelled] + others
    true = {doc.id: str(row["event"]) for doc, row in labelled}
    ours = bcubed({one.id: one.story_id for one in group(docs)}, true)
    far = distances(docs)
    tree = linkage(far[np.triu_indices(len(docs), 1)].clip(0), "average")
    cuts = [map(str, fcluster(tree, threshold, "distance")) for threshold in THRESHOLDS]
    theirs = max(bcubed(dict(zip((d.id for d in docs), cut, strict=True)), true) for cut in cuts)
    print(f"stories: BCubed F1 {ours:.3f}, TF-IDF and average link at its best threshold {theirs:.3f}")  # noqa: T201
    return int(ours < theirs)


def main() -> int:
    """Print the long run, the race and the quality; 1 when a bar is missed."""
    shared = Path(os.environ.get("DIEMTIN_SHARED", CHECKOUT.parent / "shared"))
    path = shared / "press" / "items-3-outlets-8-months.jsonl.gz"
    items = sorted(real(path) if path.is_file() else made_up())[:ARTICLES]
    missed = long_run(items)
    race([Document(str(k), i[2], i[3], (), i[1], i[0]) for k, i in enumerate(items[:SUBSET])])
    if path.is_file():
        missed += quality(shared)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
