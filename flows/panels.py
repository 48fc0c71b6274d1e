"""The figures of a digest as rows ready to draw: pure, from a DigestView."""

from dataclasses import dataclass

from flows.sentences import compared
from flows.view import Count, DigestView, StanceCount, StoryView
from flows.wording import STANCE_NAMES, TARGET_NAMES, number, one_line

MAX_TOPICS = 8
MAX_NAMES = 10  # outlets or owners in one line: more are summed up


@dataclass(frozen=True, slots=True)
class Tile:
    """One big number with its name and how it moved."""

    value: str
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Part:
    """One segment of a bar; width in whole percents of the bar."""

    css: str
    width: int
    value: str


@dataclass(frozen=True, slots=True)
class BarRow:
    """The stance bar of one target, with its numbers in words."""

    name: str
    caption: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One named number with its share of the largest, 1 to 100."""

    name: str
    value: str
    width: int


@dataclass(frozen=True, slots=True)
class Line:
    """Named numbers in one sentence."""

    name: str
    text: str


def tiles(view: DigestView) -> tuple[Tile, ...]:
    """The four headline figures."""
    figures = view.figures
    entries = (
        ("union", "tin về công đoàn"),
        ("labour", "tin về lao động"),
        ("stories", "sự việc"),
        ("captured", "bài thu thập được"),
    )
    return tuple(
        Tile(number(getattr(figures, key)), name, compared(view, getattr(figures, key), key)) for key, name in entries
    )


def stance_rows(counts: tuple[StanceCount, ...]) -> tuple[BarRow, ...]:
    """One bar per target that anyone judged or left open; abstentions are named but not drawn."""
    return tuple(_stance_row(count) for count in counts if count.judged or count.unsure)


def story_bars(story: StoryView) -> tuple[BarRow, ...]:
    """The bars of one story: only where several texts judge, one alone is told by its sentence."""
    return tuple(_stance_row(count) for count in story.stances if count.judged > 1)


def topic_rows(view: DigestView) -> tuple[Row, ...]:
    """The most written-about topics, widths against the largest."""
    counts = sorted(view.by_topic, key=lambda count: (-count.articles, count.name))[:MAX_TOPICS]
    top = max((count.articles for count in counts), default=1)
    return tuple(Row(count.name, number(count.articles), max(1, round(100 * count.articles / top))) for count in counts)


def count_lines(view: DigestView) -> tuple[Line, ...]:
    """Relevant articles by outlet and by owner, in a sentence each, and what was reprinted."""
    lines = [
        Line(name, _listing(counts))
        for name, counts in (("Theo báo", view.by_outlet), ("Theo cơ quan chủ quản", view.by_owner))
        if counts
    ]
    if view.figures.reprints:
        lines.append(Line("Đăng lại", f"{number(view.figures.reprints)} bài, xếp dưới bài gốc."))
    return tuple(lines)


def _stance_row(count: StanceCount) -> BarRow:
    labels = (
        ("favor", count.favor, "bg"),
        ("neutral", count.neutral, "bn"),
        ("against", count.against, "br"),
    )
    said = [f"{number(n)} {STANCE_NAMES[label]}" for label, n, _ in labels if n]
    if count.unsure:
        said.append(f"{number(count.unsure)} {STANCE_NAMES['unsure']}")
    widths = shares([n for _, n, _ in labels])
    parts = tuple(Part(css, width, number(n)) for (_, n, css), width in zip(labels, widths, strict=True) if n)
    return BarRow(TARGET_NAMES.get(count.target, count.target), ", ".join(said), parts)


def shares(values: list[int]) -> list[int]:
    """Whole percents that sum to 100; what isn't zero gets at least 8, so that its number can be read."""
    total = sum(values)
    if not total:
        return [0] * len(values)
    widths = [max(8, round(100 * value / total)) if value else 0 for value in values]
    widths[widths.index(max(widths))] += 100 - sum(widths)
    return widths


def _listing(counts: tuple[Count, ...]) -> str:
    ordered = sorted(counts, key=lambda count: (-count.articles, count.name))
    said = [f"{one_line(count.name)} ({number(count.articles)})" for count in ordered[:MAX_NAMES]]
    if len(ordered) > MAX_NAMES:
        left = ordered[MAX_NAMES:]
        said.append(f"{number(len(left))} nơi khác ({number(sum(count.articles for count in left))})")
    return ", ".join(said) + "."
