"""Articles that are spread over several pages, put together as their pages come out of a landed run."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from crawlers.layout import Layout
from crawlers.paging import place_of
from crawlers.records import Capture
from flows.reading import Reading, read_capture, with_body
from flows.readings import is_kept, kept_reading
from flows.records import ArticleVersion


@dataclass(frozen=True, slots=True)
class Read:
    """One capture as it reads by itself; `place` is the article and page of one that may be a further page."""

    place: tuple[str, int] | None
    kept: bool
    reading: Reading


def read_alone(capture: Capture, layouts: Mapping[str, tuple[Layout, ...]]) -> Read:
    """A capture without a look at those before it."""
    kept = is_kept(capture)
    reading = kept_reading(capture) if kept else read_capture(capture, layouts)
    place = place_of(capture.outcome.final_url or capture.outcome.url) if capture.outcome.kind == "page" else None
    return Read(place, kept, reading)


class RunReader:
    """Reads the captures of one run in their order.

    The crawl asks for the second page of an article right behind its first. Such a page gives a version of the
    article with all of the text so far, never an article of its own; one whose first page is not there does.
    """

    def __init__(self, layouts: Mapping[str, tuple[Layout, ...]]) -> None:
        self._layouts = layouts
        self._last: dict[str, tuple[str, int, ArticleVersion]] = {}  # by outlet: article, page, version

    def read(self, capture: Capture) -> Reading:
        """The items and article versions of the next capture."""
        return self.join(read_alone(capture, self._layouts))

    def join(self, read: Read) -> Reading:
        """The same of one that was read already, maybe elsewhere."""
        reading = read.reading
        if read.place is None or not reading.versions:
            return reading
        article, number = read.place
        (version,) = reading.versions
        known, page, before = self._last.get(version.source_id, ("", 0, version))
        if not read.kept and number > 1 and (known, page) == (article, number - 1):
            version = joined(before, version)
            item = replace(reading.items[0], article_id=version.article_id, version_id=version.version_id)
            reading = Reading((item,), (version,))
        self._last[version.source_id] = (article, number, version)
        return reading


def joined(before: ArticleVersion, part: ArticleVersion) -> ArticleVersion:
    """The article with the paragraphs of a further page, as that page was fetched; without text when either has none.

    What the page repeats of the text so far is left out: some servers give the first page for any number.
    """
    if not (before.body and part.body):
        return with_body(_fetched_as(before, part), "" if "noarchive" in (before.method, part.method) else before.body)
    seen = set(before.body.split("\n"))
    more = [paragraph for paragraph in part.body.split("\n") if paragraph not in seen]
    return with_body(_fetched_as(before, part), "\n".join([before.body, *more]))


def _fetched_as(before: ArticleVersion, part: ArticleVersion) -> ArticleVersion:
    method = part.method if part.method == "noarchive" else before.method
    return replace(before, method=method, run_id=part.run_id, seq=part.seq, fetched_at=part.fetched_at)
