"""Writing one page's plan: document, statements, pledges, matches, observations, events and notices at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from parsers.records import Document
from storage import models as m
from storage.errors import LedgerError, StaleInput
from storage.events import Route, Scene, write_events
from storage.pages import mark_suspect
from storage.plan_base import Writing
from storage.plan_input import scope_of, stamp
from storage.plan_pledges import (
    follow,
    new_pledges,
    point_records,
    take_back,
    update_pledges,
    write_matches,
    write_observations,
)
from storage.plan_reread import drop_unfounded
from storage.plan_statements import write_statements
from storage.records import (
    Event,
    PageInput,
    PagePlan,
    PageState,
    PledgeState,
)


def apply(
    c: Connection, run: int, inp: PageInput, document: Document, plan: PagePlan, route: Route, at: datetime,
    parser: str, reread: bool = False,
) -> list[Event]:  # fmt: skip
    """Write the plan. The caller's transaction makes it all or nothing.

    `reread`: the page was not fetched, its compared capture was only read again. Its state and times stay then.

    Raises StaleInput where the page or its pledges changed since `inp` was read, LedgerError where a quote is not at
    its offsets.
    """
    w = _begin(c, run, inp, document, plan, at, parser)
    if plan.suspect is not None:
        mark_suspect(c, w.capture_id, plan.suspect, "", at)
        return []
    if inp.stamp and inp.stamp != stamp(c, inp.page_id, scope_of(inp.place, inp.facts, inp.statements, inp.today)):
        raise StaleInput(f"{inp.url} or its pledges changed while it was compared; it is compared again")
    if w.page.state is PageState.GONE and not reread:
        _page_is_back(w)
    new_ids = new_pledges(w)
    document_id, ids = write_statements(w, new_ids)
    successors = {old: ids[i] for i, old in enumerate(plan.carried) if old is not None and ids[i] != old}
    follow(w, successors, ids, new_ids)
    update_pledges(w, successors, new_ids)
    point_records(w, ids, new_ids)
    write_matches(w, ids, new_ids)
    write_observations(w, ids, new_ids)
    take_back(w)
    drop_unfounded(w)
    scene = Scene(run, at, inp.source, inp.page_id, inp.baseline, inp.facts.published_at)
    events = write_events(c, scene, plan.events, new_ids, route)
    _settle_page(w, document_id, reread)
    return events


def _begin(
    c: Connection, run: int, inp: PageInput, document: Document, plan: PagePlan, at: datetime, parser: str
) -> Writing:
    page = c.execute(select(m.Page).where(m.Page.id == inp.page_id)).first()
    sha256 = inp.capture.removeprefix("sha256:")
    same = (m.Capture.page_id == inp.page_id, m.Capture.sha256 == sha256)
    capture_id = c.execute(select(m.Capture.id).where(*same)).scalar()
    if page is None or capture_id is None:
        raise LedgerError(f"the ledger has no capture {inp.capture} of page {inp.page_id}")
    if len(plan.carried) != len(plan.statements):
        raise LedgerError(f"the plan for {inp.url} carries {len(plan.carried)} of {len(plan.statements)} statements")
    for s in plan.statements:
        if document.text[s.start : s.end] != s.quote:
            raise LedgerError(
                f"a quote of {inp.url} is not at {s.start}:{s.end} of its main text; report this as a bug"
            )
    return Writing(c, run, at, inp, document, plan, page, capture_id, parser)


def _page_is_back(w: Writing) -> None:
    p = m.Pledge
    w.c.execute(
        update(p)
        .where(p.page_id == w.inp.page_id, p.state == PledgeState.PAGE_GONE)
        .values(state=PledgeState.STANDING, updated_at=w.at, revision=p.revision + 1)
    )


def _settle_page(w: Writing, document_id: int, reread: bool) -> None:
    s = m.Statement
    missing = w.c.execute(
        select(func.count()).where(s.page_id == w.inp.page_id, s.is_current, s.missing_since.is_not(None))
    ).scalar_one()
    if reread:
        values: dict[str, Any] = {"document_id": document_id, "missing": missing, "revision": m.Page.revision + 1}
        w.c.execute(update(m.Page).where(m.Page.id == w.inp.page_id).values(**values))
        return
    values = {
        "state": PageState.LIVE, "suspect_reason": None, "suspect_detail": None, "suspect_since": None,
        "compared_capture_id": w.capture_id, "compared_at": w.inp.fetched_at, "document_id": document_id,
        "missing": missing, "next_check": None, "revision": m.Page.revision + 1,
        "to_read": w.page.latest_capture_id != w.capture_id,
    }  # fmt: skip
    if not w.inp.old_text_same:
        values["changed_at"] = w.inp.fetched_at
    w.c.execute(update(m.Page).where(m.Page.id == w.inp.page_id).values(**values))
