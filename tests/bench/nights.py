"""What a night over unchanged pages costs beside the first."""

from __future__ import annotations

import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.config import load
from flows.night import run_night
from flows.sample import SamplePortal
from tests.watch import watch_sample


def second_against_first(pairs: int = 3) -> list[float]:
    """Wall time of the second pass over the sample portal's unchanged pages over that of the first."""
    ratios = []
    for _ in range(pairs):
        with SamplePortal(slow_seconds=0.0) as portal, tempfile.TemporaryDirectory() as folder:
            config = load(watch_sample(portal, Path(folder)))
            spent = []
            for day in (0, 1):
                now = datetime(2026, 7, 6, 18, 10, tzinfo=UTC) + timedelta(days=day)
                begin = time.perf_counter()
                run_night(config, clock=lambda now=now: now)  # type: ignore[misc]
                spent.append(time.perf_counter() - begin)
            ratios.append(spent[1] / spent[0])
    return ratios
