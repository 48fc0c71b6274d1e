"""The commands of recovery: backup, restore, doctor."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows import backup as copying
from flows import restoring, truth
from flows.home import Home, home_at
from flows.lookcli import ATTENTION, home_of, out, settings_of
from flows.steplog import logged

if TYPE_CHECKING:
    from flows.doctor import Finding  # a day's work is needed to look, none to be asked for --help

Folder = Annotated[Path, typer.Argument(help="The backup folder, on another disk.", file_okay=False)]


def backup(
    context: typer.Context,
    folder: Folder,
    keep: Annotated[int, typer.Option("--keep", min=1, help="Copies to keep; older ones are removed.")] = 30,
    verify: Annotated[bool, typer.Option("--verify", help="Read the whole copy again and compare.")] = False,
) -> None:
    """Copy landed files, corrections, digests and journals; only what is new is written.

    Example: diemtin backup /mnt/sao-luu/diemtin --keep 60
    """
    home = home_of(context)
    strange = [f"{path}: a link, not copied: put the file itself there" for path in truth.links(home.root)]
    copy = _copied(home, folder)
    faults = list(restoring.verify(folder, copy)) if verify else []
    left: list[str] = []
    if faults:
        copying.discard(folder, copy)
        copy = _copied(home, folder)
        left = list(restoring.verify(folder, copy))
        faults += left or ["written anew from the home"]
    out.print(f"{copy.manifest.name}: {len(copy.files)} files, {_mb(copy.size)}; new: {_mb(copy.new_bytes)}")
    for complaint in (*faults, *strange):
        out.print(complaint, markup=False)
    if not left:
        copying.prune(folder, keep=keep)
    raise typer.Exit(ATTENTION if faults or strange else 0)


@logged("backup", lambda copy: {"items": len(copy.files), "bytes": copy.size, "new_bytes": copy.new_bytes})
def _copied(home: Home, folder: Path) -> restoring.Copy:
    return copying.back_up(home.root, folder)


def restore(
    context: typer.Context,
    folder: Folder,
    at: Annotated[
        str | None, typer.Option("--at", help="Start of a copy's name, such as 20260805; default: last.")
    ] = None,
) -> None:
    """Write a copy into the (new) home and make the warehouse from it; what is damaged is named and left out.

    Example: DIEMTIN_HOME=/srv/moi diemtin restore /mnt/sao-luu/diemtin
    """
    from flows import steps

    settings = settings_of(context)
    found = [manifest for manifest in restoring.copies(folder) if at is None or manifest.name.startswith(at)]
    if not found:
        raise restoring.BackupError(f"{folder}: no copy{f' of {at}' if at else ''}")
    faults = restoring.restore(folder, restoring.read_copy(found[-1]), settings.home)
    loaded = steps.rebuild_step(home_at(settings), settings)
    out.print(f"{found[-1].name}: {len(loaded.runs)} runs, {loaded.outcomes} answers")
    for complaint in (*faults, *(f"{name}: {why}" for name, why in loaded.broken.items())):
        out.print(complaint, markup=False)
    raise typer.Exit(ATTENTION if faults or loaded.broken else 0)


def doctor(
    context: typer.Context,
    deep: Annotated[bool, typer.Option("--deep", help="Read every landed byte and compare checksums.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Say what is wrong with this installation and how to mend it; exit code 1 when the next mail is at risk.

    Example: diemtin doctor --deep
    """
    from flows.doctor import examine

    findings = examine(home_of(context), settings_of(context), datetime.now(UTC), deep=deep)
    if as_json:
        out.print(json.dumps([asdict(one) for one in findings], ensure_ascii=False), markup=False)
    else:
        _tell(findings)
    raise typer.Exit(ATTENTION if any(one.urgent for one in findings) else 0)


def _tell(findings: "list[Finding]") -> None:
    for one in sorted(findings, key=lambda one: (not one.urgent, not one.mend)):
        mark = "LỖI" if one.urgent else "lưu ý" if one.mend else "tốt"
        out.print(f"{mark:6}{one.what}", markup=False)
        if one.mend:
            out.print(f"      → {one.mend}", markup=False)


def _mb(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
