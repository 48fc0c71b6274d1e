"""The operator's mail: once a day, at once for the union's own press, each exactly once."""

from datetime import datetime, timedelta
from pathlib import Path

from flows.home import open_home
from flows.operatormail import mails, tell_operator
from flows.settings import Settings
from flows.wording import VIETNAM
from tests.flows.breakage import BREAKS, MONDAY, Press
from tests.flows.test_incidents import OUTLETS, told

AT = datetime(2026, 8, 6, 9, tzinfo=VIETNAM)


def row(
    source_id: str, kind: str, cause: str = "blocked", opened: datetime = AT - timedelta(hours=2)
) -> dict[str, object]:
    return {
        "incident_id": source_id,
        "source_id": source_id,
        "outlet": f"Báo {source_id}",
        "outlet_kind": kind,
        "cause": cause,
        "since_at": opened - timedelta(hours=1),
        "opened_at": opened,
        "reason": None,
        "expected": None,
        "seen": None,
    }


def test_the_night_waits_for_the_morning_but_not_for_the_union_press() -> None:
    night = AT.replace(hour=3)
    rows = [row("a", "central", opened=night), row("b", "union_press", opened=night)]
    assert [mail.digest_id for mail in mails(rows, night)] == ["2026-08-06-su-co-b"]
    assert [mail.digest_id for mail in mails(rows, AT)] == ["2026-08-06-su-co-b", "2026-08-06-van-hanh"]


def test_only_what_is_new_makes_a_mail_which_then_names_all() -> None:
    old = row("cu", "central", opened=AT - timedelta(days=3))
    assert mails([old], AT) == []
    (mail,) = mails([old, row("moi", "central", "layout_broken")], AT)
    assert mail.subject == "Điểm tin: 1 nguồn mới gặp sự cố"
    assert "Báo moi (moi): trang bài đổi bố cục, từ 06:00 ngày 06/8" in mail.text
    assert "Còn kéo dài từ trước:\n\n* Báo cu (cu): chặn truy cập tự động" in mail.text
    assert "Báo moi" in mail.html


def test_a_lost_date_of_the_union_press_can_wait() -> None:
    night = AT.replace(hour=3)
    assert mails([row("b", "union_press", "date_lost", night)], night) == []
    only_pages = {**row("b", "union_press", "blocked", night), "expected": 5.0, "seen": 0.0}
    assert mails([only_pages], night) == [], "its feeds are still read"


def test_each_mail_leaves_once_a_day(tmp_path: Path) -> None:
    press = Press(tmp_path, OUTLETS)
    for day in range(3):
        press.land(day)
    at = press.land(3, dict.fromkeys(OUTLETS[:2], BREAKS["forbidden"][1]))
    told(tmp_path, press)
    home, settings = open_home(tmp_path), Settings(operator=("truc@congdoan.example",))
    morning = datetime.combine(MONDAY + timedelta(days=4), at.timetz()).replace(hour=8)
    for _ in range(2):
        assert [one.status for one in tell_operator(home, settings, morning)] == ["written"]
    assert len(list(home.outbox.glob("*.eml"))) == 1
    assert tell_operator(home, Settings(), morning) == []
