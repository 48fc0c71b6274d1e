"""The commands on what lasts and what must not: recompose a digest, take an article down, retain, compact."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.lookcli import ATTENTION, home_of, out, settings_of
from flows.terminal import Terminal

if TYPE_CHECKING:
    from flows.takedown import Subject

err = Terminal(stderr=True)
_SHOWN = 20  # differences of one digest


def recompose(
    context: typer.Context,
    digest_id: Annotated[str | None, typer.Argument(help="Default: every digest that was kept.")] = None,
    into: Annotated[Path | None, typer.Option("--out", help="Also write the mail as composed again here.")] = None,
) -> None:
    """Compose a past digest again from only what was known then, and compare it with the kept one.

    Example: diemtin recompose 2026-08-05-day-toan-quoc
    """
    from flows import knowledge
    from flows.archive import ArchiveError
    from flows.knowledge import KnowledgeError
    from flows.recompose import recompose as again
    from nlp.model import ModelError

    home = home_of(context)
    differ = False
    for one in [digest_id] if digest_id else knowledge.kept(home):
        try:
            found = again(home, one)
        except (KnowledgeError, ArchiveError, ModelError) as error:
            err.print(f"{one}: {error}", markup=False)
            differ = True
            continue
        if into is not None:
            into.mkdir(parents=True, exist_ok=True)
            (into / f"{one}.html").write_text(found.mail.html, encoding="utf-8")
            (into / f"{one}.txt").write_text(found.mail.text, encoding="utf-8")
        rows = sum(map(len, found.rows.values()))
        out.print(f"{one}: {rows} rows as of {found.at}, {len(found.differences)} differ", markup=False)
        for line in (*found.reasons, *found.differences[:_SHOWN]):
            err.print(f"  {line}", markup=False)
        differ |= bool(found.differences)
    raise typer.Exit(ATTENTION if differ else 0)


def takedown(
    context: typer.Context,
    article: Annotated[str, typer.Argument(help="Its address, in any form, or its article id.")],
    reason: Annotated[str, typer.Option("--reason", help="Who asked and why; kept with the tombstone.")],
    role: Annotated[str, typer.Option("--role", help="The role of who decides, never a name.")] = "ban-tuyen-giao",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
) -> None:
    """Take an article out of every file and table for good, and never take it in again.

    Reprints in other outlets are listed; each wants a takedown of its own.

    Example: diemtin takedown https://bao.example/bai-123.html --reason "Tòa soạn yêu cầu ngày 5/8" --dry-run
    """
    from flows import steps
    from flows import takedown as work

    home, roll = home_of(context), steps.roll_of(settings_of(context))
    subject = work.find(home, roll, article)
    _tell_subject(subject)
    if dry_run:
        return
    for line in work.take_down(home, roll, subject, reason=reason, role=role, at=steps.now()):
        err.print(line, markup=False)
    out.print("taken down here; backups made before, sent mails and open copies of the published file still hold it")


def _tell_subject(subject: "Subject") -> None:
    out.print(f"{len(subject.articles)} addresses, {len(subject.versions)} wordings since {subject.since:%Y-%m-%d}")
    for row in subject.versions:
        out.print(f"  {row['article_id']} {row['source_id']} {row['url']} {row['title']}", markup=False)
    for digest_id in subject.digests:
        out.print(f"  told in digest {digest_id}", markup=False)
    for row in subject.reprints:
        out.print(f"  reprint, stays: {row['outlet']} {row['url']}", markup=False)


def compact(
    context: typer.Context,
    months: Annotated[int, typer.Option("--months", min=0, help="Whole months whose texts stay in the tables.")] = 12,
) -> None:
    """Move the texts of old articles from the live file into the archive, one Parquet file a month.

    They are read as before; the published copy holds all of them.

    Example: diemtin compact --months 6
    """
    from flows import compaction, steps

    done = compaction.compact(home_of(context), months=months, at=steps.now())
    out.print(f"{done.texts} texts of {len(done.months)} months moved to the archive")
    out.print(f"live file {_mb(done.before)} -> {_mb(done.after)}, archive {_mb(done.archive)}")


def _mb(size: int) -> str:
    return f"{size / 2**20:.1f} MB"


def retain(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    sure: Annotated[bool, typer.Option("--sure", help="The clock is right, though no run landed of late.")] = False,
) -> None:
    """Let go of captured pages, feeds and irrelevant texts older than DIEMTIN_KEEP_… days, and of old comments.

    What was read in pages stays, so that a rebuild gives the same rows; without a setting none goes. Comments older
    than DIEMTIN_COMMENT_DAYS always go, their figures stay.

    Example: DIEMTIN_KEEP_PAGES_DAYS=180 diemtin retain --dry-run
    """
    from flows import publicsteps, retention, steps
    from flows.clocktrust import trust_clock

    settings = settings_of(context)
    if not (dry_run or sure):
        trust_clock(home_of(context), steps.now())
    before = retention.limits(settings, steps.now())
    for kind, limit in before.items():
        out.print(f"{kind}: older than {limit:%Y-%m-%d}")
    if not before:
        out.print("pages, feeds and texts are kept: set DIEMTIN_KEEP_PAGES_DAYS, _FEEDS_DAYS or _IRRELEVANT_DAYS")
    done = retention.retain(home_of(context), steps.roll_of(settings), before, dry_run=dry_run)
    kinds = ", ".join(f"{count} {kind}" for kind, count in done.answers.items())
    out.print(f"{'would let' if dry_run else 'let'} go of {kinds} in {done.runs} runs, {done.texts} irrelevant texts")
    if not dry_run:
        out.print(f"{_mb(done.freed)} freed")
        comments = publicsteps.forget_step(home_of(context), settings)
    else:
        comments = publicsteps.old_comments(home_of(context), settings)
    told = "would delete" if dry_run else "deleted"
    out.print(f"{told} {comments} comments that are over {settings.comment_days} days old")
