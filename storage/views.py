"""What the ledger shows of itself: sources, pages, captures, runs, statements with their evidence, histories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from parsers.records import Facts, Statement
from storage.records import (
    Decider,
    Decision,
    Event,
    MatchRole,
    NoticeState,
    Observation,
    PageState,
    Pledge,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class FetchResult:
    """What a recorded fetch came to."""

    page_id: int | None
    """None where the address never gave a page."""
    capture_id: int | None
    new_content: bool
    """The page's bytes differ from the fetch before."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as configured."""

    id: str
    place: str
    name: str = ""
    layout: str = "page"
    expect_statements: int | None = None


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """A source as the ledger knows it, with the fetches of one run counted."""

    id: str
    place: str
    name: str
    layout: str
    healthy: bool
    reason: str
    since: datetime | None
    """When it last turned healthy or unhealthy."""
    bad_runs: int
    added_at: datetime
    removed_at: datetime | None
    pages: int = 0
    """Articles and attachments known."""
    suspect: int = 0
    """Those of them whose latest fetch is not to be compared."""
    unreadable: int = 0
    """Attachments among the suspect ones that hold no text a program can read (scans, old formats)."""
    outcomes: tuple[tuple[str, int], ...] = ()
    """(outcome, fetches) of the run, lists included, robots.txt not."""


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A page as the crawler's schedule needs it."""

    url: str
    role: str
    state: PageState
    sha256: str | None
    """None where the page is to be fetched at the next chance: suspect, or absent once."""
    etag: str | None
    last_modified: str | None
    first_seen: datetime
    checked_at: datetime
    changed_at: datetime
    """When its main text last changed."""
    next_check: datetime | None
    gone_count: int
    parent: str | None
    requested_url: str | None


@dataclass(frozen=True, slots=True)
class CaptureToRead:
    """A page's latest capture that has not yet been compared."""

    capture_id: int
    page_id: int
    source: str
    place: str
    url: str
    role: str
    sha256: str
    charset: str | None
    content_type: str | None
    title_hint: str | None
    fetched_at: datetime
    layout: str
    parent: str | None
    document_kind: str | None
    """Of the page's last comparison."""
    published_at: date | None


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page with what it was last read as."""

    id: int
    source: str
    place: str
    url: str
    role: str
    state: PageState
    suspect_reason: str | None
    suspect_detail: str | None
    gone_count: int
    first_seen: datetime
    checked_at: datetime
    changed_at: datetime
    compared_at: datetime | None
    capture: str | None
    """`sha256:…` of the latest fetch."""
    facts: Facts | None
    statements: int = 0
    """Current statements."""


@dataclass(frozen=True, slots=True)
class RunRow:
    """One pass. `finished_at` None: it is under way, or was killed."""

    id: int
    kind: str
    started_at: datetime
    finished_at: datetime | None
    summary: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Ended:
    """Which pledges' time has passed, as the rules of being overdue see it today."""

    year: int | None
    """Pledges of this year; None where no year's end is in question today."""
    known_by: date
    """Those of the year that came into the ledger later than this were not watched in time."""
    first: date
    last: date
    """And pledges with a written day from `first` to `last`."""


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement with the way back to its evidence."""

    id: int
    statement: Statement
    page_id: int
    url: str
    source: str
    capture: str
    capture_id: int
    fetched_at: datetime
    facts: Facts
    pledge_id: int | None
    previous_id: int | None
    current: bool
    missing_since: datetime | None
    removed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """An uncertain match for a person to decide."""

    match_id: int
    score: float
    why: str
    role: MatchRole
    statement: StatementRow
    pledge: Pledge


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A match as the ledger holds it."""

    id: int
    statement_id: int
    pledge_id: int
    role: MatchRole
    verdict: Verdict
    score: float
    why: str
    decided_by: Decider
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A person's decision with its time."""

    decision: Decision
    pledge_id: int
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class PledgeHistory:
    """Everything a pledge's life was made of, each part in order of time."""

    pledge: Pledge
    statements: tuple[StatementRow, ...]
    matches: tuple[MatchRow, ...]
    observations: tuple[Observation, ...]
    superseded: tuple[Observation, ...]
    """Observations their own page took back or corrected."""
    events: tuple[Event, ...]
    decisions: tuple[DecisionRow, ...]
    previous: Pledge | None = None
    """Last year's pledge with the same subject."""


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice with its delivery, for the delivery log."""

    id: int
    event_id: int
    channel: str
    group: str
    due_at: datetime
    state: NoticeState
    created_at: datetime
    delivery_id: int | None
    message_id: str | None
    attempts: int
    sent_at: datetime | None
    last_error: str | None
