"""How a step ended: every row of every table, every file of the home, every mail; and how two ends differ."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from flows.home import Home
from warehouse import db, store

TABLES = (
    "select table_schema || '.' || table_name from information_schema.tables"
    " where table_type = 'BASE TABLE' and table_schema in ('raw', 'core', 'mart', 'search') order by 1"
)
# of deliveries what came of them, without moments and attempts
SENT = "select digest_id, recipient, message_id, status, channel, desk from core.deliveries order by all"
# of a run that was cut short and begun again: not in which of the two an article was found
FOUND = (
    "select article_id, source_id, url, title, sapo, body, text_id, published_at, feed_only"
    " from mart.articles order by all"
)
# articles fetched at once are numbered in any order
PLACES = "select word, folded, len(places) from search.postings order by all"
# what the disk held when the copy was made: a killed attempt has been there meanwhile
KINDS = "select kind from mart.home_kinds order by all"
# a step that failed or died is told afterwards
STEPS = "select * from mart.steps where outcome = 'done' order by all"
_MOMENT = re.compile(r"\d{8}T\d{6,12}Z(-[0-9a-f]+)?")
# written by every attempt anew, or an index: their names count, not their bytes
_VARYING = (".duckdb", ".eml", ".lock", ".key", "deliveries.jsonl", "run.json", ".published.json")
_HALF = (".tmp", ".part", ".new", ".shaped", ".wal")


@dataclass(frozen=True, slots=True)
class End:
    """Fingerprints of tables and files by name, and what is plainly wrong."""

    tables: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    wrong: tuple[str, ...] = ()

    def as_json(self) -> str:
        """The same as text, to be sent through a pipe."""
        return json.dumps(asdict(self))


def parsed(text: str) -> End:
    """An end as `as_json` wrote it; ValueError when it is something else."""
    raw = json.loads(text)
    return End(raw["tables"], raw["files"], tuple(raw["wrong"]))


def warehouse(home: Home) -> dict[str, str]:
    """Every table of the warehouse."""
    with db.writer(home.root) as con:
        return dict(_prints(con, {"core.deliveries": SENT}))


def published(home: Home) -> dict[str, str]:
    """Every table of the readers' copy."""
    with db.reader(home.published) as con:
        return dict(
            _prints(
                con, {"core.deliveries": SENT, "search.postings": PLACES, "mart.home_kinds": KINDS, "mart.steps": STEPS}
            )
        )


def articles(home: Home) -> dict[str, str]:
    """The articles as they are read, and what the books say against them."""
    with db.writer(home.root) as con:
        failed = [check.name for check in store.run_checks(con) if check.rows]
        return {"mart.articles": _print(store.sql(con, FOUND)[1]), "checks": ", ".join(failed)}


def files(place: Path, *, exact: bool = True) -> dict[str, str]:
    """The files below a folder: names, moments in them left out, and hashes of what no later attempt may change."""
    found = Counter[str]()
    for path in sorted(place.rglob("*")):
        if path.is_file() and "logs" not in path.parts:
            same = exact and not path.name.endswith(_VARYING)
            found[f"{_MOMENT.sub('T', str(path.relative_to(place)))} {_hash(path) if same else ''}"] += 1
    return {name: str(count) for name, count in found.items()}


def leftovers(place: Path) -> tuple[str, ...]:
    """What belongs to a step that did not end."""
    odd = (path for path in place.rglob("*") if path.name.endswith(_HALF) or path.name in ("rebuild", "scratch.duckdb"))
    return tuple(f"left over: {path.relative_to(place)}" for path in sorted(odd))


def difference(calm: End, end: End) -> list[str]:
    """What of an end is not as on a calm day, each `duplicate`, `lost`, `left over` or `changed`; empty when all is."""
    found = list(end.wrong)
    for what, was, now in (("table", calm.tables, end.tables), ("file", calm.files, end.files)):
        for name in sorted(was.keys() | now.keys()):
            if was.get(name) != now.get(name):
                told = f"{what} {name}: {was.get(name, 'not there')} -> {now.get(name, 'not there')}"
                found.append(f"{_kind(was.get(name, '0'), now.get(name, '0'))}: {told}")
    return found


def _kind(was: str, now: str) -> str:
    counts = [int(text.split()[0]) if text[:1].isdigit() else 0 for text in (was, now)]
    return "changed" if counts[0] == counts[1] else "duplicate" if counts[0] < counts[1] else "lost"


def _prints(con: db.Connection, instead: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for (name,) in store.sql(con, TABLES)[1]:
        yield name, _print(store.sql(con, instead.get(name, f"select * from {name} order by all"))[1])


def _print(rows: list[tuple[object, ...]]) -> str:
    return f"{len(rows)} rows {hashlib.sha256(repr(rows).encode()).hexdigest()[:8]}"


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]
