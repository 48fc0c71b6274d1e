"""A landed run without the articles that must not be kept: their pages go, what lists them is kept as it was read."""

import html
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

from crawlers.given import json_of
from crawlers.landing import Changes, hidden_url, read_outcomes, read_run, rewrite_run, run_info
from crawlers.layout import Layout
from crawlers.paging import place_of
from crawlers.records import Capture, Outcome
from crawlers.urls import article_id
from flows import publicload
from flows.parts import RunReader
from flows.reading import Reading
from flows.readings import as_bytes, is_kept
from flows.records import Item
from flows.redact import Blotter
from flows.wholefile import write_whole

_LINK = re.compile(r"https?://[^\s\"'<>\\]{4,800}|(?:href|src)\s*=\s*[\"']?([^\"'\s>]{2,800})")
MARK = "takedowns.json"  # the articles that a run was searched for
Layouts = Mapping[str, tuple[Layout, ...]]


def scrub_run(run: Path, layouts: Layouts, articles: Mapping[str, str], blotter: Blotter | None = None) -> bool:
    """Take articles (id → outlet) out of a landed run; gives whether the run was ever changed so.

    With a `blotter` also what merely shows their sentences beside something else, such as a box of related news.
    Posts and comments on organisations' pages are theirs and stay. Done once a run and article; killed at any moment it
    is simply done again. Errors: LandingError.
    """
    if run_info(run).kind in publicload.KINDS:
        return False
    mark = run / MARK
    done, changed = _done(mark)
    wanted = {key: source for key, source in articles.items() if key not in done}
    if not wanted:
        return changed
    changes = _changes(run, layouts, wanted, blotter)
    if changes:
        changed = True  # said before it is so: killed in between, the tables must still be freed of what the run held
        _note(mark, done, changed=True)
        rewrite_run(run, changes)
    _note(mark, {*done, *wanted}, changed=changed)
    return changed


def _note(mark: Path, articles: Collection[str], *, changed: bool) -> None:
    write_whole(mark, json.dumps({"articles": sorted(articles), "changed": changed}).encode())


def _done(mark: Path) -> tuple[frozenset[str], bool]:
    """The articles that a run was searched for, and whether it was changed; a mark that can't be read is none."""
    try:
        told = json_of(mark.read_text(encoding="utf-8"))
        return frozenset(told["articles"]), bool(told["changed"])
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset(), False


def _changes(run: Path, layouts: Layouts, articles: Mapping[str, str], blotter: Blotter | None) -> Changes:
    losses: list[str] = []  # told when the run is loaded
    removed = {
        one.seq: hidden_url(one.url, named[0])
        for one in read_outcomes(run, losses)
        if one.kind == "page" and (named := [key for key in ids_of(one) if key in articles])
    }
    shown = {
        capture.outcome.seq
        for capture in read_run(run, losses)
        if capture.outcome.seq not in removed and _shows(capture, articles, blotter)
    }
    return Changes(removed, dict(_readings(run, layouts, articles, shown)) if shown else {})


def ids_of(outcome: Outcome) -> Iterator[str]:
    """The articles that a page may be: by its address, where it led, and the first page of the same article."""
    for url in (outcome.url, outcome.final_url):
        if url:
            yield article_id(url)
            place = place_of(url)
            if place is not None and place[1] > 1:
                yield article_id(f"https://{place[0].removesuffix('?')}")


def _shows(capture: Capture, articles: Mapping[str, str], blotter: Blotter | None) -> bool:
    outcome = capture.outcome
    if outcome.kind == "page" and outcome.source_id not in articles.values():
        return False  # what others write of an article is theirs
    text = capture.body.decode("utf-8", "replace").replace("\\/", "/")
    if any(key in articles for key in _linked(text, outcome.final_url or outcome.url)):
        return True
    own = outcome.source_id in articles.values()
    return blotter is not None and own and blotter.holds(text if is_kept(capture) else html.unescape(text))


def _linked(text: str, base: str) -> Iterator[str]:
    seen = set()
    for match in _LINK.finditer(text):
        link = html.unescape(match[1] or match[0])
        if link not in seen:
            seen.add(link)
            try:
                yield article_id(urljoin(base, link))
            except ValueError:
                continue


def _readings(run: Path, layouts: Layouts, articles: Mapping[str, str], shown: set[int]) -> Iterator[tuple[int, bytes]]:
    reader = RunReader(layouts)
    for capture in read_run(run, []):
        reading = reader.read(capture)
        if capture.outcome.seq in shown and (left := as_bytes(without(reading, articles))) != capture.body:
            yield capture.outcome.seq, left  # done twice it is done once: other articles may share a sentence


def without(reading: Reading, articles: Mapping[str, str]) -> Reading:
    """A reading in which the articles are no longer told, only that something stood there."""
    items = tuple(_hidden(one) if one.article_id in articles else one for one in reading.items)
    return Reading(items, tuple(one for one in reading.versions if one.article_id not in articles))


def _hidden(item: Item) -> Item:
    url = hidden_url(item.url, item.article_id or "")
    return replace(item, url=url, article_id=None, version_id=None, rejected="taken_down", detail=None)
