"""Which program reads pages and feeds: an id that changes with the code, the layouts and the parsing libraries."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

_ROOM = Path(__file__).parent
_LIBRARIES = ("feedparser", "lxml", "selectolax", "trafilatura")


@cache
def extractor_id() -> str:
    """Give 12 hex digits: the same bytes read by programs of one id give the same articles.

    Outlets' own layouts in `sources/*.toml` are not part of it; what they decided stands beside each wording.
    """
    digest = hashlib.sha256()
    for path in sorted([*_ROOM.glob("*.py"), *(_ROOM / "layouts").glob("*.toml")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for library in _LIBRARIES:
        digest.update(f"{library}=={version(library)}".encode())
    return digest.hexdigest()[:12]
