"""The operator's view: who would get what and why, a test message to each channel, notices as a reader sees them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from flows.config import Channel, Notify
from flows.notices.channels import Line, Parcel, Unusable
from flows.notices.message import Item, changes, operation
from flows.notices.phrases import phrases
from flows.notices.render import render, render_plain
from flows.notices.routing import explain
from flows.notices.text import clean
from storage.records import Event, Observation, Pledge

Known = Mapping[int, tuple[Pledge, Sequence[Observation]]]
"""Pledges by id with their observations, oldest first."""


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One event and one channel."""

    channel: str
    person: str | None
    event: int
    what: str
    send: bool
    why: str
    due_at: datetime | None
    """None where nothing is sent."""
    group: str | None


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a test message."""

    channel: str
    service: str
    ok: bool
    reason: str
    """In words, without any part of the address; empty where it was accepted."""

    def line(self) -> str:
        """One line for a person."""
        return f"{self.channel}: {'accepted' if self.ok else 'failed, ' + self.reason} ({self.service})"


def preview(notify: Notify, events: Iterable[Event], now: datetime | None = None) -> list[PreviewLine]:
    """Who would get what and why, for every event and every channel; writes and sends nothing."""
    now = now or datetime.now(UTC)
    people = {c.name: c.person for c in notify.channels}
    say = phrases("zh")
    lines = []
    for event in events:
        what = f"{event.place} {say.labels[event.type]} {clean(event.subject or event.title)}".strip()
        for ruling in explain(notify, event, now):
            draft = ruling.draft
            lines.append(
                PreviewLine(
                    ruling.channel, people[ruling.channel], event.id, what, ruling.send, ruling.why,
                    draft.due_at if draft else None, draft.group if draft else None,
                )
            )  # fmt: skip
    return lines


def try_channels(notify: Notify, only: Sequence[str] = ()) -> list[Trial]:
    """Send a test message to each channel (or to those named) and say what came of it. Never raises for a channel."""
    return [_tested(c) for c in notify.channels if not only or c.name in only]


def _tested(channel: Channel) -> Trial:
    try:
        line = Line(channel)
    except Unusable as error:
        return Trial(channel.name, "unknown", False, str(error))
    message_id = uuid4().hex
    message = operation("test", channel, number=message_id[:8], channel=channel.name)
    outcome = line.send(Parcel(render(message, line.service), message_id, {"events": [], "total": 0}))
    return Trial(channel.name, line.service.name, outcome.accepted, outcome.reason or outcome.note or "")


def plain(
    events: Sequence[Event], *, known: Known | None = None, channel: Channel | None = None, site_url: str | None = None
) -> str:
    """Events as one notice in plain text, as a reader of `channel` would get it; empty without events."""
    if not events:
        return ""
    reader = channel or Channel.model_validate({"name": "terminal", "url": "json://localhost"})
    items = []
    for event in events:
        pledge, line = (known or {}).get(event.pledge_id or 0, (None, ()))
        items.append(Item(event, pledge, tuple(line)))
    return render_plain(changes(items, reader, site_url=site_url))
