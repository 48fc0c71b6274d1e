"""The frozen values that go into and come out of the text room; codes are those of taxonomy.toml."""

from dataclasses import dataclass
from datetime import datetime

TARGETS = ("cong_doan", "chinh_sach", "doanh_nghiep")
STANCES = ("favor", "neutral", "against", "none")
VALENCES = ("pos", "neg", "neu")


@dataclass(frozen=True, slots=True)
class Document:
    """One text to label; `sentences` are the body's, in order.

    Evidence counts them from 1; 0 is the title, -1 the lead.
    """

    id: str
    title: str
    lead: str
    sentences: tuple[str, ...]
    source: str | None = None
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """A code and its calibrated probability."""

    code: str
    p: float


@dataclass(frozen=True, slots=True)
class Stance:
    """The attitude of the text toward one target; `evidence` is the deciding sentence when favor or against.

    `against_p` and `against_evidence` are there when another label was chosen, yet a person should read whether the
    text is not against: how likely it is, and the sentence that speaks most for it.
    """

    target: str
    label: str
    p: float
    abstain: bool
    evidence: str | None = None
    evidence_index: int | None = None
    against_p: float | None = None
    against_evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """All labels of one text by one annotator."""

    id: str
    relevance: int  # 0 | 1 | 2
    relevance_p: float
    topics: tuple[Scored, ...]
    stances: tuple[Stance, ...]  # one per target, in the order of TARGETS
    valence: str
    valence_p: float
    provinces: tuple[str, ...]  # 63-unit standard names
    sector: str
    level: str
    strike: bool
    foreign: bool


@dataclass(frozen=True, slots=True)
class Grouping:
    """Where one text belongs: the earlier text it repeats (None for an original) and its story."""

    id: str
    duplicate_of: str | None
    story_id: str
    containment: float | None = None  # verified share of the copy's shingles found in the original


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the telling of stories put one text: `day` is its own, `parent` the text it joined on the day `joined`.

    The first text of a story has no parent until its story merges into an older one. Days are numbered as
    nlp.fold.day_number does.
    """

    id: str
    day: int
    rank: tuple[datetime, str]  # time of publication (the latest possible when unknown), id
    duplicate_of: str | None = None
    containment: float | None = None
    parent: str | None = None
    joined: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """How likely two texts tell one event, in 1/10,000, as found on `day`, the later one's."""

    left: str
    right: str
    weight: int
    day: int
