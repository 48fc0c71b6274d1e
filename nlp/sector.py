"""Whose sector: words of each sector counted by field, for the classifier to weigh."""

import numpy as np
from numpy.typing import NDArray

from .geography import read_toml
from .mention import Name
from .scan import REST, Scan

SECTORS = (
    "cong_thuong", "det_may_da_giay", "dien_tu_co_khi", "xay_dung", "giao_thong_van_tai", "nong_lam_thuy_san",
    "than_khoang_san", "dau_khi", "dien_luc", "ngan_hang", "y_te", "giao_duc", "vien_chuc_nha_nuoc",
    "buu_dien_vien_thong", "du_lich_dich_vu", "van_hoa_the_thao", "luc_luong_vu_trang", "khac", "none",
)  # fmt: skip


def sector_names() -> list[Name]:
    """Give the words of gazetteer/sectors.toml as names of kind `sector`."""
    return [Name(word, "sector", code) for code, words in read_toml("sectors.toml")["sector"].items() for word in words]


def sector_features(page: Scan) -> NDArray[np.float64]:
    """Give capped counts of each sector's words in title, lead and body, and each sector's share of all such words."""
    counts = np.zeros((len(SECTORS) - 1, REST + 1))
    for hit in page.of("sector"):
        counts[SECTORS.index(hit.value), page.field(hit.start)] += 1
    total = counts.sum(axis=1)
    fields = np.column_stack([counts[:, 0], counts[:, 1], counts[:, 2:].sum(axis=1)])
    return np.concatenate([np.minimum(fields, 3).ravel(), total / max(total.sum(), 1.0)])
