"""Pages written in each family's markup are read to the letter; what is no article is refused with its reason."""

import json
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawlers.extract import read_page
from crawlers.page_files import PageIndexError, article_json, read_dir
from crawlers.records import Article, Rejected
from tests.crawlers.scoring import minutes_off

PAGES = Path(__file__).parent / "pages"
TRUTH: dict[str, dict[str, Any]] = json.loads((PAGES / "truth.json").read_text(encoding="utf-8"))
CEILING = datetime(2026, 12, 31, tzinfo=UTC)


def read(html: str | bytes, url: str | None = None, charset: str | None = None) -> Article | Rejected:
    data = html.encode() if isinstance(html, str) else html
    return read_page(data, url=url, charset=charset, ceiling=CEILING)


def article(html: str | bytes, url: str | None = None, charset: str | None = None) -> Article:
    outcome = read(html, url, charset)
    assert isinstance(outcome, Article), outcome
    return outcome


@pytest.mark.parametrize("name", [name for name, truth in TRUTH.items() if "body" in truth])
def test_a_page_of_each_family_is_read_to_the_letter(name: str) -> None:
    truth = TRUTH[name]
    found = article((PAGES / name).read_bytes(), truth["url"])
    assert found.body == truth["body"]
    assert (found.title, found.sapo, found.author) == (truth["title"], truth["sapo"], truth["author"])
    assert minutes_off(found.published_at, truth["published_at"]) < 1
    assert found.layout == truth["layout"]


@pytest.mark.parametrize("name", [name for name, truth in TRUTH.items() if "rejected" in truth])
def test_what_is_no_article_is_refused_with_its_reason(name: str) -> None:
    outcome = read((PAGES / name).read_bytes(), TRUTH[name]["url"])
    assert isinstance(outcome, Rejected)
    assert outcome.reason == TRUTH[name]["rejected"]


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (b"", "empty_body"),
        (b" \r\n\t", "empty_body"),
        (b"%PDF-1.7 <x>", "not_html"),
        (b"\x00\x01\x02\x03", "not_html"),
        (b"<html><body></body></html>", "not_an_article"),
    ],
)
def test_bodies_that_are_no_page_are_refused(html: bytes, reason: str) -> None:
    outcome = read(html)
    assert isinstance(outcome, Rejected)
    assert outcome.reason == reason


TEXT = "Công nhân tổ may số hai nhận thưởng năng suất quý ba vào chiều thứ sáu tại nhà ăn của xưởng. "
BODY = "".join(f"<p class=Normal>{i}. {TEXT}</p>" for i in range(4))


def vnexpress(head: str = "", shown: str = "", body: str = BODY) -> str:
    return (
        f"<html><head><meta charset=utf-8>{head}</head><body><span class=date>{shown}</span>"
        f"<h1 class=title-detail>Thưởng năng suất quý ba</h1><article class=fck_detail>{body}</article></body></html>"
    )


@pytest.mark.parametrize(
    ("head", "shown", "at", "source"),
    [
        # the offset of Singapore over the clock of Việt Nam, alone and beside the shown minute
        ('<meta name=pubdate content="2019-08-08T17:42:22+08:00">', "", "2019-08-08T17:42:22+07:00", "meta"),
        (
            '<meta name=pubdate content="2019-08-08T17:42:22+08:00">',
            "Thứ năm, 8/8/2019, 17:42 (GMT+7)",
            "2019-08-08T17:42:22+07:00",
            "meta",
        ),
        # what the page shows wins over a record one hour off
        (
            '<meta property="article:published_time" content="2024-05-01T09:00:00+07:00">',
            "Thứ tư, 1/5/2024, 08:00 (GMT+7)",
            "2024-05-01T08:00:00+07:00",
            "visible",
        ),
        # without a zone it is the clock of Việt Nam
        ('<meta itemprop=datePublished content="2023-09-13T17:42:00">', "", "2023-09-13T17:42:00+07:00", "meta"),
        # a stamp of a change is no publication
        (
            '<meta property="article:modified_time" content="2024-05-02T10:00:00+07:00">',
            "1/5/2024, 08:00 | Cập nhật: 2/5/2024, 10:00",
            "2024-05-01T08:00:00+07:00",
            "visible",
        ),
        # a record of the future is not believed
        ('<meta name=pubdate content="2099-01-01T00:00:00+07:00">', "", None, None),
    ],
)
def test_the_time_is_that_of_publication(head: str, shown: str, at: str | None, source: str | None) -> None:
    found = article(vnexpress(head, shown))
    assert found.published_at == (datetime.fromisoformat(at) if at else None)
    assert found.date_source == source


def test_records_that_disagree_with_the_page_are_named() -> None:
    head = (
        '<meta property="og:title" content="Một chuyện khác hẳn">'
        '<meta property="article:published_time" content="2024-05-01T09:00:00+07:00">'
    )
    assert article(vnexpress(head, "1/5/2024, 08:00")).disagreements == ("title", "published_at")


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"NewsArticle","headline":"A","datePublished":"2024-08-04T07:54:29.000 +07:00",}',
        '{"@type":"NewsArticle","description":"một\n\thai","datePublished":"2024-08-04T07:54:29+07:00"}',
        '{"@type":"NewsArticle" "headline":"hỏng" "datePublished":"2024-08-04T07:54:29+07:00"',
        '[{"@type":"WebSite"},{"@graph":[{"@type":["NewsArticle"],"datePublished":"2024-08-04T07:54:29+0700"}]}]',
    ],
)
def test_json_ld_is_read_even_when_it_is_not_json(script: str) -> None:
    found = article(vnexpress(f'<script type="application/ld+json">{script}</script>'))
    assert found.published_at == datetime(2024, 8, 4, 0, 54, 29, tzinfo=UTC)
    assert found.date_source == "jsonld"


def test_an_organisation_does_not_sign_an_article() -> None:
    script = '{"@type":"NewsArticle","author":{"@type":"Organization","name":"VnExpress"}}'
    assert article(vnexpress(f'<script type="application/ld+json">{script}</script>')).author is None


def test_a_legacy_charset_is_read_whatever_is_declared() -> None:
    page = vnexpress().replace("charset=utf-8", "charset=windows-1258")
    legacy = unicodedata.normalize("NFC", page)
    data = "".join(_cp1258(letter) for letter in legacy).encode("cp1258")
    assert article(data, charset="utf-8").title == "Thưởng năng suất quý ba"


def _cp1258(letter: str) -> str:
    """A letter as windows-1258 writes it: base letter with its hat, then the tone as a combining mark."""
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        tone = next(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
        return unicodedata.normalize("NFC", parts.replace(tone, "")) + tone
    return letter


def test_an_empty_element_that_is_named_like_a_body_is_passed_over() -> None:
    popup = "<div class='content fck' id=other></div><article class=fck_detail></article>"
    page = vnexpress().replace("<span class=date>", popup + "<span class=date>")
    found = article(page)
    assert (found.layout, found.body) == ("vnexpress", article(vnexpress()).body)


@pytest.mark.parametrize(
    "shown",
    [
        "<div class=x><span class=date>19:25</span> | <span>22/10/2025</span></div>",
        "<div class=x><span>22/10/2025</span><span class=date> 19h25 </span></div>",
        "<div class=x><span class=date>22/10/2025</span>, <b>19:25</b></div>",
    ],
)
def test_a_clock_and_a_day_in_elements_of_their_own_are_one_time(shown: str) -> None:
    page = vnexpress().replace("<span class=date></span>", shown)
    assert article(page).published_at == datetime(2025, 10, 22, 12, 25, tzinfo=UTC)


def test_a_right_aligned_line_signs_only_at_the_end() -> None:
    line = "<p style='text-align:right'><b>Hoài An</b> (theo <i>báo bạn</i>)</p>"
    assert article(vnexpress(body=BODY + line)).author == "Hoài An"
    assert article(vnexpress(body=line + BODY)).author is None


def test_a_body_closed_too_early_is_read_to_its_end() -> None:
    broken = BODY.replace("<p class=Normal>1.", "</div></article></section><p class=Normal>1.")
    assert article(vnexpress(body=broken)).body.count("\n") == 3


def test_captions_are_the_article_when_there_is_hardly_anything_else() -> None:
    figures = "".join(f"<figure><img><figcaption>{i}. {TEXT}</figcaption></figure>" for i in range(4))
    assert article(vnexpress(body=f"<p class=Normal>Chùm ảnh</p>{figures}")).body.count(TEXT.strip()) == 4
    mixed = article(vnexpress(body=BODY + figures))
    assert mixed.body.count(TEXT.strip()) == 4


def test_an_address_gives_the_time_when_the_page_shows_none() -> None:
    url = "https://dantri.com.vn/an-sinh/thuong-nang-suat-20240703105512345.htm"
    found = article(f"<h1 class=title-page>Thưởng năng suất</h1><div class=singular-content>{BODY}</div>", url)
    assert (found.date_source, found.published_at) == ("url", datetime(2024, 7, 3, 3, 55, 12, tzinfo=UTC))


def test_a_folder_of_pages_is_read_with_its_index(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(vnexpress(), encoding="utf-8")
    (tmp_path / "b.html").write_text("", encoding="utf-8")
    (tmp_path / "index.json").write_text('{"a.html": "https://vnexpress.net/a-4000001.html"}', encoding="utf-8")
    found = {name: article_json(outcome) for name, outcome in read_dir(tmp_path, ceiling=CEILING)}
    assert found["a.html"]["url"] == "https://vnexpress.net/a-4000001.html"
    assert (found["a.html"]["method"], found["a.html"]["layout"]) == ("layout", "vnexpress")
    assert (found["b.html"]["title"], found["b.html"]["rejected"]) == (None, "empty_body")
    (tmp_path / "index.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(PageIndexError, match=r"index\.json"):
        list(read_dir(tmp_path, ceiling=CEILING))


def test_a_sentence_torn_by_a_stray_end_tag_is_put_together() -> None:
    torn = BODY.replace("3. Công nhân tổ may", "3. Công nh</div></article></section>ân tổ may")
    found = article(vnexpress(body=torn))
    assert found.body == article(vnexpress()).body
    credit = vnexpress().replace("</article>", "</article>theo vùng, xem thêm<p>Nguồn: báo bạn</p>")
    assert article(credit).body == found.body


def test_a_body_closed_amid_its_pictures_is_no_photo_story() -> None:
    figures = "".join(f"<figure><img><figcaption>Ảnh {i}: {TEXT}</figcaption></figure>" for i in range(4))
    rest = "".join(f"<p class=Normal>{i}. {TEXT}</p>" for i in range(6))
    found = article(vnexpress(body=f"{figures}</div></article></section>{rest}"))
    assert "Ảnh" not in found.body
    assert found.body.count(TEXT.strip()) == 6


def test_text_that_an_unclosed_caption_or_page_took_in_is_found() -> None:
    figure = f"<figure><img><figcaption>Tan ca.<p>{TEXT}</p>"  # neither is closed
    texts = "".join(f"<p>{place}. {TEXT}{TEXT}</p>" for place in range(6))
    found = article(vnexpress(body=f"{BODY}{figure}{texts}"))
    assert all(f"{place}. {TEXT}{TEXT}".strip() in found.body for place in range(6))


def test_a_body_that_holds_the_rest_of_the_page_is_left_to_trafilatura() -> None:
    menu = "".join(f"<a href='/muc-{place}'>Mục {place}</a>" for place in range(12))
    rest = f"<div><p>{TEXT}</p></div><nav>{menu}</nav><footer>Giấy phép số 00. Tổng biên tập: chưa có.</footer>"
    page = vnexpress().replace("</article></body></html>", "") + rest
    assert article(page).method == "trafilatura"
