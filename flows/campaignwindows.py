"""The days of every edition of every campaign: as a plan sets them, else by the rule of its series."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

from flows.planfile import Plan, Plans
from flows.planmodel import PlanCampaign, Series

FIRST_YEAR, LAST_YEAR = 2010, 2050  # editions that texts may speak of
_TET = "Tết Nguyên Đán"


@dataclass(frozen=True, slots=True)
class CampaignWindow:
    """One line of `core.campaign_windows`."""

    campaign_id: str
    edition: int
    name: str
    plan_id: str
    plan_number: str
    ref: str
    first_date: date
    last_date: date | None
    claims_from: date
    is_planned: bool
    messages: tuple[str, ...]
    counters: tuple[str, ...]
    target_articles: int | None
    target_outlets: int | None
    target_share: float | None


def windows(plans: Plans) -> list[CampaignWindow]:
    """Every edition, by series and year; a year without a plan takes the messages of the last plan before it."""
    return [one for plan in plans.files for series in plan.series for one in _editions(plan, series, plans)]


def _editions(plan: Plan, series: Series, plans: Plans) -> list[CampaignWindow]:
    planned = {one.year: (owner, one) for owner in plans.files for one in owner.campaign if one.series == series.id}
    years = range(FIRST_YEAR, LAST_YEAR + 1) if series.annual or series.tet else sorted(planned)
    made: list[CampaignWindow] = []
    for year in years:
        owner, campaign = planned.get(year, (plan, None))
        first, last = _days(series, campaign, year)
        claims = _claims_from(made[-1] if made else None, first)
        said = _last_plan(planned, year)
        made.append(_window(owner, series, campaign, said, (year, first, last, claims)))
    return made


def _window(
    owner: Plan,
    series: Series,
    campaign: PlanCampaign | None,
    said: PlanCampaign | None,
    days: tuple[int, date, date | None, date],
) -> CampaignWindow:
    year, first, last, claims = days
    target = campaign.target if campaign else None
    return CampaignWindow(
        campaign_id=series.id,
        edition=year,
        name=campaign.name if campaign else f"{series.name} {year}",
        plan_id=owner.document.id,
        plan_number=owner.document.number,
        ref=campaign.ref if campaign else series.basis,
        first_date=first,
        last_date=last,
        claims_from=claims,
        is_planned=campaign is not None,
        messages=said.messages if said else (),
        counters=said.counters if said else (),
        target_articles=target.articles if target else None,
        target_outlets=target.outlets if target else None,
        target_share=target.share if target else None,
    )


def _last_plan(planned: dict[int, tuple[Plan, PlanCampaign]], year: int) -> PlanCampaign | None:
    before = [one for one in sorted(planned) if one <= year]
    return planned[before[-1]][1] if before else None


def _days(series: Series, campaign: PlanCampaign | None, year: int) -> tuple[date, date | None]:
    if campaign and campaign.first:
        return campaign.first, campaign.last
    if series.tet:
        first_day = tet(year)
        return first_day - timedelta(days=series.tet.before), first_day + timedelta(days=series.tet.after)
    if series.annual:
        return _of_year(series.annual.first, year), _of_year(series.annual.last, year)
    return date(year, 1, 1), None


def _claims_from(before: CampaignWindow | None, first: date) -> date:
    """Midway between the end of the last edition and this one's first day; the first edition claims all before it."""
    if before is None:
        return date.min
    end = before.last_date or before.first_date
    return end + (first - end) / 2 if end < first else first


def _of_year(month_day: str, year: int) -> date:
    month, day = map(int, month_day.split("-"))
    return date(year, month, min(day, 28) if month == 2 else day)


@cache
def tet(year: int) -> date:
    """The first day of the lunar year that begins in `year`, by the calendar of Việt Nam."""
    days = holidays.country_holidays("VN", years=year, language="vi")
    return next(day for day, name in days.items() if name == _TET)
