"""A made-up warehouse of any size: set-based SQL over Vietnamese-looking words that are put together here."""

import json
import re
import sys
import time
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))

from warehouse import db, states  # noqa: E402

STATEMENTS = Path(__file__).parent / "bench_warehouse_sql" / "made"
DAYS = 730
SENTENCES = 100_000
CHUNK = 100_000  # articles worded at once: memory stays small
STEPS = [
    "outlets",
    "runs",
    "sentences",
    "articles",
    "outcomes",
    "items",
    "versions",
    "feed_versions",
    "annotators",
    "annotations",
    "topics",
    "stances",
    "places",
    "grouping",
    "readings",
    "mentions",
    "quotes",
    "digests",
    "digest_items",
    "corrections",
    "deliveries",
]
ONSETS = [
    *[
        "b",
        "c",
        "ch",
        "d",
        "đ",
        "g",
        "gh",
        "h",
        "kh",
        "l",
        "m",
        "n",
        "ng",
        "nh",
        "ph",
        "qu",
        "r",
        "s",
        "t",
        "th",
        "tr",
        "v",
        "x",
    ],
    "",
]
RHYMES = [
    "a",
    "an",
    "ang",
    "anh",
    "ao",
    "at",
    "ay",
    "ăn",
    "ăng",
    "âm",
    "ân",
    "âu",
    "e",
    "em",
    "en",
    "eo",
    "ê",
    "ên",
    "ênh",
    "i",
    "ich",
    "iêm",
    "iên",
    "iêu",
    "im",
    "in",
    "inh",
    "iu",
    "o",
    "oan",
    "oang",
    "oi",
    "on",
    "ong",
    "ô",
    "ôi",
    "ôm",
    "ôn",
    "ông",
    "ơ",
    "ơi",
    "ơn",
    "u",
    "ua",
    "uân",
    "ui",
    "um",
    "un",
    "ung",
    "uôi",
    "uôn",
    "uông",
    "ư",
    "ưa",
    "ưng",
    "ươi",
    "ươm",
    "ươn",
    "ương",
]
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
SUBJECTS = (
    "Công đoàn chăm lo đoàn viên", "Công nhân ngừng việc vì nợ lương", "Liên đoàn Lao động tỉnh đối thoại",
    "Lương tối thiểu vùng tăng", "Nhà ở công nhân khu công nghiệp", "Tai nạn lao động làm công nhân bị thương",
    "Bảo hiểm xã hội một lần", "Tết sum vầy cho người lao động", "Đại hội công đoàn cơ sở", "Tháng Công nhân",
    "Thỏa ước lao động tập thể", "Doanh nghiệp trốn đóng bảo hiểm", "Đình công ở công ty may", "Tuyển dụng lao động",
)  # fmt: skip
TOPICS = (
    "cham_lo_phuc_loi", "tien_luong", "viec_lam", "bao_hiem_an_sinh", "to_chuc_can_bo", "an_toan_ve_sinh",
    "phap_luat_chinh_sach", "tranh_chap_ngung_viec", "doi_song_cong_nhan", "thuong_luong_doi_thoai",
)  # fmt: skip


def syllables(rng: np.random.Generator) -> list[str]:
    """Give every onset with every rhyme in every tone, in an order that is always the same."""
    made = [onset + _toned(rhyme, tone) for onset in ONSETS for rhyme in RHYMES for tone in TONES]
    return [made[at] for at in rng.permutation(len(made))]


def _toned(rhyme: str, tone: str) -> str:
    last = max(at for at, letter in enumerate(rhyme) if letter in "aăâeêioôơuư")
    return unicodedata.normalize("NFC", rhyme[: last + 1] + tone + rhyme[last + 1 :])


def sentences(rng: np.random.Generator, count: int) -> list[str]:
    """Give sentences of 10 to 33 syllables, frequent ones as frequent as in any language (Zipf)."""
    words = np.array(syllables(rng)[:6500])
    weights = 1 / (np.arange(len(words)) + 8.0)
    lengths = rng.integers(10, 34, count)
    drawn = rng.choice(words, size=int(lengths.sum()), p=weights / weights.sum())
    return [f"{' '.join(part).capitalize()}." for part in np.split(drawn, np.cumsum(lengths)[:-1])]


MADE = ("may-2", "doc-1")  # who labelled, who read, where no program of today is asked for


def make(home: Path, articles: int, days: int = DAYS, *, annotator: str = MADE[0], reader: str = MADE[1]) -> None:
    """Write a warehouse of so many articles over two years (or `days`) into an empty home; tells each step."""
    sizes = {
        **{"first": 0, "articles": articles, "per_day": -(-articles // days), "first_day": 0, "days": days},
        **{"annotator": annotator, "reader": reader},
    }
    labels = STEPS.index("annotators")
    for steps, thin in ((STEPS[:labels], False), (["articles", *STEPS[labels:]], True)):  # by two writers, as in a day
        with db.writer(home, thin=thin) as con:
            con.execute("set threads = 2")
            _write(con, steps, sizes)


def add_day(home: Path, per_day: int) -> None:
    """Write one more day of articles, and what people and the grouping say of older ones."""
    with db.writer(home) as con:
        days = con.execute(_text("days")).fetchall()[0][0]
        first = days * per_day
        sizes = {
            **{"first": first, "articles": first + per_day, "per_day": per_day, "first_day": days},
            **{"annotator": MADE[0], "reader": MADE[1]},
        }
        steps = [name for name in STEPS if name not in ("outlets", "annotators")]
        _write(con, [*steps, "later_corrections", "later_stories"], {**sizes, "days": days + 1})


def _write(con: db.Connection, steps: Sequence[str], sizes: Mapping[str, Any]) -> None:
    rng = np.random.default_rng(20)
    for name, words in (("sentences", sentences(rng, SENTENCES)), ("subjects", SUBJECTS), ("topics", TOPICS)):
        con.execute(_text("words").format(name=name), {"words": json.dumps(words)})
    for name in ("draw", "pick"):
        con.execute(_text(name))
    for name in steps:
        start = time.perf_counter()
        if name == "versions":
            _tell(con, sizes["first"], sizes["articles"])
        else:
            text = _text(name)
            con.execute(text, {key: value for key, value in sizes.items() if re.search(rf"\${key}\b", text)})
        print(f"  made {name}: {time.perf_counter() - start:.1f} s", flush=True)  # noqa: T201
    if "versions" in steps:
        states.touch_all(con)
        states.settle(con)


def _tell(con: db.Connection, begin: int, articles: int) -> None:
    for first in range(begin, articles, CHUNK):
        con.execute(_text("told"), {"first": first, "last": first + CHUNK, "sentences": SENTENCES})
        con.execute(_text("versions"))


def _text(name: str) -> Any:
    return (STATEMENTS / f"{name}.sql").read_text(encoding="utf-8")


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
