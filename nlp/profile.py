"""What labels look like as a whole: the shares and score distributions that a later month is compared with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from .first_stage import FirstStage
from .model import REPAIR, ModelError
from .reading import read
from .records import Annotation, Document, Stance
from .topic import OTHER

BINS = 10  # of equal width over probabilities 0 to 1


@dataclass(frozen=True)
class Profile:
    """Counts over the relevant texts of one body of news; `unknown_words` is a share of syllables, 0 to 1.

    `scores` holds, by task, how many probabilities of the chosen label fall into each of BINS bins; `stances` counts
    those that speak of their target, `abstained` the unsure ones among them.
    """

    texts: int
    other: int  # of no topic but "khac"
    stances: int
    abstained: int
    unknown_words: float
    scores: Mapping[str, tuple[int, ...]]

    def as_dict(self) -> dict[str, Any]:
        """As plain JSON."""
        return asdict(self)


def profile(annotations: Iterable[Annotation], unknown_words: float) -> Profile:
    """Give the profile of the relevant ones among `annotations`."""
    relevant = [one for one in annotations if one.relevance > 0]
    stances = [stance for one in relevant for stance in one.stances if _speaks(stance)]
    scores: dict[str, list[float]] = {"relevance": [one.relevance_p for one in relevant]}
    scores["valence"] = [one.valence_p for one in relevant]
    for stance in stances:
        scores.setdefault(f"stance_{stance.target}", []).append(stance.p)
    return Profile(
        texts=len(relevant),
        other=sum([topic.code for topic in one.topics] == [OTHER] for one in relevant),
        stances=len(stances),
        abstained=sum(stance.abstain for stance in stances),
        unknown_words=round(unknown_words, 4),
        scores={name: binned(values) for name, values in sorted(scores.items())},
    )


def profile_of(card: Mapping[str, Any]) -> Profile:
    """Give the profile that a card keeps; ModelError when it has none or a field is missing."""
    try:
        stored = card["profile"]
        scores = {name: tuple(counts) for name, counts in stored["scores"].items()}
        numbers = {name: stored[name] for name in ("texts", "other", "stances", "abstained", "unknown_words")}
    except KeyError as error:
        raise ModelError(
            f"the card of model {card.get('model_id')} has no {error} to compare with: {REPAIR}"
        ) from error
    return Profile(**numbers, scores=scores)


def binned(values: Iterable[float]) -> tuple[int, ...]:
    """Give how many of `values` (0 to 1) fall into each of BINS bins."""
    counts = [0] * BINS
    for value in values:
        counts[min(int(value * BINS), BINS - 1)] += 1
    return tuple(counts)


def unknown_words(first: FirstStage, docs: Sequence[Document]) -> float:
    """Give the share of syllables, as the models read `docs`, that the vocabulary does not know; 0 of no text."""
    known = unknown = 0
    for doc in docs:
        for passage in read(doc).passages:
            hits = sum(token in first.words.columns for token in passage.tokens)
            known, unknown = known + hits, unknown + len(passage.tokens) - hits
    return unknown / (known + unknown) if known + unknown else 0.0


def _speaks(stance: Stance) -> bool:
    return stance.label != "none"
