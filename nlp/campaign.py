"""Which campaigns a text belongs to: by what it says, never by its date alone.

A campaign is *named* by a text whose headline or sapo names it, whose body says that what it tells is a part of it, or
whose body keeps naming it. A name in passing (one of a list, last year's, one clause of a long report) is no part. What
the plan calls an activity of a campaign without the text naming the campaign is only *possible*.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .phrase import Gate, pattern, plain
from .reading import LEAD, TITLE
from .records import Document

OPENING = 3  # body sentences that tell the event; the same as the opening of nlp.reading
KEEPS_NAMING = 2  # further sentences that make a body about a campaign …
DENSE = 8  # … when at least one of so many sentences is such a one
ROUNDUP = 3  # so many semicolons or bars in a sapo: a list of the day's news
_WHERE = {"anywhere": (), "head": (TITLE, LEAD), "title": (TITLE,)}
_YEAR = re.compile(r" (?:20[0-9]{2})(?![0-9])")
_YEAR_NEAR = re.compile(r"^(?: (?:lần thứ|lần) \S+)?(?: (?:trong|của|cho))?(?: năm)? (20[0-9]{2})(?![0-9.])")
# what stands before the name when the event told is a part of the campaign
_PART_OF = re.compile(
    r" (?:hưởng ứng|nhân dịp|nhân|trong khuôn khổ|khuôn khổ|nằm trong|trong chuỗi|thuộc|chào mừng|kỷ niệm|phát động"
    r"|khai mạc|tổng kết|sơ kết|triển khai|tổ chức|hoạt động|trọng tâm(?: của| trong)?|điểm nhấn(?: của| trong)?"
    r"|thông tin về|kế hoạch|trong)"
    r"(?: [^\s.!?]+){0,6}$"
)
_THIS_IS = re.compile(
    r"^ (?:đây (?:cũng )?là|việc|chương trình|hoạt động|sự kiện|buổi|hội nghị|ngày hội|lễ|hội thi|hội thao) "
)
_ITEM = re.compile(r"[;|]")
_LISTED = re.compile(r" (?:như|gồm|bao gồm|ví dụ)(?: [^\s.!?]+){0,14}$")
_ONCE = re.compile(r" (?:từng|đã từng|trước đây|trước đó|năm ngoái|năm trước|những năm trước)(?: [^\s.!?]+){0,12}$")


@dataclass(frozen=True, slots=True)
class Naming:
    """How texts name a campaign: phrases, and where they count (anywhere, head, title).

    One of `together` must stand in the same sentence, one of `beside` in title, sapo or the opening of the body.
    """

    say: tuple[str, ...]
    together: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    where: str = "anywhere"


@dataclass(frozen=True, slots=True)
class Campaign:
    """One campaign as the plans describe it; `never` are wordings that only look like its name."""

    id: str
    names: tuple[Naming, ...]
    activities: tuple[Naming, ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Belonging:
    """A text is part of a campaign: named or possible, by which sentence (0 title, -1 sapo, from 1 the body).

    `edition` is the year that the text gives it, None when it gives none.
    """

    campaign_id: str
    how: str  # named | possible
    index: int
    sentence: str
    edition: int | None


@dataclass(frozen=True, slots=True)
class _Found:
    """A name in one passage, with the words before and after it."""

    index: int
    sentence: str
    before: str
    edition: int | None


class Campaigns:
    """All campaigns at once; texts without any of their words cost one pass."""

    def __init__(self, campaigns: Sequence[Campaign]) -> None:
        self._gate = Gate(wanted for one in campaigns for wanted in _wanted(one))
        self._rules = [(Gate(_wanted(one)), _Rule(one)) for one in campaigns]

    def may_be_in(self, whole: str) -> bool:
        """Whether a text may hold any, by its `whole` words (see `phrase.plain`); False is certain."""
        return self._gate.passes(whole)

    def of(self, doc: Document) -> tuple[Belonging, ...]:
        """Give the campaigns that `doc` is part of, in the order of the plans."""
        passages = passages_of(doc)
        whole = "\n".join(text for _, _, text in passages)
        if not self._gate.passes(whole):
            return ()
        rules = (rule for gate, rule in self._rules if gate.passes(whole))
        return tuple(found for rule in rules if (found := rule.read(passages)) is not None)


def _wanted(campaign: Campaign) -> Iterator[tuple[Sequence[str], ...]]:
    """What a campaign's name or activity is called by: a text of it holds all that one of these asks for."""
    for naming in (*campaign.names, *campaign.activities):
        yield naming.say, naming.together, naming.beside


def passages_of(doc: Document) -> list[tuple[int, str, str]]:
    """Give (index, sentence, plain text) of title, sapo and body sentences; one that repeats an earlier is left out."""
    told = [(TITLE, doc.title), (LEAD, doc.lead), *enumerate(doc.sentences, start=1)]
    seen: set[str] = set()
    passages = []
    for index, sentence in told:
        text = plain(sentence)
        if text.strip() and text not in seen:
            seen.add(text)
            passages.append((index, sentence, text))
    return passages


class _Rule:
    """One campaign with its phrases compiled."""

    def __init__(self, campaign: Campaign) -> None:
        self._id = campaign.id
        self._names = [_compiled(naming) for naming in campaign.names]
        self._activities = [_compiled(naming) for naming in campaign.activities]
        self._never = pattern(campaign.never) if campaign.never else None

    def read(self, passages: Sequence[tuple[int, str, str]]) -> Belonging | None:
        """Give how the passages belong to the campaign, None when they don't."""
        named = self._find(self._names, passages)
        decisive = _decisive(named, sum(index > 0 for index, _, _ in passages))
        if decisive is not None:
            return Belonging(self._id, "named", decisive.index, decisive.sentence, _edition(named, decisive))
        possible = self._find(self._activities, passages)
        if possible and possible[0].index <= 0:
            return Belonging(self._id, "possible", possible[0].index, possible[0].sentence, possible[0].edition)
        return None

    def _find(self, namings: "list[_Naming]", passages: Sequence[tuple[int, str, str]]) -> list[_Found]:
        found = []
        headline = "\n".join(text for index, _, text in passages if index <= OPENING)
        namings = [naming for naming in namings if naming.beside is None or naming.beside.search(headline)]
        for index, sentence, text in passages:
            cleared = self._never.sub(" …", text) if self._never else text
            for naming in namings:
                match = naming.say.search(cleared) if index in naming.indices or not naming.indices else None
                if match and (naming.together is None or naming.together.search(cleared)):
                    year = _YEAR_NEAR.match(cleared[match.end() :]) or _YEAR.search(match.group())
                    edition = int(year.group()[-4:]) if year else None
                    found.append(_Found(index, sentence, cleared[: match.start()], edition))
                    break
        return found


@dataclass(frozen=True, slots=True)
class _Naming:
    say: re.Pattern[str]
    together: re.Pattern[str] | None
    beside: re.Pattern[str] | None
    indices: tuple[int, ...]  # where it counts; anywhere when empty


def _compiled(naming: Naming) -> _Naming:
    together, beside = (pattern(said) if said else None for said in (naming.together, naming.beside))
    return _Naming(pattern(naming.say), together, beside, _WHERE[naming.where])


def _decisive(named: Sequence[_Found], sentences: int) -> _Found | None:
    """The naming that makes the text a part of the campaign; None when it is named in passing."""
    for one in named:
        if one.index <= 0 and len(_ITEM.findall(one.sentence)) < ROUNDUP:
            return one
    told = [one for one in named if one.index > 0 and not (_LISTED.search(one.before) or _ONCE.search(one.before))]
    for one in told:
        if _PART_OF.search(one.before) and (one.index <= OPENING or _THIS_IS.search(one.before)):
            return one
    if len(told) >= KEEPS_NAMING and len(told) * DENSE >= sentences:
        return told[0]
    return None


def _edition(named: Sequence[_Found], decisive: _Found) -> int | None:
    return decisive.edition or next((one.edition for one in named if one.edition), None)
