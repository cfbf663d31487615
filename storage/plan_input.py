"""What planning one page needs, read with indexes only, whatever the size of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select

from parsers.records import Document, Facts, Statement
from storage import models as m
from storage.errors import LedgerError
from storage.keys import pledge_key
from storage.records import Decision, Observation, PageInput, PageState, Pledge, StoredStatement
from storage.rows import (
    chunks,
    facts_of,
    observation_of,
    places_above,
    pledge_of,
    statement_of,
    text_sha256,
    unpacked,
)

BELOW_LIMIT = 4000
"""Where a place has more pledges below it than this (a province), only those of places the document names are read."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which pledges a document can speak of."""

    place: str
    named: tuple[str, ...]
    """The place itself, the places above it, and those the document names."""
    years: tuple[int, ...]

    def exact(self) -> ColumnElement[bool]:
        """Pledges of the named places."""
        return and_(m.Pledge.place.in_(self.named), m.Pledge.year.in_(self.years))

    def below(self) -> ColumnElement[bool]:
        """Pledges of the places below, as a range of the index."""
        return and_(
            m.Pledge.place > self.place, m.Pledge.place < self.place + "\U0010ffff", m.Pledge.year.in_(self.years)
        )


def scope_of(place: str, facts: Facts, statements: tuple[Statement, ...], today: date) -> Scope:
    """The scope of a document: `place` is its source's, used where the text names none."""
    own = facts.place or place
    lower = {p for s in statements if (p := s.place)}
    named = {own, *places_above(own), *lower, *(own + p for p in lower if not p.startswith(own))}
    year = facts.year or (facts.published_at.year if facts.published_at else 0)
    # Next year's pledges are there where an older document is read late: they are linked back to its own.
    # A document that names no year can only be compared with pledges of no known year, and with this year's.
    return Scope(own, tuple(sorted(named)), (year, year - 1, year + 1) if year else (0, today.year))


def stamp(c: Connection, page_id: int, scope: Scope) -> tuple[int, ...]:
    """What changes whenever another pass writes to the page or to pledges of the named places."""
    revision = c.execute(select(m.Page.revision).where(m.Page.id == page_id)).scalar_one()
    p = m.Pledge
    found = select(func.count(), func.coalesce(func.max(p.id), 0), func.coalesce(func.sum(p.revision), 0))
    return (int(revision), *(int(n) for n in c.execute(found.where(scope.exact())).one()))


def page_input(c: Connection, capture_id: int, document: Document, today: date) -> PageInput:
    """Read all that planning the page of this capture needs. Raises LedgerError for an unknown capture."""
    row = _page(c, capture_id)
    scope = scope_of(row.place, document.facts, document.statements, today)
    old = _old_statements(c, row.page_id)
    back = row.page_id if row.state is PageState.GONE else None
    pledges = _pledges(c, scope, {s.pledge_id for s in old if s.pledge_id is not None}, back)
    ids = [p.id for p in pledges if p.id is not None]
    old_document = _old_document(c, row.document_id)
    return PageInput(
        page_id=row.page_id,
        source=row.source_id,
        place=row.place,
        url=row.url,
        capture=f"sha256:{row.sha256}",
        fetched_at=row.last_seen,
        facts=document.facts,
        statements=document.statements,
        old_facts=facts_of(old_document) if old_document else None,
        old_statements=old,
        old_text_same=old_document is not None and old_document.text_sha256 == text_sha256(document.text),
        pledges=pledges,
        observations=_observations(c, ids),
        decisions=_decisions(c, ids, pledges),
        baseline=_is_baseline(row),
        today=today,
        expect_statements=row.expect_statements,
        stamp=stamp(c, row.page_id, scope),
        text=document.text,
        old_text=_old_text(c, old_document, document.text),
        compared_run=old_document.run_id if old_document else None,
    )


def _page(c: Connection, capture_id: int) -> Any:
    found = (
        select(m.Capture.page_id, m.Capture.sha256, m.Capture.last_seen, m.Page.source_id, m.Page.url, m.Page.state,
               m.Page.document_id, m.Page.compared_capture_id, m.Page.first_run_id, m.Source.place,
               m.Source.expect_statements, m.Source.baseline_run_id)
        .join(m.Page, m.Page.id == m.Capture.page_id)
        .join(m.Source, m.Source.id == m.Page.source_id)
        .where(m.Capture.id == capture_id)
    )  # fmt: skip
    row = c.execute(found).first()
    if row is None:
        raise LedgerError(f"there is no capture {capture_id}")
    return row


def _is_baseline(row: Any) -> bool:
    """First comparison of a page that was first fetched before its source's first finished run ended.

    Pages a killed first night left unread belong to the baseline as well.
    """
    if row.compared_capture_id is not None:
        return False
    return row.baseline_run_id is None or (row.first_run_id or 0) <= row.baseline_run_id


def _old_document(c: Connection, document_id: int | None) -> Any:
    if document_id is None:
        return None
    return c.execute(select(m.Document).where(m.Document.id == document_id)).one()


def _old_text(c: Connection, old: Any, text: str) -> str:
    if old is None or old.text_sha256 == text_sha256(text):
        return text if old is not None else ""
    return unpacked(c.execute(select(m.MainText.data).where(m.MainText.sha256 == old.text_sha256)).scalar_one())


def _old_statements(c: Connection, page_id: int) -> tuple[StoredStatement, ...]:
    s = m.Statement
    rows = c.execute(select(s).where(s.page_id == page_id, s.is_current).order_by(s.quote_start, s.id))
    return tuple(StoredStatement(r.id, statement_of(r), r.pledge_id, r.missing_since) for r in rows)


def _pledges(c: Connection, scope: Scope, attached: set[int], back: int | None) -> tuple[Pledge, ...]:
    found = {r.id: r for r in c.execute(select(m.Pledge).where(scope.exact()))}
    below = c.execute(select(m.Pledge).where(scope.below()).limit(BELOW_LIMIT + 1)).all()
    if len(below) <= BELOW_LIMIT:
        found.update((r.id, r) for r in below)
    for ids in chunks(sorted(attached - set(found))):
        found.update((r.id, r) for r in c.execute(select(m.Pledge).where(m.Pledge.id.in_(ids))))
    return tuple(pledge_of(found[id_], back) for id_ in sorted(found))


def _observations(c: Connection, pledge_ids: list[int]) -> tuple[Observation, ...]:
    o = m.Observation
    return tuple(
        observation_of(r)
        for ids in chunks(pledge_ids)
        for r in c.execute(
            select(o).where(o.pledge_id.in_(ids), o.superseded_at.is_(None)).order_by(o.pledge_id, o.as_of, o.id)
        )
    )


def _decisions(c: Connection, pledge_ids: list[int], pledges: tuple[Pledge, ...]) -> tuple[Decision, ...]:
    d = m.Decision
    rows = [r for ids in chunks(pledge_ids) for r in c.execute(select(d).where(d.pledge_id.in_(ids)).order_by(d.id))]
    if not rows:
        return ()
    by_id = {p.id: p for p in pledges}
    return tuple(Decision(r.statement_key, pledge_key(by_id[r.pledge_id]), r.accepted) for r in rows)
