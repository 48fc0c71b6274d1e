"""Layout files are checked when they are loaded, and chosen by host, fingerprint and day."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawlers.layout import LayoutError, detect, layouts_for, layouts_of_host, load_layouts


@dataclass(frozen=True)
class Ref:
    family: str
    valid_from: date | None = None
    valid_until: date | None = None
    overrides: dict[str, Any] = field(default_factory=dict)


def test_every_shipped_layout_is_valid_and_says_where_a_body_is() -> None:
    layouts = load_layouts()
    assert {"vnexpress", "vccorp", "zce", "dantri", "laodong", "mastercms", "vietnamnet"} <= set(layouts)
    assert all(layout.title and layout.body and layout.time for layout in layouts.values())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('bodi = [".x"]', r"bad\.toml: bodi"),
        ('body = ".x"', r"bad\.toml: body"),
        ('body = [".x["]', r"bad\.toml: body: unreadable selector '\.x\['"),
        ("body = [", r"bad\.toml: not TOML"),
    ],
)
def test_a_wrong_layout_file_is_named_with_its_field(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "bad.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LayoutError, match=message):
        load_layouts(tmp_path)


def test_a_sources_overrides_are_put_over_its_family() -> None:
    (layout,) = layouts_for([Ref("zce", valid_until=date(2024, 1, 1), overrides={"title": ("h1.own",)})])
    assert layout.title == ("h1.own",)
    assert layout.body == load_layouts()["zce"].body
    assert layout.valid_on(date(2023, 12, 31))
    assert not layout.valid_on(date(2024, 1, 2))
    assert layout.valid_on(None)


def test_an_unknown_family_or_override_is_named() -> None:
    with pytest.raises(LayoutError, match="unknown layout family 'zzz'"):
        layouts_for([Ref("zzz")])
    with pytest.raises(LayoutError, match="overrides of 'zce': nothing"):
        layouts_for([Ref("zce", overrides={"nothing": ("x",)})])


def test_a_family_is_found_by_host_or_by_fingerprint() -> None:
    page = LexborHTMLParser('<div class="the-article-body"><p>x</p></div>')
    assert [layout.family for layout in detect(page)] == ["znews"]
    assert detect(LexborHTMLParser("<p>x</p>")) == ()
    assert [layout.family for layout in layouts_of_host("m.vnexpress.net")] == ["vnexpress"]
    assert layouts_of_host("bao-moi.example") == layouts_of_host("") == ()


def test_the_markup_of_today_is_tried_before_that_of_the_past() -> None:
    families = [layout.family for layout in layouts_of_host("tuoitre.vn")]
    assert families == ["vccorp", "tuoitre_2015"]
    assert load_layouts()["tuoitre_2015"].retired
    (old,) = layouts_for([Ref("tuoitre_2015")])
    assert old.valid_on(date(2026, 1, 1))  # an old page served today is still read by it
