"""Who is told of an event, why, and when: pure functions over the configuration and one event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from flows.config import Channel, Digest, Notify
from flows.notices.due import after_quiet, next_digest
from storage.records import Event, EventType, NoticeDraft

HEALTH = frozenset({EventType.SOURCE_UNHEALTHY, EventType.SOURCE_RECOVERED})
"""Events about the watch itself: for operators, not for readers."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether a channel gets an event, and the reason in Chinese words."""

    channel: str
    send: bool
    why: str
    draft: NoticeDraft | None = None


def route(notify: Notify, event: Event, now: datetime) -> list[NoticeDraft]:
    """The notices to write with an event, one for each channel that wants it. Pure; `now` must be aware."""
    return [draft_for(channel, event, now) for channel in notify.channels if _refusal(channel, event) is None]


def explain(notify: Notify, event: Event, now: datetime) -> list[Ruling]:
    """One ruling for every channel, sent or not, with the filter that decided."""
    rulings = []
    for channel in notify.channels:
        refusal = _refusal(channel, event)
        if refusal is not None:
            rulings.append(Ruling(channel.name, False, refusal))
        else:
            rulings.append(Ruling(channel.name, True, reason(channel, event), draft_for(channel, event, now)))
    return rulings


def draft_for(channel: Channel, event: Event, now: datetime) -> NoticeDraft:
    """When an event goes out on a channel, and together with which others."""
    if channel.digest in (Digest.DAILY, Digest.WEEKLY):
        due, day = next_digest(channel, now)
        return NoticeDraft(channel.name, after_quiet(channel, due), f"{channel.digest}:{day.isoformat()}")
    due = after_quiet(channel, now)
    if channel.digest is Digest.RUN:
        return NoticeDraft(channel.name, due, f"run:{event.run}")
    if due > now:
        return NoticeDraft(channel.name, due, f"quiet:{due.astimezone(channel.tz()).date().isoformat()}")
    return NoticeDraft(channel.name, due.astimezone(UTC), f"event:{event.id}")


def place_within(place: str, upper: str) -> bool:
    """Whether `place` is `upper` or lies below it; full names begin with the name of the place above."""
    return place.startswith(upper)


def change_percent(event: Event) -> float | None:
    """Size of a changed target in percent of the old value; None where it cannot be told."""
    if event.old is None or event.new is None or event.old == 0:
        return None
    return abs(event.new - event.old) / abs(event.old) * 100


def reason(channel: Channel, event: Event) -> str:
    """Why this channel gets this event, in words."""
    if event.type in HEALTH:
        return "运行维护通道，接收来源状况"
    parts = []
    if channel.places:
        parts.append("地区" + "、".join(p for p in channel.places if place_within(event.place, p)))
    if channel.themes:
        parts.append(f"主题{event.theme}")
    if channel.events:
        parts.append(f"事件{event.type}")
    if channel.sources:
        parts.append(f"来源{event.source}")
    if channel.min_change and event.type is EventType.TARGET_CHANGED:
        parts.append(f"变化不小于{channel.min_change:g}%")
    return "符合：" + "，".join(parts) if parts else "未设筛选，接收全部事件"


def sees(channel: Channel, example: Event) -> bool:
    """Whether a channel's filters let through an event like this one, first sight or not, whatever its size."""
    return all(rule(channel, example) is None for rule in (_audience, _place, _theme, _source))


def _refusal(channel: Channel, event: Event) -> str | None:
    """The first filter that keeps an event from a channel, in words; None where it passes."""
    for rule in _RULES:
        refusal = rule(channel, event)
        if refusal is not None:
            return refusal
    return None


def _audience(channel: Channel, event: Event) -> str | None:
    if event.type in HEALTH:
        if not channel.operator:
            return "来源状况只发给运行维护通道"
        wanted = HEALTH.intersection(channel.events)
        return "未选这类来源状况" if wanted and event.type not in wanted else None
    if channel.operator and event.type not in channel.events:
        return "运行维护通道，未明确选择这类事件"
    if channel.events and event.type not in channel.events:
        return f"未选事件{event.type}"
    return None


def _first_sight(channel: Channel, event: Event) -> str | None:
    if event.baseline and not channel.baseline and event.type not in HEALTH:
        return "首次读取，只报总数"
    return None


def _place(channel: Channel, event: Event) -> str | None:
    if channel.places and not any(place_within(event.place, p) for p in channel.places):
        return f"地区{event.place}不在所选范围"
    return None


def _theme(channel: Channel, event: Event) -> str | None:
    if channel.themes and event.type not in HEALTH and event.theme not in channel.themes:
        return f"主题{event.theme or '未知'}不在所选范围"
    return None


def _source(channel: Channel, event: Event) -> str | None:
    if channel.sources and event.source not in channel.sources:
        return f"来源{event.source}不在所选范围"
    return None


def _size(channel: Channel, event: Event) -> str | None:
    if event.type is not EventType.TARGET_CHANGED or not channel.min_change:
        return None
    size = change_percent(event)
    return f"变化{size:.1f}%，小于{channel.min_change:g}%" if size is not None and size < channel.min_change else None


_RULES: tuple[Callable[[Channel, Event], str | None], ...] = (_audience, _first_sight, _place, _theme, _source, _size)
