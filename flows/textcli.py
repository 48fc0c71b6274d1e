"""The commands of the stateless tools: they need no home folder."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from crawlers.source import load_sources
from flows import texttools
from flows.lookcli import ATTENTION
from flows.terminal import Terminal, visible

err = Terminal(stderr=True)
Out = Annotated[Path | None, typer.Option("--out", help="Output file; default: standard output.")]
In = Annotated[Path, typer.Option("--in", exists=True, dir_okay=False, help="JSONL of articles.")]


def feed(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A saved feed.")],
    source: Annotated[str | None, typer.Option("--source", help="Outlet id; default: the file's name.")] = None,
    out: Out = None,
) -> None:
    """Read a saved feed: one JSON line per entry, times in UTC.

    Example: diemtin feed tuoitre.xml --source tuoitre
    """
    write_lines(texttools.feed_json(file, source), out)


def extract(
    file: Annotated[Path | None, typer.Argument(exists=True, dir_okay=False, help="A saved page.")] = None,
    url: Annotated[str | None, typer.Option("--url", help="Where the page was.")] = None,
    folder: Annotated[
        Path | None, typer.Option("--dir", exists=True, file_okay=False, help="A folder of pages.")
    ] = None,
    out: Out = None,
) -> None:
    """Read saved pages: title, sapo, body, author, time, and how each was read.

    Example: diemtin extract page.html --url https://tuoitre.vn/bai-viet-2026.htm
    """
    if (file is None) == (folder is None):
        raise typer.BadParameter("give one FILE, or --dir DIR")
    sources = load_sources()
    result = texttools.page_json(file, url, sources) if file else texttools.folder_json(folder, sources)  # type: ignore[arg-type]
    write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", out)


def text(source: In, out: Out = None) -> None:
    """Label articles: relevance, topics, stance with evidence, valence, places, sector, level, flags.

    Example: diemtin text --in articles.jsonl --out labels.jsonl
    """
    from nlp.annotator import load_annotator

    faults: list[str] = []
    write_lines(texttools.annotate_lines(texttools.read_jsonl(source, faults), load_annotator()), out)
    tell_faults(faults)


def stories(source: In, out: Out = None) -> None:
    """Group articles: what repeats what, and which tell one story.

    Example: diemtin stories --in articles.jsonl --out stories.jsonl
    """
    faults: list[str] = []
    write_lines(texttools.group_lines(texttools.read_jsonl(source, faults)), out)
    tell_faults(faults)


def tell_faults(faults: list[str]) -> None:
    """Name every line that was left out; the run then ends with exit code 1."""
    for fault in faults:
        err.print(fault, markup=False)
    if faults:
        raise typer.Exit(ATTENTION)


def write_lines(records: Iterable[dict[str, Any]], out: Path | None) -> None:
    """Write JSONL to a file or standard output."""
    write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), out)


def write_text(content: str, out: Path | None) -> None:
    """Write to a file or standard output, always UTF-8."""
    if out is None:
        sys.stdout.buffer.write(visible(content).encode())
        sys.stdout.flush()
        return
    write_bytes(content.encode(), out)


def write_bytes(content: bytes, out: Path) -> None:
    """Write a file; InputError names it when the disk refuses."""
    try:
        out.write_bytes(content)
    except OSError as error:
        raise texttools.InputError(f"{out}: {error.strerror}") from error
