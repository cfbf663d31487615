"""What a pass would see of each source: one small crawl into a temporary folder, read and judged, nothing kept.

The ledger is not opened and the archive not touched: an operator runs this first, also beside a pass.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from crawlers import spool
from crawlers.records import Fetch, Job, Outcome, Role, Source, SourceSummary
from flows import health
from flows.config import Config
from flows.crawl import CrawlError, crawl_settings, run_crawl
from flows.fetched import Fetched, Reading, article_facts, read_fetched
from flows.seeds import load_regions
from flows.watched import chosen, watched
from parsers.records import Document, DocumentKind, Facts, PageProblem
from parsers.regions import Gazetteer
from storage.views import SourceHealth

PAGES = 30
"""Addresses asked for of one source, lists included."""
SECONDS = 300.0
"""Time for one site."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A page that came, as it was read."""

    url: str
    title: str | None
    attachment: bool
    kind: DocumentKind | None
    year: int | None
    published_at: date | None
    statements: int
    suspect: str = ""
    """Why it would not be compared; empty where it would."""
    unreadable: bool = False
    """An attachment no program can read: told, but no matter of health."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a source would give tonight."""

    source: Source
    healthy: bool | None
    """None where nothing could be asked for."""
    reason: str
    """In Chinese, as the event would say it."""
    robots: str
    lists: int
    found: int
    """Article addresses its lists name."""
    complete: bool
    """Its lists were read to their end; a check stops at its budget."""
    list_problem: str
    outcomes: tuple[tuple[str, int], ...]
    pages: tuple[Seen, ...]

    @property
    def newest(self) -> date | None:
        """Publication date of its newest document."""
        return max((p.published_at for p in self.pages if p.published_at and not p.suspect), default=None)

    @property
    def statements(self) -> int:
        """Statements of all its documents."""
        return sum(p.statements for p in self.pages if not p.suspect)

    def documents(self) -> tuple[Seen, ...]:
        """The pages that would be compared."""
        return tuple(p for p in self.pages if not p.suspect)

    def suspects(self) -> tuple[Seen, ...]:
        """The pages that would not be compared, without attachments no program can read."""
        return tuple(p for p in self.pages if p.suspect and not p.unreadable)


@dataclass(frozen=True, slots=True)
class Check:
    """All sources checked. `problem` is one line where the crawl itself did not end well."""

    at: datetime
    sources: tuple[Checked, ...]
    problem: str = ""


def check_sources(
    config: Config, only: Sequence[str] = (), *, pages: int = PAGES, now: datetime,
    say: Callable[[Fetch], None] | None = None,
) -> Check:  # fmt: skip
    """Fetch each source once, within a small budget, and say what was seen. Writes nowhere but to a temporary folder.

    Raises WrongUse for an unknown source.
    """
    regions = load_regions(config.places.files)
    sources = chosen(watched(config, regions), only)
    settings = crawl_settings(config.crawl)
    settings = replace(settings, site_pages=pages, site_seconds=min(settings.site_seconds, SECONDS))
    problem = ""
    with tempfile.TemporaryDirectory(prefix="minxin-check-") as folder:
        job = Job(sources=sources, spool=folder, now=now, settings=settings)
        try:
            result = run_crawl(job, settings.site_seconds + 60, on_fetch=say)
            if result.timed_out:
                problem = "the crawl was ended at its time limit; what came until then is told"
        except CrawlError as error:
            problem = str(error)
        done = spool.read_done(Path(folder))
        fetches = tuple(spool.read(Path(folder)))
        summaries = {s.source: s for s in done.summaries} if done else {}
        robots = _robots(fetches)
        checked = tuple(_checked(Path(folder), s, summaries.get(s.id), fetches, robots, regions) for s in sources)
    return Check(now, checked, problem)


def _checked(
    folder: Path, source: Source, summary: SourceSummary | None, fetches: Iterable[Fetch], robots: dict[str, str],
    regions: Gazetteer,
) -> Checked:  # fmt: skip
    mine = [f for f in fetches if f.source == source.id]
    pages = _pages(folder, source, mine, regions)
    outcomes = tuple(sorted(Counter(str(f.outcome) for f in mine if f.role is not Role.ROBOTS).items()))
    state = SourceHealth(
        id=source.id, place=source.place, name=source.name, layout=source.layout, healthy=True, reason="", since=None,
        bad_runs=0, added_at=datetime.min, removed_at=None, pages=len(pages),
        suspect=sum(bool(p.suspect) for p in pages), unreadable=sum(p.unreadable for p in pages), outcomes=outcomes,
    )  # fmt: skip
    healthy, reason = health.judge(source, state, summary)
    forbidden = sum(f.outcome is Outcome.ROBOTS for f in mine)
    rules = robots.get(urlsplit(source.start[0]).netloc, "not asked for")
    return Checked(
        source=source,
        healthy=healthy,
        reason="" if healthy else reason,
        robots=f"{rules}, {forbidden} addresses forbidden" if forbidden else rules,
        lists=summary.list_pages if summary else 0,
        found=summary.links_found if summary else 0,
        complete=bool(summary and summary.complete),
        list_problem=summary.problem if summary else "",
        outcomes=outcomes,
        pages=pages,
    )


def _robots(fetches: Iterable[Fetch]) -> dict[str, str]:
    """What each site's robots.txt answered; it is asked for once a site, by whichever source comes first."""
    said: dict[str, str] = {}
    for fetch in fetches:
        if fetch.role is Role.ROBOTS:
            answered = fetch.outcome in (Outcome.OK, Outcome.HTTP_ERROR) and fetch.status is not None
            rules = "there are rules" if fetch.status == 200 else f"no rules ({fetch.status})"
            if fetch.status is not None and (fetch.status >= 500 or fetch.status == 429):
                answered = False
            why = fetch.detail or f"answered {fetch.status}"
            said[urlsplit(fetch.url).netloc] = rules if answered else f"cannot be had ({why}), so nothing is fetched"
    return said


# ---- pages


def _pages(folder: Path, source: Source, fetches: Iterable[Fetch], regions: Gazetteer) -> tuple[Seen, ...]:
    came = [f for f in fetches if f.outcome is Outcome.OK and f.sha256 and f.role in (Role.ARTICLE, Role.ATTACHMENT)]
    articles: dict[str, Facts] = {}
    seen = []
    for fetch in sorted(came, key=lambda f: (f.role is Role.ATTACHMENT, f.url)):  # an article before its attachments
        data = spool.read_body(folder, fetch.sha256 or "")
        page = Fetched(
            url=fetch.url, role=fetch.role, place=source.place, content_type=fetch.content_type,
            title_hint=fetch.title_hint, parent=articles.get(fetch.parent or ""),
        )  # fmt: skip
        try:
            reading = read_fetched(data, page, regions)
            if fetch.role is Role.ARTICLE:
                known = reading.document.facts if reading.document else article_facts(data, page, regions)
                articles[fetch.url] = known
            seen.append(_seen(source, page, reading))
        except Exception as error:  # noqa: BLE001 (the flow's edge: one page must not end the check)
            seen.append(_nothing(page, f"parser_error: {type(error).__name__}: {error}"))
    return tuple(seen)


def _seen(source: Source, page: Fetched, reading: Reading) -> Seen:
    document = reading.document
    if document is None:
        unreadable = page.role is Role.ATTACHMENT and reading.main.problem is PageProblem.NOT_READABLE
        why = f"{reading.main.problem}: {reading.main.detail}".rstrip(": ")
        return replace(_nothing(page, why), title=reading.main.title or page.title_hint, unreadable=unreadable)
    facts = document.facts
    return Seen(
        url=page.url,
        title=facts.title,
        attachment=page.role is Role.ATTACHMENT,
        kind=facts.kind,
        year=facts.year,
        published_at=facts.published_at,
        statements=len(document.statements),
        suspect=_too_few(source, document) if reading.whole else "",
    )


def _nothing(page: Fetched, why: str) -> Seen:
    return Seen(page.url, page.title_hint, page.role is Role.ATTACHMENT, None, None, None, 0, why)


def _too_few(source: Source, document: Document) -> str:
    """A pledge page far below what its source says of itself would be suspect in a pass, too."""
    least, count = source.expect.min_statements, len(document.statements)
    if least and document.facts.kind in (DocumentKind.LIST, DocumentKind.REPORT) and count < least:
        return f"{count} statements, {least} are expected"
    return ""
