"""What is worth a mail between two digests: stoppages, bursts of criticism, spreading claims about the union; pure."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from crawlers.hours import window
from flows.desks import Desk
from flows.wording import VIETNAM
from nlp.normalize import strip_diacritics
from nlp.segment import split_sentences

CAUSES = ("strike", "criticism", "claim")
FRESH_H = 24  # hours: older news was in a digest, or nobody looked for a day
MAX_LATE = timedelta(hours=12)  # behind its time an alert is no alert, the next digest has it
DIGEST_TAKES = timedelta(minutes=15)  # from its hour until the mails have left
SOON = timedelta(minutes=90)
SAME_CLAIM = 0.7  # of the shorter sentence's words
_STOPPAGE = re.compile(r"đình công|lãn công|bãi công|(?:ngừng|ngưng|nghỉ|bỏ|dừng) (?:việc|làm)", re.I)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Told:
    """One article as alerts look at it; `strike`, `is_critical` (of the union, surely) and `is_hot` are its labels."""

    article_id: str
    text_id: str
    story_id: str
    outlet: str
    owner: str
    title: str
    sapo: str
    body: str
    url: str
    news_at: datetime
    is_copy: bool
    feed_only: bool
    relevance: int
    strike: bool
    is_critical: bool
    criticism: str | None
    complaint: str | None
    is_hot: bool


@dataclass(frozen=True, slots=True)
class Alert:
    """One mail to be: one story, one cause, one desk; moments aware.

    `outlets` tell it, `owners` is how many independent ones there are among them, `route` why the story is this desk's,
    `due_at` when it may leave.
    """

    alert_id: str
    desk: str
    cause: str
    story_id: str
    article_id: str
    title: str
    outlet: str
    url: str
    news_at: datetime
    sentence: str
    outlets: tuple[str, ...]
    owners: int
    hot: bool
    route: str
    raised_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class _Case:
    """What a story gives for one cause: the article that shows it best, its sentence, and who tells it."""

    cause: str
    lead: Told
    sentence: str
    telling: Sequence[Told]
    hot: bool


def alerts(
    articles: Iterable[Told], routes: Mapping[str, Mapping[str, str]], desks: Sequence[Desk], at: datetime
) -> list[Alert]:
    """Every alert that the articles known at `at` give; `articles` lie story by story.

    `routes` maps a desk to the stories that concern it and the reason in words.
    """
    found = []
    for story_id, group in groupby(articles, key=lambda one: one.story_id):
        told = list(group)
        for desk in desks:
            if not desk.alerts.on or not desk.recipients or story_id not in routes.get(desk.desk_id, {}):
                continue
            cases = (_strike(told, desk), _criticism(told, desk, at), _claim(told, desk))
            found += [_alert(case, desk, routes[desk.desk_id][story_id], at) for case in cases if case]
    return found


def due_at(desk: Desk, at: datetime) -> datetime:
    """When the desk may be disturbed: `at`, or the end of its quiet hours on the clock of Việt Nam.

    Where its digest leaves soon after, an alert of the night waits for that: most are told there.
    """
    end = _quiet_until(desk, at)
    if end == at or not desk.daily.on:
        return end
    digest = datetime.combine(end.astimezone(VIETNAM).date(), desk.daily.at, VIETNAM) + DIGEST_TAKES
    return max(end, digest.astimezone(at.tzinfo)) if digest - end <= SOON else end


def _quiet_until(desk: Desk, at: datetime) -> datetime:
    if not desk.alerts.quiet_hours:
        return at
    first, last = window(desk.alerts.quiet_hours)
    local = at.astimezone(VIETNAM)
    minute = local.hour * 60 + local.minute
    if not (first <= minute < last if first < last else minute >= first or minute < last):
        return at
    wait = (last - minute) % (24 * 60)
    return (local.replace(second=0, microsecond=0) + timedelta(minutes=wait)).astimezone(at.tzinfo)


def _strike(told: Sequence[Told], desk: Desk) -> _Case | None:
    telling = [one for one in told if one.strike]
    if not telling or not desk.alerts.strike:
        return None
    lead = _best(telling)
    return _Case("strike", lead, _stoppage(lead), telling, _hot(told))


def _criticism(told: Sequence[Told], desk: Desk, at: datetime) -> _Case | None:
    """So many owners criticise in words of their own within the desk's hours; one is enough when the story is hot."""
    since = at - timedelta(hours=desk.alerts.hours)
    young = [one for one in told if one.news_at > since]
    telling = [one for one in young if one.is_critical and not one.is_copy]
    if not telling or _owners(telling) < (1 if _hot(young) else desk.alerts.criticism_owners):
        return None
    lead = _best(telling)
    return _Case("criticism", lead, lead.criticism or lead.sapo or lead.title, telling, _hot(young))


def _claim(told: Sequence[Told], desk: Desk) -> _Case | None:
    """One sentence against the union goes from owner to owner; a reprint spreads it as well as a text of one's own."""
    telling = [one for one in told if one.is_critical and one.criticism]
    spread = max((_sharing(one, telling) for one in telling), key=_owners, default=[])
    if _owners(spread) < max(2, desk.alerts.claim_owners):
        return None
    lead = spread[0]
    return _Case("claim", lead, lead.criticism or "", spread, _hot(told))


def _sharing(one: Told, telling: Sequence[Told]) -> list[Told]:
    return [other for other in telling if _alike(one.criticism or "", other.criticism or "")]


def _alike(one: str, other: str) -> bool:
    left, right = (set(_WORD.findall(strip_diacritics(text).lower())) for text in (one, other))
    return bool(left and right) and len(left & right) >= SAME_CLAIM * min(len(left), len(right))


def _best(telling: Sequence[Told]) -> Told:
    """The article that shows it best: an original, about the union, whole, early."""
    return min(telling, key=lambda one: (one.is_copy, -one.relevance, one.feed_only, one.news_at, one.article_id))


def _owners(telling: Sequence[Told]) -> int:
    return len({one.owner for one in telling})


def _hot(told: Sequence[Told]) -> bool:
    return any(one.is_hot for one in told)


def _stoppage(lead: Told) -> str:
    """The sentence that says that work stopped, else what the employer is blamed for, else the sapo."""
    sentences = [*split_sentences(lead.sapo), *split_sentences(lead.body)]
    saying = (one for one in sentences if _STOPPAGE.search(one))
    return next(saying, lead.complaint or lead.sapo or lead.title)


def _alert(case: _Case, desk: Desk, route: str, at: datetime) -> Alert:
    lead = case.lead
    mark = hashlib.sha256(f"{desk.desk_id}\n{case.cause}\n{lead.story_id}".encode()).hexdigest()[:10]
    return Alert(
        alert_id=f"{at.astimezone(VIETNAM):%Y-%m-%d}-alert-{desk.desk_id}-{mark}",
        desk=desk.desk_id,
        cause=case.cause,
        story_id=lead.story_id,
        article_id=lead.article_id,
        title=lead.title,
        outlet=lead.outlet,
        url=lead.url,
        news_at=lead.news_at,
        sentence=case.sentence,
        outlets=tuple(dict.fromkeys(one.outlet for one in case.telling)),
        owners=_owners(case.telling),
        hot=case.hot,
        route=route,
        raised_at=at,
        due_at=due_at(desk, at),
    )
