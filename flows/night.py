"""One nightly pass, step by step. `minxin run` calls the steps in this process, the Prefect flow as named tasks.

Every step can be killed at any instant: captures lie in a spool until they are in the ledger, a capture counts as read
only with the transaction that wrote what it says, and notices are rows of that same transaction.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from filelock import FileLock, Timeout

from crawlers import spool
from crawlers.records import Done, Fetch, Job, Known, Outcome, Role, Source
from flows import health, settle
from flows.between import fetch_row, known
from flows.config import Config
from flows.crawl import CrawlError, crawl_settings, run_crawl
from flows.errors import Problem
from flows.notices.deliver import deliver_due
from flows.notices.routing import route
from flows.reader import Reader
from flows.seeds import load_pledges, load_regions
from flows.summary import Summary
from flows.watched import chosen, sync, watched
from parsers.regions import Gazetteer
from storage.archive import Archive
from storage.errors import DamagedError
from storage.ledger import Ledger
from storage.outbox import Outbox
from storage.records import Event, FetchRow, NoticeDraft

Say = Callable[[str], None]
Clock = Callable[[], datetime]
_ROWS = 200
"""Fetches taken in with one transaction."""
_RESUMED = timedelta(hours=20)
"""A killed pass that began less than this ago is the same night: it is gone on with, not begun anew."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Sources crawled by one process. All of one site stay together, so that the site's delay holds."""

    name: str
    sources: tuple[Source, ...]


def utc_now() -> datetime:
    """The clock of a real night."""
    return datetime.now(UTC)


class Night:
    """A pass over the configured sources, or those of `only`. Use as a context manager and call the steps in order.

    Raises Problem (one line) where another pass is under way, and the folders' own errors.
    """

    def __init__(
        self, config: Config, *, only: Sequence[str] = (), say: Say = lambda _: None, clock: Clock = utc_now,
    ) -> None:  # fmt: skip
        self.config, self.say, self.clock = config, say, clock
        self.summary = Summary()
        self.regions: Gazetteer = load_regions(config.places.files)
        self.sources = watched(config, self.regions)
        self.only = chosen(self.sources, only)
        self._done: list[Done] = []
        self._archive = Archive(config.storage.archive)
        self._lock = FileLock(self._root() / ".minxin.lock")

    def _root(self) -> Path:
        root = self.config.storage.archive
        try:
            root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Problem(f"{root}: cannot be made ({error.strerror}); check [storage] archive") from None
        return root

    def __enter__(self) -> Self:
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise Problem("another pass is under way on this archive; wait for it to end and run again") from None
        try:
            self.ledger = Ledger.open(self.config.storage.url.get_secret_value())
            now = self.clock()
            self.ledger.import_seed_pledges(load_pledges(), now)
            sync(self.ledger, self.sources, now)
            self._cut_off = self._incomplete()
            self.run = self.summary.run = self._begin(now)
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ledger.close()
        self._lock.release()

    def _begin(self, now: datetime) -> int:
        """The run of this pass. One that was killed tonight goes on under its number.

        What it saw absent must not count as seen on two nights, and its events belong in one message with the rest.
        """
        last = next((r for r in reversed(self.ledger.runs()) if r.kind == "night"), None)
        if last is not None and last.finished_at is None and now - last.started_at < _RESUMED:
            return last.id
        return self.ledger.begin_run("night", now)

    @property
    def today(self) -> date:
        """The date where the watch stands, not the server's."""
        return self.clock().astimezone(ZoneInfo(self.config.zone)).date()

    def route(self, event: Event) -> list[NoticeDraft]:
        """Who is told of an event; called inside the event's own transaction."""
        return route(self.config.notify, event, self.clock())

    # The steps

    def plan(self) -> tuple[Shard, ...]:
        """Take in what a killed pass left behind, then split the sources into shards by site."""
        self.take()
        self.summary.sources = len(self.only)
        sites: dict[str, list[Source]] = {}
        for source in self.only:
            sites.setdefault(urlsplit(source.start[0]).netloc, []).append(source)
        count = max(1, min(self.config.crawl.shards, len(sites)))
        groups: list[list[Source]] = [[] for _ in range(count)]
        for group in sorted(sites.values(), key=len, reverse=True):
            min(groups, key=len).extend(group)
        shards = tuple(Shard(f"{n}/{count}", tuple(group)) for n, group in enumerate(groups, 1) if group)
        self.say(f"watching {len(self.only)} sources on {len(sites)} sites, in {len(shards)} crawls")
        return shards

    def crawl(self, shard: Shard) -> None:
        """Crawl one shard in a process of its own. Raises CrawlError; what came is kept and taken in all the same."""
        # A name of its own: the crawl of a killed pass may still be at work in its folder for a moment.
        name = f"{self.run:08}-{secrets.token_hex(4)}-{shard.name.replace('/', 'of')}"
        folder = self._root() / "spool" / name
        result = run_crawl(self._job(shard, folder), timeout=self._longest(), on_fetch=self._heard)
        if result.done is not None:
            self._done.append(result.done)
        if result.timed_out:
            self.note_failure(shard, "the crawl was ended at its time limit; the rest is fetched next night")

    def note_failure(self, shard: Shard, why: str) -> None:
        """Keep what went wrong with a shard for the summary."""
        self.summary.problems.append(f"crawl {shard.name}: {why}")
        self.say(f"crawl {shard.name}: {why}")

    def take(self) -> None:
        """Take every spool into archive and ledger, also those a killed pass left behind, oldest pass first."""
        for folder in sorted((self._root() / "spool").glob("*")):
            batch: list[FetchRow] = []
            for fetch in spool.read(folder):
                if not self._adopted(folder, fetch):
                    continue
                self.summary.fetched[fetch.outcome] += 1
                batch.append(fetch_row(fetch))
                if len(batch) >= _ROWS:
                    self.ledger.record_fetches(self.run, batch)
                    batch.clear()
            self.ledger.record_fetches(self.run, batch)
            shutil.rmtree(folder, ignore_errors=True)  # an orphaned crawl may write into it: then it goes next time

    def _adopted(self, folder: Path, fetch: Fetch) -> bool:
        """Whether the fetch's body, if it has one, is in the archive. One that a power cut damaged is not taken in."""
        if not fetch.sha256:
            return True
        body = spool.body_path(folder, fetch.sha256)
        try:
            if body.exists():
                self._archive.adopt(body, fetch.sha256)
        except DamagedError as error:
            self.summary.problems.append(f"{fetch.url}: {error}")
            return False
        return fetch.sha256 in self._archive

    def read(self) -> None:
        """Read and compare every capture that waits for it."""
        reader = Reader(self.ledger, self._archive, self.regions, self.run, self.today, self.route, self.clock)
        waiting = reader.in_order(self.ledger.captures_to_read())
        self.say(f"reading {len(waiting)} pages that are new or changed")
        for capture in waiting:
            reader.read(capture, self.summary)

    def settle(self) -> None:
        """What follows from the night as a whole: late matches, pages gone, overdue pledges, sources' health."""
        now = self.clock()
        told = [
            *settle.match_again(self.ledger, self.run, self.today, self.route, now),
            *settle.gone_pages(self.ledger, self.run, self.route, now),
            *settle.overdue(self.ledger, self.run, self.today, self.config.zone, self.route, now),
            *health.check(self.ledger, self.run, self.only, self._done, self.route, now),
        ]
        self.summary.events.extend(told)

    def deliver(self) -> None:
        """Deliver what is due."""
        now = None if self.clock is utc_now else self.clock()
        report = deliver_due(Outbox(self.ledger.database), self.config.notify, now, finishing=self.run)
        self.summary.notices, self.summary.parked = report.sent, report.parked
        self.summary.problems.extend(report.problems)

    def finish(self) -> Summary:
        """Note the end of the pass."""
        whole = {s.source for done in self._done for s in done.summaries if s.complete}
        cut_off = sorted((self._cut_off | {s.id for s in self.only}) - whole)
        self.ledger.finish_run(self.run, self.clock(), {**self.summary.counts(), "cut_off": cut_off})
        return self.summary

    # Helpers

    def _job(self, shard: Shard, folder: Path) -> Job:
        return Job(
            sources=shard.sources,
            spool=str(folder),
            now=self.clock(),
            known=tuple(self._known(shard)),
            settings=crawl_settings(self.config.crawl),
            full=tuple(s.id for s in shard.sources if s.id in self._cut_off),
        )

    def _incomplete(self) -> set[str]:
        """Sources whose lists were not walked to their end last time: known pages must not end the walk tonight."""
        nights = [r for r in self.ledger.runs() if r.kind == "night"]
        if not nights:
            return set()
        if nights[-1].finished_at is None:  # killed: nobody knows how far it came
            return {s.id for s in self.sources}
        return set((nights[-1].summary or {}).get("cut_off", ()))

    def _known(self, shard: Shard) -> Iterator[Known]:
        now = self.clock()
        for source in shard.sources:
            for page in self.ledger.known_pages(source.id):
                yield known(source.id, page, now)

    def _longest(self) -> float:
        """Time limit of one crawl: the sites' own budgets end it before."""
        return self.config.crawl.site_seconds + 600

    def _heard(self, fetch: Fetch) -> None:
        if fetch.role in (Role.ARTICLE, Role.ATTACHMENT) or fetch.outcome not in (Outcome.OK, Outcome.NOT_MODIFIED):
            self.say(f"{fetch.outcome:12} {fetch.status or '':3} {fetch.title_hint or ''} {fetch.url}".rstrip())


def run_night(
    config: Config, *, only: Sequence[str] = (), say: Say = lambda _: None, clock: Clock = utc_now
) -> Summary:
    """The whole pass in this process, without a Prefect server."""
    with Night(config, only=only, say=say, clock=clock) as night:
        for shard in night.plan():
            try:
                night.crawl(shard)
            except CrawlError as error:  # the other shards, and what this one fetched, still count
                night.note_failure(shard, str(error))
        night.take()
        night.read()
        night.settle()
        night.deliver()
        return night.finish()
