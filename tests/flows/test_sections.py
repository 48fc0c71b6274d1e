"""Sections of a digest: kept as composed, read back as the same values, one that can't be read is named."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest

from flows.archive import keep, restore
from flows.digest import compose
from flows.home import open_home
from flows.sections import Frame, Section, SectionError, read, write
from flows.wording import VIETNAM
from warehouse import db
from warehouse.db import Connection

DAY = date(2026, 8, 5)
FRAME = Frame(
    "2026-08-05-day-toan-quoc",
    "day",
    "toan-quoc",
    DAY,
    datetime(2026, 8, 5, 6, tzinfo=VIETNAM),
    datetime(2026, 8, 6, 6, tzinfo=VIETNAM),
)


@dataclass(frozen=True, slots=True)
class Weather:
    """A section with a time and names in it."""

    asked_at: datetime
    names: tuple[str, ...]


def weather(con: Connection, frame: Frame) -> Weather | None:
    return Weather(frame.first_at, ("mưa", "nắng"))


SECTION = Section("thoi-tiet", Weather, weather)


def test_a_section_reads_back_as_it_was_composed(tmp_path: Path) -> None:
    with db.writer(tmp_path) as con:
        write(con, FRAME, (SECTION,))
        write(con, FRAME, (SECTION,))
        assert read(con, FRAME.digest_id, (SECTION,)) == {"thoi-tiet": Weather(FRAME.first_at, ("mưa", "nắng"))}
        assert read(con, FRAME.digest_id, ()) == {}, "a section that nobody knows any more is left out"
        write(con, FRAME, (Section("thoi-tiet", Weather, lambda con, frame: None),))
        assert read(con, FRAME.digest_id, (SECTION,)) == {}


def test_a_section_is_kept_with_its_digest(tmp_path: Path) -> None:
    home = open_home(tmp_path)
    with db.writer(home.root) as con:
        compose(con, day=DAY, scope="toan-quoc", period="day")
        write(con, FRAME, (SECTION,))
        keep(con, home, FRAME.digest_id)
        before = con.execute("from core.digest_sections").fetchall()
        con.execute("delete from core.digest_sections")
        assert restore(con, home) == []
        assert con.execute("from core.digest_sections").fetchall() == before != []


def test_what_can_not_be_read_names_digest_section_and_field(tmp_path: Path) -> None:
    with db.writer(tmp_path) as con:
        write(con, FRAME, (SECTION,))
        con.execute('update core.digest_sections set content = \'{"asked_at": "hôm qua", "names": []}\'')
        with pytest.raises(SectionError, match=r"digest 2026-08-05-day-toan-quoc, section thoi-tiet, asked_at"):
            read(con, FRAME.digest_id, (SECTION,))
