"""Word runs of a text as hashed features of two zones (headline and body), cut to the buckets a model kept."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .scan import Scan
from .vectors import BUCKETS
from .words import codes, hashes

ZONES = 2  # title and lead; body
BODY_CHARS = 2500  # the codebook was applied to about 1,250 characters of body; what follows adds noise
MAX_RUN = 3

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def zone_buckets(page: Scan) -> tuple[Ints, Ints]:
    """Give the buckets of all runs of one to three words of headline and body, repeated as they occur."""
    return _runs(codes(page.text[: page.bounds[1]])), _runs(codes(page.text[page.bounds[1] :][:BODY_CHARS]))


def _runs(found: Ints) -> Ints:
    hashed = hashes(found)
    parts, run = [], np.zeros(len(hashed), dtype=np.int64)
    for width in range(1, MAX_RUN + 1):
        if len(hashed) < width:
            break
        run = run[: len(hashed) - width + 1] * 1_000_003 + hashed[width - 1 :] * 0x9E3779B1
        parts.append((run >> 9) & (BUCKETS - 1))
    return np.concatenate(parts) if parts else hashed


def wording_matrix(zones: Sequence[tuple[Ints, Ints]], kept: Ints, idf: Floats | None = None) -> sparse.csr_matrix:
    """Give (documents × ZONES·len(kept)) of (1 + ln(count)) · idf, each zone of a document scaled to length 1."""
    rows, columns, data = [], [], []
    for i, zone_pair in enumerate(zones):
        for z, buckets in enumerate(zone_pair):
            where = np.searchsorted(kept, buckets)
            where[where == len(kept)] = 0
            found, counts = np.unique(where[kept[where] == buckets], return_counts=True)
            weights = 1.0 + np.log(counts)
            if idf is not None:
                weights *= idf[found]
            norm = float(np.sqrt((weights**2).sum())) or 1.0
            rows.append(np.full(len(found), i))
            columns.append(found + z * len(kept))
            data.append(weights / norm)
    shape = (len(zones), ZONES * len(kept))
    if not rows:
        return sparse.csr_matrix(shape)
    return sparse.csr_matrix((np.concatenate(data), (np.concatenate(rows), np.concatenate(columns))), shape=shape)
