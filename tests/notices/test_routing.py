"""Who is told, when and why: tables over frozen clocks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from flows.config import Notify
from flows.notices.due import after_quiet
from flows.notices.routing import explain, route
from parsers.records import Theme
from storage.records import Event, EventType
from tests.notices.world import NOW, an_event, channel

PROGRESS = an_event(type=EventType.PROGRESS_REPORTED, old=None, new=19.6)
UNHEALTHY = an_event(type=EventType.SOURCE_UNHEALTHY, theme=None, subject=None)


@pytest.mark.parametrize(
    ("options", "event", "sent"),
    [
        ({}, an_event(), True),
        ({"places": ["云州市"]}, an_event(), True),
        ({"places": ["云州市青禾区"]}, an_event(), True),
        ({"places": ["云州市白鹭区"]}, an_event(), False),
        ({"places": ["云州市青禾区"]}, an_event(place="云州市"), False),
        ({"places": ["云州市白鹭区", "云州市青禾区"]}, an_event(), True),
        ({"themes": ["教育"]}, an_event(), True),
        ({"themes": ["养老"]}, an_event(), False),
        ({"themes": ["养老"]}, an_event(theme=None), False),
        ({"events": ["progress_reported"]}, PROGRESS, True),
        ({"events": ["progress_reported"]}, an_event(), False),
        ({"sources": ["yz-qinghe"]}, an_event(), True),
        ({"sources": ["other"]}, an_event(), False),
        ({"min_change": 5}, an_event(), True),  # 5.6 %
        ({"min_change": 6}, an_event(), False),
        ({"min_change": 6}, an_event(old=0), True),  # no percent of nothing: rather told than lost
        ({"min_change": 6}, PROGRESS, True),
        ({}, an_event(baseline=True), False),
        ({"baseline": True}, an_event(baseline=True), True),
        ({}, UNHEALTHY, False),
        ({"operator": True}, UNHEALTHY, True),
        ({"operator": True}, an_event(baseline=True, type=EventType.SOURCE_UNHEALTHY), True),
        ({"operator": True}, an_event(), False),
        ({"operator": True, "events": ["target_changed"]}, an_event(), True),
        ({"operator": True, "events": ["target_changed"]}, UNHEALTHY, True),
        ({"operator": True, "events": ["source_recovered"]}, UNHEALTHY, False),
        ({"operator": True, "themes": ["养老"]}, UNHEALTHY, True),
        ({"operator": True, "places": ["云州市白鹭区"]}, UNHEALTHY, False),
    ],
)
def test_filters(options: dict[str, Any], event: Event, sent: bool) -> None:
    notify = Notify(channels=(channel("desk", "json://x", **options),))
    drafts = route(notify, event, NOW)
    assert [d.channel for d in drafts] == (["desk"] if sent else [])
    (ruling,) = explain(notify, event, NOW)
    assert ruling.send is sent
    assert ruling.why
    assert ([ruling.draft] if ruling.draft else []) == drafts


def local(text: str, zone: str) -> datetime:
    """A wall-clock time as UTC, written with its offset to leave nothing to the code under test."""
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("options", "now", "due", "group"),
    [
        ({"digest": "run"}, NOW, NOW, "run:7"),
        ({"digest": "now"}, NOW, NOW, "event:51"),
        ({"digest": "daily", "digest_at": "08:00"}, NOW, "2026-03-03T08:00+08:00", "daily:2026-03-03"),
        ({"digest": "daily", "digest_at": "18:30"}, NOW, "2026-03-02T18:30+08:00", "daily:2026-03-02"),
        ({"digest": "daily", "digest_at": "09:00"}, NOW, "2026-03-03T09:00+08:00", "daily:2026-03-03"),
        ({"digest": "weekly", "digest_day": "fri"}, NOW, "2026-03-06T08:00+08:00", "weekly:2026-03-06"),
        ({"digest": "weekly", "digest_day": "mon"}, NOW, "2026-03-09T08:00+08:00", "weekly:2026-03-09"),
        # the clocks go forward at 02:00 on 29 March 2026 in Berlin: 02:30 does not exist, it becomes 03:30
        (
            {"digest": "daily", "digest_at": "02:30", "zone": "Europe/Berlin"},
            datetime(2026, 3, 28, 22, tzinfo=UTC),
            "2026-03-29T03:30+02:00",
            "daily:2026-03-29",
        ),
        # and back on 25 October: 02:30 exists twice, the first is taken, and only once
        (
            {"digest": "daily", "digest_at": "02:30", "zone": "Europe/Berlin"},
            datetime(2026, 10, 24, 22, tzinfo=UTC),
            "2026-10-25T02:30+02:00",
            "daily:2026-10-25",
        ),
        (
            {"digest": "daily", "digest_at": "02:30", "zone": "Europe/Berlin"},
            datetime(2026, 10, 25, 1, tzinfo=UTC),
            "2026-10-26T02:30+01:00",
            "daily:2026-10-26",
        ),
        ({"digest": "now", "quiet": {"begin": "22:00", "end": "07:00"}}, NOW, NOW, "event:51"),
        (
            {"digest": "now", "quiet": {"begin": "22:00", "end": "09:30"}},
            NOW,
            "2026-03-02T09:30+08:00",
            "quiet:2026-03-02",
        ),
        (
            {"digest": "run", "quiet": {"begin": "08:00", "end": "20:00"}},
            NOW,
            "2026-03-02T20:00+08:00",
            "run:7",
        ),
        (
            {"digest": "daily", "digest_at": "23:00", "quiet": {"begin": "22:00", "end": "07:00"}},
            NOW,
            "2026-03-03T07:00+08:00",
            "daily:2026-03-02",
        ),
    ],
)
def test_due_times(options: dict[str, Any], now: datetime, due: datetime | str, group: str) -> None:
    (draft,) = route(Notify(channels=(channel("desk", "json://x", **options),)), an_event(), now)
    assert draft.due_at == (datetime.fromisoformat(due) if isinstance(due, str) else due)
    assert draft.due_at.utcoffset() is not None
    assert draft.group == group


@pytest.mark.parametrize("minute", range(0, 24 * 60, 30))
def test_quiet_hours_end_outside_of_themselves(minute: int) -> None:
    """Over a day on which the clocks change, the moved time is never quiet and never before the given one."""
    c = channel("d", "json://x", zone="Europe/Berlin", quiet={"begin": "23:30", "end": "02:30"})
    moment = datetime(2026, 3, 28, 12, tzinfo=UTC).replace(hour=minute // 60, minute=minute % 60)
    moved = after_quiet(c, moment)
    assert moved >= moment
    assert after_quiet(c, moved) == moved


def test_several_channels_of_one_person_are_told_each() -> None:
    notify = Notify(
        channels=(
            channel("li.mail", "json://x", person="li", themes=["教育"]),
            channel("li.phone", "json://y", person="li", min_change=50),
            channel("ops", "json://z", operator=True),
        )
    )
    assert [d.channel for d in route(notify, an_event(), NOW)] == ["li.mail"]
    whys = {r.channel: r.why for r in explain(notify, an_event(), NOW)}
    assert "教育" in whys["li.mail"]
    assert "5.6%" in whys["li.phone"]
    assert Theme.EDUCATION not in whys["ops"]
