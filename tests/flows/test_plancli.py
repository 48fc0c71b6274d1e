"""The commands of the plans, as a person types them."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from flows import plansteps
from flows.cli import app
from flows.home import open_home
from tests.flows.test_plansteps import News, add, may
from warehouse import db


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = open_home(tmp_path_factory.mktemp("nha"))
    with db.writer(root.root) as con:
        may(con)
        day, deed = date(2026, 5, 13), "Sáng kiến của công nhân Trần Thị Mẫu giúp làm lợi 2 tỉ đồng."
        add(con, News("guong", day, "Gương sáng", deed), News("bac", day, "Công đoàn bác bỏ tin đồn tăng đoàn phí"))
        plansteps.refresh(con, root)
    return root.root


def typed(home: Path, *words: str) -> str:
    done = CliRunner().invoke(app, ["--home", str(home), *words])
    assert done.exit_code == 0, done.output
    return done.output


def test_campaigns_are_listed_and_shown(home: Path) -> None:
    assert "thang-cong-nhan-2026" in typed(home, "campaign")
    card = typed(home, "campaign", "thang-cong-nhan-2026", "--from", "2026-05-11", "--to", "2026-05-12")
    assert "16 bài (16 bài tự viết) trên 1 cơ quan báo chí" in card
    assert json.loads(typed(home, "campaign", "thang-cong-nhan", "--json"))["head"]["articles"] == 16


def test_a_report_is_shown_and_written(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.docx"
    told = typed(home, "plan", "report", "--month", "2026-05", "--docx", str(path))
    assert "92 dòng của kế hoạch" in told
    assert zipfile.is_zipfile(io.BytesIO(path.read_bytes()))
    document = docx.Document(str(path))
    assert [len(table.rows) for table in document.tables] == [2, 51, 43, 1]  # head, two plans, foot
    assert "tháng 5/2026" in [paragraph.text for paragraph in document.paragraphs]


def test_a_wrong_quarter_is_a_fault_of_usage(home: Path) -> None:
    done = CliRunner().invoke(app, ["--home", str(home), "plan", "report", "--quarter", "2026-Q5"])
    assert done.exit_code == 2


def test_examples_and_rebuttals_of_a_week(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "guong.csv"
    typed(home, "plan", "spotlights", "--week", "2026-05-13", "--csv", str(path))
    assert "Trần Thị Mẫu" in path.read_text(encoding="utf-8-sig")
    told = typed(home, "plan", "rebuttals", "--week", "2026-05-13")
    key = told.split(" | ")[0]
    typed(home, "plan", "decide", key, "da_phan_bac", "--note", "Đã trả lời báo")
    assert "da_phan_bac" in typed(home, "plan", "rebuttals", "--week", "2026-05-13")


def test_counters_and_files_are_checked(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "so.csv"
    path.write_text("counter,date,value\nso-sang-kien,2026-05-01,12\n", encoding="utf-8")
    assert "1 values kept" in typed(home, "series", "import", str(path))
    assert "20/KH-TLĐ: 8 chủ đề" in typed(home, "plan", "check")


def test_the_stateless_tool_needs_no_home(tmp_path: Path) -> None:
    source, target = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    may_day = "2026-05-02T08:00:00+07:00"
    lines = [
        {"id": "1", "title": "Phát động Tháng Công nhân", "sapo": "", "body": "Vui.", "published_at": may_day},
        {"id": "2", "title": "Lãnh đạo đối thoại với công nhân", "lead": "Hội nghị mở.", "published_at": may_day},
        {"id": "3", "title": "Công đoàn: Chủ động – Tích cực – Sáng tạo – Trách nhiệm"},
    ]
    source.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    done = CliRunner().invoke(app, ["campaigns", "--in", str(source), "--out", str(target)])
    assert done.exit_code == 0, done.output
    one, two, three = (json.loads(line) for line in target.read_text(encoding="utf-8").splitlines())
    assert (one["campaigns"], one["editions"]) == (["thang-cong-nhan"], {"thang-cong-nhan": 2026})
    assert (two["campaigns"], two["possible_campaigns"]) == ([], [])
    assert [(m["id"], m["kind"]) for m in three["messages"]] == [("chu-dong-tich-cuc-sang-tao-trach-nhiem", "exact")]
