"""Delivery to real receivers on loopback: once, retried, parked, grouped, held."""

from __future__ import annotations

import re
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from flows.notices.deliver import Policy, deliver_due
from storage.engine import Database
from storage.records import EventType, NoticeState
from tests.notices.world import NOW, World, a_draft, channel, mail_url
from tests.receivers import Mood, always, certificates, hook_server, mail_server

POLICY = Policy(pauses=(60, 300), paced=False, failures=1)


def test_one_message_a_pass_by_mail_and_webhook(either: Database) -> None:
    with mail_server() as box, hook_server() as hook:
        world = World(either, channel("mail", mail_url(box.port)), channel("hook", f"json://127.0.0.1:{hook.port}/in"))
        run = world.events(3)
        report = world.deliver()
        assert (report.sent, report.problems) == (2, ())
        again = world.deliver()
        assert again.sent == 0
    assert len(box.messages) == len(hook.taken) == 1
    message = box.messages[0]
    assert "等3项变化" in message["Subject"]
    assert "1,800个 → 1,700个" in message["Subject"]
    plain, html = box.part(0, "plain"), box.part(0, "html")
    for text in (plain, html):
        assert text.count("http://127.0.0.1/qinghe/list.html") >= 3
        assert "sha256:0a1b" in text
        assert "通道mail" in text
    assert re.search(r'<strong style="background:#\w{6};[^"]*">1800</strong>', html)
    body = hook.taken[0].json()
    assert [e["new"] for e in body["events"]] == [1700, 1700, 1700]
    assert body["id"] == hook.taken[0].headers["idempotency-key"]
    (mail_row, hook_row) = world.outbox.log()
    assert message["Message-ID"] == f"<{mail_row.message_id}@example.org>"
    assert hook_row.message_id == body["id"]
    assert {mail_row.state, hook_row.state} == {NoticeState.SENT}
    assert mail_row.group == f"run:{run}"
    assert world.outbox.waiting() == []


@pytest.mark.parametrize("implicit", [False, True])
def test_mail_with_tls_and_login(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, implicit: bool
) -> None:
    context, trusted = certificates(tmp_path)
    mode = "ssl" if implicit else "starttls"
    with mail_server(tls=context, implicit=implicit, login=("desk", "pass-9x")) as box:
        url = f"mailtos://desk:pass-9x@localhost:{box.port}/?from=minxin@example.org&to=a@example.org&mode={mode}"
        world = World(database, channel("mail", url))
        world.events(1)
        report = world.deliver(policy=POLICY)  # the authority is not trusted yet: nothing may be handed over
        assert report.problems == ("channel mail: the server's certificate is not trusted",)
        assert box.messages == []
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        assert world.deliver(2, POLICY).sent == 1
        assert box.recipients == [["a@example.org"]]
        wrong = World(database, channel("wrong", url.replace("pass-9x", "pass-0")))
        wrong.written = 100
        wrong.events(1)
        assert wrong.deliver(2, POLICY).problems == ("channel wrong: login refused (SMTP 535)",)
        assert len(box.messages) == 1


def test_a_refusing_channel_is_retried_with_growing_pauses_then_parked_and_told_once(either: Database) -> None:
    moods: list[Mood] = []
    with (
        hook_server(lambda: moods.pop(0) if moods else Mood.TAKE) as hook,
        hook_server() as fine,
        hook_server() as ops,
    ):
        world = World(
            either,
            channel("bad", f"json://127.0.0.1:{hook.port}/"),
            channel("good", f"json://127.0.0.1:{fine.port}/"),
            channel("ops", f"json://127.0.0.1:{ops.port}/", operator=True),
        )
        world.events(2)
        moods[:] = [Mood.REFUSE, Mood.DROP, Mood.REFUSE]
        tries = []
        for minute in (0, 0.5, 1.1, 3, 6.2, 20):
            report = world.deliver(minute, POLICY)
            tries.append((len(hook.requests), report.parked))
        assert tries == [(1, 0), (1, 0), (2, 0), (2, 0), (3, 1), (3, 0)]
        assert len(fine.taken) == 1  # the other channel was not held up
        assert len({r.headers["idempotency-key"] for r in hook.requests}) == 1
        (told,) = ops.taken
        assert "bad" in told.json()["title"]
        assert "2项" in told.json()["message"]
        assert [w.parked for w in world.outbox.waiting() if w.channel == "bad"] == [1]
        # a second one parked on the same dead channel is not told again
        world.events(1)
        moods[:] = [Mood.REFUSE] * 3
        for minute in (30, 40, 50):
            world.deliver(minute, POLICY)
        assert len(ops.taken) == 1
        # put back by a person, both arrive, with their old ids
        assert world.outbox.unpark(NOW + timedelta(minutes=60), "bad") == 2
        assert world.deliver(60, POLICY).sent == 2
        assert len(hook.taken) == 2
        assert hook.taken[0].headers["idempotency-key"] == hook.requests[0].headers["idempotency-key"]
        assert world.outbox.waiting() == []


def test_a_slow_channel_does_not_hold_up_the_others(database: Database) -> None:
    arrived = threading.Event()
    gate = threading.Event()

    def slow() -> Mood:
        gate.wait(10)
        return Mood.TAKE

    def quick() -> Mood:
        arrived.set()
        return Mood.TAKE

    with hook_server(slow) as first, hook_server(quick) as second:
        world = World(
            database,
            channel("slow", f"json://127.0.0.1:{first.port}/"),
            channel("quick", f"json://127.0.0.1:{second.port}/"),
        )
        world.events(1)
        thread = threading.Thread(target=world.deliver)
        thread.start()
        assert arrived.wait(10)  # while the first receiver has not answered yet
        assert not first.taken
        gate.set()
        thread.join(10)
        assert len(first.taken) == len(second.taken) == 1


def test_time_out_counts_as_refusal(database: Database) -> None:
    with hook_server(always(Mood.SLOW), slow=1.5) as hook:
        world = World(database, channel("slow", f"json://127.0.0.1:{hook.port}/?rto=0.3"))
        world.events(1)
        report = world.deliver()
        assert (report.sent, report.channels[0].refused) == (0, 1)
        assert "no answer in time" in report.problems[0]


def test_two_deliverers_at_once_send_each_message_once(either: Database) -> None:
    with hook_server(always(Mood.SLOW), slow=0.05) as hook:
        world = World(either, channel("desk", f"json://127.0.0.1:{hook.port}/", digest="now"))
        world.events(12)
        threads = [threading.Thread(target=world.deliver) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        ids = [r.headers["idempotency-key"] for r in hook.taken]
    assert len(ids) == len(set(ids)) == 12


def test_an_open_pass_is_not_sent_in_parts(either: Database) -> None:
    with hook_server() as hook:
        world = World(either, channel("desk", f"json://127.0.0.1:{hook.port}/"))
        run = world.run(finished=False)
        world.write(run, [a_draft(1)])
        assert world.deliver().sent == 0
        world.write(run, [a_draft(2)])
        assert world.deliver(finishing=run).sent == 1
        assert len(hook.taken[0].json()["events"]) == 2
        killed = world.run(finished=False)
        world.write(killed, [a_draft(3)])
        later = world.run(finished=False)
        world.write(later, [a_draft(4)])
        assert world.deliver().sent == 0
        assert world.deliver(finishing=later).sent == 2  # the killed pass counts as ended with the next one
        forgotten = world.run(finished=False)
        world.write(forgotten, [a_draft(5)])
        assert world.deliver(60).sent == 0
        assert world.deliver(13 * 60).sent == 1


def test_flood_becomes_one_summary(either: Database) -> None:
    with hook_server() as hook, mail_server() as box:
        world = World(
            either,
            channel("now", f"json://127.0.0.1:{hook.port}/", digest="now", flood=20),
            channel("run", mail_url(box.port), flood=20),
            site_url="https://pledges.example/latest",
        )
        run = world.events(30)
        world.write(run, [a_draft(100 + i, type=EventType.PROGRESS_REPORTED, old=None) for i in range(5)])
        assert world.deliver().sent == 2
        assert world.deliver().sent == 0
    (summary,) = hook.taken
    assert "35项变化" in summary.json()["title"]
    text = summary.json()["message"]
    assert "目标改变 30" in text
    assert "进展 5" in text
    assert "https://pledges.example/latest" in text
    assert summary.json()["total"] == 35
    assert len(summary.json()["events"]) == 10
    assert "其余25项" in box.part(0, "plain")


def test_at_the_flood_limit_all_are_told(database: Database) -> None:
    with hook_server() as hook:
        world = World(database, channel("now", f"json://127.0.0.1:{hook.port}/", digest="now", flood=5))
        world.events(5)
        assert world.deliver().sent == 5
        assert [len(r.json()["events"]) for r in hook.taken] == [1] * 5


def test_first_sight_says_only_how_much(either: Database) -> None:
    with hook_server() as hook, hook_server() as every, hook_server() as ops:
        world = World(
            either,
            channel("desk", f"json://127.0.0.1:{hook.port}/", places=["云州市青禾区"]),
            channel("elsewhere", f"json://127.0.0.1:{hook.port}/", places=["别处市"]),
            channel("all", f"json://127.0.0.1:{every.port}/", baseline=True),
            channel("ops", f"json://127.0.0.1:{ops.port}/", operator=True),
        )
        run = world.run(finished=False)
        added = [a_draft(i, type=EventType.PLEDGE_ADDED, old=None) for i in range(40)]
        world.write(run, [*added, a_draft(99, place="云州市白鹭区")], baseline=True)
        assert world.deliver().sent == 0
        assert world.deliver(finishing=run).sent == 2
        assert world.deliver(5, finishing=run).sent == 0
    assert "首次读取：40条" in hook.taken[0].json()["title"]
    assert "新增承诺 40" in hook.taken[0].json()["message"]
    assert len(hook.taken) == 1
    assert every.taken[0].json()["total"] == 41
    assert ops.taken == []


def test_quiet_hours_hold_and_the_digest_joins(database: Database) -> None:
    with hook_server() as hook:
        quiet = {"begin": "22:00", "end": "10:00"}
        world = World(database, channel("desk", f"json://127.0.0.1:{hook.port}/", digest="now", quiet=quiet))
        world.events(3)
        report = world.deliver(30)
        assert report.sent == 0
        assert world.deliver(61).sent == 1
        assert len(hook.taken[0].json()["events"]) == 3
        # a refusal's next try that falls into the quiet hours waits as well
        world.events(1, NOW + timedelta(minutes=62))
        night = world.deliver(13.5 * 60)
        assert [c.held for c in night.channels] == [True]
        assert world.deliver(26 * 60).sent == 1


def test_daily_digest_waits_for_its_hour(database: Database) -> None:
    with hook_server() as hook:
        world = World(database, channel("desk", f"json://127.0.0.1:{hook.port}/", digest="daily", digest_at="18:00"))
        world.events(2)
        world.events(1, NOW + timedelta(hours=3))
        assert world.deliver(8.9 * 60).sent == 0
        assert world.deliver(9 * 60).sent == 1
        assert len(hook.taken[0].json()["events"]) == 3


def test_night_overdue_is_told_to_operators_once(database: Database) -> None:
    with hook_server() as ops, hook_server() as desk:
        world = World(
            database,
            channel("ops", f"json://127.0.0.1:{ops.port}/", operator=True),
            channel("desk", f"json://127.0.0.1:{desk.port}/"),
        )
        world.run()
        assert world.deliver(35 * 60).sent == 0
        assert world.deliver(37 * 60).sent == 1
        assert world.deliver(38 * 60).sent == 0
        world.run(NOW + timedelta(hours=40))
        assert world.deliver(77 * 60).sent == 1
    assert "逾期" in ops.taken[0].json()["title"]
    assert "2026-03-02 09:00" in ops.taken[0].json()["message"]
    assert desk.taken == []


def test_health_goes_to_operators_only(database: Database) -> None:
    with hook_server() as ops, hook_server() as desk:
        world = World(
            database,
            channel("ops", f"json://127.0.0.1:{ops.port}/", operator=True),
            channel("desk", f"json://127.0.0.1:{desk.port}/"),
        )
        run = world.run()
        world.write(run, [a_draft(1, type=EventType.SOURCE_UNHEALTHY, subject=None, old=None, new=None), a_draft(2)])
        assert world.deliver().sent == 2
    assert [e["type"] for e in ops.taken[0].json()["events"]] == ["source_unhealthy"]
    assert [e["type"] for e in desk.taken[0].json()["events"]] == ["target_changed"]


def test_a_channel_without_address_is_told_and_retried(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with hook_server() as hook:
        world = World(database, channel("desk", "env:TEST_DESK_ADDRESS"))
        monkeypatch.delenv("TEST_DESK_ADDRESS", raising=False)
        world.events(1)
        (problem,) = world.deliver(policy=POLICY).problems
        assert "TEST_DESK_ADDRESS" in problem
        monkeypatch.setenv("TEST_DESK_ADDRESS", f"json://127.0.0.1:{hook.port}/")
        assert world.deliver(2, POLICY).sent == 1


def test_a_removed_channel_keeps_its_notices_and_is_named(database: Database) -> None:
    with hook_server() as hook:
        world = World(database, channel("old", f"json://127.0.0.1:{hook.port}/"))
        world.events(1)
        other = World(database, channel("new", f"json://127.0.0.1:{hook.port}/"))
        report = other.deliver()
        assert report.unknown == ("old",)
        assert world.deliver().sent == 1


def test_recipients_that_do_not_exist(database: Database) -> None:
    """The others get the mail once; a repeat for the missing one's sake would double it."""
    with mail_server(unknown={"gone@example.org": "550 no such box"}) as box:
        world = World(
            database,
            channel("both", mail_url(box.port, ("gone@example.org", "here@example.org"))),
            channel("none", mail_url(box.port, ("gone@example.org",))),
        )
        world.events(1)
        report = world.deliver(policy=POLICY)
        assert world.deliver(1, POLICY).sent == 0
    assert box.recipients == [["here@example.org"]]
    assert report.problems == ("channel none: every recipient is refused",)
    assert [row.last_error for row in world.outbox.log()] == ["1 of 2 recipients refused", "every recipient is refused"]


def test_a_recipient_refused_for_now_delays_the_mail_for_all(database: Database) -> None:
    later = {"grey@example.org": "451 come again"}
    with mail_server(unknown=later) as box:
        world = World(database, channel("both", mail_url(box.port, ("here@example.org", "grey@example.org"))))
        world.events(1)
        assert world.deliver(policy=POLICY).problems == ("channel both: refused (SMTP 451)",)
        assert box.messages == []
        later.clear()
        assert world.deliver(2, POLICY).sent == 1
    assert box.recipients == [["here@example.org", "grey@example.org"]]


def test_lost_answer_repeats_with_the_same_id(database: Database) -> None:
    """The receiver took the message and dropped the connection: the repeat can be folded by its id."""
    moods = [Mood.TAKE_AND_DROP]

    def mood() -> Mood:
        return moods.pop() if moods else Mood.TAKE

    with mail_server(mood) as box:
        world = World(database, channel("mail", mail_url(box.port)))
        world.events(1)
        assert world.deliver(policy=POLICY).sent == 0
        assert world.deliver(2, POLICY).sent == 1
    assert len(box.messages) == 2
    assert len(set(box.ids())) == 1


def test_real_clock(database: Database) -> None:
    """Without a stopped clock the same code runs on the machine's."""
    with hook_server() as hook:
        world = World(database, channel("desk", f"json://127.0.0.1:{hook.port}/"))
        world.events(1)
        assert deliver_due(world.outbox, world.notify).sent == 1
