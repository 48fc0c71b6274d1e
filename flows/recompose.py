"""Travel in time: a kept digest composed again from what was known then, and what differs if anything does."""

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flows import archive, knowledge, models, takedowns
from flows.annotate import activate, annotate_pending
from flows.desks import Desk
from flows.digest import compose_desks, digest_id_of
from flows.entities import read_entities
from flows.grouping import regroup
from flows.home import Home
from flows.knowledge import Knowledge
from flows.links import Links
from flows.load import PERIODS
from flows.looking import see
from flows.render import render
from flows.view import Mail
from nlp.grouper import grouper_id
from warehouse import store
from warehouse.copies import fill
from warehouse.db import Connection, writer
from warehouse.sqlfiles import rules_id

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Recomposed:
    """A digest as it stands when composed from what was known then; no differences: it is the kept one."""

    digest_id: str
    at: str
    rows: Rows
    mail: Mail
    differences: tuple[str, ...]
    reasons: tuple[str, ...]  # what is known to be different from then


def recompose(home: Home, digest_id: str) -> Recomposed:
    """Compose a kept digest again in a warehouse of its own that knows only what was known then.

    Nothing in the home changes. Raises KnowledgeError, ArchiveError, ModelError when the model of then is gone.
    """
    kept = archive.kept_rows(home, digest_id)
    head = kept["digests"][0]
    day, scope, period = date.fromisoformat(head["day"]), head["scope"], head["period"]
    known = knowledge.of_digest(home, digest_id)
    previous = digest_id_of(day - PERIODS[period], scope, period)
    with _as_of(home, known, previous) as con:
        reasons = (*_reasons(con, known), *_gone(home, kept))
        (view,) = compose_desks(con, day=day, desks=(Desk.model_validate(known.desk),), period=period)
        rows, mail = archive.rows_of(con, digest_id), render(view, Links(**known.links))
    found = (*_differences(kept, rows), *_mail_differences(home, digest_id, mail))
    return Recomposed(digest_id, known.at, rows, mail, found, reasons)


@contextmanager
def _as_of(home: Home, known: Knowledge, previous_id: str) -> Iterator[Connection]:
    parameters = knowledge.as_parameters(known, knowledge.runs_of(home, known), previous_id)
    with tempfile.TemporaryDirectory(prefix="diemtin-") as folder, writer(Path(folder)) as con:
        fill(con, home.root, "as_of", **parameters)
        store.insert(con, "core.outlets", knowledge.roll_of(home, known))
        if known.annotator_id is not None:
            _label(con, home, known.annotator_id)
        yield con


def _label(con: Connection, home: Home, annotator_id: str) -> None:
    """The labels of then; what a rebuild with a newer model left out is labelled again by the model of then."""
    activate(con, annotator_id)
    see(con, "label", annotator_id)
    if store.query(con, "pending_texts", annotator_id=annotator_id):
        annotate_pending(con, models.by_annotator(home, annotator_id))
    else:
        regroup(con, annotator_id)
        read_entities(con)


def _reasons(con: Connection, known: Knowledge) -> tuple[str, ...]:
    words = store.query(con, "known_words")[0]
    told = []
    if known.rules_id != rules_id():
        told.append("luật lập bản tin của chương trình đã đổi từ hôm ấy")
    if known.grouper_id != grouper_id():
        told.append("cách gộp câu chuyện đã đổi từ hôm ấy")
    for key, name in (("corrections", "lần sửa nhãn"), ("story_corrections", "lần sửa câu chuyện")):
        if words[key] != getattr(known, key):
            told.append(f"hôm ấy biết {getattr(known, key)} {name}, nay tệp ghi {words[key]} lần trước giờ ấy")
    return tuple(told)


def _gone(home: Home, kept: Rows) -> tuple[str, ...]:
    """Articles of the digest that were taken down since: they can't come back."""
    gone = {row["article_id"] for row in kept["digest_items"]} & takedowns.standing(home).keys()
    return (f"{len(gone)} bài của bản tin đã gỡ theo yêu cầu",) if gone else ()


def _differences(kept: Rows, rows: Rows) -> Iterator[str]:
    """One line for each row that only one of the two has, field by field where both have it."""
    for table in rows:
        was, now = (_keyed(table, side.get(table, ())) for side in (kept, rows))
        for key in sorted(was.keys() | now.keys()):
            left, right = was.get(key), now.get(key)
            if left is None or right is None:
                yield f"{table} {key}: {'thêm' if left is None else 'mất'} một dòng"
            elif left != right:
                fields = [
                    f"{name} {left.get(name)!r} → {right[name]!r}" for name in right if left.get(name) != right[name]
                ]
                yield f"{table} {key}: {', '.join(fields)}"


_KEYS = {"digests": "digest_id", "digest_items": "article_id", "digest_outlets": "source_id"}


def _keyed(table: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    name = _KEYS.get(table, "story_id" if table == "digest_stories" else "name")
    return {str(row.get(name, json.dumps(row, default=str))): row for row in rows}


def _mail_differences(home: Home, digest_id: str, mail: Mail) -> Iterator[str]:
    for ending, text in ((".txt", mail.text), (".html", mail.html)):
        path = home.digests / f"{digest_id}{ending}"
        if path.is_file() and path.read_text(encoding="utf-8") != text:
            yield f"{path.name}: thư dựng lại khác thư đã giữ"
