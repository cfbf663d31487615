"""Writing one page's plan: document, statements, pledges, matches, observations, events and notices at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from parsers.records import Document, Statement
from storage import models as m
from storage.errors import LedgerError, StaleInput
from storage.events import Route, Scene, write_events
from storage.pages import mark_suspect
from storage.plan_input import scope_of, stamp
from storage.records import (
    Decider,
    Event,
    Match,
    MatchRole,
    Observation,
    PageInput,
    PagePlan,
    PageState,
    PledgeState,
    Verdict,
)
from storage.rows import (
    chunks,
    facts_of,
    facts_values,
    observation_key,
    packed,
    pledge_values,
    statement_of,
    statement_values,
    text_sha256,
)

_ATTACHING = (MatchRole.RECORD, MatchRole.RESTATEMENT, MatchRole.PROGRESS)
"""Roles that make a statement the pledge's, strongest first."""


@dataclass(frozen=True, slots=True)
class Writing:
    """One page being written."""

    c: Connection
    run: int
    at: datetime
    inp: PageInput
    document: Document
    plan: PagePlan
    page: Any
    capture_id: int
    parser: str


def apply(
    c: Connection, run: int, inp: PageInput, document: Document, plan: PagePlan, route: Route, at: datetime, parser: str
) -> list[Event]:
    """Write the plan. The caller's transaction makes it all or nothing.

    Raises StaleInput where the page or its pledges changed since `inp` was read, LedgerError where a quote is not at
    its offsets.
    """
    w = _begin(c, run, inp, document, plan, at, parser)
    if plan.suspect is not None:
        mark_suspect(c, w.capture_id, plan.suspect, "", at)
        return []
    if inp.stamp and inp.stamp != stamp(c, inp.page_id, scope_of(inp.place, inp.facts, inp.statements, inp.today)):
        raise StaleInput(f"{inp.url} or its pledges changed while it was compared; it is compared again")
    if w.page.state is PageState.GONE:
        _page_is_back(w)
    new_ids = _new_pledges(w)
    document_id, ids = _statements(w, new_ids)
    successors = {old: ids[i] for i, old in enumerate(plan.carried) if old is not None and ids[i] != old}
    _follow(w, successors, ids, new_ids)
    _update_pledges(w, successors)
    _records(w, ids, new_ids)
    _matches(w, ids, new_ids)
    _observations(w, ids, new_ids)
    scene = Scene(run, at, inp.source, inp.page_id, inp.baseline, inp.facts.published_at)
    events = write_events(c, scene, plan.events, new_ids, route)
    _settle_page(w, document_id)
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


def _new_pledges(w: Writing) -> list[int]:
    if not w.plan.new_pledges:
        return []
    common = {"run_id": w.run, "created_at": w.at, "updated_at": w.at, "revision": 0}
    values = [
        pledge_values(replace(p, page_id=p.page_id if p.page_id is not None else w.inp.page_id)) | common
        for p in w.plan.new_pledges
    ]
    returning = insert(m.Pledge).returning(m.Pledge.id, sort_by_parameter_order=True)
    return list(w.c.execute(returning, values).scalars())


def _pledge_id(match: Match, new_ids: list[int]) -> int:
    if match.new_pledge is not None:
        return new_ids[match.new_pledge]
    if match.pledge is None:
        raise LedgerError("a match names no pledge; report this as a bug")
    return match.pledge


def _attached(w: Writing, new_ids: list[int]) -> dict[int, int]:
    """Statement index -> pledge, from sure matches first, else from the row the statement continues."""
    carried = {s.id: s.pledge_id for s in w.inp.old_statements if s.pledge_id is not None}
    found = {i: carried[old] for i, old in enumerate(w.plan.carried) if old is not None and old in carried}
    for match in w.plan.matches:
        if match.verdict is not Verdict.SURE and found.get(match.statement) == _pledge_id(match, new_ids):
            del found[match.statement]
    for role in reversed(_ATTACHING):
        for match in w.plan.matches:
            if match.role is role and match.verdict is Verdict.SURE:
                found[match.statement] = _pledge_id(match, new_ids)
    return found


def _statements(w: Writing, new_ids: list[int]) -> tuple[int, list[int]]:
    """Write document and statements, or keep those there are where nothing differs. Returns their ids."""
    attached = _attached(w, new_ids)
    kept = _unchanged(w)
    if kept is not None:
        document_id, ids = w.page.document_id, kept
        known = {s.id: s.pledge_id for s in w.inp.old_statements}
        moved = [
            {"b_id": id_, "b_pledge": attached.get(i)} for i, id_ in enumerate(ids) if known[id_] != attached.get(i)
        ]
        if moved:
            attach = update(m.Statement).where(m.Statement.id == bindparam("b_id"))
            w.c.execute(attach.values(pledge_id=bindparam("b_pledge")), moved)
        _retire(w, keep=set(ids))
    else:
        document_id = _document(w)
        _retire(w, keep=set())
        ids = _insert_statements(w, document_id, attached)
    w.c.execute(update(m.Capture).where(m.Capture.id == w.capture_id).values(
        document_id=document_id, problem=None, problem_detail=None))  # fmt: skip
    return document_id, ids


def _unchanged(w: Writing) -> list[int] | None:
    """Ids of the page's current rows where text, facts and statements are what they were, else None."""
    if not w.inp.old_text_same or w.page.document_id is None:
        return None
    document = w.c.execute(select(m.Document).where(m.Document.id == w.page.document_id)).one()
    if facts_of(document) != w.document.facts:
        return None
    s = m.Statement
    rows = w.c.execute(
        select(s).where(s.page_id == w.inp.page_id, s.is_current, s.document_id == document.id).order_by(s.id)
    ).all()
    at: dict[Statement, int] = {statement_of(r): r.id for r in rows if r.missing_since is None}
    if len(at) != len(w.plan.statements) or any(x not in at for x in w.plan.statements):
        return None
    return [at[x] for x in w.plan.statements]


def _document(w: Writing) -> int:
    sha256 = text_sha256(w.document.text)
    if w.c.execute(select(m.MainText.sha256).where(m.MainText.sha256 == sha256)).first() is None:
        w.c.execute(insert(m.MainText).values(sha256=sha256, size=len(w.document.text), data=packed(w.document.text)))
    values = facts_values(w.document.facts) | {
        "page_id": w.inp.page_id, "capture_id": w.capture_id, "text_sha256": sha256, "run_id": w.run,
        "read_at": w.at, "parser": w.parser,
    }  # fmt: skip
    return int(w.c.execute(insert(m.Document).values(**values).returning(m.Document.id)).scalar_one())


def _retire(w: Writing, keep: set[int]) -> None:
    """Old rows: missing ones stay current with the time, removed and continued ones do not."""
    continued = {old for old in w.plan.carried if old is not None} - keep
    waiting = {s.id for s in w.inp.old_statements if s.missing_since is not None} | set(w.plan.missing)
    gone = set(w.plan.removed)
    past = [
        s.id for s in w.inp.old_statements if s.id not in keep and (s.id not in waiting or s.id in continued | gone)
    ]
    s = m.Statement
    for ids in chunks(past):
        w.c.execute(update(s).where(s.id.in_(ids)).values(is_current=False))
    for ids in chunks(w.plan.removed):
        w.c.execute(update(s).where(s.id.in_(ids)).values(is_current=False, removed_at=w.at))
    for ids in chunks(w.plan.missing):
        w.c.execute(update(s).where(s.id.in_(ids)).values(missing_since=w.at))


def _insert_statements(w: Writing, document_id: int, attached: dict[int, int]) -> list[int]:
    if not w.plan.statements:
        return []
    common = {
        "document_id": document_id, "page_id": w.inp.page_id, "is_current": True,
        "document_place": w.document.facts.place or w.inp.place, "document_year": w.document.facts.year,
    }  # fmt: skip
    values = [
        statement_values(s) | common | {"pledge_id": attached.get(i), "previous_id": w.plan.carried[i]}
        for i, s in enumerate(w.plan.statements)
    ]
    returning = insert(m.Statement).returning(m.Statement.id, sort_by_parameter_order=True)
    return list(w.c.execute(returning, values).scalars())


def _follow(w: Writing, successors: dict[int, int], ids: list[int], new_ids: list[int]) -> None:
    """Matches, records and observations of a continued row go over to the row that continues it."""
    if not successors:
        return
    moves = [{"b_old": old, "b_new": new} for old, new in successors.items()]
    have = _having(w.c, m.Match.statement_id, successors)
    for table, olds in ((m.Match, have), (m.Pledge, _having(w.c, m.Pledge.statement_id, successors))):
        part = [move for move in moves if move["b_old"] in olds]
        if part:
            move = update(table).where(table.statement_id == bindparam("b_old"))
            w.c.execute(move.values(statement_id=bindparam("b_new")), part)
    _follow_observations(w, successors, ids, new_ids)


def _having(c: Connection, column: Any, values: Iterable[int]) -> set[int]:
    return {v for part in chunks(values) for v in c.execute(select(column).where(column.in_(part))).scalars()}


def _follow_observations(w: Writing, successors: dict[int, int], ids: list[int], new_ids: list[int]) -> None:
    """An observation told again moves to the new row; one its page now tells otherwise is superseded."""
    told: dict[int, set[tuple[int, str]]] = {}
    for i, o in w.plan.observations:
        told.setdefault(ids[i], set()).add((_observed(o, new_ids), observation_key(o)))
    quotes = {id_: s.quote for id_, s in zip(ids, w.plan.statements, strict=True)}
    o_ = m.Observation
    for part in chunks(successors):
        rows = w.c.execute(select(o_).where(o_.statement_id.in_(part), o_.superseded_at.is_(None))).all()
        for row in rows:
            new = successors[row.statement_id]
            again = (row.pledge_id, row.key) in told.get(new, set())
            if again or (new not in told and row.quote == quotes[new]):
                w.c.execute(update(o_).where(o_.id == row.id).values(statement_id=new))
            elif new in told:
                w.c.execute(update(o_).where(o_.id == row.id).values(superseded_at=w.at))


def _update_pledges(w: Writing, successors: dict[int, int]) -> None:
    if not w.plan.updates:
        return
    values = []
    for u in w.plan.updates:
        v = {f"b_{k}": x for k, x in pledge_values(u.changed).items()}
        v["b_statement_id"] = successors.get(u.changed.statement_id or 0, u.changed.statement_id)
        values.append(v | {"b_key": u.pledge})
    columns: dict[str, Any] = {k: bindparam(f"b_{k}") for k in pledge_values(w.plan.updates[0].changed)}
    p = m.Pledge
    changed = update(p).where(p.id == bindparam("b_key"))
    w.c.execute(changed.values(**columns, updated_at=w.at, revision=p.revision + 1), values)


def _records(w: Writing, ids: list[int], new_ids: list[int]) -> None:
    """Point pledges to their statement of record."""
    values = [
        {"b_key": _pledge_id(match, new_ids), "b_statement": ids[match.statement]}
        for match in w.plan.matches
        if match.role is MatchRole.RECORD and match.verdict is Verdict.SURE
    ]
    if values:
        p = m.Pledge
        point = update(p).where(p.id == bindparam("b_key"))
        w.c.execute(point.values(statement_id=bindparam("b_statement"), page_id=w.inp.page_id), values)


def _matches(w: Writing, ids: list[int], new_ids: list[int]) -> None:
    """Write matches; one there is already is renewed, unless a person decided it and a rule speaks now."""
    t = m.Match
    known = {
        (r.statement_id, r.pledge_id): r
        for part in chunks({ids[x.statement] for x in w.plan.matches})
        for r in w.c.execute(select(t.id, t.statement_id, t.pledge_id, t.decided_by).where(t.statement_id.in_(part)))
    }
    fresh: dict[tuple[int, int], dict[str, Any]] = {}
    for x in w.plan.matches:
        key = (ids[x.statement], _pledge_id(x, new_ids))
        values = {"role": x.role, "verdict": x.verdict, "score": x.score, "why": x.why, "decided_by": x.decided_by}
        old = known.get(key)
        if old is None:
            fresh[key] = values | {
                "statement_id": key[0], "pledge_id": key[1], "decided_at": w.at, "run_id": w.run,
            }  # fmt: skip
        elif x.decided_by is Decider.PERSON or old.decided_by is Decider.RULE:
            w.c.execute(update(t).where(t.id == old.id).values(**values))
    if fresh:
        w.c.execute(insert(t), list(fresh.values()))


def _observed(o: Observation, new_ids: list[int]) -> int:
    """The pledge of an observation: an id, or -(i+1) for `new_pledges[i]`."""
    return o.pledge_id if o.pledge_id > 0 else new_ids[-o.pledge_id - 1]


def _observations(w: Writing, ids: list[int], new_ids: list[int]) -> None:
    t = m.Observation
    wanted = {(_observed(o, new_ids), observation_key(o)): (ids[i], o) for i, o in w.plan.observations}
    known = {
        (r.pledge_id, r.key): r
        for part in chunks({pledge for pledge, _ in wanted})
        for r in w.c.execute(select(t.id, t.pledge_id, t.key, t.superseded_at).where(t.pledge_id.in_(part)))
    }
    fresh = []
    for (pledge, key), (statement, o) in wanted.items():
        old = known.get((pledge, key))
        if old is None:
            fresh.append({
                "pledge_id": pledge, "key": key, "as_of": o.as_of, "value": o.value, "unit": o.unit,
                "percent": o.percent, "status": o.status, "total": o.total, "cumulative": o.cumulative,
                "quote": o.quote, "statement_id": statement, "run_id": w.run, "recorded_at": w.at,
            })  # fmt: skip
        elif old.superseded_at is not None:  # the page says again what it had taken back
            w.c.execute(update(t).where(t.id == old.id).values(superseded_at=None, statement_id=statement))
    if fresh:
        w.c.execute(insert(t), fresh)


def _settle_page(w: Writing, document_id: int) -> None:
    s = m.Statement
    missing = w.c.execute(
        select(func.count()).where(s.page_id == w.inp.page_id, s.is_current, s.missing_since.is_not(None))
    ).scalar_one()
    values: dict[str, Any] = {
        "state": PageState.LIVE, "suspect_reason": None, "suspect_detail": None, "suspect_since": None,
        "compared_capture_id": w.capture_id, "compared_at": w.inp.fetched_at, "document_id": document_id,
        "missing": missing, "next_check": None, "revision": m.Page.revision + 1,
        "to_read": w.page.latest_capture_id != w.capture_id,
    }  # fmt: skip
    if not w.inp.old_text_same:
        values["changed_at"] = w.inp.fetched_at
    w.c.execute(update(m.Page).where(m.Page.id == w.inp.page_id).values(**values))
