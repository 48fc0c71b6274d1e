"""The commands of the outbox: send, bounces, readers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.deliveries import Delivery
from flows.home import Home
from flows.leaving import TokenError
from flows.lookcli import ATTENTION, home_of, out, settings_of
from flows.wording import DELIVERY_NAMES, number

if TYPE_CHECKING:
    from flows.sending import Planned

FINDINGS = {
    "bounced": "thư bị trả lại",
    "delayed": "máy chủ thư của người nhận còn đang thử",
    "delivered": "đã tới",
    "left": "đã hủy nhận",
    "known": "đã biết từ trước",
    "unknown": "không rõ là thư nào",
    "other": "không phải thư báo",
}


def send(  # noqa: PLR0913 -- one parameter an option
    context: typer.Context,
    digest_id: Annotated[str | None, typer.Argument(help="Default: the digest composed last.")] = None,
    every: Annotated[bool, typer.Option("--all", help="The last digests of every desk.")] = False,
    desk: Annotated[str | None, typer.Option("--desk", help="The last digests of this desk.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show who would get what.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Also what was refused, failed, came back or may have arrived.")
    ] = False,
    resolve: Annotated[
        list[str] | None, typer.Option("--resolve", metavar="ADDRESS=arrived|lost", help="Settle one in doubt first.")
    ] = None,
    wait: Annotated[int, typer.Option("--wait", min=0, help="Minutes to go on trying what is put off.")] = 0,
) -> None:
    """Send composed digests, exactly once to each recipient of their desks.

    Example: diemtin send --all --dry-run
    """
    from flows import sending, steps

    home, settings = home_of(context), settings_of(context)
    chosen = (
        sending.digests_to_send(home, digest_id=digest_id, desk=desk)
        if digest_id or every or desk
        else (steps.last_digest(home),)
    )
    if dry_run:
        _show(sending.plan(home, settings, chosen))
        return
    for answer in resolve or []:
        _resolve(home, chosen, answer)
    sent = sending.send(home, settings, chosen, force=force, wait=timedelta(minutes=wait))
    for delivery in sent.deliveries:
        out.print(_told(delivery, several=len(chosen) > 1), markup=False)
    if not sent.deliveries:
        typer.echo("nobody to send to: set DIEMTIN_RECIPIENTS, or recipients in a desk's file", err=True)
    raise typer.Exit(ATTENTION if steps.unsent(sent.deliveries) else 0)


def bounces(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Maildir, mbox, folder or file of mails; - for standard input.")],
) -> None:
    """Read mails that came to the sender: note what came back and who wants no more mail.

    Example: diemtin bounces /var/mail/diem-tin
    """
    from flows import inbox, sending

    missing = [path for path in paths if str(path) != inbox.STDIN and not path.exists()]
    if missing:
        raise typer.BadParameter(f"{missing[0]} does not exist", param_hint="PATH")
    found = sending.hear(home_of(context), [one for path in paths for one in inbox.mails(path)])
    for finding in found:
        if finding.kind != "other":
            out.print(f"{finding.name}: {FINDINGS[finding.kind]}: {finding.about}", markup=False)
    idle = sum(finding.kind == "other" for finding in found)
    out.print(f"{number(len(found))} thư đã đọc, {number(idle)} thư không phải thư báo", markup=False)
    raise typer.Exit(ATTENTION if any(one.kind in ("bounced", "unknown") for one in found) else 0)


def readers(
    context: typer.Context,
    leave: Annotated[str | None, typer.Option("--leave", help="Token, or address with --desk: no more mail.")] = None,
    back: Annotated[str | None, typer.Option("--back", help="Address that wants the mail of --desk again.")] = None,
    desk: Annotated[str | None, typer.Option("--desk", help="Desk of the address.")] = None,
) -> None:
    """Show every reader: how the last mail ended, who left; or let one leave or come back.

    Example: diemtin readers --back van-phong@ldld.example --desk toan-quoc
    """
    from flows import readership
    from flows.unsubscribe import Departure, note, unsubscribe

    home, settings = home_of(context), settings_of(context)
    address = leave or back
    if address and "@" in address and not desk:
        raise typer.BadParameter("say of which desk", param_hint="--desk")
    try:
        if leave and "@" not in leave:
            unsubscribe(home, leave, way="operator")
        elif address and desk:
            note(home, Departure(desk, address, datetime.now(UTC), "operator", wants_mail=back is not None))
    except TokenError as error:
        raise typer.BadParameter(str(error), param_hint="--leave") from error
    found = readership.readers_of(home, settings)
    for one in found:
        out.print(one.line, markup=False)
    raise typer.Exit(ATTENTION if any(one.attention for one in found) else 0)


def _show(planned: Sequence[Planned]) -> None:
    for one in planned:
        state = "đã hủy nhận" if one.left else DELIVERY_NAMES[one.known.status] if one.known else "sẽ gửi"
        size = number(round(one.size / 1024))
        out.print(f"{one.digest_id}  {one.desk}  {one.recipient}  {size} KB  {state}", markup=False)
    out.print(f"{number(len(planned))} thư; chưa gửi gì (--dry-run)", markup=False)


def _resolve(home: Home, digest_ids: Sequence[str], answer: str) -> None:
    from flows import outbox

    recipient, _, found = answer.rpartition("=")
    if found not in ("arrived", "lost") or not recipient:
        raise typer.BadParameter(f"{answer!r}: say ADDRESS=arrived or ADDRESS=lost", param_hint="--resolve")
    settled = [outbox.resolve(home, digest_id, recipient, arrived=found == "arrived") for digest_id in digest_ids]
    if not any(settled):
        raise typer.BadParameter(f"{recipient} got none of: {', '.join(digest_ids)}", param_hint="--resolve")


def _told(delivery: Delivery, *, several: bool) -> str:
    return f"{delivery.digest_id}  {delivery.line}" if several else delivery.line
