"""Two thousand pages, ten nights, one page in a hundred edited a night.

`python -m tests.proof.soak [PAGES] [SEED] [NIGHTS]`.

Each pass is a process of its own; its memory and time are told by night.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from storage.ledger import Ledger
from storage.records import EventType
from tests.mutations.edits import Told
from tests.proof import frames
from tests.proof.portal import Article, District, Portal, running

PER_DISTRICT = 40
_LINES = (
    ("新增{}学位{}个", ("义务教育", "学前教育", "特殊教育"), 300, 4000),
    ("建设{}{}个", ("养老服务中心", "社区食堂", "口袋公园", "托育中心"), 3, 40),
    ("改造{}{}公里", ("供水管网", "燃气管线", "人行道"), 5, 90),
    ("新增{}{}个", ("公共停车泊位", "充电桩", "养老床位"), 100, 3000),
)
_TOPICS = "甲乙丙丁戊己庚辛壬癸"


@dataclass
class Night:
    """One pass."""

    seconds: float
    crawl_seconds: float
    megabytes: float
    """Greatest resident size of the pass, without its crawl."""
    crawl_megabytes: float
    edits: int
    found: int
    false: list[str]


@dataclass
class Soak:
    """All nights."""

    pages: int
    seed: int
    nights: list[Night] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        rows = [
            f"seed {self.seed}, {self.pages} pages; night: seconds (crawling), MB pass, MB crawl, edits, found, false"
        ]
        rows += [
            f"  {n}: {x.seconds:6.1f} ({x.crawl_seconds:.1f}) {x.megabytes:6.0f} {x.crawl_megabytes:6.0f} {x.edits:4} "
            f"{x.found:4} {len(x.false):4}"
            for n, x in enumerate(self.nights)
        ]
        return "\n".join(rows)

    @property
    def found_all(self) -> bool:
        """Every edit found, nothing else told, nothing failed."""
        return not self.problems and all(n.found == n.edits and not n.false for n in self.nights)


def _fill(portal: Portal, pages: int, rng: Random) -> list[tuple[District, Article]]:
    """Short articles, each with its own subjects, so that none speaks of another's pledge."""
    found = []
    for number in range(pages):
        at = number % PER_DISTRICT
        if not at:
            district = portal.district(number // PER_DISTRICT)
        topic = _TOPICS[at // 10] + _TOPICS[at % 10]
        lines = [f"为办好{topic}片区民生实事，现将有关安排公布如下。"]
        for words, subjects, low, high in rng.sample(_LINES, 3):
            lines.append(words.format(f"{topic}片区{rng.choice(subjects)}", rng.randint(low, high)) + "。")
        title = f"{district.place}2031年{topic}片区民生实事项目清单"
        article = Article(title, lines, frames.PORTAL_FRAMES[number % 2])
        district.articles[f"t203102{at % 28 + 1:02}_{number}.html"] = article
        found.append((district, article))
    return found


def _edit(district: District, article: Article, rng: Random) -> tuple[str, Told]:
    """Another number in one line."""
    at = rng.randrange(1, len(article.lines))
    line = article.lines[at]
    digits = "".join(c for c in line if c.isdigit())
    new = int(digits) + rng.choice([-1, 1]) * max(1, int(digits) // rng.randint(4, 20))
    article.lines[at] = line.replace(digits, str(new))
    return district.place, (EventType.TARGET_CHANGED, int(digits), new)


def run(pages: int, seed: int, nights: int = 10, share: float = 0.01) -> Soak:
    """Watch `pages` pages for `nights` nights after the first; `share` of them are edited each night."""
    soak, rng = Soak(pages, seed), Random(seed)
    with running(seed) as portal, tempfile.TemporaryDirectory() as folder:
        articles = _fill(portal, pages, rng)
        portal.write(Path(folder))
        for night in range(nights + 1):
            chosen = rng.sample(articles, max(1, round(pages * share))) if night else []
            wanted = Counter(_edit(d, a, rng) for d, a in chosen)
            _pass(Path(folder), night, wanted, soak)
    return soak


def _pass(folder: Path, night: int, wanted: Counter[tuple[str, Told]], soak: Soak) -> None:
    begun = time.perf_counter()
    command = [sys.executable, "-m", "tests.proof.soak", "--pass", str(folder / "minxin.toml"), str(night)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - begun
    if done.returncode:
        raise SystemExit(f"night {night} failed: {done.stderr[-2000:]}")
    told = json.loads(done.stdout.splitlines()[-1])
    soak.problems += told["problems"]
    with Ledger.open(f"sqlite:///{folder / 'minxin.db'}") as ledger:
        events = ledger.events(run=told["run"]) if night else []
    said = Counter((e.place, (e.type, e.old, e.new)) for e in events)
    soak.nights.append(
        Night(
            seconds,
            told["crawl"],
            told["megabytes"],
            told["crawl_megabytes"],
            sum(wanted.values()),
            sum((wanted & said).values()),
            [str(x) for x in (said - wanted).elements()],
        )
    )


def one_pass(config: str, night: int) -> None:
    """One whole pass in this process; its figures as a line of JSON."""
    from flows.config import load
    from flows.night import Night as NightlyPass
    from flows.night import run_night
    from tests.proof.portal import clock

    spent = 0.0
    crawl = NightlyPass.crawl

    def timed(*args: object) -> None:
        nonlocal spent
        begun = time.perf_counter()
        crawl(*args)  # type: ignore[arg-type]
        spent += time.perf_counter() - begun

    NightlyPass.crawl = timed  # type: ignore[method-assign,assignment]
    summary = run_night(load(config), clock=clock(night))
    sizes = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    suspect = [f"suspect {url}: {why}" for url, why in summary.suspect]
    print(
        json.dumps(
            {
                "run": summary.run,
                "crawl": spent,
                "megabytes": sizes[0],
                "crawl_megabytes": sizes[1],
                "problems": [*summary.problems, *suspect],
            }
        )
    )


def main() -> int:
    """See the module's text; 0 where every edit was found and nothing else told."""
    if sys.argv[1:2] == ["--pass"]:
        one_pass(sys.argv[2], int(sys.argv[3]))
        return 0
    pages, seed, nights = ([int(a) for a in sys.argv[1:]] + [2000, 20310510, 10][len(sys.argv) - 1 :])[:3]
    os.nice(5)
    soak = run(pages, seed, nights)
    print(soak)
    for line in [*soak.problems[:20], *(x for n in soak.nights for x in n.false[:5])]:
        print(" ", line)
    return 0 if soak.found_all else 1


if __name__ == "__main__":
    raise SystemExit(main())
