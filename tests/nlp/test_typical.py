"""The sentences that say most of what all texts of a story say."""

from nlp.records import Document
from nlp.typical import typical_sentences

CORE = "Lửa bùng lên tại xưởng gỗ Hoàng Phát ở Tân Uyên khiến ba công nhân bị bỏng nặng."


def doc(key: str, lead: str, *body: str) -> Document:
    return Document(key, "Cháy xưởng gỗ", lead, body)


def test_what_all_say_comes_first_and_only_once() -> None:
    docs = [
        doc("a", CORE, "Trời Bình Dương hôm ấy nắng gắt, đường phố vắng người qua lại lúc giữa trưa."),
        doc("b", CORE.replace("nặng", "rất nặng"), "Giá cà phê tại chợ đầu mối gần đó vẫn giữ như ngày hôm trước."),
        doc("c", "Ba công nhân xưởng gỗ Hoàng Phát bị bỏng nặng khi lửa bùng lên lúc trưa ở Tân Uyên.", "Ảnh: Minh An"),
    ]
    found = typical_sentences(docs, keep=2)
    assert "Hoàng Phát" in found[0][1]
    assert "Hoàng Phát" not in found[1][1]


def test_captions_and_nothing_at_all() -> None:
    assert typical_sentences([]) == []
    assert typical_sentences([doc("a", "", "Ảnh: TL", "Ngắn quá.")]) == []
