"""The doctor: each ailment is named with its cure, a healthy installation has none, and nothing is changed."""

import json
import shutil
import socket
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crawlers.landing import landed_runs
from flows.cli import app
from flows.demo.press import SOURCES_DIR
from flows.doctor import Finding, examine
from flows.home import Home, open_home
from flows.secretfile import SecretError, read_secret
from flows.settings import Settings
from flows.steps import ingest_step, load_step, now, publish_step
from flows.truth import truth
from tests.replay import rss


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    with socket.create_server(("127.0.0.1", 0)) as post:
        secret = tmp_path / "password"
        secret.write_text("bí mật\n", encoding="utf-8")
        secret.chmod(0o600)
        yield Settings(
            home=tmp_path / "home",
            sources_dir=SOURCES_DIR,
            smtp_host="127.0.0.1",
            smtp_port=post.getsockname()[1],
            smtp_password_file=secret,
        )


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation that has just read a feed and published it."""
    folder = tmp_path_factory.mktemp("sound")
    home, feeds = open_home(folder / "home"), folder / "feeds"
    settings = Settings(home=home.root, sources_dir=SOURCES_DIR)
    feeds.mkdir()
    (feeds / "nguoitho.xml").write_bytes(rss(["https://nguoitho.example/tin-1.html"]))
    ingest_step(home, settings, feeds)
    load_step(home, settings)
    publish_step(home)
    assert CliRunner().invoke(app, ["--home", str(home.root), "backup", str(folder / "sao")]).exit_code == 0
    return home.root


@pytest.fixture
def home(sound: Path, settings: Settings) -> Home:
    """The same, to be damaged."""
    shutil.copytree(sound, settings.home)
    return open_home(settings.home)


def ailments(home: Home, settings: Settings, at: datetime | None = None, *, deep: bool = True) -> list[Finding]:
    return [one for one in examine(home, settings, at or now(), deep=deep) if one.mend]


def test_a_healthy_installation_has_no_ailment(home: Home, settings: Settings) -> None:
    before = {path: path.read_bytes() for path in truth(home.root)}
    assert ailments(home, settings) == []
    assert {path: path.read_bytes() for path in truth(home.root)} == before


def test_a_crawl_that_stopped_and_a_clock_that_is_wrong(home: Home, settings: Settings) -> None:
    late, early = (ailments(home, settings, now() + timedelta(hours=hours)) for hours in (9, -9))
    assert "Lượt thu thập gần nhất cách đây 9 giờ" in late[0].what
    assert late[0].urgent
    assert "Đồng hồ máy chậm hơn" in early[0].what


def test_a_damaged_archive_and_a_damaged_line(home: Home, settings: Settings) -> None:
    (run,) = landed_runs(home.landed)
    archive = run / "capture.warc.gz"
    archive.write_bytes(archive.read_bytes()[:-40])
    (home.corrections / "a.jsonl").write_text('{"a": 1}\n{"a":', encoding="utf-8")
    (home.digests / "d.json").write_text("[", encoding="utf-8")
    told = [one.what for one in ailments(home, settings)]
    assert any(str(archive) in what for what in told)
    assert f"{home.corrections / 'a.jsonl'}, dòng 2: không đọc được" in told
    assert f"{home.digests / 'd.json'}: không đọc được" in told
    assert not any(str(archive) in one.what for one in ailments(home, settings, deep=False))


def test_a_damaged_warehouse_and_copy(home: Home, settings: Settings) -> None:
    for path in (home.warehouse, home.published):
        path.write_bytes(b"not a database" * 1000)
    found = {one.mend: one.urgent for one in ailments(home, settings)}
    assert found == {"dựng lại từ tệp gốc: diemtin rebuild": True, "diemtin publish": False}


def test_a_copy_that_nobody_made_or_that_is_old(home: Home, settings: Settings, tmp_path: Path) -> None:
    late = ailments(home, settings, now() + timedelta(days=3))
    assert "Bản sao gần nhất cách đây 72 giờ" in [one.what for one in late]
    told = {one.what for one in ailments(open_home(tmp_path / "other"), settings)}
    assert "Chưa có bản sao nào của thư mục dữ liệu" in told


def test_secrets_that_others_can_read(home: Home, settings: Settings) -> None:
    assert settings.smtp_password_file
    assert read_secret(settings.smtp_password_file) == "bí mật"
    settings.smtp_password_file.chmod(0o644)
    (found,) = ailments(home, settings)
    assert "chmod 600" in found.mend
    with pytest.raises(SecretError, match=r"can be read by others \(mode 644\)"):
        read_secret(settings.smtp_password_file)


def test_a_mail_server_and_outlets_that_are_not_there(home: Home, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "outlets").mkdir()
    (tmp_path / "outlets" / "hong.toml").write_text("id = ", encoding="utf-8")
    other = settings.model_copy(update={"smtp_port": 9, "sources_dir": tmp_path / "outlets"})
    told = [one.what for one in ailments(home, other)]
    assert any("không trả lời" in what for what in told)
    assert any("hong.toml" in what for what in told)


def test_the_command_tells_ailments_first_and_programs_read_it(home: Home, tmp_path: Path) -> None:
    env = {"DIEMTIN_HOME": str(home.root), "DIEMTIN_SOURCES_DIR": str(SOURCES_DIR)}
    done = CliRunner().invoke(app, ["doctor", "--json"], env=env)
    assert {"what", "mend", "urgent"} == set(json.loads(done.output)[0])
    assert done.exit_code == 0
    shown = CliRunner().invoke(app, ["doctor"], env=env).output
    assert shown.startswith("lưu ý Chưa khai báo máy chủ thư")
