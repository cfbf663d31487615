"""Reading one capture: main text, document, plan, and the transaction that writes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from crawlers.records import Role
from flows.fetched import Fetched, Reading, article_facts, read_fetched
from flows.plan import plan_page
from flows.summary import Summary
from parsers import VERSION
from parsers.records import Document, DocumentKind, Facts, PageProblem
from parsers.regions import Gazetteer
from storage.archive import Archive
from storage.captures import Captures
from storage.errors import ArchiveError
from storage.ledger import Ledger, LedgerError, Route, StaleInput
from storage.records import PageInput
from storage.views import CaptureToRead

_TRIES = 3
MOST_STATEMENTS = 5000
"""A page that seems to say more is a dump or a trap: comparing it would hold up the night."""

_RANKS = (DocumentKind.LIST, DocumentKind.REPORT, DocumentKind.OTHER, DocumentKind.BULLETIN)
"""In which order the documents of one year are read."""


class Library:
    """Captures as documents: archive and ledger give what reading a page needs beside its bytes."""

    def __init__(self, ledger: Ledger, archive: Archive, regions: Gazetteer) -> None:
        self._captures, self._archive, self._regions = Captures(ledger.database), archive, regions

    def reading(self, capture: CaptureToRead) -> Reading:
        """Read a capture. Raises ArchiveError where its bytes, or those of its article, are not to be had."""
        page = Fetched(
            url=capture.url,
            role=Role(capture.role),
            place=capture.place,
            content_type=capture.content_type,
            title_hint=capture.title_hint,
            parent=self._parent(capture),
        )
        return read_fetched(self._archive.read(capture.sha256), page, self._regions)

    def _parent(self, capture: CaptureToRead) -> Facts | None:
        """What the article of an attachment says of itself, even one that has no text to compare."""
        if capture.role != Role.ATTACHMENT or capture.parent is None:
            return None
        page = self._captures.page_at(capture.source, capture.parent)
        if page is None or page.facts is not None:
            return page.facts if page else None
        if page.capture is None:
            return None
        article = Fetched(page.url, Role.ARTICLE, capture.place)
        return article_facts(self._archive.read(page.capture.removeprefix("sha256:")), article, self._regions)


class Reader:
    """Reads captures of one pass and writes what they say."""

    def __init__(
        self, ledger: Ledger, archive: Archive, regions: Gazetteer, run: int, today: date, route: Route,
        clock: Callable[[], datetime],
    ) -> None:  # fmt: skip
        self._ledger, self._library = ledger, Library(ledger, archive, regions)
        self._run, self._today, self._route, self._clock = run, today, route, clock

    def in_order(self, captures: Sequence[CaptureToRead]) -> list[CaptureToRead]:
        """Promises before what reports on them, older before newer, in whatever order the pages came.

        Pages that are new are looked into for it, those compared before are known by what they were.
        """
        return sorted(captures, key=self._place_in_order)

    def _place_in_order(self, capture: CaptureToRead) -> tuple[int, int, date, int]:
        kind, published = capture.document_kind, capture.published_at
        year = published.year if published else None
        if kind is None and (facts := self._first_look(capture)) is not None:
            kind, year, published = facts.kind, facts.year or year, facts.published_at
        rank = _RANKS.index(DocumentKind(kind)) if kind else len(_RANKS)
        return year or date.max.year, rank, published or date.max, capture.page_id

    def _first_look(self, capture: CaptureToRead) -> Facts | None:
        try:
            document = self._library.reading(capture).document
        except Exception:  # noqa: BLE001 (told when the page is read in its turn)
            return None
        return document.facts if document else None

    def read(self, capture: CaptureToRead, summary: Summary) -> None:
        """Compare one capture with the ledger, or mark it suspect. Nothing of one page stops the night."""
        try:
            read = self._library.reading(capture)
            if read.document is None:
                self._suspect(capture, read.main.problem or PageProblem.NO_MAIN_TEXT, read.main.detail, summary)
                return
            self.compare(capture.capture_id, capture.url, read.document, summary, whole=read.whole)
        except LedgerError:
            raise
        except ArchiveError as error:
            summary.problems.append(str(error))
        except Exception as error:  # noqa: BLE001 (the flow's edge: one page must not stop the night)
            reason = f"{type(error).__name__}: {error}"
            self._suspect(capture, "parser_error", reason, summary)
            summary.problems.append(f"{capture.url}: could not be read ({reason}); it is kept and read again")

    def compare(
        self, capture_id: int, url: str, document: Document, summary: Summary, *, whole: bool = True
    ) -> None:  # fmt: skip
        """Plan and write one document; planned again where another pass wrote to the same pledges meanwhile.

        `whole`: the page holds all of its document, so that the source's expectation of its length applies.
        """
        if len(document.statements) > MOST_STATEMENTS:
            reason = f"{len(document.statements)} statements, more than a document can have ({MOST_STATEMENTS})"
            self._ledger.mark_suspect(self._run, capture_id, "too_many_statements", reason, self._clock())
            summary.suspect.append((url, reason))
            return
        for attempt in range(_TRIES):
            page = self._once_tonight(self._ledger.page_input(capture_id, document, self._today))
            plan = plan_page(page if whole else replace(page, expect_statements=None))
            try:
                events = self._ledger.apply(self._run, page, document, plan, self._route, self._clock(), parser=VERSION)
                break
            except StaleInput:
                if attempt == _TRIES - 1:
                    raise
        if plan.suspect:
            summary.suspect.append((url, plan.suspect))
            return
        summary.documents += 1
        summary.statements += len(document.statements)
        summary.events.extend(events)

    def _once_tonight(self, page: PageInput) -> PageInput:
        """What this very pass lacked before it was killed and gone on with is not lacked a second time."""
        if page.compared_run != self._run:
            return page
        return replace(page, old_statements=tuple(replace(s, missing_since=None) for s in page.old_statements))

    def _suspect(self, capture: CaptureToRead, reason: str, detail: str, summary: Summary) -> None:
        self._ledger.mark_suspect(self._run, capture.capture_id, reason, detail, self._clock())
        if capture.role == Role.ATTACHMENT and reason == PageProblem.NOT_READABLE:
            summary.unreadable.append((capture.url, detail))
        else:
            summary.suspect.append((capture.url, f"{reason}: {detail}" if detail else reason))
