"""Reading one capture: main text, document, plan, and the transaction that writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from flows.plan import plan_page
from flows.reading import document_of
from flows.summary import Summary
from parsers import VERSION, maintext
from parsers.records import Document, Given
from parsers.regions import Gazetteer
from storage.archive import Archive
from storage.errors import ArchiveError
from storage.ledger import Ledger, LedgerError, Route, StaleInput
from storage.views import CaptureToRead

_TRIES = 3
MOST_STATEMENTS = 5000
"""A page that seems to say more is a dump or a trap: comparing it would hold up the night."""


class Reader:
    """Reads captures of one pass and writes what they say."""

    def __init__(
        self, ledger: Ledger, archive: Archive, regions: Gazetteer, run: int, today: date, route: Route,
        clock: Callable[[], datetime],
    ) -> None:  # fmt: skip
        self._ledger, self._archive, self._regions = ledger, archive, regions
        self._run, self._today, self._route, self._clock = run, today, route, clock

    def read(self, capture: CaptureToRead, summary: Summary) -> None:
        """Compare one capture with the ledger, or mark it suspect. Nothing of one page stops the night."""
        try:
            data = self._archive.read(capture.sha256)
            main = maintext.main_text(data, url=capture.url, content_type=capture.content_type)
            if main.problem is not None:
                self._suspect(capture, main.problem, main.detail, summary)
                return
            given = Given(url=capture.url, title=main.title or capture.title_hint, published_at=main.published_at)
            document = self._placed(capture, document_of(main, given, self._regions))
            self.compare(capture.capture_id, capture.url, document, summary)
        except LedgerError:
            raise
        except ArchiveError as error:
            summary.problems.append(str(error))
        except Exception as error:  # noqa: BLE001 (the flow's edge: one page must not stop the night)
            reason = f"{type(error).__name__}: {error}"
            self._suspect(capture, "parser_error", reason, summary)
            summary.problems.append(f"{capture.url}: could not be read ({reason}); it is kept and read again")

    def _placed(self, capture: CaptureToRead, document: Document) -> Document:
        """The source's place where the text names none, or one that has nothing to do with the source's."""
        stated, own = document.facts.place, capture.place
        related = stated is not None and (stated.startswith(own) or own.startswith(stated))
        return document if related else replace(document, facts=replace(document.facts, place=own))

    def compare(self, capture_id: int, url: str, document: Document, summary: Summary) -> None:
        """Plan and write one document; planned again where another pass wrote to the same pledges meanwhile."""
        if len(document.statements) > MOST_STATEMENTS:
            reason = f"{len(document.statements)} statements, more than a document can have ({MOST_STATEMENTS})"
            self._ledger.mark_suspect(self._run, capture_id, "too_many_statements", reason, self._clock())
            summary.suspect.append((url, reason))
            return
        for attempt in range(_TRIES):
            page = self._ledger.page_input(capture_id, document, self._today)
            plan = plan_page(page)
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

    def _suspect(self, capture: CaptureToRead, reason: str, detail: str, summary: Summary) -> None:
        self._ledger.mark_suspect(self._run, capture.capture_id, reason, detail, self._clock())
        summary.suspect.append((capture.url, f"{reason}: {detail}" if detail else reason))
