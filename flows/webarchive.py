"""The archive for browsers: a page for every digest with all its stories, an index by month and desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from flows import sentences
from flows.home import Home
from flows.render import COMPLETE, context_of, fill
from flows.scope import NATIONWIDE
from flows.textparts import TextPart, parts_of
from flows.view import DigestView
from flows.wholefile import write_whole
from flows.wording import number
from nlp.normalize import fold
from warehouse import store
from warehouse.db import Connection

PERIOD_NAMES = {"day": "bản ngày", "week": "bản tuần"}


@dataclass(frozen=True, slots=True)
class Kept:
    """One digest that has a page."""

    digest_id: str
    period: str
    scope: str
    scope_name: str
    day: date
    subject: str


@dataclass(frozen=True, slots=True)
class DeskMonth:
    """The digests of one desk in one month, the newest first."""

    scope: str
    name: str
    kept: tuple[Kept, ...]

    @property
    def counted(self) -> str:
        """How many there are of each period, in words."""
        sums = {period: sum(one.period == period for one in self.kept) for period in PERIOD_NAMES}
        return ", ".join(f"{number(n)} {PERIOD_NAMES[period]}" for period, n in sums.items() if n)


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the archive; a week belongs to the month of its Monday."""

    year: int
    month: int
    desks: tuple[DeskMonth, ...]

    @property
    def name(self) -> str:
        """The month in words: tháng 8/2026."""
        return f"tháng {self.month}/{self.year}"

    @property
    def file(self) -> str:
        """The name of its page."""
        return f"thang-{self.year}-{self.month:02d}.html"


def page(view: DigestView, text: str = "") -> str:
    """The page of a digest; `text` is the mail's text part, whose further sections are taken over."""
    known = {heading.upper() for heading in sentences.headings(view).values()}
    further = tuple(part for part in parts_of(text) if part.title not in known)
    context = context_of(view, COMPLETE)
    return fill("archive.html.j2", {**context, "further": further, "contents": _contents(view, further)})


def _contents(view: DigestView, further: Sequence[TextPart]) -> tuple[tuple[str, str], ...]:
    heading = sentences.headings(view)
    entries = (
        ("can-phan-hoi", heading["attention"], view.n_attention),
        ("con-so", heading["figures"], not sentences.is_empty(view)),
        ("chu-de", heading["topics"], view.topics),
        ("guong-tot", heading["good"], view.good),
        *((f"muc-{at}", part.title.capitalize(), True) for at, part in enumerate(further, start=1)),
        ("cac-tin-khac", heading["rest"], view.rest),
        ("do-phu", heading["coverage"], True),
        ("cach-doc", heading["reading"], True),
    )
    return tuple((anchor, name) for anchor, name, there in entries if there)


def keep(home: Home, view: DigestView, text: str = "") -> Path:
    """Write the page of a digest, `digests/archive/<id>.html`, whole or not at all. OSError when the disk refuses."""
    path = home.archive / f"{view.digest_id}.html"
    write_whole(path, page(view, text).encode())
    return path


def heads(con: Connection) -> tuple[Kept, ...]:
    """All digests there are, the newest first."""
    return tuple(Kept(**row) for row in store.query(con, "archive_heads"))


def keep_index(home: Home, kept: Sequence[Kept]) -> Path:
    """Write the index and the page of every month of `kept` (newest first) anew; gives the index.

    Only what has a page is listed. OSError when the disk refuses.
    """
    there = {path.stem for path in home.archive.glob("*.html")}
    months = by_month([one for one in kept if one.digest_id in there])
    for month in months:
        _write_news(home.archive / month.file, fill("archivemonth.html.j2", {"month": month}).encode())
    path = home.archive / "index.html"
    write_whole(path, fill("archiveindex.html.j2", {"months": months}).encode())
    return path


def _write_news(path: Path, content: bytes) -> None:
    """The months before stay as they are: nothing to write, nothing to wait for."""
    if not path.is_file() or path.read_bytes() != content:
        write_whole(path, content)


def by_month(kept: Sequence[Kept]) -> tuple[Month, ...]:
    """Digests (newest first) by month, and within by desk: nationwide, then in the order of their names."""
    return tuple(
        Month(year, month, _by_desk(tuple(group)))
        for (year, month), group in groupby(kept, key=lambda one: (one.day.year, one.day.month))
    )


def _by_desk(kept: Sequence[Kept]) -> tuple[DeskMonth, ...]:
    by_scope: dict[str, list[Kept]] = {}
    for one in kept:
        by_scope.setdefault(one.scope, []).append(one)
    desks = [DeskMonth(scope, of[0].scope_name, tuple(of)) for scope, of in by_scope.items()]
    return tuple(sorted(desks, key=lambda desk: (desk.scope != NATIONWIDE, fold(desk.name))))
