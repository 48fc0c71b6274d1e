"""Literal digests for the render tests; every outlet, name and event is made up."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from flows.edition import Edition
from flows.republish import UNKNOWN, Reprint, Republish
from flows.versions import Versions
from flows.view import (
    ArticleLine,
    Attitude,
    Count,
    Coverage,
    DigestView,
    Figures,
    OutletState,
    StanceCount,
    StoryView,
    TopicView,
)
from flows.voices import Voice, Voices

DAY = date(2026, 8, 5)
FIRST = datetime(2026, 8, 4, 23, 0, tzinfo=UTC)


def line(key: str, title: str, outlet: str, hour: int = 1, *, sapo: str = "", feed_only: bool = False) -> ArticleLine:
    """One article published `hour` hours after the window opens."""
    return ArticleLine(
        key,
        title,
        f"https://{key}.example/bai-{key}.html",
        outlet,
        sapo,
        FIRST + timedelta(hours=hour),
        feed_only,
    )


STRIKE = StoryView(
    lead=line(
        "bao-a",
        "Hơn 600 công nhân may Sao Khuê ngừng việc vì chậm lương hai tháng",
        "Báo Người Thợ",
        2,
        sapo="Sáng 5/8, công nhân Công ty May Sao Khuê (Bình Dương) ngừng việc, đòi trả lương hai tháng; "
        "công đoàn khu công nghiệp đã có mặt để đối thoại với chủ doanh nghiệp.",
    ),
    others=(line("bao-b", "Công nhân Sao Khuê tạm dừng việc đòi lương", "Tin Miền Đông", 4),),
    attitudes=(
        Attitude("cong_doan", "neutral"),
        Attitude("chinh_sach", "unsure"),
        Attitude(
            "doanh_nghiep",
            "against",
            "Đến trưa 5/8, công ty vẫn chưa đưa ra ngày trả lương cụ thể cho công nhân.",
        ),
    ),
    attention=("strike", "employer_against"),
    provinces=("Bình Dương",),
)
CRITICAL = StoryView(
    lead=line(
        "bao-c",
        "“Đóng đoàn phí năm năm, chưa một lần gặp cán bộ công đoàn”",
        "Thời Báo Xưởng Máy",
        9,
        sapo="Nhiều công nhân ở khu công nghiệp Sông Trà nói họ không biết chủ tịch công đoàn cơ sở là ai.",
    ),
    attitudes=(
        Attitude(
            "cong_doan",
            "against",
            "“Lúc bị cắt phụ cấp, chúng tôi hỏi công đoàn thì không ai trả lời”, chị H. kể.",
        ),
    ),
    attention=("cong_doan_against",),
    provinces=("Quảng Ngãi",),
)
WAGE = StoryView(
    lead=line(
        "bao-d",
        "Công đoàn đề xuất lương tối thiểu vùng tăng 8,2% từ năm 2027",
        "Nhật Báo Lao Công",
        3,
        sapo="Tại phiên họp Hội đồng Tiền lương quốc gia, đại diện người lao động nêu hai phương án, "
        "dựa trên khảo sát mức sống tại 18 tỉnh, thành phố.",
    ),
    others=(
        line("bao-e", "Đề xuất tăng lương tối thiểu 8,2%", "Kinh Tế Sáng", 4),
        line("bao-f", "Lương tối thiểu 2027: hai phương án", "Đài Truyền thanh Phương Nam", 6),
    ),
    attitudes=(
        Attitude(
            "cong_doan",
            "favor",
            "Mức đề xuất giúp hàng triệu công nhân bù đắp được phần trượt giá của hai năm qua.",
        ),
        Attitude("chinh_sach", "neutral"),
    ),
)
INSURANCE = StoryView(
    lead=line(
        "bao-g",
        "Từ 1/9, người lao động nộp hồ sơ hưởng bảo hiểm thất nghiệp hoàn toàn trực tuyến",
        "Tin Nhanh Phố Biển",
        5,
        sapo="Quy trình mới rút thời gian giải quyết từ 20 ngày xuống còn 12 ngày làm việc.",
        feed_only=True,
    ),
    attitudes=(Attitude("chinh_sach", "favor", "Người lao động không còn phải nghỉ làm để đi nộp hồ sơ."),),
)
GOOD = StoryView(
    lead=line(
        "bao-h",
        "Người thợ tiện ba mươi năm và 41 sáng kiến cải tiến máy",
        "Báo Người Thợ",
        11,
        sapo="Anh Trần Văn Khởi, tổ trưởng xưởng cơ khí ở Hải Phòng, vừa nhận bằng khen Lao động sáng tạo.",
    ),
    attitudes=(Attitude("cong_doan", "favor", "Công đoàn công ty đã đứng ra xin kinh phí làm thử từng chiếc máy."),),
    provinces=("Hải Phòng",),
)
REST = tuple(
    StoryView(line(f"bao-k{n}", title, outlet, 6 + n))
    for n, (title, outlet) in enumerate(
        [
            ("Trao 200 suất quà cho con công nhân vượt khó trước năm học mới", "Nhật Báo Lao Công"),
            ("Ngày hội việc làm tại Cần Thơ: hơn 3.000 chỗ làm chờ lao động trẻ", "Tin Miền Đông"),
            ("Khai mạc hội thao công nhân viên chức ngành điện", "Đài Truyền thanh Phương Nam"),
        ]
    )
)
STANCES = (
    StanceCount("cong_doan", 14, 22, 1, 4),
    StanceCount("chinh_sach", 6, 19, 3, 2),
    StanceCount("doanh_nghiep", 5, 9, 7, 6),
)
COVERAGE = Coverage(
    17,
    14,
    (
        OutletState("Báo Cửa Biển", "failed", "timeout", date(2026, 8, 3)),
        OutletState("Thời Báo Chợ Lớn", "failed", "blocked", None),
        OutletState("Tạp chí Công Xưởng", "failed", "not_a_feed", date(2026, 7, 30)),
        OutletState("Bản tin Ngành Điện", "silent"),
    ),
)


SECTIONS = {
    "voices": Voices(
        (
            Voice(
                "Người lao động",
                "",
                "Chúng tôi chỉ mong được trả đủ lương.",
                True,
                "Tin Miền Đông",
                line("q", "", "").url,
            ),
            Voice(
                "Công đoàn",
                "Chủ tịch LĐLĐ",
                "Đơn vị đã lập tổ đối thoại.",
                False,
                "Báo Người Thợ",
                line("r", "", "").url,
            ),
        )
    ),
    "republish": Republish((Reprint("bao-h", GOOD.lead.title, GOOD.lead.outlet, GOOD.lead.url, UNKNOWN),)),
    "versions": Versions("gop-1", "doc-1"),
}


def busy_day() -> DigestView:
    """A usual day: two things to answer, three topics, one good example, three outlets that failed."""
    return DigestView(
        digest_id="2026-08-05-toan-quoc-day",
        period="day",
        scope="toan-quoc",
        scope_name="Toàn quốc",
        day=DAY,
        first_at=FIRST,
        last_at=FIRST + timedelta(days=1),
        figures=Figures(1465, 23, 41, 6, 12, 38, 9, 7),
        previous=Figures(1391, 18, 44, 2, 11, 38, 6, 9),
        coverage=COVERAGE,
        attention=(CRITICAL, STRIKE),
        topics=(
            TopicView("tien_luong", "Tiền lương, thu nhập", (WAGE,)),
            TopicView("bao_hiem_an_sinh", "Bảo hiểm, an sinh", (INSURANCE,)),
        ),
        good=(GOOD,),
        rest=REST,
        stances=STANCES,
        by_topic=(
            Count("Tiền lương, thu nhập", 18, 7),
            Count("Việc làm", 14, 1),
            Count("Chăm lo, phúc lợi đoàn viên", 11, 10),
            Count("Bảo hiểm, an sinh", 8, 0),
            Count("An toàn, vệ sinh lao động", 3, 1),
        ),
        by_outlet=(
            Count("Báo Người Thợ", 17, 9),
            Count("Nhật Báo Lao Công", 12, 8),
            Count("Tin Miền Đông", 6, 1),
        ),
        by_owner=(Count("Tổng Liên đoàn Lao động Việt Nam", 29, 17), Count("Bộ Văn hóa", 6, 1)),
        annotator_id="a3f19c20b7d4",
        sections=SECTIONS,
    )


NOTED = replace(
    busy_day(),
    sections={
        "editor": Edition(
            FIRST + timedelta(hours=24, minutes=12),
            1,
            "Đề nghị Ban Chính sách – Pháp luật trả lời trước 10 giờ.",
            {"bao-c": "Đã liên hệ tòa soạn."},
        )
    },
)


def empty_day(coverage: Coverage, *, captured: int = 0) -> DigestView:
    """A day without a story."""
    blank = replace(busy_day(), figures=Figures(captured=captured), previous=None, coverage=coverage, sections={})
    return replace(blank, attention=(), topics=(), good=(), rest=(), stances=(), by_topic=(), by_outlet=(), by_owner=())
