"""The ledger: every read and write of it, each in a transaction of its own, frozen records in and out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection

from parsers.records import Document
from storage import pages, plan_input, plan_write, reads, reads_pledges, schema, writes
from storage.engine import Database, connect
from storage.errors import LedgerError, StaleInput
from storage.events import Route
from storage.records import (
    Event,
    EventDraft,
    EventType,
    FetchRow,
    Observation,
    PageInput,
    PagePlan,
    PageState,
    Pledge,
    PledgeUpdate,
)
from storage.views import (
    CaptureToRead,
    Ended,
    FetchResult,
    KnownPage,
    NoticeRow,
    PageRow,
    PledgeHistory,
    ReviewItem,
    RunRow,
    SourceHealth,
    SourceRow,
    StatementRow,
)

__all__ = ["Ledger", "LedgerError", "Route", "StaleInput"]


def _silent(event: Event) -> tuple[()]:  # noqa: ARG001
    return ()


class Ledger:
    """A ledger in use. Every method raises LedgerError, whose text is one line for a person, if the database fails."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @classmethod
    def open(cls, url: str) -> Ledger:
        """Open the ledger at an SQLAlchemy address, creating or upgrading its tables.

        Raises LedgerError where it cannot be reached, is locked, is no database, or is of a newer minxin.
        """
        database = connect(url)
        try:
            schema.ensure(database)
        except BaseException:
            database.close()
            raise
        return cls(database)

    def close(self) -> None:
        """Give back all connections."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def reading(self) -> AbstractContextManager[Connection]:
        """A consistent look for code beside this class that works on `storage.models` (the outbox)."""
        return self.database.reading()

    def writing(self) -> AbstractContextManager[Connection]:
        """A writing transaction, alone among writers; see `reading`."""
        return self.database.writing()

    # Runs

    def begin_run(self, kind: str, at: datetime) -> int:
        """Note the start of a pass and return its id."""
        with self.writing() as c:
            return writes.begin_run(c, kind, at)

    def finish_run(self, run: int, at: datetime, summary: dict[str, Any] | None = None) -> None:
        """Note the end of a pass. Sources it compared first have had their baseline."""
        with self.writing() as c:
            writes.finish_run(c, run, at, summary)

    def runs(self, *, unfinished: bool = False) -> list[RunRow]:
        """Passes, oldest first; with `unfinished` those under way or killed."""
        with self.reading() as c:
            return reads.runs(c, unfinished=unfinished)

    # Sources, fetches, pages

    def sync_sources(self, rows: Iterable[SourceRow], at: datetime) -> None:
        """Make the sources those of the configuration.

        A removed one keeps its rows and is no longer expected; one that comes back is taken up again. A corrected
        place moves pledges and documents that were filed under the wrong one. A page found again under a source's new
        id goes over to it.
        """
        with self.writing() as c:
            pages.sync_sources(c, rows, at)

    def sources(self, run: int | None = None) -> list[SourceHealth]:
        """All sources with their health, pages counted, and the fetch outcomes of `run`."""
        with self.reading() as c:
            return reads.sources(c, run)

    def set_health(
        self, run: int, source: str, *, healthy: bool, reason: str, at: datetime,
        draft: EventDraft | None = None, route: Route = _silent,
    ) -> list[Event]:  # fmt: skip
        """Note a source's health after a run. `draft` is written only where the health turned, in one transaction."""
        with self.writing() as c:
            return writes.set_health(c, run, source, healthy, reason, at, draft, route)

    def record_fetch(self, run: int, row: FetchRow) -> FetchResult:
        """Take one fetch in; taking it in again changes nothing. Outcome `ok` with a hash makes a capture."""
        with self.writing() as c:
            return pages.record_fetch(c, run, row)

    def record_fetches(self, run: int, rows: Sequence[FetchRow]) -> list[FetchResult]:
        """Take many fetches in with one transaction."""
        with self.writing() as c:
            return [pages.record_fetch(c, run, row) for row in rows]

    def known_pages(self, source: str) -> list[KnownPage]:
        """A source's pages for the crawler's schedule; `sha256` is None for pages to fetch at the next chance."""
        with self.reading() as c:
            return pages.known_pages(c, source)

    def captures_to_read(self, limit: int | None = None) -> list[CaptureToRead]:
        """Captures that wait for comparison. A killed pass leaves them, the next one finds them here."""
        with self.reading() as c:
            return pages.captures_to_read(c, limit)

    def mark_suspect(self, run: int, capture_id: int, reason: str, detail: str, at: datetime) -> None:  # noqa: ARG002
        """The capture is not to be compared; its page waits for a better fetch."""
        with self.writing() as c:
            pages.mark_suspect(c, capture_id, reason, detail, at)

    def bulletins(self, since_year: int) -> list[PageRow]:
        """Pages last read as a bulletin of this year or later."""
        with self.reading() as c:
            return reads.bulletins(c, since_year)

    def absent_pages(self, runs: int = 2) -> list[PageRow]:
        """Pages the server called gone (404, 410) in so many runs and that are not marked gone yet."""
        with self.reading() as c:
            return reads.absent_pages(c, runs)

    def mark_gone(self, run: int, page_id: int, draft: EventDraft, route: Route, at: datetime) -> list[Event]:
        """The page is gone: its pledges stand, marked `page_gone`. Writes the event with it."""
        with self.writing() as c:
            return writes.mark_gone(c, run, page_id, draft, route, at)

    def requeue(self, page_ids: Iterable[int]) -> int:
        """Have these pages' latest captures compared again. Returns how many wait."""
        with self.writing() as c:
            return pages.requeue(c, page_ids)

    def requeue_all(self, source: str | None = None) -> int:
        """Have every healthy page read again, as after an improved parser. Returns how many wait."""
        with self.writing() as c:
            return pages.requeue_all(c, source)

    # Comparing

    def page_input(self, capture_id: int, document: Document, today: date) -> PageInput:
        """All that planning a page needs. `document` is what the capture was read as."""
        with self.reading() as c:
            return plan_input.page_input(c, capture_id, document, today)

    def apply(
        self, run: int, inp: PageInput, document: Document, plan: PagePlan, route: Route, at: datetime,
        parser: str = "", *, reread: bool = False,
    ) -> list[Event]:  # fmt: skip
        """Write one page's plan in one transaction and return the events that were new.

        `route` is called for each new event inside the transaction and must not use the ledger. An observation of a
        pledge that the plan creates has `pledge_id` -(i+1) for `new_pledges[i]`. With `reread` the page was not
        fetched anew: its state and times stay.
        Raises StaleInput if another pass wrote to the page or its pledges since `inp` was read, and LedgerError if a
        quote is not at its offsets; nothing is written then.
        """
        with self.writing() as c:
            return plan_write.apply(c, run, inp, document, plan, route, at, parser, reread)

    def record_event(
        self, run: int, draft: EventDraft, route: Route, at: datetime, *,
        source: str | None = None, update: PledgeUpdate | None = None,
    ) -> list[Event]:  # fmt: skip
        """Write an event that belongs to no page, with the change of a pledge that goes with it (overdue).

        Returns the event, or nothing where its key was written before.
        """
        with self.writing() as c:
            return writes.record_event(c, run, draft, route, at, source, update)

    def decide(self, match_id: int, *, accepted: bool, at: datetime) -> None:
        """Store a person's word on a match, by content. The page is compared again at the next pass."""
        with self.writing() as c:
            writes.decide(c, match_id, accepted, at)

    def import_seed_pledges(self, rows: Iterable[Pledge], at: datetime) -> int:
        """Put the first rows into a ledger without pledges; `year` 0 is an unknown year. Returns how many."""
        with self.writing() as c:
            return writes.import_seed_pledges(c, rows, at)

    # Looking

    def events(
        self, run: int | None = None, since: datetime | None = None, *, place: str | None = None,
        types: Iterable[EventType] = (), ids: Iterable[int] | None = None, baseline: bool | None = None,
        limit: int | None = None,
    ) -> list[Event]:  # fmt: skip
        """Events in the order they were written; with `limit` the newest so many."""
        with self.reading() as c:
            return reads.events(
                c, run=run, since=since, place=place, types=types, ids=ids, baseline=baseline, limit=limit
            )

    def pledges(
        self, place: str | None = None, year: int | None = None, ids: Iterable[int] | None = None
    ) -> list[Pledge]:
        """Pledges by id; `place` includes the places below it."""
        with self.reading() as c:
            return reads_pledges.pledges(c, place, year, ids)

    def pledge(self, pledge_id: int) -> Pledge:
        """One pledge."""
        with self.reading() as c:
            return reads_pledges.pledge(c, pledge_id)

    def open_pledges(self, ended: Ended) -> list[Pledge]:
        """Pledges neither completed nor told overdue whose time has passed."""
        with self.reading() as c:
            return reads_pledges.open_pledges(c, ended)

    def observations(self, pledge_id: int | Iterable[int]) -> list[Observation]:
        """Observations of one or several pledges, by pledge and date."""
        with self.reading() as c:
            return reads_pledges.observations(c, [pledge_id] if isinstance(pledge_id, int) else pledge_id)

    def history(self, pledge_id: int) -> PledgeHistory:
        """Everything a pledge's life was made of."""
        with self.reading() as c:
            return reads_pledges.history(c, pledge_id)

    def statements(self, page_id: int | None = None, *, current: bool = True) -> list[StatementRow]:
        """Statements with the way back to their capture."""
        with self.reading() as c:
            return list(reads_pledges.statements(c, page_id=page_id, current=current))

    def document_text(self, statement_id: int) -> str:
        """The main text a statement's offsets point into."""
        with self.reading() as c:
            return reads_pledges.document_text(c, statement_id)

    def unattached(self, place: str, year: int) -> list[StatementRow]:
        """Progress statements of this place and year that belong to no pledge yet."""
        with self.reading() as c:
            return reads_pledges.unattached(c, place, year)

    def review(self) -> list[ReviewItem]:
        """Uncertain matches, surest first."""
        with self.reading() as c:
            return reads_pledges.review(c)

    def pages(self, source: str | None = None, state: PageState | None = None) -> list[PageRow]:
        """Pages in the order they were found."""
        with self.reading() as c:
            return reads.pages(c, source, state)

    def page(self, page_id: int) -> PageRow:
        """One page."""
        with self.reading() as c:
            return reads.page(c, page_id)

    def notices(self, channel: str | None = None) -> list[NoticeRow]:
        """The delivery log."""
        with self.reading() as c:
            return reads.notices(c, channel)
