"""When a channel may be written to: digests and quiet hours, in the channel's own time zone.

Wall-clock times are resolved the same way on days on which the clocks change: a time that does not exist is moved
behind the gap, of a time that exists twice the first is taken.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.config import Channel, Digest, QuietHours

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def at_local(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The instant (UTC) of a wall-clock time; behind the gap where the clocks jump over it.

    >>> at_local(date(2026, 3, 29), time(2, 30), ZoneInfo("Europe/Berlin")).isoformat()
    '2026-03-29T01:30:00+00:00'
    """
    return datetime.combine(day, clock, tzinfo=zone).replace(fold=0).astimezone(UTC)


def is_quiet(quiet: QuietHours | None, clock: time) -> bool:
    """Whether a local time lies in the quiet hours; they may span midnight. Equal ends mean no quiet hours."""
    if quiet is None or quiet.begin == quiet.end:
        return False
    if quiet.begin < quiet.end:
        return quiet.begin <= clock < quiet.end
    return clock >= quiet.begin or clock < quiet.end


def after_quiet(channel: Channel, moment: datetime) -> datetime:
    """The first instant (UTC) at or after `moment` outside the channel's quiet hours."""
    zone = channel.tz()
    local = moment.astimezone(zone)
    if channel.quiet is None or not is_quiet(channel.quiet, local.time()):
        return moment.astimezone(UTC)
    end = at_local(local.date(), channel.quiet.end, zone)
    return end if end > moment else at_local(local.date() + timedelta(days=1), channel.quiet.end, zone)


def next_digest(channel: Channel, moment: datetime) -> tuple[datetime, date]:
    """The next daily or weekly delivery after `moment`: its instant (UTC) and its local date."""
    zone = channel.tz()
    day = moment.astimezone(zone).date()
    if channel.digest is Digest.WEEKLY:
        day += timedelta(days=(_WEEKDAYS.index(channel.digest_day) - day.weekday()) % 7)
    step = timedelta(days=7 if channel.digest is Digest.WEEKLY else 1)
    while (due := at_local(day, channel.digest_at, zone)) <= moment:
        day += step
    return due, day
