"""`diemtin source …`: an outlet explained, tried and mended; a new one found; all of them listed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from crawlers.polling import Rhythm
from crawlers.source import load_source
from flows.demo.press import SOURCES_DIR
from flows.demo.server import press_web
from flows.settings import Settings
from flows.sourcecli import source_app
from flows.sourceview import tell_pace
from tests.replay import ReplayServer, Reply, Scripted, page, rss

PAGES = Path(__file__).parents[1] / "crawlers" / "pages"
HOST = "bao-ben-cang.example"
TOML = f"""id = "bencang"
name = "Báo Bến Cảng"
kind = "union_press"
owner = "Liên đoàn Lao động Bến Cảng"
homepage = "http://{HOST}/"
hosts = ["{HOST}"]
feeds = [{{ url = "http://{HOST}/rss", section = "Công đoàn" }}]
layouts = [{{ family = "vccorp" }}]
expect = {{ items_per_day_min = 1, items_per_day_max = 50 }}
"""


def run(*words: str, **settings: object) -> Result:
    values = {"pace_scale": 0.001, "sources_dir": SOURCES_DIR, **settings}
    return CliRunner().invoke(source_app, list(words), obj=Settings.model_validate(values))


def outlet_file(folder: Path, *changes: tuple[str, str]) -> Path:
    text = TOML
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "bencang.toml"
    path.write_text(text, encoding="utf-8")
    return path


def feed(age: timedelta = timedelta(hours=1)) -> bytes:
    """A feed of three entries, the newest of some age."""
    now = datetime.now(UTC)
    stamps = [format_datetime(now - age - timedelta(hours=3 * n)) for n in range(3)]
    links = [f"http://{HOST}/tin-{n}-10026080{n}0800000.htm" for n in range(3)]
    body = rss(links).decode()
    for stamp in stamps:
        body = body.replace("Mon, 03 Aug 2026 08:00:00 +0700", stamp, 1)
    return body.encode()


def press(feed_reply: Reply, page_reply: Reply) -> dict[str, Scripted]:
    pages: dict[str, Scripted] = {f"http://{HOST}/tin-{n}-10026080{n}0800000.htm": page_reply for n in range(3)}
    return {f"http://{HOST}/rss": feed_reply, **pages}


def good_page() -> Reply:
    return Reply(body=(PAGES / "vccorp_tuoitre.html").read_bytes())


def must(result: Result) -> str:
    """What must be fixed, by field."""
    found = re.search(r"Cần sửa:\n(.*?)(?=^\S|\Z)", result.output, re.S | re.M)
    return found[1] if found else ""


def test_an_outlet_in_order_has_nothing_to_fix(tmp_path: Path) -> None:
    with ReplayServer(press(Reply(body=feed()), good_page())) as server:
        result = run("check", str(outlet_file(tmp_path)), proxy=server.address)
    assert result.exit_code == 0, result.output
    assert "báo chí công đoàn của Liên đoàn Lao động Bến Cảng" in result.output
    assert "robots.txt: cho phép" in result.output
    assert "3 tin, 3 tin có giờ đăng" in result.output
    assert "đọc bằng khuôn vccorp" in result.output
    assert "giống trafilatura" in result.output
    assert "đặt verified = true" in result.output
    assert must(result) == ""


@pytest.mark.parametrize(
    ("feed_reply", "page_reply", "field", "words"),
    [
        (Reply(403), Reply(), "feeds", "không lách"),
        (Reply(404), Reply(), "feeds", "source discover"),
        (Reply(drop="before"), Reply(), "feeds", "không kết nối được máy chủ (connection)"),
        (Reply(301, headers=(("Location", "http://moi.example/rss"),)), Reply(), "feeds", "http://moi.example/rss"),
        (Reply(body=page("Bảo trì")), Reply(), "feeds", "not_a_feed"),
        (Reply(body=rss(["http://la.example/1"])), Reply(), "hosts", "la.example"),
        (Reply(body=feed(timedelta(days=9))), good_page(), "feeds", "nguồn có thể đã ngừng"),
        (Reply(body=feed()), Reply(body=page("Tin")), "layouts", "khuôn vccorp không khớp"),
        (Reply(body=feed()), Reply(404), "trang", "http_4xx"),
    ],
)
def test_what_goes_wrong_is_told_with_what_to_do(
    tmp_path: Path, feed_reply: Reply, page_reply: Reply, field: str, words: str
) -> None:
    with ReplayServer(press(feed_reply, page_reply)) as server:
        result = run("check", str(outlet_file(tmp_path)), proxy=server.address)
    assert result.exit_code == 1, result.output
    assert f"[{field}]" in must(result)
    assert words in must(result)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (('kind = "union_press"', 'kind = "la"'), "bencang.toml: kind"),
        (("hosts = [", "may_chu = ["), "may_chu: unknown field"),
        (('family = "vccorp"', 'family = "khong-co"'), "layouts: unknown layout family 'khong-co'"),
        (('id = "bencang"', 'id = "khac"'), "bencang.toml: id"),
        (('name = "', "name = "), "not TOML"),
    ],
)
def test_a_wrong_file_is_told_by_file_and_field(tmp_path: Path, change: tuple[str, str], words: str) -> None:
    result = run("check", str(outlet_file(tmp_path, change)))
    assert result.exit_code == 2
    assert words in must(result)


def test_what_the_file_alone_shows(tmp_path: Path) -> None:
    path = outlet_file(
        tmp_path,
        (f'hosts = ["{HOST}"]', 'hosts = ["nguoitho.example"]'),
        ('{ family = "vccorp" }', '{ family = "vccorp", valid_until = 2020-01-01 }'),
        (f'feeds = [{{ url = "http://{HOST}/rss", section = "Công đoàn" }}]', ""),
    )
    with ReplayServer() as server:
        result = run("check", str(path), proxy=server.address)
    assert result.exit_code == 1
    for words in ("đã thuộc nguoitho.toml", "mọi khuôn đều đã hết hạn", "chưa có nguồn RSS", "[homepage]"):
        assert words in must(result)


def test_saved_files_need_no_network(tmp_path: Path) -> None:
    saved = tmp_path / "rss.xml"
    saved.write_bytes(feed(timedelta(days=99)))
    where = f"http://{HOST}/tin-100260805080000000.htm"
    files = ["--page", str(PAGES / "vccorp_tuoitre.html"), "--url", where, "--feed", str(saved)]
    result = run("check", str(outlet_file(tmp_path)), *files, proxy="http://127.0.0.1:9")
    assert result.exit_code == 0, result.output
    assert "Thử trên tệp đã lưu" in result.output
    assert f"Trang {where}" in result.output


def test_sitemaps_and_lists_are_tried_too(tmp_path: Path) -> None:
    text = f'sitemaps = ["http://{HOST}/sm.xml"]\nlists = ["http://{HOST}/lao-dong"]'
    path = outlet_file(tmp_path, (f'feeds = [{{ url = "http://{HOST}/rss", section = "Công đoàn" }}]', text))
    where = f"http://{HOST}/cong-nhan-ben-cang-duoc-tang-tien-an-giua-ca-100260805080000000.htm"
    listed = f'<body><h3><a href="{where}">Công nhân bến cảng được tăng tiền ăn giữa ca</a></h3></body>'
    script: dict[str, Scripted] = {f"http://{HOST}/lao-dong": Reply(body=listed.encode()), where: good_page()}
    with ReplayServer(script) as server:
        result = run("check", str(path), proxy=server.address)
    assert f"Trang chuyên mục http://{HOST}/lao-dong: HTTP 200, 1 bài" in result.output
    assert "đọc bằng khuôn vccorp" in result.output
    assert "[sitemaps]" in must(result)
    assert "[lists]" not in must(result)
    assert "[feeds]" not in must(result)


def test_a_page_of_another_family_names_it(tmp_path: Path) -> None:
    result = run("check", str(outlet_file(tmp_path)), "--page", str(PAGES / "zce_nhandan.html"))
    assert result.exit_code == 1
    assert "trang thuộc khuôn zce" in must(result)


def test_no_network_is_an_ordinary_end() -> None:
    result = run("check", "nguoitho", proxy="http://127.0.0.1:9")
    assert result.exit_code == 1
    assert "2 nguồn RSS trên nguoitho.example: không kết nối được máy chủ" in must(result)
    assert result.output.count("coi như cấm") == 1


@pytest.fixture(scope="module")
def demo() -> Iterator[str]:
    with press_web() as proxy:
        yield proxy


def test_a_demo_outlet_is_tried_over_the_demo_web(demo: str) -> None:
    result = run("check", "nguoitho", proxy=demo)
    assert "đọc bằng khuôn laodong" in result.output
    assert "[layouts]" not in must(result)
    assert "không lách" in must(run("check", "thodatcang", proxy=demo))


def test_a_demo_outlet_is_discovered(demo: str, tmp_path: Path) -> None:
    path = tmp_path / "bao-moi.toml"
    result = run("discover", "http://nguoitho.example/", "--out", str(path), proxy=demo)
    assert result.exit_code == 0, result.output
    assert "đã có trong nguoitho.toml" in result.output
    source = load_source(path)
    assert (source.id, source.name, source.verified) == ("bao-moi", "Người Thợ", False)
    assert [one.url for one in source.feeds] == ["http://nguoitho.example/rss/home.rss"]
    assert [one.family for one in source.layouts] == ["laodong"]
    assert run("discover", "http://nguoitho.example/", "--out", str(path), proxy=demo).exit_code == 2, (
        "never overwritten"
    )


def test_discovery_without_a_file_prints_it(demo: str) -> None:
    result = run("discover", "vietnamhomnay.example", proxy=demo)
    assert result.exit_code == 0
    assert 'id = "vietnamhomnay"' in result.stdout
    assert 'family = "zce"' in result.stdout


def test_an_outlet_that_is_not_there_writes_no_file(demo: str, tmp_path: Path) -> None:
    result = run("discover", "http://caonguyenxanh.example/", "--out", str(tmp_path / "x.toml"), proxy=demo)
    assert result.exit_code == 1
    assert "connection" in result.output
    assert not (tmp_path / "x.toml").exists()


@pytest.mark.parametrize("words", [["discover", "ftp://a/"], ["discover", "a.vn", "--out", "Báo.toml"], ["check", "x"]])
def test_what_cannot_be_meant_is_usage(words: list[str]) -> None:
    assert run(*words).exit_code == 2


def test_outlets_are_listed() -> None:
    result = run("list", "--kind", "union_press")
    assert result.exit_code == 0
    assert "nguoitho" in result.output
    assert "haivan" not in result.output
    assert "3 nguồn: 3 chưa kiểm chứng" in result.output


@pytest.mark.parametrize("command", ["check", "discover", "list"])
def test_help_has_an_example(command: str) -> None:
    assert f"diemtin source {command}" in run(command, "--help").output


def test_the_pace_of_an_outlet_is_told() -> None:
    at = datetime(2026, 8, 5, 1, 0, tzinfo=UTC)
    calm = Rhythm(at, median_gap_s=3600, newest_at=at)
    assert tell_pace([]) == "chưa hỏi lần nào"
    assert tell_pace([calm, Rhythm(at)]) == "mỗi 30 phút"
    assert tell_pace([replace(calm, median_gap_s=9 * 3600)]) == "mỗi 4,5 giờ"
    told = tell_pace([calm, replace(calm, failures=5)])
    assert told == "lùi nhịp: 1/2 địa chỉ hỏng 5 lần liền, hỏi lại 10:40 05/8"
