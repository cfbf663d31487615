"""Writing a page's document and statements, or keeping those there are."""

from __future__ import annotations

from sqlalchemy import bindparam, insert, select, update

from parsers.records import Statement
from storage import models as m
from storage.plan_base import Writing, pledge_id_of
from storage.records import (
    MatchRole,
    Verdict,
)
from storage.rows import (
    chunks,
    facts_of,
    facts_values,
    packed,
    statement_of,
    statement_values,
    text_sha256,
)

_ATTACHING = (MatchRole.RECORD, MatchRole.RESTATEMENT, MatchRole.PROGRESS)
"""Roles that make a statement the pledge's, strongest first."""


def write_statements(w: Writing, new_ids: list[int]) -> tuple[int, list[int]]:
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


def _attached(w: Writing, new_ids: list[int]) -> dict[int, int]:
    """Statement index -> pledge, from sure matches first, else from the row the statement continues."""
    carried = {s.id: s.pledge_id for s in w.inp.old_statements if s.pledge_id is not None}
    found = {i: carried[old] for i, old in enumerate(w.plan.carried) if old is not None and old in carried}
    for match in w.plan.matches:
        if match.verdict is not Verdict.SURE and found.get(match.statement) == pledge_id_of(match, new_ids):
            del found[match.statement]
    for role in reversed(_ATTACHING):
        for match in w.plan.matches:
            if match.role is role and match.verdict is Verdict.SURE:
                found[match.statement] = pledge_id_of(match, new_ids)
    return found


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
