"""Writing events once, each with its notices in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from storage import models as m
from storage.records import Event, EventDraft, NoticeDraft, NoticeState
from storage.rows import chunks, digest

Route = Callable[[Event], Iterable[NoticeDraft]]
"""Says which channels hear of an event, and when. Called inside the writing transaction: it must not use the ledger."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What the events of one transaction have in common."""

    run: int
    at: datetime
    source: str | None = None
    page_id: int | None = None
    baseline: bool = False
    document_date: date | None = None


def write_events(
    c: Connection, scene: Scene, drafts: Sequence[EventDraft], new_pledges: Sequence[int], route: Route
) -> list[Event]:
    """Write the drafts whose key is new, and their notices. Returns the events written, in order."""
    values = _fresh(c, [_values(scene, draft, new_pledges) for draft in drafts])
    if not values:
        return []
    statement = insert(m.Event).returning(m.Event.id, sort_by_parameter_order=True)
    ids = c.execute(statement, values).scalars().all()
    events = [_event(id_, v) for id_, v in zip(ids, values, strict=True)]
    notices = [n for event in events for n in _notices(event, route(event), scene.at)]
    if notices:
        c.execute(insert(m.Notice), notices)
    return events


def _fresh(c: Connection, values: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those with a key that neither the ledger nor an earlier draft has."""
    known: set[str] = set()
    for keys in chunks(v["key"] for v in values):
        known.update(c.execute(select(m.Event.key).where(m.Event.key.in_(keys))).scalars())
    fresh = []
    for v in values:
        if v["key"] not in known:
            known.add(v["key"])
            fresh.append(v)
    return fresh


def _values(scene: Scene, d: EventDraft, new_pledges: Sequence[int]) -> dict[str, Any]:
    pledge = new_pledges[d.new_pledge] if d.new_pledge is not None else d.pledge
    if d.key:
        key = digest("key", d.key)
    else:  # without one, only the same run's same sentence is the same event
        key = digest(scene.run, scene.source, scene.page_id, d.type, d.place, d.year, pledge, d.subject, d.unit,
                     d.old, d.new, d.quote_old, d.quote_new, d.url, d.capture, d.detail)  # fmt: skip
    return {
        "key": key, "type": d.type, "run_id": scene.run, "at": scene.at, "place": d.place, "source_id": scene.source,
        "page_id": scene.page_id, "year": d.year, "theme": d.theme, "subject": d.subject, "unit": d.unit,
        "old": d.old, "new": d.new, "quote_old": d.quote_old, "quote_new": d.quote_new, "url": d.url,
        "title": d.title, "capture": d.capture, "pledge_id": pledge, "detail": d.detail,
        "baseline": scene.baseline, "document_date": scene.document_date,
    }  # fmt: skip


def _event(id_: int, values: dict[str, Any]) -> Event:
    same = {k: v for k, v in values.items() if k not in ("key", "page_id", "run_id", "source_id")}
    return Event(id=id_, run=values["run_id"], source=values["source_id"], **same)


def _notices(event: Event, drafts: Iterable[NoticeDraft], at: datetime) -> Iterable[dict[str, Any]]:
    by_channel = {d.channel: d for d in drafts}
    for d in by_channel.values():
        yield {
            "event_id": event.id, "channel": d.channel, "group_key": d.group, "due_at": d.due_at,
            "state": NoticeState.QUEUED, "delivery_id": None, "created_at": at,
        }  # fmt: skip
