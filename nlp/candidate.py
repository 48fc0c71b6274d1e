"""From gold and corrections to a model in a folder: weights, facets, and the card with its held-out figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from . import facets
from .annotator import annotator_id_in
from .card import Findings, write_card
from .corrected import people_agree, with_corrections
from .encoder import load_encoder
from .first_stage import FirstStage
from .gold import load_gold
from .profile import profile, unknown_words
from .rest import with_rest
from .train import Study, figures_of, held_out, identity_of, out_of_fold, save, study, train


@dataclass(frozen=True, slots=True)
class Made:
    """A trained model: the id under which it labels, and its figures (value, lowest and highest fold)."""

    annotator_id: str
    figures: Mapping[str, Mapping[str, float]]


def make(
    gold_folder: Path,
    out: Path,
    *,
    corrections: Sequence[Path] = (),
    rest: Path | None = None,
    encoder: str | None = None,
) -> Made:
    """Learn everything from gold and people's corrections and write it to `out`; same inputs, same bytes, same id.

    `rest` is general news (see rest.py), `encoder` a spec of encoder.py. ModelError names the file that cannot be used.
    """
    gold = with_rest(with_corrections(load_gold(gold_folder), corrections), rest)
    vectorizer = load_encoder(encoder) if encoder else None
    identity = identity_of(gold, vectorizer)
    work = study(gold, vectorizer)
    dense, firsts = out_of_fold(work)
    annotations = held_out(work, dense, firsts)
    annotator = train(work, dense, identity)
    save(annotator, out, {"gold_sha256": gold.sha256, "articles": gold.own})
    facets.save(annotator.places, out)
    found = Findings(
        figures=figures_of(work, annotations),
        profile=profile(annotations, _unknown(work, firsts)),
        people=people_agree(gold, annotations),
    )
    write_card(out, identity, gold, found)
    return Made(annotator_id_in(out), found.figures)


def _unknown(work: Study, firsts: Sequence[FirstStage]) -> float:
    """The share of syllables of relevant texts that models of the other folds do not know."""
    shares, sizes = [], []
    for fold, first in enumerate(firsts):
        held = np.flatnonzero((work.folds == fold) & (work.gold.relevance > 0))
        shares.append(unknown_words(first, [work.gold.documents[i] for i in held]))
        sizes.append(len(held))
    return float(np.average(shares, weights=sizes))
