"""The commands of the day: run, collect, ingest, annotate, digest, send, publish, rebuild, serve."""

import time
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from crawlers.landing import LandingError
from flows import layoutcli
from flows.deskfiles import desks_of
from flows.lookcli import ATTENTION, home_of, known_scope, out, settings_of
from flows.terminal import Terminal
from flows.timetable import readers
from flows.wording import VIETNAM

err = Terminal(stderr=True)

Day = Annotated[datetime | None, typer.Option("--day", formats=["%Y-%m-%d"], help="Digest day (06:00 to 06:00).")]
Scope = Annotated[
    str,
    typer.Option("--scope", callback=known_scope, help="A desk (`diemtin desks`), or a province such as binh-duong."),
]


def run(
    context: typer.Context,
    day: Day = None,
    demo: Annotated[bool, typer.Option("--demo", help="Crawl the bundled press web instead.")] = False,
) -> None:
    """Do the whole job once: crawl, read, label, digest, send, publish.

    Example: diemtin run --demo
    """
    from flows import job

    settings = settings_of(context)
    done = job.run_demo(settings) if demo else job.run_live(settings, _date(day))
    for line in done.lines:
        out.print(line, markup=False)
    for what, why in done.complaints.items():
        err.print(f"{what}: {why}", markup=False)
    raise typer.Exit(ATTENTION if done.attention else 0)


def collect_command(
    context: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="Also the feeds whose time has not come yet.")] = False,
) -> None:
    """Crawl all outlets once, each feed at its own rhythm, ask the organisations' pages, and load what landed.

    Example: diemtin collect --all
    """
    from flows import publiccli, steps

    steps.crawl_step(home_of(context), settings_of(context), every_feed=every)
    _load(context, attention=publiccli.asked_with_trouble(context, every=every))


def ingest(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(exists=True, help="Feed folders, WARC files, exports (CSV, JSONL).")],
    columns: Annotated[Path | None, typer.Option("--columns", help="TOML or JSON: headers of an export.")] = None,
    page: Annotated[str | None, typer.Option("--page", help="The organisation's page of an export.")] = None,
) -> None:
    """Land folders of feed files named <source>.xml, anybody's WARC files, exports of comments, and load them.

    Example: diemtin ingest ../shared/press/feeds/2026-08-03
    """
    from flows import inspection, publicsteps, steps
    from flows.publiccli import is_export

    broken = False
    home, settings = home_of(context), settings_of(context)
    for path in paths:
        try:
            if is_export(path):
                landed = [publicsteps.export_step(home, settings, path, columns=columns, page=page)]
            else:
                landed = steps.ingest_step(home, settings, path)
            for one in landed:
                out.print(f"{path}: {one.path.name}, {inspection.ingested(one)}", markup=False)
                broken |= bool(one.damage or one.left_out)
        except LandingError as error:
            broken = True
            err.print(f"{path}: {error}", markup=False)
    _load(context, attention=broken)


def annotate(context: typer.Context) -> None:
    """Label the texts that have no labels by today's model, and group reprints and stories.

    Example: diemtin annotate
    """
    from flows import steps

    labelled = steps.annotate_step(home_of(context))
    out.print(f"{labelled.texts} texts labelled")
    _attend(labelled.losses)


def digest(
    context: typer.Context,
    day: Day = None,
    scope: Scope = "toan-quoc",
    week: Annotated[bool, typer.Option("--week", help="The ISO week of the day.")] = False,
    all_desks: Annotated[bool, typer.Option("--all-desks", help="Nationwide and all with recipients.")] = False,
    docx: Annotated[bool, typer.Option("--docx", help="Keep it as an official paper, too.")] = False,
) -> None:
    """Compose the digest of a day or week (texts without labels are labelled first) and show where it lies.

    Example: diemtin digest --day 2026-08-05
    """
    from flows import keeping, steps

    home, settings = home_of(context), settings_of(context)
    labelled = steps.annotate_step(home)
    found = desks_of(settings)
    desks = readers(found) if all_desks else (found.find(scope),)
    chosen = _date(day) or steps.closed_day(steps.now())
    for digest_id in steps.digests_step(home, settings, chosen, desks, "week" if week else "day"):
        out.print(digest_id)
        out.print(home.digests / f"{digest_id}.html")
        if docx:
            out.print(keeping.paper_step(home, settings, digest_id))
    _attend((*labelled.losses, *found.faults.values()))


def publish(context: typer.Context) -> None:
    """Swap in a fresh read-only copy for the analysts.

    Example: diemtin publish
    """
    from flows import steps

    out.print(steps.publish_step(home_of(context)))


def rebuild(
    context: typer.Context, extract: Annotated[bool, typer.Option("--extract", help="Tell first what changes.")] = False
) -> None:
    """Make the warehouse anew from the landed files alone, read with today's layouts.

    Example: diemtin rebuild
    """
    from flows import steps

    if extract:
        layoutcli.reextract(context)
    began = time.monotonic()
    loaded = steps.rebuild_step(home_of(context), settings_of(context))
    seconds = max(time.monotonic() - began, 0.001)
    out.print(f"{loaded.versions} wordings in {seconds:.1f} s: {loaded.versions / seconds:.0f} a second")
    _tell_loaded(loaded.runs, loaded.outcomes, loaded.broken)


def serve(context: typer.Context) -> None:
    """Run the schedules until stopped: hourly, layouts at 03:20, each desk's digests, the month's watch.

    Example: PREFECT_API_URL=http://127.0.0.1:4200/api diemtin serve
    """
    from flows import job

    job.serve(settings_of(context))


def _attend(losses: tuple[str, ...]) -> None:
    """Tell what could not be read, and end with attention if there is any."""
    for loss in losses:
        err.print(loss, markup=False)
    raise typer.Exit(ATTENTION if losses else 0)


def _date(day: datetime | None) -> date | None:
    if day and day.date() > datetime.now(VIETNAM).date():
        raise typer.BadParameter(f"{day:%Y-%m-%d} has not come yet", param_hint="--day")
    return day.date() if day else None


def _load(context: typer.Context, *, attention: bool = False) -> None:
    from flows import steps

    loaded = steps.load_step(home_of(context), settings_of(context))
    _tell_loaded(loaded.runs, loaded.outcomes, loaded.broken, attention=attention)


def _tell_loaded(runs: tuple[str, ...], outcomes: int, broken: object, *, attention: bool = False) -> None:
    out.print(f"{len(runs)} {'run' if len(runs) == 1 else 'runs'}, {outcomes} answers loaded")
    if isinstance(broken, dict) and broken:
        for run_id, reason in broken.items():
            err.print(f"{run_id}: {reason}", markup=False)
        attention = True
    raise typer.Exit(ATTENTION if attention else 0)
