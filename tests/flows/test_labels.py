"""People's labels: out as a table, in again, winning over the model, kept over a rebuild, compared, trained on."""

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows import corrections
from flows.cli import app
from flows.corrections import CorrectionError, Said
from flows.digest import compose
from flows.home import Home, open_home
from flows.labelday import export, export_review, import_file, refresh, report
from flows.labelfile import HEADERS, LabelError
from flows.load import load_view
from flows.render import render
from nlp.geography import provinces
from tests.flows.newsroom import DAY, fill
from warehouse import db, store

NOON = datetime(2026, 8, 6, 5, 0, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = open_home(tmp_path)
    with db.writer(home.root) as con:
        fill(con)
        refresh(con)
    return home


def rows(home: Home, text: str) -> list[tuple[Any, ...]]:
    with db.writer(home.root) as con:
        return store.sql(con, text)[1]


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def save(path: Path, table_rows: list[dict[str, str]], delimiter: str = ",") -> Path:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(table_rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(table_rows)
    path.write_text(buffer.getvalue(), encoding="utf-8-sig")
    return path


def edited(home: Home, path: Path, key: str, **cells: str) -> Path:
    """The day's file with some cells of one article changed."""
    export(home, DAY, path)
    found = table(path)
    for row in found:
        if row["Mã lời văn"] == key:
            row.update({HEADERS[name]: cell for name, cell in cells.items()})
    return save(path, found)


def test_the_export_is_a_table_that_spreadsheets_open(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "nhan.csv"
    assert export(home, DAY, path) == 11
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    found = table(path)
    assert list(found[0]) == list(HEADERS.values())
    row = next(row for row in found if row["Mã lời văn"] == "dinh-cong")
    assert row["Chủ đề"] == "tranh_chap_ngung_viec; tien_luong"
    assert (row["Ngừng việc"], row["Tỉnh thành"], row["Thời điểm"]) == ("có", "Bình Dương", "2026-08-05 08:00")


def test_an_untouched_file_says_nothing(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "nhan.csv"
    export(home, DAY, path)
    done = import_file(home, path, role="bien-tap", at=NOON)
    assert (done.labels, done.path) == (0, None)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_changed_cells_win_over_the_model(home: Home, tmp_path: Path, delimiter: str) -> None:
    path = edited(
        home,
        tmp_path / "nhan.csv",
        "guong",
        valence="neg",
        topics="Tiền lương, thưởng; viec_lam",
        provinces="TPHCM",
        strike="có",
    )
    save(path, table(path), delimiter)
    done = import_file(home, path, role="bien-tap", at=NOON)
    assert (done.labels, done.texts) == (4, 1)
    ((*labels, fields),) = rows(
        home,
        "select valence, valence_p, topics, provinces, strike, sector, corrected, corrected_fields"
        " from mart.articles where text_id = 'guong'",
    )
    assert labels == ["neg", 1.0, ["tien_luong", "viec_lam"], ["TP.HCM"], True, "khac", True]
    assert fields == ["provinces", "strike", "topics", "valence"]
    assert rows(home, "select count(*) from mart.articles where corrected") == [(1,)]


def test_the_next_digest_shows_it(home: Home, tmp_path: Path) -> None:
    path = edited(
        home,
        tmp_path / "nhan.csv",
        "bong-da",
        relevance="2",
        topics="van_hoa_su_kien",
        stance_cong_doan="against",
        evidence_cong_doan="0",
    )
    import_file(home, path, role="bien-tap", at=NOON)
    path = edited(home, tmp_path / "nhan.csv", "phe-phan", relevance="0")
    import_file(home, path, role="bien-tap", at=NOON)
    with db.writer(home.root) as con:
        view = load_view(con, compose(con, day=DAY, scope="toan-quoc", period="day"))
    shown = {story.lead.article_id: story for story in view.attention}
    mail = render(view)
    assert [mark for mark in (mail.html, mail.text) if mark.count("nhãn có người duyệt") != 1] == []
    assert (shown["a-bong-da"].lead.corrected, shown["a-dinh-cong"].lead.corrected) == (True, False)
    assert shown["a-bong-da"].attention == ("cong_doan_against",)
    assert shown["a-bong-da"].attitudes[0].evidence == "Đội bóng Công Nhân Cảng thắng trận mở màn"
    assert "a-phe-phan" not in shown
    assert rows(home, "select count(*) from mart.stances where text_id = 'phe-phan' and label <> 'none'") == [(0,)]


def test_a_reviewed_row_lands_whole_and_agreement_counts(home: Home, tmp_path: Path) -> None:
    path = edited(home, tmp_path / "nhan.csv", "luong", reviewed="x", valence="neu")
    assert import_file(home, path, role="bien-tap", at=NOON).labels >= 10
    found = {one.field: one for one in report(home)}
    assert (found["topics"].seen, found["topics"].agreed) == (1, 1)
    assert found["valence"].changes == (("pos", "neu", 1),)


def test_the_last_word_counts(home: Home, tmp_path: Path) -> None:
    for at, valence in ((NOON, "neg"), (NOON.replace(hour=6), "neu")):
        import_file(home, edited(home, tmp_path / "nhan.csv", "luong", valence=valence), role="bien-tap", at=at)
    assert rows(home, "select valence from mart.labels where text_id = 'luong'") == [("neu",)]
    assert len(list(home.corrections.glob("*.jsonl"))) == 2
    again = import_file(home, tmp_path / "nhan.csv", role="bien-tap", at=NOON.replace(hour=7))
    assert (again.labels, again.path) == (0, None)


def test_what_is_landed_tells_a_role_and_no_person(home: Home, tmp_path: Path) -> None:
    done = import_file(home, edited(home, tmp_path / "n.csv", "luong", valence="neg"), role="bien-tap", at=NOON)
    assert done.path is not None
    (line,) = map(json.loads, done.path.read_text(encoding="utf-8").splitlines())
    said = {"text_id": "luong", "field": "valence", "value": "neg", "evidence": None, "evidence_index": None}
    assert line == {**said, "said_by": "bien-tap", "said_at": "2026-08-06T05:00:00+00:00"}


def test_a_hand_made_jsonl_says_what_it_gives(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "tay.jsonl"
    path.write_text(
        '{"article_id": "a-luong", "provinces": ["Hà Nội", "Huế"]}\n{"text_id": "tai-nan", "strike": true}\n',
        encoding="utf-8",
    )
    assert import_file(home, path, role="bien-tap", at=NOON).labels == 2
    assert rows(home, "select provinces from mart.labels where text_id = 'luong'") == [(["Hà Nội", "Thừa Thiên Huế"],)]


def test_every_fault_is_told_with_its_line_and_nothing_is_taken(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "tay.jsonl"
    lines = [
        {"text_id": "luong", "valence": "neg"},
        {"text_id": "khong-co", "valence": "neg"},
        {"text_id": "luong", "topics": ["luong_bong"]},
        {"text_id": "luong", "stance_cong_doan": "favor", "evidence_cong_doan": "77"},
        {"text_id": "luong", "valence": "pos"},
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    with pytest.raises(LabelError) as caught:
        import_file(home, path, role="bien-tap", at=NOON)
    told = str(caught.value)
    assert "dòng 2: không có bài nào mang mã khong-co" in told
    assert "dòng 3, cột “Chủ đề”: không có “luong_bong”" in told
    assert "dòng 4" in told
    assert "77" in told
    assert "dòng 1 và 5" in told
    assert list(home.corrections.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("Mã lời văn,Màu sắc\nluong,đỏ\n", "cột lạ: Màu sắc"),
        ("Tốt xấu\nneg\n", "thiếu cột"),
        ("Mã lời văn,Tốt xấu,Nhãn gốc\nluong,neg,{hỏng\n", "dòng 2"),
        ('{"text_id": "luong", "mau": 1}\n', "dòng 1: trường lạ mau"),
        ('{"text_id": \n', "dòng 1: không phải JSON"),
    ],
)
def test_files_that_are_no_labels(home: Home, tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "hong"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LabelError, match=told):
        import_file(home, path, role="bien-tap", at=NOON)


def test_a_file_in_another_encoding_is_refused(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "nhan.csv"
    path.write_bytes("Mã lời văn\n".encode("utf-16"))
    with pytest.raises(LabelError, match="UTF-8"):
        import_file(home, path, role="bien-tap", at=NOON)


def test_a_title_is_never_run_by_a_spreadsheet(home: Home, tmp_path: Path) -> None:
    rows(home, "update core.article_versions set title = '=HYPERLINK(1)' where text_id = 'luong'")
    export(home, DAY, tmp_path / "nhan.csv")
    assert "'=HYPERLINK(1)" in (tmp_path / "nhan.csv").read_text(encoding="utf-8-sig")


def test_a_rebuild_keeps_them(home: Home, tmp_path: Path) -> None:
    path = edited(home, tmp_path / "nhan.csv", "bong-da", relevance="2", topics="van_hoa_su_kien")
    import_file(home, path, role="bien-tap", at=NOON)
    names = ("corrections", "grouping", "readings", "mentions", "quotes")
    before = [rows(home, f"from core.{name} order by all") for name in names]
    with db.rebuilding(home.root) as con:
        fill(con)
        corrections.load(con, home)
        refresh(con)
    assert [rows(home, f"from core.{name} order by all") for name in names] == before
    assert rows(home, "select relevance from mart.labels where text_id = 'bong-da'") == [(2,)]


def test_a_new_model_is_corrected_too(home: Home, tmp_path: Path) -> None:
    import_file(home, edited(home, tmp_path / "n.csv", "luong", valence="neg"), role="bien-tap", at=NOON)
    rows(home, "update core.annotators set active = false")
    rows(home, "insert into core.annotators values ('moi', true)")
    rows(
        home,
        "insert into core.annotations select * replace ('moi' as annotator_id) from core.annotations"
        " where text_id = 'luong'",
    )
    assert rows(home, "select annotator_id, valence from mart.labels") == [("moi", "neg")]


def test_corrected_texts_become_gold(home: Home, tmp_path: Path) -> None:
    path = edited(home, tmp_path / "n.csv", "phe-phan", stance_cong_doan="favor", evidence_cong_doan="-1")
    import_file(home, path, role="bien-tap", at=NOON)
    (record,) = corrections.gold_records(home)
    assert record["stance"] == {"cong_doan": "favor", "chinh_sach": "none", "doanh_nghiep": "none"}
    assert record["ev"] == {"cong_doan": [-1]}
    assert (record["rel"], record["corrected"], record["corpus"]) == (2, ["stance_cong_doan"], "corrections")
    assert record["title"].startswith("“Đóng đoàn phí")


def test_a_damaged_correction_names_its_line(home: Home) -> None:
    path = corrections.land(home, [Said("luong", "valence", "neg")], role="bien-tap", at=NOON)
    assert path is not None
    path.write_text("{}\n", encoding="utf-8")
    with db.writer(home.root) as con, pytest.raises(CorrectionError, match="dòng 1"):
        corrections.load(con, home)


@pytest.fixture
def commands(home: Home, tmp_path: Path) -> tuple[CliRunner, list[str], Path]:
    return CliRunner(), ["--home", str(home.root), "label"], tmp_path / "nhan.csv"


def test_the_commands(commands: tuple[CliRunner, list[str], Path], home: Home) -> None:
    runner, base, path = commands
    done = runner.invoke(app, [*base, "export", "--day", DAY.isoformat(), "--out", str(path)])
    assert (done.exit_code, "11 articles" in done.output) == (0, True)
    edited(home, path, "luong", valence="neg")
    assert "1 labels of 1 texts" in runner.invoke(app, [*base, "import", str(path)]).output
    assert runner.invoke(app, [*base, "import", str(path), "--role", "Ông Mẫu"]).exit_code == 2
    assert runner.invoke(app, [*base, "export", "--day", "hôm nay", "--out", str(path)]).exit_code == 2
    assert runner.invoke(app, [*base, "export", "--out", str(path)]).exit_code == 2
    assert "2 articles" in runner.invoke(app, [*base, "export", "--review", "--out", str(path)]).output
    runner.invoke(app, [*base, "export", "--day", DAY.isoformat(), "--out", str(path)])
    assert "Tốt xấu" in runner.invoke(app, [*base, "report"]).output
    (told,) = json.loads(runner.invoke(app, [*base, "report", "--json"]).output)
    assert told["changes"] == [{"model": "pos", "people": "neg", "texts": 1}]
    gold = runner.invoke(app, [*base, "gold", "--out", str(path.with_suffix(".jsonl"))])
    assert gold.exit_code == 0
    assert json.loads(path.with_suffix(".jsonl").read_text(encoding="utf-8"))["valence"] == "neg"


def test_what_the_model_doubts_is_reviewed_and_kept_out_of_the_charts(home: Home, tmp_path: Path) -> None:
    def counted() -> dict[str, tuple[int, int]]:
        with db.writer(home.root) as con:
            view = load_view(con, compose(con, day=DAY, scope="toan-quoc", period="day"))
            chart = store.query(con, "notebook_stances", day=DAY)
        judged = {row["đối tượng"]: row["phê phán"] for row in chart}
        counts = {one.target: (one.against, one.unsure) for one in view.stances}
        assert judged["doanh nghiệp"] == counts["doanh_nghiep"][0]
        return counts

    listed = "select text_id, target, label from mart.review order by all"
    assert rows(home, listed) == [("dinh-cong", "chinh_sach", "neutral"), ("tai-nan", "doanh_nghiep", "neutral")]
    assert counted()["doanh_nghiep"] == (2, 1)
    path = tmp_path / "duyet.csv"
    assert export_review(home, None, path) == export_review(home, DAY, path) == 2
    assert export_review(home, date(2020, 1, 1), tmp_path / "khong.csv") == 0
    found = table(path)
    assert list(found[0]) == list(HEADERS.values())
    doubted = next(row for row in found if row["Mã lời văn"] == "tai-nan")
    doubted[HEADERS["stance_doanh_nghiep"]] = "phê phán"
    import_file(home, save(path, found), role="bien-tap", at=NOON)
    assert rows(home, listed) == [("dinh-cong", "chinh_sach", "neutral")]
    assert counted()["doanh_nghiep"] == (3, 0)


def test_every_province_of_the_map_of_63_has_its_place_on_that_of_34(home: Home) -> None:
    assert dict(rows(home, "from core.provinces")) == {p.name: p.merged for p in provinces().values()}
    found = rows(home, "select province_34 from mart.places where text_id = 'dinh-cong'")
    assert found == [("TP.HCM",)]


def test_a_day_without_news_gives_an_empty_table(home: Home, tmp_path: Path) -> None:
    assert export(home, date(2020, 1, 1), tmp_path / "nhan.csv") == 0


def test_every_column_is_documented() -> None:
    page = (Path(corrections.__file__).parent / "labels.md").read_text(encoding="utf-8")
    assert [name for name in HEADERS if f"`{name}`" not in page] == []
