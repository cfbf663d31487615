"""The records that cross between `storage/` and `flows/`: what the ledger hands out and what it is asked to write."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from parsers.records import Comparator, Facts, Number, Statement, StatementKind, Theme, WorkStatus


class EventType(StrEnum):
    """Closed set of events."""

    DOCUMENT_NEW = "document_new"
    DOCUMENT_EDITED = "document_edited"
    DOCUMENT_GONE = "document_gone"
    PLEDGE_ADDED = "pledge_added"
    PLEDGE_REMOVED = "pledge_removed"
    TARGET_CHANGED = "target_changed"
    PLEDGE_REWORDED = "pledge_reworded"
    PROGRESS_REPORTED = "progress_reported"
    PROGRESS_REGRESSED = "progress_regressed"
    PROGRESS_INCONSISTENT = "progress_inconsistent"
    PLEDGE_COMPLETED = "pledge_completed"
    PLEDGE_OVERDUE = "pledge_overdue"
    BULLETIN_OVERDUE = "bulletin_overdue"
    SOURCE_UNHEALTHY = "source_unhealthy"
    SOURCE_RECOVERED = "source_recovered"


class PageState(StrEnum):
    """State of a page."""

    LIVE = "live"
    SUSPECT = "suspect"
    GONE = "gone"


class PledgeState(StrEnum):
    """Whether the pledge still stands in its source of record."""

    STANDING = "standing"
    MISSING = "missing"
    """Lacked once by a healthy page; removal needs a second fetch."""
    REMOVED = "removed"
    PAGE_GONE = "page_gone"


class ProgressState(StrEnum):
    """State of a pledge as its observations tell it."""

    NOT_STARTED = "not_started"
    PREPARING = "preparing"
    STARTED = "started"
    UNDER_WAY = "under_way"
    COMPLETED = "completed"
    EXCEEDED = "exceeded"
    OVERDUE = "overdue"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """Outcome of matching."""

    SURE = "sure"
    UNSURE = "unsure"
    NONE = "none"


class Decider(StrEnum):
    """Who decided a match."""

    RULE = "rule"
    PERSON = "person"


class MatchRole(StrEnum):
    """What a statement is to the pledge it is attached to."""

    RECORD = "record"
    """Its statement of record: the current target comes from here."""
    RESTATEMENT = "restatement"
    PROGRESS = "progress"
    PREVIOUS_YEAR = "previous_year"


@dataclass(frozen=True, slots=True)
class StoredStatement:
    """A statement row of the capture that was current before this pass."""

    id: int
    statement: Statement
    pledge_id: int | None
    missing_since: datetime | None = None
    """Set when one healthy fetch has lacked it already."""


@dataclass(frozen=True, slots=True)
class Pledge:
    """A pledge with its current target. `id` is None for one that is to be created."""

    id: int | None
    place: str
    year: int
    subject: str
    action: str
    unit: str | None
    theme: Theme
    kind: StatementKind
    cmp: Comparator | None
    low: Number | None
    high: Number | None
    old: Number | None = None
    deadline: str | None = None
    quote: str = ""
    state: PledgeState = PledgeState.STANDING
    progress: ProgressState = ProgressState.UNKNOWN
    progress_rule: str = ""
    share: float | None = None
    """Part of the target that is reported done, 0.196 for 19.6 of 100."""
    previous_id: int | None = None
    """Last year's pledge on the same thing; in a plan also -(i+1) for `PagePlan.new_pledges[i]`."""
    page_id: int | None = None
    """Page of its statement of record; None for rows of `seeds/pledges.csv`."""
    statement_id: int | None = None
    title: str | None = None
    url: str | None = None
    document_kind: str | None = None
    document_date: date | None = None
    known_since: date | None = None
    """Day it came into the ledger; None for one that is to be created."""


@dataclass(frozen=True, slots=True)
class Observation:
    """Progress of a pledge at a date."""

    pledge_id: int
    as_of: date
    value: Number | None
    unit: str | None
    percent: float | None
    status: WorkStatus | None
    total: Number | None = None
    cumulative: bool = False
    quote: str = ""
    statement_id: int | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A statement attached (or perhaps attached) to a pledge; `why` is in words."""

    statement: int
    """Index into `PagePlan.statements`."""
    pledge: int | None
    """Id of an existing pledge, or None together with `new_pledge`."""
    role: MatchRole
    verdict: Verdict
    score: float
    why: str
    new_pledge: int | None = None
    """Index into `PagePlan.new_pledges`."""
    decided_by: Decider = Decider.RULE


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on one match. Found again by content, so it outlives re-parsing."""

    statement_key: str
    pledge_key: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event to be written. `pledge` is an existing id; `new_pledge` an index into `PagePlan.new_pledges`."""

    type: EventType
    place: str
    year: int | None = None
    theme: Theme | None = None
    subject: str | None = None
    unit: str | None = None
    old: Number | None = None
    new: Number | None = None
    quote_old: str | None = None
    quote_new: str | None = None
    url: str | None = None
    title: str | None = None
    capture: str | None = None
    """`sha256:…` of the page's bytes."""
    pledge: int | None = None
    new_pledge: int | None = None
    detail: str = ""
    """One sentence in Chinese for what the fields above cannot say (the rule, the reason, the other document)."""
    key: str = ""
    """Idempotency key: a second event with the same key is not written."""


@dataclass(frozen=True, slots=True)
class Event:
    """An event as the ledger holds it, and as it is exported."""

    id: int
    type: EventType
    run: int
    at: datetime
    place: str
    source: str | None
    year: int | None
    theme: Theme | None
    subject: str | None
    unit: str | None
    old: Number | None
    new: Number | None
    quote_old: str | None
    quote_new: str | None
    url: str | None
    title: str | None
    capture: str | None
    pledge_id: int | None
    detail: str
    baseline: bool
    """Recorded at the first sight of a source: not announced unless asked for."""
    document_date: date | None = None


@dataclass(frozen=True, slots=True)
class PageInput:
    """All that planning a page needs, read before the transaction that writes."""

    page_id: int
    source: str
    place: str
    url: str
    capture: str
    fetched_at: datetime
    facts: Facts
    statements: tuple[Statement, ...]
    """Parsed from the new capture."""
    old_facts: Facts | None
    old_statements: tuple[StoredStatement, ...]
    """Rows of the page's last compared capture, and rows still missing once."""
    old_text_same: bool
    pledges: tuple[Pledge, ...]
    """Pledges in scope: the document's place and the places below and above it, its year and the year before."""
    observations: tuple[Observation, ...]
    decisions: tuple[Decision, ...]
    baseline: bool
    today: date
    expect_statements: int | None = None
    stamp: tuple[int, ...] = ()
    """What the page and its pledges were when this was read; a plan on older rows is refused."""
    text: str = ""
    """Main text of the new capture."""
    old_text: str = ""
    """Main text of the page's last comparison, empty where there was none."""
    compared_run: int | None = None
    """Pass that wrote the document of the page's last comparison."""


@dataclass(frozen=True, slots=True)
class PledgeUpdate:
    """A pledge's new current state; `pledge` is its id."""

    pledge: int
    changed: Pledge


@dataclass(frozen=True, slots=True)
class PagePlan:
    """What one page writes, in one transaction. Everything refers to `statements` by index."""

    statements: tuple[Statement, ...]
    carried: tuple[int | None, ...]
    """For each statement, the id of the old row it continues, or None."""
    missing: tuple[int, ...] = ()
    """Ids of old rows lacked for the first time by this healthy fetch."""
    removed: tuple[int, ...] = ()
    """Ids of old rows lacked a second time."""
    misread: tuple[int, ...] = ()
    """Ids of old rows another reading of the same capture does not find: they and what they reported are taken back."""
    new_pledges: tuple[Pledge, ...] = ()
    updates: tuple[PledgeUpdate, ...] = ()
    matches: tuple[Match, ...] = ()
    observations: tuple[tuple[int, Observation], ...] = ()
    """(statement index, observation)."""
    withdrawn: tuple[int, ...] = ()
    """Ids of observations the page no longer makes: replaced by another of the same day, or rejected by a person."""
    events: tuple[EventDraft, ...] = ()
    suspect: str | None = None
    """Set: nothing above is written, the page becomes suspect for this reason."""


class NoticeState(StrEnum):
    """State of a notice or of a delivery."""

    QUEUED = "queued"
    SENT = "sent"
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """One event for one channel; written in the event's own transaction."""

    channel: str
    due_at: datetime
    group: str
    """Notices of one channel and one group go out as one message (`run:7`, `daily:2026-03-02`, `event:51`)."""


@dataclass(frozen=True, slots=True)
class FetchRow:
    """One fetch as the crawler reported it, on its way into the ledger."""

    source: str
    url: str
    outcome: str
    fetched_at: datetime
    role: str
    """article, list, feed, attachment, robots."""
    status: int | None = None
    sha256: str | None = None
    size: int = 0
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    headers: tuple[tuple[str, str], ...] = field(default=())
    final_url: str | None = None
    title_hint: str | None = None
    detail: str = ""
    duration: float = 0.0
    requested_url: str | None = None
    parent: str | None = None
    """Canonical address of the article an attachment belongs to, or of the list that led here."""
    content_type: str | None = None
