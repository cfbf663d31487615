"""Tables of what is told: events, notices and the deliveries that carry them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from parsers.records import Theme
from storage.models_pages import Base
from storage.records import EventType, NoticeState
from storage.types import NumberType, choice, place_type


class Event(Base):
    """Something that happened, written once (`key`)."""

    __tablename__ = "event"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    """Hash of the draft's idempotency key."""
    type: Mapped[EventType] = mapped_column(choice(EventType, "type"))
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    place: Mapped[str] = mapped_column(place_type())
    source_id: Mapped[str | None] = mapped_column(ForeignKey("source.id"))
    page_id: Mapped[int | None] = mapped_column(ForeignKey("page.id"))
    year: Mapped[int | None]
    theme: Mapped[Theme | None] = mapped_column(choice(Theme, "theme"))
    subject: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(Text)
    old: Mapped[int | float | None] = mapped_column(NumberType)
    new: Mapped[int | float | None] = mapped_column(NumberType)
    quote_old: Mapped[str | None] = mapped_column(Text)
    quote_new: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str | None] = mapped_column(Text)
    capture: Mapped[str | None] = mapped_column(String(80))
    pledge_id: Mapped[int | None] = mapped_column(ForeignKey("pledge.id"), index=True)
    detail: Mapped[str] = mapped_column(Text)
    baseline: Mapped[bool]
    document_date: Mapped[date | None]
    __table_args__ = (Index("ix_event_place_at", "place", "at"),)


class Delivery(Base):
    """One message to one channel. `message_id` stays the same over all attempts."""

    __tablename__ = "delivery"
    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(100))
    group_key: Mapped[str] = mapped_column(String(200))
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    state: Mapped[NoticeState] = mapped_column(choice(NoticeState, "state"))
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    lease_owner: Mapped[str | None] = mapped_column(String(200))
    lease_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(Text)
    """First line, without any address of the channel."""
    events_hash: Mapped[str | None] = mapped_column(String(64))
    """Hash of the event ids it carries."""
    __table_args__ = (
        Index("ix_delivery_queued", "next_at", sqlite_where=text("state = 'queued'"),
              postgresql_where=text("state = 'queued'")),
        Index("ix_delivery_channel_group_key", "channel", "group_key"),
    )  # fmt: skip


class Notice(Base):
    """One event for one channel; written in the event's own transaction."""

    __tablename__ = "notice"
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    channel: Mapped[str] = mapped_column(String(100))
    group_key: Mapped[str] = mapped_column(String(200))
    due_at: Mapped[datetime]
    state: Mapped[NoticeState] = mapped_column(choice(NoticeState, "state"))
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("delivery.id"), index=True)
    created_at: Mapped[datetime]
    __table_args__ = (
        UniqueConstraint("event_id", "channel"),
        Index("ix_notice_queued", "channel", "group_key", "due_at", sqlite_where=text("state = 'queued'"),
              postgresql_where=text("state = 'queued'")),
    )  # fmt: skip
