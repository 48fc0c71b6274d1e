"""The stateless tools: files in, JSON out, no warehouse. Their forms are stable."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawlers.dates import parse_time, slash_order
from crawlers.extract import read_page
from crawlers.feed import read_feed
from crawlers.given import json_of
from crawlers.ingest import Hosts
from crawlers.layout import Layout, layouts_for
from crawlers.page_files import article_json, read_index
from crawlers.records import FeedEntry, Rejected
from crawlers.source import Source
from crawlers.surrogates import paired
from flows.progress import track
from nlp.annotator import Annotator
from nlp.records import Annotation, Document, Grouping
from nlp.segment import split_sentences
from nlp.story import group
from nlp.typed import as_meant

BATCH = 512


class InputError(Exception):
    """A file can't be read as what it should be: the message names file, line and field."""


def feed_json(path: Path, source_id: str | None) -> list[dict[str, Any]]:
    """The entries of a saved feed, in its order; InputError when it is none."""
    reading = read_feed(_bytes(path), source_id=source_id or path.stem, url=None, ceiling=datetime.now(UTC))
    if isinstance(reading.rejected, Rejected):
        raise InputError(f"{path}: {reading.rejected.reason}: {reading.rejected.detail}")
    return [_entry(entry) for entry in reading.entries]


def page_json(path: Path, url: str | None, sources: Mapping[str, Source]) -> dict[str, Any]:
    """One saved page as read; without `url` the page's own canonical link counts."""
    layouts = _layouts_of(url, sources) if url else ()
    return article_json(read_page(_bytes(path), url=url, layouts=layouts, ceiling=datetime.now(UTC)))


def folder_json(folder: Path, sources: Mapping[str, Source]) -> dict[str, dict[str, Any]]:
    """Every page file of a folder as read, by file name; `index.json` gives their URLs when it is there."""
    urls = read_index(folder)
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in (".html", ".htm"))
    return {path.name: page_json(path, urls.get(path.name), sources) for path in track(files, "đọc trang")}


def annotate_lines(lines: Iterable[dict[str, Any]], annotator: Annotator) -> Iterator[dict[str, Any]]:
    """Labels of each article, in order, in the codes of the codebook."""
    documents = [article_document(line) for line in lines]
    batches = [documents[start : start + BATCH] for start in range(0, len(documents), BATCH)]
    for batch in track(batches, "gắn nhãn", unit=BATCH):
        for annotation in annotator.annotate([as_meant(document) for document in batch]):
            yield annotation_json(annotation)


def group_lines(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Reprint and story of each article, in order."""
    rows = list(lines)
    orders = _slash_orders(rows)
    documents = [article_document(row, day_first=orders.get(str(row.get("source")))) for row in rows]
    by_id = {one.id: one for one in group(documents)}
    return [_grouping(by_id[document.id]) for document in documents]


def read_jsonl(path: Path, faults: list[str]) -> Iterator[dict[str, Any]]:
    """The articles of a JSONL file; a line that is none goes to `faults` with its number, the rest goes on.

    InputError when the file can't be read.
    """
    seen: set[str] = set()
    for number, line in enumerate(_bytes(path).decode("utf-8-sig", errors="replace").split("\n"), start=1):
        if line.strip():
            try:
                yield _checked(line, seen)
            except InputError as error:
                faults.append(f"{path}:{number}: {error}")


def _checked(line: str, seen: set[str]) -> dict[str, Any]:
    try:
        record = json_of(paired(line))
    except ValueError as error:
        raise InputError(f"not JSON: {getattr(error, 'msg', error)}") from error
    if not isinstance(record, dict) or record.get("id") in (None, "") or not isinstance(record["id"], str | int):
        raise InputError("an object with an `id` is needed")
    if str(record["id"]) in seen:
        raise InputError(f"id {record['id']!r} stands twice")
    for name in ("title", "lead", "sapo", "body", "source"):
        if not isinstance(record.get(name) or "", str):
            raise InputError(f"`{name}` must be text")
    sentences = record.get("sentences") or []
    if not isinstance(sentences, list) or not all(isinstance(sentence, str) for sentence in sentences):
        raise InputError("`sentences` must be a list of texts")
    seen.add(str(record["id"]))
    return record


def annotation_json(a: Annotation) -> dict[str, Any]:
    """The stable JSON form of an annotation."""
    return {
        "id": a.id,
        "relevance": {"label": a.relevance, "p": round(a.relevance_p, 4)},
        "topics": [{"code": topic.code, "p": round(topic.p, 4)} for topic in a.topics],
        "stance": [
            {
                "target": s.target,
                "label": s.label,
                "p": round(s.p, 4),
                "abstain": s.abstain,
                "evidence": s.evidence,
                "evidence_index": s.evidence_index,
            }
            for s in a.stances
        ],
        "valence": {"label": a.valence, "p": round(a.valence_p, 4)},
        "provinces": list(a.provinces),
        "sector": a.sector,
        "level": a.level,
        "strike": a.strike,
        "foreign": a.foreign,
    }


def _grouping(one: Grouping) -> dict[str, Any]:
    return {"id": one.id, "duplicate_of": one.duplicate_of, "story_id": one.story_id}


def _slash_orders(lines: Iterable[Mapping[str, Any]]) -> dict[str, bool | None]:
    """Whether an outlet writes the day before the month, where its own stamps prove it."""
    stamps: dict[str, list[str | None]] = {}
    for line in lines:
        raw = line.get("published_at") or line.get("published")
        if line.get("source") and isinstance(raw, str):
            stamps.setdefault(str(line["source"]), []).append(raw)
    return {source: slash_order(raws) for source, raws in stamps.items()}


def article_document(line: Mapping[str, Any], *, day_first: bool | None = None) -> Document:
    """A document from `id, title, lead, body | sentences`, optional `source, published_at`."""
    sentences = line.get("sentences")
    if sentences is None:
        sentences = split_sentences(line.get("body") or "")
    return Document(
        id=str(line["id"]),
        title=line.get("title") or "",
        lead=line.get("lead") or "",
        sentences=tuple(sentences),
        source=line.get("source"),
        published_at=_time(line.get("published_at") or line.get("published"), day_first),
    )


def _time(raw: object, day_first: bool | None) -> datetime | None:
    return parse_time(str(raw), ceiling=datetime.now(UTC), day_first=day_first) if raw else None


def _entry(entry: FeedEntry) -> dict[str, Any]:
    return {
        "title": entry.title,
        "url": entry.url,
        "summary": entry.summary,
        "published_at": entry.published_at.isoformat() if entry.published_at else None,
        "raw_published": entry.raw_published,
        "date_source": entry.date_source,
    }


def _layouts_of(url: str, sources: Mapping[str, Source]) -> Sequence[Layout]:
    """The layouts of the URL's outlet; none for a stranger (families are then told by their marks)."""
    source_id = Hosts(sources.values()).source_id(url)
    return layouts_for(sources[source_id].layouts) if source_id else ()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
