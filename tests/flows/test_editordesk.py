"""The editor's desk: who may do what, what lands, two editors at once, and that nothing is lost while others write."""

import json
import re
import shutil
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from flows import audits, digestwords, steps
from flows.editorguard import COOKIE, MAX_BODY, host_of, new_token, refusal
from flows.editorwork import parsed
from flows.home import Home, open_home
from flows.leaving import make
from flows.load import DigestError
from flows.settings import Settings
from flows.unsubscribe import gone, secret
from tests.flows.editing import DIGEST, NOW, PAGE, TOKEN, Browser, newsroom, running
from tests.flows.newsroom import DAY, NEWS
from tests.flows.test_render import NASTY, Page
from warehouse import db, store

HOLDER = """
import sys
from pathlib import Path
from warehouse import db
with db.writer(Path(sys.argv[1])):
    print("ok", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def composed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return newsroom(tmp_path_factory.mktemp("nha")).root


@pytest.fixture
def home(composed: Path, tmp_path: Path) -> Home:
    shutil.copytree(composed, tmp_path / "nha")
    return open_home(tmp_path / "nha", lock_wait_s=0.2)


@pytest.fixture
def browser(home: Home) -> Browser:
    return Browser(running(home)).enter()


def landed(home: Home) -> list[dict[str, Any]]:
    """Every line under corrections/, in the order landed."""
    paths = sorted(home.corrections.rglob("*.jsonl"), key=lambda path: path.stat().st_mtime_ns)
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def titles(page: str) -> list[str]:
    return re.findall(r'class="story" id="tin-([\w-]+)"', page)


# -- the door


def test_without_the_token_no_page_says_anything(home: Home) -> None:
    client = Browser(running(home)).client
    for path in ("/", PAGE, f"{PAGE}/thu", f"{PAGE}/thu.html", f"{PAGE}/bao-cao.docx", "/tin/a-luong", "/can-xem"):
        answer = client.get(path, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/vao")
    for path in (f"{PAGE}/noi", f"{PAGE}/soan", "/tin/a-luong/nhan", "/cau-chuyen", "/thoat"):
        assert client.post(path, data={"csrf": ""}).status_code == 403
    assert client.get("/vao?token=sai").status_code == 403
    assert client.post("/vao", data={"token": TOKEN}).status_code == 200
    assert landed(home) == []


def test_the_cookie_is_strict_and_out_of_reach_of_scripts(home: Home) -> None:
    cookie = Browser(running(home)).client.get(f"/vao?token={TOKEN}").headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Secure" not in cookie
    public = Browser(replace(running(home), is_public=True)).client.get(f"/vao?token={TOKEN}")
    assert "Secure" in public.headers["set-cookie"]


def test_a_session_ends_by_itself_and_by_leaving(home: Home) -> None:
    moments = [NOW]
    browser = Browser(running(home, now=lambda: moments[-1])).enter()
    browser.open()
    moments.append(NOW + timedelta(hours=12))
    assert browser.client.get(PAGE, follow_redirects=False).status_code == 303
    browser.enter().open()
    browser.send("/thoat")
    assert browser.client.get(PAGE, follow_redirects=False).status_code == 303


def test_the_token_is_its_owners_alone_and_new_at_every_start(home: Home) -> None:
    first = new_token(home)
    path = home.root / "desk-token"
    path.chmod(0o644)
    second = new_token(home)
    assert first != second == path.read_text(encoding="ascii").strip()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(second) >= 43


def test_a_form_without_the_token_of_its_session_lands_nothing(home: Home, browser: Browser) -> None:
    browser.open()
    other = Browser(browser.state).enter()
    other.open()
    for csrf in ("", "x" * 43, other.hidden("csrf")):
        answer = browser.client.post(
            f"{PAGE}/noi", data={"csrf": csrf, "kind": "approve", "seen": browser.hidden("seen")}
        )
        assert answer.status_code == 403
    assert landed(home) == []


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("GET", {"host": "127.0.0.1:8765"}, None),
        ("GET", {"host": "LOCALHOST"}, None),
        ("GET", {"host": "[::1]:8765"}, None),
        ("GET", {"host": "rebind.example"}, 421),
        ("GET", {"host": "127.0.0.1.rebind.example"}, 421),
        ("GET", {"host": "rebind.example:80@127.0.0.1"}, 421),
        ("GET", {}, 421),
        ("PUT", {"host": "127.0.0.1"}, 405),
        ("POST", {"host": "127.0.0.1", "content-length": "3"}, None),
        ("POST", {"host": "127.0.0.1"}, 411),
        ("POST", {"host": "127.0.0.1", "content-length": str(MAX_BODY + 1)}, 413),
        ("POST", {"host": "127.0.0.1:1", "content-length": "3", "origin": "http://127.0.0.1:1"}, None),
        ("POST", {"host": "127.0.0.1:1", "content-length": "3", "origin": "http://127.0.0.1:2"}, 403),
        ("POST", {"host": "127.0.0.1:1", "content-length": "3", "origin": "https://xau.example"}, 403),
        ("POST", {"host": "127.0.0.1:1", "content-length": "3", "origin": "null"}, 403),
        ("POST", {"host": "127.0.0.1:1", "content-length": "3", "sec-fetch-site": "cross-site"}, 403),
        ("POST", {"host": "127.0.0.1:1", "content-length": "3", "sec-fetch-site": "same-origin"}, None),
    ],
)
def test_what_a_request_must_look_like(method: str, headers: dict[str, str], status: int | None) -> None:
    turned = refusal(method, headers, frozenset({"127.0.0.1", "localhost", "::1"}))
    assert (turned[0] if turned else None) == status


def test_a_foreign_name_reaches_no_page(browser: Browser) -> None:
    answer = browser.client.get(PAGE, headers={"host": "rebind.example"})
    assert answer.status_code == 421
    assert "Sao Khuê" not in answer.text
    assert host_of("[::1") == ""


def test_every_answer_has_the_headers(browser: Browser) -> None:
    for path in ("/", PAGE, f"{PAGE}/thu.html", "/vao", "/khong-co", "/tinh/desk.js"):
        headers = browser.client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "same-origin"
    assert "'unsafe-inline'" not in browser.client.get(PAGE).headers["content-security-policy"]
    framed = browser.client.get(f"{PAGE}/thu.html").headers
    assert "sandbox" in framed["content-security-policy"]
    assert framed["x-frame-options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    "path", ["/ban-tin/..%2f..%2fdesk-token", "/ban-tin/2026-13-05-day-x", "/ban-tin/x", "/tinh/..%2frender.py"]
)
def test_no_other_file_is_reached(browser: Browser, path: str) -> None:
    assert browser.client.get(path).status_code == 404


def test_an_id_is_read_strictly() -> None:
    assert parsed(DIGEST) == (DAY, "day", "toan-quoc")
    for bad in ("2026-08-05-day-", "2026-08-05-month-x", f"{DIGEST}\n", "2026-02-30-day-x", "../2026-08-05-day-x"):
        with pytest.raises(DigestError):
            parsed(bad)


def test_titles_and_notes_are_text(tmp_path: Path) -> None:
    news = tuple(replace(one, title=NASTY, sapo=NASTY, provinces=()) if one.key == "phe-phan" else one for one in NEWS)
    browser = Browser(running(newsroom(tmp_path, news))).enter()
    browser.open()
    browser.say("note", subject="a-phe-phan", value=NASTY)
    browser.say("note", value=NASTY)
    browser.say("hide", subject="a-guong", value=NASTY)
    for path in (PAGE, f"{PAGE}/thu", f"{PAGE}/thu.html", "/tin/a-phe-phan?ban_tin=" + DIGEST):
        seen = Page(browser.open(path))
        assert not [tag for tag, attributes in seen.tags if tag == "script" and "src" not in attributes]
        assert NASTY.split("{{")[0] in seen.text.replace("’", "'") or path.endswith("thu")
        assert not [name for _, attributes in seen.tags for name in attributes if name.startswith("on")]


# -- what is said


def test_order_hiding_notes_and_approval_reach_the_mail(home: Home, browser: Browser) -> None:
    assert titles(browser.open())[:3] == ["a-phe-phan", "a-dinh-cong", "a-tai-nan"]
    for fields in (
        {"kind": "move", "subject": "a-tai-nan", "value": ""},
        {"kind": "hide", "subject": "a-guong", "value": "đã đưa tuần trước"},
        {"kind": "note", "subject": "a-dinh-cong", "value": "Đã cử cán bộ xuống cơ sở."},
        {"kind": "note", "value": "Đề nghị trả lời trước 10 giờ."},
        {"kind": "approve"},
    ):
        answer = browser.say(**fields)
        assert answer.status_code == 200, answer.text
        browser.page = answer.text
    assert titles(browser.page)[:3] == ["a-tai-nan", "a-phe-phan", "a-dinh-cong"]
    mail = browser.client.get(f"{PAGE}/thu.html").text
    for words in ("Đã biên tập lúc 06:12", "Đã cử cán bộ", "trước 10 giờ", "đã đưa tuần trước (1)"):
        assert words in mail
    assert "Người thợ tiện" not in mail
    assert mail == (home.digests / f"{DIGEST}.html").read_text(encoding="utf-8")
    assert {line["said_by"] for line in landed(home)} == {"bien-tap"}


def test_a_topic_moves_a_story_leaves_the_page_and_comes_back(browser: Browser) -> None:
    browser.open()
    page = browser.say("move_topic", subject="bao_hiem_an_sinh", value="").text
    assert page.index("a-that-nghiep") < page.index('id="tin-a-luong"')
    page = browser.say("seat", subject="a-luong", value="list").text
    assert "Chỉ nêu tiêu đề" in page
    page = browser.say("hide", subject="a-luong", value="trùng").text
    assert "Lấy lại" in page
    assert "Lấy lại" not in browser.say("show", subject="a-luong").text


def test_labels_and_stories_are_fixed_and_the_digest_heeds_them(home: Home, browser: Browser) -> None:
    page = browser.open(f"/tin/a-tai-nan?ban_tin={DIGEST}")
    original = re.search(r'name="original" value="([^"]*)"', page)
    assert original
    answer = browser.send(
        "/tin/a-tai-nan/nhan", text_id="tai-nan", ban_tin=DIGEST, original=original[1].replace("&#34;", '"'),
        relevance="0", topics=["an_toan_ve_sinh"], strike="không", is_foreign="không", valence="neg",
        sector="none", level="none", provinces=["Hải Phòng"], stance_doanh_nghiep="neutral",
    )  # fmt: skip
    assert "Đã ghi 1 nhãn." in answer.text
    assert "a-tai-nan" not in titles(answer.text)
    answer = browser.send("/cau-chuyen", kind="link", left="a-luong", right="a-guong", ban_tin=DIGEST)
    assert "Đã nhập hai câu chuyện." in answer.text
    assert [line.get("kind") or line.get("field") for line in landed(home)] == ["relevance", "link"]
    assert browser.send("/cau-chuyen", kind="link", left="a-luong", right="khong-co", ban_tin=DIGEST).status_code == 400
    assert browser.send("/cau-chuyen", kind="burn", left="a-luong", right="a-guong").status_code == 400


def test_a_form_sent_as_it_came_says_nothing(home: Home, browser: Browser) -> None:
    """Also where a label has a value that no list of choices holds (any more)."""
    page = browser.open(f"/tin/a-dinh-cong?ban_tin={DIGEST}").split("/nhan")[1].split("</form>")[0]
    fields: dict[str, Any] = {}
    for name, value in re.findall(r'<input type="checkbox" name="(\w+)" value="([^"]*)" checked', page):
        fields.setdefault(name, []).append(value)
    for name, options in re.findall(r'<select name="(\w+)">(.*?)</select>', page):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields[name] = chosen[1] if chosen else ""
    original = re.search(r'name="original" value="([^"]*)"', page)
    assert original
    fields["original"] = original[1].replace("&#34;", '"')
    answer = browser.send("/tin/a-dinh-cong/nhan", text_id="dinh-cong", ban_tin=DIGEST, **fields)
    assert "Không có nhãn nào khác trước." in answer.text
    assert landed(home) == []


def test_the_review_list_asks_and_an_answer_leaves_it(home: Home, browser: Browser) -> None:
    page = browser.open("/can-xem")
    assert page.count("máy nghiêng về") == 2
    page = browser.send("/tin/a-tai-nan/nhan", text_id="tai-nan", ban_tin="", stance_doanh_nghiep="against").text
    assert page.count("máy nghiêng về") == 1
    assert landed(home)[0]["value"] == "against"


def test_the_weekly_sample_is_answered_without_telling_its_parts(home: Home, browser: Browser) -> None:
    sheet = audits.make(home, "2026-W32", at=NOW + timedelta(days=9))
    assert sheet.is_file()
    page = browser.open("/kiem-dinh")
    waiting = page.count('value="2026-W32"')
    assert waiting > 3
    assert not re.search("shown|below_line|left_out", page)
    article = re.findall(r'name="article_id" value="([^"]+)"', page)[0]
    page = browser.send("/kiem-dinh", week="2026-W32", article_id=article, is_worthy="1", note=" rõ ").text
    assert page.count('value="2026-W32"') == waiting - 1
    (said,) = landed(home)
    assert (said["article_id"], said["is_worthy"], said["note"], said["said_by"]) == (article, True, "rõ", "bien-tap")
    assert browser.send("/kiem-dinh", week="2026-W32", article_id="la", is_worthy="1").status_code == 400
    assert browser.send("/kiem-dinh", week="2026-W32", article_id=article).status_code == 400


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "burn"},
        {"kind": "hide", "subject": "a-guong", "value": " "},
        {"kind": "seat", "subject": "a-guong", "value": "x"},
    ],
)
def test_what_means_nothing_is_refused(home: Home, browser: Browser, fields: dict[str, str]) -> None:
    browser.open()
    assert browser.say(**fields).status_code == 400
    assert landed(home) == []


# -- two editors, other processes, time


def test_two_editors_lose_nothing_and_an_old_page_is_told(home: Home, browser: Browser) -> None:
    other = Browser(browser.state).enter()
    other.open()
    browser.open()
    browser.say("move", subject="a-tai-nan", value="")
    answer = other.say("move", subject="a-phe-phan", value="a-dinh-cong")
    assert "người khác" in answer.text
    assert titles(answer.text)[:3] == ["a-tai-nan", "a-dinh-cong", "a-phe-phan"]
    assert len(landed(home)) == 2


def test_nobody_approves_what_they_have_not_seen(home: Home, browser: Browser) -> None:
    other = Browser(browser.state).enter()
    other.open()
    browser.open()
    browser.say("note", value="Ghi chú mới")
    answer = other.say("approve")
    assert answer.status_code == 409
    assert "đã đổi" in answer.text
    assert [line["kind"] for line in landed(home)] == ["note"]
    other.open()
    assert "Đã duyệt." in other.say("approve").text


def test_while_another_process_writes_words_are_kept_and_pages_wait(home: Home, browser: Browser) -> None:
    browser.open()
    command = [sys.executable, "-c", HOLDER, str(home.root)]
    holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"ok\n"
    try:
        answer = browser.client.get(PAGE)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert 'http-equiv="refresh"' in answer.text
        answer = browser.say("hide", subject="a-guong", value="trùng")
        assert answer.status_code == 503
        assert "đã được ghi lại" in answer.text
        assert browser.say("approve").status_code == 503
        answer = browser.send("/tin/a-luong/nhan", text_id="luong", ban_tin=DIGEST, relevance="1")
        assert "Chưa ghi gì" in answer.text
        assert 'name="relevance" value="1"' in answer.text
    finally:
        holder.communicate()
    assert [line["kind"] for line in landed(home)] == ["hide"]
    assert "a-guong" in browser.send(f"{PAGE}/soan").text.split("Đã bỏ ra")[1]


def test_what_has_left_stays_as_it_was(home: Home, browser: Browser) -> None:
    browser.open()
    steps.send_step(home, Settings(home=home.root), DIGEST)
    answer = browser.say("note", value="muộn")
    assert answer.status_code == 409
    assert "đã gửi" in answer.text
    assert landed(home) == []
    page = browser.open()
    assert "Đã gửi." in page
    assert "Duyệt bản này" not in page


def test_a_word_on_a_digest_that_is_not_there_is_refused(home: Home, browser: Browser) -> None:
    browser.open()
    answer = browser.send("/ban-tin/2026-08-04-day-toan-quoc/noi", kind="approve")
    assert answer.status_code == 404
    answer = browser.client.get("/ban-tin/2026-08-04-day-toan-quoc")
    assert answer.status_code == 404
    assert "Soạn bản tin này" in answer.text
    assert "1 tin về công đoàn" in browser.send("/ban-tin/2026-08-04-day-toan-quoc/soan").text
    assert landed(home) == []


def test_the_index_tells_where_every_digest_stands(browser: Browser) -> None:
    page = browser.open("/")
    assert page.count("chưa soạn") == 2
    assert "chưa duyệt" in page
    browser.open()
    browser.say("approve")
    assert "đã duyệt lúc 06:12 ngày 06/8" in browser.open("/")
    assert browser.client.get("/mo?ban=toan-quoc&ngay=2026-08-05&ky=day").url.path == PAGE
    assert browser.client.get("/mo?ban=../x&ngay=2026-08-05&ky=day").status_code == 404


def test_the_mail_leaves_on_time_and_says_that_nobody_looked(home: Home) -> None:
    steps.send_step(home, Settings(home=home.root), DIGEST)
    assert "Chưa biên tập" in (home.digests / f"{DIGEST}.txt").read_text(encoding="utf-8")


def test_a_rebuild_knows_every_word(home: Home, browser: Browser) -> None:
    browser.open()
    browser.say("hide", subject="a-guong", value="trùng")
    browser.open()
    browser.say("approve")
    with db.writer(home.root) as con:
        before = store.sql(con, "select * from mart.digest_edits order by all")[1]
    with db.rebuilding(home.root) as con:
        digestwords.load(con, home)
        assert store.sql(con, "select * from mart.digest_edits order by all")[1] == before
    assert len(before) == 2


def test_a_reader_leaves_with_the_token_of_the_mail_alone(home: Home) -> None:
    client = Browser(running(home)).client
    token = make(secret(home), "toan-quoc", "a@b.example")
    page = client.get(f"/huy-nhan-tin/{token}").text
    assert "Toàn quốc" in page
    assert gone(home) == frozenset()  # programs follow the links of mails
    answer = client.post(f"/huy-nhan-tin/{token}", data={"List-Unsubscribe": "One-Click"})
    assert "Đã ghi" in answer.text
    assert gone(home) == {("toan-quoc", "a@b.example")}
    for wrong in (token[:-1], "x.y", token.replace(".", "")):
        assert client.post(f"/huy-nhan-tin/{wrong}", data={"List-Unsubscribe": "One-Click"}).status_code == 404
    assert len(gone(home)) == 1


def test_a_link_in_a_mail_opens_once_more_from_a_page_of_ours(home: Home) -> None:
    answer = Browser(running(home)).client.get(PAGE, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 200
    assert '<meta http-equiv="refresh" content="1">' in answer.text
    assert "Sao Khuê" not in answer.text


def test_the_paper_can_be_taken_from_the_desk(browser: Browser) -> None:
    answer = browser.client.get(f"{PAGE}/bao-cao.docx")
    assert answer.content[:2] == b"PK"
    assert "attachment" in answer.headers["content-disposition"]


def test_the_whole_thing_needs_no_script(browser: Browser) -> None:
    page = browser.open()
    assert isinstance(browser.client, TestClient)
    assert 'data-act="up"' in page
    assert "<button" in page
    assert page.count("<script") == 1
