"""How far a list is followed: until it repeats, or names only pages the ledger has, or reaches its date or its end."""

from __future__ import annotations

from collections.abc import Collection

from crawlers import canonical
from crawlers.layouts import Expansion
from crawlers.middlewares import Plan
from crawlers.records import Job, Role, Source

BLIND = 3
"""Pages in a row without a wanted link after which a list that was read to its end before is left."""


class Walks:
    """The lists of one crawl, each known by its first page."""

    def __init__(self, job: Job, known: Collection[tuple[str, str]]) -> None:
        self._known = known
        self._read_before = frozenset(item.source for item in job.known) - frozenset(job.full)
        self._rows: dict[tuple[str, str], set[str]] = {}
        self._blind: dict[tuple[str, str], int] = {}

    def goes_on(self, plan: Plan, root: str, expansion: Expansion) -> bool:
        """Whether the next page is worth a request. Call once for each page of a list, in order."""
        source, walk = plan.source, (plan.source.id, root)
        wanted = [canonical.key(found.url) for found in expansion.found if found.role is Role.ARTICLE]
        rows = {canonical.key(url) for url in expansion.rows}.union(wanted)
        before = self._rows.setdefault(walk, set())
        repeats = plan.page > 1 and rows <= before  # a page out of range answers with another page's rows
        before |= rows
        if plan.page >= source.pages or repeats or _too_old(source, expansion):
            return False
        if source.id not in self._read_before:
            return True
        self._blind[walk] = 0 if wanted else self._blind.get(walk, 0) + 1
        if not wanted:
            return self._blind[walk] < BLIND
        return any((source.id, key) not in self._known for key in wanted)


def _too_old(source: Source, expansion: Expansion) -> bool:
    wanted = [found.url for found in expansion.found if found.role is Role.ARTICLE]
    days = [canonical.date_hint(url) for url in wanted or expansion.rows]
    if source.since is None or not days:
        return False
    return all(day is not None and day < source.since for day in days)
