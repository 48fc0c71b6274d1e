"""The shipped outlets are whole; a wrong file is explained with its name and its fields."""

import time
from pathlib import Path

import pytest

from crawlers.provinces import MERGED, SUCCESSOR
from crawlers.source import SOURCES, Kind, Source, SourceError, load_source, load_sources, read_sources

WITH_SAVED_FEEDS = [
    "baochinhphu",
    "baoxaydung",
    "bbcvietnamese",
    "cafef",
    "cand",
    "dantri",
    "kenh14",
    "nhandan",
    "sggp",
    "thanhnien",
    "tienphong",
    "tuoitre",
    "vietnamplus",
    "vneconomy",
    "vnexpress",
    "vov",
    "vtv",
]
LEAST = """
id = "baovidu"
name = "Báo Ví Dụ"
kind = "provincial"
owner = "Tỉnh ủy Gia Lai"
homepage = "https://baovidu.vn/"
hosts = ["baovidu.vn"]
"""


@pytest.fixture(scope="module")
def sources() -> dict[str, Source]:
    return load_sources()


def test_more_than_a_hundred_outlets_of_every_kind(sources: dict[str, Source]) -> None:
    assert len(sources) >= 100
    assert {source.kind for source in sources.values()} >= set(Kind) - {Kind.SOCIAL}
    assert list(sources) == sorted(path.stem for path in SOURCES.glob("*.toml"))
    assert sources.keys() >= set(WITH_SAVED_FEEDS)


def test_saved_feeds_belong_to_verified_outlets_with_feeds(sources: dict[str, Source]) -> None:
    assert all(sources[name].verified and sources[name].feeds for name in WITH_SAVED_FEEDS)
    assert all(source.notes for source in sources.values() if not source.verified)


def test_union_press_and_federations(sources: dict[str, Source]) -> None:
    press = {name for name, source in sources.items() if source.kind is Kind.UNION_PRESS}
    assert press == {"laodong", "laodongcongdoan", "laodongthudo", "nguoilaodong"}
    assert sources["congdoan"].kind is Kind.FEDERATION
    # Two papers of one owner are one voice.
    assert sources["laodong"].owner == sources["laodongcongdoan"].owner == sources["congdoan"].owner
    assert len({sources[name].owner for name in ("vietnamplus", "baotintuc", "vnews")}) == 1


def test_every_province_on_both_maps_has_its_own_paper_or_broadcaster(sources: dict[str, Source]) -> None:
    local = [source for source in sources.values() if source.kind in (Kind.PROVINCIAL, Kind.BROADCASTER)]
    assert {name for source in local for name in source.provinces_34} == set(MERGED)
    assert {name for source in local for name in source.provinces} == set(SUCCESSOR)


def test_programmes_that_the_plan_names_are_known(sources: dict[str, Source]) -> None:
    assert all(sources[name].programmes for name in ("vtv", "vov", "vnews"))


def test_both_maps_are_whole() -> None:
    assert len(MERGED) == 34
    assert len(SUCCESSOR) == 63
    assert SUCCESSOR["Bình Dương"] == "TP.HCM"
    assert SUCCESSOR["Thừa Thiên Huế"] == "Huế"


def test_loading_is_fast_enough_for_every_command() -> None:
    started = time.process_time()
    load_sources()
    assert time.process_time() - started < 1  # about 0.1 s on an idle core


def write(folder: Path, text: str, name: str = "baovidu") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_five_lines_are_an_outlet(tmp_path: Path) -> None:
    source = load_source(write(tmp_path, LEAST))
    assert (source.delay_s, source.max_pages, source.verified, source.feeds) == (2.0, 200, False, ())


def test_layouts_and_feeds_are_read_with_their_details(tmp_path: Path) -> None:
    text = LEAST + (
        'feeds = [{ url = "https://baovidu.vn/rss", section = "Xã hội" }]\n'
        'layouts = [{ family = "zce", valid_from = 2021-01-01, overrides = { author = [".a"] } }]\n'
    )
    source = load_source(write(tmp_path, text))
    assert (source.feeds[0].url, source.feeds[0].section) == ("https://baovidu.vn/rss", "Xã hội")
    assert (source.layouts[0].family, source.layouts[0].overrides["author"]) == ("zce", [".a"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (LEAST + "feed = []\n", "baovidu.toml: feed: unknown field"),
        (LEAST + 'feeds = [{ url = "/rss" }]\n', "baovidu.toml: feeds[0].url: '/rss' is no http(s) address"),
        (
            LEAST + 'feeds = [{ ulr = "https://a.vn" }]\n',
            "feeds[0].url: missing; feeds[0].ulr: unknown field",
        ),
        (LEAST.replace("provincial", "báo"), "baovidu.toml: kind: Input should be 'union_press'"),
        (
            LEAST.replace('["baovidu.vn"]', '["https://baovidu.vn/"]'),
            "hosts[0]: 'https://baovidu.vn/' must be",
        ),
        (LEAST + 'provinces = ["Sài Gòn"]\n', "provinces[0]: 'Sài Gòn' is none of the 63 provinces"),
        (LEAST + 'provinces = ["Bình Định"]\n', "provinces_34: must be the provinces that those of"),
        (LEAST.replace('"baovidu"', '"baokhac"'), "baovidu.toml: id: 'baokhac' must be the file's name"),
        (LEAST + "delay_s = \n", "baovidu.toml: not TOML in UTF-8"),
        ("", "baovidu.toml: id: missing; name: missing"),
    ],
)
def test_a_wrong_file_is_explained(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SourceError) as error:
        load_source(write(tmp_path, text))
    assert message in str(error.value)


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"khongco\.toml"):
        load_source(tmp_path / "khongco.toml")
    with pytest.raises(SourceError, match="no such folder"):
        load_sources(tmp_path / "khongco")
    (tmp_path / "baovidu.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SourceError, match=r"baovidu\.toml: not TOML"):
        load_sources(tmp_path)


def test_two_outlets_cannot_claim_one_host(tmp_path: Path) -> None:
    write(tmp_path, LEAST)
    write(tmp_path, LEAST.replace('id = "baovidu"', 'id = "baokhac"'), "baokhac")
    with pytest.raises(SourceError, match=r"hosts: 'baovidu\.vn' is already in baokhac\.toml"):
        load_sources(tmp_path)


def test_what_is_wrong_with_a_file_costs_only_its_outlet(tmp_path: Path) -> None:
    write(tmp_path, LEAST)
    write(tmp_path, LEAST.replace('id = "baovidu"', 'id = "xau"').replace("baovidu.vn", "xau.vn") + "\nla = 1\n", "xau")
    roll = read_sources(tmp_path)
    assert set(roll.sources) == {"baovidu"}
    assert roll.faults == {"xau": "xau.toml: la: unknown field"}
