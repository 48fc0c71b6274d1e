"""The stateless tools on small files of our own."""

import json
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crawlers.source import load_sources
from flows import texttools
from flows.cli import app
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
        ("{not json}", "not JSON"),
        ("[1]", "an object"),
        ('{"title": "x"}', "an object with an `id`"),
        ('{"id": null}', "an object with an `id`"),
        ('{"id": {"x": 1}}', "an object with an `id`"),
        ('{"id": 1}', "id 1 stands twice"),
        ('{"id": "2", "sentences": "một câu"}', "`sentences`"),
        ('{"id": "2", "sentences": ["một câu", null]}', "`sentences`"),
        ('{"id": "2", "title": 7}', "`title`"),
        ('{"id": "2", "source": ["x"]}', "`source`"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "1", "title": "Một"}\n' + line + '\n\n{"id": "3"}\n', encoding="utf-8")
    faults: list[str] = []
    assert [record["id"] for record in texttools.read_jsonl(path, faults)] == ["1", "3"]
    assert faults == [fault for fault in faults if f"a.jsonl:2: {told}" in fault] != []


def test_null_and_missing_fields_are_empty_and_decomposed_text_is_the_same(tmp_path: Path) -> None:
    title, body = "Công nhân ngừng việc đòi lương", "Công ty nợ lương hai tháng. Công nhân ở Bình Dương bức xúc."
    decomposed = {"title": unicodedata.normalize("NFD", title), "body": unicodedata.normalize("NFD", body)}
    lines = [
        {"id": "a", "title": title, "lead": None, "body": body, "sentences": None, "published_at": None},
        {"id": "b", **decomposed},
        {"id": 7, "title": None, "lead": None, "body": None},
        {"id": "c", "sentences": ["Công ty nợ lương hai tháng.", "Công nhân ở Bình Dương bức xúc."], "title": title},
    ]
    source, out = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    source.write_text(text + '{"id": \n', encoding="utf-8")
    done = CliRunner().invoke(app, ["text", "--in", str(source), "--out", str(out)])
    assert (done.exit_code, "a.jsonl:5: not JSON" in done.output) == (1, True)
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [one.pop("id") for one in found] == ["a", "b", "7", "c"]
    (composed, nfd, empty, listed) = found
    assert {key: nfd[key] for key in nfd if key != "stance"} == {k: composed[k] for k in composed if k != "stance"}
    assert listed == composed
    assert (empty["relevance"]["label"], empty["provinces"], empty["strike"]) == (0, [], False)
    keys = ("relevance", "topics", "stance", "valence", "provinces", "sector", "level", "strike", "foreign")
    assert tuple(composed) == keys
    assert set(composed["stance"][0]) == {"target", "label", "p", "abstain", "evidence", "evidence_index"}


def test_labels_keep_the_order_and_the_form(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [{"id": str(n), "title": "Nợ lương", "body": "Công ty nợ lương. Công nhân chờ."} for n in (3, 1, 2)]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    found = list(texttools.annotate_lines(texttools.read_jsonl(path, []), OneLabel()))
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


def test_articles_are_dated_as_their_outlets_write_dates() -> None:
    lead = "LĐLĐ tỉnh Long An khai trương siêu thị giảm giá cho đoàn viên khu công nghiệp Đức Hòa, hơn 2.000 người đến."
    stamps = {"a": "01/06/2016 08:38 AM", "b": "25/05/2016 09:00 AM", "c": "Thứ năm, 02 Tháng sáu 2016, 16:07 GMT+7"}
    lines = [
        {"id": key, "source": "bao", "published": stamp, "title": f"Siêu thị đoàn viên {key}", "lead": lead, "body": ""}
        for key, stamp in stamps.items()
    ]
    lines.append({"id": "d", "title": "Siêu thị đoàn viên d", "lead": lead, "published": "không rõ"})
    found = {one["id"]: one["duplicate_of"] for one in texttools.group_lines(lines)}
    assert found == {"b": None, "a": "b", "c": "b", "d": "b"}


def test_a_page_of_a_known_outlet_is_read_by_its_layout(tmp_path: Path) -> None:
    piece = next(piece for piece in pieces() if piece.outlet_id == "nonsong")
    host = outlets()["nonsong"].host
    path = tmp_path / "page.html"
    path.write_bytes(answer(host, piece.path, {}).body)
    found = texttools.page_json(path, f"http://{host}{piece.path}", load_sources(SOURCES_DIR))
    assert found["title"] == piece.title
    assert found["layout"] == "vnexpress"
