"""What the outbox hands out and is asked with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from parsers.records import Theme
from storage.records import EventType, NoticeState


@dataclass(frozen=True, slots=True)
class Plan:
    """How one channel's due notices are put together."""

    channel: str
    flood: int
    """More single notices than this become one delivery."""


@dataclass(frozen=True, slots=True)
class Leased:
    """A delivery that this deliverer alone may send until the lease ends."""

    id: int
    channel: str
    group: str
    message_id: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Kind:
    """Events of one kind, counted."""

    type: EventType
    place: str
    theme: Theme | None
    source: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a channel still has to send."""

    channel: str
    notices: int
    deliveries: int
    parked: int


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One delivery as the log shows it; `notices` is 0 for messages to operators and first summaries."""

    id: int
    channel: str
    group: str
    message_id: str
    state: NoticeState
    attempts: int
    notices: int
    created_at: datetime
    next_at: datetime
    sent_at: datetime | None
    last_error: str | None
