"""Việt Nam as a grid of equal tiles, one a province, so that a small province is seen as well as a large one.

Each line is a row from north to south, each cell a column from west to east; the places are made by hand after the map.
"""

from dataclasses import dataclass

_63 = """
.|.|.|Hà Giang|Cao Bằng
.|Lai Châu|Lào Cai|Tuyên Quang|Bắc Kạn|Lạng Sơn
Điện Biên|Sơn La|Yên Bái|Phú Thọ|Thái Nguyên|Bắc Giang|Quảng Ninh
.|.|.|Vĩnh Phúc|Bắc Ninh|Hải Dương|Hải Phòng
.|.|Hòa Bình|Hà Nội|Hưng Yên|Thái Bình
.|.|.|Hà Nam|Nam Định
.|.|Thanh Hóa|Ninh Bình
.|.|Nghệ An
.|.|.|Hà Tĩnh
.|.|.|Quảng Bình
.|.|.|.|Quảng Trị
.|.|.|.|Thừa Thiên Huế|Đà Nẵng
.|.|.|.|.|Quảng Nam
.|.|.|.|Kon Tum|Quảng Ngãi
.|.|.|.|Gia Lai|Bình Định
.|.|.|.|Đắk Lắk|Phú Yên
.|.|Bình Phước|Đắk Nông|Lâm Đồng|Khánh Hòa
.|Tây Ninh|Bình Dương|Đồng Nai|Bình Thuận|Ninh Thuận
.|Long An|TP.HCM|Bà Rịa - Vũng Tàu
An Giang|Đồng Tháp|Tiền Giang|Bến Tre
Kiên Giang|Cần Thơ|Vĩnh Long|Trà Vinh
.|Hậu Giang|Sóc Trăng
Cà Mau|Bạc Liêu
"""
_34 = """
.|.|.|Tuyên Quang|Cao Bằng
.|Lai Châu|Lào Cai|Thái Nguyên|Lạng Sơn
Điện Biên|Sơn La|Phú Thọ|Hà Nội|Bắc Ninh|Quảng Ninh
.|.|.|Ninh Bình|Hưng Yên|Hải Phòng
.|.|Thanh Hóa
.|.|Nghệ An
.|.|.|Hà Tĩnh
.|.|.|Quảng Trị
.|.|.|.|Huế
.|.|.|.|Đà Nẵng
.|.|.|.|Quảng Ngãi
.|.|.|.|Gia Lai
.|.|.|.|Đắk Lắk
.|Tây Ninh|Đồng Nai|Lâm Đồng|Khánh Hòa
.|Đồng Tháp|TP.HCM
An Giang|Cần Thơ|Vĩnh Long
Cà Mau
"""


@dataclass(frozen=True, slots=True)
class Tile:
    """One province and its place: rows count from the north, columns from the west, both from 0."""

    name: str
    row: int
    column: int


def tiles(units: int) -> list[Tile]:
    """The tiles of the map of 63 provinces (until June 2025) or 34 (since July 2025); KeyError on another number."""
    lines = {63: _63, 34: _34}[units].strip().splitlines()
    cells = ((row, column, name) for row, line in enumerate(lines) for column, name in enumerate(line.split("|")))
    return [Tile(name, row, column) for row, column, name in cells if name != "."]
