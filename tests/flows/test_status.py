"""`diemtin status`: who answers, who is unverified, who is asked less often because of failures."""

import io
import re
from pathlib import Path

from rich.console import Console

from crawlers.source import Source
from flows import statusview
from flows.home import open_home
from flows.inspection import outlets
from tests.flows.test_polling import URL, ask, source
from warehouse import db


def shown(home: Path, sources: dict[str, Source]) -> tuple[int, str]:
    page = io.StringIO()
    failing = outlets(open_home(home), sources, Console(file=page, width=300))
    return failing, page.getvalue()


def test_failing_feeds_and_unverified_outlets_are_shown(tmp_path: Path) -> None:
    both = {**source(URL), "moi": source()["bao"].model_copy(update={"id": "moi", "verified": True})}
    with db.writer(tmp_path) as con:
        for seq in range(3):
            ask(con, seq, seq, reason="blocked")
    failing, page = shown(tmp_path, both)
    assert failing == 1
    assert re.search(r"bao .*Báo .* chưa ", page)
    assert "Chưa biết RSS hay chuyên mục, hỏi ở trang chủ (dò bằng `diemtin source discover`): moi" in page
    assert "lùi nhịp: 1/1 địa chỉ hỏng 3 lần liền" in page
    assert "trang chặn truy cập tự động" in page
    assert "2 nguồn: 1 đang hỏng, 1 chưa kiểm chứng, 1 chỉ hỏi trang chủ" in page


def test_an_installation_that_has_asked_nobody_yet(tmp_path: Path) -> None:
    failing, page = shown(tmp_path, source(URL))
    assert failing == 0
    assert "chưa hỏi lần nào" in page


def test_where_nobody_was_asked_nothing_reads_as_well() -> None:
    page = io.StringIO()
    assert statusview.show([], Console(file=page, width=120)) == 0
    assert page.getvalue() == "Chưa hỏi nguồn nào của bản cài đặt này.\n"
