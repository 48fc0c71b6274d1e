"""`diemtin social …`: organisations' pages in social networks, how they answer and how much they post."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from crawlers.export import SUFFIXES
from flows.lookcli import ATTENTION, home_of, out, settings_of
from flows.terminal import Terminal
from flows.wording import VIETNAM, failure

social_app = typer.Typer(
    no_args_is_help=True, help="Organisations' pages in social networks. Example: diemtin social list"
)
err = Terminal(stderr=True)


def is_export(path: Path) -> bool:
    """Whether a file is an export of a listening service by its name."""
    return path.is_file() and path.suffix.lower() in SUFFIXES


def asked_with_trouble(context: typer.Context, *, every: bool) -> bool:
    """Ask the pages that are due and tell what they refused; whether there was any."""
    from flows import publicsteps

    troubles = publicsteps.pages_step(home_of(context), settings_of(context), every=every).troubles
    for trouble in troubles:
        err.print(trouble, markup=False)
    return bool(troubles)


@social_app.command("collect")
def collect(
    context: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="Also the pages whose time has not come yet.")] = False,
) -> None:
    """Ask the organisations' pages once and load what they say, without the press.

    Example: diemtin social collect --all
    """
    from flows import steps

    trouble = asked_with_trouble(context, every=every)
    loaded = steps.load_step(home_of(context), settings_of(context))
    out.print(f"{len(loaded.runs)} {'run' if len(loaded.runs) == 1 else 'runs'}, {loaded.outcomes} answers loaded")
    for run_id, reason in loaded.broken.items():
        err.print(f"{run_id}: {reason}", markup=False)
    raise typer.Exit(ATTENTION if trouble or loaded.broken else 0)


@social_app.command("list")
def list_pages(context: typer.Context) -> None:
    """Show each page: its network, when it answered last, what it lacks to be asked.

    Example: diemtin social list
    """
    from flows import pages, steps
    from warehouse import db, store

    settings, home = settings_of(context), home_of(context)
    clients, faults = pages.clients_of(settings)
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        health = {row["source_id"]: row for row in store.query(con, "page_health")}
    table = Table("Trang", "Mạng", "Đọc trọn lần cuối", "Tình trạng")
    for source in steps.roll_of(settings).pages().values():
        row = health.get(source.id, {})
        social = source.social
        if social is None:
            continue
        whole = row.get("whole_at")
        when = whole.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M") if whole else "chưa lần nào"
        table.add_row(
            source.name,
            str(social.platform),
            when,
            _state(pages.is_ready(source, clients), social.page, row.get("reason")),
        )
    out.print(table)
    for fault in faults:
        err.print(fault, markup=False)
    raise typer.Exit(ATTENTION if faults else 0)


def _state(ready: bool, page: str, reason: str | None) -> str:
    if ready:
        return failure(reason) if reason else "được hỏi"
    return "thiếu khóa truy cập" if page else "thiếu mã trang"


@social_app.command("activity")
def activity(
    context: typer.Context,
    days: Annotated[int, typer.Option("--days", min=1, help="How many of the last days.")] = 7,
) -> None:
    """Show how many posts each page had a day, against the plan's minimum of four, and their reach.

    Example: diemtin social activity --days 7
    """
    from warehouse import db, store

    home = home_of(context)
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        rows = store.query(con, "page_activity", days=days)
    table = Table("Trang", "Ngày đủ 4 bài", "Bài", "Bài/ngày", "Chia sẻ", "Cảm xúc", "Bình luận")
    for row in rows:
        table.add_row(
            row["page"], f"{row['kept_days']}/{row['days']}", *(str(row[name]) for name in ("posts",)),
            f"{row['posts'] / max(row['days'], 1):.1f}".replace(".", ","),
            *(str(row[name]) for name in ("shares", "reactions", "comments")),
        )  # fmt: skip
    out.print(table if rows else "Chưa có bài đăng nào của các trang.")


@social_app.command("forget")
def forget(
    context: typer.Context,
    sure: Annotated[bool, typer.Option("--sure", help="The clock is right, though no run landed of late.")] = False,
) -> None:
    """Delete comments older than DIEMTIN_COMMENT_DAYS for real, from landed files and tables; figures stay.

    Example: diemtin social forget
    """
    from flows import publicsteps, steps
    from flows.clocktrust import trust_clock

    if not sure:
        trust_clock(home_of(context), steps.now())
    out.print(f"{publicsteps.forget_step(home_of(context), settings_of(context))} comments deleted")
