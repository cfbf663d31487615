"""`make bench`: every figure is a ratio of two things measured in turn in this very run, so a slow machine does not
change it. The median of the pairs is printed with the least and the greatest.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from statistics import median

from tests.bench import crawling, nights, parsing
from tests.proof import growth

FIGURES: dict[str, Callable[[], list[float]]] = {
    "parse: HTML to statements / trafilatura alone, 12,000-character report": parsing.report_against_trafilatura,
    "parse: the same, 12,000 characters of nothing but statements": parsing.dense_against_trafilatura,
    "parse: `minxin parse` / a process that only runs trafilatura, same page": parsing.as_process,
    "parse: seconds per character, 1,000,000 against 100,000 characters": parsing.growth,
    "crawl: time of 500 pages / a bare Scrapy spider": crawling.against_bare_spider,
    "night: second over unchanged pages / first": nights.second_against_first,
    "growth: night with one changed page, ledger of 1,000,000 / 1,000 statements, without the crawl": (
        growth.large_against_small
    ),
}


def main(names: list[str]) -> int:
    """Print the figures whose name contains one of `names`; all without any."""
    for name, measure in FIGURES.items():
        if names and not any(part in name for part in names):
            continue
        ratios = measure()
        print(
            f"{median(ratios):6.2f}  ({min(ratios):.2f} to {max(ratios):.2f}, {len(ratios)} pairs)  {name}", flush=True
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
