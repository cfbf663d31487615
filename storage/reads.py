"""What people and exports read of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Integer, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from parsers.records import StatementKind
from storage import models as m
from storage.errors import LedgerError
from storage.records import (
    Decision,
    Event,
    EventType,
    Observation,
    PageState,
    Pledge,
    ProgressState,
    Verdict,
)
from storage.rows import FACTS, chunks, event_of, facts_of, observation_of, pledge_of, statement_of, unpacked
from storage.types import fixed
from storage.views import (
    DecisionRow,
    MatchRow,
    NoticeRow,
    PageRow,
    PledgeHistory,
    ReviewItem,
    RunRow,
    SourceHealth,
    StatementRow,
)

_DONE = (ProgressState.COMPLETED, ProgressState.EXCEEDED, ProgressState.OVERDUE)
_PROGRESS_KINDS = (StatementKind.ACHIEVED, StatementKind.STATUS)


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
    outcomes: dict[str, list[tuple[str, int]]] = {}
    if run is not None:
        counted = select(f.source_id, f.outcome, func.count()).where(f.run_id == run)
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
            outcomes=tuple(outcomes.get(r.id, ())),
        )
        for r in c.execute(select(m.Source).order_by(m.Source.id))
    ]


def _page_select() -> Select[Any]:
    p, d = m.Page, m.Document
    count = (
        select(func.count())
        .where(m.Statement.page_id == p.id, m.Statement.is_current, m.Statement.missing_since.is_(None))
        .scalar_subquery()
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


def pledges(
    c: Connection, place: str | None = None, year: int | None = None, ids: Iterable[int] | None = None
) -> list[Pledge]:
    """Pledges by id; `place` includes the places below it."""
    p = m.Pledge
    if ids is not None:
        found = [r for part in chunks(ids) for r in c.execute(select(p).where(p.id.in_(part)))]
        return sorted((pledge_of(r) for r in found), key=lambda x: x.id or 0)
    query = select(p).order_by(p.id)
    if place is not None:
        query = query.where(within(p.place, place))
    if year is not None:
        query = query.where(p.year == year)
    return [pledge_of(r) for r in c.execute(query)]


def pledge(c: Connection, pledge_id: int) -> Pledge:
    """One pledge. Raises LedgerError where there is none."""
    row = c.execute(select(m.Pledge).where(m.Pledge.id == pledge_id)).first()
    if row is None:
        raise LedgerError(f"there is no pledge {pledge_id}; `minxin export pledges` lists them")
    return pledge_of(row)


def open_pledges(c: Connection, before: date) -> list[Pledge]:
    """Pledges neither completed nor told overdue that ended or may have ended before this date: an earlier year, or
    this year with a deadline. Rows without a year are left out."""
    p = m.Pledge
    waits = select(p).where(p.progress.not_in(_DONE), p.year > 0).order_by(p.id)
    ended = or_(p.year < before.year, and_(p.year == before.year, p.deadline.is_not(None)))
    return [pledge_of(r) for r in c.execute(waits.where(ended))]


def observations(c: Connection, pledge_ids: Iterable[int], *, superseded: bool = False) -> list[Observation]:
    """Observations of these pledges by date; with `superseded` only those taken back by their own page."""
    o = m.Observation
    stands = o.superseded_at.is_not(None) if superseded else o.superseded_at.is_(None)
    return [
        observation_of(r)
        for part in chunks(pledge_ids)
        for r in c.execute(select(o).where(o.pledge_id.in_(part), stands).order_by(o.pledge_id, o.as_of, o.id))
    ]


def _statement_select() -> Select[Any]:
    s, d = m.Statement, aliased(m.Document, name="doc")
    return (
        select(s, m.Page.url, m.Page.source_id, m.Capture.sha256, m.Capture.id.label("capture_row"))
        .add_columns(m.Capture.first_seen, *(getattr(d, name).label(f"doc_{name}") for name in FACTS))
        .join(d, d.id == s.document_id)
        .join(m.Capture, m.Capture.id == d.capture_id)
        .join(m.Page, m.Page.id == s.page_id)
    )  # fmt: skip


class _Prefixed:
    """A row's `doc_…` columns under their plain names."""

    def __init__(self, row: Any) -> None:
        self._row = row

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, f"doc_{name}")


def _statement_row(r: Any) -> StatementRow:
    facts: Any = _Prefixed(r)
    return StatementRow(
        id=r.id, statement=statement_of(r), page_id=r.page_id, url=r.url, source=r.source_id,
        capture=f"sha256:{r.sha256}", capture_id=r.capture_row, fetched_at=r.first_seen, facts=facts_of(facts),
        pledge_id=r.pledge_id, previous_id=r.previous_id, current=r.is_current, missing_since=r.missing_since,
        removed_at=r.removed_at,
    )  # fmt: skip


def statements(
    c: Connection, *, page_id: int | None = None, ids: Iterable[int] | None = None, current: bool = True
) -> Iterator[StatementRow]:
    """Statements with their evidence, by id; all there ever were with `current=False`."""
    s = m.Statement
    query = _statement_select().order_by(s.id)
    if current:
        query = query.where(s.is_current)
    if page_id is not None:
        query = query.where(s.page_id == page_id)
    if ids is None:
        yield from (_statement_row(r) for r in c.execute(query))
        return
    for part in chunks(ids):
        yield from (_statement_row(r) for r in c.execute(query.where(s.id.in_(part))))


def document_text(c: Connection, statement_id: int) -> str:
    """Main text the statement's offsets point into."""
    found = (
        select(m.MainText.data)
        .join(m.Document, m.Document.text_sha256 == m.MainText.sha256)
        .join(m.Statement, m.Statement.document_id == m.Document.id)
    )
    data = c.execute(found.where(m.Statement.id == statement_id)).scalar()
    if data is None:
        raise LedgerError(f"there is no statement {statement_id}")
    return unpacked(data)


def unattached(c: Connection, place: str, year: int) -> list[StatementRow]:
    """Current progress statements of documents of this place and year that belong to no pledge yet."""
    s = m.Statement
    loose = _statement_select().where(
        s.is_current,
        s.pledge_id.is_(None),
        s.kind.in_(fixed(_PROGRESS_KINDS, s.kind.type, several=True)),
        s.document_place == place,
        s.document_year == year,
    )
    return [_statement_row(r) for r in c.execute(loose.order_by(s.id))]


def review(c: Connection) -> list[ReviewItem]:
    """Matches for a person to decide, surest first."""
    t = m.Match
    rows = c.execute(
        select(t).where(t.verdict == fixed(Verdict.UNSURE, t.verdict.type)).order_by(t.score.desc(), t.id)
    ).all()
    said = {r.id: r for r in statements(c, ids={r.statement_id for r in rows}, current=False)}
    promised = {p.id: p for p in pledges(c, ids={r.pledge_id for r in rows})}
    return [
        ReviewItem(r.id, r.score, r.why, r.role, said[r.statement_id], promised[r.pledge_id])
        for r in rows
        if said[r.statement_id].current
    ]


def history(c: Connection, pledge_id: int) -> PledgeHistory:
    """All a pledge's life was made of. Raises LedgerError where there is no such pledge."""
    it = pledge(c, pledge_id)
    matches = c.execute(select(m.Match).where(m.Match.pledge_id == pledge_id).order_by(m.Match.id)).all()
    rows = _lineage(c, pledge_id, {r.statement_id for r in matches})
    decided = c.execute(select(m.Decision).where(m.Decision.pledge_id == pledge_id).order_by(m.Decision.id)).all()
    told = c.execute(select(m.Event).where(m.Event.pledge_id == pledge_id).order_by(m.Event.id)).all()
    return PledgeHistory(
        pledge=it,
        statements=tuple(sorted(rows, key=lambda r: (r.fetched_at, r.id))),
        matches=tuple(
            MatchRow(r.id, r.statement_id, r.pledge_id, r.role, r.verdict, r.score, r.why, r.decided_by, r.decided_at)
            for r in matches
        ),
        observations=tuple(observations(c, [pledge_id])),
        superseded=tuple(observations(c, [pledge_id], superseded=True)),
        events=tuple(event_of(r) for r in told),
        decisions=tuple(
            DecisionRow(Decision(r.statement_key, str(r.pledge_id), r.accepted), r.pledge_id, r.decided_at)
            for r in decided
        ),
        previous=pledge(c, it.previous_id) if it.previous_id is not None else None,
    )


def _lineage(c: Connection, pledge_id: int, start: set[int]) -> list[StatementRow]:
    """The statements attached to a pledge and the earlier rows they continue."""
    s = m.Statement
    start = start | set(c.execute(select(s.id).where(s.pledge_id == pledge_id)).scalars())
    seen: dict[int, StatementRow] = {}
    while start:
        found = list(statements(c, ids=sorted(start), current=False))
        seen.update((r.id, r) for r in found)
        start = {r.previous_id for r in found if r.previous_id is not None} - seen.keys()
    return list(seen.values())


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
