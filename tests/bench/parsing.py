"""What reading costs beside trafilatura alone."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import trafilatura

from flows.reading import read_bytes
from parsers import themes
from parsers.folding import fold
from parsers.records import Given
from tests.bench.pages import long_report, work_report


def seconds(work: Callable[[], object], times: int = 1) -> float:
    """Processor seconds of one call."""
    begin = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - begin) / times


def report_against_trafilatura() -> list[float]:
    """A page with a work report of 12,000 characters."""
    return _against_trafilatura(work_report())


def dense_against_trafilatura() -> list[float]:
    """A page of 12,000 characters that is nothing but statements, in the barest mark-up."""
    return _against_trafilatura(long_report())


def _against_trafilatura(page: bytes, pairs: int = 7) -> list[float]:
    """In one process, after a warm-up of both."""
    text = page.decode()

    def ours() -> object:
        fold.cache_clear()  # what a first sight of the page costs, not a second
        themes.forget()
        return read_bytes(page, Given(), name="report")

    def theirs() -> object:
        return trafilatura.extract(text)

    seconds(ours), seconds(theirs)
    return [seconds(ours, 5) / seconds(theirs, 5) for _ in range(pairs)]


def as_process(pairs: int = 5) -> list[float]:
    """Whole processes, imports included."""
    alone = "import sys, trafilatura; print(trafilatura.extract(open(sys.argv[1]).read()))"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.html"
        file.write_bytes(long_report())
        ours = [str(Path(sys.executable).parent / "minxin"), "parse", str(file), "--format", "jsonl"]
        theirs = [sys.executable, "-c", alone, str(file)]
        return [_process(ours) / _process(theirs) for _ in range(pairs)]


def _process(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - begin


def growth(pairs: int = 3) -> list[float]:
    """Time a character of a long text against that of a text of a tenth: 1 is linear."""
    small, large = long_report(100_000), long_report(1_000_000)

    def cost(page: bytes) -> float:
        return seconds(lambda: read_bytes(page, Given(), name="report"))

    return [cost(large) / (10 * cost(small)) for _ in range(pairs)]
