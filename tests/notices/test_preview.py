"""The operator's view, and what the ledger adds to a notice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import insert

from flows.notices.preview import plain, preview, try_channels
from parsers.records import Comparator, StatementKind, Theme
from storage import models as m
from storage.engine import Database
from storage.ledger import Ledger
from storage.records import PledgeState, ProgressState
from tests.notices.world import NOW, World, a_draft, an_event, channel, mail_url
from tests.receivers import Mood, always, hook_server, mail_server


def test_preview_says_who_and_why_and_sends_nothing(database: Database) -> None:
    with hook_server() as hook:
        url = f"json://127.0.0.1:{hook.port}/"
        world = World(
            database,
            channel("li.mail", url, person="李", themes=["教育"], digest="daily", digest_at="18:00"),
            channel("desk", url, places=["别处市"]),
        )
        world.events(1)
        lines = preview(Ledger(database), world.notify, NOW)
        assert hook.requests == []
    assert lines == [
        "云州市青禾区 目标改变 项目0",
        "  ✓ li.mail (李) 03-02 18:00 符合：主题教育",
        "  – desk 地区云州市青禾区不在所选范围",
    ]
    assert world.outbox.log() == []


def test_preview_without_anything_to_show(database: Database) -> None:
    world = World(database)
    assert "no channels" in preview(Ledger(database), world.notify)[0]
    world = World(database, channel("desk", "json://localhost"))
    assert preview(Ledger(database), world.notify) == ["the last pass has no events"]


def test_test_messages_say_what_came_of_them(database: Database) -> None:
    with mail_server() as box, hook_server(always(Mood.REFUSE)) as hook:
        world = World(
            database,
            channel("mail", mail_url(box.port)),
            channel("hook", f"json://127.0.0.1:{hook.port}/"),
            channel("odd", "what://ever"),
        )
        assert [(t.channel, t.service, t.ok, t.reason) for t in try_channels(world.notify)] == [
            ("mail", "mail", True, ""),
            ("hook", "JSON webhook", False, "refused (HTTP 503)"),
            ("odd", "unknown", False, "its address is not one Apprise understands"),
        ]
        assert [t.channel for t in try_channels(world.notify, ("hook",))] == ["hook"]
    assert "【测试】" in box.messages[0]["Subject"]
    assert world.outbox.log() == []


def test_share_and_line_come_from_the_ledger(either: Database) -> None:
    with mail_server() as box:
        world = World(either, channel("mail", mail_url(box.port)))
        run = world.run()
        with either.writing() as c:
            key = c.execute(
                insert(m.Pledge).values(
                    place="云州市青禾区", year=2026, subject="绿道", action="建设", unit="公里",
                    theme=Theme.ENVIRONMENT,
                    kind=StatementKind.TARGET, cmp=Comparator.EQUAL, low=60, high=60, quote="建设绿道60公里",
                    state=PledgeState.STANDING, progress=ProgressState.UNDER_WAY, progress_rule="", share=0.345,
                    created_at=NOW, updated_at=NOW,
                )
            ).inserted_primary_key  # fmt: skip
            assert key is not None
            for n, (day, value) in enumerate(((date(2026, 6, 30), 20.7), (date(2026, 3, 31), 8.2))):
                c.execute(
                    insert(m.Observation).values(
                        pledge_id=key[0], key=str(n), as_of=day, value=value, unit="公里", cumulative=True, quote="",
                        run_id=run, recorded_at=NOW,
                    )
                )  # fmt: skip
        draft = replace(a_draft(1, subject="绿道", unit="公里", old=8.2, new=20.7), pledge=key[0])
        (event,) = world.write(run, [draft])
        assert world.deliver().sent == 1
        known = world.outbox.pledges([key[0]], 5)
    line = "历次：2026年3月31日 8.2公里 → 2026年6月30日 20.7公里"
    for text in (box.part(0, "plain"), box.part(0, "html"), plain([event], known=known)):
        assert line in text
        assert "完成目标的34.5%，目标60公里，状态：进行中" in text
    assert 'width="34%"' in box.part(0, "html")
    assert plain([an_event()]).startswith("【云州市青禾区】目标改变")
