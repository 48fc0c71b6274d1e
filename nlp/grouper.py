"""Which telling of stories this is: a change of the model or of the code makes all stories told anew."""

import hashlib
from functools import cache
from pathlib import Path

from .model import MODELS, load_weights

_PARTS = (
    *(
        "cluster",
        "duplicate",
        "fold",
        "join",
        "lineage",
        "pairing",
        "rules",
        "scan",
        "shelf",
        "shingle",
        "story",
        "tell",
    ),
    *("vectors", "words", "normalize", "geography", "mention"),
)


@cache
def grouper_id() -> str:
    """Give 12 hex digits of the code that tells stories, its gazetteers and its model; ModelError without the model."""
    load_weights("story")
    room = Path(__file__).parent
    files = [room / f"{name}.py" for name in _PARTS]
    files += [room / "gazetteer" / name for name in ("provinces.toml", "landmarks.toml")]
    digest = hashlib.sha256()
    for path in [*files, MODELS / "story.npz"]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
