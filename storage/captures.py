"""Looks at captures and at the pages they were fetched from, for code that works on the archive as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select

from storage import models as m
from storage.engine import Database
from storage.pages import READ_ROLES, capture_to_read, select_captures
from storage.reads import page_at
from storage.records import PageState
from storage.types import NOT_READABLE
from storage.views import CaptureToRead, PageRow


@dataclass(frozen=True, slots=True)
class StoredCapture:
    """One distinct body of a page, as it was fetched."""

    url: str
    """Canonical address: the page's identity."""
    final_url: str | None
    """Address that answered, after redirects."""
    role: str
    sha256: str
    status: int | None
    """None for documents that were taken in by hand."""
    headers: tuple[tuple[str, str], ...]
    content_type: str | None
    first_seen: datetime
    last_seen: datetime


class Captures:
    """Reads of a ledger's captures. Every method raises LedgerError where the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_source(self, source: str) -> list[StoredCapture]:
        """All captures of a source, lists and attachments included, in the order they were first fetched."""
        cap = m.Capture
        found = (
            select(cap, m.Page.url, m.Page.role)
            .join(m.Page, m.Page.id == cap.page_id)
            .where(m.Page.source_id == source)
            .order_by(cap.first_seen, cap.id)
        )
        with self._database.reading() as c:
            return [
                StoredCapture(
                    url=r.url,
                    final_url=r.final_url,
                    role=r.role,
                    sha256=r.sha256,
                    status=r.status,
                    headers=tuple((name, value) for name, value in r.headers),
                    content_type=r.content_type,
                    first_seen=r.first_seen,
                    last_seen=r.last_seen,
                )
                for r in c.execute(found)
            ]

    def compared(self, source: str | None = None) -> list[CaptureToRead]:
        """The captures that the ledger's statements were read from, oldest page first; pages gone are left out.

        Attachments nothing could be read from are among them: another parser may be able to.
        """
        p = m.Page
        unreadable = and_(p.compared_capture_id.is_(None), p.suspect_reason == NOT_READABLE, p.role == "attachment")
        found = (
            select_captures(func.coalesce(p.compared_capture_id, p.latest_capture_id))
            .where(p.role.in_(READ_ROLES), p.state != PageState.GONE)
            .where(or_(p.compared_capture_id.is_not(None), unreadable))
        )
        if source is not None:
            found = found.where(p.source_id == source)
        with self._database.reading() as c:
            return [capture_to_read(r) for r in c.execute(found)]

    def gone(self, source: str | None = None) -> int:
        """How many pages are gone."""
        found = select(func.count()).where(m.Page.state == PageState.GONE)
        if source is not None:
            found = found.where(m.Page.source_id == source)
        with self._database.reading() as c:
            return int(c.execute(found).scalar_one())

    def page_at(self, source: str, url: str) -> PageRow | None:
        """The page at an address, the source's own one first; None where no source has it."""
        with self._database.reading() as c:
            return page_at(c, source, url)
