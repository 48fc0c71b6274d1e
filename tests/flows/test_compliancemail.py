"""Reports on the plans as mails: to the desks that ask for them, once each, with the official paper."""

import email
import io
from datetime import UTC, date, datetime
from email import policy
from pathlib import Path

import docx
import pytest

from flows import plansteps
from flows.home import Home, open_home
from flows.settings import Settings
from tests.flows.test_plansteps import may
from warehouse import db, store

AT = datetime(2026, 7, 1, 0, 15, tzinfo=UTC)
PAPER = '[paper]\nsuperior = "Liên đoàn Lao động tỉnh Mẫu"\nissuer = "Ban Tuyên giáo"\noffice = "Trưởng ban"\n'


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = open_home(tmp_path_factory.mktemp("nha"))
    with db.writer(home.root) as con:
        may(con)
        plansteps.refresh(con, home)
    return home


@pytest.fixture
def settings(home: Home, tmp_path: Path) -> Settings:
    """Two desks with readers: one asks for the report of a quarter, one for none."""
    for desk, asks in (("toan-quoc", '["quarter"]'), ("ha-noi", "[]")):
        text = f'name = "{desk}"\nunit = "Ban {desk}"\nlevel = "tinh_nganh"\nrecipients = ["{desk}@congdoan.example"]\n'
        (tmp_path / f"{desk}.toml").write_text(f"{text}plan_reports = {asks}\n{PAPER}", encoding="utf-8")
    return Settings(home=home.root, desks_dir=tmp_path)


def test_a_closed_quarter_is_mailed_once_to_who_asks(home: Home, settings: Settings) -> None:
    closed = plansteps.close_month(home, settings, date(2026, 6, 1), AT)
    assert [(one.digest_id, one.recipient, one.status) for one in closed.deliveries] == [
        ("2026-06-30-ke-hoach-2026-q2-toan-quoc", "toan-quoc@congdoan.example", "written")
    ], closed.told
    plansteps.close_month(home, settings, date(2026, 6, 1), AT)
    mails = list(home.outbox.glob("*.eml"))
    assert len(mails) == 1
    message = email.message_from_bytes(mails[0].read_bytes(), policy=policy.default)
    assert message["subject"].startswith("Thực hiện kế hoạch truyền thông quý II/2026: ")
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "CHƯA ĐẠT, CHƯA THẤY" in text
    assert "Muốn thôi nhận báo cáo này" in text
    (paper,) = message.iter_attachments()
    assert paper.get_filename() == "thuc-hien-ke-hoach-2026-q2.docx"
    head = docx.Document(io.BytesIO(paper.get_content())).tables[0]
    assert head.rows[0].cells[0].text.startswith("LIÊN ĐOÀN LAO ĐỘNG")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in head.rows[0].cells[1].text
    with db.writer(home.root) as con:
        assert store.sql(con, "select count(*) from core.deliveries")[1] == [(1,)]
