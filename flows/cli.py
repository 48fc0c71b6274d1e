"""`diemtin …`: the same steps by hand. Exit code 0 = fine, 1 = ran but something needs attention, 2 = usage."""

import faulthandler
import sys
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.markup import escape

from flows import alertcli, daycli, layoutcli, lifecli, lookcli, recoverycli, sendcli, textcli
from flows.auditcli import audit_app
from flows.benchcli import bench_app
from flows.daycli import err
from flows.driftcli import drift
from flows.editorcli import desk
from flows.exportcli import export
from flows.failures import KNOWN_ERRORS, told, wrong_settings
from flows.labelcli import label_app
from flows.lookcli import ATTENTION
from flows.modelcli import model_app
from flows.plancli import campaign, campaigns, plan_app, series_app
from flows.publiccli import social_app
from flows.settings import Settings
from flows.sourcecli import source_app
from flows.storycli import story_app
from flows.tracecli import trace
from flows.watchcli import watch

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

MAILS = (sendcli.send, sendcli.bounces, sendcli.readers, alertcli.alert)
DAY = (daycli.run, daycli.ingest, daycli.annotate, daycli.digest, daycli.publish, daycli.rebuild)
LOOKS = (
    *(lookcli.check, lookcli.desks, lookcli.status, lookcli.query, lookcli.search),
    *(export, trace, layoutcli.agreement, drift, campaign),
)
SERVED = (daycli.serve, desk)
RECOVERY = (recoverycli.backup, recoverycli.restore, recoverycli.doctor)
LIFE = (lifecli.recompose, lifecli.takedown, lifecli.retain, lifecli.compact)
TOOLS = (textcli.feed, textcli.extract, textcli.text, textcli.stories, watch, campaigns)
GROUPS = {
    **{"source": source_app, "label": label_app, "model": model_app, "story": story_app, "social": social_app},
    **{"plan": plan_app, "series": series_app, "audit": audit_app, "bench": bench_app},
}


@app.callback()
def main_options(
    context: typer.Context,
    home: Annotated[Path | None, typer.Option("--home", help="Home of all state.", envvar="DIEMTIN_HOME")] = None,
) -> None:
    """Điểm tin báo chí về công đoàn và người lao động.

    Example: diemtin run --demo
    """
    try:
        context.obj = Settings(home=home) if home else Settings()
    except ValidationError as error:
        raise typer.BadParameter(wrong_settings(error)) from error


app.command(name="collect")(daycli.collect_command)
for command in (*DAY, *SERVED, *MAILS, *LOOKS, *RECOVERY, *LIFE, *TOOLS):
    app.command()(command)
for name, group in GROUPS.items():
    app.add_typer(group, name=name)


def main() -> None:
    """Entry point: our own errors end as one line on stderr and exit code 1; a crash of native code tells where."""
    if sys.stderr is not None:  # None for a process started with stderr closed
        faulthandler.enable()
    try:
        app()
    except KNOWN_ERRORS as error:
        err.print(f"[bold red]diemtin:[/bold red] {escape(told(error))}", markup=True)
        sys.exit(ATTENTION)
