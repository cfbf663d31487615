"""What people and exports read of runs, sources, pages, events and notices."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Integer, Select, and_, func, literal, select

from parsers.records import DocumentKind
from storage import models as m
from storage.errors import LedgerError
from storage.records import (
    Event,
    EventType,
    PageState,
)
from storage.rows import chunks, event_of, facts_of
from storage.types import NOT_READABLE, fixed
from storage.views import (
    NoticeRow,
    PageRow,
    RunRow,
    SourceHealth,
)


def within(column: Any, place: str) -> Any:
    """The place and the places below it, as a range of the index."""
    return and_(column >= place, column < place + "\U0010ffff")


def runs(c: Connection, *, unfinished: bool = False) -> list[RunRow]:
    """Passes, oldest first; with `unfinished` only those under way or killed."""
    found = select(m.Run).order_by(m.Run.id)
    if unfinished:
        found = found.where(m.Run.finished_at.is_(None))
    return [RunRow(r.id, r.kind, r.started_at, r.finished_at, r.summary) for r in c.execute(found)]


def sources(c: Connection, run: int | None) -> list[SourceHealth]:
    """All sources, removed ones included, with the fetch outcomes of `run`."""
    p, f = m.Page, m.Fetch
    pages = {
        r.source_id: r
        for r in c.execute(
            select(p.source_id, func.count().label("pages"),
                   func.count().filter(p.state == PageState.SUSPECT).label("suspect"))
            .where(p.role.in_(("article", "attachment")))
            .group_by(p.source_id)
        )
    }  # fmt: skip
    # Counted apart: the reason does not stand in the index that the others are counted from.
    scans = select(p.source_id, func.count()).where(*_unreadable()).group_by(p.source_id)
    unreadable = dict(c.execute(scans).tuples().all())
    outcomes: dict[str, list[tuple[str, int]]] = {}
    if run is not None:
        # Rules that came say nothing about the source, and whichever source of a site comes first asks for them.
        asked = (f.run_id == run, f.role != "robots")
        counted = select(f.source_id, f.outcome, func.count()).where(*asked)
        for source, outcome, count in c.execute(counted.group_by(f.source_id, f.outcome).order_by(f.outcome)):
            outcomes.setdefault(source, []).append((outcome, count))
    return [
        SourceHealth(
            id=r.id,
            place=r.place,
            name=r.name,
            layout=r.layout,
            healthy=r.healthy,
            reason=r.health_reason,
            since=r.health_at,
            bad_runs=r.bad_runs,
            added_at=r.added_at,
            removed_at=r.removed_at,
            pages=pages[r.id].pages if r.id in pages else 0,
            suspect=pages[r.id].suspect if r.id in pages else 0,
            unreadable=unreadable.get(r.id, 0),
            outcomes=tuple(outcomes.get(r.id, ())),
        )
        for r in c.execute(select(m.Source).order_by(m.Source.id))
    ]


def _unreadable() -> tuple[Any, ...]:
    p = m.Page
    return (p.state == PageState.SUSPECT, p.role == "attachment", p.suspect_reason == NOT_READABLE)


def _page_select(*, counting: bool = True) -> Select[Any]:
    p, d = m.Page, m.Document
    count: Any = (
        select(func.count())
        .where(m.Statement.page_id == p.id, m.Statement.is_current, m.Statement.missing_since.is_(None))
        .scalar_subquery()
        if counting
        else literal(0)
    )
    return (
        select(p, m.Source.place.label("source_place"), m.Capture.sha256, d.id.label("read_id"), d.kind, d.place)
        .add_columns(d.year, d.period, d.title, d.published_at, d.issuer, count.label("statements"))
        .join(m.Source, m.Source.id == p.source_id)
        .outerjoin(m.Capture, m.Capture.id == p.latest_capture_id)
        .outerjoin(d, d.id == p.document_id)
        .order_by(p.id)
    )  # fmt: skip


def _page_row(r: Any) -> PageRow:
    return PageRow(
        id=r.id, source=r.source_id, place=r.source_place, url=r.url, role=r.role, state=r.state,
        suspect_reason=r.suspect_reason, suspect_detail=r.suspect_detail, gone_count=r.gone_count,
        first_seen=r.first_seen, checked_at=r.checked_at, changed_at=r.changed_at, compared_at=r.compared_at,
        capture=f"sha256:{r.sha256}" if r.sha256 else None, facts=facts_of(r) if r.read_id is not None else None,
        statements=r.statements,
    )  # fmt: skip


def pages(c: Connection, source: str | None = None, state: PageState | None = None) -> list[PageRow]:
    """Pages in the order they were found."""
    found = _page_select()
    if source is not None:
        found = found.where(m.Page.source_id == source)
    if state is not None:
        found = found.where(m.Page.state == state)
    return [_page_row(r) for r in c.execute(found)]


def page(c: Connection, page_id: int) -> PageRow:
    """One page. Raises LedgerError where there is none."""
    row = c.execute(_page_select().where(m.Page.id == page_id)).first()
    if row is None:
        raise LedgerError(f"there is no page {page_id}")
    return _page_row(row)


def page_at(c: Connection, source: str, url: str) -> PageRow | None:
    """The page at an address, the source's own one first."""
    found = _page_select().where(m.Page.url == url).order_by(None).order_by(m.Page.source_id != source, m.Page.id)
    row = c.execute(found.limit(1)).first()
    return _page_row(row) if row is not None else None


def bulletins(c: Connection, since_year: int) -> list[PageRow]:
    """Pages last read as a bulletin of this year or later. Their statements are not counted."""
    d = m.Document
    said = (d.kind == DocumentKind.BULLETIN, d.year >= since_year)
    found = _page_select(counting=False).where(
        *said, m.Page.id == d.page_id
    )  # from the documents to their pages, by index
    return [_page_row(r) for r in c.execute(found)]


def absent_pages(c: Connection, runs: int) -> list[PageRow]:
    """Articles of watched sources the server called gone in this many runs, and not yet marked so."""
    p = m.Page
    absent = (p.gone_count > fixed(0, Integer()), p.gone_count >= runs, p.state != PageState.GONE)
    read = (p.role.in_(("article", "attachment")), m.Source.removed_at.is_(None))
    found = _page_select().where(*absent, *read)
    return [_page_row(r) for r in c.execute(found)]


def events(
    c: Connection,
    *,
    run: int | None = None,
    since: datetime | None = None,
    place: str | None = None,
    types: Iterable[EventType] = (),
    ids: Iterable[int] | None = None,
    baseline: bool | None = None,
    limit: int | None = None,
) -> list[Event]:
    """Events in the order they were written; with `limit` the newest so many."""
    e = m.Event
    if ids is not None:
        return sorted(
            (event_of(r) for part in chunks(ids) for r in c.execute(select(e).where(e.id.in_(part)))),
            key=lambda x: x.id,
        )
    found = select(e)
    if run is not None:
        found = found.where(e.run_id == run)
    if since is not None:
        found = found.where(e.at >= since)
    if place is not None:
        found = found.where(within(e.place, place))
    if kinds := tuple(types):
        found = found.where(e.type.in_(kinds))
    if baseline is not None:
        found = found.where(e.baseline == baseline)
    if limit is not None:
        found = found.order_by(e.id.desc()).limit(limit)
    # Sorted here: ordering by id there would have SQLite walk the whole table in that order.
    return sorted((event_of(r) for r in c.execute(found)), key=lambda x: x.id)


def notices(c: Connection, channel: str | None = None) -> list[NoticeRow]:
    """The delivery log: every notice with what became of it."""
    n, d = m.Notice, m.Delivery
    found = (
        select(n, d.message_id, d.attempts, d.sent_at, d.last_error).outerjoin(d, d.id == n.delivery_id).order_by(n.id)
    )
    if channel is not None:
        found = found.where(n.channel == channel)
    return [
        NoticeRow(
            id=r.id,
            event_id=r.event_id,
            channel=r.channel,
            group=r.group_key,
            due_at=r.due_at,
            state=r.state,
            created_at=r.created_at,
            delivery_id=r.delivery_id,
            message_id=r.message_id,
            attempts=r.attempts or 0,
            sent_at=r.sent_at,
            last_error=r.last_error,
        )
        for r in c.execute(found)
    ]
