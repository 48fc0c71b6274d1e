"""A campaign's card on a terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Column, Table

from flows.campaigncard import KINDS, PHASES, CampaignCard, Row, figures, phase_of, risen_topics, window_of
from flows.wording import clip, full_date, number, percent, quoted

BARS = "▁▂▃▄▅▆▇█"
MOST_BARS = 90  # beyond, a bar a week
LISTED = 12  # outlets, places, sentences, articles told one by one
MAX_SENTENCE = 300


def show_list(rows: Sequence[Row], out: Console) -> None:
    """A table of campaigns."""
    table = Table(Column("chiến dịch", no_wrap=True), "giai đoạn", "thời gian", "bài", "báo", "câu", "tỉ lệ")
    for row in rows:
        share = percent(row["articles_in_window"], row["labour_articles"] or 0)
        counts = (number(row["articles"]), number(row["outlets"]), number(row["message_sentences"]), share)
        table.add_row(row["campaign"], PHASES[row["phase"]], window_of(row), *counts)
    out.print(table)


def show_card(card: CampaignCard, out: Console) -> None:
    """Everything of a card, most important first."""
    head = card.head
    out.print(f"{head['name']} ({head['campaign']})", markup=False, style="bold")
    out.print(f"{head['plan_number']}, {head['ref']}; {window_of(head)}; {phase_of(head)}", markup=False)
    for sentence in figures(head):
        out.print(sentence, markup=False)
    if card.days:
        out.print(_line(card), markup=False)
    _list(out, "Cơ quan báo chí", [f"{row['outlet']} {number(row['articles'])}" for row in card.outlets], joined=True)
    _list(out, "Tỉnh, thành", [f"{row['province']} {number(row['articles'])}" for row in card.places], joined=True)
    _list(out, "Chủ đề khác tăng lên cùng lúc", risen_topics(card.risen))
    _list(out, "Số đếm", [_counter(row) for row in card.counters[-LISTED:]])
    _list(
        out,
        "Câu mang thông điệp",
        [f"[{KINDS[row['kind']]}] {quoted(row['sentence'], MAX_SENTENCE)} ({row['outlet']})" for row in card.messages],
    )
    named = [row for row in card.articles if row["how"] == "named"]
    _list(out, "Bài mới nhất", [f"{full_date(row['news_date'])} {row['outlet']}: {row['title']}" for row in named])
    possible = [row for row in card.articles if row["how"] == "possible"]
    _list(out, "Có thể thuộc chiến dịch", [f"{row['outlet']}: {row['title']}" for row in possible])


def _line(card: CampaignCard) -> str:
    """Articles of seven days, a bar a day (a week in a long campaign), with the first and last day."""
    step = 7 if len(card.days) > MOST_BARS else 1
    values = [row["articles_7d"] for row in card.days[::step]]
    most = max(values) or 1
    bars = "".join(BARS[round((len(BARS) - 1) * value / most)] for value in values)
    return f"{full_date(card.days[0]['news_date'])} {bars} {full_date(card.days[-1]['news_date'])}"


def _counter(row: Row) -> str:
    growth = "" if row["growth"] is None else f" ({row['growth']:+,.0f})".replace(",", ".")
    return f"{full_date(row['date'])} {row['counter_id']}: {number(round(row['value']))}{growth}"


def _list(out: Console, heading: str, lines: Sequence[str], *, joined: bool = False) -> None:
    if not lines:
        return
    shown, more = lines[:LISTED], len(lines) - LISTED
    rest = f" và {number(more)} nữa" if more > 0 else ""
    if joined:
        out.print(f"{heading}: {', '.join(shown)}{rest}", markup=False)
        return
    out.print(f"{heading}:", markup=False)
    for line in shown:
        out.print(f"  - {clip(line, 2 * MAX_SENTENCE)}", markup=False)
    if rest:
        out.print(f"  …{rest}", markup=False)
