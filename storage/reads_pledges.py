"""What people and exports read of pledges: statements with their evidence, observations, reviews, histories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Select, select
from sqlalchemy.orm import aliased

from parsers.records import StatementKind
from storage import models as m
from storage.errors import LedgerError
from storage.reads import within
from storage.records import (
    Decision,
    Observation,
    Pledge,
    PledgeState,
    ProgressState,
    Verdict,
)
from storage.rows import FACTS, chunks, event_of, facts_of, observation_of, pledge_of, statement_of, unpacked
from storage.types import fixed
from storage.views import (
    DecisionRow,
    Ended,
    MatchRow,
    PledgeHistory,
    ReviewItem,
    StatementRow,
)

_OPEN = tuple(
    s for s in ProgressState if s not in (ProgressState.COMPLETED, ProgressState.EXCEEDED, ProgressState.OVERDUE)
)
_PROGRESS_KINDS = (StatementKind.ACHIEVED, StatementKind.STATUS)


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


def open_pledges(c: Connection, ended: Ended) -> list[Pledge]:
    """Pledges neither completed nor told overdue whose time has passed. A day in other words than a date is no day."""
    p = m.Pledge
    # Each part is a range of an index, empty once its pledges are told: without it every night would read all history.
    waits = select(p).where(p.progress.in_(_OPEN), p.state != PledgeState.REMOVED)
    dated = waits.where(p.deadline.between(ended.first.isoformat(), ended.last.isoformat()))
    rows = {r.id: r for r in c.execute(dated)}
    if ended.year is not None:
        known = datetime.combine(ended.known_by + timedelta(days=2), time(), tzinfo=UTC)
        of_year = waits.where(p.year == ended.year, p.created_at < known)
        rows.update((r.id, r) for r in c.execute(of_year))
    return [pledge_of(rows[id_]) for id_ in sorted(rows)]


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
