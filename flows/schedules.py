"""The flows of the pipeline on their hours, served until stopped."""

from typing import Any

from prefect import Flow, get_client, serve
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron

from crawlers.shares import parse_share
from flows.deskfiles import desks_of
from flows.pipeline import daily, hourly, monthly, nightly
from flows.settings import Settings
from flows.timetable import timetable

ZONE = "Asia/Ho_Chi_Minh"


def serve_schedules(settings: Settings) -> None:
    """Serve until stopped, Việt Nam time: hourly at :05, layouts 03:20, each desk's digests at its hours, month 07:15.

    Of several workers that share the crawl only the first does more than crawl. A desk keeps 06:30 and Mondays' 06:45
    unless its file says otherwise; a changed file counts from the next start.
    """
    with get_client(sync_client=True) as client:
        client.raise_for_api_version_mismatch()  # a server that isn't there is told before anything is served
    home = {"home": str(settings.home)}
    hour = _deployed(hourly, _name("hourly", settings), "5 * * * *", home)
    if parse_share(settings.crawl_share).number > 1:
        serve(hour, pause_on_shutdown=False)
        return
    digests = [
        _deployed(daily, slot.name, slot.cron, {**home, "period": slot.period, "desks": list(slot.desks)})
        for slot in timetable(desks_of(settings))
    ]
    serve(
        hour,
        _deployed(nightly, "nightly", "20 3 * * *", home),
        *digests,
        _deployed(monthly, "monthly", "15 7 1 * *", home),
        pause_on_shutdown=False,  # a restart must not silence the next morning
    )


def _deployed(what: Flow[..., Any], name: str, cron: str, parameters: dict[str, Any]) -> RunnerDeployment:
    deployment = what.to_deployment(name, schedules=[Cron(cron, timezone=ZONE)], parameters=parameters)
    assert isinstance(deployment, RunnerDeployment)  # noqa: S101 (a coroutine only inside an event loop)
    return deployment


def _name(flow_name: str, settings: Settings) -> str:
    """Workers that share a crawl have each a deployment of their own."""
    share = parse_share(settings.crawl_share)
    return flow_name if share.of == 1 else f"{flow_name}-{share.number}-of-{share.of}"
