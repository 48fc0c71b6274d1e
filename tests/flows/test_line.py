"""The way to the mail server: one connection for many letters, and what happens when it breaks."""

import smtplib
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.deliveries import Delivery, read
from flows.home import Home, open_home
from flows.message import Letterhead
from flows.outbox import Parcel, Post, hand_out, hand_out_due, path_of, resolve
from flows.retry import ALERT_LIFE, PAUSES, Patience, put_off
from flows.smtp import MAX_CUTS, Letter, Line, SmtpSettings
from flows.unsubscribe import Departure, note
from flows.view import Mail
from tests.flows.crashroom import Script, scripted_office
from tests.flows.mailroom import Postman, post_office

READERS = tuple(f"doc-gia-{number}@ban.example" for number in range(6))
MAIL = Mail("2026-08-05-day-ban", "Điểm tin", "tin\n", "<p>tin</p>\n")
NOW = timedelta(0)
ONCE = Patience()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return open_home(tmp_path)


def hand(home: Home, smtp: SmtpSettings | None, *, patience: Patience = ONCE, force: bool = False) -> list[Delivery]:
    post = Post(Letterhead("diem-tin@congdoan.example"), smtp, None, patience)
    return hand_out(home, [Parcel(MAIL.digest_id, "ban", READERS, MAIL)], post, force=force)


@contextmanager
def scripted(**faults: str) -> Iterator[tuple[SmtpSettings, Script, list[tuple[str, str]]]]:
    """A server whose n-th reply after the greetings fails (r<n>: four a mail), and how to reach it."""
    with scripted_office() as (port, script, received):
        script.replies = 0
        with smtplib.SMTP("127.0.0.1", port) as server:
            server.ehlo()
            greetings = script.replies
        script.replies, script.faults = 0, {int(name[1:]) + greetings: fault for name, fault in faults.items()}
        script.greetings = greetings
        yield SmtpSettings("127.0.0.1", port, starttls=False, timeout_s=0.4, verdict_s=0.4), script, received


def states(deliveries: list[Delivery]) -> list[str]:
    return [delivery.status for delivery in deliveries]


def test_many_readers_one_connection(home: Home) -> None:
    with scripted() as (smtp, script, received):
        assert states(hand(home, smtp)) == ["sent"] * 6
        assert len(received) == 6
        assert script.replies == script.greetings + 6 * 4 + 1, "four replies a mail, and a goodbye"


def test_all_are_queued_before_the_first_leaves(home: Home) -> None:
    seen: list[dict[tuple[str, str], Delivery]] = []
    with post_office(Postman(on_content=lambda server: seen.append(read(path_of(home))))) as smtp:
        hand(home, smtp)
    assert len(seen[0]) == len(READERS)
    assert states(list(seen[0].values())) == ["uncertain", *["queued"] * 5]


def test_a_server_that_tires_of_a_connection_gets_a_new_one(home: Home) -> None:
    with scripted(r9="421 closing") as (smtp, _, received):  # the answer to the third MAIL
        assert states(hand(home, smtp)) == ["sent"] * 6
        assert len(received) == 6


def test_a_cut_over_one_reader_stops_no_other(home: Home) -> None:
    with scripted(r6="drop") as (smtp, _, received):  # the second reader's RCPT
        deliveries = hand(home, smtp)
        assert states(deliveries) == ["sent", "deferred", "sent", "sent", "sent", "sent"]
        assert states(hand(home, smtp)) == ["sent"] * 6
        assert sorted(reader for _, reader in received) == sorted(READERS)


def test_a_cut_behind_the_last_dot_is_doubt_and_told(home: Home) -> None:
    with scripted(r8="drop") as (smtp, _, received):
        assert states(hand(home, smtp)) == ["sent", "uncertain", "sent", "sent", "sent", "sent"]
        assert states(hand(home, smtp))[1] == "uncertain"
        assert len(received) == 6


def test_a_cut_before_the_last_dot_is_no_doubt(home: Home) -> None:
    with scripted(r7="after") as (smtp, _, received):  # the server hangs up once it has asked for the content
        before = states(hand(home, smtp))
        assert before[1] in ("deferred", "uncertain")  # it depends on whether its goodbye arrives before the dot leaves
        assert states(hand(home, smtp)) == ["sent", "sent" if before[1] == "deferred" else "uncertain", *["sent"] * 4]
        assert len({reader for _, reader in received}) == len(received)


def connections(server: socket.socket) -> int:
    """How many wait to be let in."""
    count = 0
    with suppress(BlockingIOError):
        while True:
            server.accept()[0].close()
            count += 1
    return count


def test_a_dead_server_costs_its_time_out_only_once(home: Home) -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(8)  # connects, and never says a word
        smtp = SmtpSettings("127.0.0.1", deaf.getsockname()[1], starttls=False, timeout_s=0.2)
        assert states(hand(home, smtp)) == ["deferred"] * 6
        deaf.setblocking(False)
        assert connections(deaf) == 1


def test_after_some_cuts_in_a_row_the_rest_waits(home: Home) -> None:
    every = {f"r{number}": "drop" for number in range(1, 60)}
    with scripted(**every) as (smtp, script, _):
        assert states(hand(home, smtp)) == ["deferred"] * 6
        assert script.replies <= (script.greetings + 1) * MAX_CUTS


def test_a_run_with_patience_tries_again_by_itself(home: Home) -> None:
    patience = Patience((timedelta(seconds=0.1),), wait=timedelta(seconds=20))
    with scripted(r2="451 later", r6="drop") as (smtp, _, received):
        deliveries = hand(home, smtp, patience=patience)
        assert states(deliveries) == ["sent"] * 6
        assert sorted(delivery.attempts for delivery in deliveries) == [1, 1, 1, 1, 2, 2]
        assert len(received) == 6


def test_the_hourly_run_tries_only_what_is_due(home: Home) -> None:
    with scripted(r2="451 later") as (smtp, _, received):
        hand(home, smtp)
        post = Post(Letterhead("diem-tin@congdoan.example"), smtp)
        at = datetime.now(UTC)
        assert hand_out_due(home, post, at=at) == []
        assert states(hand_out_due(home, post, at=at + PAUSES[0] * 2)) == ["sent"]
        assert len(received) == 6


def test_what_nobody_waits_for_any_more_has_failed(home: Home) -> None:
    with scripted(r2="451 later") as (smtp, _, received):
        hand(home, smtp)
        post = Post(Letterhead("diem-tin@congdoan.example"), smtp)
        assert states(hand_out_due(home, post, at=datetime.now(UTC) + timedelta(days=2))) == ["failed"]
        assert states(hand(home, smtp))[0] == "failed"
        assert states(hand(home, smtp, force=True)) == ["sent"] * 6
        assert len(received) == 6


def test_pauses_grow_and_end() -> None:
    at = datetime(2026, 8, 5, tzinfo=UTC)
    one = Delivery("d", "r", "<m>", "deferred", queued_at=at, expires_at=at + ALERT_LIFE)
    pauses = []
    for attempts in range(1, 30):
        after = put_off(Delivery(**{**{key: getattr(one, key) for key in one.__slots__}, "attempts": attempts}), at)
        if after.status == "failed" or after.retry_at is None:
            break
        pauses.append(after.retry_at - at)
        at = after.retry_at
    assert pauses == sorted(pauses)
    assert sum(pauses, NOW) <= ALERT_LIFE
    assert sum(pauses, NOW) > ALERT_LIFE - timedelta(minutes=31)


@pytest.mark.parametrize(("arrived", "status", "copies"), [(True, "sent", 0), (False, "sent", 1)])
def test_a_person_settles_a_doubt(home: Home, arrived: bool, status: str, copies: int) -> None:
    with scripted(r4="lose") as (smtp, _, received):
        assert states(hand(home, smtp))[0] == "uncertain"
        assert resolve(home, MAIL.digest_id, READERS[0], arrived=arrived) is not None
        assert states(hand(home, smtp))[0] == status
        assert [reader for _, reader in received].count(READERS[0]) == copies
        assert resolve(home, MAIL.digest_id, "ai-do@khac.example", arrived=True) is None


def test_who_left_gets_nothing_of_this_desk(home: Home) -> None:
    note(home, Departure("ban", READERS[2], datetime.now(UTC), "https", wants_mail=False))
    note(home, Departure("ban-khac", READERS[3], datetime.now(UTC), "https", wants_mail=False))
    with scripted() as (smtp, _, received):
        assert states(hand(home, smtp)) == ["sent", "sent", "unsubscribed", "sent", "sent", "sent"]
        assert states(hand(home, smtp, force=True))[2] == "unsubscribed"
        note(home, Departure("ban", READERS[2], datetime.now(UTC), "operator", wants_mail=True))
        assert states(hand(home, smtp))[2] == "unsubscribed", "an old digest is not sent late"
        assert states(hand(home, smtp, force=True))[2] == "sent"
        assert len(received) == 6


def test_a_password_beyond_ascii_is_a_reason_not_an_accident() -> None:
    with post_office(Postman()) as plain:
        smtp = replace(plain, user="tin", password=" ".join(("mật", "khẩu")))
        with Line(smtp) as line:
            answer = line.send(Letter(b"x", "a@b.example", "0" * 32, lambda: None))
    assert answer.status == "deferred"


def test_two_runs_at_once_serve_every_reader_once(home: Home) -> None:
    with scripted() as (smtp, _, received), ThreadPoolExecutor(3) as runs:
        both = list(runs.map(lambda _: states(hand(home, smtp)), range(3)))
    assert both == [["sent"] * 6] * 3
    assert sorted(reader for _, reader in received) == sorted(READERS)


def test_only_the_lines_that_name_a_digest_are_read(home: Home) -> None:
    for number in range(3):
        mail = replace(MAIL, digest_id=f"2026-08-0{number}-day-ban")
        hand_out(
            home, [Parcel(mail.digest_id, "ban", READERS[:2], mail)], Post(Letterhead("diem-tin@congdoan.example"))
        )
    found = read(path_of(home), naming="2026-08-01-day-ban")
    assert [(digest, one.status) for (digest, _), one in found.items()] == [("2026-08-01-day-ban", "written")] * 2
    assert len(read(path_of(home))) == 6
    assert read(path_of(home), naming="2026-09") == {}
