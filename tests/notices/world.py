"""A ledger with events of invented places, for the tests of notices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from flows.config import Channel, Notify
from flows.notices.deliver import DeliveryReport, Policy, deliver_due
from flows.notices.routing import route
from parsers.records import Theme
from storage import models as m
from storage.engine import Database
from storage.events import Scene, write_events
from storage.outbox import Outbox
from storage.records import Event, EventDraft, EventType

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""09:00 in Shanghai, a Monday."""


def an_event(**changes: Any) -> Event:
    """A target lowered from 1,800 to 1,700."""
    event = Event(
        id=51, type=EventType.TARGET_CHANGED, run=7, at=NOW, place="云州市青禾区", source="yz-qinghe", year=2026,
        theme=Theme.EDUCATION, subject="幼儿园托位", unit="个", old=1800, new=1700,
        quote_old="全年新建幼儿园托位1800个，改造食堂12处", quote_new="全年新建幼儿园托位1700个，改造食堂12处",
        url="http://127.0.0.1/qinghe/list.html", title="青禾区2026年二十件实事", capture="sha256:0a1b",
        pledge_id=None, detail="", baseline=False, document_date=date(2026, 1, 9),
    )  # fmt: skip
    return replace(event, **changes)


def a_draft(number: int, **changes: Any) -> EventDraft:
    """An event to be written; drafts with different numbers are different events."""
    e = an_event(**changes)
    return EventDraft(
        e.type, e.place, e.year, e.theme, e.subject, e.unit, e.old, e.new, e.quote_old, e.quote_new, e.url, e.title,
        e.capture, key=f"test:{number}",
    )  # fmt: skip


class World:
    """A ledger and a configuration. `write` writes events with their notices in one transaction, as a night does."""

    def __init__(self, database: Database, *channels: Channel, site_url: str | None = None) -> None:
        self.database = database
        self.outbox = Outbox(database)
        self.notify = Notify(channels=channels, site_url=site_url)
        self.written = 0

    def run(self, at: datetime = NOW, *, finished: bool = True) -> int:
        """Begin a pass, and end it."""
        with self.database.writing() as c:
            row = insert(m.Run).values(kind="night", started_at=at, finished_at=at if finished else None)
            key = c.execute(row).inserted_primary_key
        assert key is not None
        return int(key[0])

    def write(
        self, run: int, drafts: Sequence[EventDraft], at: datetime = NOW, *, baseline: bool = False
    ) -> list[Event]:
        """Write events and queue their notices."""
        self.written += len(drafts)
        with self.database.writing() as c:
            scene = Scene(run, at, baseline=baseline)
            return write_events(c, scene, drafts, (), lambda e: route(self.notify, e, at))

    def events(self, count: int, at: datetime = NOW, **changes: Any) -> int:
        """A finished pass with `count` changed targets; returns the pass."""
        run = self.run(at)
        first = self.written
        self.write(run, [a_draft(first + i, subject=f"项目{first + i}", **changes) for i in range(count)], at)
        return run

    def deliver(self, minutes: float = 0, policy: Policy | None = None, **options: Any) -> DeliveryReport:
        """One delivery pass at a stopped clock, `minutes` after NOW."""
        now = NOW + timedelta(minutes=minutes)
        return deliver_due(self.outbox, self.notify, now, policy=policy or Policy(paced=False), **options)


def channel(name: str, url: str, **options: Any) -> Channel:
    """A channel as the configuration file would make it."""
    return Channel.model_validate({"name": name, "url": url, **options})


def mail_url(port: int, to: Iterable[str] = ("reader@example.org",)) -> str:
    """A plain mail address of Apprise's kind for a receiver on loopback."""
    return f"mailto://127.0.0.1:{port}/?from=minxin@example.org&to={','.join(to)}"
