"""The one spider of a crawl: it asks, records what came, and lets the layouts say where to go next."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawlers import bounds, browser, canonical, decoding, layouts, links, recording, schedule
from crawlers.failures import explain
from crawlers.following import Walks
from crawlers.middlewares import PLAN, Plan
from crawlers.politeness import Sites
from crawlers.queues import Queues
from crawlers.records import Fetch, Job, Known, Layout, Outcome, Role, Source
from crawlers.robots import UNREACHABLE, Robots
from crawlers.spool import Writer
from crawlers.tally import Tally
from parsers.records import PageProblem

_LISTS = frozenset({Role.LIST, Role.FEED, Role.SITEMAP})
_PRIORITY = {Role.LIST: 30, Role.FEED: 30, Role.SITEMAP: 30, Role.ATTACHMENT: 20, Role.ARTICLE: 10}
_KNOWN_PRIORITY = 0  # what is new comes first, in case a budget runs out
_MAX_REFRESHES = 3


class NightSpider(Spider):
    """Crawls all sources of a job into one spool."""

    name = "minxin"

    def __init__(self, job: Job, writer: Writer, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.job = job
        self.writer = writer
        self.sites = Sites(job.settings)
        self._queues = Queues()
        self.robots = Robots(self)
        self.tallies = {source.id: Tally(source.id) for source in job.sources}
        self.outcomes: Counter[str] = Counter()
        self.broken: OSError | None = None
        self._hosts = {source.id: bounds.own_hosts(source) for source in job.sources}
        self._known = {(known.source, canonical.key(known.url)): known for known in job.known}
        self._walks = Walks(job, self._known.keys())
        self._begun = monotonic()

    # ---- asking

    async def start(self) -> AsyncIterator[Request]:
        """The start addresses of every source, then the known pages that are due."""
        self.crawler.signals.connect(self._mistaken, signal=signals.spider_error)
        for source in self.job.sources:
            role = layouts.ROLES[source.layout]
            for url in source.start:
                for request in self._ask(source, url, role):  # an async generator knows no `yield from`
                    yield request
        sources = {source.id: source for source in self.job.sources}
        for known in self.job.known:
            source_of = sources.get(known.source)
            if source_of is None or known.role not in (Role.ARTICLE, Role.ATTACHMENT):
                continue
            if schedule.due(known, self.job.now):
                url = known.requested_url or known.url
                for request in self._ask(source_of, url, known.role, known=known, parent=known.parent):
                    yield request

    def _ask(
        self, source: Source, url: str, role: Role, *, known: Known | None = None, **plan: Any
    ) -> Iterator[Request]:
        """Ask for a page, once a night; give out what may go now. What is out of bounds is recorded at once."""
        tally = self.tallies[source.id]
        key = canonical.key(url)
        if key in tally.seen:
            return
        tally.seen.add(key)
        name = canonical.canonical(url)
        whole = Plan(source, self._hosts[source.id], name, url.partition("#")[0], role, **plan)
        if reason := bounds.refusal(source, whole.hosts, url, role):
            # Without `follow` a page's every foreign link would be told; with it, each was asked for by its text.
            if source.follow or role is not Role.ARTICLE or source.layout is Layout.PAGE:
                self.record_failure(whole, Outcome.OFF_LIMITS, reason, None, url)
            return
        if self._overfull(whole, tally):
            return
        whole.site = bounds.site_of(url)
        known = known or self._known.get((source.id, key))
        if known is not None:
            whole.url = known.url
        yield from self._queues.offer(self._request(whole, known))

    def _overfull(self, plan: Plan, tally: Tally) -> bool:
        """Whether the site's budget leaves no room; said once for a source and budget, counted each time."""
        if len(tally.seen) - tally.skipped > self.job.settings.site_pages:
            reason = "pages budget of the site is used up"
            self.record_failure(plan, Outcome.BUDGET, reason, None, plan.requested)
            return True
        return False

    def _request(self, plan: Plan, known: Known | None = None) -> Request:
        headers: dict[str, str] = {}
        in_browser = plan.source.browser and plan.role in (Role.ARTICLE, Role.LIST)
        if not in_browser and known is not None and known.sha256 and plan.role in (Role.ARTICLE, Role.ATTACHMENT):
            if known.etag:
                headers["If-None-Match"] = known.etag
            if known.last_modified:
                headers["If-Modified-Since"] = known.last_modified
        return Request(
            plan.requested,
            callback=self.answered,
            errback=self.failed,
            headers=headers,
            meta={PLAN: plan, **(browser.meta(plan.source) if in_browser else {})},
            priority=_PRIORITY[plan.role] if known is None or plan.role in _LISTS else _KNOWN_PRIORITY,
            dont_filter=True,
        )

    # ---- recording

    def answered(self, response: Response) -> Iterator[Request]:
        """An answer came: keep it, then follow it."""
        plan: Plan = response.meta[PLAN]
        assert response.request is not None
        yield from self._queues.ended(response.request)
        if response.url != plan.requested:
            self.tallies[plan.source.id].seen.add(canonical.key(response.url))
        good = 200 <= response.status < 300
        if good and (onward := self._sent_on(plan, response)):
            yield from self._queues.offer(onward)
            return
        if good and plan.source.layout is Layout.DISCUZ and self._wants_whole(plan, response):
            yield from self._queues.offer(self._request(self._whole(plan, response)))
            return
        fetch = self.record_response(plan, response)
        if not good:
            return
        if plan.role in _LISTS:
            yield from self._expand(plan, response, fetch.charset)
        elif plan.role is Role.ARTICLE:
            for link in layouts.attachments(response.body, fetch.charset, response.url):
                yield from self._attachment(plan, link)

    def failed(self, failure: Failure) -> Iterator[Request]:
        """No answer came, or none that may be used."""
        request: Request = failure.request  # type: ignore[attr-defined]
        outcome, detail, status = explain(failure.value, request)  # type: ignore[arg-type]
        yield from self._queues.ended(request)
        self.record_failure(request.meta[PLAN], outcome, detail, status, request.url)

    def record_response(self, plan: Plan, response: Response) -> Fetch:
        """Body first, then the line."""
        fetch = recording.answer(plan, response, self._keep(response.body), self._now())
        self._line(plan, fetch)
        return fetch

    def record_failure(self, plan: Plan, outcome: Outcome, detail: str, status: int | None, url: str) -> None:
        """A line for what did not come. What holds for a whole site is told once a source, and counted."""
        tally = self.tallies[plan.source.id]
        tally.budget_hits += outcome is Outcome.BUDGET
        if outcome is Outcome.BUDGET or detail.startswith(UNREACHABLE):
            if detail in tally.reported:
                tally.failed += 1
                return
            tally.reported.add(detail)
        self._line(plan, recording.failure(plan, outcome, detail, status, url, self._now()))

    def _keep(self, body: bytes) -> str | None:
        if not body:
            return None
        try:
            return self.writer.body(body)
        except OSError as error:
            raise self._broken(error) from error

    def _line(self, plan: Plan, fetch: Fetch) -> None:
        try:
            self.writer.fetch(fetch)
        except OSError as error:
            raise self._broken(error) from error
        self.outcomes[fetch.outcome] += 1
        end_of_list = plan.page > 1 and plan.source.paging is not None and fetch.status == 404
        self.tallies[plan.source.id].count(fetch, end_of_list=end_of_list)

    def _broken(self, error: OSError) -> CloseSpider:
        """A spool that cannot be written (a full disk) ends the crawl; nothing is fetched that cannot be kept."""
        self.broken = self.broken or error
        return CloseSpider("spool cannot be written")

    def _mistaken(self, response: Response | Failure) -> None:
        """A mistake of ours while reading one page costs that page's links, not the crawl."""
        if isinstance(response, Response):
            self.tallies[response.meta[PLAN].source.id].errors += 1

    def _now(self) -> datetime:
        return self.job.now + timedelta(seconds=round(monotonic() - self._begun, 3))

    # ---- following

    def _sent_on(self, plan: Plan, response: Response) -> Request | None:
        """A page that only sends the reader on by meta refresh is a redirect."""
        target = links.refresh(response.body, response.url)
        if target is None or canonical.key(target) == canonical.key(response.url) or plan.refreshes >= _MAX_REFRESHES:
            return None
        plan.refreshes += 1
        return self._request(plan).replace(url=target)

    def _wants_whole(self, plan: Plan, response: Response) -> bool:
        if (
            plan.role is not Role.ARTICLE
            or plan.whole
            or canonical.thread_id(canonical.canonical(response.url)) is None
        ):
            return False
        return layouts.in_parts(response.body)

    def _whole(self, plan: Plan, response: Response) -> Plan:
        """The plan to fetch all parts of a thread; part one is kept as a list, since it is not the document."""
        part = Plan(
            plan.source, plan.hosts, response.url, plan.requested, Role.LIST, depth=plan.depth, title=plan.title
        )
        self.record_response(part, response)
        plan.whole = True
        plan.requested = canonical.whole_thread(response.url)
        return plan

    def _attachment(self, plan: Plan, link: links.Link) -> Iterator[Request]:
        known = self._known.get((plan.source.id, canonical.key(link.url)))
        if known is not None and not schedule.due(known, self.job.now):
            return
        yield from self._ask(plan.source, link.url, Role.ATTACHMENT, known=known, title=link.text, parent=plan.url)

    def _expand(self, plan: Plan, response: Response, charset: str | None) -> Iterator[Request]:
        source, tally = plan.source, self.tallies[plan.source.id]
        root = plan.root or response.url
        page = layouts.Page(response.url, response.body, charset, plan.depth, plan.page, root)
        try:
            expansion = layouts.expand(source, page, plan.role)
        except (decoding.TooLargeError, decoding.CutShortError, decoding.UndecodableError) as error:
            self.record_failure(plan, Outcome.TOO_LARGE, f"sitemap: {error}", None, response.url)
            return
        empty = not expansion.found and not expansion.rows
        if empty and plan.page == 1:
            if plan.attempt == 1:  # lists and feeds are sometimes empty for one fetch
                plan.attempt = 2
                yield from self._queues.offer(self._request(plan))
                return
            tally.empty_lists += 1
        if not expansion.found:
            self._note_problem(plan, response, empty)
        self._count(source, [found for found in expansion.found if found.role is Role.ARTICLE])
        yield from self._open(plan, expansion.found)
        if self._walks.goes_on(plan, root, expansion) and expansion.next:
            number = plan.page + 1
            yield from self._ask(source, expansion.next, plan.role, depth=plan.depth, page=number, root=root)

    def _note_problem(self, plan: Plan, response: Response, empty: bool) -> None:
        """A list that names nothing may be a page that blocks us: then the walk is not complete."""
        tally = self.tallies[plan.source.id]
        if problem := recording.problem(response):
            tally.whole, tally.problem = False, problem
        elif empty and plan.page == 1 and not tally.problem:
            tally.problem = PageProblem.EMPTY_LIST

    def _count(self, source: Source, articles: Iterable[layouts.Found]) -> None:
        """Keep what the lists name, each address once."""
        tally, hosts = self.tallies[source.id], self._hosts[source.id]
        for found in articles:
            key = canonical.key(found.url)
            if key not in tally.named and not bounds.refusal(source, hosts, found.url, found.role):
                tally.named.add(key)
                tally.new_links += (source.id, key) not in self._known

    def _open(self, plan: Plan, found: Iterable[layouts.Found]) -> Iterator[Request]:
        source, tally = plan.source, self.tallies[plan.source.id]
        for item in found:
            known = self._known.get((source.id, canonical.key(item.url)))
            if item.role is Role.ARTICLE:
                if known is not None and not self._fresh(known, item):
                    if (key := canonical.key(item.url)) not in tally.seen:
                        tally.seen.add(key)
                        tally.skipped += 1
                    continue
                day = canonical.date_hint(item.url)
                if source.since and day and day < source.since:
                    continue
            depth = plan.depth + 1
            yield from self._ask(
                source, item.url, item.role, known=known, depth=depth, title=item.title or None, parent=plan.url
            )

    def _fresh(self, known: Known, item: layouts.Found) -> bool:
        """Whether a listed known page is read tonight: it is due, or its list says it was changed since."""
        if item.updated and known.checked_at and item.updated > known.checked_at:
            return True
        return schedule.due(known, self.job.now)
