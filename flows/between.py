"""Records that go from the crawler to the ledger and back."""

from __future__ import annotations

from datetime import datetime

from crawlers.records import Fetch, Known, Role
from storage.records import FetchRow
from storage.views import KnownPage


def fetch_row(fetch: Fetch) -> FetchRow:
    """A crawler's fetch as the ledger takes it."""
    return FetchRow(
        source=fetch.source,
        url=fetch.url,
        outcome=fetch.outcome,
        fetched_at=fetch.fetched_at,
        role=fetch.role,
        status=fetch.status,
        sha256=fetch.sha256,
        size=fetch.size,
        charset=fetch.charset,
        etag=fetch.etag,
        last_modified=fetch.last_modified,
        headers=fetch.headers,
        final_url=fetch.final_url,
        title_hint=fetch.title_hint,
        detail=fetch.detail,
        duration=fetch.duration,
        content_type=fetch.content_type,
        parent=fetch.parent,
        requested_url=fetch.requested_url,
    )


def known(source: str, page: KnownPage, now: datetime) -> Known:
    """A page of the ledger as the crawler's schedule takes it."""
    return Known(
        url=page.url,
        source=source,
        etag=page.etag,
        last_modified=page.last_modified,
        sha256=page.sha256,
        # A time to come was told by a clock that was wrong: waiting for it would leave the page unread till then.
        checked_at=page.checked_at if page.checked_at <= now else None,
        changed_at=page.changed_at,
        first_seen_at=page.first_seen,
        role=Role(page.role),
        parent=page.parent,
        requested_url=page.requested_url,
    )
