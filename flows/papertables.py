"""The figures of a digest as tables of a report: pure, from a DigestView."""

from dataclasses import dataclass

from flows.view import DigestView
from flows.wording import TARGET_NAMES, number

MAX_TOPICS = 10
HEADLINE = (
    ("union", "Tin, bài về công đoàn"),
    ("labour", "Tin, bài về người lao động"),
    ("stories", "Sự việc được phản ánh"),
    ("outlets", "Cơ quan báo chí có tin, bài"),
    ("reprints", "Bài đăng lại của báo khác"),
    ("captured", "Tổng số bài thu thập được"),
)


@dataclass(frozen=True, slots=True)
class Table:
    """Figures: the first column names, the others are numbers."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def headline(view: DigestView) -> Table:
    """The headline figures, beside those of the window before when there is one."""
    now, before = view.figures, view.previous
    name = "tuần" if view.period == "week" else "ngày"
    counts = [(said, int(getattr(now, key)), int(getattr(before, key, 0))) for key, said in HEADLINE]
    if before is None:
        return Table("Số liệu chung", ("Chỉ tiêu", f"Trong {name}"), tuple((said, number(n)) for said, n, _ in counts))
    rows = tuple((said, number(n), number(old), _change(n - old)) for said, n, old in counts)
    return Table("Số liệu chung", ("Chỉ tiêu", f"Trong {name}", f"{name.capitalize()} trước", "Tăng, giảm"), rows)


def stances(view: DigestView) -> Table | None:
    """The attitudes toward each target that anyone judged or left open."""
    rows = [
        (
            TARGET_NAMES.get(count.target, count.target),
            *map(number, (count.favor, count.neutral, count.against, count.unsure)),
        )
        for count in view.stances
        if count.judged or count.unsure
    ]
    head = ("Đối tượng", "Ghi nhận", "Trung tính", "Phê phán", "Chưa rõ")
    return Table("Thái độ của báo chí, tính theo bài gốc", head, tuple(rows)) if rows else None


def topics(view: DigestView) -> Table | None:
    """The topics most written about; an article counts under each of its topics."""
    counts = sorted(view.by_topic, key=lambda count: (-count.articles, count.name))[:MAX_TOPICS]
    rows = [(count.name, number(count.articles), number(count.union)) for count in counts]
    head = ("Chủ đề", "Số tin, bài", "Trong đó về công đoàn")
    return Table("Chủ đề được viết nhiều", head, tuple(rows)) if rows else None


def _change(by: int) -> str:
    """With the typographic minus: +12, −3, 0."""
    return f"+{number(by)}" if by > 0 else f"−{number(-by)}" if by else "0"
