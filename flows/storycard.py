"""One story as a card: its name, its life, who told it first and in whose words, how it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.home import Home
from flows.storyfixes import find
from flows.wording import STANCE_NAMES, STATE_NAMES, TARGET_NAMES, VIETNAM, clock, number, one_line, short_date
from nlp.records import Document
from nlp.segment import split_sentences
from nlp.typical import typical_sentences
from warehouse import db, store

MAX_LINES = 40  # articles shown; the rest is counted


@dataclass(frozen=True, slots=True)
class StoryCard:
    """`facts` is the row of mart.stories, `members` its articles in the order of the news, `asked` the id given."""

    asked: str
    facts: Mapping[str, Any]
    members: Sequence[Mapping[str, Any]]
    old_ids: tuple[str, ...]
    sentences: tuple[tuple[str, str], ...]  # outlet, sentence

    @property
    def days(self) -> list[tuple[date, int, int]]:
        """Day in Việt Nam, articles, and how many of them are copies."""
        found: dict[date, list[int]] = {}
        for row in self.members:
            count = found.setdefault(row["news_at"].astimezone(VIETNAM).date(), [0, 0])
            count[0] += 1
            count[1] += row["is_copy"]
        return [(day, every, copies) for day, (every, copies) in sorted(found.items())]


def read_card(home: Home, given: str) -> StoryCard:
    """Give the card of the story that an id (of a story, now or formerly, or of an article) leads to.

    Raises StoryError when nothing bears the id.
    """
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        story_id = find(con, given)["story_id"]
        facts = store.query(con, "story_card", story_id=story_id)[0]
        members = store.query(con, "story_members", story_id=story_id)
        old_ids = tuple(row["alias_id"] for row in store.query(con, "story_old_ids", story_id=story_id))
    outlets = {row["article_id"]: row["outlet"] for row in members}
    docs = [
        Document(row["article_id"], row["title"], row["sapo"], tuple(split_sentences(row["body"])))
        for row in members
        if not row["is_copy"]
    ]
    sentences = tuple((outlets[key], sentence) for key, sentence in typical_sentences(docs))
    return StoryCard(given, facts, members, old_ids, sentences)


def show(card: StoryCard, out: Console) -> None:
    """Print the card."""
    facts = card.facts
    out.print(Text(one_line(facts["title"]), style="bold"))
    for line in _lines(card):
        out.print(Text(line))
    table = Table("lúc đăng", "báo", "tiêu đề", "lời văn")
    for row in card.members[:MAX_LINES]:
        table.add_row(*map(Text, (clock(row["news_at"]), row["outlet"], one_line(row["title"]), _wording(row))))
    out.print(table)
    if len(card.members) > MAX_LINES:
        out.print(Text(f"… và {number(len(card.members) - MAX_LINES)} bài nữa"))


def _lines(card: StoryCard) -> list[str]:
    facts = card.facts
    lines = [
        f"Mã {facts['story_id']}" + (f" (mã cũ: {', '.join(card.old_ids)})" if card.old_ids else ""),
        f"Trạng thái: {STATE_NAMES[facts['state']]} · từ {clock(facts['first_at'])} đến {clock(facts['last_at'])}",
        f"{number(facts['articles'])} bài ({number(facts['originals'])} bài gốc) trên {number(facts['outlets'])} báo;"
        f" {number(facts['voices'])} tiếng nói độc lập trong {number(facts['owners'])} cơ quan chủ quản",
    ]
    if facts["hot_at"]:
        growth = f"{facts['growth']:.1f}".replace(".", ",")
        lines.append(f"Điểm nóng lúc {clock(facts['hot_at'])}: gấp {growth} lần nhịp thường")
    if facts["provinces"]:
        lines.append(f"Nơi: {', '.join(facts['provinces'])}")
    lines += [_stance(stance) for stance in facts["stances"]]
    lines.append("Diễn biến: " + "; ".join(_day(*day) for day in card.days))
    lines += [f"“{sentence}” ({outlet})" for outlet, sentence in card.sentences]
    return lines


def _stance(row: Mapping[str, Any]) -> str:
    said = [f"{number(row[label])} {name}" for label, name in STANCE_NAMES.items() if row[label]]
    return f"{TARGET_NAMES[row['target']]}: {', '.join(said)}"


def _day(day: date, every: int, copies: int) -> str:
    return f"{short_date(day)}: {number(every)} bài" + (f" ({number(copies)} bản chép)" if copies else "")


def _wording(row: Mapping[str, Any]) -> str:
    if not row["is_copy"]:
        return "tiếng nói độc lập" if row["is_voice"] else "bài gốc"
    return f"chép, ghi theo {row['credit']}" if row["credit"] else "chép"


def as_json(card: StoryCard) -> dict[str, Any]:
    """The card as plain JSON, times in ISO 8601."""
    members = [
        {key: _plain(value) for key, value in row.items() if key not in ("sapo", "body")} for row in card.members
    ]
    return {
        **{key: _plain(value) for key, value in card.facts.items()},
        "old_ids": list(card.old_ids),
        "sentences": [{"outlet": outlet, "sentence": sentence} for outlet, sentence in card.sentences],
        "timeline": members,
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime | date) else value
