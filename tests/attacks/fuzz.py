"""Mutated inputs for every reader of foreign bytes: `python -m tests.attacks.fuzz --minutes 60 --keep DIR`.

A reader must give a value or raise the error of its room, within LIMIT_S. An input that makes it do otherwise is
kept below `tests/attacks/corpus/<reader>/`, where the quick suite plays it ever after.
"""

import argparse
import hashlib
import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from crawlers.extract import read_page
from crawlers.feed import read_feed
from crawlers.ingest import Hosts
from crawlers.landing import LandingError, read_run
from crawlers.list_page import read_list
from crawlers.outcomes import parse_outcome
from crawlers.robots import read_robots
from crawlers.sitemap import read_sitemap
from crawlers.source import SourceError, load_source
from flows.collect import load_run
from nlp.entities import find_entities
from nlp.normalize import normalize_text, text_id, words_of
from nlp.records import Document
from nlp.segment import segment_words, split_sentences
from tests.crawlers import odd_feeds
from tests.crawlers.fuzz import PAGES, mutated
from tests.crawlers.test_landing import land
from warehouse import db

CORPUS = Path(__file__).parent / "corpus"
LIMIT_S = 2.0
CEILING = datetime(2026, 12, 31, tzinfo=UTC)
URL = "https://bao.example/tin-1.html"
TOML = (Path(odd_feeds.__file__).parents[2] / "crawlers" / "sources").glob("lao*.toml")


@dataclass(frozen=True, slots=True)
class Reader:
    """One reader of foreign bytes and what it usually meets; `read` raises nothing but its room's own errors."""

    name: str
    seeds: tuple[bytes, ...]
    read: Callable[[bytes], None]


def _feed(body: bytes) -> None:
    found = read_feed(body, source_id="bao", url=URL, ceiling=CEILING)
    json.dumps(asdict(found), ensure_ascii=False, default=str).encode()


def _page(body: bytes) -> None:
    found = read_page(body, url=URL, charset=None, ceiling=CEILING)
    json.dumps(asdict(found), ensure_ascii=False, default=str).encode()  # every letter of it can be stored


def _lists(body: bytes) -> None:
    read_list(body, url=URL, hosts=Hosts(()))
    read_sitemap(body, url=URL, ceiling=CEILING)
    read_robots(200, None, body, "diemtin-test").decision(URL)


def _words(body: bytes) -> None:
    text = body.decode("utf-8", errors="replace")[:20_000]
    normalize_text(text)
    words_of(text)
    text_id(text, "", text)
    for sentence in split_sentences(text)[:20]:
        segment_words(sentence)
    find_entities(Document("x", text[:200], text[200:600], tuple(split_sentences(text[600:]))))


def _toml(body: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder, suppress(SourceError):
        path = Path(folder) / "bao.toml"
        path.write_bytes(body)
        load_source(path)


def _outcome(body: bytes) -> None:
    with suppress(ValueError):
        parse_outcome(body.decode("utf-8", errors="replace"))


class Landed:
    """A landed run of which one file at a time is replaced by mutated bytes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._run = land(folder / "whole")
        self.capture = (self._run / "capture.warc.gz").read_bytes()
        self.outcomes = (self._run / "outcomes.jsonl").read_bytes()

    def torn(self, body: bytes) -> Path:
        """The run with an archive or a ledger made of these bytes."""
        torn = self._folder / "torn"
        shutil.copytree(self._run, torn, dirs_exist_ok=True)
        (torn / ("capture.warc.gz" if body[:2] == b"\x1f\x8b" else "outcomes.jsonl")).write_bytes(body)
        return torn

    def read(self, body: bytes) -> None:
        """Read it."""
        with suppress(LandingError):
            for _ in read_run(self.torn(body)):
                pass

    def load(self, body: bytes) -> None:
        """Load it into a warehouse, from which it is taken out again."""
        with db.writer(self._folder) as con, suppress(LandingError, _UndoneError), db.transaction(con):
            load_run(con, self.torn(body), {})
            raise _UndoneError


class _UndoneError(Exception):
    """Ends a transaction that has done its work."""


def readers(folder: Path) -> tuple[Reader, ...]:
    """Every reader; `folder` is for those that read files."""
    pages = tuple(path.read_bytes() for path in sorted(PAGES.glob("*.html")))
    feeds = tuple(feed for _, feed in odd_feeds.DOCUMENTS)
    landed = Landed(folder)
    return (
        Reader("feed", feeds, _feed),
        Reader("page", pages, _page),
        Reader("lists", (*pages[:5], *feeds[:5], b"User-agent: *\nDisallow: /a*b$\nCrawl-delay: 5\n"), _lists),
        Reader("words", pages[:8], _words),
        Reader("toml", tuple(path.read_bytes() for path in sorted(TOML)), _toml),
        Reader("outcome", tuple(landed.outcomes.splitlines()), _outcome),
        Reader("landed", (landed.capture, landed.outcomes), landed.read),
        Reader("load", (landed.capture, landed.outcomes), landed.load),
    )


def fault(reader: Reader, body: bytes) -> str | None:
    """What a reader did that it must not, None when it kept to its word."""
    begun = time.process_time()
    try:
        reader.read(body)
    except Exception as error:  # noqa: BLE001 (whatever it raises is what is looked for)
        return f"{type(error).__name__}: {error}"
    spent = time.process_time() - begun
    return f"{spent:.1f} s" if spent > LIMIT_S else None


def corpus(name: str) -> Iterator[Path]:
    """The inputs that once broke a reader."""
    yield from sorted((CORPUS / name).glob("*"))


def main() -> int:
    """Fuzz for so many minutes, all readers in turn; one JSON line a reader, exit code 1 when one failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--keep", type=Path, default=CORPUS)
    parser.add_argument("--only", help="the name of one reader")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        every = [one for one in readers(Path(folder)) if given.only in (None, one.name)]
        failed = sum(_fuzz(one, given.minutes * 60 / len(every), given.seed, given.keep) for one in every)
    return 1 if failed else 0


def _fuzz(reader: Reader, seconds: float, seed: int, keep: Path) -> int:
    chance, until, inputs, faults = random.Random(seed), time.process_time() + seconds, 0, 0
    while time.process_time() < until:
        body = mutated(chance.choice(reader.seeds), chance)
        inputs += 1
        if said := fault(reader, body):
            faults += 1
            path = keep / reader.name / hashlib.sha256(body).hexdigest()[:16]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body)
            sys.stdout.write(f"{path}: {said}\n")
    sys.stdout.write(json.dumps({"reader": reader.name, "inputs": inputs, "faults": faults, "seed": seed}) + "\n")
    return faults


if __name__ == "__main__":
    sys.exit(main())
