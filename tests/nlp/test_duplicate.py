"""Copies, cuts, added introductions and templates."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from nlp.duplicate import find_duplicates
from nlp.records import Document

START = datetime(2026, 8, 5, 1, tzinfo=UTC)
_WORDS = [
    "công nhân", "nhà máy", "phân xưởng", "tổ sản xuất", "ca đêm", "bữa ăn", "tiền lương", "phụ cấp", "chuyên cần",
    "thỏa ước", "đối thoại", "hội nghị", "đại biểu", "đoàn viên", "kiến nghị", "lãnh đạo", "công ty", "giải quyết",
    "khó khăn", "nhà trọ", "con nhỏ", "trường học", "bệnh viện", "bảo hiểm", "khám sức khỏe", "tổ chức", "kỹ thuật",
]  # fmt: skip


def prose(seed: int, sentences: int = 12) -> tuple[str, ...]:
    rng = random.Random(seed)
    return tuple(" ".join(rng.choices(_WORDS, k=rng.randint(8, 14))).capitalize() + "." for _ in range(sentences))


def article(name: str, seed: int, hours: float = 0, **changes: object) -> Document:
    title = " ".join(prose(seed + 1000, 1)[0].split()[:10])
    doc = Document(name, title, prose(seed + 2000, 1)[0], prose(seed), "bao-a", START + timedelta(hours=hours))
    return replace(doc, **changes)  # type: ignore[arg-type]


def test_a_cut_reprint_with_its_own_introduction_is_a_copy() -> None:
    first = article("a", 1)
    body = ("Tin này được nhiều bạn đọc quan tâm trong sáng nay.", *first.sentences[:8], "Theo Báo A.")
    copy = article("b", 1, 2, title="Chuyện ở xưởng may", lead="Bạn đọc kể lại.", sentences=body)
    found = find_duplicates([copy, first, article("c", 3)])
    assert found.keys() == {"b"}
    original, share = found["b"]
    assert original == "a"
    assert share > 0.7


def test_the_earliest_is_the_original_and_order_does_not_matter() -> None:
    docs = [article("z", 1), article("a", 1, 1), article("m", 1, 2, published_at=None)]
    assert {k: v[0] for k, v in find_duplicates(docs).items()} == {"a": "z", "m": "z"}
    assert find_duplicates(docs) == find_duplicates(docs[::-1])


def test_equal_times_are_settled_by_id() -> None:
    assert {k: v[0] for k, v in find_duplicates([article("b", 1), article("a", 1)]).items()} == {"b": "a"}


def test_independent_texts_are_no_copies() -> None:
    assert find_duplicates([article(str(i), i) for i in range(30)]) == {}


def test_feed_items_with_the_same_title_and_sapo_are_copies_and_short_ones_are_not() -> None:
    long = Document(
        "a",
        "Công đoàn khu công nghiệp mở phiên chợ 0 đồng",
        "Hơn 2.000 công nhân được mua hàng thiết yếu miễn phí vào sáng chủ nhật.",
        (),
        "bao-a",
        START,
    )
    assert find_duplicates([long, replace(long, id="b", source="bao-b")]).keys() == {"b"}
    short = Document("a", "Giá vàng hôm nay", "", (), "bao-a", START)
    assert find_duplicates([short, replace(short, id="b")]) == {}


def test_a_template_with_other_figures_is_another_text() -> None:
    def weather(name: str, day: int, low: int, high: int) -> Document:
        body = tuple(
            f"Khu vực {place} ngày {day}/8 có mưa vài nơi, nhiệt độ thấp nhất {low + k} độ, cao nhất {high + k} độ, "
            f"độ ẩm {60 + day + k} phần trăm, gió cấp {k + 1}."
            for k, place in enumerate(["Bắc Bộ", "Trung Bộ", "Tây Nguyên", "Nam Bộ", "Hà Nội", "Cần Thơ"])
        )
        return Document(name, f"Thời tiết ngày {day}/8", f"Dự báo ngày {day}/8 trên cả nước.", body, "bao-a", START)

    assert find_duplicates([weather("a", 5, 21, 31), weather("b", 16, 24, 37)]) == {}


def test_a_full_text_repeats_its_feed_item() -> None:
    full = article("a", 1, 1)
    item = replace(full, id="b", sentences=(), source="bao-b", published_at=START)
    assert {k: v[0] for k, v in find_duplicates([full, item]).items()} == {"a": "b"}
