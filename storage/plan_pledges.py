"""Writing what a page's statements mean: pledges, their records, matches and observations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from storage import models as m
from storage.plan_base import Writing, observed_pledge, pledge_id_of
from storage.records import (
    Decider,
    MatchRole,
    Verdict,
)
from storage.rows import (
    chunks,
    observation_key,
    pledge_values,
)


def new_pledges(w: Writing) -> list[int]:
    """Write the plan's new pledges and return their ids, in order."""
    if not w.plan.new_pledges:
        return []
    common = {"run_id": w.run, "created_at": w.at, "updated_at": w.at, "revision": 0}
    values = [
        pledge_values(replace(p, page_id=p.page_id if p.page_id is not None else w.inp.page_id)) | common
        for p in w.plan.new_pledges
    ]
    returning = insert(m.Pledge).returning(m.Pledge.id, sort_by_parameter_order=True)
    return list(w.c.execute(returning, values).scalars())


def follow(w: Writing, successors: dict[int, int], ids: list[int], new_ids: list[int]) -> None:
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
        told.setdefault(ids[i], set()).add((observed_pledge(o, new_ids), observation_key(o)))
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


def update_pledges(w: Writing, successors: dict[int, int], new_ids: list[int]) -> None:
    """Write the pledges' new states; `successors` leads from continued statement rows to their new ones."""
    if not w.plan.updates:
        return
    values = []
    for u in w.plan.updates:
        v = {f"b_{k}": x for k, x in pledge_values(u.changed).items()}
        v["b_statement_id"] = successors.get(u.changed.statement_id or 0, u.changed.statement_id)
        if u.changed.previous_id is not None and u.changed.previous_id < 0:
            v["b_previous_id"] = new_ids[-u.changed.previous_id - 1]
        values.append(v | {"b_key": u.pledge})
    columns: dict[str, Any] = {k: bindparam(f"b_{k}") for k in pledge_values(w.plan.updates[0].changed)}
    p = m.Pledge
    changed = update(p).where(p.id == bindparam("b_key"))
    w.c.execute(changed.values(**columns, updated_at=w.at, revision=p.revision + 1), values)


def point_records(w: Writing, ids: list[int], new_ids: list[int]) -> None:
    """Point pledges to their statement of record."""
    values = [
        {"b_key": pledge_id_of(match, new_ids), "b_statement": ids[match.statement]}
        for match in w.plan.matches
        if match.role is MatchRole.RECORD and match.verdict is Verdict.SURE
    ]
    if values:
        p = m.Pledge
        point = update(p).where(p.id == bindparam("b_key"))
        w.c.execute(point.values(statement_id=bindparam("b_statement"), page_id=w.inp.page_id), values)


def write_matches(w: Writing, ids: list[int], new_ids: list[int]) -> None:
    """Write matches; one there is already is renewed, unless a person decided it and a rule speaks now."""
    t = m.Match
    known = {
        (r.statement_id, r.pledge_id): r
        for part in chunks({ids[x.statement] for x in w.plan.matches})
        for r in w.c.execute(select(t.id, t.statement_id, t.pledge_id, t.decided_by).where(t.statement_id.in_(part)))
    }
    fresh: dict[tuple[int, int], dict[str, Any]] = {}
    for x in w.plan.matches:
        key = (ids[x.statement], pledge_id_of(x, new_ids))
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


def write_observations(w: Writing, ids: list[int], new_ids: list[int]) -> None:
    """Write observations that are new; one told again after it was taken back stands again."""
    t = m.Observation
    wanted = {(observed_pledge(o, new_ids), observation_key(o)): (ids[i], o) for i, o in w.plan.observations}
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


def take_back(w: Writing) -> None:
    """Observations the plan withdraws, and those of rows that another reading of their capture does not find."""
    o = m.Observation
    for column, ids in ((o.statement_id, w.plan.misread), (o.id, w.plan.withdrawn)):
        for part in chunks(ids):
            w.c.execute(update(o).where(column.in_(part), o.superseded_at.is_(None)).values(superseded_at=w.at))
