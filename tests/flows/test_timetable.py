"""When whose digests leave, and what a person sees of the desks."""

from datetime import time
from io import StringIO
from pathlib import Path

from rich.console import Console
from typer.testing import CliRunner

from flows import deskview
from flows.cli import app
from flows.deskfiles import read_desks
from flows.timetable import readers, timetable

HANOI = """
recipients = ["a@ldld.example"]
daily = { at = 07:15:00 }
weekly = { at = 08:00:00, weekday = 7 }
"""
SILENT = 'recipients = ["b@ldld.example"]\ndaily = { on = false }'


def site(folder: Path) -> Path:
    for name, content in (("ldld-ha-noi", HANOI), ("ldld-hue", SILENT), ("cd-y-te", 'recipients = ["c@cd.example"]')):
        (folder / f"{name}.toml").write_text(content, encoding="utf-8")
    return folder


def test_desks_leave_at_their_own_hours_together_where_they_share_one(tmp_path: Path) -> None:
    slots = timetable(read_desks(site(tmp_path)))
    assert {slot.name: (slot.cron, slot.desks) for slot in slots} == {
        "daily-0630": ("30 6 * * *", ("toan-quoc", "cd-y-te")),
        "daily-0715": ("15 7 * * *", ("ldld-ha-noi",)),
        "weekly-1-0645": ("45 6 * * 1", ("toan-quoc", "cd-y-te", "ldld-hue")),
        "weekly-7-0800": ("0 8 * * 0", ("ldld-ha-noi",)),
    }
    assert {slot.at for slot in slots if slot.period == "day"} == {time(6, 30), time(7, 15)}


def test_without_a_desk_of_a_site_the_nationwide_one_leaves(tmp_path: Path) -> None:
    assert [desk.desk_id for desk in readers(read_desks())] == ["toan-quoc"]
    assert [slot.desks for slot in timetable(read_desks())] == [("toan-quoc",), ("toan-quoc",)]


def test_a_table_shows_what_each_desk_hears_of_and_when_it_leaves(tmp_path: Path) -> None:
    page = StringIO()
    deskview.show(read_desks(site(tmp_path)), Console(file=page, width=200))
    assert "07:15; 08:00 Chủ nhật" in page.getvalue()
    assert "ngành Y tế" in page.getvalue()


def test_the_command_names_a_wrong_file(tmp_path: Path) -> None:
    folder = site(tmp_path)
    (folder / "cum-9.toml").write_text("level = 3", encoding="utf-8")
    done = CliRunner().invoke(app, ["desks"], env={"DIEMTIN_DESKS_DIR": str(folder)})
    assert done.exit_code == 1
    assert "cd-y-te" in done.output
    assert "Không dùng được tệp bàn tin cum-9.toml: name: missing" in done.output
