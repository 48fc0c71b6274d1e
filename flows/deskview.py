"""The desks of an installation as a table for the command line."""

from rich.console import Console
from rich.table import Column, Table

from flows.desks import Desk, Desks
from flows.routes import words
from flows.wording import WEEKDAYS
from nlp.bodies import entities


def show(desks: Desks, out: Console) -> None:
    """Print a line for each desk, nationwide first."""
    table = Table(Column("Mã", no_wrap=True), "Nhận tin về", "Người nhận", "Gửi lúc")
    for desk in desks.desks.values():
        table.add_row(desk.desk_id, hears(desk), ", ".join(desk.recipients) or "–", hours(desk))
    out.print(table)


def hears(desk: Desk) -> str:
    """What brings a story to the desk, in words."""
    if desk.hears_all:
        return words("all", "")
    kinds = (("place", desk.provinces), ("sector", desk.sectors), ("topic", desk.topics), ("level", desk.from_levels))
    said = [words(cause, what) for cause, named in kinds for what in named]
    said += [f"có từ “{word}”" for word in desk.words]
    known = entities()
    return "; ".join([*said, *(f"nhắc tới {known[body].name if body in known else body}" for body in desk.bodies)])


def hours(desk: Desk) -> str:
    """When its digests leave: "06:30; 06:45 Thứ Hai"; nothing leaves from a desk without recipients."""
    if not desk.recipients:
        return "khi được yêu cầu"
    daily = f"{desk.daily.at:%H:%M}" if desk.daily.on else ""
    weekly = f"{desk.weekly.at:%H:%M} {WEEKDAYS[desk.weekly.weekday - 1]}" if desk.weekly.on else ""
    return "; ".join(filter(None, (daily, weekly))) or "không gửi"
