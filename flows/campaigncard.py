"""One edition of a campaign: how much, where, how it was received, what it carried, what rose beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flows.home import Home
from flows.wording import full_date, number, percent, topic_name
from warehouse import db, store
from warehouse.db import Connection

Row = dict[str, Any]
PHASES = {
    "chua_den": "chưa đến",
    "khong_co_tin": "chưa có tin",
    "it_tin": "ít tin",
    "khoi_dong": "khởi động",
    "cao_diem": "cao điểm",
    "lang_xuong": "lắng xuống",
    "ket_thuc": "đã kết thúc",
}
KINDS = {"exact": "nguyên văn", "inflected": "biến đổi", "paraphrase": "diễn đạt khác"}


class CampaignError(Exception):
    """There is no such campaign; the message says which there are."""


@dataclass(frozen=True, slots=True)
class CampaignCard:
    """One edition of a campaign; the lists are those of the asked days, `head` is of all of it."""

    head: Row
    days: Sequence[Row]
    outlets: Sequence[Row]
    places: Sequence[Row]
    messages: Sequence[Row]
    risen: Sequence[Row]
    counters: Sequence[Row]
    articles: Sequence[Row]


def read_list(home: Home) -> list[Row]:
    """The campaigns that have articles or run in the news, the latest first."""
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        return store.query(con, "campaign_list", campaign_id=None, edition=None)


def read_card(home: Home, campaign: str, first: date | None = None, last: date | None = None) -> CampaignCard:
    """The card of `thang-cong-nhan-2026`, or of the last edition with articles of `thang-cong-nhan`.

    Days are of Việt Nam, both within. Raises CampaignError when there is none.
    """
    with db.writer(home.root, wait_s=home.lock_wait_s) as con:
        return load_card(con, find(con, campaign), first, last)


def find(con: Connection, campaign: str) -> Row:
    """The row of mart.campaigns that a name stands for; CampaignError when there is none."""
    name, _, year = campaign.rpartition("-")
    edition = int(year) if name and year.isdecimal() and len(year) == 4 else None
    rows = store.query(con, "campaign_list", campaign_id=name if edition else campaign, edition=edition)
    if not rows:
        known = sorted({row["campaign"] for row in store.query(con, "campaign_list", campaign_id=None, edition=None)})
        raise CampaignError(f"không có chiến dịch {campaign!r}; có: {', '.join(known) or 'chưa có chiến dịch nào'}")
    return rows[0]


def load_card(con: Connection, head: Row, first: date | None, last: date | None) -> CampaignCard:
    """The card of a row of mart.campaigns."""
    asked = {"campaign": head["campaign"], "first_date": first, "last_date": last}
    span = {"first_date": first, "last_date": last}
    return CampaignCard(
        head=head,
        days=store.query(con, "campaign_days", **asked),
        outlets=store.query(con, "campaign_outlets", **asked),
        places=store.query(con, "campaign_places", **asked),
        messages=store.query(con, "campaign_messages", **asked),
        risen=store.query(con, "campaign_risen", campaign=head["campaign"]),
        counters=store.query(con, "campaign_counters", counters=list(head["counters"]), **span),
        articles=store.query(con, "campaign_articles", **asked),
    )


def window_of(head: Row) -> str:
    """The campaign's days: "01/5/2026–31/5/2026", "từ 06/5/2022"."""
    if head["last_date"] is None:
        return f"từ {full_date(head['first_date'])}"
    return f"{full_date(head['first_date'])}–{full_date(head['last_date'])}"


def figures(head: Row) -> list[str]:
    """The figures of a campaign, a sentence each."""
    told = [
        f"{number(head['articles'])} bài ({number(head['originals'])} bài tự viết) trên {number(head['outlets'])}"
        f" cơ quan báo chí, {number(head['owners'])} cơ quan chủ quản;"
        f" nói tới {number(head['provinces'])} tỉnh, thành.",
        f"Thái độ với công đoàn (bài tự viết): {number(head['favor'])} ghi nhận, {number(head['neutral'])} trung tính,"
        f" {number(head['against'])} phê phán, {number(head['unsure'])} chưa rõ.",
        f"Thông điệp: {number(head['message_sentences'])} câu trong {number(head['message_articles'])} bài.",
    ]
    if head["labour_articles"]:
        share = percent(head["articles_in_window"], head["labour_articles"])
        told.append(
            f"Trong thời gian chiến dịch: {number(head['articles_in_window'])}/{number(head['labour_articles'])}"
            f" tin về lao động, công đoàn ({share})."
        )
    told += [_last_year(head), _target(head)]
    if head["possible_articles"]:
        told.append(f"{number(head['possible_articles'])} bài nữa có thể thuộc chiến dịch nhưng không gọi tên.")
    return told


def _last_year(head: Row) -> str:
    before = head["last_year_articles"]
    if before is None:
        return "So với năm trước: kho chưa có tin của thời gian ấy."
    change = head["articles_in_window"] - before
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    return f"So với cùng thời gian năm trước: {number(before)} bài ({sign}{number(abs(change))})."


def _target(head: Row) -> str:
    wanted = [
        f"{number(head[key])}/{number(head[f'target_{key}'])} {name}"
        for key, name in (("articles", "bài"), ("outlets", "cơ quan báo chí"))
        if head[f"target_{key}"]
    ]
    if head["target_share"] and head["share"] is not None:
        wanted.append(
            f"{percent(round(1000 * head['share']), 1000)}/{percent(round(1000 * head['target_share']), 1000)} số tin"
        )
    return f"So với chỉ tiêu: {', '.join(wanted)}." if wanted else "Kế hoạch không đặt chỉ tiêu số lượng."


def phase_of(head: Row) -> str:
    """The phase in words, with the day of the peak."""
    peak = f", cao nhất vào {full_date(head['peak_date'])}" if head["peak_date"] and head["phase"] != "it_tin" else ""
    return PHASES[head["phase"]] + peak


def risen_topics(rows: Sequence[Row]) -> list[str]:
    """The topics that rose beside the campaign: "Tiền lương, thu nhập: 12% → 19%"."""
    return [
        f"{topic_name(row['topic'])}: {percent(round(1000 * row['share_before']), 1000)} →"
        f" {percent(round(1000 * row['share']), 1000)} số tin lao động khác"
        for row in rows
    ]
