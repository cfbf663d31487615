"""Sources, fetches and pages: what the crawler brings into the ledger and asks of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Select, func, insert, or_, select, update

from storage import models as m
from storage.errors import LedgerError
from storage.records import FetchRow, PageState
from storage.rows import chunks, digest, first_line
from storage.types import NOT_READABLE, URL_MAX
from storage.views import CaptureToRead, FetchResult, KnownPage, SourceRow

READ_ROLES = frozenset({"article", "attachment"})
"""Roles of pages that are read for statements; lists and feeds only lead to them."""

_NOT_ASKED = frozenset({"robots", "off_limits", "budget"})
"""Outcomes that say nothing about the page, for no request was made."""
_GONE = frozenset({404, 410})


def sync_sources(c: Connection, rows: Iterable[SourceRow], at: datetime) -> None:
    """Make the table equal to the configuration. Absent ones are marked, a corrected place moves its pledges."""
    wanted = {row.id: row for row in rows}
    known = {row.id: row for row in c.execute(select(m.Source))}
    for row in wanted.values():
        values = {
            "place": row.place, "name": row.name, "layout": row.layout, "expect_statements": row.expect_statements,
        }  # fmt: skip
        old = known.get(row.id)
        if old is None:
            c.execute(
                insert(m.Source).values(id=row.id, added_at=at, healthy=True, health_reason="", bad_runs=0, **values)
            )
            continue
        if old.removed_at is not None or any(getattr(old, k) != v for k, v in values.items()):
            c.execute(update(m.Source).where(m.Source.id == row.id).values(removed_at=None, **values))
        if old.place != row.place:
            _move_place(c, row.id, old.place, row.place, at)
    removed = [id_ for id_, row in known.items() if id_ not in wanted and row.removed_at is None]
    if removed:
        c.execute(update(m.Source).where(m.Source.id.in_(removed)).values(removed_at=at))


def _move_place(c: Connection, source: str, old: str, new: str, at: datetime) -> None:
    """What was filed under a wrong place because the source said so goes to the right one. Events stay as they were."""
    pages = select(m.Page.id).where(m.Page.source_id == source)
    c.execute(
        update(m.Pledge)
        .where(m.Pledge.page_id.in_(pages), m.Pledge.place == old)
        .values(place=new, updated_at=at, revision=m.Pledge.revision + 1)
    )
    c.execute(update(m.Document).where(m.Document.page_id.in_(pages), m.Document.place == old).values(place=new))
    c.execute(
        update(m.Statement)
        .where(m.Statement.page_id.in_(pages), m.Statement.document_place == old)
        .values(document_place=new)
    )


def record_fetch(c: Connection, run: int, row: FetchRow) -> FetchResult:
    """Log one fetch and bring page and capture up to it. A fetch that is logged already changes nothing."""
    key = digest(row.source, row.url, row.fetched_at.astimezone(UTC).isoformat(), row.outcome)
    logged = c.execute(select(m.Fetch.page_id, m.Fetch.capture_id).where(m.Fetch.key == key)).first()
    if logged is not None:
        return FetchResult(logged.page_id, logged.capture_id, new_content=False)
    if c.execute(select(m.Source.id).where(m.Source.id == row.source)).first() is None:
        raise LedgerError(f"there is no source {row.source} in the ledger; take the configuration in first")
    page = _find_page(c, row)
    capture_id, new = None, False
    if row.sha256 is not None and row.outcome == "ok" and len(row.url.encode()) <= URL_MAX:
        page_id, capture_id, new = _with_content(c, run, row, page)
    elif page is None:
        page_id = None
    else:
        page_id, capture_id = page.id, _without_content(c, run, row, page)
    c.execute(
        insert(m.Fetch).values(
            key=key,
            run_id=run,
            source_id=row.source,
            page_id=page_id,
            capture_id=capture_id,
            url=first_line(row.url, 8000),
            final_url=first_line(row.final_url, 8000),
            role=row.role,
            outcome=row.outcome,
            status=row.status,
            size=row.size,
            duration=row.duration,
            detail=first_line(row.detail, 2000),
            fetched_at=row.fetched_at,
        )
    )
    return FetchResult(page_id, capture_id, new)


def _find_page(c: Connection, row: FetchRow) -> Any:
    page = c.execute(select(m.Page).where(m.Page.source_id == row.source, m.Page.url == row.url)).first()
    if page is not None:
        return page
    # One address is one page: a list and a feed that both lead to it are two ways to the page found first. A page
    # whose source was renamed or removed goes over to this one, instead of starting anew as a second copy.
    left = c.execute(
        select(m.Page, m.Source.removed_at)
        .join(m.Source, m.Source.id == m.Page.source_id)
        .where(m.Page.url == row.url)
        .order_by(m.Source.removed_at.is_not(None), m.Page.id.desc())
    ).first()
    if left is not None and left.removed_at is not None:
        c.execute(update(m.Page).where(m.Page.id == left.id).values(source_id=row.source))
    return left


def _with_content(c: Connection, run: int, row: FetchRow, page: Any) -> tuple[int, int, bool]:
    at = row.fetched_at
    if page is None:
        fresh = insert(m.Page).values(
            source_id=row.source, url=row.url, role=row.role, state=PageState.LIVE, gone_count=0, fail_count=0,
            first_run_id=run, first_seen=at, checked_at=at, changed_at=at, to_read=False, missing=0, revision=0,
        )  # fmt: skip
        page_id = c.execute(fresh.returning(m.Page.id)).scalar_one()
        page = c.execute(select(m.Page).where(m.Page.id == page_id)).one()
    capture_id = _capture(c, run, row, page.id)
    new = page.latest_capture_id != capture_id
    reads = row.role in READ_ROLES
    unsettled = page.state is not PageState.LIVE or page.missing > 0 or page.compared_capture_id != capture_id
    values: dict[str, Any] = {
        "role": row.role, "latest_capture_id": capture_id, "checked_at": at, "gone_count": 0, "fail_count": 0,
        "etag": row.etag, "last_modified": row.last_modified, "parent_url": row.parent or page.parent_url,
        "requested_url": row.requested_url, "to_read": reads and (page.to_read or unsettled),
    }  # fmt: skip
    if not reads:
        values["state"] = PageState.LIVE
        if new:
            values["changed_at"] = at
    c.execute(update(m.Page).where(m.Page.id == page.id).values(**values))
    return page.id, capture_id, new


def _capture(c: Connection, run: int, row: FetchRow, page_id: int) -> int:
    """The row of this body; one per page and content."""
    same = (m.Capture.page_id == page_id, m.Capture.sha256 == row.sha256)
    known: int | None = c.execute(select(m.Capture.id).where(*same)).scalar()
    if known is not None:
        c.execute(update(m.Capture).where(m.Capture.id == known).values(last_seen=row.fetched_at))
        return known
    fresh = insert(m.Capture).values(
        page_id=page_id, sha256=row.sha256, size=row.size, status=row.status, charset=first_line(row.charset, 100),
        content_type=first_line(row.content_type, 200), headers=[list(pair) for pair in row.headers],
        final_url=first_line(row.final_url, 8000), title_hint=first_line(row.title_hint, 1000), run_id=run,
        first_seen=row.fetched_at, last_seen=row.fetched_at,
    )  # fmt: skip
    return int(c.execute(fresh.returning(m.Capture.id)).scalar_one())


def _without_content(c: Connection, run: int, row: FetchRow, page: Any) -> int | None:
    """A fetch that brought no body. Returns the capture it confirmed, if any."""
    if row.outcome in _NOT_ASKED:
        return None
    values: dict[str, Any] = {}
    capture_id: int | None = None
    if row.outcome == "not_modified" or row.status == 304:
        capture_id = page.latest_capture_id
        unsettled = page.state is not PageState.LIVE or page.missing > 0
        values = {"checked_at": row.fetched_at, "gone_count": 0, "fail_count": 0}
        values["to_read"] = page.to_read or (unsettled and page.role in READ_ROLES)
        c.execute(update(m.Capture).where(m.Capture.id == capture_id).values(last_seen=row.fetched_at))
    elif row.status in _GONE:
        values = {"checked_at": row.fetched_at, "fail_count": 0}
        if page.gone_run_id != run:  # two nights, not two requests
            values.update(gone_count=page.gone_count + 1, gone_run_id=run)
    else:
        values = {"fail_count": page.fail_count + 1}
    c.execute(update(m.Page).where(m.Page.id == page.id).values(**values))
    return capture_id


def known_pages(c: Connection, source: str) -> list[KnownPage]:
    """Pages of a source for the crawler's schedule."""
    p = m.Page
    rows = c.execute(
        select(p, m.Capture.sha256)
        .outerjoin(m.Capture, m.Capture.id == p.latest_capture_id)
        .where(p.source_id == source)
    )
    return [
        KnownPage(
            url=r.url,
            role=r.role,
            state=r.state,
            sha256=None if _at_once(r) else r.sha256,
            etag=r.etag,
            last_modified=r.last_modified,
            first_seen=r.first_seen,
            checked_at=r.checked_at,
            changed_at=r.changed_at,
            next_check=r.next_check,
            gone_count=r.gone_count,
            parent=r.parent_url,
            requested_url=r.requested_url,
        )
        for r in rows
    ]


def _at_once(page: Any) -> bool:
    """Whether the page is to be fetched at the next chance. A scan stays a scan: it keeps to the schedule."""
    suspect = page.state is PageState.SUSPECT and not _is_unreadable(page.role, page.suspect_reason)
    return suspect or (page.gone_count > 0 and page.state is not PageState.GONE)


def _is_unreadable(role: str, reason: str | None) -> bool:
    return role == "attachment" and reason == NOT_READABLE


def captures_to_read(c: Connection, limit: int | None = None) -> list[CaptureToRead]:
    """Latest captures of pages that wait for comparison, oldest page first."""
    found = select_captures(m.Page.latest_capture_id).where(m.Page.to_read).limit(limit)
    return [capture_to_read(r) for r in c.execute(found)]


def select_captures(which: Any) -> Select[Any]:
    """One capture of each page, `which` being its id: what reading it needs, oldest page first."""
    p, cap = m.Page, m.Capture
    return (
        select(p.id.label("page_id"), p.url, p.role, p.parent_url, m.Source.id.label("source"), m.Source.place)
        .add_columns(m.Source.layout, cap.id.label("capture_id"), cap.sha256, cap.last_seen, cap.charset)
        .add_columns(cap.content_type, cap.title_hint, m.Document.kind, m.Document.published_at)
        .join(m.Source, m.Source.id == p.source_id)
        .join(m.Capture, m.Capture.id == which)
        .outerjoin(m.Document, m.Document.id == p.document_id)
        .order_by(p.id)
    )


def capture_to_read(r: Any) -> CaptureToRead:
    """The record of a row of `select_captures`."""
    return CaptureToRead(
        capture_id=r.capture_id, page_id=r.page_id, source=r.source, place=r.place, url=r.url, role=r.role,
        sha256=r.sha256, charset=r.charset, content_type=r.content_type, title_hint=r.title_hint,
        fetched_at=r.last_seen, layout=r.layout, parent=r.parent_url, document_kind=r.kind,
        published_at=r.published_at,
    )  # fmt: skip


def mark_suspect(c: Connection, capture_id: int, reason: str, detail: str, at: datetime) -> None:
    """The capture is not to be compared: the page waits for a better fetch. Its validators are forgotten.

    Not those of an attachment that cannot be read: it is what it is, and need not be sent again to be looked at.
    """
    found = select(m.Page.id, m.Page.role).join(m.Capture, m.Capture.page_id == m.Page.id)
    page = c.execute(found.where(m.Capture.id == capture_id)).first()
    if page is None:
        raise LedgerError(f"there is no capture {capture_id}")
    forgotten: dict[str, Any] = {} if _is_unreadable(page.role, reason) else {"etag": None, "last_modified": None}
    detail = first_line(detail, 2000) or ""
    c.execute(update(m.Capture).where(m.Capture.id == capture_id).values(problem=reason, problem_detail=detail))
    c.execute(
        update(m.Page)
        .where(m.Page.id == page.id)
        .values(
            state=PageState.SUSPECT,
            suspect_reason=reason,
            suspect_detail=detail,
            to_read=False,
            suspect_since=func.coalesce(m.Page.suspect_since, at),
            next_check=at,
            **forgotten,
        )
    )


def requeue(c: Connection, page_ids: Iterable[int]) -> int:
    """Have the latest captures of these pages compared again. Returns how many wait."""
    count = 0
    for part in chunks(page_ids):
        waits = update(m.Page).where(m.Page.id.in_(part), m.Page.role.in_(READ_ROLES))
        count += c.execute(waits.where(m.Page.latest_capture_id.is_not(None)).values(to_read=True)).rowcount
    return count


def requeue_all(c: Connection, source: str | None = None) -> int:
    """Have every healthy page's latest capture read again, as after an improved parser. Returns how many wait."""
    waits = update(m.Page).where(
        m.Page.role.in_(READ_ROLES),
        m.Page.latest_capture_id.is_not(None),
        or_(m.Page.state == PageState.LIVE, m.Page.to_read),
    )
    if source is not None:
        waits = waits.where(m.Page.source_id == source)
    return c.execute(waits.values(to_read=True)).rowcount
