"""What an ingest hands back, and how an input is known again."""

import hashlib
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from crawlers.outcomes import LandingError
from crawlers.runs import PART_SUFFIX, put_in_place, read_outcomes, run_info, sync
from crawlers.source import Source

# what no host and port hold: users, escapes, backslashes, spaces, controls, what RFC 3986 lets other names have
_TWO_FACED = re.compile(r"[\x00-\x20\x7f\\@%\"<>^`{|}!$&'()*+,;=~]")


@dataclass(frozen=True, slots=True)
class Ingest:
    """The run that an input became."""

    path: Path  # of the landed run
    is_new: bool  # False: the same input was landed before, nothing was written
    n_landed: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)  # why records were not landed → how many
    damage: str | None = None  # where the input could not be read, naming the file


def content_hash(parts: Iterable[bytes | Path]) -> str:
    """SHA-256 over texts and files, each set off by its length."""
    whole = hashlib.sha256()
    for part in parts:
        digest = hashlib.sha256(part).digest() if isinstance(part, bytes) else _file_digest(part)
        whole.update(digest)
    return whole.hexdigest()


def _file_digest(path: Path) -> bytes:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").digest()


class Hosts:
    """Which source a URL belongs to, by its host: the host itself, with or without `www.`, or a subdomain.

    A host that a source names with a port is met at that port only.
    """

    def __init__(self, sources: Iterable[Source]) -> None:
        self._ids = {host: source.id for source in sources for host in source.hosts}

    @classmethod
    def of(cls, url: str) -> "Hosts":
        """The host of one URL alone, under the id ""."""
        hosts = cls(())
        hosts._ids[host_of(url).removeprefix("www.")] = ""
        return hosts

    @property
    def names(self) -> frozenset[str]:
        """All configured hosts."""
        return frozenset(self._ids)

    def source_id(self, url: str) -> str | None:
        """The id of the source whose host serves the URL, None for a stranger or a malformed URL."""
        host, port = host_of(url), port_of(url)
        while host:
            for name in (f"{host}:{port}", host):
                if name in self._ids:
                    return self._ids[name]
            host = host.partition(".")[2]
        return None


def host_of(url: str) -> str:
    """The lower-case host name of an http(s) URL, empty when there is none, or parsers would not agree on it.

    Of `http://169.254.169.254\\@bao.example/` this library reads the second name and Scrapy asks the first.
    """
    try:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or _TWO_FACED.search(parts.netloc):
            return ""
        parts.port  # noqa: B018 - reading it is what checks it
        return parts.hostname or ""
    except ValueError:
        return ""


def port_of(url: str) -> int | None:
    """The port that a URL names, None when it names none."""
    try:
        return urlsplit(url).port
    except ValueError:
        return None


def copy_run(path: Path, landed_dir: Path) -> Ingest:
    """Land a run of another home here, whole or not at all; one that is already here is left alone."""
    for inner in path.rglob("*"):
        if inner.is_symlink():
            raise LandingError(f"{inner}: a link has no place in a landed run, it may lead anywhere")
    run = run_info(path)
    final = landed_dir / run.run_id
    if final.exists():
        return Ingest(final, is_new=False)
    part = landed_dir / (run.run_id + PART_SUFFIX)
    try:
        shutil.copytree(path, part, dirs_exist_ok=True)
        for inner in part.iterdir():
            sync(inner)
        put_in_place(part, run)
    except (OSError, shutil.Error) as error:
        raise LandingError(f"{path}: {error}") from error
    losses: list[str] = []
    n_landed = sum(one.outcome == "landed" for one in read_outcomes(final, losses))
    return Ingest(final, is_new=True, n_landed=n_landed, damage="; ".join(losses) or None)
