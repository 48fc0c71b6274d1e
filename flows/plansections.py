"""What the plans say in a digest: live campaigns; weekly also whom to commend; always what was called false."""

from dataclasses import dataclass
from datetime import timedelta

from flows.campaigncard import PHASES
from flows.frame import Frame
from flows.rebuttalfixes import STATES
from flows.wording import number
from warehouse import store
from warehouse.db import Connection

DAILY_CAMPAIGNS = 3
MOST_SPOTLIGHTS, MOST_REBUTTALS = 10, 6
DEEDS = {"sang_kien": "sáng kiến", "danh_hieu": "danh hiệu, khen thưởng", "viec_tot": "việc tốt"}


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A campaign in two lines: how it stands, its leading article; weekly also a sentence that carries its message."""

    name: str
    standing: str
    title: str
    url: str
    outlet: str
    sentence: str | None


@dataclass(frozen=True, slots=True)
class CampaignsSection:
    """The campaigns of which the window tells."""

    lines: tuple[CampaignLine, ...]


@dataclass(frozen=True, slots=True)
class SpotlightLine:
    """Somebody or something shown as an example."""

    name: str
    about: str
    sentence: str
    url: str
    outlets: str


@dataclass(frozen=True, slots=True)
class SpotlightsSection:
    """Whom the week's press shows as examples; `more` were left out."""

    lines: tuple[SpotlightLine, ...]
    more: int


@dataclass(frozen=True, slots=True)
class RebuttalLine:
    """Something called false; without a claim of its own the denial holds it."""

    rebuttal_id: str
    state: str
    claim: str | None
    denial: str
    url: str
    outlets: str


@dataclass(frozen=True, slots=True)
class RebuttalsSection:
    """What was called false; `more` were left out."""

    lines: tuple[RebuttalLine, ...]
    more: int


def compose_campaigns(con: Connection, frame: Frame) -> CampaignsSection | None:
    """The campaigns with news in the window, three at most in a day's digest."""
    length = frame.last_at - frame.first_at
    previous_id = frame.digest_id.replace(frame.day.isoformat(), (frame.day - length).isoformat(), 1)
    last_day = frame.day + length - timedelta(days=1)
    asked = {"digest_id": frame.digest_id, "previous_id": previous_id, "day": last_day}
    rows = store.query(con, "section_campaigns", **asked)
    weekly = frame.period == "week"
    lines = tuple(
        CampaignLine(
            row["name"],
            _standing(row, weekly),
            row["title"],
            row["url"],
            row["outlet"],
            row["sentence"] if weekly else None,
        )
        for row in (rows if weekly else rows[:DAILY_CAMPAIGNS])
    )
    return CampaignsSection(lines) if lines else None


def _standing(row: dict[str, object], weekly: bool) -> str:
    """ "cao điểm · 12 bài trên 7 báo, hôm trước 9"; weekly with attitudes and messages."""
    before = "tuần trước" if weekly else "hôm trước"
    volume = f"{_n(row, 'articles')} bài trên {_n(row, 'outlets')} báo"
    if row["articles_before"] is not None:
        volume += f", {before} {_n(row, 'articles_before')}"
    told = [PHASES[str(row["phase"])], volume]
    if weekly and (row["favor"] or row["against"]):
        told.append(f"{_n(row, 'favor')} bài ghi nhận, {_n(row, 'against')} bài phê phán công đoàn")
    if weekly and row["sentences"]:
        told.append(f"{_n(row, 'sentences')} câu mang thông điệp")
    return " · ".join(told)


def _n(row: dict[str, object], key: str) -> str:
    return number(int(str(row[key])))


def compose_spotlights(con: Connection, frame: Frame) -> SpotlightsSection | None:
    """Whom the week's press shows as examples; nothing in a day's digest."""
    if frame.period != "week":
        return None
    rows = store.query(con, "section_spotlights", digest_id=frame.digest_id)
    lines = tuple(
        SpotlightLine(
            row["name"],
            " · ".join(part for part in (DEEDS[row["deed"]], row["unit"], row["province"]) if part),
            row["sentence"],
            row["url"],
            ", ".join(row["outlets"]),
        )
        for row in rows[:MOST_SPOTLIGHTS]
    )
    return SpotlightsSection(lines, max(0, len(rows) - MOST_SPOTLIGHTS)) if lines else None


def compose_rebuttals(con: Connection, frame: Frame) -> RebuttalsSection | None:
    """What the digest's articles call false, what a person found to be nothing left out."""
    rows = store.query(con, "section_rebuttals", digest_id=frame.digest_id)
    lines = tuple(
        RebuttalLine(
            row["rebuttal_id"], STATES[row["state"]], row["claim"], row["denial"], row["url"], ", ".join(row["outlets"])
        )
        for row in rows[:MOST_REBUTTALS]
    )
    return RebuttalsSection(lines, max(0, len(rows) - MOST_REBUTTALS)) if lines else None
