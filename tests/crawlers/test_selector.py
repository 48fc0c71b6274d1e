"""Selectors compiled to lookups hit what lexbor hits."""

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawlers.layout import load_common, load_layouts
from crawlers.selector import Matcher, union

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
PAGE = """<!doctype html><body><div class="Khung to" id=hop type=Photo style="display:none" data-x>
<p class="chu-thich nho">một</p><a class="relate-1" hidden>hai</a><b class>ba</b><ins>bốn</ins>
<table align=RIGHT class="cms-relate"><tr><td class=ads-1></table></div>"""
SELECTORS = (
    ".Khung", ".khung", "#hop", "#ho", "[type='photo']", "[style*='display']", "[data-x]",
    "div.Khung.to", "div.Khung.ho",
    "[class^='relate']:not(a)", "[class^='relate']", "[class*='-thich']", "[class$='nho']", "[class*='']", "[class]",
    "ins", "p:not(b)", "a[hidden]", "table[align='right']", "[class='cms-relate']", 'td[class^="ads"]', ":not(p)",
    "div > p", "div p", "p + a", "p:first-child", "[type='Photo'] p",
)  # fmt: skip


def hits(tree: LexborHTMLParser, matcher: Matcher) -> set[int]:
    found = {node.mem_id for node in tree.css("*") if matcher.hits(node.tag or "", node.attributes)}
    return found | ({node.mem_id for node in tree.css(matcher.rest)} if matcher.rest else set())


@pytest.mark.parametrize("selector", SELECTORS)
def test_one_selector_hits_what_lexbor_hits(selector: str) -> None:
    tree = LexborHTMLParser(PAGE)
    assert hits(tree, Matcher([selector])) == {node.mem_id for node in tree.css(selector)}


def test_only_combinators_and_positions_are_left_to_lexbor() -> None:
    assert Matcher(SELECTORS).rest == ":not(p), div > p, div p, p + a, p:first-child, [type='Photo'] p"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_drops_of_every_family_hit_what_lexbor_hits(path: Path) -> None:
    tree = LexborHTMLParser("<!doctype html>" + path.read_text(encoding="utf-8"))
    for layout in load_layouts().values():
        for selectors in ((*load_common().drop, *layout.drop), (*load_common().captions, *layout.captions)):
            matcher = Matcher(selectors)
            assert hits(tree, matcher) == {node.mem_id for node in tree.css(matcher.css)}, layout.family


def test_a_union_leaves_out_only_what_another_selector_hits_too() -> None:
    given = (".a .b", ".b", "p.b.c", "p.c", "div > p.c", ".c", "#d .e", ".b.c", ".c.b", "[class*='x']:not(a)")
    assert union(given) == ".b, .c, #d .e, [class*='x']:not(a)"
    assert union((".b.c", ".c.b", "h2 > .b.c, i")) == ".b.c, .c.b, h2 > .b.c, i"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_unions_of_every_family_hit_what_its_selectors_hit(path: Path) -> None:
    tree = LexborHTMLParser("<!doctype html>" + path.read_text(encoding="utf-8"))
    for layout in load_layouts().values():
        for name in ("title", "sapo", "body", "author", "time", "section", "fingerprint"):
            selectors = getattr(layout, name)
            wanted = {node.mem_id for selector in selectors for node in tree.css(selector)}
            found = {node.mem_id for node in tree.css(union(selectors))} if selectors else set()
            assert found == wanted, (layout.family, name)
