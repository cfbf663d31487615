"""The demo: the embedded portal on loopback, watched over two nights by the real thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from flows.config import Config, load
from flows.night import Say, run_night
from flows.sample import SamplePortal
from flows.sample.content import SAMPLE
from flows.summary import Summary
from storage.ledger import Ledger
from storage.records import Event

CONFIG = """\
# Watches a portal on loopback, as `minxin demo` does.
[storage]
url = "sqlite:///minxin.db"
archive = "captures"
[crawl]
sources = ["sources"]
delay = 0.0
timeout = 10.0
[places]
files = ["regions.csv"]
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """What two nights brought."""

    first: Summary
    second: Summary
    announced: tuple[Event, ...]
    """Events of the second night, in the order a reader gets them."""
    config: Config
    folder: Path


def watch(portal: SamplePortal, folder: Path) -> Path:
    """Write the configuration, places and sources that watch the sample portal; path of the configuration."""
    portal.write_sources(folder / "sources")
    (folder / "regions.csv").write_bytes((SAMPLE / "regions.csv").read_bytes())
    config = folder / "minxin.toml"
    config.write_text(CONFIG, encoding="utf-8")
    return config


def run_demo(folder: Path, nights: tuple[date, date], say: Callable[[int], Say]) -> Shown:
    """Watch the sample portal on two nights. `folder` must be new or empty; ledger and captures are left there."""
    summaries = []
    with SamplePortal() as portal:
        config = load(watch(portal, folder))
        for number, day in enumerate(nights, 1):
            portal.night = number
            summaries.append(run_night(config, say=say(number), clock=_clock(day, config.zone)))
    with Ledger.open(config.storage.url.get_secret_value()) as ledger:
        announced = tuple(ledger.events(run=summaries[1].run, baseline=False))
    return Shown(summaries[0], summaries[1], announced, config, folder)


def _clock(day: date, zone: str) -> Callable[[], datetime]:
    """A clock that starts at ten past two of that night and then runs."""
    begin = datetime.combine(day, time(2, 10), tzinfo=ZoneInfo(zone)).astimezone(UTC)
    real = datetime.now(UTC)

    def now() -> datetime:
        return begin + max(datetime.now(UTC) - real, timedelta(0))

    return now
