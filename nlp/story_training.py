"""Learn the join decision of stories: `python -m nlp.story_training --events DIR --corpus FILE.jsonl.gz`."""

import argparse
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zlib import crc32

from .join import save, train
from .records import Document
from .shelf import observe

_HANOI = timezone(timedelta(hours=7))
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)\D+(\d\d):(\d\d)")
_DAY = re.compile(r"(\d{1,2})(?:[./-]|\s*tháng\s*)(\d{1,2})(?:[./-]|,?\s*(?:năm\s*)?)(\d{4}|\d\d)(?!\d)", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
GENERAL_EVERY, MIXED_EVERY = 2, 14  # of the general news: for word weights, and beside the events as unrelated texts


def event_time(raw: str | None) -> datetime | None:
    """Give the UTC time of an event article's `published` as the outlets wrote it (Hà Nội time, or +00:00)."""
    if not raw:
        return None
    iso = _ISO.match(raw)
    if iso:
        year, month, day, hour, minute = map(int, iso.groups())
        zone: timezone = UTC if "+00:00" in raw else _HANOI
        return datetime(year, month, day, hour, minute, tzinfo=zone).astimezone(UTC)
    date = _DAY.search(raw)
    if not date:
        return None
    day, month, year = map(int, date.groups())
    clock = _CLOCK.search(raw.replace(date.group(), " "))
    hour, minute = map(int, clock.groups()) if clock else (12, 0)
    if hour < 12 and re.search("pm|chiều", raw, re.IGNORECASE):
        hour += 12
    year += 2000 if year < 100 else 0
    if month > 12:
        day, month = month, day
    return datetime(year, month, day, hour, minute, tzinfo=_HANOI).astimezone(UTC)


def read_documents(path: Path) -> Iterator[tuple[Document, dict[str, Any]]]:
    """Give the articles of a gzipped JSONL file with their rows."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            body = tuple(part.strip() for part in (row["body"] or "").split("\n") if part.strip())
            when = event_time(row.get("published"))
            yield Document(row["id"], row["title"] or "", row["lead"] or "", body, row.get("source"), when), row


def bcubed(found: Mapping[str, str], true: Mapping[str, str]) -> float:
    """Give F1 of BCubed precision and recall over the items of `true` (Amigó et al. 2009)."""
    clusters: dict[str, set[str]] = defaultdict(set)
    events: dict[str, set[str]] = defaultdict(set)
    for key in true:
        clusters[found[key]].add(key)
        events[true[key]].add(key)
    both = [len(clusters[found[k]] & events[true[k]]) for k in true]
    precision = sum(b / len(clusters[found[k]]) for k, b in zip(true, both, strict=True)) / len(true)
    recall = sum(b / len(events[true[k]]) for k, b in zip(true, both, strict=True)) / len(true)
    return 2 * precision * recall / (precision + recall)


def main() -> None:
    """Train from the events, the unlabelled articles beside them and general news; write models/story.npz."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=Path, required=True, help="folder of events.jsonl.gz and unlabelled.jsonl.gz")
    parser.add_argument("--corpus", type=Path, required=True, help="general news, .jsonl.gz")
    options = parser.parse_args()
    labelled = list(read_documents(options.events / "events.jsonl.gz"))
    unlabelled = [doc for doc, _ in read_documents(options.events / "unlabelled.jsonl.gz")]
    times = [doc.published_at for doc, _ in labelled if doc.published_at]
    general = [doc for k, (doc, _) in enumerate(read_documents(options.corpus)) if k % GENERAL_EVERY == 0]
    mixed = [_dated(doc, times) for doc in general[:: MIXED_EVERY // GENERAL_EVERY]]
    docs = [doc for doc, _ in labelled] + unlabelled + mixed
    events = [int(row["event"]) for _, row in labelled] + [None] * len(unlabelled) + [-1] * len(mixed)
    digest = save(train(docs, events, observe(docs), general))
    print(f"story.npz sha256 {digest}")  # noqa: T201 - the command's answer


def _dated(doc: Document, times: list[datetime]) -> Document:
    """An unrelated text set among the events' days, the same day every time."""
    at = crc32(doc.id.encode())
    return replace(doc, published_at=times[at % len(times)] + timedelta(hours=at % 24))


if __name__ == "__main__":
    main()
