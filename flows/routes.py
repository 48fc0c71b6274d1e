"""Why a story stands on a desk: causes found by the warehouse, put into words and kept as core.digest_routes."""

from dataclasses import dataclass

from crawlers.provinces import SUCCESSOR
from nlp.taxonomy import name
from warehouse import store
from warehouse.db import Connection

_LEVELS = {
    "tong_lien_doan": "việc chung của Tổng Liên đoàn",
    "tinh_nganh": "việc chung của liên đoàn lao động tỉnh, công đoàn ngành",
    "cap_tren_co_so": "việc chung của công đoàn cấp trên trực tiếp cơ sở",
    "co_so": "việc chung của công đoàn cơ sở",
}


@dataclass(frozen=True, slots=True)
class RouteRow:
    """One line of `core.digest_routes`: one cause why one story stands in one digest."""

    digest_id: str
    story_id: str
    cause: str  # all | place | body | sector | topic | level | word
    what: str
    words: str
    articles: int


def write_routes(con: Connection) -> None:
    """Route the stories of digest_candidates to the desks of digest_desks."""
    rows = [RouteRow(**row, words=words(row["cause"], row["what"])) for row in store.query(con, "digest_routes")]
    store.insert(con, "core.digest_routes", rows)


def words(cause: str, what: str) -> str:
    """A cause as a reader meets it: "địa bàn Bình Dương (nay thuộc TP.HCM)", "ngành Y tế"."""
    match cause:
        case "place":
            now = SUCCESSOR.get(what, what)
            return f"địa bàn {what}" if now == what else f"địa bàn {what} (nay thuộc {now})"
        case "body":
            return f"nhắc tới {what}"
        case "sector":
            return f"ngành {name('sectors', what)}"
        case "topic":
            return f"chủ đề {name('topics', what)}"
        case "level":
            return _LEVELS[what]
        case "word":
            return f"có từ “{what}”"
        case _:
            return "mọi tin trong nước"
