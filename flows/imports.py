"""Saved documents into the ledger, by hand. What they change is recorded, but nobody is written to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from filelock import FileLock, Timeout

from flows import settle
from flows.config import Config
from flows.errors import Problem
from flows.reader import Reader
from flows.reading import Unreadable, file_bytes, read_bytes
from flows.seeds import load_pledges, load_regions
from flows.summary import Summary
from flows.watched import BY_HAND, sync, watched
from parsers.records import Document, Given
from storage.archive import Archive
from storage.ledger import Ledger
from storage.records import Event, FetchRow
from storage.views import SourceRow


@dataclass(slots=True)
class Imported:
    """What an import did: one line a file that went in, one a problem."""

    taken: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def import_files(config: Config, files: Sequence[Path], given: Given, clock: datetime | None = None) -> Imported:
    """Take saved documents into the ledger. Files that cannot be read are told and left; the others go in."""
    now = clock or datetime.now(UTC)
    archive = Archive(config.storage.archive)
    archive.root.mkdir(parents=True, exist_ok=True)
    lock = FileLock(archive.root / ".minxin.lock")
    try:
        lock.acquire(timeout=30)
    except Timeout:
        raise Problem("a pass is under way on this archive; wait for it to end and import again") from None
    with lock, Ledger.open(config.storage.url.get_secret_value()) as ledger:
        ledger.import_seed_pledges(load_pledges(), now)
        run = ledger.begin_run("import", now)
        today = now.astimezone(ZoneInfo(config.zone)).date()
        reader = Reader(ledger, archive, load_regions(config.places.files), run, today, _nobody, lambda: now)
        done = Imported()
        for file in files:
            _import_file(config, ledger, archive, reader, run, file, given, now, done)
        settle.match_again(ledger, run, today, _nobody, now)
        ledger.finish_run(run, now, {"files": len(files), "taken": len(done.taken)})
    return done


def _nobody(event: Event) -> tuple[()]:  # noqa: ARG001
    return ()


def _import_file(
    config: Config, ledger: Ledger, archive: Archive, reader: Reader, run: int, file: Path, given: Given,
    now: datetime, done: Imported,
) -> None:  # fmt: skip
    try:
        data = file_bytes(file)
        document = read_bytes(data, given, name=str(file))[1]
    except Unreadable as problem:
        done.problems.append(str(problem))
        return
    place = document.facts.place
    if place is None:
        done.problems.append(
            f"{file}: the text names no place; give --place 天津市河东区 (full name) and import it again"
        )
        return
    if document.facts.year is None:
        done.problems.append(f"{file}: the text names no year; taken in without one, give --year to say it")
    source = f"import:{place}"
    regions = load_regions(config.places.files)
    sync(ledger, watched(config, regions), now, [SourceRow(source, place, f"{place} (imported)", BY_HAND)])
    url = given.url or file.resolve().as_uri()
    fetched = ledger.record_fetch(run, _row(source, url, archive.put(data), len(data), now))
    if fetched.capture_id is None:
        done.problems.append(f"{file}: its address is too long; give a shorter --url")
        return
    summary = Summary()
    reader.compare(fetched.capture_id, url, document, summary)
    done.problems += [f"{file}: {why}" for _, why in summary.suspect]
    if summary.documents:
        done.taken.append(_line(file, document, len(summary.events)))


def _row(source: str, url: str, sha256: str, size: int, now: datetime) -> FetchRow:
    return FetchRow(
        source=source, url=url, outcome="ok", fetched_at=now, role="article", sha256=sha256, size=size,
        detail="imported by hand",
    )  # fmt: skip


def _line(file: Path, document: Document, events: int) -> str:
    facts = document.facts
    count = f"{len(document.statements)} statements, {events} events"
    return f"{file.name}: {facts.place}, {facts.year or 'year unknown'}, {facts.kind}, {count}"
