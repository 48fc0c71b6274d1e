"""What one digest says, as plain values: everything the templates need and nothing they must look up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

ATTENTION = ("cong_doan_against", "cong_doan_doubt", "strike", "accident", "employer_against", "rising")


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """One article as a leader meets it; `published_at` is aware, None when the outlet gives no time."""

    article_id: str
    title: str
    url: str
    outlet: str
    sapo: str = ""
    published_at: datetime | None = None
    feed_only: bool = False
    relevance: int = 1
    corrected: bool = False  # people decided one of its labels
    owner: str | None = None
    is_copy: bool = False


@dataclass(frozen=True, slots=True)
class Attitude:
    """The attitude toward one target; label is favor, neutral, against or unsure (the model abstained)."""

    target: str
    label: str
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class StoryLife:
    """How a story stood when the window closed: `voices` are owners that told it in words of their own."""

    state: str  # moi | dien_bien | da_lang
    outlets: int
    voices: int
    is_hot: bool = False


@dataclass(frozen=True, slots=True)
class StanceCount:
    """Texts (a reprint counts with its original) by attitude toward one target; `unsure`: abstentions."""

    target: str
    favor: int
    neutral: int
    against: int
    unsure: int

    @property
    def judged(self) -> int:
        """Texts whose attitude is known."""
        return self.favor + self.neutral + self.against


@dataclass(frozen=True, slots=True)
class StoryView:
    """One story: its leading article, the others that tell or reprint it, and how it stands."""

    lead: ArticleLine
    others: tuple[ArticleLine, ...] = ()
    attitudes: tuple[Attitude, ...] = ()
    attention: tuple[str, ...] = ()  # of ATTENTION, weightiest first
    provinces: tuple[str, ...] = ()
    life: StoryLife | None = None  # None in digests kept without it
    why: tuple[str, ...] = ()  # what brings it to this desk, in words; none where the desk hears of everything
    stances: tuple[StanceCount, ...] = ()  # of all its articles

    @property
    def is_hot(self) -> bool:
        """Whether more told it at once than chance explains."""
        return self.life is not None and self.life.is_hot


@dataclass(frozen=True, slots=True)
class TopicView:
    """The stories of one topic that stand in the body."""

    code: str
    name: str
    stories: tuple[StoryView, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """One named number; `articles` counts every article, `union` those about the union."""

    name: str
    articles: int
    union: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """The headline numbers of one window; foreign events and unsure ones are not in union or labour."""

    captured: int = 0
    union: int = 0
    labour: int = 0
    foreign: int = 0
    outlets: int = 0  # that wrote something relevant
    stories: int = 0
    reprints: int = 0
    feed_only: int = 0
    unsure: int = 0  # perhaps about labour: counted and listed, not told

    @property
    def relevant(self) -> int:
        """Articles about the union or workers in Việt Nam."""
        return self.union + self.labour


@dataclass(frozen=True, slots=True)
class OutletState:
    """One outlet that gave nothing: `reason` a code of the capture, `since` the day of its latest article."""

    name: str
    state: str  # failed | silent | not_asked
    reason: str | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which outlets could be read; `asked` leaves out those that nobody asked in the window."""

    asked: int
    read: int
    troubles: tuple[OutletState, ...] = ()

    def in_state(self, state: str) -> tuple[OutletState, ...]:
        """The outlets in this state, in the order given."""
        return tuple(outlet for outlet in self.troubles if outlet.state == state)


@dataclass(frozen=True, slots=True)
class DigestView:
    """One digest: window [first_at, last_at) aware, sections as they're read from top to bottom."""

    digest_id: str
    period: str  # day | week
    scope: str
    scope_name: str
    day: date
    first_at: datetime
    last_at: datetime
    figures: Figures
    coverage: Coverage
    previous: Figures | None = None  # None when the window before holds no data
    attention: tuple[StoryView, ...] = ()
    attention_rest: tuple[StoryView, ...] = ()
    topics: tuple[TopicView, ...] = ()
    good: tuple[StoryView, ...] = ()
    rest: tuple[StoryView, ...] = ()
    removed: tuple[StoryView, ...] = ()  # an editor left them out: in no mail
    unsure: tuple[ArticleLine, ...] = ()  # perhaps about labour: listed, never told
    stances: tuple[StanceCount, ...] = ()
    by_topic: tuple[Count, ...] = ()
    by_outlet: tuple[Count, ...] = ()
    by_owner: tuple[Count, ...] = ()
    annotator_id: str | None = None
    sections: Mapping[str, Any] = field(default_factory=dict)  # by name, of flows.sections

    @property
    def n_attention(self) -> int:
        """Stories that ask for an answer, in full or in one line."""
        return len(self.attention) + len(self.attention_rest)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels with the mail; with a `cid` it is a picture that the HTML shows as `cid:<cid>`."""

    name: str
    content: str | bytes
    mime: str = "text/plain"
    cid: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """A rendered digest; both bodies say the same, `attachments` only when the HTML leaves lines out."""

    digest_id: str
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = field(default=())
