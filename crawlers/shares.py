"""One crawl split over several workers: each outlet goes to one of them, and with it every host that it is asked at.

Robots, pace and Retry-After are kept host by host inside one worker, so a host must never be asked by two. Outlets that
share a registrable domain (a paper and its supplement on a subdomain) therefore stay together.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawlers.doors import doors_due
from crawlers.source import Source
from crawlers.urls import site_of

_SHARE = re.compile(r"([1-9]\d{0,2})/([1-9]\d{0,2})")


class ShareError(Exception):
    """Text that names no share of a crawl."""


@dataclass(frozen=True, slots=True)
class Share:
    """The `number`-th of `of` shares of a crawl, counted from 1."""

    number: int
    of: int

    def holds(self, key: str) -> bool:
        """Whether what has this key is this share's: the same on every machine, and of one share of a division only."""
        digest = hashlib.sha256(key.encode()).digest()
        return int.from_bytes(digest[:8], "big") % self.of == self.number - 1


WHOLE = Share(1, 1)


def parse_share(text: str) -> Share:
    """The share that `2/4` means; ShareError for anything else."""
    found = _SHARE.fullmatch(text.strip())
    share = Share(int(found[1]), int(found[2])) if found else None
    if share is None or share.number > share.of:
        raise ShareError(f"{text!r} is no share of a crawl such as 2/4")
    return share


def sources_of_share(sources: Mapping[str, Source], share: Share) -> dict[str, Source]:
    """The outlets of a share; over all shares of a division every outlet is in exactly one."""
    group = site_groups(sources)
    return {source_id: source for source_id, source in sources.items() if share.holds(group[source_id])}


def site_groups(sources: Mapping[str, Source]) -> dict[str, str]:
    """For every outlet the first of all registrable domains that it is tied to, directly or through other outlets."""
    parent: dict[str, str] = {}

    def root(site: str) -> str:
        while parent.setdefault(site, site) != site:
            site = parent[site]
        return site

    sites = {source_id: sorted(_sites(source)) for source_id, source in sources.items()}
    for found in sites.values():
        for site in found:
            first, other = sorted((root(found[0]), root(site)))
            parent[other] = first
    return {source_id: root(found[0]) for source_id, found in sites.items()}


def _sites(source: Source) -> set[str]:
    """The registrable domains of an outlet's articles and doors."""
    doors = [urlsplit(url).hostname or "" for _, url in doors_due(source, None)]
    return {site_of(host) for host in (*source.hosts, *doors) if host} or {source.id}
