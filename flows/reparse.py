"""Reading the whole archive again with today's parser: the ledger follows, and nobody is told.

What is read again is what the ledger's statements came from. A capture that still waits for its first comparison is
news of the world, not of the parser: it is left to the next pass, which then compares it with today's reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from filelock import FileLock, Timeout

from flows import settle
from flows.config import Config
from flows.errors import Problem, WrongUse
from flows.fetched import Reading
from flows.night import Clock, Say, utc_now
from flows.reader import MOST_STATEMENTS, Library
from flows.reading import document_of
from flows.reread import Change, change_of, plan_reread
from flows.seeds import load_regions
from flows.watched import BY_HAND
from parsers import VERSION, maintext
from parsers.records import Document, Given
from parsers.regions import Gazetteer
from storage.archive import Archive
from storage.captures import Captures
from storage.errors import ArchiveError
from storage.ledger import Ledger
from storage.records import Event
from storage.views import CaptureToRead
from storage.writes import REREADING


@dataclass(slots=True)
class Reparsed:
    """What reading again changed in the ledger."""

    pages: int = 0
    """Read again."""
    waiting: int = 0
    """Not yet compared: left to the next pass."""
    gone: int = 0
    """Gone from the web: their statements stay as they were."""
    changes: list[Change] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """Pages today's parser cannot read; what the ledger holds of them stands."""

    def counts(self) -> dict[str, int]:
        """The figures alone."""
        done = self.changes
        return {
            "read": self.pages,
            "changed": len(done),
            "added": sum(c.added for c in done),
            "dropped": sum(c.dropped for c in done),
            "differing": sum(c.differing for c in done),
            "pledges": sum(c.new_pledges + c.moved_pledges for c in done),
            "waiting": self.waiting,
            "gone": self.gone,
            "problems": len(self.problems),
        }


def reparse(
    config: Config, source: str | None = None, *, say: Say = lambda _: None, clock: Clock = utc_now
) -> Reparsed:
    """Read the archive again, or the captures of one source, and bring the ledger to it. No event, no notice.

    Raises Problem where a pass is under way, WrongUse for a source the ledger does not know.
    """
    archive = Archive(config.storage.archive)
    if not archive.root.is_dir():
        raise Problem(f"{archive.root}: there is no archive yet; 'minxin run' makes it")
    lock = FileLock(archive.root / ".minxin.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Problem("a pass is under way on this archive; wait for it to end and run again") from None
    with lock, Ledger.open(config.storage.url.get_secret_value()) as ledger:
        known = [s.id for s in ledger.sources()]
        if source is not None and source not in known:
            raise WrongUse(f"the ledger has no source {source!r}; it has {', '.join(known) or 'none'}")
        run = ledger.begin_run(REREADING, clock())
        today = clock().astimezone(ZoneInfo(config.zone)).date()
        again = _Again(ledger, archive, load_regions(config.places.files), run, today, clock)
        done = again.all(source, say)
        ledger.finish_run(run, clock(), dict(done.counts()))
    return done


def _nobody(event: Event) -> tuple[()]:  # noqa: ARG001
    return ()


class _Again:
    """One reading of the archive."""

    def __init__(
        self, ledger: Ledger, archive: Archive, regions: Gazetteer, run: int, today: date,
        clock: Callable[[], datetime],
    ) -> None:  # fmt: skip
        self._ledger, self._archive, self._regions = ledger, archive, regions
        self._run, self._today, self._clock = run, today, clock
        self._captures, self._library = Captures(ledger.database), Library(ledger, archive, regions)
        self._fresh: set[tuple[str, int]] = set()

    def all(self, source: str | None, say: Say) -> Reparsed:
        """Every page, then the results that find their pledge only now."""
        captures = self._captures.compared(source)
        waiting = [w for w in self._ledger.captures_to_read() if source in (None, w.source)]
        done = Reparsed(waiting=len(waiting), gone=self._captures.gone(source))
        say(f"reading {len(captures)} pages again")
        for capture in captures:
            for change in self._page(capture, done):
                done.changes.append(change)
                say(str(change))
        settle.match_again(self._ledger, self._run, self._today, _nobody, self._clock(), self._fresh)
        return done

    def _page(self, capture: CaptureToRead, done: Reparsed) -> Iterator[Change]:
        try:
            reading = self._reading(capture)
        except ArchiveError as error:
            done.problems.append(f"{capture.url}: {error}")
            return
        done.pages += 1
        if reading.document is None:
            if capture.document_kind is not None:  # else it never could be read
                why = f"{reading.main.problem}: {reading.main.detail}"
                done.problems.append(f"{capture.url}: today's parser cannot read it ({why}); it stays as it was")
            return
        if len(reading.document.statements) > MOST_STATEMENTS:
            done.problems.append(f"{capture.url}: more than {MOST_STATEMENTS} statements; it stays as it was")
            return
        change = self._write(capture, reading.document)
        if change is not None:
            yield change

    def _write(self, capture: CaptureToRead, document: Document) -> Change | None:
        page = self._ledger.page_input(capture.capture_id, document, self._today)
        plan = plan_reread(page)
        change = change_of(page, plan)
        if change is None:
            return None
        before = page.old_facts is not None
        self._ledger.apply(
            self._run, page, document, plan, _nobody, self._clock(), parser=VERSION, reread=before
        )  # fmt: skip
        self._fresh.update((p.place, p.year) for p in plan.new_pledges)
        return change

    def _reading(self, capture: CaptureToRead) -> Reading:
        if capture.layout != BY_HAND:
            return self._library.reading(capture)
        # A person may have said place and year with the document; they are kept.
        url = None if capture.url.startswith("file:") else capture.url
        main = maintext.main_text(self._archive.read(capture.sha256), url=url, content_type=capture.content_type)
        if main.problem is not None:
            return Reading(main, None)
        page = self._captures.page_at(capture.source, capture.url)
        facts = page.facts if page is not None else None
        given = Given(facts.place, facts.year, url) if facts else Given(capture.place, None, url)
        return Reading(main, document_of(main, given, self._regions))
