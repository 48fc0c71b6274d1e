"""Speed of all labels against underthesea's word_tokenize on the same texts, in one process on one core.

Bars: relevant texts at 0.8 of its articles/s or more, irrelevant ones at 20 times or more. Texts: gold articles
that have a body, and general news; without the shared material the bench says so and ends well.
"""

import gzip
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))
os.environ["OMP_NUM_THREADS"] = "1"

from nlp.annotator import load_annotator  # noqa: E402
from nlp.gold import load_gold  # noqa: E402
from nlp.records import Document  # noqa: E402
from nlp.segment import segment_words, split_sentences  # noqa: E402

TEXTS = 600
BARS = {"relevant": 0.8, "irrelevant": 20.0}


def seconds(work: Callable[[], object]) -> float:
    """Give the processor time of the fastest of three runs: other programs on the machine don't count."""
    spent = []
    for _ in range(3):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


def joined(doc: Document) -> str:
    """Give the whole text of `doc`."""
    return "\n".join((doc.title, doc.lead, *doc.sentences))


def ratio(docs: Sequence[Document]) -> tuple[float, float, float]:
    """Give the milliseconds per article of segmenting and of labelling, and how many times faster labelling is."""
    annotator = load_annotator()
    annotator.annotate(docs[:5])
    segment_words("khởi động")
    segmenting = seconds(lambda: [segment_words(joined(doc)) for doc in docs])
    labelling = seconds(lambda: annotator.annotate(docs))
    return segmenting / len(docs) * 1e3, labelling / len(docs) * 1e3, segmenting / labelling


def relevant(shared: Path, *, with_body: bool) -> list[Document]:
    """Give relevant gold articles, with a body or with title and lead only."""
    gold = load_gold(shared / "gold")
    both = zip(gold.documents, gold.labels, strict=True)
    return [doc for doc, label in both if label["rel"] > 0 and bool(doc.sentences) == with_body][:TEXTS]


def irrelevant(shared: Path) -> list[Document]:
    """Give general news that the annotator takes for irrelevant (nearly all of it)."""
    with gzip.open(shared / "corpus" / "news.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in islice(lines, 0, TEXTS * 20, 20)]
    docs = [Document(r["id"], r["title"], r["lead"], tuple(split_sentences(r["body"]))) for r in records]
    labels = load_annotator().annotate(docs)
    return [doc for doc, label in zip(docs, labels, strict=True) if label.relevance == 0]


def main() -> int:
    """Print one line per kind of text; 1 when a bar is missed."""
    shared = Path(os.environ.get("DIEMTIN_SHARED", CHECKOUT.parent / "shared"))
    if not (shared / "gold" / "labels.jsonl").is_file():
        print("text: no press material beside the checkout, nothing to measure")  # noqa: T201
        return 0
    missed = 0
    kinds = {
        "relevant, whole articles": (relevant(shared, with_body=True), "relevant"),
        "relevant, title and lead": (relevant(shared, with_body=False), "relevant"),
        "irrelevant, whole articles": (irrelevant(shared), "irrelevant"),
    }
    for kind, (docs, bar) in kinds.items():
        segmenting, labelling, times = ratio(docs)
        missed += times < BARS[bar]
        verdict = "" if times >= BARS[bar] else "  MISSED"
        print(  # noqa: T201
            f"text: {kind}: word_tokenize {segmenting:.2f} ms, all labels {labelling:.2f} ms an article:"
            f" {times:.1f}x (bar {BARS[bar]:g}x, {len(docs)} articles){verdict}"
        )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
