"""What readers say under articles, where an outlet publishes it as JSON or as a feed (`[comments]` in its file)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from crawlers.api import Answer, RefusedError
from crawlers.api_values import at_path, count_of, moment_since_1970
from crawlers.dates import parse_time
from crawlers.feed import read_feed
from crawlers.page_run import Desk
from crawlers.public_records import Comment, Sheet, comment_of
from crawlers.social_source import CommentDoor

_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class ReaderComments:
    """The client: the articles of each outlet under which it looks, as (article id, address)."""

    articles: Mapping[str, Sequence[tuple[str, str]]]

    def __call__(self, desk: Desk) -> None:
        """Book the comments under the outlet's articles; what is refused for one article costs no other."""
        door = desk.source.comments
        if door is None:
            raise RefusedError("bad_url", "comments: the outlet's file does not tell where they are")
        for article, url in self.articles.get(desk.source.id, ()):
            found = re.search(door.id, url)
            if found is None:
                continue
            try:
                self._read(desk, door, article, found[1])
            except RefusedError as refused:
                if refused.ends != "item":
                    raise
                desk.refuse(refused)

    def _read(self, desk: Desk, door: CommentDoor, article: str, native: str) -> None:
        many = "{page}" in door.url
        for page in range(door.first_page, door.first_page + (door.max_pages if many else 1)):
            url = door.url.replace("{id}", native).replace("{page}", str(page))
            answer = desk.asker.get(url, {}, form="json" if door.form == "json" else "bytes")
            comments = tuple(_comments(desk, door, article, answer))
            desk.land(answer, Sheet(comments=comments))
            if not comments:  # an empty page ends the list, and so does one that only repeats
                return


def _comments(desk: Desk, door: CommentDoor, article: str, answer: Answer) -> Iterator[Comment]:
    if door.form == "feed":
        reading = read_feed(answer.body, source_id=desk.source.id, url=answer.question.url, ceiling=datetime.now(UTC))
        for entry in reading.entries:
            if entry.published_at and desk.is_new(entry.url):
                yield comment_of(article, entry.published_at, entry.summary or entry.title)
        return
    for item in _items(answer.data, door):
        text, moment = at_path(item, door.text), desk.said(_moment(at_path(item, door.time)))
        author = str(at_path(item, door.author) or "") if door.author else ""
        if moment is None or not text or not desk.is_new(f"{article}\n{moment}\n{text}\n{author}"):
            continue
        likes = count_of(at_path(item, door.likes)) if door.likes else 0
        yield comment_of(
            article, moment, _TAG.sub(" ", str(text)), likes=likes or 0,
            voice=desk.voices.of(author, moment),
        )  # fmt: skip


def _items(data: Any, door: CommentDoor) -> Iterator[Any]:
    """The comments of an answer and the replies below each."""
    found = at_path(data, door.items)
    for item in found if isinstance(found, list) else ():
        yield item
        replies = at_path(item, door.replies) if door.replies else None
        yield from replies if isinstance(replies, list) else ()


def _moment(value: Any) -> datetime | None:
    """A time in seconds or milliseconds since 1970, or written as outlets write it."""
    if isinstance(value, int | float) or str(value).isdecimal():
        return moment_since_1970(value)
    return parse_time(str(value), ceiling=datetime.now(UTC)) if value else None
