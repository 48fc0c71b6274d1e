"""One outlet's wrong file costs that outlet only: it is named, the others go on, and nothing known of it is lost."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crawlers.source import SourceError
from flows import steps
from flows.cli import app
from flows.demo.press import SOURCES_DIR
from flows.home import open_home
from flows.settings import Settings
from warehouse import db, store


def outlets_known(home: Path) -> set[str]:
    with db.writer(home) as con:
        return {row["source_id"] for row in store.query(con, "outlet_rows")}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    shutil.copytree(SOURCES_DIR, tmp_path / "sources")
    return Settings(home=tmp_path / "home", sources_dir=tmp_path / "sources")


def spoil(settings: Settings, name: str) -> None:
    assert settings.sources_dir is not None
    path = settings.sources_dir / name
    path.write_text(f"bogus = 1\n{path.read_text(encoding='utf-8')}", encoding="utf-8")


def test_a_wrong_file_is_told_and_the_others_are_used(settings: Settings) -> None:
    home = open_home(settings.home)
    assert steps.load_step(home, settings).broken == {}
    everyone = outlets_known(home.root)
    spoil(settings, "songtre.toml")
    assert set(steps.sources_of(settings)) == everyone - {"songtre"}
    assert steps.load_step(home, settings).broken == {"songtre.toml": "bogus: unknown field"}
    assert outlets_known(home.root) == everyone


def test_status_ends_with_attention_and_the_name(settings: Settings) -> None:
    spoil(settings, "songtre.toml")
    env = {"DIEMTIN_SOURCES_DIR": str(settings.sources_dir), "DIEMTIN_HOME": str(settings.home)}
    done = CliRunner().invoke(app, ["status"], env=env)
    assert done.exit_code == 1
    assert "Không dùng được tệp nguồn songtre.toml: bogus: unknown field" in done.output


def test_no_usable_file_at_all_is_an_error(settings: Settings) -> None:
    assert settings.sources_dir is not None
    for path in settings.sources_dir.iterdir():
        spoil(settings, path.name)
    with pytest.raises(SourceError, match=r"songtre\.toml: bogus: unknown field"):
        steps.sources_of(settings)
