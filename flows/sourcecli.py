"""The commands about outlets: explain and try one, discover a new one, list all."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Column, Table
from rich.text import Text

from crawlers.discover import Discovery, discover, site_of
from crawlers.draft import draft, suggest_id
from crawlers.layout import LayoutError, layouts_for
from crawlers.probe import Manners, Probe
from crawlers.source import SOURCES, Kind, Source, SourceError, load_source, load_sources
from crawlers.trial import Trial, today, try_feed, try_outlet, try_page
from crawlers.urls import is_web_url
from flows.lookcli import ATTENTION, out, settings_of
from flows.reading import CLOCK_SKEW
from flows.settings import Settings
from flows.sourcefixes import Fix, fixes, unreadable
from flows.sourceview import KIND_NAMES, explain, tell_discovery, tell_trial
from flows.terminal import Terminal

USAGE = 2
_DELAY_S = 2.0
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
source_app = typer.Typer(no_args_is_help=True, help="Outlets: explain and try one, discover a new one, list all.")
err = Terminal(stderr=True)


@dataclass(frozen=True, slots=True)
class _SavedFiles:
    page: Path | None
    url: str | None
    feed: Path | None

    @property
    def is_empty(self) -> bool:
        return self.page is None and self.feed is None


@source_app.command()
def check(
    context: typer.Context,
    which: Annotated[str, typer.Argument(metavar="ID|FILE", help="Outlet id, or a TOML file.")],
    page: Annotated[
        Path | None, typer.Option("--page", exists=True, dir_okay=False, help="A saved article page.")
    ] = None,
    url: Annotated[str | None, typer.Option("--url", help="Where the saved page was.")] = None,
    feed: Annotated[Path | None, typer.Option("--feed", exists=True, dir_okay=False, help="A saved feed.")] = None,
) -> None:
    """Explain an outlet's file, try it (live, or on saved files without a network), and say what to fix.

    Exit code 0: nothing must be fixed, 1: something must, 2: the file itself is wrong.

    Example: diemtin source check nguoilaodong --page bai.html --url https://nld.com.vn/bai-196260804.htm
    """
    settings = settings_of(context)
    path = _file_of(which, settings)
    try:
        source = load_source(path)
        layouts_for(source.layouts)
    except (SourceError, LayoutError) as error:
        _tell_fixes(unreadable(_parts(path, error)))
        raise typer.Exit(USAGE) from error
    for line in explain(source, today(_now())):
        out.print(line, markup=False)
    saved = _SavedFiles(page, url, feed)
    out.print("Thử trên tệp đã lưu:" if not saved.is_empty else "Thử trực tiếp:")
    trial = _try_live(source, settings) if saved.is_empty else _try_saved(source, saved)
    for line in tell_trial(trial):
        out.print(line, markup=False)
    todo = fixes(source, trial, _others(settings), _now())
    _tell_fixes(todo)
    raise typer.Exit(ATTENTION if any(fix.must for fix in todo) else 0)


@source_app.command(name="discover")
def discover_command(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="Any address of the outlet.")],
    file: Annotated[
        Path | None, typer.Option("--out", dir_okay=False, help="TOML file to write; default: standard output.")
    ] = None,
) -> None:
    """Find feeds, news sitemaps, sections and the page layout of a new outlet, and write its file.

    What a machine can't know is asked of you in comments; `verified` stays false until you have looked.

    Example: diemtin source discover https://baomoi.example --out crawlers/sources/baomoi.toml
    """
    settings = settings_of(context)
    addresses = [url] if "://" in url else [f"https://{url}", f"http://{url}"]
    if not is_web_url(addresses[0]):
        raise typer.BadParameter(f"{url!r} is no http(s) address")
    if file and not _ID.fullmatch(file.stem):
        raise typer.BadParameter(f"--out: {file.stem!r} becomes the outlet's id: use a-z, 0-9 and single hyphens")
    if file and file.exists():
        raise typer.BadParameter(f"--out: {file} is already there")
    host = site_of(addresses[0])
    for other in _others(settings).values():
        if host in other.hosts:
            err.print(f"{host} đã có trong {other.id}.toml", markup=False)
    found = _discover(addresses, host, settings)
    for line in tell_discovery(found):
        err.print(line, markup=False)
    if not found.is_useful:
        raise typer.Exit(ATTENTION)
    _write(draft(found, file.stem if file else suggest_id(host)), file)


@source_app.command(name="list")
def list_command(
    context: typer.Context,
    kind: Annotated[Kind | None, typer.Option("--kind", help="Only outlets of one kind.")] = None,
    unverified: Annotated[bool, typer.Option("--unverified", help="Only outlets that nobody has seen answer.")] = False,
) -> None:
    """List the outlets: kind, place, feeds, layouts, whether anybody has seen them answer.

    Example: diemtin source list --kind union_press
    """
    sources = [
        source
        for source in _load(settings_of(context)).values()
        if (kind is None or source.kind == kind) and not (unverified and source.verified)
    ]
    table = Table(Column("mã", no_wrap=True), "tên", "loại", "địa bàn (34 tỉnh)", "RSS", "khuôn", "kiểm chứng")
    for source in sources:
        cells = (
            source.id,
            source.name,
            KIND_NAMES[source.kind],
            ", ".join(source.provinces_34) or "cả nước",
            str(len(source.feeds)),
            ", ".join(ref.family for ref in source.layouts),
            "rồi" if source.verified else "chưa",
        )
        table.add_row(*map(Text, cells))
    out.print(table)
    silent = sum(not source.feeds for source in sources)
    new = sum(not source.verified for source in sources)
    out.print(f"{len(sources)} nguồn: {new} chưa kiểm chứng, {silent} chưa có RSS")


def _discover(addresses: list[str], host: str, settings: Settings) -> Discovery:
    """The first address that leads to anything: without a scheme given, https and then http are tried."""
    web = Probe(_manners(settings, _DELAY_S), [host])
    for address in addresses:
        found = discover(address, web, _now() + CLOCK_SKEW)
        if found.is_useful:
            break
    return found


def _now() -> datetime:
    return datetime.now(UTC)


def _try_live(source: Source, settings: Settings) -> Trial:
    web = Probe(_manners(settings, source.delay_s), source.hosts)
    return try_outlet(source, web, _now() + CLOCK_SKEW)


def _try_saved(source: Source, saved: _SavedFiles) -> Trial:
    ceiling = _now() + CLOCK_SKEW
    layouts = layouts_for(source.layouts)
    url = source.feeds[0].url if source.feeds else source.homepage
    feeds = (
        (replace(try_feed(saved.feed.read_bytes(), url, source, ceiling), url=saved.feed.name),) if saved.feed else ()
    )
    pages = (try_page(saved.page.read_bytes(), saved.url, layouts, ceiling),) if saved.page else ()
    return Trial(feeds=feeds, pages=pages)


def _manners(settings: Settings, delay_s: float) -> Manners:
    return Manners(
        settings.user_agent, settings.proxy, delay_s * settings.pace_scale, allow_private=settings.allow_private
    )


def _file_of(which: str, settings: Settings) -> Path:
    """The TOML file that a word names: a path, or the id of an outlet of this installation."""
    path = Path(which)
    if path.suffix == ".toml" or path.is_file():
        return path
    known = (settings.sources_dir or SOURCES) / f"{which}.toml"
    if not known.is_file():
        raise typer.BadParameter(f"no outlet {which!r} (see `diemtin source list`), and no such file")
    return known


def _parts(path: Path, error: SourceError | LayoutError) -> list[str]:
    """One message a wrong field."""
    said = str(error)
    if not said.startswith(path.name):
        said = f"{path.name}: layouts: {said}"
    head, _, rest = said.partition(": ")
    return [f"{head}: {part}" for part in rest.split("; ")]


def _others(settings: Settings) -> dict[str, Source]:
    """The outlets of this installation; a wrong file among them is told and costs only the comparison."""
    try:
        return _load(settings)
    except SourceError as error:
        err.print(f"không so được với các nguồn khác: {error}", markup=False)
        return {}


def _load(settings: Settings) -> dict[str, Source]:
    return load_sources(settings.sources_dir)


def _tell_fixes(todo: list[Fix]) -> None:
    for title, must in (("Cần sửa:", True), ("Nên xem:", False)):
        chosen = [fix for fix in todo if fix.must == must]
        if chosen:
            out.print(title)
        for number, fix in enumerate(chosen, 1):
            out.print(f"  {number}. [{fix.field}] {fix.text}", markup=False)
    if not todo:
        out.print("Không có gì cần sửa.")


def _write(text: str, file: Path | None) -> None:
    if file is None:
        out.write(text)
        return
    file.write_text(text, encoding="utf-8")
    load_source(file)
    err.print(f"đã viết {file}; trả lời các dòng HỎI rồi chạy: diemtin source check {file}", markup=False)
