"""The operator's view: who would get what and why, a test message to each channel, notices as a reader sees them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from flows.config import Channel, Notify
from flows.notices.channels import Line, Parcel, Unusable
from flows.notices.message import Item, Message, changes, operation
from flows.notices.phrases import phrases
from flows.notices.render import render, render_plain
from flows.notices.routing import Ruling, explain
from flows.notices.services import service_for
from flows.notices.text import clean
from storage.ledger import Ledger
from storage.records import Event, Observation, Pledge

Known = Mapping[int, tuple[Pledge, Sequence[Observation]]]
"""Pledges by id with their observations, oldest first."""

SHOWN = 200
"""Events in a preview; the others are counted."""


@dataclass(frozen=True, slots=True)
class Previewed:
    """One event and what would become of it on every channel."""

    event: Event
    rulings: tuple[Ruling, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a test message."""

    channel: str
    service: str
    ok: bool
    reason: str
    """In words, without any part of the address; empty where it was accepted by all recipients."""


def rulings(notify: Notify, events: Iterable[Event], now: datetime | None = None) -> list[Previewed]:
    """Who would get what and why, for every event and every channel; writes and sends nothing."""
    moment = now or datetime.now(UTC)
    return [Previewed(event, tuple(explain(notify, event, moment))) for event in events]


def preview(ledger: Ledger, notify: Notify, now: datetime | None = None) -> list[str]:
    """The same for the events of the last pass, in lines for a person."""
    if not notify.channels:
        return ["no channels are configured; add [[notify.channels]] to minxin.toml"]
    runs = [r for r in ledger.runs() if r.kind == "night"]
    events = ledger.events(run=runs[-1].id) if runs else []
    if not events:
        return ["the last pass has no events"]
    people = {c.name: c.person for c in notify.channels}
    zones = {c.name: c.tz() for c in notify.channels}
    say = phrases("zh")
    lines = []
    for one in rulings(notify, events[:SHOWN], now):
        e = one.event
        lines.append(f"{clean(e.place)} {say.labels[e.type]} {clean(e.subject or e.title)}".rstrip())
        for ruling in one.rulings:
            who = f"{ruling.channel} ({people[ruling.channel]})" if people[ruling.channel] else ruling.channel
            when = f" {ruling.draft.due_at.astimezone(zones[ruling.channel]):%m-%d %H:%M}" if ruling.draft else ""
            lines.append(f"  {'✓' if ruling.send else '–'} {who}{when} {ruling.why}")
    if len(events) > SHOWN:
        lines.append(f"… {len(events) - SHOWN} more events")
    return lines


def try_channels(notify: Notify, only: Sequence[str] = ()) -> Iterator[Trial]:
    """Send a test message to each channel (or to those named), one after the other. Never raises for a channel."""
    for channel in notify.channels:
        if not only or channel.name in only:
            yield _tried(channel)


def plain(
    events: Sequence[Event], *, known: Known | None = None, channel: Channel | None = None, site_url: str | None = None
) -> str:
    """Events as one notice in plain text, as a reader of `channel` would get it; empty without events."""
    if not events:
        return ""
    message = _message(events, known, channel, site_url)
    return f"{clean(message.subject)}\n\n{render_plain(message)}"


def mail(events: Sequence[Event], *, known: Known | None = None, channel: Channel | None = None) -> str:
    """The same as the HTML page of a mail."""
    return render(_message(events, known, channel, None), service_for("mailto")).html or ""


def _message(events: Sequence[Event], known: Known | None, channel: Channel | None, site_url: str | None) -> Message:
    reader = channel or Channel.model_validate({"name": "terminal", "url": "json://localhost"})
    items = []
    for event in events:
        pledge, line = (known or {}).get(event.pledge_id or 0, (None, ()))
        items.append(Item(event, pledge, tuple(line)))
    return changes(items, reader, site_url=site_url)


def _tried(channel: Channel) -> Trial:
    try:
        line = Line(channel)
    except Unusable as error:
        return Trial(channel.name, "unknown", False, str(error))
    message_id = uuid4().hex
    message = operation("test", channel, number=message_id[:8], channel=channel.name)
    outcome = line.send(Parcel(render(message, line.service), message_id, {"events": [], "total": 0}))
    return Trial(channel.name, line.service.name, outcome.accepted, outcome.reason or outcome.note or "")
