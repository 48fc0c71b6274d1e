"""The shipped model's card as people read it: its figures beside the floors that no model may fall under."""

from dataclasses import dataclass
from typing import Any

from nlp.floors import load_card, load_floors, values
from nlp.model import MODELS, ModelError

FIELD_NAMES = {
    "relevance": "liên quan",
    "topics": "chủ đề",
    "stance_cong_doan": "thái độ với công đoàn",
    "stance_chinh_sach": "thái độ với chính sách",
    "stance_doanh_nghiep": "thái độ với doanh nghiệp",
    "valence": "tốt, xấu với người lao động",
    "provinces": "tỉnh, thành",
    "sector": "ngành",
    "level": "cấp công đoàn",
    "strike": "ngừng việc",
    "is_foreign": "ở nước ngoài",
}
_FIGURES = {
    "relevance.f1": "Nhận ra tin liên quan (F1)",
    "relevance.ece": "Xác suất liên quan lệch với thực tế (càng nhỏ càng tốt)",
    "topics.micro": "Chủ đề (F1 gộp)",
    "topics.macro": "Chủ đề (F1 trung bình)",
    "stance.cong_doan": "Thái độ với công đoàn (F1 của bốn mức)",
    "stance.cong_doan.against": "Nhận ra phê phán công đoàn (F1)",
    "stance.chinh_sach": "Thái độ với chính sách (F1 của bốn mức)",
    "stance.doanh_nghiep": "Thái độ với doanh nghiệp (F1 của bốn mức)",
    "stance.accuracy_80": "Thái độ đúng trong 80 % mô hình chắc nhất",
    "stance.kept": "Phần thái độ mô hình dám nêu",
    "stance.kept_accuracy": "Thái độ đúng trong phần dám nêu",
    "evidence.shown": "Câu quyết định nêu đúng",
    "criticism.read": "Bài phê phán công đoàn được đưa người đọc",
    "criticism.asked": "Bài phải đưa người đọc vì thế",
    "place.f1": "Tỉnh, thành (F1)",
}


@dataclass(frozen=True, slots=True)
class Promises:
    """What the shipped model promised: its id, the articles it learned from, one row a figure in Vietnamese."""

    model_id: str
    articles: int
    rows: tuple[dict[str, str], ...]


def promises() -> Promises:
    """The shipped model's card; floors are left out where the checkout that holds them is not there. ModelError."""
    card = load_card(MODELS)
    figures = values(card)
    try:
        floors = dict(load_floors().figures)
    except ModelError:
        floors = {}
    rows = tuple(
        {
            "thước đo": name,
            "đạt": _decimal(figures[key]),
            "thấp nhất, cao nhất giữa các lần đo": _range(card["figures"][key]),
            "sàn": _decimal(floors.get(key)),
        }
        for key, name in _FIGURES.items()
        if key in figures
    )
    return Promises(card["model_id"], card["gold"]["articles"], rows)


def _range(figure: dict[str, Any]) -> str:
    return f"{_decimal(figure.get('lowest'))} – {_decimal(figure.get('highest'))}"


def _decimal(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}".replace(".", ",")
