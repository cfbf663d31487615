"""Tables of what was fetched: runs, sources, pages, captures, fetches, documents and their texts.

`page.latest_capture_id`, `page.compared_capture_id`, `page.document_id` and `capture.document_id` point forward to
rows that themselves hold a foreign key back; they carry no key of their own, for two tables cannot be created each
before the other.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, MetaData, String, Text, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from parsers.records import DocumentKind
from storage.records import PageState
from storage.types import URL_MAX, UtcDateTime, choice, place_type


class Base(DeclarativeBase):
    """Base of all tables. Constraints have fixed names, so that migrations can change them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime, dict[str, Any]: JSON}  # noqa: RUF012 (SQLAlchemy reads a plain dict)


class Run(Base):
    """One pass. Unfinished and old: it was killed, and the next pass takes its work up."""

    __tablename__ = "run"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(24))
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    summary: Mapped[dict[str, Any] | None]
    __table_args__ = (
        Index("ix_run_open", "started_at", sqlite_where=text("finished_at IS NULL"),
              postgresql_where=text("finished_at IS NULL")),
    )  # fmt: skip


class Source(Base):
    """A watched portal or board. One that left the configuration keeps its rows and has `removed_at`."""

    __tablename__ = "source"
    id: Mapped[str] = mapped_column(String(100), primary_key=True)
    place: Mapped[str] = mapped_column(place_type())
    name: Mapped[str] = mapped_column(String(200))
    layout: Mapped[str] = mapped_column(String(40))
    expect_statements: Mapped[int | None]
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    healthy: Mapped[bool] = mapped_column(default=True)
    health_reason: Mapped[str] = mapped_column(Text, default="")
    health_at: Mapped[datetime | None]
    bad_runs: Mapped[int] = mapped_column(default=0)
    """Consecutive runs that ended unhealthy."""
    baseline_run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id"))
    """The finished run that first compared a page of it; pages first seen up to then are its baseline."""


class Page(Base):
    """One canonical address of one source."""

    __tablename__ = "page"
    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[str] = mapped_column(ForeignKey("source.id"))
    url: Mapped[str] = mapped_column(String(URL_MAX))
    role: Mapped[str] = mapped_column(String(24))
    parent_url: Mapped[str | None] = mapped_column(Text)
    """Article an attachment belongs to, or the list that led here."""
    requested_url: Mapped[str | None] = mapped_column(Text)
    """Address really asked for, where it differs from the canonical one."""
    state: Mapped[PageState] = mapped_column(choice(PageState, "state"))
    suspect_reason: Mapped[str | None] = mapped_column(String(40))
    suspect_detail: Mapped[str | None] = mapped_column(Text)
    suspect_since: Mapped[datetime | None]
    gone_count: Mapped[int] = mapped_column(default=0)
    """Consecutive runs in which the server said 404 or 410."""
    gone_run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id"))
    fail_count: Mapped[int] = mapped_column(default=0)
    """Consecutive fetches without an answer worth anything (time-out, refused, 5xx)."""
    etag: Mapped[str | None] = mapped_column(Text)
    last_modified: Mapped[str | None] = mapped_column(Text)
    first_run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id"))
    first_seen: Mapped[datetime]
    checked_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    next_check: Mapped[datetime | None]
    latest_capture_id: Mapped[int | None]
    compared_capture_id: Mapped[int | None]
    compared_at: Mapped[datetime | None]
    document_id: Mapped[int | None]
    """The document of the last comparison."""
    to_read: Mapped[bool] = mapped_column(default=False)
    """Its latest capture waits to be compared. Cleared in the transaction that compares."""
    missing: Mapped[int] = mapped_column(default=0)
    """Statements lacked once: the next healthy fetch is read even if it is unchanged."""
    revision: Mapped[int] = mapped_column(default=0)
    """Counts comparisons; a plan made on an older one is refused."""
    __table_args__ = (
        UniqueConstraint("source_id", "url"),
        Index("ix_page_url", "url"),
        Index("ix_page_to_read", "id", sqlite_where=text("to_read = 1"), postgresql_where=text("to_read")),
        Index("ix_page_absent", "id", sqlite_where=text("gone_count > 0"), postgresql_where=text("gone_count > 0")),
        Index("ix_page_source_id_role_state", "source_id", "role", "state"),
    )  # fmt: skip


class Capture(Base):
    """One distinct body of a page; the bytes are in the archive under `sha256`."""

    __tablename__ = "capture"
    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id"))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    status: Mapped[int | None]
    charset: Mapped[str | None] = mapped_column(Text)
    content_type: Mapped[str | None] = mapped_column(Text)
    headers: Mapped[list[list[str]]] = mapped_column(JSON)
    final_url: Mapped[str | None] = mapped_column(Text)
    title_hint: Mapped[str | None] = mapped_column(Text)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]
    problem: Mapped[str | None] = mapped_column(String(40))
    problem_detail: Mapped[str | None] = mapped_column(Text)
    document_id: Mapped[int | None]
    """What it was read as; captures that differ only in chrome share one document."""
    __table_args__ = (UniqueConstraint("page_id", "sha256"),)


class Fetch(Base):
    """The log of every fetch outcome, also of addresses that never gave a page."""

    __tablename__ = "fetch"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    """Hash of source, address, time and outcome: a spool taken in twice is logged once."""
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    source_id: Mapped[str] = mapped_column(ForeignKey("source.id"))
    page_id: Mapped[int | None] = mapped_column(ForeignKey("page.id"), index=True)
    capture_id: Mapped[int | None] = mapped_column(ForeignKey("capture.id"))
    url: Mapped[str] = mapped_column(Text)
    final_url: Mapped[str | None] = mapped_column(Text)
    role: Mapped[str] = mapped_column(String(24))
    outcome: Mapped[str] = mapped_column(String(40))
    status: Mapped[int | None]
    size: Mapped[int]
    duration: Mapped[float]
    """Seconds."""
    detail: Mapped[str] = mapped_column(Text)
    fetched_at: Mapped[datetime]
    __table_args__ = (Index("ix_fetch_run_id_source_id", "run_id", "source_id"),)


class MainText(Base):
    """A stored main text, compressed (zlib over UTF-8), once per content."""

    __tablename__ = "main_text"
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Of the text in UTF-8."""
    size: Mapped[int]
    """Characters."""
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Document(Base):
    """A capture read: its facts and main text."""

    __tablename__ = "document"
    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id"), index=True)
    capture_id: Mapped[int] = mapped_column(ForeignKey("capture.id"))
    text_sha256: Mapped[str] = mapped_column(ForeignKey("main_text.sha256"))
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    read_at: Mapped[datetime]
    parser: Mapped[str] = mapped_column(String(40))
    """Version of the parser that read it."""
    kind: Mapped[DocumentKind] = mapped_column(choice(DocumentKind, "kind"))
    place: Mapped[str | None] = mapped_column(place_type())
    year: Mapped[int | None]
    period: Mapped[str | None] = mapped_column(String(24))
    title: Mapped[str | None] = mapped_column(Text)
    published_at: Mapped[date | None]
    issuer: Mapped[str | None] = mapped_column(Text)
    __table_args__ = (Index("ix_document_place_year", "place", "year"), Index("ix_document_kind_year", "kind", "year"))
