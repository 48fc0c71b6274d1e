"""The card beside the weights: what they were made from, how good they are, what they must not be used for."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from .gold import Gold
from .profile import Profile

CARD = "labels.json"
PAGE = "labels.md"
LIBRARIES = ("numpy", "scipy", "scikit-learn")

_TEXT = """# Model card: labels

Relevance, topics, stance toward three targets with its deciding sentence, valence, provinces, sector, union level and
flags of Vietnamese press articles.
Model `{model_id}`, trained on {articles} annotated articles (sha256 `{sha}`) with {libraries}.
The weights are plain arrays (`labels.npz`): TF-IDF grams, one-against-rest logistic regressions, a kernel
regression over the training texts as points of few dimensions, and one small logistic regression per task over their
out-of-fold scores. Every figure below can be made again with `python -m nlp train --gold DIR`.

## Data

{corpora}

Relevance 0/1/2: {relevance}. Part of the articles was chosen for critical wording, rare topics and uncertain
relevance, so class shares are not those of the press, and the figures are those of a harder mix than a day's news.

The labels were made by a language model reading under a codebook. Its two passes agree (kappa 0.91 to 0.98), but that
is self-consistency, not agreement between people: single labels are fallible and the figures measure agreement with
that annotator. {people}

## Figures

Cross-validated, five folds, near-copies kept in one fold; each fold is predicted by models, thresholds and
calibration that never saw it. All but relevance is measured end to end on the relevant articles.

| figure | all folds | lowest | highest |
| --- | --- | --- | --- |
{rows}

`stance.accuracy_80` is the accuracy on the 80 % most certain stances; `stance.kept` the share that is not abstained
and `stance.kept_accuracy` its accuracy; `criticism.read` the share of texts critical of the union that are labelled so
or kept as a doubt for a person to read, `criticism.asked` the share of all relevant texts for which that is asked;
`evidence.shown` how often the sentence shown is one the annotator marked, where the stance itself is right; `ece` the
expected calibration error in ten bins; `provinces.f1` counts pairs of text and province on the map of 63,
`provinces.f1_34` on that of 34.

## Limits

- Criticism of the union is rare ({against} training cases): its F1 swings widely between folds. Read the sentence.
- Only the title, the lead and about 1,300 characters of the body are read, as the annotators did; what stands only
  further down is not seen.
- Irony, and praise or blame that needs knowledge of the world, are not understood.
- Texts before 2016 and outlets with unusual language are thinly covered; watch the share of abstentions.
- Not for judging persons or journalists, and not for anything but summaries that a person reads.
"""


@dataclass(frozen=True)
class Findings:
    """What held-out labels of the training texts showed: figures, their profile, agreement with people's words."""

    figures: Mapping[str, Mapping[str, float]]
    profile: Profile
    people: Mapping[str, float]


def write_card(folder: Path, identity: str, gold: Gold, found: Findings) -> None:
    """Write the card to `folder`, for programs (labels.json) and for people (labels.md)."""
    folder.mkdir(parents=True, exist_ok=True)
    card = {
        "model_id": identity,
        "gold": {"sha256": gold.sha256, "articles": gold.own},
        "corrections": {"sha256": gold.corrections, **found.people},
        "libraries": {name: version(name) for name in LIBRARIES},
        "figures": found.figures,
        "profile": found.profile.as_dict(),
    }
    (folder / CARD).write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / PAGE).write_text(_page(identity, gold, found), encoding="utf-8")


def _people(found: Findings) -> str:
    if not found.people["texts"]:
        return "No correction by a person has gone into this model."
    return (
        f"People corrected {found.people['texts']:,.0f} of the training texts; on the {found.people['fields']:,.0f}"
        f" labels they decided, models that had not seen the text said the same in {found.people['agreement']:.0%}."
    )


def _page(identity: str, gold: Gold, found: Findings) -> str:
    rows = [
        f"| `{name}` | {figure['value']:.3f} | {figure['lowest']:.3f} | {figure['highest']:.3f} |"
        for name, figure in found.figures.items()
    ]
    relevance = Counter(label["rel"] for label in gold.labels)
    return _TEXT.format(
        model_id=identity,
        articles=f"{gold.own:,}",
        people=_people(found),
        sha=gold.sha256[:16],
        libraries=", ".join(f"{name} {version(name)}" for name in LIBRARIES),
        corpora=", ".join(f"{name} {count:,}" for name, count in Counter(gold.corpora).most_common()) + ".",
        relevance=" / ".join(f"{relevance[value]:,}" for value in (0, 1, 2)),
        rows="\n".join(rows),
        against=sum(label["stance"]["cong_doan"] == "against" for label in gold.labels),
    )
