"""The stateless tools on small files of our own."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from crawlers.source import load_sources
from flows import texttools
from flows.demo.press import SOURCES_DIR, outlets, pieces
from flows.demo.server import answer
from nlp.records import Annotation, Document, Scored, Stance

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Tin thử</title>
<item><title>Công đoàn trao 50 suất quà cho công nhân</title>
<link>https://tuoitre.vn/cong-doan-trao-qua-20260805101500123.htm</link>
<description><![CDATA[<a href="#"><img src="a.jpg"/></a>Sáng 5/8, LĐLĐ tỉnh trao quà.]]></description>
<pubDate>8/5/2026 10:15:00\u202fAM</pubDate></item>
</channel></rss>"""


class OneLabel:
    """An annotator with the real one's face: everything is about wages."""

    annotator_id = "fake"

    def annotate(self, docs: Sequence[Document]) -> list[Annotation]:
        """The same labels for every text."""
        stance = Stance("doanh_nghiep", "against", 0.9, False, docs[0].title, 0)
        return [
            Annotation(
                id=doc.id,
                relevance=1,
                relevance_p=0.98765,
                topics=(Scored("tien_luong", 0.9),),
                stances=(stance,),
                valence="neg",
                valence_p=0.8,
                provinces=("Bình Dương",),
                sector="det_may_da_giay",
                level="none",
                strike=False,
                foreign=False,
            )
            for doc in docs
        ]


def test_a_feed_gives_utc_times_and_says_where_they_stood(tmp_path: Path) -> None:
    path = tmp_path / "tuoitre.xml"
    path.write_text(FEED, encoding="utf-8")
    (entry,) = texttools.feed_json(path, None)
    assert entry["published_at"] == "2026-08-05T03:15:00+00:00"
    assert entry["date_source"] == "pubDate"
    assert entry["raw_published"] == "8/5/2026 10:15:00\u202fAM"
    assert entry["summary"] == "Sáng 5/8, LĐLĐ tỉnh trao quà."


@pytest.mark.parametrize("body", [b"", b"<!doctype html><html><body>503</body></html>", b"<rss><chan"])
def test_what_is_no_feed_is_named(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "vov.xml"
    path.write_bytes(body)
    with pytest.raises(texttools.InputError, match=r"vov\.xml"):
        texttools.feed_json(path, "vov")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{not json}", r"a\.jsonl:2: not JSON"),
        ("[1]", r"a\.jsonl:2: an object"),
        ('{"title": "x"}', r"a\.jsonl:2: an object with an `id`"),
        ('{"id": "1"}', r"a\.jsonl:2: id '1' stands twice"),
        ('{"id": "2", "sentences": "một câu"}', r"a\.jsonl:2: `sentences`"),
        ('{"id": "2", "title": 7}', r"a\.jsonl:2: `title`"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "1", "title": "Một"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(texttools.InputError, match=told):
        list(texttools.read_jsonl(path))


def test_labels_keep_the_order_and_the_form(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [{"id": str(n), "title": "Nợ lương", "body": "Công ty nợ lương. Công nhân chờ."} for n in (3, 1, 2)]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    found = list(texttools.annotate_lines(texttools.read_jsonl(path), OneLabel()))
    assert [one["id"] for one in found] == ["3", "1", "2"]
    assert found[0]["relevance"] == {"label": 1, "p": 0.9877}
    assert found[0]["topics"] == [{"code": "tien_luong", "p": 0.9}]
    assert found[0]["stance"][0]["evidence"] == "Nợ lương"


def test_reprints_are_tied_to_their_original() -> None:
    body = " ".join(f"Công nhân thứ {n} của xưởng may kể lại ca làm việc dài trong tháng cao điểm." for n in range(12))
    first = {"id": "a", "title": "Ca dài ở xưởng may", "lead": "", "body": body, "published_at": "2026-08-05T01:00:00Z"}
    copy = {**first, "id": "b", "published_at": "2026-08-05T05:00:00Z"}
    other = {"id": "c", "title": "Mưa lớn ở Lào Cai", "lead": "", "body": "Trời mưa to suốt đêm. Nước suối lên nhanh."}
    found = {one["id"]: one for one in texttools.group_lines([copy, other, first])}
    assert found["a"]["duplicate_of"] is None
    assert found["b"]["duplicate_of"] == "a"
    assert found["a"]["story_id"] == found["b"]["story_id"] != found["c"]["story_id"]


def test_a_page_of_a_known_outlet_is_read_by_its_layout(tmp_path: Path) -> None:
    piece = next(piece for piece in pieces() if piece.outlet_id == "nonsong")
    host = outlets()["nonsong"].host
    path = tmp_path / "page.html"
    path.write_bytes(answer(host, piece.path, {}).body)
    found = texttools.page_json(path, f"http://{host}{piece.path}", load_sources(SOURCES_DIR))
    assert found["title"] == piece.title
    assert found["layout"] == "vnexpress"
