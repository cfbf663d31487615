"""What has not come: pledges past their time without word of completion, and bulletins that used to appear by now.

The rules are data; each event says in Chinese which rule it follows from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flows.progress import done, shown
from storage.keys import digest, pledge_key
from storage.records import EventDraft, EventType, Pledge, PledgeState, PledgeUpdate, ProgressState
from storage.views import Ended


@dataclass(frozen=True, slots=True)
class PledgeRule:
    """A pledge is overdue `grace` days after its day, and no longer told `until` days after it."""

    name: str
    grace: int
    until: int


DEADLINE = PledgeRule("承诺写明的期限", grace=15, until=240)
YEAR = PledgeRule("承诺所属年度的年底", grace=31, until=240)
"""Results of a year are read out at the next year's first session, mostly in January. What was due long before it came
into the ledger was not watched, and silence about it proves nothing."""


@dataclass(frozen=True, slots=True)
class BulletinRule:
    """A series is expected again where `least` of its periods had a bulletin last year.

    The bulletin of a period is overdue `grace` days after the day it would come with last year's delay.
    """

    periods: tuple[tuple[str, str, int, int], ...]
    """(period, its name, month and day of its end)."""
    least: int
    grace: int


BULLETINS = BulletinRule(
    periods=(("Q1", "一季度", 3, 31), ("H1", "上半年", 6, 30), ("Q3", "前三季度", 9, 30)), least=2, grace=30
)


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A bulletin that was read; `seen` is its publication, or the day it was first fetched."""

    year: int
    period: str
    seen: date
    title: str | None = None
    url: str | None = None


def due(pledge: Pledge) -> tuple[date, PledgeRule] | None:
    """The last day a pledge has, and the rule that says so; None for a pledge without a year."""
    if pledge.deadline and re.fullmatch(r"\d{4}-\d{2}-\d{2}", pledge.deadline):
        try:
            return date.fromisoformat(pledge.deadline), DEADLINE
        except ValueError:
            return None
    return (date(pledge.year, 12, 31), YEAR) if pledge.year else None


def ended(today: date) -> Ended:
    """Where to look for pledges that the rules may call overdue today. Pure."""
    year = date(today.year - 1, 12, 31)
    late = timedelta(YEAR.grace) < today - year <= timedelta(YEAR.until)
    return Ended(
        year=year.year if late else None,
        known_by=year + timedelta(YEAR.grace),
        first=today - timedelta(DEADLINE.until),
        last=today - timedelta(DEADLINE.grace + 1),
    )


def pledge_overdue(pledge: Pledge, today: date) -> tuple[EventDraft, PledgeUpdate] | None:
    """The event and the new state of a pledge whose time has passed; None where it is not (or no longer) to be told."""
    if pledge.id is None or done(pledge.progress) or pledge.progress is ProgressState.OVERDUE:
        return None
    if pledge.state is PledgeState.REMOVED:
        return None
    day = due(pledge)
    if day is None or not timedelta(day[1].grace) < today - day[0] <= timedelta(day[1].until):
        return None
    last, rule = day
    if pledge.known_since is not None and pledge.known_since > last + timedelta(rule.grace):
        return None  # it was late before it was watched
    known = f"最近的进展：{pledge.progress_rule}" if pledge.progress_rule else "没有任何进展报道"
    why = f"{rule.name}（{last}）已过{(today - last).days}天，仍无完成的报道；{known}。"
    event = EventDraft(
        type=EventType.PLEDGE_OVERDUE,
        place=pledge.place,
        year=pledge.year,
        theme=pledge.theme,
        subject=pledge.subject,
        unit=pledge.unit,
        old=pledge.low,
        quote_old=pledge.quote or None,
        url=pledge.url,
        title=pledge.title,
        pledge=pledge.id,
        detail=why + (f"目前完成{shown(round(pledge.share * 100, 1))}%。" if pledge.share else ""),
        key=f"pledge_overdue:{pledge_key(pledge)}:{last}",
    )
    changed = replace(pledge, progress=ProgressState.OVERDUE, progress_rule=why.rstrip("。"))
    return event, PledgeUpdate(pledge.id, changed)


def bulletin_overdue(
    source: str, place: str, bulletins: Sequence[Bulletin], today: date, rule: BulletinRule = BULLETINS
) -> EventDraft | None:
    """The latest bulletin of a source's yearly series that should be there and is not. Told once per period."""
    last_year = {b.period: b for b in sorted(bulletins, key=lambda b: b.seen, reverse=True) if b.year == today.year - 1}
    this_year = {b.period for b in bulletins if b.year == today.year}
    if sum(period in last_year for period, *_ in rule.periods) < rule.least:
        return None
    order = [period for period, *_ in rule.periods]
    for period, name, month, day in reversed(rule.periods):
        before = last_year.get(period)
        if this_year & set(order[order.index(period) :]):
            return None
        if before is None:
            continue
        delay = max(before.seen - date(before.year, month, day), timedelta(0))
        expected = date(today.year, month, day) + delay
        if today > expected + timedelta(rule.grace):
            return _bulletin_event(source, place, name, period, before, expected, today, rule)
    return None


def _bulletin_event(
    source: str, place: str, name: str, period: str, before: Bulletin, expected: date, today: date, rule: BulletinRule
) -> EventDraft:
    return EventDraft(
        type=EventType.BULLETIN_OVERDUE,
        place=place,
        year=today.year,
        url=before.url,
        title=before.title,
        detail=(
            f"去年{name}的通报在{before.seen}见到，照此今年应在{expected}前后公布；"
            f"规则：过期{rule.grace}天仍未见到即提示，今天是{today}。"
        ),
        key=f"bulletin_overdue:{digest(source, place)[:32]}:{today.year}:{period}",
    )
