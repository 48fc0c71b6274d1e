"""Campaigns of a text: named in headline or as what the event is part of; never in passing, never by date alone."""

import pytest

from flows.planfile import read_plans
from nlp.campaign import Campaigns
from nlp.records import Document


@pytest.fixture(scope="module")
def campaigns() -> Campaigns:
    return read_plans().campaign_finder()


def found(campaigns: Campaigns, title: str, lead: str = "", *body: str) -> dict[str, str]:
    return {one.campaign_id: one.how for one in campaigns.of(Document("d", title, lead, body))}


@pytest.mark.parametrize(
    ("title", "lead", "campaign"),
    [
        ("Đồng Phú phát động Tháng Công nhân năm 2026", "", "thang-cong-nhan"),
        ("Trao 50 mái nhà cho thợ mỏ", "Đây là hoạt động của Tháng Công nhân lần thứ 18.", "thang-cong-nhan"),
        ("Ngày hội ở khu trọ", "Công đoàn phường mở hội, hưởng ứng #ThangCongNhan2026.", "thang-cong-nhan"),
        ("Ra quân Tháng hành động về AT-VSLĐ", "", "thang-hanh-dong-atvsld"),
        ("Xí nghiệp diễn tập chữa cháy", "Nằm trong Tháng An toàn, vệ sinh lao động.", "thang-hanh-dong-atvsld"),
        ("Gắn biển công trình", "Chào mừng 97 năm Ngày thành lập Công đoàn Việt Nam.", "ngay-thanh-lap-cong-doan"),
        ("Công đoàn trao Giải thưởng Nguyễn Văn Linh", "", "ngay-thanh-lap-cong-doan"),
        ("Chợ Tết Công đoàn mở ở Vĩnh An", "", "tet-sum-vay"),
        ("Ấm lòng Tết Sum vầy", "Liên đoàn Lao động tỉnh tặng quà công nhân.", "tet-sum-vay"),
        ("Biểu dương 90 công nhân giỏi", "", "dien-hinh-tien-tien"),
        ("Đại hội thi đua yêu nước trong công nhân, viên chức, lao động", "", "dien-hinh-tien-tien"),
        ("Vượt mốc của Chương trình “1 triệu sáng kiến”", "", "mot-trieu-sang-kien"),
    ],
)
def test_a_headline_names_its_campaign(campaigns: Campaigns, title: str, lead: str, campaign: str) -> None:
    assert found(campaigns, title, lead).get(campaign) == "named"


@pytest.mark.parametrize(
    ("title", "lead"),
    [
        ("Một tháng công nhân chỉ được nghỉ hai ngày", "Thợ may kể chuyện tăng ca."),
        ("Lương mỗi tháng công nhân nhận được 7 triệu đồng", ""),
        ("Sao Việt khoe Tết sum vầy bên con", "Ca sĩ đăng ảnh gia đình."),
        ("Phát động Tháng hành động vì trẻ em", ""),
        ("Kẹt xe trên đường Nguyễn Văn Linh", "Ô tô đâm dải phân cách sáng 28/7."),
        ("Đại hội thi đua yêu nước toàn quốc khai mạc", "Hơn 2.000 đại biểu dự."),
        ("Thành lập công đoàn cơ sở ở công ty điện tử", ""),
        ("Trường đại học Tôn Đức Thắng tuyển sinh", ""),
    ],
)
def test_what_only_sounds_alike_names_nothing(campaigns: Campaigns, title: str, lead: str) -> None:
    assert found(campaigns, title, lead) == {}


def test_a_body_says_what_the_event_is_part_of(campaigns: Campaigns) -> None:
    body = (
        "Sáng nay, nhà máy khám sức khỏe cho thợ.",
        "Chương trình nằm trong khuôn khổ Tháng Công nhân 2026.",
        "Ai cũng vui.",
    )
    assert found(campaigns, "Khám sức khỏe cho thợ may", "", *body) == {"thang-cong-nhan": "named"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Công đoàn đã tổ chức nhiều hoạt động như Tết Sum vầy, Tháng Công nhân, tặng học bổng.",
        "Chị từng được khen trong Tháng Công nhân năm 2019.",
    ],
)
def test_a_name_in_passing_is_no_part(campaigns: Campaigns, sentence: str) -> None:
    body = (
        "Đại hội bầu ban chấp hành.",
        "Đại biểu góp ý văn kiện.",
        "Phiên họp kéo dài.",
        "Chủ tịch phát biểu.",
        sentence,
    )
    assert found(campaigns, "Đại hội công đoàn tỉnh", "Đại hội khai mạc.", *body) == {}


def test_a_roundup_is_no_article_of_a_campaign(campaigns: Campaigns) -> None:
    lead = "Giá xăng tăng; Khai mạc Tháng Công nhân; Đội tuyển thắng lớn; Mưa to ở miền núi."
    assert found(campaigns, "Bản tin sáng 2-5", lead) == {}


def test_an_activity_without_the_name_is_only_possible(campaigns: Campaigns) -> None:
    lead = "Liên đoàn Lao động tỉnh tổ chức hội nghị đối thoại giữa lãnh đạo tỉnh với công nhân."
    assert found(campaigns, "Lãnh đạo tỉnh nghe công nhân nói", lead) == {"thang-cong-nhan": "possible"}


def test_a_text_gives_its_edition(campaigns: Campaigns) -> None:
    titles = {
        "Tổng kết Tháng Công nhân năm 2025": 2025,
        "Tháng Công nhân lần thứ 18 năm 2026": 2026,
        "Tháng Công nhân": None,
    }
    for title, year in titles.items():
        assert [one.edition for one in campaigns.of(Document("d", title, "", ()))] == [year]
