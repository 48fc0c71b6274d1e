"""The maps of 63 and 34 units and the names that point to them."""

import pytest

from nlp.geography import place_names, province_34, provinces, read_toml
from nlp.mention import Finder, Name, longest


def test_63_units_went_into_34() -> None:
    assert len(provinces()) == 63
    assert len({p.merged for p in provinces().values()}) == 34


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Bình Dương", "TP.HCM"),
        ("Bà Rịa - Vũng Tàu", "TP.HCM"),
        ("Bình Phước", "Đồng Nai"),
        ("Thừa Thiên Huế", "Huế"),
        ("Kon Tum", "Quảng Ngãi"),
        ("Phú Yên", "Đắk Lắk"),
        ("Hải Dương", "Hải Phòng"),
        ("Hà Nội", "Hà Nội"),
        ("Thanh Hóa", "Thanh Hóa"),
    ],
)
def test_province_34(old: str, new: str) -> None:
    assert province_34(old) == new


def test_a_name_of_no_map_is_an_error() -> None:
    with pytest.raises(KeyError):
        province_34("Sài Thành")


def test_eleven_units_stayed_as_they_were() -> None:
    grown = {p.merged for p in provinces().values() if p.merged != p.name and p.merged != "Huế"}
    alone = {p.name for p in provinces().values() if p.name == p.merged} - grown
    assert alone | {"Huế"} == {
        "Hà Nội", "Huế", "Lai Châu", "Điện Biên", "Sơn La", "Lạng Sơn", "Quảng Ninh",
        "Thanh Hóa", "Nghệ An", "Hà Tĩnh", "Cao Bằng",
    }  # fmt: skip


def test_every_landmark_lies_in_a_province() -> None:
    table = read_toml("landmarks.toml")
    assert {row["province"] for row in table["landmark"] + table["implied"]} <= provinces().keys()


def test_a_district_of_two_provinces_is_doubtful_with_its_word_and_a_quarter_is_not() -> None:
    kinds = {(n.phrase, n.value): n.kind for n in place_names()}
    assert kinds["huyện Châu Thành", "Tiền Giang"] == "doubtful"
    assert kinds["quận Hoàng Mai", "Hà Nội"] == "district"
    assert kinds["Hoàng Mai", "Hà Nội"] == "doubtful"


def test_names_need_their_capitals_and_whole_words() -> None:
    finder = Finder([Name("Hòa Bình", "province", "Hòa Bình", True), Name("thủy sản", "sector", "nong")])
    text = "Vì hòa bình; tỉnh Hòa Bình, HÒA BÌNH, Hòa Bìnhx. Thủy sản"
    assert [text[h.start : h.end] for h in finder.find(text)] == ["Hòa Bình", "HÒA BÌNH", "Thủy sản"]


def test_the_longest_name_wins() -> None:
    finder = Finder([Name("Hà Nội", "province", "Hà Nội", True), Name("xa lộ Hà Nội", "landmark", "TP.HCM", True)])
    assert [h.value for h in longest(finder.find("kẹt xe trên xa lộ Hà Nội, không ở Hà Nội"))] == ["TP.HCM", "Hà Nội"]
