"""Scrapy's joints: what may be asked for, robots.txt, decompression, pace, and cookies where a source wants them.

A request that may not go out ends as `Stopped`, which carries the outcome to record. Redirects and retries pass here
again, each as a request of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Response
from scrapy.http.cookies import CookieJar

from crawlers import bounds, decoding
from crawlers.politeness import Site, pause
from crawlers.records import Outcome, Role, Source

if TYPE_CHECKING:
    from crawlers.spider import NightSpider

PLAN = "plan"


@dataclass(slots=True)
class Plan:
    """What a request is for. Rides in `request.meta` through redirects and retries."""

    source: Source
    hosts: frozenset[str]
    url: str
    """Canonical address."""
    requested: str
    role: Role
    site: str = ""
    """Whose turn it takes; stays the same through redirects."""
    depth: int = 0
    page: int = 1
    """Number of a list page within its list."""
    title: str | None = None
    parent: str | None = None
    attempt: int = 1
    refreshes: int = 0
    root: str | None = None
    """First page of the list a list page belongs to."""
    whole: bool = False
    """Asks for all parts of a thread at once."""


class Stopped(IgnoreRequest):
    """A request that was not sent, or whose answer may not be used."""

    def __init__(self, outcome: Outcome, detail: str, status: int | None = None) -> None:
        super().__init__(detail)
        self.outcome = outcome
        self.detail = detail
        self.status = status


class _Part:
    """A component that knows the crawl."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @property
    def spider(self) -> NightSpider:
        """The one spider of the process."""
        return self.crawler.spider  # type: ignore[return-value]


class Gate(_Part):
    """Bounds and budgets before a request, the pause a site asked for, and the pace of its slot."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Gate:
        """Scrapy's way to make a component."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Stop what may not go out; hold what must wait."""
        plan: Plan = request.meta[PLAN]
        if reason := bounds.refusal(plan.source, plan.hosts, request.url, plan.role):
            raise Stopped(Outcome.OFF_LIMITS, reason)
        name = bounds.site_of(request.url)
        request.meta["download_slot"] = name
        site = self.spider.sites.get(name, plan.source.delay)
        await self._clear(site, plan)
        if plan.role is not Role.ROBOTS:
            await self.spider.robots.check(request, plan, site)
            await self._clear(site, plan)
        site.pages += plan.role is not Role.ROBOTS

    async def _clear(self, site: Site, plan: Plan) -> None:
        if site.paused_until:
            await pause(site)
        if site.closed:
            raise Stopped(Outcome.BUDGET, site.closed)
        if plan.role is not Role.ROBOTS and (budget := self.spider.sites.spent(site)):
            raise Stopped(Outcome.BUDGET, f"{budget} budget of the site is used up")


class Answers(_Part):
    """Nearest to the network: counts bytes, hears 429 and 503, refuses private peers, takes compression off."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Answers:
        """Scrapy's way to make a component."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Ask for the encodings that can be undone."""
        request.headers.setdefault("Accept-Encoding", decoding.ACCEPTED)

    def process_response(self, request: Request, response: Response) -> Response:
        """The answer with its plain body."""
        plan: Plan = request.meta[PLAN]
        site = self.spider.sites.get(request.meta["download_slot"])
        site.bytes += len(response.body)
        header = response.headers.get("Retry-After")
        retry_after = header.decode("latin-1") if header else None
        self.spider.sites.answered(site, response.status, retry_after, datetime.now(UTC))
        peer = response.ip_address
        if peer is not None and not bounds.reachable(peer, plan.source.allow_loopback):
            raise Stopped(Outcome.OFF_LIMITS, f"answered from the private address {peer}")
        if "playwright" in response.flags:
            self._check_rendered(plan, response)
            return response
        _check_redirect(response)
        encodings = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
        if not encodings or not response.body:
            return response
        try:
            body = decoding.decode(response.body, encodings, self.spider.job.settings.max_page_bytes)
        except decoding.TooLargeError as error:
            raise Stopped(Outcome.TOO_LARGE, str(error), response.status) from None
        except (decoding.CutShortError, decoding.UndecodableError) as error:
            raise Stopped(Outcome.TRUNCATED, str(error), response.status) from None
        site.bytes += len(body) - len(response.body)
        return response.replace(body=body)

    def _check_rendered(self, plan: Plan, response: Response) -> None:
        """A browser follows redirects by itself and has no limit of its own."""
        if reason := bounds.refusal(plan.source, plan.hosts, response.url, plan.role):
            raise Stopped(Outcome.OFF_LIMITS, f"led to {response.url[:200]}: {reason}", response.status)
        limit = self.spider.job.settings.max_page_bytes
        if len(response.body) > limit:
            raise Stopped(Outcome.TOO_LARGE, f"more than {limit} bytes when rendered", response.status)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """A name that leads into a private network is out of bounds, and no use to retry."""
        host = urlsplit(request.url).hostname or ""
        if isinstance(exception, CannotResolveHostError) and host in bounds.BLOCKED_NAMES:
            raise Stopped(Outcome.OFF_LIMITS, f"{host} resolves to a private address")


def _check_redirect(response: Response) -> None:
    """Only http(s) is followed; other schemes (and what is no address at all) end here."""
    location = (response.headers.get("Location") or b"").decode("latin-1").strip()
    if not location or not 300 <= response.status < 400:
        return
    try:
        bounds.site_of(urljoin(response.url, location))
    except ValueError:
        raise Stopped(Outcome.OFF_LIMITS, f"redirected to {location[:200]}", response.status) from None


class Cookies(_Part):
    """Cookies for the sources that ask for them, one jar a source. Requests only reach a source's own hosts."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._jars: dict[str, CookieJar] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Cookies:
        """Scrapy's way to make a component."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Add what the source's jar holds for this address."""
        plan: Plan = request.meta[PLAN]
        if plan.source.cookies:
            request.headers.pop("Cookie", None)
            self._jar(plan).add_cookie_header(request)

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep what the answer sets."""
        plan: Plan = request.meta[PLAN]
        if plan.source.cookies:
            self._jar(plan).extract_cookies(response, request)
        return response

    def _jar(self, plan: Plan) -> CookieJar:
        return self._jars.setdefault(plan.source.id, CookieJar())


class Throttle:
    """AutoThrottle with a floor of its own for each site: a slow server is asked more slowly."""

    _LONGEST = 60.0

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        crawler.signals.connect(self._downloaded, signal=signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Throttle:
        """Scrapy's way to make a component."""
        return cls(crawler)

    def _downloaded(self, response: Response, request: Request) -> None:
        engine = self._crawler.engine
        assert engine is not None
        name = request.meta.get("download_slot", "")
        slot = engine.downloader.slots.get(name)
        latency = request.meta.get("download_latency")
        if slot is None or latency is None:
            return
        spider: NightSpider = self._crawler.spider  # type: ignore[assignment]
        floor = spider.sites.get(name).floor
        if floor == 0:
            return  # an operator who asked for no delay at all gets none
        slot.concurrency = 1
        wanted = max(latency, (slot.delay + latency) / 2)
        if response.status == 200 or wanted > slot.delay:
            slot.delay = min(wanted, self._LONGEST)
        slot.delay = max(slot.delay, floor)
