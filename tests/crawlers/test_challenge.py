"""Walls in place of a text are known; texts with the same scripts, cookies and words are not walls."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.verdict import is_challenge
from tests.replay import page

WALLS = {
    "cookie and load again": "<html><script>document.cookie='a=b; path=/';location.href='/';</script></html>",
    "cookie by key": "<SCRIPT>document['cookie'] = 'x=1'; location.reload(true)</SCRIPT><noscript>Bat "
    "JavaScript</noscript>",
    "cookie and form": "<body><form></form><script>document.cookie='D=1';document.forms[0].submit()</script></body>",
    "cloudflare": "<html><head><title>Just a moment...</title></head><body><script>cf-chl-opt</script></body></html>",
    "cloudflare, words only": "<html><head><title>Just a moment...</title><meta "
    "http-equiv='refresh' content='360'></head>"
    "<body><h1>bao.example</h1><p>Verifying you are human. This may take a few seconds.</p></body></html>",
    "old cloudflare": "<html><body><h1>Checking your browser before accessing bao.example.</h1>"
    "<p>This process is automatic. Your browser will redirect shortly.</p><script>var t=1</script></body></html>",
    "datadome": "<html><head><title>bao.example</title></head><body style='margin:0'><p id='cmsg'>Please enable JS and "
    "disable any ad blocker</p><script>var dd={'host':'geo.captcha-delivery.com'}</script></body></html>",
    "incapsula": "<html><body><iframe src='/_Incapsula_Resource?CWUDNSAI=9'>Request "
    "unsuccessful. Incapsula incident ID: 1"
    "</iframe></body></html>",
    "incapsula script": "<html><head><script "
    "src='/_Incapsula_Resource?SWJIYLWA=5'></script></head><body></body></html>",
    "recaptcha": "<html><body><form action='/xac-minh'><div class='g-recaptcha' data-sitekey='k'></div></form>"
    "<script src='https://www.google.com/recaptcha/api.js'></script><p>Xác nhận để tiếp tục</p></body></html>",
    "aes": "<script src='/aes.min.js'></script><script>var a=toNumbers('f655ba9d'),c=slowAES.decrypt(a)</script>",
    "vietnamese javascript": "<html><body><p>Vui lòng bật JavaScript để tiếp tục truy cập.</p><script "
    "src='/x.js'></script></body></html>",
    "vietnamese cookie": "<html><head><title>Thông báo</title></head><body><h2>Trình "
    "duyệt của bạn chưa hỗ trợ</h2><p>Vui lòng "
    "kích hoạt chức năng Cookie và JavaScript trên trình duyệt rồi tải lại trang.</p><script>1</script></body></html>",
    "vietnamese noscript": "<html><head><script "
    "src='/waf/kiem-tra.js'></script></head><body><noscript>Hãy bật Javascript và cookie "
    "để xem trang này</noscript></body></html>",
    "vietnamese human": "<html><body><p>Hệ thống đang kiểm tra trình duyệt của bạn…</p><p>Xác minh bạn không "
    "phải là robot</p></body></html>",
    "decomposed": "<html><body><p>Vui lòng bật JavaScript</p></body></html>",
}
ANALYTICS = b"<script>document.cookie='ga=1'; if(0){location.reload()}</script>"
SHORT = "<p>Sáng nay công đoàn cơ sở trao quà cho đoàn viên.</p>"
TEXTS = {
    "analytics": page("Thưởng Tết").replace(b"</body>", ANALYTICS + b"</body>"),
    "cloudflare's own beacon": page("Thưởng Tết") + b"<script src='/cdn-cgi/challenge-platform/x.js'></script>",
    "comment form with recaptcha": page("Thưởng Tết") + b"<div class='g-recaptcha'></div>",
    "datadome tag": page("Thưởng Tết") + b"<script src='https://js.datadome.co/tags.js'></script>",
    "text about cookies": page("Vui lòng bật JavaScript và cookie: cách dùng trình duyệt an toàn"),
    "comments need scripts": page("Thưởng Tết") + "<noscript>Vui lòng bật JavaScript để bình luận</noscript>".encode(),
    "short": b"<html><body>Ngan</body></html>",
    "short, cookie seen": b"<html><script>document.cookie='seen=1'</script><p>Tin ngan</p></html>",
    "short, address read": f"<html><script>document.cookie='u='+location.href</script>{SHORT}</html>".encode(),
    "short article": f"<script>document.cookie='s=1';location.replace('#')</script><article>{SHORT}</article>".encode(),
    "application": b"<body><noscript>You need to enable JavaScript to run this app.</noscript><div id=r></div></body>",
    "feed": "<rss><channel><title>Vui lòng bật JavaScript</title></channel></rss>".encode(),
    "empty": b"",
}


@pytest.mark.parametrize("name", WALLS)
def test_a_wall_is_seen(name: str) -> None:
    assert is_challenge(WALLS[name].encode())


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_no_wall(name: str) -> None:
    assert not is_challenge(TEXTS[name])


@given(st.binary(max_size=400))
def test_any_body_is_judged(body: bytes) -> None:
    is_challenge(b"<script" + body)
    is_challenge(body)
