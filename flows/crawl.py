"""Starts a crawl in a process of its own and reads its spool."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from crawlers import spool
from crawlers.records import CrawlSettings, Done, Fetch, Job, job_to_json
from flows.config import Crawl

_POLL = 0.1
_GRACE = 2.0  # seconds between asking a crawl to end and killing it


class CrawlError(RuntimeError):
    """The crawl could not be run to its end; the message is one line. What it wrote is valid."""

    def __init__(self, message: str, folder: Path) -> None:
        super().__init__(message)
        self.spool = folder


@dataclass(frozen=True, slots=True)
class CrawlResult:
    """A crawl that ended by itself or at its time limit."""

    spool: Path
    done: Done | None
    """None where the time limit ended it."""
    timed_out: bool = False

    def fetches(self) -> Iterator[Fetch]:
        """Every fetch, in the order they ended."""
        return spool.read(self.spool)

    def body(self, fetch: Fetch) -> bytes:
        """The stored body of a fetch; empty where none came."""
        return spool.read_body(self.spool, fetch.sha256) if fetch.sha256 else b""


def crawl_settings(crawl: Crawl) -> CrawlSettings:
    """The configuration as the crawler takes it."""
    return CrawlSettings(
        user_agent=crawl.user_agent,
        delay=crawl.delay,
        timeout=crawl.timeout,
        max_page_bytes=crawl.max_page_bytes,
        site_seconds=crawl.site_seconds,
        site_bytes=crawl.site_bytes,
        site_pages=crawl.site_pages,
        verify_tls=crawl.verify_tls,
    )


def run_crawl(job: Job, timeout: float, on_fetch: Callable[[Fetch], None] | None = None) -> CrawlResult:
    """Crawl in a subprocess and wait for it, at most `timeout` seconds.

    `on_fetch` sees each fetch soon after it ended. At the time limit the crawl is ended with all it started, and what
    it brought so far is the result. Raises CrawlError where the process died or could not write.
    """
    folder = Path(job.spool)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "job.json").write_bytes(job_to_json(job))
    except OSError as error:
        raise CrawlError(f"{folder}: cannot be written ({error.strerror})", folder) from None
    errors = folder / "stderr.log"
    command = [sys.executable, "-m", "crawlers", str(folder / "job.json"), "--parent", str(os.getpid())]
    with errors.open("wb") as stderr:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=stderr, start_new_session=True
        )
    try:
        ended = _wait(process, timeout, folder, on_fetch)
    finally:
        _end(process)
    done = spool.read_done(folder)
    if ended and (process.returncode not in (0, 1) or done is None):
        raise CrawlError(f"the crawl failed: {_last_line(errors, process.returncode)}", folder)
    return CrawlResult(folder, done, timed_out=not ended)


def _wait(
    process: subprocess.Popen[bytes], timeout: float, folder: Path, on_fetch: Callable[[Fetch], None] | None
) -> bool:
    """Wait for the process and pass its fetches on; False at the time limit."""
    deadline = monotonic() + timeout
    tail = _Tail(folder)
    while True:
        try:
            process.wait(_POLL)
            ended = True
        except subprocess.TimeoutExpired:
            ended = False
        if on_fetch is not None:
            for fetch in tail.more():
                on_fetch(fetch)
        if ended:
            return True
        if monotonic() >= deadline:
            return False


class _Tail:
    """Reads the lines that were added since the last look."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._offset = 0

    def more(self) -> Iterator[Fetch]:
        """The fetches that ended since."""
        fetches, self._offset = spool.read_from(self._folder, self._offset)
        yield from fetches


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the whole process group (a browser included), politely first."""
    if process.poll() is not None:
        return
    for sign, patience in ((signal.SIGTERM, _GRACE), (signal.SIGKILL, None)):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        try:
            process.wait(patience)
            break
        except subprocess.TimeoutExpired:
            continue
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _last_line(errors: Path, status: int) -> str:
    with suppress(OSError):
        lines = [line for line in errors.read_text("utf-8", "replace").splitlines() if line.strip()]
        if lines:
            return lines[-1].strip()[:300]
    return f"ended by signal {-status}" if status < 0 else f"exit status {status}"
