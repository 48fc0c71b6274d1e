"""A copy that begins as the last one tells what a whole one would, and keeps nothing that was deleted."""

import json
import time
from pathlib import Path

import pytest

from tests.warehouse.changing import Story, additions, check
from tests.warehouse.processes import process
from tests.warehouse.rows import START, RunRows, annotate, code
from warehouse import db, store
from warehouse.lastcopy import marked, note, taken

GONE = "Tin-phai-go-8c1f"
PUBLISH = """
import sys
from pathlib import Path
from warehouse.db import publish
print("ready", flush=True)
publish(Path(sys.argv[1]))
"""


def _page(home: Path, name: str, title: str = "Công nhân đòi nợ lương", *, day: int = 1) -> None:
    with db.writer(home) as con:
        run = RunRows(f"r-{name}", START.replace(day=day + 4))
        run.page("a", name, title, f"Nội dung của {name}.")
        run.store(con)
        annotate(con, code(title, f"Nội dung của {name}."), 2, ("tien_luong",))


def _titles(home: Path) -> list[str]:
    with db.reader(db.published_path(home)) as con:
        return [title for (title,) in store.sql(con, "select title from mart.articles order by title")[1]]


def _rounds(folder: Path, rounds: int, seed: int) -> int:
    """How many of the copies were added to; each is what a whole one would be."""
    story, added = Story(folder / "one", seed), 0
    for number in range(rounds):
        happened = story.step()
        assert check(story, folder / f"whole-{number}") == [], happened
        added += additions(story.home) > 0
    return added


def test_a_copy_that_was_added_to_is_what_a_whole_one_would_be(tmp_path: Path) -> None:
    assert _rounds(tmp_path, 2, seed=3)


@pytest.mark.slow
def test_so_it_is_after_many_days(tmp_path: Path) -> None:
    assert _rounds(tmp_path, 8, seed=11) > 3


def test_a_page_more_is_added_and_what_was_taken_down_is_in_no_block(home: Path) -> None:
    _page(home, "bi-go", f"{GONE} công nhân")
    copy = db.publish(home)
    _page(home, "con-lai", day=2)
    db.publish(home)
    assert additions(home) == 1
    assert GONE.encode() in copy.read_bytes()
    with db.reader(copy) as con:
        assert {hit["url"].rpartition("/")[2] for hit in store.search(con, "cong nhan")} == {"bi-go", "con-lai"}
    with db.writer(home) as con:
        for table in ("core.items", "core.article_versions"):
            store.sql(con, f"delete from {table} where run_id = 'r-bi-go'")
    db.publish(home)
    assert additions(home) == 0
    assert GONE.encode() not in copy.read_bytes()
    assert _titles(home) == ["Công nhân đòi nợ lương"]


def test_a_copy_that_can_not_be_trusted_is_not_built_upon(home: Path, tmp_path: Path) -> None:
    copy, mark, fresh = db.publish(home), home / ".published.json", tmp_path / "fresh"
    held, told = copy.read_bytes(), json.loads(mark.read_text(encoding="utf-8"))
    assert taken(home, copy, fresh) is not None
    assert fresh.read_bytes() == held
    for spoilt in (held[:-5000] + bytes([held[-5000] ^ 1]) + held[-4999:], held[: len(held) // 2]):
        copy.write_bytes(spoilt)
        assert taken(home, copy, fresh) is None
    copy.write_bytes(held)
    for changed in ({"form": "x"}, {"additions": 32}, {"whole_size": len(held) // 2}, {"checksum": 1}, {"other": 1}):
        mark.write_text(json.dumps({**told, **changed}), encoding="utf-8")
        assert taken(home, copy, fresh) is None
    mark.unlink()
    assert taken(home, copy, fresh) is None


def test_a_copy_that_only_looks_right_is_made_whole(home: Path) -> None:
    """The checksum fits, the tables don't: nothing is lost by it but time."""
    _page(home, "mot")
    copy = db.publish(home)
    held = copy.read_bytes()
    for known in (True, False):
        copy.write_bytes(held[:12288] + bytes(len(held) - 12288))
        if known:
            note(home, marked(copy, None))
        db.publish(home)
        assert additions(home) == 0
    assert _titles(home) == ["Công nhân đòi nợ lương"]


def test_one_that_is_killed_while_adding_leaves_the_old_copy(home: Path) -> None:
    _page(home, "mot")
    copy = db.publish(home)
    for number, moment in enumerate((0.2, 0.5)):
        before = copy.read_bytes()
        _page(home, f"sau-{number}", day=2 + number)
        with process(PUBLISH, home) as child:
            time.sleep(moment)
            child.kill()
            child.wait()
        assert copy.read_bytes() == before or len(_titles(home)) == 2 + number
    db.publish(home)
    assert len(_titles(home)) == 3
    assert [path.name for path in copy.parent.iterdir()] == ["diemtin.duckdb"]
