"""The stateless tool of the plans: articles in, the campaigns they belong to and the messages they carry out."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from flows.campaignwindows import CampaignWindow, windows
from flows.planfile import Plans
from flows.texttools import article_document
from flows.wording import VIETNAM
from nlp.campaign import Belonging


def campaign_lines(lines: Iterable[dict[str, Any]], plans: Plans) -> Iterator[dict[str, Any]]:
    """Give for each article `id, campaigns, editions, possible_campaigns, evidence, messages`, in order.

    `campaigns` are the ids that the text names itself part of. An article on what the plan calls an activity of a
    campaign, published on the campaign's days and naming none, is only in `possible_campaigns`.
    """
    campaigns, messages, calendar = plans.campaign_finder(), plans.message_finder(), windows(plans)
    for line in lines:
        document = article_document({**line, "lead": line.get("lead") or line.get("sapo")})
        day = document.published_at.astimezone(VIETNAM).date() if document.published_at else None
        found = campaigns.of(document)
        named = [one for one in found if one.how == "named"]
        yield {
            "id": document.id,
            "campaigns": [one.campaign_id for one in named],
            "editions": {one.campaign_id: one.edition or edition_of(calendar, one.campaign_id, day) for one in named},
            "possible_campaigns": [
                one.campaign_id for one in found if one.how == "possible" and _runs(calendar, one, day)
            ],
            "evidence": {one.campaign_id: {"index": one.index, "sentence": one.sentence} for one in named},
            "messages": [
                {"id": one.message_id, "kind": one.kind, "sentence": one.sentence, "index": one.index}
                for one in messages.of(document)
            ],
        }


def edition_of(calendar: Iterable[CampaignWindow], campaign_id: str, day: date | None) -> int | None:
    """The edition that a day belongs to, None without a day."""
    if day is None:
        return None
    return max(
        (one.edition for one in calendar if one.campaign_id == campaign_id and one.claims_from <= day), default=None
    )


def _runs(calendar: Iterable[CampaignWindow], one: Belonging, day: date | None) -> bool:
    return day is not None and any(
        window.campaign_id == one.campaign_id and window.first_date <= day <= (window.last_date or day)
        for window in calendar
    )
