"""To which organisation's page a row of an export belongs; rows under anybody else's page are not taken."""

import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import urlsplit

from crawlers.identity_words import bare, identity_words
from crawlers.source import Source

_ORGANISATION = re.compile(
    r"(?<!\w)(?:cong doan|lien doan|ldld|truyen hinh|thoi su|tap chi|uy ban|ubnd|cong ty|tong cong ty"
    r"|tap doan|trung tam|khu cong nghiep|kcn|bhxh|bao hiem|benh vien|ban tuyen giao|ban quan ly"
    r"|cong thong tin|nghiep doan|cdcs)(?!\w)"
)
# words that are names of persons, too ("Gia Bảo", "Văn Hội"): an organisation's name begins with them
_BEGINNING = re.compile(r"(?:báo|đài|sở|bộ|hội)(?!\w)|(?:bao|dai|so|bo|hoi)\s(?=[a-z ]+$)")
_SIGNS = re.compile(r"[^a-z0-9]+")
STRANGER = "trang-"  # before the id of a page that only an export names


class KnownPages:
    """The configured outlets and pages, by what an export may call them."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._names: dict[str, str] = {}
        self._starts: dict[str, str] = {}
        for source in sources.values():
            for name in (source.id, source.name, source.social.page.lower() if source.social else ""):
                self._names.setdefault(_plain(name), source.id)
            starts = [f"{host}/" for host in source.hosts]
            if urlsplit(source.homepage).path.strip("/"):  # a network's own front page is nobody's
                starts.append(_plain(source.homepage))
            self._starts |= dict.fromkeys(starts, source.id)

    def of_row(self, told: Mapping[str, str], page: str | None) -> str | None:
        """The id of the organisation's page that a row belongs to, None when it names none; `page` goes before."""
        name = page or told["page"]
        for key in (name, told["post"], told["url"]):
            if (known := self._known(key)) is not None:
                return known
        folded = bare(name)
        if page is not None or _is_organisation(name):
            return STRANGER + _SIGNS.sub("-", folded).strip("-")[:60]
        return None

    def is_called(self, source_id: str, page: str, author: str) -> bool:
        """Whether an author is the page itself."""
        return self._known(author) == source_id or _plain(author) == _plain(page)

    def public(self, source_id: str, url: str) -> str:
        """The address of a post when it is on the page itself, without what comes behind `?`; else none."""
        is_own = url.startswith(("https://", "http://")) and self._known(url) == source_id
        return url.split("?")[0] if is_own else ""

    def _known(self, key: str) -> str | None:
        folded = _plain(key)
        if not folded:
            return None
        if folded in self._names:
            return self._names[folded]
        fitting = [start for start in self._starts if folded.startswith(start)]
        return self._starts[max(fitting, key=len)] if fitting else None


def _is_organisation(name: str) -> bool:
    told = unicodedata.normalize("NFC", name).strip().lower()
    if _ORGANISATION.search(bare(told)):
        return True
    begins = _BEGINNING.match(told)
    rest = told[begins.end() :].split() if begins else []
    return bool(rest) and rest[0] not in identity_words().any_surnames


def _plain(name: str) -> str:
    return re.sub(r"^https?://(?:www\.|m\.)?", "", bare(name.strip()))
