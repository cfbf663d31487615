"""Tables of what was said and promised: statements, pledges, observations, matches, decisions.

`pledge.page_id` and `pledge.statement_id` point to the statement of record, which itself holds the foreign key
`pledge_id`; they carry no key of their own.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from parsers.records import Comparator, StatementKind, Theme, WorkStatus
from storage.models_pages import Base
from storage.records import Decider, MatchRole, PledgeState, ProgressState, Verdict
from storage.types import NumberType, choice, place_type

_LOOSE = "pledge_id IS NULL AND kind IN ('achieved', 'status')"


def _current(name: str, *columns: str, also: str = "") -> Index:
    """An index of the current rows only. SQLite compares a flag with 1, PostgreSQL takes it as it is."""
    where = text(f"is_current{also}")
    return Index(name, *columns, sqlite_where=text(f"is_current = 1{also}"), postgresql_where=where)


class Pledge(Base):
    """A promise with a stable identity and its current target. `year` 0 is an unknown year."""

    __tablename__ = "pledge"
    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(place_type())
    year: Mapped[int]
    subject: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(Text)
    theme: Mapped[Theme] = mapped_column(choice(Theme, "theme"))
    kind: Mapped[StatementKind] = mapped_column(choice(StatementKind, "kind"))
    cmp: Mapped[Comparator | None] = mapped_column(choice(Comparator, "cmp"))
    low: Mapped[int | float | None] = mapped_column(NumberType)
    high: Mapped[int | float | None] = mapped_column(NumberType)
    old: Mapped[int | float | None] = mapped_column(NumberType)
    deadline: Mapped[str | None] = mapped_column(Text)
    quote: Mapped[str] = mapped_column(Text)
    state: Mapped[PledgeState] = mapped_column(choice(PledgeState, "state"))
    progress: Mapped[ProgressState] = mapped_column(choice(ProgressState, "progress"))
    progress_rule: Mapped[str] = mapped_column(Text)
    share: Mapped[float | None]
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("pledge.id"))
    page_id: Mapped[int | None] = mapped_column(index=True)
    statement_id: Mapped[int | None] = mapped_column(index=True)
    title: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    document_kind: Mapped[str | None] = mapped_column(String(24))
    document_date: Mapped[date | None]
    run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id"))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(default=0)
    __table_args__ = (
        Index("ix_pledge_year_place", "year", "place"),
        Index("ix_pledge_place", "place"),
        Index("ix_pledge_open", "year", "progress", "created_at"),
        Index("ix_pledge_deadline", "deadline"),
    )


class Statement(Base):
    """A parsed row of one capture. `text[start:end] == quote` in the main text of its document."""

    __tablename__ = "statement"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id"))
    pledge_id: Mapped[int | None] = mapped_column(ForeignKey("pledge.id"), index=True)
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("statement.id"))
    """The row of the page's earlier capture that this one continues."""
    is_current: Mapped[bool]
    missing_since: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    document_place: Mapped[str] = mapped_column(place_type())
    document_year: Mapped[int | None]
    kind: Mapped[StatementKind] = mapped_column(choice(StatementKind, "kind"))
    quote: Mapped[str] = mapped_column(Text)
    quote_start: Mapped[int]
    quote_end: Mapped[int]
    action: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    theme: Mapped[Theme] = mapped_column(choice(Theme, "theme"))
    rule: Mapped[str] = mapped_column(String(100))
    confidence: Mapped[float]
    cmp: Mapped[Comparator | None] = mapped_column(choice(Comparator, "cmp"))
    low: Mapped[int | float | None] = mapped_column(NumberType)
    high: Mapped[int | float | None] = mapped_column(NumberType)
    unit: Mapped[str | None] = mapped_column(Text)
    old: Mapped[int | float | None] = mapped_column(NumberType)
    status: Mapped[WorkStatus | None] = mapped_column(choice(WorkStatus, "status"))
    deadline: Mapped[str | None] = mapped_column(Text)
    path: Mapped[list[str]] = mapped_column(JSON)
    item: Mapped[int | None]
    place: Mapped[str | None] = mapped_column(Text)
    total: Mapped[int | float | None] = mapped_column(NumberType)
    of_task: Mapped[bool]
    cumulative: Mapped[bool]
    __table_args__ = (
        _current("ix_statement_current", "page_id"),
        _current("ix_statement_loose", "document_place", "document_year", also=f" AND {_LOOSE}"),
    )


class Observation(Base):
    """Progress of a pledge at a date."""

    __tablename__ = "observation"
    id: Mapped[int] = mapped_column(primary_key=True)
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"))
    key: Mapped[str] = mapped_column(String(64))
    """Hash of its content: the same report read twice is one observation."""
    as_of: Mapped[date]
    value: Mapped[int | float | None] = mapped_column(NumberType)
    unit: Mapped[str | None] = mapped_column(Text)
    percent: Mapped[float | None]
    status: Mapped[WorkStatus | None] = mapped_column(choice(WorkStatus, "status"))
    total: Mapped[int | float | None] = mapped_column(NumberType)
    cumulative: Mapped[bool]
    quote: Mapped[str] = mapped_column(Text)
    statement_id: Mapped[int | None] = mapped_column(ForeignKey("statement.id"), index=True)
    superseded_at: Mapped[datetime | None]
    """Set once its page says otherwise (a corrected bulletin)."""
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    recorded_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("pledge_id", "key"),)


class Match(Base):
    """A statement attached, or perhaps attached, to a pledge."""

    __tablename__ = "match"
    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"))
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"), index=True)
    role: Mapped[MatchRole] = mapped_column(choice(MatchRole, "role"))
    verdict: Mapped[Verdict] = mapped_column(choice(Verdict, "verdict"))
    score: Mapped[float]
    why: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[Decider] = mapped_column(choice(Decider, "decided_by"))
    decided_at: Mapped[datetime]
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    __table_args__ = (
        UniqueConstraint("statement_id", "pledge_id"),
        Index("ix_match_unsure", "id", sqlite_where=text("verdict = 'unsure'"),
              postgresql_where=text("verdict = 'unsure'")),
    )  # fmt: skip


class Decision(Base):
    """A person's word on one match, found again by the statement's content."""

    __tablename__ = "decision"
    id: Mapped[int] = mapped_column(primary_key=True)
    statement_key: Mapped[str] = mapped_column(Text)
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"), index=True)
    accepted: Mapped[bool]
    decided_at: Mapped[datetime]
