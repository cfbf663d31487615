"""The smaller writes: runs, health, pages gone, single events, decisions, seeds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, exists, insert, select, update

from storage import models as m
from storage.errors import LedgerError
from storage.events import Route, Scene, write_events
from storage.keys import statement_key
from storage.records import Decider, Event, EventDraft, PageState, Pledge, PledgeState, PledgeUpdate, Verdict
from storage.rows import pledge_values, statement_of

REREADING = "reparse"
"""Kind of the runs that fetch nothing and read the archive again."""


def begin_run(c: Connection, kind: str, at: datetime) -> int:
    """Note the start of a pass."""
    return int(c.execute(insert(m.Run).values(kind=kind, started_at=at).returning(m.Run.id)).scalar_one())


def finish_run(c: Connection, run: int, at: datetime, summary: dict[str, Any] | None) -> None:
    """Note the end of a pass; sources with a compared page have had their baseline with it.

    Reading again is no pass over a source: what a killed first night left unfetched still belongs to the baseline.
    """
    done = c.execute(update(m.Run).where(m.Run.id == run).values(finished_at=at, summary=summary).returning(m.Run.kind))
    kind = done.scalar()
    if kind is None:
        raise LedgerError(f"there is no run {run}")
    if kind == REREADING:
        return
    compared = exists().where(m.Page.source_id == m.Source.id, m.Page.compared_capture_id.is_not(None))
    c.execute(update(m.Source).where(m.Source.baseline_run_id.is_(None), compared).values(baseline_run_id=run))


def set_health(
    c: Connection, run: int, source: str, healthy: bool, reason: str, at: datetime,
    draft: EventDraft | None, route: Route,
) -> list[Event]:  # fmt: skip
    """Note a source's health; the event goes with the turn, not with every bad night."""
    s = m.Source
    row = c.execute(select(s.healthy, s.bad_runs).where(s.id == source)).first()
    if row is None:
        raise LedgerError(f"there is no source {source}")
    values: dict[str, Any] = {"health_reason": reason, "bad_runs": 0 if healthy else row.bad_runs + 1}
    turned = row.healthy != healthy
    if turned:
        values.update(healthy=healthy, health_at=at)
    c.execute(update(s).where(s.id == source).values(**values))
    if not turned or draft is None:
        return []
    return write_events(c, Scene(run, at, source), [draft], (), route)


def mark_gone(c: Connection, run: int, page_id: int, draft: EventDraft, route: Route, at: datetime) -> list[Event]:
    """Mark a page gone; its standing pledges stay, marked."""
    page = c.execute(select(m.Page).where(m.Page.id == page_id)).first()
    if page is None:
        raise LedgerError(f"there is no page {page_id}")
    if page.state is PageState.GONE:
        return []
    c.execute(update(m.Page).where(m.Page.id == page_id).values(
        state=PageState.GONE, to_read=False, suspect_reason=None, suspect_detail=None, suspect_since=None))  # fmt: skip
    p = m.Pledge
    c.execute(
        update(p)
        .where(p.page_id == page_id, p.state.in_((PledgeState.STANDING, PledgeState.MISSING)))
        .values(state=PledgeState.PAGE_GONE, updated_at=at, revision=p.revision + 1)
    )
    return write_events(c, Scene(run, at, page.source_id, page_id), [draft], (), route)


def record_event(
    c: Connection, run: int, draft: EventDraft, route: Route, at: datetime, source: str | None,
    change: PledgeUpdate | None,
) -> list[Event]:  # fmt: skip
    """Write one event and the pledge's change that goes with it."""
    if change is not None:
        p = m.Pledge
        values = pledge_values(change.changed)
        c.execute(update(p).where(p.id == change.pledge).values(**values, updated_at=at, revision=p.revision + 1))
    return write_events(c, Scene(run, at, source), [draft], (), route)


def decide(c: Connection, match_id: int, accepted: bool, at: datetime) -> None:
    """Store a person's word; what follows from it is worked out when the page is compared again."""
    match = c.execute(select(m.Match).where(m.Match.id == match_id)).first()
    if match is None:
        raise LedgerError(f"there is no match {match_id}; `minxin review` lists them")
    statement = c.execute(select(m.Statement).where(m.Statement.id == match.statement_id)).one()
    key = statement_key(statement_of(statement))
    d = m.Decision
    c.execute(delete(d).where(d.pledge_id == match.pledge_id, d.statement_key == key))
    c.execute(insert(d).values(statement_key=key, pledge_id=match.pledge_id, accepted=accepted, decided_at=at))
    verdict = Verdict.SURE if accepted else Verdict.NONE
    decided = update(m.Match).where(m.Match.id == match_id)
    c.execute(decided.values(verdict=verdict, decided_by=Decider.PERSON, decided_at=at))
    c.execute(update(m.Page).where(m.Page.id == statement.page_id).values(to_read=True))


def import_seed_pledges(c: Connection, rows: Iterable[Pledge], at: datetime) -> int:
    """The ledger's first pledges; nothing where there are any already."""
    if c.execute(select(m.Pledge.id).limit(1)).first() is not None:
        return 0
    common = {"run_id": None, "created_at": at, "updated_at": at, "revision": 0}
    values = [pledge_values(row) | common for row in rows]
    if values:
        c.execute(insert(m.Pledge), values)
    return len(values)
