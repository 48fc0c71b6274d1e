"""A small made-up press in a warehouse: labelled texts, outlets that answer or fail, two digest days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from crawlers.records import Outcome
from flows.records import ArticleVersion, Item, Outlet, Run
from warehouse import store
from warehouse.db import Connection

DAY = date(2026, 8, 5)
FIRST = datetime(2026, 8, 4, 23, 0, tzinfo=UTC)  # 06:00 of the day in Việt Nam
MODEL = "mo-hinh-thu"


@dataclass(frozen=True)
class AnnotatorRow:
    annotator_id: str
    active: bool


@dataclass(frozen=True)
class AnnotationRow:
    text_id: str
    annotator_id: str
    relevance: int
    relevance_p: float
    valence: str
    valence_p: float
    sector: str
    level: str
    strike: bool
    is_foreign: bool


@dataclass(frozen=True)
class TopicRow:
    text_id: str
    annotator_id: str
    code: str
    p: float


@dataclass(frozen=True)
class StanceRow:
    text_id: str
    annotator_id: str
    target: str
    label: str
    p: float
    abstain: bool
    evidence: str | None
    against_p: float | None = None
    against_evidence: str | None = None


@dataclass(frozen=True)
class PlaceRow:
    text_id: str
    annotator_id: str
    province: str


@dataclass(frozen=True)
class GroupingRow:
    text_id: str
    duplicate_of: str | None
    story_id: str


@dataclass(frozen=True)
class News:
    """One article and what the model says of it; `hour` counts from the window's beginning, None: no time."""

    key: str
    source: str
    title: str
    hour: float | None
    sapo: str = ""
    relevance: int = 0
    relevance_p: float = 0.97
    topics: tuple[str, ...] = ()
    stances: tuple[
        tuple[str, str, str | None], ...
    ] = ()  # target, label ("?": neutral and abstained, "against?", "neutral!": perhaps against), sentence
    valence: str = "neu"
    strike: bool = False
    foreign: bool = False
    provinces: tuple[str, ...] = ()
    story: str | None = None
    copy_of: str | None = None
    origin: str = "page"
    seen: float | None = None  # hour of the first sighting; None: an hour after publishing
    sector: str = "khac"
    level: str | None = None  # None: that of a federation where the union is in it


OUTLETS = (
    Outlet("nguoi-tho", "Báo Người Thợ", "union_press", "Liên đoàn Lao động Sông Hậu", None, (), True),
    Outlet("mien-dong", "Tin Miền Đông", "provincial", "Tỉnh ủy Miền Đông", None, (), True),
    Outlet("kinh-te", "Kinh Tế Sáng", "central", "Hội Doanh nhân", None, (), True),
    Outlet("pho-bien", "Tin Nhanh Phố Biển", "provincial", "Thành ủy Phố Biển", None, (), True),
    Outlet("im-lang", "Tạp chí Im Lặng", "sector", "Hiệp hội Sợi", None, (), True),
    Outlet("bi-chan", "Thời Báo Bị Chặn", "central", "Hội Văn nghệ", None, (), True),
    Outlet("hong-tin", "Bản tin Hỏng", "sector", "Tập đoàn Điện máy", None, (), True),
    Outlet("chua-hoi", "Cổng Chưa Hỏi", "portal", "Sở Lao động", None, (), False),
)

NEWS = (
    News(
        "dinh-cong",
        "nguoi-tho",
        "Hơn 600 công nhân may Sao Khuê ngừng việc vì chậm lương hai tháng",
        2,
        sapo="Sáng 5/8, công nhân Công ty May Sao Khuê ngừng việc, yêu cầu trả lương tháng 6 và tháng 7.",
        relevance=2,
        topics=("tranh_chap_ngung_viec", "tien_luong"),
        stances=(
            ("cong_doan", "neutral", None),
            ("chinh_sach", "?", None),
            ("doanh_nghiep", "against", "Đến trưa, công ty vẫn chưa đưa ra ngày trả lương cho công nhân."),
        ),
        valence="neg",
        strike=True,
        provinces=("Bình Dương",),
        story="sao-khue",
    ),
    News(
        "dinh-cong-2",
        "mien-dong",
        "Công nhân Sao Khuê tạm dừng việc đòi lương",
        4,
        relevance=1,
        topics=("tranh_chap_ngung_viec",),
        stances=(("doanh_nghiep", "against", "Công nhân nói công ty đã ba lần lỡ hẹn."),),
        valence="neg",
        strike=True,
        provinces=("Bình Dương",),
        story="sao-khue",
    ),
    News(
        "phe-phan",
        "kinh-te",
        "“Đóng đoàn phí năm năm, chưa một lần gặp cán bộ công đoàn”",
        9,
        sapo="Nhiều công nhân ở khu công nghiệp Sông Trà nói họ không biết chủ tịch công đoàn cơ sở là ai.",
        relevance=2,
        topics=("to_chuc_can_bo",),
        stances=(("cong_doan", "against", "“Lúc bị cắt phụ cấp, chúng tôi hỏi công đoàn thì không ai trả lời.”"),),
        valence="neg",
        provinces=("Quảng Ngãi",),
    ),
    News(
        "tai-nan",
        "pho-bien",
        "Sập giàn giáo ở công trường cảng, ba thợ xây bị thương",
        10,
        relevance=1,
        topics=("an_toan_ve_sinh",),
        stances=(("doanh_nghiep", "?", None),),
        valence="neg",
        provinces=("Hải Phòng",),
        origin="feed",
    ),
    News(
        "luong",
        "nguoi-tho",
        "Công đoàn đề xuất lương tối thiểu vùng tăng 8,2% từ năm 2027",
        3,
        sapo="Đại diện người lao động nêu hai phương án, dựa trên khảo sát mức sống tại 18 tỉnh, thành phố.",
        relevance=2,
        topics=("tien_luong",),
        stances=(
            ("cong_doan", "favor", "Mức đề xuất giúp công nhân bù được phần trượt giá của hai năm qua."),
            ("chinh_sach", "neutral", None),
        ),
        valence="pos",
        story="luong-toi-thieu",
    ),
    News(
        "luong-lai",
        "kinh-te",
        "Công đoàn đề xuất lương tối thiểu tăng 8,2%",
        5,
        relevance=2,
        topics=("tien_luong",),
        stances=(
            ("cong_doan", "favor", "Mức đề xuất giúp công nhân bù được phần trượt giá của hai năm qua."),
            ("chinh_sach", "neutral", None),
        ),
        valence="pos",
        story="luong-toi-thieu",
        copy_of="luong",
    ),
    News(
        "guong",
        "nguoi-tho",
        "Người thợ tiện ba mươi năm và 41 sáng kiến cải tiến máy",
        11,
        sapo="Anh Trần Văn Khởi, tổ trưởng xưởng cơ khí, vừa nhận bằng khen Lao động sáng tạo.",
        relevance=2,
        topics=("thi_dua_guong_dien_hinh",),
        stances=(("cong_doan", "favor", "Công đoàn công ty đã đứng ra xin kinh phí làm thử từng chiếc máy."),),
        valence="pos",
        provinces=("Hải Phòng",),
    ),
    News(
        "that-nghiep",
        "pho-bien",
        "Nộp hồ sơ hưởng bảo hiểm thất nghiệp hoàn toàn trực tuyến từ tháng 9",
        None,
        relevance=1,
        topics=("bao_hiem_an_sinh",),
        stances=(("chinh_sach", "favor", "Người lao động không còn phải nghỉ làm để đi nộp hồ sơ."),),
        valence="pos",
        origin="feed",
        seen=6,
    ),
    News(
        "nuoc-ngoai",
        "mien-dong",
        "Tài xế xe buýt ở một thủ đô châu Âu đình công ngày thứ ba",
        7,
        relevance=1,
        topics=("tranh_chap_ngung_viec",),
        strike=True,
        foreign=True,
    ),
    News("bong-da", "mien-dong", "Đội bóng Công Nhân Cảng thắng trận mở màn", 8),
    News("chung-khoan", "kinh-te", "Chứng khoán tăng nhẹ phiên giữa tuần", 12),
    News(
        "hom-truoc",
        "nguoi-tho",
        "Khai trương nhà trẻ cho con công nhân",
        -5,
        relevance=2,
        topics=("cham_lo_phuc_loi",),
    ),
    News("hom-truoc-2", "kinh-te", "Giá vàng đi ngang", -7),
    News("hom-sau", "nguoi-tho", "Tin của ngày hôm sau", 24, relevance=2, topics=("viec_lam",)),
)


def fill(con: Connection, news: tuple[News, ...] = NEWS) -> None:
    """The whole press into an empty warehouse."""
    store.insert(con, "core.outlets", OUTLETS)
    store.insert(con, "core.annotators", [AnnotatorRow(MODEL, active=True)])
    store.insert(con, "raw.runs", [Run("20260805T170000Z-aaaaaa", "crawl", FIRST, FIRST + timedelta(hours=18))])
    store.insert(con, "raw.outcomes", _outcomes())
    store.insert(con, "core.items", [_broken_feed()])
    add(con, news)


def _stance(key: str, target: str, label: str, sentence: str | None) -> StanceRow:
    if label.endswith("!"):
        return StanceRow(key, MODEL, target, label.rstrip("!"), 0.9, False, None, 0.08, sentence)
    return StanceRow(key, MODEL, target, label.rstrip("?") or "neutral", 0.9, label.endswith("?"), sentence)


def add(con: Connection, news: tuple[News, ...]) -> None:
    """Further articles with their labels."""
    store.insert(con, "core.article_versions", [_version(one, at) for at, one in enumerate(news)])
    store.insert(con, "core.annotations", [_annotation(one) for one in news])
    store.insert(
        con,
        "core.topics",
        [TopicRow(one.key, MODEL, code, 0.9 - at / 10) for one in news for at, code in enumerate(one.topics)],
    )
    store.insert(
        con,
        "core.stances",
        [_stance(one.key, *stance) for one in news for stance in one.stances],
    )
    store.insert(con, "core.places", [PlaceRow(one.key, MODEL, name) for one in news for name in one.provinces])
    store.insert(
        con,
        "core.grouping",
        [GroupingRow(one.key, one.copy_of, one.story or one.key) for one in news if one.relevance],
    )


def _version(one: News, at: int) -> ArticleVersion:
    published = None if one.hour is None else FIRST + timedelta(hours=one.hour)
    seen = one.seen if one.seen is not None else (one.hour or 0) + 1
    return ArticleVersion(
        version_id=f"v-{one.key}",
        article_id=f"a-{one.key}",
        source_id=one.source,
        url=f"https://{one.source}.example/{one.key}.html",
        title=one.title,
        sapo=one.sapo,
        body="",
        author=None,
        section=None,
        tags=(),
        published_at=published,
        raw_published=None,
        date_source=None if published is None else "pubDate",
        origin=one.origin,
        method=None,
        layout=None,
        text_id=one.key,
        run_id="20260805T170000Z-aaaaaa",
        seq=100 + at,
        position=0,
        fetched_at=FIRST + timedelta(hours=seen),
        disagreements=(),
    )


def _annotation(one: News) -> AnnotationRow:
    level = one.level or ("tinh_nganh" if one.relevance == 2 else "none")
    relevant = (one.relevance, one.relevance_p)
    return AnnotationRow(one.key, MODEL, *relevant, one.valence, 0.9, one.sector, level, one.strike, one.foreign)


def _outcomes() -> list[Outcome]:
    """Every outlet asked yesterday and today, but one; two of them fail today."""
    asked = [outlet.source_id for outlet in OUTLETS if outlet.source_id != "chua-hoi"]
    yesterday = [_outcome(seq, source, -20, None) for seq, source in enumerate(asked)]
    reasons = {"bi-chan": "blocked"}
    return yesterday + [_outcome(50 + seq, source, 18, reasons.get(source)) for seq, source in enumerate(asked)]


def _outcome(seq: int, source: str, hour: int, reason: str | None) -> Outcome:
    return Outcome(
        run_id="20260805T170000Z-aaaaaa",
        seq=seq,
        source_id=source,
        kind="feed",
        url=f"https://{source}.example/rss",
        final_url=None,
        outcome="failed" if reason else "landed",
        reason=reason,
        status=403 if reason else 200,
        fetched_at=FIRST + timedelta(hours=hour),
        elapsed_ms=10,
        n_bytes=0 if reason else 100,
        sha256=None,
        warc_offset=None if reason else 0,
        etag=None,
        last_modified=None,
        robots=None,
    )


def _broken_feed() -> Item:
    """What today's answer of `hong-tin` turned out to be."""
    seq = 50 + [outlet.source_id for outlet in OUTLETS if outlet.source_id != "chua-hoi"].index("hong-tin")
    return Item(
        run_id="20260805T170000Z-aaaaaa",
        seq=seq,
        position=-1,
        kind="feed",
        source_id="hong-tin",
        url="https://hong-tin.example/rss",
        article_id=None,
        version_id=None,
        rejected="not_a_feed",
        detail=None,
        fetched_at=FIRST + timedelta(hours=18),
    )
