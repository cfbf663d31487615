"""What a whole night with one changed page costs on ledgers of growing size: `python -m tests.proof.growth [SIZE…]`."""

from __future__ import annotations

import itertools
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from statistics import median
from typing import Any

from flows.config import Config
from flows.night import Night
from storage.ledger import Ledger
from tests.proof.portal import pass_over
from tests.proof.story import Story
from tests.receivers import hook_server
from tests.storage.growth import fill

SIZES = (1_000, 10_000, 1_000_000)
_STEPS = ("__enter__", "plan", "crawl", "take", "read", "settle", "deliver", "finish")
_CHANNEL = """
[[notify.channels]]
name = "desk"
url = "{url}"
"""


class Grown:
    """A ledger with so many statements of other places, and a small portal that is watched beside them."""

    def __init__(self, story: Story, folder: Path, statements: int, desk: str) -> None:
        self._story = story
        self._nights = itertools.count()
        with Ledger.open(f"sqlite:///{folder / 'minxin.db'}") as ledger:
            fill(ledger, statements)
        story.show(0)
        self._config: Config = story.portal.write(folder, _CHANNEL.format(url=desk))
        self.night()

    def night(self) -> dict[str, float]:
        """Seconds of each step of a whole pass with one changed page."""
        number = next(self._nights)
        page = self._story.first.articles["t20310110_1.html"]
        page.text = page.text.replace(f"学位{3640 + number - 1}个", f"学位{3640 + number}个")
        with _timed() as spent:
            begun = time.perf_counter()
            summary = pass_over(self._config, number)
            spent["whole"] = time.perf_counter() - begun
        if number and (len(summary.events), summary.notices, len(summary.problems)) != (1, 1, 0):
            raise AssertionError(f"one page changed, told: {summary.events} {summary.notices} {summary.problems}")
        spent["without the crawl"] = spent["whole"] - spent["crawl"]
        return spent


@contextmanager
def _timed() -> Iterator[dict[str, float]]:
    """Seconds spent in each step of passes within the block."""
    spent: dict[str, float] = dict.fromkeys(_STEPS, 0.0)
    plain: dict[str, Callable[..., Any]] = {name: getattr(Night, name) for name in _STEPS}

    def timed(name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def step(*args: Any) -> Any:
            begun = time.perf_counter()
            try:
                return method(*args)
            finally:
                spent[name] += time.perf_counter() - begun

        return step

    for name, method in plain.items():
        setattr(Night, name, timed(name, method))
    try:
        yield spent
    finally:
        for name, method in plain.items():
            setattr(Night, name, method)


def measure(sizes: tuple[int, ...], nights: int = 5) -> Iterator[tuple[int, list[dict[str, float]]]]:
    """For each size, the steps' seconds of so many nights after the first two."""
    for size in sizes:
        with Story.running(1) as story, hook_server() as hook, tempfile.TemporaryDirectory() as folder:
            grown = Grown(story, Path(folder), size, f"json://127.0.0.1:{hook.port}/")
            grown.night()
            yield size, [grown.night() for _ in range(nights)]


def large_against_small(part: str = "without the crawl", sizes: tuple[int, ...] = (1_000, 1_000_000)) -> list[float]:
    """Seconds of nights on the large ledger over those on the small one."""
    small, large = ([night[part] for night in nights] for _, nights in measure(sizes))
    return [b / a for a, b in zip(sorted(small), sorted(large), strict=True)]


def main() -> int:
    """See the module's text; 0 where no size costs more than half again what the smallest does."""
    sizes = tuple(int(a) for a in sys.argv[1:]) or SIZES
    first: dict[str, float] = {}
    worst = 0.0
    for size, nights in measure(sizes):
        now = {name: median(night[name] for night in nights) for name in nights[0]}
        first = first or now
        worst = max(worst, now["without the crawl"] / first["without the crawl"])
        row = ", ".join(f"{name} {seconds * 1000:.0f}" for name, seconds in now.items())
        ratios = " and ".join(f"{now[part] / first[part]:.2f}" for part in ("whole", "without the crawl"))
        print(f"{size:>9} statements: ms {row}; {ratios} times the smallest (whole, without the crawl)", flush=True)
    return 0 if worst <= 1.5 else 1


if __name__ == "__main__":
    raise SystemExit(main())
