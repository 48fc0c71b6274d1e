"""The charts of the notebooks: every province has a tile, letters and numbers are Vietnamese, nothing is fetched."""

import json

import pytest

from crawlers.provinces import MERGED, SUCCESSOR
from flows.charts import bars, by_day, heat, lines, stacked, tile_map
from flows.tiles import tiles

ROWS = [
    {"báo": "Báo Người Thợ", "thái độ": "ghi nhận", "tin": 1, "ngày": "2026-08-05", "mức": 0.5},
    {"báo": "Tin Miền Đông", "thái độ": "chưa rõ", "tin": 1234, "ngày": "2026-08-06", "mức": 0.2},
]


@pytest.mark.parametrize(("units", "names"), [(63, set(SUCCESSOR)), (34, set(MERGED))])
def test_every_province_has_one_tile_of_its_own(units: int, names: set[str]) -> None:
    placed = tiles(units)
    assert {one.name for one in placed} == names
    assert len(placed) == units
    assert len({(one.row, one.column) for one in placed}) == units


def test_charts_speak_vietnamese_and_carry_their_own_data() -> None:
    charts = (
        bars(ROWS, value="tin", name="báo", title="Tin"),
        stacked(ROWS, value="tin", name="báo", part="thái độ", title="Thái độ"),
        by_day(ROWS, value="tin", day="ngày", part="thái độ", title="Theo ngày"),
        by_day(ROWS, value="tin", day="ngày", part=None, title="Theo ngày"),
        lines(ROWS, value="mức", month="ngày", part="báo", title="Theo tháng"),
        heat(ROWS, value="tin", x="ngày", y="báo", days=True, title="Ô"),
        tile_map({"Hà Nội": 3, "TP.HCM": 9}, 34, title="Bản đồ"),
    )
    for chart in charts:
        made = json.loads(chart.to_json())
        assert "DejaVu Sans" in made["config"]["font"]
        assert made["config"]["locale"]["number"]["decimal"] == ","
        assert '"url"' not in json.dumps(made)


def test_the_map_counts_what_it_is_given() -> None:
    made = tile_map({"Hà Nội": 3, "TP.HCM": 9}, 63, title="Bản đồ").to_dict()
    (rows,) = made["datasets"].values() if "datasets" in made else [made["data"]["values"]]
    shown = {row["tỉnh"]: row["tin"] for row in rows}
    assert (shown["Hà Nội"], shown["TP.HCM"], shown["Cà Mau"]) == (3, 9, 0)
