"""How fast and how much: per-site pace, pauses a server asks for, and the night's budgets."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic

from crawlers.records import Budget, CrawlSettings

BUSY = frozenset({429, 503})
_FIRST_PAUSE = 1.0
_MAX_BUSY = 8


@dataclass(slots=True)
class Site:
    """What is known of one host tonight."""

    floor: float
    """Shortest time between two requests: the longest of settings, source and Crawl-delay."""
    begun: float
    pages: int = 0
    bytes: int = 0
    busy: int = 0
    """Answers in a row that said to come later."""
    paused_until: float = 0.0
    closed: str | None = None
    """Why the site is left alone for the rest of the night."""


class Sites:
    """All sites of one crawl. Times are monotonic seconds."""

    def __init__(self, settings: CrawlSettings) -> None:
        self._settings = settings
        self._sites: dict[str, Site] = {}

    def get(self, name: str, delay: float | None = None) -> Site:
        """The site's state; `delay` of a source can only lengthen the pace."""
        site = self._sites.get(name)
        if site is None:
            floor = self._settings.delay if delay is None else delay
            site = self._sites[name] = Site(floor, monotonic())
        elif delay is not None:
            site.floor = max(site.floor, delay)
        return site

    def all(self) -> Iterable[Site]:
        """Every site met so far."""
        return self._sites.values()

    def spent(self, site: Site) -> Budget | None:
        """Which budget has run out."""
        settings = self._settings
        if site.pages >= settings.site_pages:
            return Budget.PAGES
        if site.bytes >= settings.site_bytes:
            return Budget.BYTES
        if monotonic() - site.begun >= settings.site_seconds:
            return Budget.SECONDS
        return None

    def answered(self, site: Site, status: int, retry_after: str | None, now: datetime) -> None:
        """Take note of an answer: one that says to come later makes all requests to the site wait."""
        if status not in BUSY:
            site.busy = 0
            return
        wait = retry_seconds(retry_after, now)
        if wait is None:
            wait = _FIRST_PAUSE * 2.0**site.busy if retry_after is None else 0.0
        site.busy += 1
        if site.busy >= _MAX_BUSY:
            site.closed = f"answered {status} {site.busy} times in a row"
            return
        if wait > self._settings.max_pause:
            if retry_after is not None:
                site.closed = f"asked to come back after {wait:.0f} s"
                return
            wait = self._settings.max_pause
        site.paused_until = max(site.paused_until, monotonic() + wait)

    def crawl_delay(self, site: Site, seconds: float) -> None:
        """Keep the pace robots.txt asks for; one that is out of all proportion closes the site."""
        if seconds > self._settings.max_pause:
            site.closed = f"robots.txt asks for {seconds:.0f} s between requests"
        else:
            site.floor = max(site.floor, seconds)


async def pause(site: Site) -> None:
    """Wait until the site may be asked again."""
    while (left := site.paused_until - monotonic()) > 0:
        await asyncio.sleep(left)


def retry_seconds(value: str | None, now: datetime) -> float | None:
    """Seconds a Retry-After header asks for (a number or a date); None where absent or unreadable."""
    if not value:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
