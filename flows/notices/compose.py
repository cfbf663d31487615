"""From a delivery in the outbox to the message it stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flows.config import Channel, Notify
from flows.notices.message import IMPORTANCE, Item, Message, changes, operation, summary
from flows.notices.routing import sees
from storage.outbox import Kind, Leased, Outbox
from storage.records import Event

CHOSEN = 10
"""Changes told in full in a summary."""
POINTS = 5
"""Observations in a pledge's line."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A message and the events it tells in full."""

    message: Message
    events: tuple[Event, ...] = ()
    total: int = 0

    def data(self) -> dict[str, Any]:
        """For JSON webhooks: the events with the fields of an exported event, and how many there are in all."""
        return {"events": [event_json(e) for e in self.events], "total": self.total}


def compose(outbox: Outbox, notify: Notify, channel: Channel, leased: Leased) -> Composed:
    """The message of a delivery. Memory is bounded by the channel's flood limit, whatever the delivery holds."""
    number = leased.message_id[:8]
    kind, _, rest = leased.group.partition(":")
    if kind == "baseline":
        kinds = [k for k in outbox.baseline_kinds(int(rest)) if sees(channel, example(k))]
        return Composed(_summary(kinds, (), channel, number, notify.site_url, baseline=True), total=_total(kinds))
    if kind == "parked":
        return Composed(_parked(outbox, channel, rest, number))
    if kind == "overdue":
        last, _, hours = rest.rpartition("/")
        local = datetime.fromisoformat(last).astimezone(channel.tz())
        return Composed(operation("overdue", channel, number=number, last=f"{local:%Y-%m-%d %H:%M}", hours=hours))
    total = outbox.size(leased.id)
    events = outbox.events(leased.id, IMPORTANCE, total if total <= channel.flood else CHOSEN)
    items = itemised(outbox, events)
    if total <= channel.flood:
        message = changes(items, channel, number=number, site_url=notify.site_url)
    else:
        message = _summary(outbox.kinds(leased.id), items, channel, number, notify.site_url)
    return Composed(message, tuple(events), total)


def itemised(outbox: Outbox, events: Sequence[Event]) -> list[Item]:
    """Events with what the ledger knows of their pledges."""
    pledges = outbox.pledges((e.pledge_id for e in events if e.pledge_id is not None), POINTS)
    items = []
    for event in events:
        pledge, line = pledges.get(event.pledge_id or 0, (None, ()))
        items.append(Item(event, pledge, line))
    return items


def example(kind: Kind) -> Event:
    """An event as a counted one would be, for the channels' filters."""
    return Event(
        id=0, type=kind.type, run=0, at=datetime.fromtimestamp(0, UTC), place=kind.place, source=kind.source,
        year=None, theme=kind.theme, subject=None, unit=None, old=None, new=None, quote_old=None, quote_new=None,
        url=None, title=None, capture=None, pledge_id=None, detail="", baseline=True,
    )  # fmt: skip


def event_json(event: Event) -> dict[str, Any]:
    """An event as it is exported."""
    return {
        "type": str(event.type), "run": event.run, "at": event.at.isoformat(), "place": event.place,
        "year": event.year, "theme": str(event.theme) if event.theme else None, "subject": event.subject,
        "unit": event.unit, "old": event.old, "new": event.new, "quote_old": event.quote_old,
        "quote_new": event.quote_new, "url": event.url, "title": event.title, "capture": event.capture,
    }  # fmt: skip


def _total(kinds: Sequence[Kind]) -> int:
    return sum(k.count for k in kinds)


def _summary(
    kinds: Sequence[Kind],
    items: Sequence[Item],
    channel: Channel,
    number: str,
    site_url: str | None,
    *,
    baseline: bool = False,
) -> Message:
    types: Counter[Any] = Counter()
    places: Counter[str] = Counter()
    for k in kinds:
        types[k.type] += k.count
        places[k.place] += k.count
    return summary(types, places, items, channel, number=number, site_url=site_url, baseline=baseline)


def _parked(outbox: Outbox, channel: Channel, rest: str, number: str) -> Message:
    name, _, delivery = rest.rpartition(":")
    row = outbox.delivery(int(delivery))
    if row is None:
        raise ValueError("the parked delivery is not in the ledger")
    return operation(
        "parked", channel, number=number, channel=name, attempts=row.attempts, count=row.notices, error=row.last_error
    )
