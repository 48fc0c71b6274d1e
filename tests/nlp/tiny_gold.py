"""A gold of our own, learned in seconds: of short phrases, every label many times, no two texts near copies."""

import gzip
import json
from pathlib import Path
from typing import Any

from nlp.records import TARGETS

PLACES = ("Bình Dương", "Long An", "Hải Phòng", "Nghệ An", "Đồng Nai", "Quảng Ngãi", "Cần Thơ")
TOPICS = {
    "thuong_luong_doi_thoai": "đối thoại định kỳ",
    "tien_luong": "tăng lương tối thiểu",
    "phap_luat_chinh_sach": "dự thảo bộ luật",
    "bao_hiem_an_sinh": "sổ bảo hiểm xã hội",
    "an_toan_ve_sinh": "tai nạn lao động",
    "viec_lam": "tuyển dụng lao động",
    "tranh_chap_ngung_viec": "công nhân đình công",
    "cham_lo_phuc_loi": "trao quà Tết",
    "to_chuc_can_bo": "đại hội cán bộ",
    "thi_dua_guong_dien_hinh": "lao động giỏi",
    "dich_benh_suc_khoe": "khám sức khỏe",
    "van_hoa_su_kien": "hội thao công nhân",
    "doi_song_cong_nhan": "nhà trọ chật hẹp",
    "khac": "chuyện khác của thợ",
}
TARGET_NAMES = {"cong_doan": "công đoàn", "chinh_sach": "quy định mới", "doanh_nghiep": "công ty"}
SAID = {"favor": "được cảm ơn", "neutral": "vừa thông báo", "against": "bị phê phán", "none": ""}
LEVELS = {
    "tong_lien_doan": "Tổng Liên đoàn Lao động",
    "tinh_nganh": "Liên đoàn Lao động tỉnh",
    "cap_tren_co_so": "Công đoàn Khu công nghiệp",
    "co_so": "Công đoàn cơ sở",
    "none": "Người lao động",
}
VALENCES = {"pos": "tin vui", "neg": "nỗi lo", "neu": "thông tin"}
SECTORS = {"det_may_da_giay": "ngành may", "y_te": "bệnh viện", "none": "nhiều nơi"}
IDLE = ("đội bóng thắng trận", "giá vàng tăng", "mưa lớn cuối tuần", "ca sĩ ra đĩa", "chứng khoán đi ngang")


def write(folder: Path, relevant: int = 112, idle: int = 40) -> Path:
    """Write labels.jsonl and pool.jsonl.gz; gives the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    records = [_relevant(n) for n in range(relevant)] + [_idle(n) for n in range(idle)]
    labels = "".join(json.dumps(label, ensure_ascii=False) + "\n" for label, _ in records)
    pool = "".join(json.dumps(text, ensure_ascii=False) + "\n" for _, text in records)
    (folder / "labels.jsonl").write_text(labels, encoding="utf-8")
    (folder / "pool.jsonl.gz").write_bytes(gzip.compress(pool.encode(), mtime=0))
    return folder


def text(key: str, title: str, lead: str, *sentences: str) -> dict[str, Any]:
    """One line of the pool."""
    return {"id": key, "corpus": "own", "date": None, "title": title, "lead": lead, "sentences": list(sentences)}


def label(key: str, relevance: int, **fields: Any) -> dict[str, Any]:
    """One line of the labels; what is not given is empty."""
    empty = {"topics": [], "stance": dict.fromkeys(TARGETS, "none"), "ev": {}, "valence": "neu", "prov": []}
    return {"id": key, "rel": relevance, **empty, "sector": "none", "level": "none", "strike": 0, "foreign": 0} | fields


def _relevant(n: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """The n-th relevant text; the numbers between its phrases keep it from being a near copy of another."""
    topic, place = list(TOPICS)[n % 14], PLACES[n % 7]
    level = list(LEVELS)[(n // 3) % 5]
    stance = {target: list(SAID)[(n * 3 + n // 4 + k) % 4] for k, target in enumerate(TARGETS)}
    valence, sector = list(VALENCES)[(n // 2) % 3], list(SECTORS)[(n // 5) % 3]
    mark = 1000 + 7 * n
    said = [f"{TARGET_NAMES[t]} {SAID[s]} {mark + k}" for k, (t, s) in enumerate(stance.items()) if s != "none"]
    key = f"r{n:03d}"
    evidence = {t: [1] for t, s in stance.items() if s in ("favor", "against")}
    lead = f"{LEVELS[level]} {mark + 3} {place}, {VALENCES[valence]} {mark + 4} {SECTORS[sector]} {mark + 5}."
    union = 2 if level != "none" or stance["cong_doan"] != "none" else 1
    fields = {"topics": [topic], "stance": stance, "ev": evidence, "valence": valence, "prov": [place]}
    fields |= {"sector": sector, "level": level, "strike": int(topic == "tranh_chap_ngung_viec")}
    body = text(
        key,
        f"{TOPICS[topic]} {mark + 6} {TOPICS[topic]}",
        lead,
        "; ".join(said) + ".",
        f"Quê ở {PLACES[(n + 3) % 7]} {mark}.",
    )
    return label(key, union, **fields), body


def _idle(n: int) -> tuple[dict[str, Any], dict[str, Any]]:
    key, mark, abroad = f"x{n:03d}", 5000 + 9 * n, n % 4 == 0
    lead = f"{'Ở Pháp' if abroad else 'Trong nước'} {mark} {IDLE[(n + 2) % 5]} {mark + 1}."
    return label(key, 0, foreign=int(abroad)), text(key, f"{IDLE[n % 5]} {mark + 2} {IDLE[n % 5]}", lead)
