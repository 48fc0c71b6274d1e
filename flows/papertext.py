"""The digest as the text of an official report, "Báo cáo điểm tin": pure, from a DigestView and its desk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flows import panels, papertables, sentences
from flows.desks import Desk
from flows.edition import standing
from flows.papertables import Table
from flows.render import href
from flows.textparts import TextPart, parts_of
from flows.view import ArticleLine, DigestView, StoryView
from flows.wording import (
    ATTENTION_NAMES,
    STANCE_NAMES,
    TARGET_NAMES,
    VIETNAM,
    clip,
    clock,
    full_date,
    number,
    one_line,
    quoted,
)

MAX_REST = 100  # stories told in one line: about eight pages; the mail and its archive have them all
MAX_OTHERS = 8  # further outlets of one story
ALPHABET = "abcdđeghiklmnopqrstuvxy"  # the letters that number points


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one form; `url` makes it a link."""

    text: str
    bold: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph: body, item (1.), point (a)) or dash."""

    runs: tuple[Run, ...]
    kind: str = "body"


@dataclass(frozen=True, slots=True)
class Part:
    """A numbered part of the report."""

    title: str
    blocks: tuple[Para | Table, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The report: `about` is its trích yếu, one line each; `issued` the day in Việt Nam on which its window closed."""

    about: tuple[str, ...]
    issued: date
    opening: tuple[Para, ...]
    parts: tuple[Part, ...]
    closing: Para


def report(view: DigestView, desk: Desk, text: str = "") -> Report:
    """The report of a digest for a desk; `text` is the mail's text part, whose further sections are taken over."""
    headings = sentences.headings(view)
    known = {heading.upper() for heading in headings.values()}
    further = [part for part in parts_of(text) if part.title not in known]
    made = (
        ("Tình hình chung", tuple(_overview(view))),
        (headings["attention"], tuple(_urgent(view))),
        (headings["topics"], tuple(_topics(view))),
        (headings["good"], tuple(_stories(view, view.good))),
        *((part.title, tuple(_taken(part))) for part in further),
        (headings["rest"], tuple(_rest(view))),
        ("Độ phủ nguồn tin và cách đọc", tuple(_trust(view))),
    )
    parts = [(title, blocks) for title, blocks in made if blocks]
    return Report(
        ("Điểm tin báo chí về công đoàn và người lao động", when(view)),
        view.last_at.astimezone(VIETNAM).date(),
        tuple(_opening(view)),
        tuple(Part(f"{roman(at)}. {title.upper()}", blocks) for at, (title, blocks) in enumerate(parts, start=1)),
        _body(f"Trên đây là báo cáo điểm tin báo chí {sentences.period_name(view)}, kính gửi {one_line(desk.unit)}./."),
    )


def roman(number: int) -> str:
    """A Roman numeral up to 39, as parts of official papers bear it."""
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def letter(number: int) -> str:
    """The letter of a point, from 1: a, b, c, d, đ, e …, then aa, ab …"""
    round_, place = divmod(number - 1, len(ALPHABET))
    return (ALPHABET[round_ - 1] if round_ else "") + ALPHABET[place]


def when(view: DigestView) -> str:
    """The window as a report's title words it: "ngày 05 tháng 8 năm 2026", "tuần từ ngày … đến ngày …"."""
    if view.period == "day":
        return full_day(view.day)
    return f"tuần từ {full_day(view.day)} đến {full_day(view.day + timedelta(days=6))}"


def full_day(day: date) -> str:
    """A day in words, zero before a day below 10 and a month below 3: ngày 05 tháng 8 năm 2026."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def _hour(moment: datetime) -> str:
    local = moment.astimezone(VIETNAM)
    return f"{local:%H} giờ {local:%M} ngày {full_date(local.date())}"


def _body(text: str) -> Para:
    return Para((Run(text),))


def _dash(*runs: Run) -> Para:
    return Para((Run("- "), *runs), "dash")


def _opening(view: DigestView) -> Iterator[Para]:
    span = f"từ {_hour(view.first_at)} đến trước {_hour(view.last_at)}"
    yield _body(f"Báo cáo tổng hợp các tin, bài về công đoàn, người lao động và quan hệ lao động đăng {span}.")
    edition = view.sections.get("editor")
    yield _body(standing(edition))
    if edition and edition.note:
        yield Para((Run("Ghi chú của người biên tập: ", bold=True), Run(one_line(edition.note))))


def _overview(view: DigestView) -> Iterator[Para | Table]:
    yield _body(sentences.answer(view))
    if caution := sentences.caution(view):
        yield _body(caution)
    if sentences.is_empty(view):
        return
    yield papertables.headline(view)
    if stances := papertables.stances(view):
        yield stances
    if topics := papertables.topics(view):
        yield topics
    for line in panels.count_lines(view):
        yield Para((Run(f"{line.name}: ", bold=True), Run(line.text)))


def _urgent(view: DigestView) -> Iterator[Para]:
    yield from _stories(view, (*view.attention, *view.attention_rest))


def _stories(view: DigestView, stories: tuple[StoryView, ...]) -> Iterator[Para]:
    for at, story in enumerate(stories, start=1):
        yield from _story(view, story, Para(_title(view, story, f"{at}. "), "item"))


def _topics(view: DigestView) -> Iterator[Para]:
    for at, topic in enumerate(view.topics, start=1):
        yield Para((Run(f"{at}. {topic.name}", bold=True),), "item")
        for place, story in enumerate(topic.stories, start=1):
            yield from _story(view, story, Para(_title(view, story, f"{letter(place)}) "), "point"))


def _title(view: DigestView, story: StoryView, mark: str) -> tuple[Run, ...]:
    lead = story.lead
    source = f"{clip(lead.outlet, 60)}, {clock(lead.published_at, day=view.day)}"
    source += "; chỉ đọc được tóm tắt" if lead.feed_only else ""
    places = f" – {', '.join(story.provinces[:3])}" if story.provinces else ""
    name = Run(f"{mark}{clip(lead.title, 300)}", bold=True)
    return name, Run(" ("), Run(source, url=href(lead.url)), Run(f"){places}.")


def _story(view: DigestView, story: StoryView, title: Para) -> Iterator[Para]:
    yield title
    if story.attention:
        reasons = "; ".join(ATTENTION_NAMES[code] for code in story.attention)
        yield _dash(Run("Vì sao cần phản hồi: ", bold=True), Run(f"{reasons}."))
    if sapo := clip(story.lead.sapo, 600):
        yield _body(sapo)
    for attitude in story.attitudes:
        if attitude.label in ("favor", "against") or attitude.evidence:
            named = f"{TARGET_NAMES.get(attitude.target, attitude.target)}: {STANCE_NAMES[attitude.label]}."
            yield _dash(Run(named), *([Run(f" {quoted(attitude.evidence, 400)}")] if attitude.evidence else []))
    if life := sentences.life(story):
        hot = "điểm nóng · " if story.is_hot else ""
        yield _dash(Run(f"Diễn biến: {hot}{life}."))
    if story.others:
        yield _dash(*_others(story.others))
    edition = view.sections.get("editor")
    if note := edition and edition.notes.get(story.lead.article_id):
        yield _dash(Run("Ghi chú của người biên tập: ", bold=True), Run(one_line(note)))


def _others(others: tuple[ArticleLine, ...]) -> Iterator[Run]:
    yield Run("Cùng tin: ")
    for at, other in enumerate(others[:MAX_OTHERS]):
        yield Run(", " if at else "")
        yield Run(clip(other.outlet, 60), url=href(other.url))
    left = len(others) - MAX_OTHERS
    yield Run(f" và {number(left)} bài khác." if left > 0 else ".")


def _rest(view: DigestView) -> Iterator[Para]:
    for story in view.rest[:MAX_REST]:
        source = f"{clip(story.lead.outlet, 60)}, {clock(story.lead.published_at, day=view.day)}"
        more = f" và {number(len(story.others))} bài cùng tin" if story.others else ""
        yield _dash(Run(f"{clip(story.lead.title, 220)} ("), Run(source, url=href(story.lead.url)), Run(f"{more})."))
    if left := len(view.rest[MAX_REST:]):
        yield _body(f"Còn {number(left)} tin khác, xem trong thư điện tử và trang lưu của bản điểm tin này.")


def _taken(part: TextPart) -> Iterator[Para]:
    for saying in part.sayings:
        runs = (Run(one_line(saying.text), url=href(saying.url) if saying.url else ""),)
        yield _dash(*runs) if saying.is_point else Para(runs)


def _trust(view: DigestView) -> Iterator[Para]:
    for passage in sentences.coverage(view, max_names=40):
        yield _body(passage.text)
        for item in passage.items:
            yield _dash(Run(f"{item}."))
    for line in sentences.reading(view):
        yield _body(line)
