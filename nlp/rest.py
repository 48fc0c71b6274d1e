"""The mass of the press: general news in which no word of labour stands, taken for irrelevant when models learn.

The gold was chosen near the border of what matters; without this mass a model takes sport or crime for labour news
as soon as they share a word ("hợp đồng", "tai nạn"). Of 4,329 relevant gold texts 28 have none of these words.
"""

import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Set
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from .gold import Gold
from .model import ModelError
from .normalize import fold
from .records import Document
from .segment import split_sentences

TEXTS = 2000
MASS = 4000  # more of the same for the first look: few phrases need many texts, and cost nothing
_EVERY, _MASS_EVERY = 8, 4  # records of the file are taken from all over it
_LABOUR = re.compile(
    r"lao động|công đoàn|lđlđ|công nhân|nlđ|thợ |đình công|ngừng việc|nghỉ việc|sa thải|việc làm|thất nghiệp|tuyển dụng"
    r"|bảo hiểm xã hội|bhxh|bhtn|tiền lương|lương (?:tối thiểu|cơ sở|hưu)|nợ lương|thưởng tết|nghỉ (?:lễ|tết)"
    r"|nhân viên|giáo viên|viên chức|công chức|khu công nghiệp|nhà ở xã hội",
    re.IGNORECASE,
)


def with_rest(gold: Gold, path: Path | None) -> Gold:
    """Give `gold` with general news from `path` (gzipped JSONL: id, title, lead, body); as it is without a path.

    Every second text is cut to title and lead, the form of feeds; the gold's own texts are passed over, so that no
    fold learns what it is asked. ModelError names a file that cannot be used.
    """
    if path is None:
        return gold
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        own = {fold(doc.title) for doc in gold.documents}
        rest = _texts(path, 0, _EVERY, own, TEXTS)
        mass = _texts(path, 2, _MASS_EVERY, own, MASS)  # none of the rest among them
    except (OSError, EOFError, ValueError, KeyError) as error:
        raise ModelError(f"general news in {path} cannot be read: {error!r}") from error
    return replace(gold, rest=rest, mass=mass, rest_sha256=digest)


def _texts(path: Path, first: int, every: int, own: Set[str], most: int) -> tuple[Document, ...]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = (json.loads(line) for line in islice(lines, first, None, every))
        return tuple(islice((doc for doc in _documents(records) if fold(doc.title) not in own), most))


def _documents(records: Iterator[dict[str, Any]]) -> Iterator[Document]:
    for number, text in enumerate(records):
        if not _LABOUR.search(f"{text['title']}\n{text['lead']}\n{text['body']}"):
            sentences = tuple(split_sentences(text["body"])) if number % 2 else ()
            yield Document(text["id"], text["title"], text["lead"] or "", sentences)
