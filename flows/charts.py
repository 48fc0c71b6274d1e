"""Charts of the notebooks: one look, a font with every Vietnamese letter, numbers in their Vietnamese form."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import altair as alt

from flows.tiles import Tile, tiles

FONT = "'Be Vietnam Pro', 'Noto Sans', 'DejaVu Sans', 'Segoe UI', Roboto, Arial, sans-serif"
BLUE, GREY = "#1f5f99", "#8a949e"
STANCE_COLOURS = {"ghi nhận": "#1b7f4d", "trung tính": "#9aa4ae", "phê phán": "#b42318", "chưa rõ": "#d9a441"}
# Vega writes 1,234.5 by itself; a dot for thousands and a comma for decimals is the Vietnamese way
_NUMBERS = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " đ"]}
# pixels: how wide a day's bar may be, and about how wide a notebook's charts are
_WIDEST, _PAGE = 24, 700
# days and months travel as 2026-08-05 and 2026-08, so that they sort, and are shown as 05/08 and 08/2026
_DAY = alt.Axis(
    labelAngle=-45, labelOverlap=True, labelExpr="slice(datum.value, 8, 10) + '/' + slice(datum.value, 5, 7)"
)
_MONTH = alt.Axis(labelAngle=0, labelExpr="slice(datum.value, 5, 7) + '/' + slice(datum.value, 0, 4)")
Rows = Sequence[Mapping[str, Any]]


def dressed(chart: Any) -> Any:
    """A chart in the look of all notebooks."""
    return (
        chart.configure(font=FONT, locale=alt.Locale(number=_NUMBERS))
        .configure_axis(labelFontSize=12, titleFontSize=12, labelLimit=320, grid=False, titleFontWeight="normal")
        .configure_legend(labelFontSize=12, labelLimit=320, titleFontSize=12, orient="top", titleFontWeight="normal")
        .configure_view(stroke=None)
        .configure_title(fontSize=14, anchor="start", fontWeight="bold")
    )


def bars(rows: Rows, *, value: str, name: str, title: str) -> Any:
    """One bar a row, longest first, its number at the end."""
    base = alt.Chart(alt.InlineData(values=list(rows)), title=title, width="container").encode(
        y=alt.Y(f"{name}:N", sort=None, title=None), x=alt.X(f"{value}:Q", title=None, axis=None)
    )
    return dressed(base.mark_bar(color=BLUE) + base.mark_text(align="left", dx=4).encode(text=f"{value}:Q"))


def stacked(rows: Rows, *, value: str, name: str, part: str, title: str) -> Any:
    """One bar a name, parted by attitude."""
    parts = [one for one in STANCE_COLOURS if any(row[part] == one for row in rows)]
    colours = alt.Scale(domain=parts, range=[STANCE_COLOURS[one] for one in parts])
    ordered = [{**row, "thứ tự": parts.index(row[part])} for row in rows]
    chart = alt.Chart(alt.InlineData(values=ordered), title=title, width="container").mark_bar()
    return dressed(
        chart.encode(
            y=alt.Y(f"{name}:N", sort=None, title=None),
            x=alt.X(f"{value}:Q", title=None, axis=alt.Axis(tickMinStep=1, format="d")),
            color=alt.Color(f"{part}:N", scale=colours, title=None),
            order=alt.Order("thứ tự:Q"),
            tooltip=[f"{name}:N", f"{part}:N", f"{value}:Q"],
        )
    )


def by_day(rows: Rows, *, value: str, day: str, part: str | None, title: str) -> Any:
    """A bar a day (ISO dates), parted by attitude when there are parts; days between with nothing keep their place."""
    told = _days_between([row[day] for row in rows])
    chart = alt.Chart(alt.InlineData(values=list(rows)), title=title, width="container", height=180).mark_bar(
        size=min(_WIDEST, 0.8 * _PAGE / len(told)) if told else _WIDEST
    )
    parts = [one for one in STANCE_COLOURS if part and any(row[part] == one for row in rows)]
    colours = alt.Scale(domain=parts, range=[STANCE_COLOURS[one] for one in parts])
    colour = alt.Color(f"{part}:N", scale=colours, title=None) if part else alt.value(BLUE)
    return dressed(
        chart.encode(
            x=alt.X(f"{day}:O", title=None, axis=_DAY, scale=alt.Scale(domain=told)),
            y=alt.Y(f"{value}:Q", title=None, axis=alt.Axis(tickMinStep=1, format="d")),
            color=colour,
            tooltip=[f"{day}:O", *([f"{part}:N"] if part else []), f"{value}:Q"],
        )
    )


def _days_between(days: Sequence[str]) -> list[str]:
    """Every day from the first to the last of these."""
    if not days:
        return []
    first, last = date.fromisoformat(min(days)), date.fromisoformat(max(days))
    return [(first + timedelta(days=at)).isoformat() for at in range((last - first).days + 1)]


def lines(rows: Rows, *, value: str, month: str, part: str, title: str) -> Any:
    """A line a part over months, values from 0 to 1 as percents."""
    chart = alt.Chart(alt.InlineData(values=list(rows)), title=title, width="container", height=220)
    return dressed(
        chart.mark_line(point=True).encode(
            x=alt.X(f"{month}:O", title=None, axis=_MONTH),
            y=alt.Y(f"{value}:Q", title=None, axis=alt.Axis(format=".0%"), scale=alt.Scale(domain=[0, 1])),
            color=alt.Color(f"{part}:N", title=None),
            tooltip=[f"{month}:O", f"{part}:N", alt.Tooltip(f"{value}:Q", format=".1%")],
        )
    )


def heat(rows: Rows, *, value: str, x: str, y: str, title: str, days: bool = False) -> Any:
    """A field a pair, the darker the more; with `days` the columns are days."""
    chart = alt.Chart(alt.InlineData(values=list(rows)), title=title, width="container")
    base = chart.encode(
        x=alt.X(f"{x}:O", title=None, axis=_DAY if days else alt.Axis(labelAngle=-45)),
        y=alt.Y(f"{y}:N", title=None, sort=None),
    )
    field = base.mark_rect().encode(
        color=alt.Color(f"{value}:Q", scale=alt.Scale(scheme="blues"), legend=None),
        tooltip=[f"{y}:N", f"{x}:O", f"{value}:Q"],
    )
    return dressed(field)


def tile_map(counts: Mapping[str, int], units: int, *, title: str) -> Any:
    """Việt Nam as tiles of one size, coloured by number; `counts` by province as the map of `units` names them."""
    placed = tiles(units)
    high = max([1, *(counts.get(one.name, 0) for one in placed)])
    rows = [_tile_row(one, counts.get(one.name, 0), high) for one in placed]
    height, width = 44 * (1 + max(one.row for one in placed)), 92 * (1 + max(one.column for one in placed))
    base = alt.Chart(alt.InlineData(values=rows), title=title, width=width, height=height)
    place = base.encode(x=alt.X("cột:O", axis=None), y=alt.Y("hàng:O", axis=None))
    shade = alt.Color("tin:Q", scale=alt.Scale(scheme="blues", domain=[0, high]), legend=None)
    colour = alt.condition("datum.tin > 0", shade, alt.value("#eef1f4"))
    ink = alt.Color("chữ:N", scale=alt.Scale(domain=["đen", "trắng"], range=["#1f2933", "#ffffff"]), legend=None)
    tile = place.mark_rect(stroke="#ffffff", strokeWidth=3, cornerRadius=5).encode(
        color=colour, tooltip=["tỉnh:N", "tin:Q"]
    )
    name = place.mark_text(dy=-8, fontSize=10.5, lineBreak="\n", lineHeight=11).encode(text="dòng:N", color=ink)
    number = place.mark_text(dy=12, fontSize=11, fontWeight="bold").encode(text="tin:Q", color=ink)
    return dressed((tile + name + number).resolve_scale(color="independent"))


def _tile_row(tile: Tile, count: int, high: int) -> dict[str, Any]:
    return {
        "tỉnh": tile.name,
        "hàng": tile.row,
        "cột": tile.column,
        "tin": count,
        "dòng": tile.name.replace(" - ", " -\n"),
        "chữ": "trắng" if count > 0.6 * high else "đen",
    }
