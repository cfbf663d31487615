"""The records of a crawl: what is asked for (`Job`) and what came back (`Fetch`).

All of them are frozen and go through JSON unchanged. Times are aware datetimes, durations seconds, sizes bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from pydantic import TypeAdapter, ValidationError


class Layout(StrEnum):
    """How a source lists its pages."""

    PORTAL = "portal"
    DISCUZ = "discuz"
    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"


class Role(StrEnum):
    """What a fetched address is to its source."""

    ARTICLE = "article"
    LIST = "list"
    FEED = "feed"
    SITEMAP = "sitemap"
    ATTACHMENT = "attachment"
    ROBOTS = "robots"


class Outcome(StrEnum):
    """How a fetch ended. Everything that can happen to one is here; nothing is only a log line."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    HTTP_ERROR = "http_error"
    TIMEOUT = "timeout"
    REFUSED = "refused"
    """No connection, or one that broke before an answer came."""
    DNS = "dns"
    TLS = "tls"
    TOO_LARGE = "too_large"
    TRUNCATED = "truncated"
    """The body broke off, or its compression cannot be undone."""
    ROBOTS = "robots"
    OFF_LIMITS = "off_limits"
    """An address the source may not lead to: foreign host, private network, other scheme."""
    REDIRECT_LOOP = "redirect_loop"
    BUDGET = "budget"
    ERROR = "error"


class Budget(StrEnum):
    """What ran out for a site tonight."""

    PAGES = "pages"
    BYTES = "bytes"
    SECONDS = "seconds"


@dataclass(frozen=True, slots=True)
class Expect:
    """What a healthy night brings; below it the source is suspect, not changed."""

    min_statements: int | None = None
    """For each of its pledge pages."""
    min_pages: int | None = None
    """Article addresses its lists name."""


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to watch. Patterns are regular expressions, searched, not anchored."""

    id: str
    place: str
    layout: Layout
    start: tuple[str, ...]
    name: str = ""
    follow: str | None = None
    """Link texts worth opening; None takes every link that looks like an article."""
    avoid: str | None = None
    """Link texts never opened."""
    sections: str | None = None
    """Link texts of lists worth opening, where they differ from `follow`."""
    articles: str | None = None
    """Addresses that are articles, where the usual forms do not fit."""
    lists: str | None = None
    """Addresses that are lists, where the usual forms do not fit."""
    depth: int = 1
    """Links between a start address and an article."""
    paging: str | None = None
    """Address of further list pages relative to the list, `{page}` for the number (`index_{page}.html`)."""
    paging_from: int = 2
    """The number that stands for the second page in `paging`."""
    pages: int = 50
    """List pages read of one list in a night."""
    since: date | None = None
    """Articles whose address is dated before are left."""
    expect: Expect = Expect()
    verified: bool = False
    allow_loopback: bool = False
    hosts: tuple[str, ...] = ()
    """`host` or `host:port`; empty means the hosts of `start`."""
    attachment_hosts: tuple[str, ...] = ()
    cookies: bool = False
    browser: bool = False
    delay: float | None = None
    """Seconds between two requests, where it differs from the settings; the longer of the two and robots.txt wins."""


@dataclass(frozen=True, slots=True)
class Known:
    """A page the ledger has already: what a conditional request and the back-off need."""

    url: str
    source: str
    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None
    """None: never fetched with success."""
    checked_at: datetime | None = None
    changed_at: datetime | None = None
    first_seen_at: datetime | None = None
    role: Role = Role.ARTICLE
    parent: str | None = None
    """Article an attachment belongs to."""
    requested_url: str | None = None
    """Address that was really asked for, where it differs from the canonical one."""


@dataclass(frozen=True, slots=True)
class CrawlSettings:
    """How to fetch. The budgets count for one site and one night."""

    user_agent: str = "minxin (+https://example.org/minxin; watches published government pledges)"
    delay: float = 1.0
    timeout: float = 30.0
    max_page_bytes: int = 20_000_000
    site_seconds: float = 1800.0
    site_bytes: int = 500_000_000
    site_pages: int = 5000
    retries: int = 2
    max_pause: float = 120.0
    """Longest wait a Retry-After or a Crawl-delay can ask for; what asks for more is left for the night."""
    seconds: float = 0.0
    """The whole crawl ends itself after this time; 0 is never."""
    verify_tls: bool = True


@dataclass(frozen=True, slots=True)
class Job:
    """One crawl: one process, many sources."""

    sources: tuple[Source, ...]
    spool: str
    """Folder the captures go to; made where it is missing."""
    now: datetime
    known: tuple[Known, ...] = ()
    settings: CrawlSettings = CrawlSettings()
    full: tuple[str, ...] = ()
    """Ids of sources whose lists are read to their end even where all pages are known (the walk before broke off)."""


@dataclass(frozen=True, slots=True)
class Fetch:
    """One line of `fetches.jsonl`: one address asked for, and what came of it."""

    source: str
    url: str
    """Canonical address: the page's identity."""
    requested_url: str
    role: Role
    outcome: Outcome
    fetched_at: datetime
    final_url: str | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    sha256: str | None = None
    """Hash of the body with transfer compression removed; the spool holds `<sha256>.gz`."""
    size: int = 0
    content_type: str | None = None
    charset: str | None = None
    """As the header or the page declares it."""
    etag: str | None = None
    last_modified: str | None = None
    title_hint: str | None = None
    """Text of the link that led here."""
    parent: str | None = None
    """Canonical address of the page the link stood on; for an attachment the article it belongs to."""
    duration: float = 0.0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """What one source gave in one crawl."""

    source: str
    list_pages: int = 0
    empty_lists: int = 0
    """Lists, feeds or sitemaps that answered without anything that looks like a page."""
    links_found: int = 0
    """Distinct article addresses its lists named."""
    new_links: int = 0
    """Those of them that were not known."""
    fetched: int = 0
    """Articles and attachments that came (ok or not modified)."""
    failed: int = 0
    """Fetches of any role with another outcome."""
    skipped: int = 0
    """Known pages that were not due."""
    budget_hits: int = 0
    """Addresses left because a budget ran out."""
    errors: int = 0
    """Mistakes of the crawler itself."""
    problem: str = ""
    """What a list that named nothing looks like: a `PageProblem` and its detail, or just `empty_list`."""
    complete: bool = False
    """All its lists were read as far as they were meant to be."""


@dataclass(frozen=True, slots=True)
class Done:
    """`done.json`: written last, so its presence says that the crawl ended by itself."""

    reason: str
    """`finished`, or why it stopped early."""
    seconds: float
    requests: int
    bytes: int
    errors: int
    summaries: tuple[SourceSummary, ...] = ()
    outcomes: dict[str, int] = field(default_factory=dict)


JOB: TypeAdapter[Job] = TypeAdapter(Job)
FETCH: TypeAdapter[Fetch] = TypeAdapter(Fetch)
DONE: TypeAdapter[Done] = TypeAdapter(Done)


def job_to_json(job: Job) -> bytes:
    """The job as JSON."""
    return JOB.dump_json(job)


def job_from_json(data: bytes) -> Job:
    """Read a job back. Raises ValueError with one line."""
    try:
        return JOB.validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise ValueError(f"{'.'.join(map(str, first['loc'])) or 'job'}: {first['msg']}") from None
