"""People's corrections in training: their word wins over the gold's, and counts more than a machine's label."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .gold import CORRECTIONS, Gold, document
from .model import ModelError
from .normalize import words_of
from .records import STANCES, TARGETS, VALENCES, Annotation, Document

# One text that a person read is learned as often as three that a machine labelled: a convention, to be measured when
# there are enough corrections. Calibration and thresholds count every text once.
WORTH = 3
SILENT: Mapping[str, Any] = {
    "topics": [], "stance": dict.fromkeys(TARGETS, "none"), "ev": {}, "valence": "neu", "prov": [], "sector": "none",
    "level": "none", "strike": 0,
}  # fmt: skip
_GOLD_NAMES = {"relevance": "rel", "provinces": "prov", "is_foreign": "foreign"}
_LABELS = ("id", "rel", *SILENT, "foreign")
_KEYS = (*_LABELS, "corrected", "title", "lead", "sentences")
Record = dict[str, Any]


def with_corrections(gold: Gold, files: Sequence[Path]) -> Gold:
    """Lay the records of `files` (from `diemtin label gold`) over `gold`; the last record of a text counts.

    A text of the gold (same id, or same title and lead) keeps the gold's labels where people said nothing; a text new
    to it keeps the model's. ModelError names the file and line that is no such record.
    """
    records = {record["id"]: record for path in files for record in _read(path)}
    if not records:
        return gold
    numbers = {key: i for i, doc in enumerate(gold.documents) for key in _keys_of(doc)}
    documents, labels, corpora = list(gold.documents), list(gold.labels), list(gold.corpora)
    people: dict[int, frozenset[str]] = {}
    for record in records.values():
        doc = document(record)
        at = next((numbers[key] for key in _keys_of(doc) if key in numbers), len(documents))
        if at == len(documents):
            documents.append(doc)
            labels.append({key: record[key] for key in _LABELS})
            corpora.append(CORRECTIONS)
        labels[at] = _won(labels[at], record)
        people[at] = people.get(at, frozenset()) | frozenset(record["corrected"])
    said = json.dumps([records[key] for key in sorted(records)], ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(said.encode()).hexdigest()
    return replace(
        gold,
        documents=tuple(documents),
        labels=tuple(labels),
        corpora=tuple(corpora),
        people=people,
        corrections=digest,
    )


def weighed(gold: Gold, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give `rows` with every text that people corrected WORTH times."""
    return np.repeat(rows, [WORTH if int(row) in gold.people else 1 for row in rows])


def people_agree(gold: Gold, predicted: Sequence[Annotation]) -> dict[str, float]:
    """Give on how many texts people decided how many fields, and the share in which `predicted` says the same."""
    same = [
        _said(predicted[at], name) == _wanted(gold.labels[at], name)
        for at, fields in gold.people.items()
        for name in sorted(fields)
    ]
    agreement = round(float(np.mean(same)), 4) if same else 0.0
    return {"texts": len(gold.people), "fields": len(same), "agreement": agreement}


def _keys_of(doc: Document) -> Iterator[str]:
    """What tells a text: its id, or title and lead together; a title alone ("Tin vắn") is no proof."""
    yield f"id:{doc.id}"
    if doc.lead.strip():
        yield "text:" + " ".join((*words_of(doc.title), "|", *words_of(doc.lead)))


def _won(label: Record, record: Record) -> Record:
    """The label with people's fields laid over it; a text they found irrelevant says nothing else."""
    said = {name: record[name] for name in map(_gold_name, record["corrected"]) if name in record}
    # what the model read matters only where the gold, having found the text irrelevant, has nothing to keep
    base = label if label["rel"] or not said.get("rel") else {key: record[key] for key in _LABELS}
    stance, evidence = dict(base["stance"]), dict(base["ev"])
    for target in TARGETS:
        if f"stance_{target}" in record["corrected"]:
            stance[target] = record["stance"][target]
            evidence.pop(target, None)
            if target in record["ev"]:
                evidence[target] = record["ev"][target]
    won = {**base, **said, "id": label["id"], "stance": stance, "ev": evidence}
    return won if won["rel"] else {**won, **SILENT}


def _gold_name(name: str) -> str:
    return _GOLD_NAMES.get(name, name)


def _said(one: Annotation, name: str) -> Any:
    given: dict[str, Any] = {
        "rel": one.relevance,
        "topics": {topic.code for topic in one.topics},
        "prov": set(one.provinces),
        "strike": int(one.strike),
        "foreign": int(one.foreign),
        **{f"stance_{stance.target}": stance.label for stance in one.stances},
    }
    key = _gold_name(name)
    return given[key] if key in given else getattr(one, key)


def _wanted(label: Record, name: str) -> Any:
    if name.startswith("stance_"):
        return label["stance"][name.removeprefix("stance_")]
    value = label[_gold_name(name)]
    return set(value) if isinstance(value, list) else value


def _read(path: Path) -> Iterator[Record]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"{path}: cannot be read ({error})") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            missing = [key for key in _KEYS if key not in record]
        except (ValueError, TypeError) as error:
            raise ModelError(f"{path}:{number}: no record of `diemtin label gold` ({error})") from error
        if missing or not _is_sound(record):
            what = f"{', '.join(missing)} missing" if missing else "a label outside the codebook"
            raise ModelError(f"{path}:{number}: no record of `diemtin label gold` ({what})")
        yield record


def _is_sound(record: Record) -> bool:
    stances = record["stance"].values() if isinstance(record["stance"], dict) else ()
    return record["rel"] in (0, 1, 2) and record["valence"] in VALENCES and set(stances) <= set(STANCES)
