"""What scrubbing costs: words of comments that name nobody, and the opinion that is read in them."""

import re
from pathlib import Path

from crawlers.identity_marks import HIDDEN
from crawlers.scrub import scrub_comment
from nlp.opinion import opinion_of
from nlp.typed import read_typed

COMMENTS = Path(__file__).parent.parent / "nlp" / "comments.tsv"


def words(text: str) -> int:
    return len(re.findall(r"\w+", text.replace(HIDDEN, " ")))


def test_comments_without_persons_keep_their_words_and_their_opinion() -> None:
    lines = COMMENTS.read_text(encoding="utf-8").splitlines()
    said = [line.split("\t")[5] for line in lines if not line.startswith("#")]
    scrubbed = [scrub_comment(text) for text in said]
    assert sum(map(words, scrubbed)) >= 0.98 * sum(map(words, said))
    stances = [
        {target: label for target, (label, _) in opinion_of(read_typed(text.replace(HIDDEN, " … "))).stances.items()}
        for text in (*said, *scrubbed)
    ]
    same = sum(before == after for before, after in zip(stances[: len(said)], stances[len(said) :], strict=True))
    assert same >= 0.97 * len(said)
