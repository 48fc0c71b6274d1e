"""What one landed page becomes in the warehouse."""

from dataclasses import replace
from datetime import UTC, datetime

from crawlers.layout import load_layouts
from crawlers.records import Capture, Outcome
from flows.reading import read_capture

AT = datetime(2026, 8, 5, 3, tzinfo=UTC)
URL = "https://vnexpress.net/thuong-nang-suat-quy-ba-4000001.html"
TEXT = "Công nhân tổ may số hai nhận thưởng năng suất quý ba vào chiều thứ sáu tại nhà ăn của xưởng. "


def page_capture(
    head: str = "", headers: tuple[tuple[str, str], ...] = (), url: str = URL, body: str = TEXT
) -> Capture:
    """A landed page of VnExpress's markup."""
    html = (
        f"<html><head><meta charset=utf-8>{head}</head><body><h1 class=title-detail>Thưởng năng suất quý ba</h1>"
        f"<p class=description>Chiều thứ sáu, xưởng may chia thưởng.</p><article class=fck_detail>"
        f"{''.join(f'<p class=Normal>{i}. {body}</p>' for i in range(4))}</article></body></html>"
    )
    outcome = Outcome(
        run_id="20260805T030000Z-abcdef", seq=0, source_id="vnexpress", kind="page", url=url, final_url=url,
        outcome="landed", reason=None, status=200, fetched_at=AT, elapsed_ms=5, n_bytes=len(html), sha256=None,
        warc_offset=0, etag=None, last_modified=None, robots="allowed",
    )  # fmt: skip
    return Capture(outcome, headers, html.encode())


def test_a_page_that_allows_it_is_kept_with_its_body() -> None:
    (version,) = read_capture(page_capture('<meta name="googlebot" content="noarchive">'), {}).versions
    assert (version.method, version.body.count("\n")) == ("layout", 3)


def test_of_a_page_that_forbids_copies_only_metadata_is_kept() -> None:
    meta = page_capture('<meta name="robots" content="noarchive, index">')
    header = page_capture(headers=(("X-Robots-Tag", "noarchive"),))
    for capture in (meta, header):
        (version,) = read_capture(capture, {}).versions
        assert (version.method, version.body) == ("noarchive", "")
        assert version.title == "Thưởng năng suất quý ba"
        assert version.sapo == "Chiều thứ sáu, xưởng may chia thưởng."


def test_the_mark_of_an_outlet_is_parted_from_the_sapo() -> None:
    page = page_capture()
    marked = replace(
        page, body=page.body.replace(b"<p class=description>", "<p class=description>(Nhịp Mới) - ".encode())
    )
    (plain,), (parted,) = read_capture(page, {}).versions, read_capture(marked, {}).versions
    assert parted.sapo == plain.sapo == "Chiều thứ sáu, xưởng may chia thưởng."
    assert (parted.text_id, parted.version_id) == (plain.text_id, plain.version_id)


def test_a_feed_knows_the_marks_of_its_outlets_layouts() -> None:
    feed = (
        "<rss version='2.0'><channel><title>t</title><item><title>Thưởng quý ba</title><link>https://bao.example/a-1.html</link>"
        "<description>BÁO MỚI Xưởng may chia thưởng.</description></item></channel></rss>"
    )
    page = page_capture()
    outcome = replace(page.outcome, kind="feed", url="https://bao.example/rss", source_id="bao")
    layout = load_layouts()["vnexpress"].model_copy(update={"sapo_prefixes": ("BÁO MỚI ",)})
    (entry,) = read_capture(Capture(outcome, (), feed.encode()), {"bao": (layout,)}).versions
    assert entry.sapo == "Xưởng may chia thưởng."
