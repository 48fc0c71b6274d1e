"""The mail: what it says, that it fits, and that nothing in it can break out of its place."""

import re
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from flows import render as room
from flows.links import Links
from flows.panels import shares
from flows.render import LADDER, LIST_NAME, MAX_HTML_BYTES, render
from flows.view import ArticleLine, Attitude, Coverage, DigestView, Figures, OutletState, StanceCount, StoryView
from tests.flows.digest_views import COVERAGE, CRITICAL, STRIKE, busy_day, empty_day, line

TEMPLATES = Path(room.__file__).parent / "templates"
NASTY = "<script>alert(1)</script>\"'&{{ 7*7 }}"


class Page(HTMLParser):
    """What a reader's program sees: tags with attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def many(count: int) -> tuple[StoryView, ...]:
    """Stories with long names, as a week brings them."""
    title = "Công đoàn cơ sở kiến nghị doanh nghiệp trả đủ tiền làm thêm giờ và cải thiện bữa ăn ca"
    return tuple(StoryView(line(f"nguon-{n}", f"{title} lần {n}", "Đài Truyền thanh Phương Nam")) for n in range(count))


def test_the_answer_comes_first_and_says_it_all() -> None:
    mail = render(busy_day())
    answer = "Ngày 05/8: 23 tin về công đoàn, 41 tin về lao động trên 12 báo, đài; 2 việc cần phản hồi."
    assert mail.subject == "Điểm tin 05/8/2026: 23 tin công đoàn, 41 tin lao động, 2 việc cần phản hồi"
    assert answer in Page(mail.html).text
    assert answer in " ".join(mail.text.split())
    assert "Thứ Tư, 05/8/2026" in mail.text


def test_the_sections_stand_in_order_in_both_parts() -> None:
    mail = render(busy_day())
    headings = [
        "Cần phản hồi hôm nay",
        "Con số chính",
        "Theo chủ đề",
        "Gương người tốt, việc tốt và mô hình hay",
        "Tiếng nói các bên",
        "Bài nên đăng lại",
        "Các tin khác",
        "Độ phủ nguồn tin",
        "Cách đọc và phiên bản mô hình",
    ]
    assert re.findall(r"<h2[^>]*>([^<]+)</h2>", mail.html) == headings
    places = [mail.text.index(f"{heading.upper()}\n---") for heading in headings]
    assert places == sorted(places)


def test_both_parts_tell_every_story_with_its_link_and_sentence() -> None:
    view = busy_day()
    mail = render(view)
    stories = [*view.attention, *(s for topic in view.topics for s in topic.stories), *view.good]
    flat = " ".join(mail.text.replace("\n  > ", "\n").split())
    for story in stories:
        for article in (story.lead, *story.others):
            assert article.url in mail.text
            assert f'href="{article.url}"' in mail.html
        for attitude in story.attitudes:
            if attitude.evidence and "“" not in attitude.evidence:
                assert f"“{attitude.evidence}”" in flat
                assert f"“{attitude.evidence}”" in Page(mail.html).text


def test_the_numbers_show_how_they_moved() -> None:
    text = render(busy_day()).text
    assert "- 23 tin về công đoàn (tăng 5 so với hôm trước)" in text
    assert "- 38 sự việc (bằng hôm trước)" in text
    assert "- 1.465 bài thu thập được (tăng 74 so với hôm trước)" in text
    assert "so với" not in render(replace(busy_day(), previous=None)).text


def test_an_abstention_is_said_and_not_drawn() -> None:
    mail = render(busy_day())
    assert "14 ghi nhận, 22 trung tính, 1 phê phán, 4 chưa rõ" in mail.text
    assert "Chính sách: chưa rõ" in mail.text
    bars = re.findall(r'<td class="bar [^>]*>([\d.]+)</td>', mail.html)
    assert bars == ["14", "22", "1", "6", "19", "3", "5", "9", "7"]


@pytest.mark.parametrize("values", [[14, 22, 1], [1, 0, 0], [1, 999, 1], [0, 0, 0], [5, 5, 5]])
def test_bar_widths_fill_the_bar_and_stay_readable(values: list[int]) -> None:
    widths = shares(values)
    assert sum(widths) == (100 if any(values) else 0)
    assert all(width >= 8 if value else width == 0 for value, width in zip(values, widths, strict=True))


def test_coverage_names_who_failed_and_why() -> None:
    text = render(busy_day()).text
    assert "Lưu ý: 3/17 cơ quan báo chí không đọc được nên" in " ".join(text.split())
    assert "Không đọc được 3/17 cơ quan báo chí:" in text
    assert "- Báo Cửa Biển: máy chủ không trả lời kịp; tin gần nhất ngày 03/8/2026" in text
    assert "- Thời Báo Chợ Lớn: trang chặn truy cập tự động\n" in text
    assert "7/64 tin (10,9%) chỉ đọc được tiêu đề và tóm tắt" in text
    assert "6 tin về sự việc ở nước ngoài" in text
    assert "Mô hình phân loại: a3f19c20b7d4" in text


FAILED = tuple(OutletState(f"Báo {n}", "failed", "dns") for n in "ABC")
IDLE = tuple(OutletState(f"Báo {n}", "not_asked") for n in "ABC")


@pytest.mark.parametrize(
    ("coverage", "captured", "subject", "says"),
    [
        (Coverage(3, 3), 120, "không có tin", "đã đọc 120 bài của 3 cơ quan báo chí"),
        (Coverage(3, 3), 0, "không có tin", "3 cơ quan báo chí đọc được không đăng bài mới nào"),
        (
            Coverage(3, 0, FAILED),
            0,
            "không đọc được nguồn nào",
            "không đọc được nguồn nào: 3 cơ quan báo chí",
        ),
        (Coverage(0, 0, IDLE), 0, "chưa đọc nguồn nào", "chưa đọc nguồn nào trong ngày 05/8/2026"),
        (Coverage(3, 2, FAILED[:1]), 80, "không có tin", "Lưu ý: 1/3 cơ quan báo chí không đọc được"),
        (Coverage(0, 0), 0, "chưa đọc nguồn nào", "Chưa có cơ quan báo chí nào trong danh sách"),
    ],
    ids=["nothing relevant", "nothing new", "all failed", "never asked", "some failed", "no outlets"],
)
def test_an_empty_day_says_why_it_is_empty(coverage: Coverage, captured: int, subject: str, says: str) -> None:
    mail = render(empty_day(coverage, captured=captured))
    assert mail.subject == f"Điểm tin 05/8/2026: {subject}"
    for text in (" ".join(mail.text.split()), Page(mail.html).text):
        assert "Không có tin" in text
        assert says in text
        assert "Con số chính" not in text


def test_a_hundred_failures_are_told_by_reason() -> None:
    failed = tuple(OutletState(f"Báo {n}", "failed", ("dns", "timeout")[n > 80]) for n in range(100))
    idle = tuple(OutletState(f"Cổng {n}", "not_asked") for n in range(30))
    mail = render(replace(busy_day(), coverage=Coverage(117, 17, failed + idle)))
    page = Page(mail.html).text
    assert "không tìm thấy địa chỉ máy chủ (81): Báo 0, Báo 1" in page
    assert "và 71 nơi khác" in page
    assert "30 cơ quan báo chí trong danh sách theo dõi chưa được đọc trong kỳ này: Cổng 0" in page
    top = "100/117 cơ quan báo chí không đọc được và 30 cơ quan báo chí chưa được đọc (Cổng 0, Cổng 1, Cổng 2…)"
    assert top in page
    text = " ".join(mail.text.split())
    assert "Báo 39 và 41 nơi khác" in text  # 81 of one reason: nobody reads them all
    assert "Cổng 29" in text


def test_a_week_is_named_by_its_days() -> None:
    monday = date(2026, 7, 27)
    first = busy_day().first_at - timedelta(days=8)
    view = replace(busy_day(), period="week", day=monday, first_at=first, last_at=first + timedelta(days=7))
    mail = render(view)
    assert mail.subject.startswith("Điểm tin tuần 27/7–02/8/2026: ")
    assert "Cần phản hồi trong tuần" in mail.html
    assert "so với tuần trước" in mail.text
    assert "08:00 ngày 05/8" in mail.text


def test_a_province_is_named() -> None:
    view = replace(busy_day(), scope="quang-ngai", scope_name="Quảng Ngãi")
    assert render(view).subject.startswith("Điểm tin Quảng Ngãi 05/8/2026: ")


def test_the_mail_tells_twelve_stories_and_the_list_all() -> None:
    view = replace(busy_day(), rest=many(388), attention_rest=many(3), figures=Figures(3000, 100, 300, 0, 17, 400))
    mail = render(view)
    for said in (Page(mail.html).text, " ".join(mail.text.split())):
        assert "388 sự việc khác (388 bài) có trong tệp đính kèm danh-sach-tin.txt." in said
        assert "Còn 3 việc cần phản hồi nữa" in said
        assert "kiến nghị doanh nghiệp" not in said
    (attachment,) = mail.attachments
    assert attachment.name == LIST_NAME
    assert attachment.content.count("kiến nghị doanh nghiệp") == 388 + 3
    assert attachment.content.index("CẦN PHẢN HỒI HÔM NAY, CHƯA CÓ TRONG THƯ") < attachment.content.index(
        "CÁC TIN KHÁC"
    )
    assert STRIKE.lead.url in attachment.content
    assert "Toàn bộ 400 sự việc, 400 tin trong kỳ" in " ".join(attachment.content.split())


def test_a_sapo_that_is_the_deciding_sentence_is_told_once() -> None:
    sapo = "Công đoàn không trả lời đơn của 120 công nhân."
    attitude = Attitude("cong_doan", "against", sapo)
    story = replace(CRITICAL, lead=replace(CRITICAL.lead, sapo=sapo), attitudes=(attitude,))
    mail = render(replace(busy_day(), attention=(story,)))
    assert " ".join(mail.text.split()).count(sapo) == Page(mail.html).text.count(sapo) == 1


def test_a_usual_day_needs_no_attachment() -> None:
    assert render(replace(busy_day(), rest=())).attachments == ()


def test_monstrous_texts_still_fit() -> None:
    long = "từ " * 5000
    lead = ArticleLine("x", long, "https://x.example/" + "a" * 5000 + "?" + "b" * 5000, long, long)
    story = StoryView(lead, (lead,) * 50, (Attitude("cong_doan", "against", long),) * 3, ("strike",), (long,) * 40)
    view = replace(busy_day(), attention=(story,) * 12, attention_rest=(story,) * 200, topics=(), rest=(story,) * 400)
    assert len(render(view).html.encode()) <= MAX_HTML_BYTES


def test_no_step_of_the_ladder_shows_more_than_the_one_before() -> None:
    for wide, narrow in pairwise(LADDER):
        assert narrow.others <= wide.others
        assert narrow.sapo <= wide.sapo
        assert narrow.evidence <= wide.evidence


def test_nothing_from_the_press_becomes_markup() -> None:
    lead = replace(CRITICAL.lead, title=NASTY, outlet=NASTY, sapo=NASTY, url='https://x.example/"onclick="alert(1)')
    story = replace(CRITICAL, lead=lead, attitudes=(Attitude("cong_doan", "against", NASTY),), provinces=(NASTY,))
    trouble = Coverage(2, 1, (OutletState(NASTY, "failed", NASTY),))
    mail = render(replace(busy_day(), attention=(story,), coverage=trouble, annotator_id=NASTY))
    page = Page(mail.html)
    assert not [tag for tag, _ in page.tags if tag == "script"]
    assert not [attrs for _, attrs in page.tags if any(name.startswith("on") for name in attrs)]
    assert "{{ 7*7 }}" in page.text
    assert "<script>alert(1)</script>" in page.text


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "ftp://x.example/a", "//x.example/a", "bài"]
)
def test_only_addresses_of_the_web_become_links(url: str) -> None:
    story = replace(STRIKE, lead=replace(STRIKE.lead, url=url))
    mail = render(replace(busy_day(), attention=(story,)))
    assert {attrs["href"] for tag, attrs in Page(mail.html).tags if tag == "a" and url in str(attrs["href"])} == set()


def test_a_title_with_line_breaks_stays_on_its_line() -> None:
    lead = replace(STRIKE.lead, title="Tin\r\nBcc: ai-do@example.com\u2028một\u0000 hai\u200b")
    mail = render(replace(busy_day(), attention=(replace(STRIKE, lead=lead),)))
    assert "* Tin Bcc: ai-do@example.com một hai\n" in mail.text
    assert "\n" not in mail.subject


def test_the_page_is_self_contained_and_made_for_a_phone() -> None:
    html = render(busy_day()).html
    page = Page(html)
    names = {tag for tag, _ in page.tags}
    assert dict(page.tags)["html"]["lang"] == "vi"
    assert not names & {"img", "link", "script", "iframe", "object", "form", "video"}
    assert "url(" not in html
    assert "@import" not in html
    assert "max-width:640px" in html.replace(" ", "")
    assert ("meta", {"name": "color-scheme", "content": "light dark"}) in page.tags
    assert ("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}) in page.tags
    assert "@media (prefers-color-scheme: dark)" in html
    assert all("role" in attrs for tag, attrs in page.tags if tag == "table")


def test_colours_are_inlined() -> None:
    html = render(busy_day()).html
    assert re.search(r'<p class="m" style="[^"]*color: ?#57606a', html)
    sizes = {int(size) for size in re.findall(r"font-size: ?(\d+)px", html)}
    assert min(sizes - {1}) >= 13  # 1: the empty cells of bars


def test_the_text_part_has_no_line_that_mail_programs_break() -> None:
    lines = [line for line in render(busy_day()).text.splitlines() if "http" not in line]
    assert max(map(len, lines)) <= 100
    assert "\n\n\n" not in render(busy_day()).text


def test_the_same_digest_gives_the_same_mail() -> None:
    assert render(busy_day()) == render(busy_day())


def test_a_label_is_corrected_by_a_letter_already_addressed() -> None:
    mail = render(busy_day(), Links("diem-tin@tld.example", "https://ban.tld.example"))
    page = Page(mail.html)
    letters = [
        str(attrs["href"]) for tag, attrs in page.tags if tag == "a" and str(attrs["href"]).startswith("mailto:")
    ]
    assert len(letters) == 5, "one under every story that is told"
    to, fields = letters[1].removeprefix("mailto:").split("?", 1)
    assert to == "diem-tin@tld.example"
    said = parse_qs(fields)
    assert said["subject"] == ["Sửa nhãn bao-a"]
    assert said["body"][0].startswith("Mã bài: bao-a\r\nHơn 600 công nhân")
    assert 'href="https://ban.tld.example/tin/bao-a"' in mail.html
    assert "  Mã bài: bao-a\n" in mail.text
    assert "gửi thư tới diem-tin@tld.example và ghi mã bài" in " ".join(mail.text.split())
    assert "mailto:" not in render(busy_day()).html


def test_voices_are_offices_and_roles_and_reprints_have_terms() -> None:
    mail = render(busy_day())
    for said in (" ".join(mail.text.split()), Page(mail.html).text):
        assert "Người lao động: “Chúng tôi chỉ mong được trả đủ lương.”" in said
        assert "Công đoàn – Chủ tịch LĐLĐ: Đơn vị đã lập tổ đối thoại." in said
        assert "điều kiện đăng lại: chưa rõ điều kiện, cần hỏi" in said
        assert "Bộ gộp sự việc: gop-1; bộ đọc trích dẫn: doc-1." in said


def test_a_story_of_many_tells_owners_and_how_they_stand() -> None:
    told = replace(
        STRIKE,
        lead=replace(STRIKE.lead, owner="Hội A"),
        others=(replace(STRIKE.others[0], owner="Hội B"),),
        stances=(StanceCount("cong_doan", 2, 0, 1, 0), StanceCount("doanh_nghiep", 0, 0, 1, 0)),
        why=("địa bàn Bình Dương (nay thuộc TP.HCM)",),
    )
    mail = render(replace(busy_day(), attention=(told,), stances=()))
    for said in (" ".join(mail.text.split()), Page(mail.html).text):
        assert "Chủ quản: Hội A; Hội B" in said
        assert "2 ghi nhận, 1 phê phán" in said
        assert "Vì sao có ở đây: địa bàn Bình Dương (nay thuộc TP.HCM)" in said
    assert mail.html.count('class="bar ') == 2, "one article's stance is told by its sentence"


def test_the_view_counts_what_asks_for_an_answer() -> None:
    view: DigestView = replace(busy_day(), attention_rest=many(4))
    assert "6 việc cần phản hồi" in render(view).subject
    assert COVERAGE.asked - COVERAGE.read == len(COVERAGE.in_state("failed"))
