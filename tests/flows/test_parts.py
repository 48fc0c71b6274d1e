"""The pages of one article become one article, whatever else landed between them."""

from dataclasses import replace

from crawlers.records import Capture
from flows.parts import RunReader
from tests.flows.test_reading import TEXT, page_capture

URL = "https://bao.example/thuong-nang-suat-quy-ba"  # without a number, by which its pages would be one article anyway
SECOND = "Tổ trưởng cho biết mức thưởng được công đoàn thương lượng từ đầu năm và ghi vào thỏa ước lao động tập thể. "


def part(number: int, body: str, *, seq: int, head: str = "") -> Capture:
    url = f"{URL}?page={number}" if number > 1 else URL
    capture = page_capture(head, url=url, body=body)
    return replace(capture, outcome=replace(capture.outcome, seq=seq))


def test_a_further_page_gives_the_article_with_all_its_text() -> None:
    reader = RunReader({})
    (first,) = reader.read(part(1, TEXT, seq=0)).versions
    reading = reader.read(part(2, SECOND, seq=1))
    (whole,) = reading.versions
    assert (whole.article_id, whole.url, whole.title) == (first.article_id, first.url, first.title)
    assert whole.body.startswith(first.body)
    assert whole.body.count("\n") == 7
    assert (whole.seq, whole.version_id != first.version_id, whole.text_id != first.text_id) == (1, True, True)
    assert (reading.items[0].article_id, reading.items[0].version_id) == (whole.article_id, whole.version_id)


def test_the_same_page_again_adds_nothing() -> None:
    reader = RunReader({})
    (first,) = reader.read(part(1, TEXT, seq=0)).versions
    (again,) = reader.read(part(2, TEXT, seq=1)).versions
    assert (again.version_id, again.body) == (first.version_id, first.body)


def test_a_page_without_the_one_before_it_stands_alone() -> None:
    reader = RunReader({})
    (alone,) = reader.read(part(2, SECOND, seq=0)).versions
    (first,) = reader.read(part(1, TEXT, seq=1)).versions
    (third,) = reader.read(part(3, SECOND, seq=2)).versions
    assert len({alone.article_id, first.article_id, third.article_id}) == 3
    assert [version.body.count("\n") for version in (alone, first, third)] == [3, 3, 3]


def test_no_text_is_kept_of_an_article_one_page_of_which_forbids_it() -> None:
    reader = RunReader({})
    reader.read(part(1, TEXT, seq=0))
    (whole,) = reader.read(part(2, SECOND, seq=1, head='<meta name="robots" content="noarchive">')).versions
    assert (whole.method, whole.body) == ("noarchive", "")
