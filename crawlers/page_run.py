"""One asking of organisations' pages becomes one landed run: every answer booked, texts without persons."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawlers.api import Answer, Asker, Question, RefusedError
from crawlers.public_records import FORM, Sheet, sheet_bytes
from crawlers.run_writer import Fetch, RunWriter
from crawlers.source import Source
from crawlers.voice import Voices

KIND = "social"
_MOST_PAGES = 5000  # of one list: half a million comments under one post
_MOST_IDLE = 20  # networks give some empty pages where everything was deleted


@dataclass(slots=True)
class Desk:
    """What a client works with: the page, how far back it reads, the server, and where answers are booked."""

    source: Source
    since: datetime
    asker: Asker
    writer: RunWriter
    voices: Voices
    seen: set[str] = field(default_factory=set)  # the network's own ids of comments, in memory only

    def land(self, answer: Answer, sheet: Sheet) -> None:
        """Book a good answer by what is kept of it."""
        body = sheet_bytes(sheet)
        self.writer.land(_fetch(self.source.id, answer.question), (), body, derived=FORM)

    def refuse(self, refused: RefusedError, question: Question | None = None) -> None:
        """Book a request that gave nothing, and tell the operator why."""
        asked = refused.fetch or question
        if asked is not None:
            self.writer.fail(_fetch(self.source.id, asked), refused.reason)
        self.writer.remarks.append(f"{self.source.id}: {refused.told}")

    def is_new(self, native: str) -> bool:
        """Whether a comment was not seen yet in this run: pages of a moving list overlap."""
        if native in self.seen:
            return False
        self.seen.add(native)
        return True

    def said(self, moment: datetime | None) -> datetime | None:
        """When a comment was said: never later than now, whatever a server's clock tells."""
        return None if moment is None else min(moment, datetime.now(UTC))


@dataclass(slots=True)
class Way:
    """The way along a list of pages; a server may send us in a circle, or on and on."""

    met: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    idle: int = 0

    def go(self, cursor: str) -> None:
        """Before a page is asked for; RefusedError when it was read already, or the list has no end."""
        if cursor in self.met:
            raise RefusedError("broken_answer", "the list runs in a circle; the rest is read next time", "item")
        if len(self.met) >= _MOST_PAGES or self.idle >= _MOST_IDLE:
            raise RefusedError("broken_answer", "the list has no end; the rest is read next time", "item")
        self.met.add(cursor)

    def saw(self, natives: Iterable[str]) -> None:
        """Note what a page told: pages on end that tell nothing new lead nowhere."""
        fresh = {*natives} - self.seen
        self.seen |= fresh
        self.idle = 0 if fresh else self.idle + 1


# Reads one page and books what it asks; RefusedError ends the page, or with `platform` all pages of its network.
Client = Callable[[Desk], None]


def land_pages(
    landed_dir: Path,
    run_id: str,
    pages: Sequence[tuple[Source, datetime]],
    clients: Mapping[str, Client],
    asker: Asker,
) -> Path:
    """Ask every page for what is younger than its moment and land the answers; gives the landed run.

    A network that refuses us is not asked again in this run: its other pages are booked as `cancelled`.
    """
    closed: dict[str, str] = {}
    with RunWriter(landed_dir, run_id, KIND, user_agent=asker.user_agent) as writer:
        voices = Voices()
        for source, since in pages:
            platform = str(source.social.platform) if source.social else "comments"
            desk = Desk(source, since, asker, writer, voices)
            if platform in closed:
                desk.refuse(RefusedError("cancelled", f"not asked: {closed[platform]}"), _unasked(source, since))
                continue
            try:
                clients[platform](desk)
            except RefusedError as refused:
                desk.refuse(refused)
                if refused.ends == "platform":
                    closed[platform] = refused.told
    return landed_dir / run_id


def _unasked(source: Source, since: datetime) -> Question:
    return Question(source.homepage, since)


def _fetch(source_id: str, question: Question) -> Fetch:
    return Fetch(
        source_id=source_id,
        kind="list",
        url=question.url,
        fetched_at=question.asked_at,
        final_url=question.url,
        status=question.status,
        elapsed_ms=question.elapsed_ms,
    )


def window_of(source: Source, now: datetime, last_whole: datetime | None) -> datetime:
    """From when a page is read: its `days`, reaching back to the last asking that went well when that is longer ago."""
    days = timedelta(days=source.social.days if source.social else 3)
    return min(now, last_whole or now) - days
