"""When a known page is read again: every night while it is young, then ever more rarely, at least once a year. Pure."""

from __future__ import annotations

import zlib
from datetime import datetime, timedelta

from crawlers.records import Known, Role

STEPS: tuple[tuple[timedelta, timedelta], ...] = (
    (timedelta(days=21), timedelta(0)),
    (timedelta(days=60), timedelta(days=3)),
    (timedelta(days=180), timedelta(days=7)),
    (timedelta(days=730), timedelta(days=30)),
    (timedelta(days=1825), timedelta(days=90)),
)
"""(quiet for less than, read again after). Zero is every pass."""

FLOOR = timedelta(days=365)
_SLACK = timedelta(hours=6)  # a night that begins a little earlier than the last must not skip a day
_SPREAD = 0.2  # pages found in one night must not all come due in one night


def interval(known: Known, now: datetime) -> timedelta:
    """How long the page may stay unread, by how long it has been quiet."""
    begun = max((t for t in (known.first_seen_at, known.changed_at) if t), default=None)
    if begun is None:
        return timedelta(0)
    quiet = now - begun
    step = next((again for age, again in STEPS if quiet < age), FLOOR)
    share = zlib.crc32(known.url.encode()) % 1000 / 1000
    return step * (1 - _SPREAD * share)


def due(known: Known, now: datetime) -> bool:
    """Whether to fetch the page tonight. Lists always are, and so is what never came or was never read."""
    if known.role in (Role.LIST, Role.FEED, Role.SITEMAP, Role.ROBOTS):
        return True
    if known.sha256 is None or known.checked_at is None:
        return True
    wait = interval(known, now)
    return now - known.checked_at >= max(wait - _SLACK, timedelta(0))
