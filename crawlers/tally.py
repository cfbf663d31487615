"""The counts of one source in one crawl."""

from __future__ import annotations

from dataclasses import dataclass, field

from crawlers.records import Fetch, Outcome, Role, SourceSummary

GOOD = frozenset({Outcome.OK, Outcome.NOT_MODIFIED})
_LISTS = frozenset({Role.LIST, Role.FEED, Role.SITEMAP})


@dataclass(slots=True)
class Tally:
    """Counts while the crawl runs; `summary()` is what `done.json` says."""

    source: str
    list_pages: int = 0
    empty_lists: int = 0
    named: set[str] = field(default_factory=set)
    new_links: int = 0
    fetched: int = 0
    failed: int = 0
    skipped: int = 0
    budget_hits: int = 0
    errors: int = 0
    problem: str = ""
    whole: bool = True
    seen: set[str] = field(default_factory=set)
    """Keys of all addresses asked for or left, so that each is met once."""
    reported: set[str] = field(default_factory=set)

    def count(self, fetch: Fetch, *, end_of_list: bool = False) -> None:
        """Take one line of the spool into account."""
        if fetch.role is Role.ROBOTS or end_of_list:
            return
        good = fetch.outcome in GOOD
        if fetch.role in _LISTS:
            self.list_pages += good
            self.whole &= good
        else:
            self.fetched += good
        self.failed += not good

    def summary(self, finished: bool) -> SourceSummary:
        """The final figures."""
        return SourceSummary(
            source=self.source,
            list_pages=self.list_pages,
            empty_lists=self.empty_lists,
            links_found=len(self.named),
            new_links=self.new_links,
            fetched=self.fetched,
            failed=self.failed,
            skipped=self.skipped,
            budget_hits=self.budget_hits,
            errors=self.errors,
            problem=self.problem,
            complete=finished and self.whole and not self.budget_hits,
        )
