"""A press day from captures to digest against the pipeline a user would put together from the parts: same pages.

The peer: trafilatura with metadata, underthesea's word_tokenize, TF-IDF and a linear SVM on every page, SQLite. It is
timed on a sample of the day's pages, in one process as such scripts run; the processor time of both is told beside, for
a machine that others use. Bars: 10 times its articles/s; a day of 50,000 pages within 10 minutes and 1.5 GB.
`bench_day.py 5000` makes a smaller day; its start weighs more then.
"""

import random
import sqlite3
import sys
import tempfile
import time
import warnings
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))

import trafilatura  # noqa: E402
from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: E402
from sklearn.pipeline import Pipeline, make_pipeline  # noqa: E402
from sklearn.svm import LinearSVC  # noqa: E402

from crawlers.landing import landed_runs, read_run  # noqa: E402
from flows.bench.day import BAR_ARTICLES, make_day, run_day  # noqa: E402
from flows.bench.meter import busy  # noqa: E402
from flows.bench.prose import event, tell  # noqa: E402
from nlp.segment import segment_words  # noqa: E402

SAMPLE = 400
TAUGHT = 1500  # texts that the peer's classifier learns from
FLOOR = 10.0


def taught() -> Pipeline:
    """The peer's classifier, made of other made-up news."""
    chance = random.Random(99)  # noqa: S311 - made-up news, no secret
    relevant = [number % 4 == 0 for number in range(TAUGHT)]
    tales = [tell(chance, event(chance, relevant=one)) for one in relevant]
    texts = [" ".join((one.title, one.sapo, *one.paragraphs)) for one in tales]
    return make_pipeline(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), LinearSVC()).fit(texts, relevant)


def peer(pages: Sequence[tuple[str, bytes]], labels: Pipeline, file: Path) -> float:
    """Seconds for all pages, each read, segmented, classified and stored."""
    segment_words("khởi động")
    begun = time.perf_counter()
    with sqlite3.connect(file) as con:
        con.execute("create table articles (url text primary key, title text, date text, body text, label int)")
        for url, html in pages:
            found = trafilatura.bare_extraction(html, url=url, with_metadata=True)
            text = f"{found.title}\n{found.text}" if found else ""
            words = " ".join(word.replace(" ", "_") for word in segment_words(text))
            (label,) = labels.predict([words])
            row = (url, found and found.title, found and found.date, found and found.text, int(label))
            con.execute("insert or replace into articles values (?, ?, ?, ?, ?)", row)
    return time.perf_counter() - begun


def sample(landed: Path) -> list[tuple[str, bytes]]:
    """Pages of the middle of the day."""
    runs = landed_runs(landed)
    captures = (one for run in runs[len(runs) // 3 :] for one in read_run(run) if one.outcome.kind == "page")
    return [(one.outcome.url, one.body) for one in islice(captures, SAMPLE)]


def main(articles: int) -> int:
    """Print both paces; 1 when a bar is missed."""
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory(prefix="diemtin-bench-") as folder:
        home, settings, size = make_day(Path(folder) / "home", articles)
        pages = sample(home.landed)
        labels, begun = taught(), busy()
        theirs = len(pages) / peer(pages, labels, Path(folder) / "peer.sqlite")
        their_work, begun = (busy() - begun) / len(pages) * 1000, busy()
        report = run_day(home, settings, articles, size)
        our_work = (busy() - begun) / articles * 1000
    ours = articles / report.seconds
    print(  # noqa: T201
        f"day: {articles} pages of {size / articles / 1000:.0f} kB in {report.seconds:.0f} s, {ours:.0f} articles/s,"
        f" {report.peak / 1024**3:.2f} GB; parts put together {theirs:.1f} articles/s ({len(pages)} pages):"
        f" {ours / theirs:.1f}x (bar {FLOOR:g}x); of processor time {our_work:.1f} ms an article with publishing,"
        f" theirs {their_work:.1f} ms: {their_work / our_work:.1f}x"
    )
    for name, one in report.spent.items():
        print(f"  {name}: {one.seconds:.1f} s, {one.peak >> 20} MB")  # noqa: T201
    return 0 if ours / theirs >= FLOOR and report.is_fast else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else BAR_ARTICLES))
