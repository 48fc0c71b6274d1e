"""The mass of the press: general news in which no word of labour stands, taken for irrelevant when models learn.

The gold was chosen near the border of what matters; without this mass a model takes sport or crime for labour news
as soon as they share a word ("hợp đồng", "tai nạn"). Of 4,329 relevant gold texts 28 have none of these words.
"""

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
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
_EVERY = 8  # records of the file are taken from all over it
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
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            records = (json.loads(line) for line in islice(lines, 0, None, _EVERY))
            own = {fold(doc.title) for doc in gold.documents}
            rest = tuple(islice((doc for doc in _documents(records) if fold(doc.title) not in own), TEXTS))
    except (OSError, EOFError, ValueError, KeyError) as error:
        raise ModelError(f"general news in {path} cannot be read: {error!r}") from error
    return replace(gold, rest=rest, rest_sha256=digest)


def _documents(records: Iterator[dict[str, Any]]) -> Iterator[Document]:
    for number, text in enumerate(records):
        if not _LABOUR.search(f"{text['title']}\n{text['lead']}\n{text['body']}"):
            sentences = tuple(split_sentences(text["body"])) if number % 2 else ()
            yield Document(text["id"], text["title"], text["lead"] or "", sentences)
