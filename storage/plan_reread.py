"""What another reading of a capture does to pledges that only the reading before had found."""

from __future__ import annotations

from sqlalchemy import exists, select, update

from parsers.records import StatementKind
from storage import models as m
from storage.plan_base import Writing
from storage.records import PledgeState
from storage.rows import chunks

_PROMISING = (StatementKind.TARGET, StatementKind.MILESTONE)
_STANDING = (PledgeState.STANDING, PledgeState.MISSING)


def drop_unfounded(w: Writing) -> None:
    """A pledge that a document made, and that no current statement speaks of any more, does not stand."""
    p, s = m.Pledge, m.Statement
    speaks = exists().where(s.pledge_id == p.id, s.is_current, s.kind.in_(_PROMISING))
    for part in chunks(w.plan.misread):
        theirs = select(s.pledge_id).where(s.id.in_(part), s.kind.in_(_PROMISING))
        unfounded = (p.id.in_(theirs), p.page_id.is_not(None), p.state.in_(_STANDING), ~speaks)
        w.c.execute(
            update(p)
            .where(*unfounded)
            .values(state=PledgeState.REMOVED, updated_at=w.at, revision=p.revision + 1)
            .execution_options(synchronize_session=False)
        )
