"""Between two digests: what is worth a mail, to whom, when, and that it comes once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from flows import sending, steps
from flows.alertfile import AlertError, alert_book, load_alerts
from flows.alertmail import alert_mail
from flows.alerts import Alert, due_at
from flows.alertsteps import COVERED, TOO_LATE, alert_step
from flows.backtest import backtest
from flows.deskfiles import desks_of
from flows.home import Home, open_home
from flows.settings import Settings
from tests.flows.newsroom import FIRST, NEWS, News, add, fill
from tests.flows.test_message import faults
from warehouse import db, store

READER = "truc-ban@congdoan.example"
CLAIM = "Công nhân nói công đoàn cơ sở chưa một lần bảo vệ họ trước giám đốc."
CRITICS = tuple(
    News(
        f"che-{source}",
        source,
        f"Công nhân trách công đoàn im lặng ({source})",
        hour,
        sapo="Ở khu công nghiệp Sông Trà, công nhân cho biết họ không được bảo vệ.",
        relevance=2,
        topics=("to_chuc_can_bo",),
        stances=(("cong_doan", "against", sentence),),
        valence="neg",
        story="im-lang",
        copy_of=copy,
    )
    for source, hour, sentence, copy in (
        ("kinh-te", 5.0, CLAIM, None),
        ("mien-dong", 6.0, CLAIM, "che-kinh-te"),
        ("pho-bien", 7.0, "Bài viết cho rằng tổ chức công đoàn ở đây chỉ có trên giấy.", None),
        ("im-lang", 8.0, "Nhiều người không biết chủ tịch công đoàn của mình là ai.", None),
    )
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = open_home(tmp_path / "home")
    with db.writer(home.root) as con:
        fill(con)
    return home


def settings(home: Home, alerts: str = 'quiet_hours = ""', more: str = "") -> Settings:
    """A site with a nationwide desk, and with `more` another one for Bình Dương."""
    folder = home.root.parent / "desks"
    folder.mkdir(exist_ok=True)
    (folder / "toan-quoc.toml").write_text(f'recipients = ["{READER}"]\nalerts = {{ {alerts} }}\n')
    if more:
        (folder / "binh-duong.toml").write_text(more)
    return Settings(home=home.root, desks_dir=folder, mail_from="diem-tin@congdoan.example")


def hour(number: float) -> datetime:
    """A moment by the hours since the digest day began, 06:00 in Việt Nam."""
    return FIRST + timedelta(hours=number)


def causes(found: tuple[Alert, ...]) -> list[tuple[str, str, str]]:
    return [(one.desk, one.cause, one.story_id) for one in found]


def mails(home: Home) -> list[str]:
    return sorted(
        str(message_from_bytes(path.read_bytes(), policy=default)["Subject"]) for path in home.outbox.iterdir()
    )


def test_a_stoppage_is_told_once_the_hour_it_is_known(home: Home) -> None:
    site = settings(home)
    assert alert_step(home, site, hour(2.5)).raised == (), "it was published, and nobody had seen it"
    alarm = alert_step(home, site, hour(3.1))
    assert causes(alarm.raised) == [("toan-quoc", "strike", "sao-khue")]
    assert [one.status for one in alarm.deliveries] == ["written"]
    assert alarm.raised[0].sentence.startswith("Sáng 5/8, công nhân Công ty May Sao Khuê ngừng việc")
    for later in (3.2, 5.1, 20):
        again = alert_step(home, site, hour(later))
        assert not again.raised
        assert not again.deliveries
    assert len(mails(home)) == 1


def test_a_story_under_another_id_is_not_told_again(home: Home) -> None:
    site = settings(home)
    alert_step(home, site, hour(3.1))
    with db.writer(home.root) as con:
        store.sql(con, "update core.grouping set story_id = 'khac' where story_id = 'sao-khue'")
    assert alert_step(home, site, hour(4)).raised == ()


def test_a_strike_abroad_or_long_ago_is_no_alert(home: Home) -> None:
    site = settings(home)
    assert all("buýt" not in one.title for one in alert_step(home, site, hour(9)).raised)
    assert alert_step(home, site, hour(60)).raised == ()


def test_a_desk_hears_of_what_concerns_it(home: Home) -> None:
    desk = 'name = "LĐLĐ Bình Dương"\nunit = "Liên đoàn Lao động tỉnh Bình Dương"\nlevel = "tinh_nganh"\n'
    here = settings(home, more=f'{desk}provinces = ["Bình Dương"]\nrecipients = ["bd@congdoan.example"]\n')
    alarm = alert_step(home, here, hour(4))
    assert [one.desk for one in alarm.raised] == ["toan-quoc", "binh-duong"]
    assert alarm.raised[1].route == "địa bàn Bình Dương (nay thuộc TP.HCM)"
    there = open_home(home.root.parent / "other")
    with db.writer(there.root) as con:
        fill(con)
    elsewhere = settings(home, more=f'{desk}provinces = ["Cà Mau"]\nrecipients = ["bd@congdoan.example"]\n')
    assert [one.desk for one in alert_step(there, elsewhere, hour(4)).raised] == ["toan-quoc"]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("criticism_owners = 3, claim_owners = 2", {"criticism", "claim"}),
        ("criticism_owners = 4, claim_owners = 3", set()),
        ("criticism_owners = 2, claim_owners = 9", {"criticism"}),
        ("criticism_owners = 3, hours = 2, claim_owners = 9", set()),
        ("criticism_owners = 1, on = false", set()),
    ],
)
def test_a_desk_sets_its_own_thresholds(home: Home, rules: str, expected: set[str]) -> None:
    with db.writer(home.root) as con:
        add(con, CRITICS)
    site = settings(home, f'quiet_hours = "", strike = false, {rules}')
    raised = [one for one in alert_step(home, site, hour(9.1)).raised if one.story_id == "im-lang"]
    assert {one.cause for one in raised} == expected
    for one in raised:
        assert one.owners == {"criticism": 3, "claim": 2}[one.cause]


def test_at_night_an_alert_waits_and_the_digest_may_be_faster(home: Home) -> None:
    site = settings(home, 'quiet_hours = "07:00-16:00"')
    alarm = alert_step(home, site, hour(3.5))
    assert [one.due_at for one in alarm.held] == [hour(10)]
    assert not mails(home)
    assert len(alert_step(home, site, hour(9.9)).held) == 1
    alarm = alert_step(home, site, hour(10.1))
    assert [one.status for one in alarm.deliveries] == ["written"]


def test_what_a_digest_told_meanwhile_is_dropped(home: Home) -> None:
    site = settings(home, 'quiet_hours = "07:00-16:00"')
    alert_step(home, site, hour(3.5))
    sending.send(home, site, (steps.digest_step(home, site, date(2026, 8, 5)),))
    before = mails(home)
    alarm = alert_step(home, site, hour(10.1))
    assert [row.dropped_why for row in alarm.dropped] == [COVERED]
    assert mails(home) == before
    assert alert_step(home, site, hour(11)).raised == ()
    with db.writer(home.root) as con:
        _, rows = store.sql(con, "select cause, dropped_why, served from mart.alerts")
    assert rows == [("strike", COVERED, 0)]


def test_a_burst_after_a_digest_with_one_critic_is_news(home: Home) -> None:
    site = settings(home, 'quiet_hours = "", strike = false, claim_owners = 9')
    with db.writer(home.root) as con:
        add(con, CRITICS[:1])
    sending.send(home, site, (steps.digest_step(home, site, date(2026, 8, 5)),))
    with db.writer(home.root) as con:
        add(con, tuple(replace(one, copy_of=None) for one in CRITICS[1:]))
    assert [cause for _, cause, _ in causes(alert_step(home, site, hour(9.5)).raised)] == ["criticism"]


def test_a_process_that_died_between_raising_and_sending_is_made_good(home: Home) -> None:
    site = settings(home)
    (alert,) = alert_step(home, site, hour(4), dry_run=True).raised
    with alert_book(home) as book:
        book.raise_all([alert])
    alarm = alert_step(home, site, hour(5))
    assert alarm.raised == ()
    assert [one.status for one in alarm.deliveries] == ["written"]
    assert len(mails(home)) == 1


def test_an_alert_that_is_too_late_is_none(home: Home) -> None:
    site = settings(home)
    (alert,) = alert_step(home, site, hour(4), dry_run=True).raised
    with alert_book(home) as book:
        book.raise_all([alert])
    assert [row.dropped_why for row in alert_step(home, site, hour(20)).dropped] == [TOO_LATE]
    assert not mails(home)


def test_a_dry_run_writes_nothing(home: Home) -> None:
    assert alert_step(home, settings(home), hour(4), dry_run=True).raised
    assert not mails(home)
    with db.writer(home.root) as con:
        assert load_alerts(con, home) == 0


def test_the_file_of_alerts_survives_a_torn_line_and_names_a_foreign_one(home: Home) -> None:
    alert_step(home, settings(home), hour(4))
    path = home.alerts / "alerts.jsonl"
    with path.open("a") as out:
        out.write('{"event": "dropped", "ale')
    assert alert_step(home, settings(home), hour(5)).raised == ()
    with path.open("a") as out:
        out.write('\n{"event": "lạ"}\n')
    with pytest.raises(AlertError, match=r"alerts\.jsonl:\d"):
        alert_step(home, settings(home), hour(6))


def test_the_mail_says_what_why_and_how_to_get_fewer(home: Home) -> None:
    site = settings(home, 'quiet_hours = "21:30-06:00"')
    (alert,) = alert_step(home, site, hour(4)).raised
    (path,) = home.outbox.iterdir()
    content = path.read_bytes()
    assert faults(content) == []
    message = message_from_bytes(content, policy=default)
    assert message["Subject"] == f"Báo nhanh: Có vụ ngừng việc, đình công mới – {alert.title}"
    assert message["List-Id"] == "<toan-quoc.diem-tin.congdoan.example>"
    text, html = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))
    for part in (" ".join(text.split()), html):
        for words in (
            alert.title,
            "công nhân Công ty May Sao Khuê ngừng việc",
            alert.url,
            "Báo Người Thợ",
            "Vì sao có thư này",
            "chưa có trong bản điểm tin nào đã gửi cho bàn này",
            "không nhận báo nhanh từ 21:30 đến 06:00",
            "sửa mục [alerts] trong tệp toan-quoc.toml",
        ):
            assert words in part, words
    assert len(html.encode()) < 20_000
    assert max(len(line) for line in text.splitlines()) <= 120


def test_the_words_of_every_cause(home: Home) -> None:
    desk = desks_of(settings(home)).find("toan-quoc")
    (alert,) = alert_step(home, settings(home), hour(4), dry_run=True).raised
    claim = alert_mail(replace(alert, cause="claim", owners=4), desk).text
    assert "ở 4 cơ quan chủ quản báo chí khác nhau (ngưỡng của bàn: 2)" in " ".join(claim.split())
    burst = alert_mail(replace(alert, cause="criticism", owners=5, outlets=tuple("ABCDEFGHIJ")), desk).html
    assert "Trong 6 giờ qua, 5 cơ quan chủ quản" in burst
    assert "A, B, C, D, E, F, G, H và 2 nơi khác" in burst
    hot = alert_mail(replace(alert, cause="criticism", owners=1, hot=True), desk).html
    assert "trong đó có bài phê phán công đoàn" in hot
    assert "Câu chuyện đang được nhiều báo đưa dồn dập." in hot


@pytest.mark.parametrize(
    ("quiet", "clock", "until"),
    [
        ("21:30-06:00", "21:29", "21:29"),
        ("21:30-06:00", "21:30", "06:45"),  # the digest leaves at 06:30: it may tell it
        ("21:30-06:00", "00:00", "06:45"),
        ("21:30-06:00", "06:00", "06:00"),
        ("21:30-04:00", "23:59", "04:00"),  # more than an hour and a half before the digest
        ("12:00-13:00", "12:30", "13:00"),
        ("", "03:00", "03:00"),
    ],
)
def test_quiet_hours_go_over_midnight(home: Home, quiet: str, clock: str, until: str) -> None:
    desk = desks_of(settings(home, f'quiet_hours = "{quiet}"')).find("toan-quoc")
    at = datetime.fromisoformat(f"2026-08-05T{clock}:30+07:00").astimezone(UTC)
    due = due_at(desk, at)
    assert f"{due + timedelta(hours=7):%H:%M}" == until
    assert timedelta(0) <= due - at < timedelta(hours=10)


def test_the_past_is_replayed_as_it_was_known(home: Home) -> None:
    with db.writer(home.root) as con:
        add(con, CRITICS)
    site = settings(home, 'quiet_hours = ""')
    found = backtest(home, site, hour(0), hour(24))
    assert [(one.alert.cause, one.sent_at - FIRST, one.verdict) for one in found.judged] == [
        ("strike", timedelta(hours=3), "corroborated"),
        ("claim", timedelta(hours=7), "corroborated"),
        ("criticism", timedelta(hours=9), "corroborated"),
    ]
    assert found.right == 3
    assert found.lines[-2:] == (
        "Tỉ lệ chưa được xác nhận hoặc báo nhầm: 0% (0/3).",
        "0 báo nhanh không gửi vì bản điểm tin đã có tin ấy.",
    )
    assert not mails(home)


def test_people_who_disagree_make_a_false_alarm(home: Home) -> None:
    site = settings(home)
    with db.writer(home.root) as con:
        store.sql(
            con,
            "insert into core.corrections select 'c' || text_id, text_id, 'strike', '0', null, null, 'editor', now() "
            "from core.annotations where strike",
        )
    found = backtest(home, site, hour(0), hour(24))
    assert [(one.alert.cause, one.verdict) for one in found.judged] == [("strike", "refuted")]
    assert "100% (1/1)" in found.lines[-2]


def test_what_the_morning_digest_covers_is_not_sent_in_the_replay(home: Home) -> None:
    late = tuple(replace(one, hour=20.0, key=f"dem-{one.key}", story="dem") for one in NEWS if one.story == "sao-khue")
    with db.writer(home.root) as con:
        store.sql(con, "update core.annotations set strike = false")
        add(con, late)
    site = settings(home, 'quiet_hours = "21:30-07:00"')
    found = backtest(home, site, hour(18), hour(30))
    assert found.judged == ()
    assert found.dropped == 1


def test_the_weekly_digest_says_what_became_of_the_alerts(home: Home) -> None:
    site = settings(home)
    alert_step(home, site, hour(4))
    digest_id = steps.digest_step(home, site, date(2026, 8, 5), period="week")
    for suffix in (".html", ".txt"):
        page = (home.digests / f"{digest_id}{suffix}").read_text(encoding="utf-8")
        assert "BÁO NHANH TRONG TUẦN" in page.upper()
        words = " ".join(page.split())
        assert "Có vụ ngừng việc, đình công mới: " in words
        assert "(nơi khác cũng viết như vậy)" in words
        assert "Tỉ lệ chưa được xác nhận hoặc báo nhầm: 0% (0/1)." in words
    assert "Báo nhanh trong tuần" not in (
        home.digests / f"{steps.digest_step(home, site, date(2026, 8, 5))}.html"
    ).read_text(encoding="utf-8")
